// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/shortcutsdialog.h"

#include "ui/style/fonts.h"
#include "ui/widgets/callout.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace pamphlet::ui {

namespace {

struct Shortcut {
    const char *keys; ///< portable text; empty: a heading
    const char *text;
};

constexpr Shortcut shortcuts[] = {
    {"", QT_TR_NOOP("Everywhere")},
    {"Ctrl+Z", QT_TR_NOOP("Undo")},
    {"Ctrl+Shift+Z", QT_TR_NOOP("Redo")},
    {"Ctrl+1", QT_TR_NOOP("Go to the first page, Ctrl+2 to the second …")},
    {"Ctrl+K", QT_TR_NOOP("Find a service, file or rule")},
    {"Ctrl+F", QT_TR_NOOP("Filter the services")},
    {"Ctrl+L", QT_TR_NOOP("Test a login")},
    {"Ctrl+Return", QT_TR_NOOP("Review and apply")},
    {"F5", QT_TR_NOOP("Read the files again")},
    {"", QT_TR_NOOP("In a stack")},
    {"Return", QT_TR_NOOP("Edit the rule")},
    {"Ins", QT_TR_NOOP("Add a rule behind it")},
    {"Del", QT_TR_NOOP("Remove it")},
    {"Alt+Up", QT_TR_NOOP("Move it up")},
    {"Alt+Down", QT_TR_NOOP("Move it down")},
    {"Left", QT_TR_NOOP("Fold an included file")},
    {"Right", QT_TR_NOOP("Unfold it")},
    {"F2", QT_TR_NOOP("Choose what it answers")},
    {"Ctrl+T", QT_TR_NOOP("Show its line in the text")},
};

} // namespace

ShortcutsDialog::ShortcutsDialog(QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 18, 24, 16);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(28);
    grid->setVerticalSpacing(6);
    int row = 0;
    for (const Shortcut &shortcut : shortcuts) {
        const QString keys = QString::fromLatin1(shortcut.keys);
        if (keys.isEmpty()) {
            if (row > 0) {
                grid->setRowMinimumHeight(row++, 8);
            }
            grid->addWidget(sectionLabel(tr(shortcut.text), QStringLiteral("shortcutHeading%1Label").arg(row), this), row, 0, 1, 2);
        } else {
            auto *key = new QLabel(QKeySequence::fromString(keys).toString(QKeySequence::NativeText), this);
            key->setObjectName(QStringLiteral("shortcutKey%1Label").arg(row));
            key->setFont(fixedFont());
            auto *text = new QLabel(tr(shortcut.text), this);
            text->setObjectName(QStringLiteral("shortcutText%1Label").arg(row));
            grid->addWidget(key, row, 0);
            grid->addWidget(text, row, 1);
        }
        ++row;
    }
    grid->setColumnStretch(1, 1);
    layout->addLayout(grid);
    layout->addSpacing(10);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setObjectName(QStringLiteral("shortcutsButtonBox"));
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("shortcutsCloseButton"));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace pamphlet::ui
