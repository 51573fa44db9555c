// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/motdpage.h"

#include "core/motd/terminaltext.h"
#include "ui/style/fonts.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/terminalview.h"
#include "ui/widgets/texteditor.h"
#include "ui/workspace/background.h"
#include "ui/workspace/workspace.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <set>

namespace pamphlet::ui {

namespace {

struct Style {
    int code;
    const char *name;
};

constexpr Style styles[] = {
    {0, QT_TR_NOOP("Back to normal")}, {1, QT_TR_NOOP("Bold")},    {4, QT_TR_NOOP("Underlined")}, {31, QT_TR_NOOP("Red")},
    {32, QT_TR_NOOP("Green")},         {33, QT_TR_NOOP("Yellow")}, {34, QT_TR_NOOP("Blue")},      {35, QT_TR_NOOP("Magenta")},
    {36, QT_TR_NOOP("Cyan")},          {37, QT_TR_NOOP("White")},
};

QString noteText(motd::TerminalNote::Kind kind)
{
    using Kind = motd::TerminalNote::Kind;
    switch (kind) {
    case Kind::CursorMovement:
        return MotdPage::tr("moves the cursor or clears the screen; the preview leaves it out");
    case Kind::UnknownEscape:
        return MotdPage::tr("an escape sequence that the preview does not know");
    case Kind::ControlCharacter:
        return MotdPage::tr("a control character");
    case Kind::InvalidUtf8:
        return MotdPage::tr("bytes that are not UTF-8");
    case Kind::OperatingSystemCommand:
        return MotdPage::tr("a command to the terminal itself (title, clipboard or link)");
    }
    return {};
}

} // namespace

MotdPage::MotdPage(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
{
    setObjectName(QStringLiteral("motdPage"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(22, 16, 22, 16);
    layout->setSpacing(4);
    auto *title = new QLabel(tr("Message of the day"), this);
    title->setObjectName(QStringLiteral("motdTitleLabel"));
    title->setFont(scaledFont(title->font(), 1.3, QFont::DemiBold));
    layout->addWidget(title);
    m_detail = mutedLabel({}, QStringLiteral("motdDetailLabel"), this);
    layout->addWidget(m_detail);
    layout->addSpacing(10);
    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->setObjectName(QStringLiteral("motdSplitter"));
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(16);
    m_split->addWidget(buildEditor());
    m_split->addWidget(buildPreview());
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 1);
    layout->addWidget(m_split, 1);

    m_text->setFile(path);
    connect(&workspace, &Workspace::changed, this, [this](const QString &changed) {
        if (changed == QLatin1String(path)) {
            preview();
        }
    });
    connect(&workspace, &Workspace::loaded, this, &MotdPage::preview);
    preview();
}

QWidget *MotdPage::buildEditor()
{
    auto *side = new QWidget(this);
    side->setObjectName(QStringLiteral("motdEditorSide"));
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto *row = new QHBoxLayout;
    row->addWidget(sectionLabel(tr("Text"), QStringLiteral("motdTextHeadingLabel"), side), 1);
    auto *button = new QPushButton(tr("Insert &style"), side);
    button->setObjectName(QStringLiteral("motdStyleButton"));
    auto *menu = new QMenu(button);
    menu->setObjectName(QStringLiteral("motdStyleMenu"));
    for (const Style &style : styles) {
        menu->addAction(tr(style.name), this, [this, code = style.code] { insertStyle(code); });
    }
    button->setMenu(menu);
    row->addWidget(button);
    layout->addLayout(row);
    m_obstacle = new Callout(Tone::Warning, {}, side);
    m_obstacle->setObjectName(QStringLiteral("motdObstacleCallout"));
    m_obstacle->hide();
    layout->addWidget(m_obstacle);
    m_text = new TextEditor(m_workspace, QStringLiteral("motdTextEdit"), side);
    m_text->setAccessibleName(tr("Text of the message of the day"));
    m_text->setFrameShape(QFrame::StyledPanel);
    layout->addWidget(m_text, 1);
    connect(m_text, &TextEditor::obstacleChanged, this, [this, button] {
        m_obstacle->setText(m_text->obstacle().toHtmlEscaped());
        m_obstacle->setVisible(!m_text->obstacle().isEmpty());
        button->setEnabled(m_text->obstacle().isEmpty());
    });
    return side;
}

QWidget *MotdPage::buildPreview()
{
    auto *side = new QWidget(this);
    side->setObjectName(QStringLiteral("motdPreviewSide"));
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto *heading = sectionLabel(tr("As a terminal shows it"), QStringLiteral("motdPreviewHeadingLabel"), side);
    heading->setMinimumHeight(fontMetrics().height() + 13); // in line with the button on the other side
    layout->addWidget(heading);
    m_terminal = new TerminalView(side);
    layout->addWidget(m_terminal, 1);
    m_notes = new Callout(Tone::Warning, {}, side);
    m_notes->setObjectName(QStringLiteral("motdNotesCallout"));
    m_notes->hide();
    layout->addWidget(m_notes);
    return side;
}

void MotdPage::insertStyle(int code)
{
    // U+238B stands for ESC in the editor; what is selected gets the style and then the normal one again.
    const QString escape = QStringLiteral("\u238b[%1m").arg(code);
    QTextCursor cursor = m_text->textCursor();
    if (cursor.hasSelection() && code != 0) {
        cursor.insertText(escape + cursor.selectedText() + QStringLiteral("\u238b[0m"));
    } else {
        cursor.insertText(escape);
    }
    m_text->setFocus();
}

void MotdPage::preview()
{
    const FileContent file = m_workspace.effectiveTree()->read(path);
    switch (file.status.kind) {
    case FileKind::Missing:
        m_detail->setText(tr("%1 · there is none; what you write becomes a new file").arg(QLatin1String(path)));
        break;
    case FileKind::Unreadable:
        m_detail->setText(tr("%1 · cannot be read").arg(QLatin1String(path)));
        break;
    default:
        m_detail->setText(tr("%1 · pam_motd shows it after a login").arg(QLatin1String(path)));
    }
    const quint64 generation = ++m_generation;
    whenDone(inBackground([bytes = file.bytes] { return motd::renderTerminalText(bytes); }), this,
             [this, generation](const motd::TerminalText &text) {
                 if (generation != m_generation) {
                     return;
                 }
                 m_terminal->setText(text);
                 QStringList lines;
                 std::set<motd::TerminalNote::Kind> told;
                 for (const motd::TerminalNote &note : text.notes) {
                     if (told.insert(note.kind).second) {
                         lines << tr("Line %1: %2.").arg(note.line).arg(noteText(note.kind));
                     }
                 }
                 m_notes->setText(lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
                 m_notes->setVisible(!lines.isEmpty());
             });
}

void MotdPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_split->setOrientation(width() < 820 ? Qt::Vertical : Qt::Horizontal);
}

} // namespace pamphlet::ui
