// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/token/accesscard.h"

#include "ui/pages/token/flatheader.h"
#include "ui/pages/token/tokenuserdelegate.h"
#include "ui/text/printable.h"
#include "ui/text/text.h"
#include "ui/text/tokentext.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/card.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

namespace {

constexpr int fewestRows = 4;
constexpr int mostRows = 12;
const QString rootLink = QStringLiteral("blacklist-root");
const QString keyLink = QStringLiteral("new-key");
const QString typedLink = QStringLiteral("blacklist-typed");

QString linkTo(const QString &link, const QString &text)
{
    return QStringLiteral("<a href=\"%1\">%2</a>").arg(link, text.toHtmlEscaped());
}

} // namespace

AccessCard::AccessCard(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("tokenAccess"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(8);
    auto *card = new Card(QStringLiteral("tokenAccess"), tr("Who gets a token"), this);
    outer->addWidget(card);
    m_state = new Callout(Tone::Warning, {}, card);
    m_state->setObjectName(QStringLiteral("tokenAccessStateCallout"));
    m_state->hide();
    card->content()->addWidget(m_state);

    auto *tools = new QHBoxLayout;
    tools->setSpacing(10);
    m_needle = new QLineEdit(card);
    m_needle->setObjectName(QStringLiteral("tokenUserFilterLineEdit"));
    m_needle->setAccessibleName(tr("Filter users"));
    m_needle->setPlaceholderText(tr("Filter users"));
    m_needle->setClearButtonEnabled(true);
    m_system = new QCheckBox(tr("&System users"), card);
    m_system->setObjectName(QStringLiteral("tokenSystemUsersCheckBox"));
    m_system->setToolTip(tr("Users with a number below 1000, which are there for programs"));
    m_groups = new QPushButton(tr("Blacklist a &group"), card);
    m_groups->setObjectName(QStringLiteral("tokenGroupButton"));
    m_menu = new QMenu(m_groups);
    m_menu->setObjectName(QStringLiteral("tokenGroupMenu"));
    m_groups->setMenu(m_menu);
    tools->addWidget(m_needle, 1);
    tools->addWidget(m_system);
    tools->addWidget(m_groups);
    card->content()->addLayout(tools);

    m_reason = mutedLabel({}, QStringLiteral("tokenReasonLabel"), card);
    m_reason->setTextFormat(Qt::PlainText);
    buildTable();
    card->content()->addWidget(m_table);
    m_typed = mutedLabel({}, QStringLiteral("tokenTypedLabel"), card);
    m_typed->setTextFormat(Qt::RichText);
    m_typed->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_typed->hide();
    card->content()->addWidget(m_typed);
    card->content()->addWidget(m_reason);

    m_done = new Callout(Tone::Success, {}, this);
    m_done->setObjectName(QStringLiteral("tokenAccessDoneCallout"));
    m_done->hide();
    outer->addWidget(m_done);
    m_root = new Callout(Tone::Warning, {}, this);
    m_root->setObjectName(QStringLiteral("tokenRootCallout"));
    m_root->hide();
    outer->addWidget(m_root);
    m_revoke = mutedLabel({}, QStringLiteral("tokenRevokeLabel"), this);
    m_revoke->setTextFormat(Qt::RichText);
    m_revoke->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_revoke->setText(tr("Blacklisting stops new logins alone. A token that is out lasts three days and can be exchanged for new ones "
                         "without a password: only another key ends that.")
                          .toHtmlEscaped()
                      + QLatin1Char(' ') + linkTo(keyLink, tr("Revoke by changing the key…")));
    outer->addWidget(m_revoke);

    connect(m_needle, &QLineEdit::textChanged, &m_filter, &TokenUsersFilter::setNeedle);
    connect(m_needle, &QLineEdit::textChanged, this, &AccessCard::showTyped);
    connect(m_typed, &QLabel::linkActivated, this, &AccessCard::follow);
    connect(m_system, &QCheckBox::toggled, &m_filter, &TokenUsersFilter::setSystemUsers);
    connect(m_menu, &QMenu::aboutToShow, this, &AccessCard::fillGroups);
    connect(m_root, &Callout::linkActivated, this, &AccessCard::follow);
    connect(m_revoke, &QLabel::linkActivated, this, &AccessCard::follow);
    connect(&m_model, &TokenUsersModel::blacklistWanted, this, [this](const QByteArray &name, bool blacklisted) {
        const std::vector<std::string> names{name.toStdString()};
        const QString shown = text::printable(names.front());
        if (blacklisted) {
            Q_EMIT editWanted(names, {}, tr("Blacklist %1").arg(shown), {});
        } else {
            Q_EMIT editWanted({}, names, tr("Take %1 from the blacklist").arg(shown), {});
        }
    });
}

AccessCard::~AccessCard()
{
    // The view goes after the models that it shows.
    m_filter.disconnect(this);
    m_table->selectionModel()->disconnect(this);
    m_table->setModel(nullptr);
}

void AccessCard::buildTable()
{
    m_filter.setSourceModel(&m_model);
    m_table = new QTreeView(this);
    m_table->setObjectName(QStringLiteral("tokenUsersView"));
    m_table->setAccessibleName(tr("Who gets a token"));
    m_table->setModel(&m_filter);
    m_table->setItemDelegate(new TokenUserDelegate(m_table));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::StyledPanel);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *header = new FlatHeader(m_table);
    header->setObjectName(QStringLiteral("tokenUsersHeader"));
    m_table->setHeader(header);
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(TokenUsersModel::UserColumn, QHeaderView::Stretch);
    m_table->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &AccessCard::showReason);
    connect(&m_filter, &QAbstractItemModel::dataChanged, this, &AccessCard::showReason);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(&m_filter, signal, this, &AccessCard::fitTable);
    }
    connect(&m_filter, &QAbstractItemModel::modelReset, this, &AccessCard::fitTable);
    fitTable();
}

