// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/testlogindialog.h"

#include "core/pam/returncode.h"
#include "core/pam/stack/servicelookup.h"
#include "core/teleport/sequence.h"
#include "ui/dialogs/messages.h"
#include "ui/models/loginsideeffects.h"
#include "ui/style/fonts.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/conversationview.h"
#include "ui/widgets/tracedelegate.h"
#include "ui/workspace/workspace.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QTreeView>
#include <QVBoxLayout>

#include <set>

namespace pamphlet::ui {

namespace {

const std::string loginVariable = "TELEPORT_LOGIN";

} // namespace

TestLoginDialog::TestLoginDialog(Workspace &workspace, HelperPort &helper, const QStringList &services, const QString &service,
                                 QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_helper(helper)
{
    setObjectName(QStringLiteral("testLoginDialog"));
    build(services);
    m_service->setEditText(service);
    describe();
    connect(&workspace, &Workspace::pendingChanged, this, &TestLoginDialog::describe);
    resize(1080, 660);
    m_user->setFocus();
}

TestLoginDialog::~TestLoginDialog() = default;

QString TestLoginDialog::user() const
{
    return m_user->text().trimmed();
}

TestSequence TestLoginDialog::sequence() const
{
    return TestSequence(m_sequence->currentData().toInt());
}

void TestLoginDialog::preset(const TestRequest &request)
{
    m_preset = request;
    m_service->setEditText(request.service);
    m_user->setText(request.user);
    m_sequence->setCurrentIndex(m_sequence->findData(int(request.sequence)));
    m_session->setChecked(request.session);
    describe();
    if (m_run->isEnabled()) {
        m_run->setFocus(); // nothing is left to be filled in
    }
}

void TestLoginDialog::fixProgram()
{
    m_service->setEnabled(false);
    m_sequence->setEnabled(false);
}

TeleportCalls TestLoginDialog::teleportCalls() const
{
    TeleportCalls calls = m_preset.teleport;
    const std::string name = user().toStdString();
    if (m_preset.sequence != TestSequence::Teleport) {
        // Nobody said who logs in: somebody of that name without roles.
        teleport::Login login;
        login.teleportUser = name;
        login.login = name;
        if (const auto sequence = teleport::loginSequence({}, login)) {
            calls.environment = sequence->environment;
        }
    } else if (const auto same = calls.environment.find(loginVariable);
               same != calls.environment.end() && same->second == m_preset.user.toStdString()) {
        same->second = name;
    }
    // Teleport never sends an empty one.
    if (const auto user = calls.environment.find("TELEPORT_USERNAME"); user != calls.environment.end() && user->second.empty()) {
        user->second = name;
    }
    return calls;
}

void TestLoginDialog::build(const QStringList &services)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 18);
    layout->setSpacing(6);
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("testTitleLabel"));
    m_title->setFont(scaledFont(m_title->font(), 1.4, QFont::DemiBold));
    m_title->setTextFormat(Qt::PlainText);
    layout->addWidget(m_title);
    m_subtitle = mutedLabel({}, QStringLiteral("testSubtitleLabel"), this);
    layout->addWidget(m_subtitle);
    layout->addSpacing(8);
    m_form = buildForm(services);
    layout->addWidget(m_form);
    layout->addSpacing(2);
    m_effects = new Callout(Tone::Warning, {}, this);
    m_effects->setObjectName(QStringLiteral("sideEffectsCallout"));
    layout->addWidget(m_effects);
    layout->addSpacing(8);
    layout->addWidget(buildResult(), 1);
    layout->addSpacing(8);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    m_save = new QPushButton(tr("&Save transcript…"), this);
    m_save->setObjectName(QStringLiteral("saveTranscriptButton"));
    m_save->setAutoDefault(false);
    m_save->setEnabled(false);
    m_cancel = new QPushButton(tr("Cancel test"), this);
    m_cancel->setObjectName(QStringLiteral("cancelTestButton"));
    m_cancel->setAutoDefault(false);
    m_cancel->hide();
    m_close = new QPushButton(tr("&Close"), this);
    m_close->setObjectName(QStringLiteral("closeTestButton"));
    m_close->setAutoDefault(false);
    m_run = new QPushButton(tr("&Run test"), this);
    m_run->setObjectName(QStringLiteral("runTestButton"));
    m_run->setDefault(true);
    buttons->addWidget(m_save);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_close);
    buttons->addWidget(m_run);
    layout->addLayout(buttons);

    connect(m_save, &QPushButton::clicked, this, &TestLoginDialog::save);
    connect(m_run, &QPushButton::clicked, this, &TestLoginDialog::run);
    connect(m_close, &QPushButton::clicked, this, &TestLoginDialog::reject);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_login) {
            m_login->cancel();
        }
    });
}

