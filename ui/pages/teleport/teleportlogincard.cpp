// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/teleport/teleportlogincard.h"

#include "ui/style/colors.h"
#include "ui/text/printable.h"
#include "ui/text/teleporttext.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/card.h"
#include "ui/widgets/placelink.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

namespace {

using teleport::CallKind;

QString textOrExample(const QLineEdit *edit, bool examples)
{
    const QString text = edit->text().trimmed();
    return text.isEmpty() && examples ? edit->placeholderText() : text;
}

/// "name=value; name=value"; several of one name are several values.
std::map<std::string, std::vector<std::string>> traitsOf(const QString &text, QString &misread)
{
    std::map<std::string, std::vector<std::string>> traits;
    for (const QString &part : text.split(QLatin1Char(';'))) {
        const QString trait = part.trimmed();
        const qsizetype equals = trait.indexOf(QLatin1Char('='));
        if (equals > 0) {
            traits[trait.left(equals).trimmed().toStdString()].push_back(trait.mid(equals + 1).trimmed().toStdString());
        } else if (!trait.isEmpty()) {
            misread = trait;
        }
    }
    return traits;
}

} // namespace

TeleportLoginCard::TeleportLoginCard(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("teleportLoginCardArea"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card(QStringLiteral("teleportLogin"), tr("What happens at a login"), this);
    layout->addWidget(card);
    auto *grid = new QGridLayout;
    m_form = grid;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    card->content()->addLayout(grid);
    m_user = addField("teleportUserLineEdit", tr("&Teleport user"), QStringLiteral("alice"), 0);
    m_login = addField("teleportLoginLineEdit", tr("&Local user"), QStringLiteral("alice"), 1);
    m_roles = addField("teleportRolesLineEdit", tr("R&oles"), QStringLiteral("access"), 2);
    m_traits = addField("teleportTraitsLineEdit", tr("Tra&its"), tr("name=value; name=value"), 3);
    m_request = new QComboBox(card);
    m_request->setObjectName(QStringLiteral("teleportRequestComboBox"));
    m_request->setAccessibleName(tr("What is asked for"));
    m_request->addItem(tr("A shell"), int(teleport::Request::Shell));
    m_request->addItem(tr("A command, scp or sftp"), int(teleport::Request::Command));
    m_request->addItem(tr("Port forwarding"), int(teleport::Request::PortForwarding));
    auto *caption = new QLabel(tr("A&sked for"), card);
    caption->setObjectName(QStringLiteral("teleportRequestCaption"));
    caption->setForegroundRole(QPalette::PlaceholderText);
    caption->setBuddy(m_request);
    grid->addWidget(caption, 4, 0);
    grid->addWidget(m_request, 4, 1);
    connect(m_request, &QComboBox::activated, this, &TeleportLoginCard::changed);

    m_trouble = new Callout(Tone::Error, {}, card);
    m_trouble->setObjectName(QStringLiteral("teleportLoginTroubleCallout"));
    m_trouble->hide();
    connect(m_trouble, &Callout::linkActivated, this, [this](const QString &link) {
        if (const auto place = linkedPlace(link)) {
            Q_EMIT placeRequested(place->file, place->line);
        }
    });
    card->content()->addWidget(m_trouble);
    m_calls = new QLabel(card);
    m_calls->setObjectName(QStringLiteral("teleportCallsLabel"));
    m_calls->setAccessibleName(tr("Calls in their order"));
    m_calls->setTextFormat(Qt::RichText);
    m_calls->setWordWrap(true);
    m_calls->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    card->content()->addWidget(m_calls);
    m_notes = new Callout(Tone::Warning, {}, card);
    m_notes->setObjectName(QStringLiteral("teleportLoginNotesCallout"));
    m_notes->hide();
    card->content()->addWidget(m_notes);
    m_try = new QPushButton(tr("Tr&y it…"), card);
    m_try->setObjectName(QStringLiteral("teleportTryButton"));
    m_try->setToolTip(tr("A real login through PAM, in the order of Teleport and with its variables"));
    auto *row = new QHBoxLayout;
    row->addWidget(m_try);
    row->addStretch(1);
    card->content()->addLayout(row);
    connect(m_try, &QPushButton::clicked, this, &TeleportLoginCard::tryRequested);
}

QLineEdit *TeleportLoginCard::addField(const char *name, const QString &label, const QString &example, int row)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(QLatin1String(name));
    edit->setPlaceholderText(example);
    auto *caption = new QLabel(label, this);
    caption->setObjectName(QLatin1String(name) + QStringLiteral("Caption"));
    caption->setForegroundRole(QPalette::PlaceholderText);
    caption->setBuddy(edit);
    edit->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    m_form->addWidget(caption, row, 0);
    m_form->addWidget(edit, row, 1);
    connect(edit, &QLineEdit::editingFinished, this, [this, edit] { read(edit); });
    return edit;
}