bool AccessCard::eventFilter(QObject *object, QEvent *event)
{
    // Whole rows are selected, so the key that ticks a box works from every column.
    if (object == m_table && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space) {
        const QModelIndex box = m_table->currentIndex().siblingAtColumn(TokenUsersModel::BlacklistColumn);
        if (box.isValid()) {
            const bool on = box.data(Qt::CheckStateRole).toInt() == Qt::Checked;
            m_filter.setData(box, int(on ? Qt::Unchecked : Qt::Checked), Qt::CheckStateRole);
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

void AccessCard::fitTable()
{
    const int rows = std::clamp(m_filter.rowCount(), fewestRows, mostRows);
    const int row = m_table->fontMetrics().height() + 13;
    m_table->setFixedHeight(m_table->header()->sizeHint().height() + rows * row + 2 * m_table->frameWidth() + 2);
    showReason();
}

void AccessCard::show(const TokenState &state, const QString &obstacle)
{
    const QByteArray current = m_table->currentIndex().siblingAtColumn(0).data(TokenUsersModel::NameRole).toByteArray();
    m_editable = obstacle.isEmpty() && state.hasService();
    m_groupList = state.groups;
    m_model.setAccess(state.users, state.access, state.blacklist);
    m_model.setEditable(m_editable);
    if (!m_table->currentIndex().isValid() && !current.isEmpty()) {
        for (int row = 0; row < m_filter.rowCount(); ++row) {
            if (m_filter.index(row, 0).data(TokenUsersModel::NameRole).toByteArray() == current) {
                m_table->setCurrentIndex(m_filter.index(row, 0));
            }
        }
    }
    m_groups->setEnabled(m_editable && !m_groupList.empty());
    m_groups->setToolTip(m_editable ? tr("Adds every member of a group to the blacklist") : obstacle);
    showState(state, obstacle);
    showReason();
    showTyped();
    showRoot();
    m_revoke->setVisible(state.hasService());
}

void AccessCard::showState(const TokenState &state, const QString &obstacle)
{
    QStringList lines;
    Tone tone = Tone::Warning;
    if (!state.hasService()) {
        lines << tr("Who is blacklisted stands in the token service's file, which cannot be read here.");
    } else if (state.usersError) {
        lines << tr("The machine's users cannot be listed. %1").arg(text::errorMessage(*state.usersError));
    }
    if (state.pamError) {
        lines << tr("What PAM says cannot be foreseen. %1").arg(text::errorMessage(*state.pamError));
    }
    if (state.hasService() && state.pam.authenticate == token::Answer::No) {
        lines << tr("PAM, service php, refuses every password: nobody gets a token.");
    }
    if (lines.isEmpty() && !obstacle.isEmpty()) {
        tone = Tone::Accent;
        lines << obstacle;
    }
    m_state->setTone(tone);
    m_state->setText(lines.join(QLatin1Char(' ')).toHtmlEscaped());
    m_state->setVisible(!lines.isEmpty());
}

void AccessCard::showReason()
{
    const QModelIndex current = m_table->currentIndex().siblingAtColumn(0);
    if (current.isValid()) {
        m_reason->setText(tr("%1: %2").arg(current.data().toString(), current.data(TokenUsersModel::ReasonRole).toString()));
    } else if (m_filter.rowCount() == 0) {
        m_reason->setText(m_model.rowCount() == 0 ? tr("No users.") : tr("No user matches."));
    } else {
        m_reason->setText(tr("Choose a user to see why. Space changes whether they are blacklisted."));
    }
}

void AccessCard::showTyped()
{
    const QString name = m_needle->text().trimmed();
    const bool stranger = m_editable && !name.isEmpty() && !m_model.accessOf(name.toStdString());
    m_typed->setVisible(stranger);
    if (stranger) {
        m_typed->setText(tr("No user of this machine is called so; one of a directory service may be.").toHtmlEscaped() + QLatin1Char(' ')
                         + linkTo(typedLink, tr("Blacklist “%1”").arg(text::printable(name))));
    }
}

void AccessCard::showRoot()
{
    const token::EffectiveAccess *root = m_model.accessOf("root");
    const bool warn = root && root->getsToken != token::Answer::No;
    m_root->setVisible(warn);
    if (warn) {
        QString html
            = (root->getsToken == token::Answer::Yes ? tr("root can get a token.") : tr("root can get a token, if PAM takes the password."))
                  .toHtmlEscaped();
        if (m_editable) {
            html += QLatin1Char(' ') + linkTo(rootLink, tr("Blacklist root"));
        }
        m_root->setText(html);
    }
}

void AccessCard::showDone(const QString &text)
{
    m_done->setText(text.toHtmlEscaped());
    m_done->setVisible(!text.isEmpty());
}

void AccessCard::follow(const QString &link)
{
    if (link == keyLink) {
        Q_EMIT newKeyWanted();
    } else if (link == typedLink) {
        const QString name = m_needle->text().trimmed();
        Q_EMIT editWanted({name.toStdString()}, {}, tr("Blacklist %1").arg(text::printable(name)), {});
    } else if (link == rootLink) {
        Q_EMIT editWanted({"root"}, {}, tr("Blacklist %1").arg(QStringLiteral("root")), {});
    }
}

void AccessCard::fillGroups()
{
    m_menu->clear();
    for (const token::MachineGroup &group : m_groupList) {
        const auto left = std::count_if(group.members.begin(), group.members.end(), [this](const std::string &member) {
            const token::EffectiveAccess *access = m_model.accessOf(member);
            return !access || !access->blacklisted;
        });
        QString name = text::printable(group.name);
        name.replace(QLatin1Char('&'), QLatin1String("&&"));
        QAction *action
            = m_menu->addAction(left == 0 ? tr("%1: all are blacklisted").arg(name) : tr("%1: %n to add", nullptr, int(left)).arg(name),
                                this, [this, group] { blacklistGroup(group); });
        action->setObjectName(QStringLiteral("tokenGroup_%1").arg(QString::fromStdString(group.name)));
        action->setEnabled(left > 0);
    }
}

void AccessCard::blacklistGroup(const token::MachineGroup &group)
{
    std::vector<std::string> names;
    for (const std::string &member : group.members) {
        const token::EffectiveAccess *access = m_model.accessOf(member);
        if (!access || !access->blacklisted) {
            names.push_back(member);
        }
    }
    const QString name = text::printable(group.name);
    Q_EMIT editWanted(
        names, {}, tr("Blacklist the group %1").arg(name),
        tr("%n name(s) of the group %1 added to the blacklist. Who joins the group later is not on it.", nullptr, int(names.size()))
            .arg(name));
}

} // namespace pamphlet::ui