QWidget *TestLoginDialog::buildForm(const QStringList &services)
{
    auto *form = new QWidget(this);
    form->setObjectName(QStringLiteral("testForm"));
    auto *grid = new QGridLayout(form);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);

    m_service = new QComboBox(form);
    m_service->setObjectName(QStringLiteral("testServiceComboBox"));
    m_service->setEditable(true);
    m_service->setInsertPolicy(QComboBox::NoInsert);
    m_service->addItems(services);
    m_user = new QLineEdit(form);
    m_user->setObjectName(QStringLiteral("testUserLineEdit"));
    m_user->setMaxLength(256);
    m_user->setPlaceholderText(tr("user name"));
    m_sequence = new QComboBox(form);
    m_sequence->setObjectName(QStringLiteral("testSequenceComboBox"));
    m_sequence->addItem(tr("Generic: authenticate, account"), int(TestSequence::Generic));
    m_sequence->addItem(tr("As sshd"), int(TestSequence::Sshd));
    m_sequence->addItem(tr("As Teleport"), int(TestSequence::Teleport));
    m_sequence->addItem(tr("As a Docker token service"), int(TestSequence::TokenService));
    m_session = new QCheckBox(tr("Open a session &too"), form);
    m_session->setObjectName(QStringLiteral("testSessionCheckBox"));

    const auto label = [&](const QString &text, QWidget *buddy, int column) {
        auto *caption = new QLabel(text, form);
        caption->setObjectName(buddy->objectName() + QStringLiteral("Caption"));
        caption->setBuddy(buddy);
        caption->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(caption, 0, column);
        grid->addWidget(buddy, 1, column);
    };
    label(tr("Ser&vice"), m_service, 0);
    label(tr("&User"), m_user, 1);
    label(tr("S&equence"), m_sequence, 2);
    grid->addWidget(m_session, 1, 3);
    for (int column = 0; column < 3; ++column) {
        grid->setColumnStretch(column, column == 2 ? 3 : 2);
    }
    connect(m_service, &QComboBox::editTextChanged, this, &TestLoginDialog::describe);
    connect(m_user, &QLineEdit::textChanged, this, &TestLoginDialog::describe);
    connect(m_sequence, &QComboBox::currentIndexChanged, this, &TestLoginDialog::describe);
    connect(m_session, &QCheckBox::toggled, this, &TestLoginDialog::describe);
    return form;
}

QWidget *TestLoginDialog::buildResult()
{
    auto *result = new QWidget(this);
    result->setObjectName(QStringLiteral("testResult"));
    auto *columns = new QHBoxLayout(result);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(16);

    auto *left = new QVBoxLayout;
    left->setSpacing(6);
    left->addWidget(sectionLabel(tr("Conversation"), QStringLiteral("conversationHeadingLabel"), result));
    m_conversation = new ConversationView(result);
    m_conversation->setMinimumWidth(240);
    left->addWidget(m_conversation, 1);
    columns->addLayout(left, 2);
    connect(m_conversation, &ConversationView::answered, this, [this](unsigned prompt, Secret *secret) {
        if (m_login) {
            m_login->answer(prompt, std::move(*secret));
        }
    });

    auto *right = new QVBoxLayout;
    right->setSpacing(6);
    right->addWidget(sectionLabel(tr("What each rule did"), QStringLiteral("traceHeadingLabel"), result));
    m_traceView = new QTreeView(result);
    m_traceView->setObjectName(QStringLiteral("traceView"));
    m_traceView->setAccessibleName(tr("What each rule did"));
    m_traceView->setModel(&m_trace);
    m_traceView->setItemDelegate(new TraceDelegate(m_traceView));
    m_traceView->setRootIsDecorated(false);
    m_traceView->setIndentation(0);
    m_traceView->setHeaderHidden(true);
    m_traceView->setSelectionMode(QAbstractItemView::SingleSelection);
    m_traceView->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_traceView->header()->setStretchLastSection(false);
    m_traceView->header()->setMinimumSectionSize(30);
    m_traceView->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_traceView->header()->setSectionResizeMode(TraceModel::BarColumn, QHeaderView::Stretch);
    right->addWidget(m_traceView, 1);
    m_banner = new Callout(Tone::Neutral, {}, result);
    m_banner->setObjectName(QStringLiteral("testBannerCallout"));
    m_banner->hide();
    right->addWidget(m_banner);
    columns->addLayout(right, 4);
    return result;
}