void TeleportLoginCard::read(QLineEdit *edit)
{
    if (!edit->isModified()) {
        return;
    }
    edit->setModified(false);
    m_misread.clear();
    m_given = traitsOf(m_traits->text(), m_misread);
    Q_EMIT changed();
}

teleport::Login TeleportLoginCard::who(bool examples) const
{
    teleport::Login login;
    login.login = textOrExample(m_login, examples).toStdString();
    // Mostly the same name in both places.
    const QString user = m_user->text().trimmed();
    login.teleportUser = user.isEmpty() ? login.login : user.toStdString();
    static const QRegularExpression blanks(QStringLiteral("[\\s,]+"));
    for (const QString &role : textOrExample(m_roles, examples).split(blanks, Qt::SkipEmptyParts)) {
        login.roles.push_back(role.toStdString());
    }
    login.traits = m_given;
    return login;
}

TeleportLogin TeleportLoginCard::login() const
{
    return {who(true), teleport::Request(m_request->currentData().toInt())};
}

TestRequest TeleportLoginCard::request() const
{
    TestRequest request;
    request.service = QString::fromStdString(m_config ? m_config->serviceName : std::string());
    request.sequence = TestSequence::Teleport;
    request.session = true;
    const teleport::Login login = who(false);
    request.user = QString::fromStdString(login.login);
    teleport::SequenceOptions options;
    options.request = teleport::Request(m_request->currentData().toInt());
    if (const auto sequence = m_config ? teleport::loginSequence(*m_config, login, options) : m_sequence) {
        request.teleport.environment = sequence->environment;
        request.teleport.authenticate = std::any_of(sequence->calls.begin(), sequence->calls.end(),
                                                    [](const teleport::Call &call) { return call.kind == CallKind::Authenticate; });
    }
    return request;
}

void TeleportLoginCard::list()
{
    // Calls of one kind in a row are explained once.
    const QString muted = colorsFor(palette()).muted.name();
    QString html;
    std::optional<CallKind> last;
    int number = 0;
    for (const teleport::Call &call : m_sequence ? m_sequence->calls : std::vector<teleport::Call>()) {
        const QString sentence = last == call.kind ? QString() : text::callSentence(call.kind);
        QString right = QStringLiteral("<code>%1</code>").arg(text::callArguments(call).toHtmlEscaped());
        if (!sentence.isEmpty()) {
            const QString line = QStringLiteral("<span style=\"color:%1\">%2</span>").arg(muted, sentence.toHtmlEscaped());
            right = call.name.empty() ? line : right + QStringLiteral("<br>") + line;
        }
        html += QStringLiteral("<tr><td align=\"right\" style=\"color:%1\">%2</td><td style=\"padding-left:8px\"><code>%3</code></td>"
                               "<td style=\"padding-left:12px\">%4</td></tr>")
                    .arg(muted)
                    .arg(++number)
                    .arg(QString::fromUtf8(teleport::callName(call.kind).data(), qsizetype(teleport::callName(call.kind).size())), right);
        last = call.kind;
    }
    m_calls->setText(html.isEmpty() ? QString() : QStringLiteral("<table cellspacing=\"0\" cellpadding=\"1\">%1</table>").arg(html));
    m_calls->setVisible(!html.isEmpty());
}

void TeleportLoginCard::display(const TeleportSurvey &survey)
{
    m_config = survey.config;
    m_sequence = survey.sequence;
    list();
    const bool on = survey.config->enabled.on();
    QString trouble;
    Tone tone = Tone::Error;
    if (!on) {
        trouble = text::teleportStateMessage(*survey.config).toHtmlEscaped();
        tone = Tone::Accent;
    } else if (!m_sequence) {
        trouble = tr("Teleport ends the session before PAM is asked: %1").arg(text::printable(m_sequence.error().detail)).toHtmlEscaped()
            + QLatin1Char(' ') + placeLink(m_sequence.error().where.file, m_sequence.error().where.line);
    } else if (!m_misread.isEmpty()) {
        trouble = tr("A trait is given as name=value: %1").arg(text::printable(m_misread)).toHtmlEscaped();
    }
    m_trouble->setTone(tone);
    m_trouble->setText(trouble);
    m_trouble->setVisible(!trouble.isEmpty());
    QStringList notes;
    if (m_sequence) {
        for (const teleport::EnvironmentNote &note : m_sequence->notes) {
            notes << text::environmentNoteMessage(note).toHtmlEscaped();
        }
    }
    m_notes->setText(notes.join(QStringLiteral("<br>")));
    m_notes->setVisible(!notes.isEmpty());
    m_try->setEnabled(on && m_sequence.has_value());
}

void TeleportLoginCard::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_calls) {
        list();
    }
}

} // namespace pamphlet::ui
