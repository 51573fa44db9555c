// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/token/trialcard.h"

#include "core/teleport/script.h"
#include "core/token/pamanswer.h"
#include "ui/dialogs/testlogindialog.h"
#include "ui/ports/helperport.h"
#include "ui/style/fonts.h"
#include "ui/text/printable.h"
#include "ui/text/text.h"
#include "ui/text/tokentext.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/card.h"
#include "ui/workspace/background.h"
#include "ui/workspace/workspace.h"

#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QDateTime>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

namespace {

/// For a command that is copied into a shell.
QString shellWord(const QString &text)
{
    return QString::fromStdString(teleport::shellQuoted(text.toStdString()));
}

QString versionName(token::RegistryVersion version)
{
    switch (version) {
    case token::RegistryVersion::V2:
        return QStringLiteral("2.8");
    case token::RegistryVersion::V30:
        return QStringLiteral("3.0");
    case token::RegistryVersion::V31:
        return QStringLiteral("3.1");
    }
    return {};
}

QString timeText(const std::optional<std::int64_t> &seconds)
{
    return seconds ? QLocale().toString(QDateTime::fromSecsSinceEpoch(*seconds), QLocale::ShortFormat) : TrialCard::tr("never");
}

QString optionalText(const std::optional<std::string> &text)
{
    return text ? text::printable(*text) : TrialCard::tr("none");
}

/// What one registry says, without its version.
struct AnswerWords {
    Tone tone = Tone::Neutral;
    QString word;
    QString message;

    bool operator==(const AnswerWords &) const = default;
};

AnswerWords wordsOf(const Result<token::Verdict> &verdict)
{
    if (!verdict) {
        const bool nobody = verdict.error().code == ErrorCode::InvalidArgument;
        return {Tone::Neutral, TrialCard::tr("cannot be told"),
                nobody ? TrialCard::tr("The registry's file is not known: name it to see what the registry answers.")
                       : text::errorMessage(verdict.error())};
    }
    const QString message = text::reasonMessage(verdict->reason, verdict->detail);
    if (verdict->accepted()) {
        return {Tone::Success, TrialCard::tr("accepted"), message};
    }
    return {Tone::Error, verdict->decision == token::Decision::NotStarted ? TrialCard::tr("does not start") : TrialCard::tr("refused"),
            message};
}

} // namespace

TrialCard::TrialCard(Workspace &workspace, HelperPort &helper, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_helper(helper)
{
    setObjectName(QStringLiteral("tokenTrial"));
    build();
    clear();
}

void TrialCard::build()
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card(QStringLiteral("tokenTrial"), tr("Test token"), this);
    outer->addWidget(card);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(7);
    grid->setColumnStretch(1, 1);
    grid->setColumnMinimumWidth(0, fontMetrics().horizontalAdvance(tr("Audience / service"))); // as above it
    const auto label = [&](const QString &text, const QString &name, QWidget *buddy, int row) {
        auto *caption = new QLabel(text, card);
        caption->setObjectName(name);
        caption->setForegroundRole(QPalette::PlaceholderText);
        caption->setBuddy(buddy);
        grid->addWidget(caption, row, 0);
        grid->addWidget(buddy, row, 1);
    };
    m_user = new QComboBox(card);
    m_user->setObjectName(QStringLiteral("tokenTrialUserComboBox"));
    m_user->setAccessibleName(tr("User"));
    m_user->setEditable(true);
    m_user->setInsertPolicy(QComboBox::NoInsert);
    // Who is tested is who was typed, to the letter.
    m_user->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_user->completer()->setCaseSensitivity(Qt::CaseSensitive);
    m_user->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_user->lineEdit()->setObjectName(QStringLiteral("tokenTrialUserLineEdit"));
    m_user->lineEdit()->setPlaceholderText(tr("user name"));
    m_scope = new QLineEdit(QStringLiteral("repository:team/app:pull,push"), card);
    m_scope->setObjectName(QStringLiteral("tokenTrialScopeLineEdit"));
    m_scope->setAccessibleName(tr("Scope"));
    m_scope->setPlaceholderText(tr("the catalog alone"));
    label(tr("&User"), QStringLiteral("tokenTrialUserCaption"), m_user, 0);
    label(tr("S&cope"), QStringLiteral("tokenTrialScopeCaption"), m_scope, 1);
    card->content()->addLayout(grid);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    m_progress = mutedLabel({}, QStringLiteral("tokenTrialProgressLabel"), card);
    buttons->addWidget(m_progress, 1);
    m_mint = new QPushButton(tr("&Mint without login"), card);
    m_mint->setObjectName(QStringLiteral("tokenMintButton"));
    m_mint->setToolTip(tr("Makes the token without asking PAM: it shows what the registry says, not whether the user gets in"));
    m_test = new QPushButton(tr("&Test…"), card);
    m_test->setObjectName(QStringLiteral("tokenTestButton"));
    m_test->setToolTip(tr("Logs in by PAM as the token service does, then makes the token"));
    buttons->addWidget(m_mint);
    buttons->addWidget(m_test);
    card->content()->addLayout(buttons);
    m_result = buildResult();
    card->content()->addWidget(m_result);

    connect(m_user, &QComboBox::editTextChanged, this, &TrialCard::updateButtons);
    connect(m_test, &QPushButton::clicked, this, &TrialCard::test);
    connect(m_mint, &QPushButton::clicked, this, [this] { mint(Login::Skipped, user()); });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(QString::fromStdString(m_token)); });
}

