// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sregistry/sregistryhostcard.h"

#include "ui/style/colors.h"
#include "ui/style/fonts.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/card.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace pamphlet::ui {

SregistryHostCard::SregistryHostCard(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("sregistryHost"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card(QStringLiteral("sregistryHost"), tr("This host"), this);
    layout->addWidget(card);
    m_intro = mutedLabel({}, QStringLiteral("sregistryHostIntroLabel"), card);
    card->content()->addWidget(m_intro);
    m_group = addRow(*card, QStringLiteral("sregistryGroup"));
    m_user = addRow(*card, QStringLiteral("sregistryUser"));
}

SregistryHostCard::Row SregistryHostCard::addRow(Card &card, const QString &name)
{
    Row row;
    auto *line = new QHBoxLayout;
    line->setSpacing(10);
    row.mark = new QLabel(&card);
    row.mark->setObjectName(name + QStringLiteral("Mark"));
    row.mark->setMinimumWidth(row.mark->fontMetrics().horizontalAdvance(QStringLiteral("✗")) + 2);
    line->addWidget(row.mark);
    row.text = new QLabel(&card);
    row.text->setObjectName(name + QStringLiteral("Label"));
    line->addWidget(row.text, 1);
    card.content()->addLayout(line);
    row.commandRow = new QWidget(&card);
    row.commandRow->setObjectName(name + QStringLiteral("CommandRow"));
    auto *inner = new QHBoxLayout(row.commandRow);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(8);
    row.command = new QLabel(row.commandRow);
    row.command->setObjectName(name + QStringLiteral("CommandLabel"));
    row.command->setTextFormat(Qt::PlainText);
    row.command->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    row.command->setWordWrap(true);
    row.command->setFont(fixedFont());
    row.copy = new QPushButton(tr("Copy"), row.commandRow);
    row.copy->setObjectName(name + QStringLiteral("CopyButton"));
    inner->addWidget(row.command, 1);
    inner->addWidget(row.copy, 0, Qt::AlignTop);
    card.content()->addWidget(row.commandRow);
    connect(row.copy, &QPushButton::clicked, this, [command = row.command] { QGuiApplication::clipboard()->setText(command->text()); });
    return row;
}

void SregistryHostCard::setAccounts(const std::optional<std::vector<sregistry::HostAccount>> &accounts, bool needed)
{
    if (!accounts) {
        m_intro->setText(tr("The host’s accounts cannot be read, so whether it has what nginx of the registry needs is not known."));
    } else {
        m_intro->setText(
            needed ? tr("nginx of the registry gets the host’s accounts too, so its own user and group have to be among them.")
                   : tr("Once the container sees the host’s accounts, nginx of the registry needs its user and group among them."));
    }
    for (Row *row : {&m_group, &m_user}) {
        row->mark->setVisible(accounts.has_value());
        row->text->setVisible(accounts.has_value());
        row->commandRow->hide();
    }
    if (!accounts) {
        return;
    }
    const Colors colors = colorsFor(palette());
    for (const sregistry::HostAccount &account : *accounts) {
        const Row &row = account.group ? m_group : m_user;
        const QString what = account.group ? tr("Group nginx") : tr("User nginx");
        row.mark->setText(account.there ? QStringLiteral("✓") : QStringLiteral("✗"));
        row.text->setText(account.there ? tr("%1 is there").arg(what) : tr("%1 is missing. As root:").arg(what));
        row.mark->setAccessibleName(account.there ? tr("there") : tr("missing"));
        QPalette own = row.mark->palette();
        own.setColor(QPalette::WindowText, account.there ? colors.success : needed ? colors.error : colors.muted);
        row.mark->setPalette(own);
        row.command->setText(QString::fromStdString(account.command));
        row.command->setAccessibleName(tr("Command that makes it: %1").arg(what));
        row.copy->setAccessibleName(tr("Copy the command: %1").arg(what));
        row.commandRow->setVisible(!account.there);
    }
}

} // namespace pamphlet::ui