void TestLoginDialog::describe()
{
    if (m_running) {
        return;
    }
    const QString service = m_service->currentText().trimmed();
    m_title->setText(user().isEmpty() ? tr("Test login · %1").arg(service) : tr("Test login · %1 as %2").arg(service, user()));
    setWindowTitle(m_title->text());
    QStringList parts;
    parts << (m_workspace.hasPending() ? tr("Staged configuration (not installed)") : tr("Installed configuration"));
    parts << (sequence() == TestSequence::Generic ? tr("authentication, account") : m_sequence->currentText());
    QString variables;
    if (sequence() == TestSequence::Teleport) {
        const TeleportCalls calls = teleportCalls();
        parts << (calls.authenticate ? tr("account, then authentication") : tr("account, no authentication"));
        QStringList lines;
        for (const auto &[name, value] : calls.environment) {
            lines << QStringLiteral("%1=%2").arg(QString::fromStdString(name), QString::fromStdString(value));
        }
        variables = lines.join(QLatin1Char('\n'));
    }
    m_sequence->setToolTip(
        variables.isEmpty()
            ? QString()
            : QStringLiteral("<qt>%1</qt>").arg(variables.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>"))));
    parts << (m_session->isChecked() ? tr("a session is opened and closed") : tr("no session opened"));
    m_subtitle->setText(parts.join(QStringLiteral(" · ")));

    QStringList lines{tr("The modules really run, with the rights of the helper.")};
    if (!service.isEmpty()) {
        lines << loginSideEffects(pam::effectiveStack(*m_workspace.effectiveTree(), m_workspace.profile(), service.toStdString()),
                                  m_session->isChecked());
    }
    if (const QStringList names = uninstalledVariables(); !names.isEmpty()) {
        lines << tr("The installed /etc/teleport.yaml does not name %1: the helper will not set that. Apply the change first.")
                     .arg(names.join(QLatin1String(", ")));
    }
    QStringList unstaged;
    for (const std::string &file : m_workspace.unstagedFiles()) {
        unstaged << QString::fromStdString(file);
    }
    if (!unstaged.isEmpty()) {
        lines << tr("What is pending in %1 is not part of the test: programs read what is installed.")
                     .arg(unstaged.join(QLatin1String(", ")));
    }
    m_effects->setTone(lines.size() > 1 ? Tone::Warning : Tone::Accent);
    m_effects->setText(lines.join(QLatin1Char(' ')).toHtmlEscaped());
    m_run->setEnabled(!service.isEmpty() && !user().isEmpty());
}

QStringList TestLoginDialog::uninstalledVariables() const
{
    QStringList names;
    if (sequence() != TestSequence::Teleport || m_preset.sequence != TestSequence::Teleport) {
        return names;
    }
    const std::string file = "/etc/teleport.yaml";
    const auto bytes = m_workspace.originalContent(file);
    const auto config = teleport::readConfig(bytes.value_or(std::string()), file);
    if (!bytes || !config) {
        return names; // nothing is known of it: the helper says
    }
    std::set<std::string> known{"TELEPORT_USERNAME", "TELEPORT_LOGIN", "TELEPORT_ROLES"};
    for (const teleport::EnvironmentEntry &entry : config->environment) {
        known.insert(entry.name);
    }
    for (const auto &[name, value] : m_preset.teleport.environment) {
        if (!known.contains(name)) {
            names << QString::fromStdString(name);
        }
    }
    return names;
}

void TestLoginDialog::setRunning(bool running)
{
    m_running = running;
    m_form->setEnabled(!running);
    m_run->setVisible(!running);
    m_run->setText(m_results.isEmpty() && m_trace.rowCount() == 0 ? tr("&Run test") : tr("&Run again"));
    m_cancel->setVisible(running);
    m_close->setEnabled(!running);
    m_save->setEnabled(!running && m_anyReturned);
}

void TestLoginDialog::run()
{
    const auto staged = m_workspace.stagedChanges();
    if (!staged) {
        showError(this, staged.error());
        return;
    }
    m_conversation->clear();
    m_trace.clear();
    m_results.clear();
    m_anyReturned = false;
    m_last = {};
    m_banner->hide();
    setRunning(true);

    TestRequest request = m_preset;
    request.service = m_service->currentText().trimmed();
    request.user = user();
    request.sequence = sequence();
    request.session = m_session->isChecked();
    request.teleport = request.sequence == TestSequence::Teleport ? teleportCalls() : TeleportCalls();
    request.staged = *staged;
    m_login = m_helper.startTest(request);
    connectLogin();
}

void TestLoginDialog::connectLogin()
{
    TestLogin *login = m_login.get();
    connect(login, &TestLogin::message, m_conversation, &ConversationView::addMessage);
    connect(login, &TestLogin::prompted, m_conversation, &ConversationView::addPrompt);
    connect(login, &TestLogin::stepped, this, [this](const TestStep &step) {
        m_trace.append(step);
        m_traceView->scrollToBottom();
    });
    connect(login, &TestLogin::primitiveReturned, this, &TestLoginDialog::primitiveReturned);
    connect(login, &TestLogin::finished, this, &TestLoginDialog::finished);
    connect(login, &TestLogin::failed, this, &TestLoginDialog::failed);
}

void TestLoginDialog::primitiveReturned(const TestPrimitive &primitive)
{
    m_anyReturned = true;
    const QString name = primitive.primitive == QLatin1String("start") ? QStringLiteral("pam_start") : primitive.primitive;
    const QString line = tr("%1 → %2").arg(name, QString::fromStdString(pam::returnCodeConstant(primitive.code)));
    m_results << tr("%1 (%2)").arg(line, durationText(primitive.microseconds));
    if (m_last.code == pam::rc::success) {
        m_last = primitive; // of several failures the first one tells
    }
    if (name != QLatin1String("pam_start") || primitive.code != pam::rc::success) {
        m_conversation->addResult(returnTone(primitive.code), line);
    }
}

void TestLoginDialog::finish(Tone tone, const QString &html)
{
    m_conversation->closePrompt();
    m_banner->setTone(tone);
    m_banner->setText(html);
    m_banner->show();
    setRunning(false);
    m_run->setFocus();
    // The port's object is still on the stack: it emitted the signal that brought us here.
    m_login.release()->deleteLater();
}

void TestLoginDialog::finished()
{
    if (m_last.code == pam::rc::success) {
        finish(Tone::Success,
               tr("<b>The login succeeded.</b> %1 as %2").arg(m_service->currentText().toHtmlEscaped(), user().toHtmlEscaped()));
    } else {
        finish(Tone::Error,
               tr("<b>The login was refused.</b> %1 returned %2.")
                   .arg(m_last.primitive.toHtmlEscaped(), QString::fromStdString(pam::returnCodeConstant(m_last.code))));
    }
    Q_EMIT ended(m_last.code == pam::rc::success, user());
}

void TestLoginDialog::failed(const Error &error)
{
    const bool cancelled = error.code == ErrorCode::Cancelled;
    finish(cancelled ? Tone::Warning : Tone::Error,
           QStringLiteral("<b>%1</b> %2").arg(text::errorTitle(error).toHtmlEscaped(), text::errorMessage(error).toHtmlEscaped()));
    Q_EMIT ended(false, user());
}

void TestLoginDialog::reject()
{
    if (m_running) {
        m_login->cancel(); // the last word is the helper's: the dialog stays until it has come
        return;
    }
    QDialog::reject();
}

QString TestLoginDialog::transcript() const
{
    QStringList lines{m_title->text(), m_subtitle->text(), QString(), tr("Conversation")};
    for (const QString &line : m_conversation->transcript()) {
        lines << QStringLiteral("  ") + line;
    }
    lines << QString() << tr("What each rule did");
    for (const TestStep &step : m_trace.steps()) {
        lines << QStringLiteral("  %1:%2  %3  %4  %5  %6")
                     .arg(step.file)
                     .arg(step.line)
                     .arg(step.primitive, step.module, QString::fromStdString(pam::returnCodeConstant(step.returned)),
                          durationText(step.microseconds));
    }
    lines << QString() << tr("Result");
    for (const QString &line : m_results) {
        lines << QStringLiteral("  ") + line;
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void TestLoginDialog::save()
{
    auto *dialog = new QFileDialog(this, tr("Save transcript"), {}, tr("Text files (*.txt)"));
    dialog->setObjectName(QStringLiteral("saveTranscriptDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    dialog->selectFile(QStringLiteral("test-login-%1.txt").arg(m_service->currentText().trimmed()));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(transcript().toUtf8()) < 0 || !file.commit()) {
            showError(this, Error{ErrorCode::Io, file.errorString().toStdString(), {path.toStdString(), 0, 0}});
        }
    });
    dialog->open();
}

} // namespace pamphlet::ui