QWidget *TrialCard::buildResult()
{
    auto *result = new QWidget(this);
    result->setObjectName(QStringLiteral("tokenTrialResult"));
    auto *layout = new QVBoxLayout(result);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_login = new Callout(Tone::Neutral, {}, result);
    m_login->setObjectName(QStringLiteral("tokenTrialLoginCallout"));
    layout->addWidget(m_login);
    for (int number = 0; number < 3; ++number) {
        auto *answer = new Callout(Tone::Neutral, {}, result);
        answer->setObjectName(QStringLiteral("tokenTrialAnswer%1Callout").arg(number));
        layout->addWidget(answer);
        m_answers.push_back(answer);
    }
    m_summary = new QLabel(result);
    m_summary->setObjectName(QStringLiteral("tokenTrialSummaryLabel"));
    m_summary->setTextFormat(Qt::RichText);
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(m_summary);
    m_claims = new QPlainTextEdit(result);
    m_claims->setObjectName(QStringLiteral("tokenTrialClaimsEdit"));
    m_claims->setAccessibleName(tr("Header and claims of the token"));
    m_claims->setReadOnly(true);
    m_claims->setTabChangesFocus(true);
    m_claims->setFont(scaledFont(fixedFont(), 0.95));
    m_claims->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_claims->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_claims->setFixedHeight(12 * QFontMetrics(m_claims->font()).lineSpacing());
    layout->addWidget(m_claims);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    m_copy = new QPushButton(tr("Co&py token"), result);
    m_copy->setObjectName(QStringLiteral("tokenCopyButton"));
    row->addWidget(m_copy);
    layout->addLayout(row);
    return result;
}

QString TrialCard::user() const
{
    return m_user->currentText().trimmed();
}

void TrialCard::show(const TokenState &state)
{
    m_paths = state.paths;
    m_usable = state.hasService();
    m_blacklist = m_usable ? state.setup.service->blacklisted() : std::vector<std::string>();
    QStringList names;
    for (std::size_t each = 0; each < state.users.size(); ++each) {
        if (!state.users[each].isSystem()) {
            names << QString::fromStdString(state.users[each].name);
        }
    }
    QStringList now;
    for (int each = 0; each < m_user->count(); ++each) {
        now << m_user->itemText(each);
    }
    if (names != now) {
        const QString typed = m_user->currentText();
        const QSignalBlocker blocker(m_user);
        m_user->clear();
        m_user->addItems(names);
        m_user->setEditText(typed);
    }
    updateButtons();
}

void TrialCard::updateButtons()
{
    const bool ready = m_usable && !m_running && !user().isEmpty();
    m_test->setEnabled(ready);
    m_mint->setEnabled(ready);
}

void TrialCard::clear()
{
    ++m_generation;
    m_token.clear();
    m_claims->clear();
    m_result->hide();
    setRunning(false);
}

void TrialCard::outdate()
{
    const bool shown = !m_result->isHidden() || m_running;
    clear();
    if (shown) {
        m_progress->setText(tr("The files have changed since: test again."));
    }
}

bool TrialCard::isBlacklisted(const QString &user) const
{
    return std::find(m_blacklist.begin(), m_blacklist.end(), user.toStdString()) != m_blacklist.end();
}

void TrialCard::setRunning(bool running)
{
    m_running = running;
    m_progress->setText(running ? tr("Making the token…") : QString());
    updateButtons();
}

void TrialCard::test()
{
    if (m_dialog) {
        m_dialog->raise();
        return;
    }
    clear();
    const QString service = QLatin1String(token::servicePamName);
    m_dialog = new TestLoginDialog(m_workspace, m_helper, {service}, service, window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    TestRequest request;
    request.service = service;
    request.user = user();
    request.sequence = TestSequence::TokenService;
    m_dialog->preset(request);
    m_dialog->fixProgram();
    connect(m_dialog, &TestLoginDialog::ended, this, &TrialCard::loginEnded);
    m_dialog->open();
}

void TrialCard::loginEnded(bool success, const QString &user)
{
    if (success && !isBlacklisted(user)) {
        mint(Login::Succeeded, user);
        return;
    }
    clear();
    showTrial(Login::Refused, user, fail(ErrorCode::AccessDenied));
    if (success) {
        m_login->setText(tr("<b>The PAM login succeeded, but %1 is blacklisted:</b> the token service gives them no token.")
                             .arg(text::printable(user).toHtmlEscaped()));
    }
}

void TrialCard::mint(Login login, const QString &user)
{
    clear();
    setRunning(true);
    const quint64 generation = m_generation;
    const std::string scope = m_scope->text().trimmed().toStdString();
    const std::int64_t now = QDateTime::currentSecsSinceEpoch();
    whenDone(inBackground([tree = m_workspace.effectiveTree(), paths = m_paths, name = user.toStdString(), scope, now] {
                 return token::tryToken(token::readSetup(*tree, paths), name, scope, now);
             }),
             this, [this, generation, login, user](const Result<token::Trial> &trial) {
                 if (generation == m_generation) {
                     setRunning(false);
                     showTrial(login, user, trial);
                 }
             });
}

void TrialCard::showTrial(Login login, const QString &user, const Result<token::Trial> &trial)
{
    const QString name = text::printable(user).toHtmlEscaped();
    switch (login) {
    case Login::Succeeded:
        m_login->setTone(Tone::Success);
        m_login->setText(tr("<b>The PAM login succeeded</b> for %1: this is the token they get.").arg(name));
        break;
    case Login::Refused:
        m_login->setTone(Tone::Error);
        m_login->setText(tr("<b>The PAM login did not succeed</b> for %1, so there is no token.").arg(name));
        break;
    case Login::Skipped:
        m_login->setTone(Tone::Warning);
        m_login->setText(
            isBlacklisted(user)
                ? tr("<b>Minted without a login</b> for %1, who is blacklisted: the token service would give no token.").arg(name)
                : tr("<b>Minted without a login</b> for %1: whether PAM lets them in was not asked.").arg(name));
        break;
    }
    for (Callout *answer : m_answers) {
        answer->hide();
    }
    const bool minted = trial.has_value();
    m_summary->setVisible(minted);
    m_claims->setVisible(minted);
    m_copy->setVisible(minted);
    m_result->show();
    if (minted) {
        showAnswers(*trial);
        showToken(trial->token);
    } else if (login != Login::Refused) {
        showFault(trial.error());
    }
}

void TrialCard::showAnswers(const token::Trial &trial)
{
    std::size_t next = 0;
    for (std::size_t first = 0; first < trial.answers.size();) {
        const AnswerWords words = wordsOf(trial.answers[first].verdict);
        QStringList versions;
        bool meant = false; // whether this machine's registry is among them
        std::size_t behind = first;
        for (; behind < trial.answers.size() && wordsOf(trial.answers[behind].verdict) == words; ++behind) {
            versions << versionName(trial.answers[behind].version);
            meant = meant || !m_paths.version || *m_paths.version == trial.answers[behind].version;
        }
        Callout *callout = m_answers[next++];
        callout->setTone(meant ? words.tone : Tone::Neutral);
        QString html = tr("<b>Registry %1: %2.</b> %3").arg(versions.join(QStringLiteral(", ")), words.word, words.message.toHtmlEscaped());
        if (!meant) {
            html += QLatin1Char(' ') + tr("(Not the version that is assumed here.)");
        }
        callout->setText(html);
        callout->show();
        first = behind;
    }
}

void TrialCard::showToken(const token::MintedToken &token)
{
    m_token = token.text;
    const token::TokenClaims &claims = token.claims;
    QStringList scopes;
    for (const token::AccessEntry &entry : claims.access.value_or(std::vector<token::AccessEntry>())) {
        scopes << text::printable(token::scopeText(entry));
    }
    QString rows;
    const auto add = [&rows](const QString &what, const QString &value) {
        rows += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td><b>%2</b></td></tr>").arg(what.toHtmlEscaped(), value.toHtmlEscaped());
    };
    add(tr("For"), optionalText(claims.subject));
    add(tr("Issuer"), optionalText(claims.issuer));
    add(tr("Audience"), claims.audience.empty() ? tr("none") : text::printable(claims.audience.front()));
    add(tr("Good for"), scopes.join(QStringLiteral(" · ")));
    add(tr("Until"), timeText(claims.expires));
    add(tr("Key"), optionalText(token.header.keyId));
    m_summary->setText(QStringLiteral("<table>%1</table>").arg(rows));
    m_claims->setPlainText(tr("Header") + QLatin1Char('\n') + QString::fromStdString(token::prettyJson(token::headerText(token.header)))
                           + QLatin1String("\n\n") + tr("Claims") + QLatin1Char('\n')
                           + QString::fromStdString(token::prettyJson(token::claimsText(token.claims))));
}

void TrialCard::showFault(const Error &error)
{
    Callout *callout = m_answers.front();
    QString html;
    if (error.code == ErrorCode::Unreadable) {
        html = tr("<b>No token can be made here.</b> The signing key cannot be read by you, as it should be: only root and the web server "
                  "need it. Make the token where the key can be read:")
            + QStringLiteral("<br><code>sudo pamphletctl token mint --user %1 --service-config %2</code>")
                  .arg(shellWord(user()).toHtmlEscaped(), shellWord(QString::fromStdString(m_paths.serviceConfig)).toHtmlEscaped());
    } else {
        html = tr("<b>No token can be made.</b> %1").arg(text::errorMessage(error).toHtmlEscaped());
    }
    callout->setTone(Tone::Error);
    callout->setText(html);
    callout->show();
}

} // namespace pamphlet::ui
