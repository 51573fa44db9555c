// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/testlogincommand.h"

#include "app/cli/commands/applycommand.h"
#include "app/cli/session.h"
#include "app/cli/signalwatcher.h"
#include "app/cli/standardinput.h"
#include "app/cli/teleportfile.h"
#include "app/cli/terminal.h"
#include "core/change/changeset.h"
#include "core/error.h"
#include "core/pam/stack/effectivestack.h"
#include "core/tree/overlaytree.h"

#include <algorithm>
#include <map>
#include <utility>

namespace pamphlet::app::cli {

namespace {

const std::map<std::string, ui::TestSequence> sequences{{"generic", ui::TestSequence::Generic},
                                                        {"sshd", ui::TestSequence::Sshd},
                                                        {"teleport", ui::TestSequence::Teleport},
                                                        {"token-service", ui::TestSequence::TokenService}};

} // namespace

TestLoginCommand::TestLoginCommand() = default;
TestLoginCommand::~TestLoginCommand() = default;

CLI::App *TestLoginCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("test-login", tr("Try a login with the real libpam, without logging in").toStdString());
    app->add_option("SERVICE", m_service, tr("As in pam_start(3): sudo, sshd, login, …").toStdString())->type_name("")->required();
    app->add_option("USER", m_user, tr("Who logs in").toStdString())->type_name("")->required();
    app->add_option("--from", m_from, tr("Try the configuration of this tree, without installing it").toStdString())->type_name("DIR");
    app->add_flag("--password-stdin", m_passwordStdin, tr("Read the password from standard input, up to the first newline").toStdString());
    app->add_option("--as", m_as, tr("Which program to act like: generic, sshd, teleport, token-service (default: generic)").toStdString())
        ->type_name("PROGRAM")
        ->check(CLI::IsMember({"generic", "sshd", "teleport", "token-service"}));
    app->add_option("--teleport-config", m_teleportConfig,
                    tr("As teleport: authenticate and set the variables as this file configuration says").toStdString())
        ->type_name("FILE");
    m_teleportLogin.define(*app, "--teleport-user");
    app->add_flag("--session", m_session, tr("Also open and close a session").toStdString());
    app->add_flag("--trace", m_trace, tr("Show what each module returned").toStdString());
    app->add_option("--timeout", m_timeout, tr("Seconds until the login is cut off, 1 to 300 (default: 60)").toStdString())
        ->type_name("SECONDS")
        ->check(CLI::Range(1, 300));
    return app;
}

Result<ui::TestRequest> TestLoginCommand::request(Session &session) const
{
    ui::TestRequest request;
    request.service = QString::fromStdString(m_service);
    request.user = QString::fromStdString(m_user);
    request.sequence = sequences.at(m_as);
    request.session = m_session;
    request.trace = m_trace;
    request.timeoutSeconds = m_timeout;
    const bool asTeleport = request.sequence == ui::TestSequence::Teleport;
    if ((m_teleportLogin.given() || !m_teleportConfig.empty()) && !asTeleport)
        return pamphlet::fail(ErrorCode::InvalidArgument, "--teleport-config, --teleport-user, --role and --trait go with --as teleport");
    if (m_teleportLogin.given() && m_teleportConfig.empty())
        return pamphlet::fail(ErrorCode::InvalidArgument, "--teleport-user, --role and --trait go with --teleport-config");
    if (!m_teleportConfig.empty()) {
        const auto tree = session.tree();
        if (!tree)
            return pamphlet::fail(tree.error());
        auto calls = teleportCalls(*tree->files);
        if (!calls)
            return pamphlet::fail(calls.error());
        request.teleport = *std::move(calls);
    }
    if (!m_from.empty()) {
        const auto tree = session.tree();
        if (!tree)
            return pamphlet::fail(tree.error());
        const auto staged = changeSetFrom(*tree, m_from, change::Absent::Keep, {});
        if (!staged)
            return pamphlet::fail(staged.error());
        request.staged = *staged;
    }
    return request;
}

Result<ui::TeleportCalls> TestLoginCommand::teleportCalls(const FileSource &files) const
{
    const auto login = m_teleportLogin.login(m_user);
    if (!login)
        return pamphlet::fail(login.error());
    const auto file = readTeleportFile(files, m_teleportConfig);
    if (!file)
        return pamphlet::fail(file.error());
    const auto config = teleport::readConfig(file->bytes, file->path);
    if (!config)
        return pamphlet::fail(config.error());
    const auto sequence = teleport::loginSequence(*config, *login);
    if (!sequence)
        return pamphlet::fail(sequence.error());
    return ui::TeleportCalls{config->usePamAuth.on, sequence->environment};
}

void TestLoginCommand::predict(const Session &session, const change::ChangeSet &staged)
{
    const auto tree = session.tree();
    const auto profile = machineLibpam();
    if (!tree || !profile)
        return;
    const OverlayTree files(tree->files, change::overlayOf(staged));
    pam::EffectiveStack stack = pam::effectiveStack(files, *profile, m_service);
    if (!stack.hasProblem(pam::ProblemKind::IncludeUnreadable))
        m_report.predictFrom(std::move(stack), *profile);
}

void TestLoginCommand::run(Session &session)
{
    const auto wanted = request(session);
    if (!wanted)
        return session.fail(wanted.error());
    if (m_trace)
        predict(session, wanted->staged);
    if (m_passwordStdin) {
        auto password = readPasswordFromStandardInput();
        if (!password)
            return session.fail(password.error());
        m_password = std::move(*password);
    }
    const auto helper = session.helper();
    if (!helper)
        return session.fail(helper.error());

    SignalWatcher &signalWatcher = session.watchSignals();
    m_login = (*helper)->startTest(*wanted);
    connect(&signalWatcher, &SignalWatcher::interrupted, this, [this] {
        if (m_terminal)
            m_terminal->abandon();
        m_login->cancel();
    });
    connect(&signalWatcher, &SignalWatcher::suspending, this, [this] {
        if (m_terminal)
            m_terminal->suspend();
    });
    connect(&signalWatcher, &SignalWatcher::resumed, this, [this] {
        if (m_terminal)
            m_terminal->resume();
    });
    connect(m_login.get(), &ui::TestLogin::message, this, [this, &session](ui::MessageStyle style, const QString &text) {
        m_report.addMessage(style, text);
        if (!session.options().json)
            session.console().line(session.console().styled(style == ui::MessageStyle::Error ? Style::Bad : Style::Plain, shown(text)));
    });
    connect(m_login.get(), &ui::TestLogin::prompted, this,
            [this, &session](unsigned prompt, ui::MessageStyle style, const QString &text) { prompted(session, prompt, style, text); });
    connect(m_login.get(), &ui::TestLogin::stepped, this, [this](const ui::TestStep &step) { m_report.addStep(step); });
    connect(m_login.get(), &ui::TestLogin::primitiveReturned, this,
            [this](const ui::TestPrimitive &primitive) { m_report.addPrimitive(primitive); });
    connect(m_login.get(), &ui::TestLogin::finished, this, [this, &session] { concluded(session, std::nullopt); });
    connect(m_login.get(), &ui::TestLogin::failed, this, [this, &session](const Error &error) { concluded(session, error); });
}

void TestLoginCommand::prompted(Session &session, unsigned prompt, ui::MessageStyle style, const QString &text)
{
    m_report.addMessage(style, text);
    const bool echo = style == ui::MessageStyle::EchoOn;
    if (m_passwordStdin) {
        if (!session.options().json)
            session.console().line(shown(text));
        if (!echo && m_password) {
            m_login->answer(prompt, std::move(*m_password));
            m_password.reset();
            return;
        }
        return refuse(session,
                      echo ? tr("The login asks for more than a password. Only a person at a terminal can answer.")
                           : tr("The login asks a second time. Standard input gives one password."));
    }
    if (!m_terminal) {
        auto terminal = Terminal::open();
        if (!terminal)
            return refuse(session, tr("There is no terminal to ask on. Give the password with --password-stdin."));
        m_terminal = std::move(*terminal);
    }
    if (!session.console().flush())
        return refuse(session, tr("Standard output could not be written."));
    m_terminal->ask(shown(text), echo, [this, prompt](Result<Secret> answer) { answered(prompt, std::move(answer)); });
}

void TestLoginCommand::answered(unsigned prompt, Result<Secret> answer)
{
    if (answer)
        m_login->answer(prompt, std::move(*answer));
    else
        m_login->cancel();
}

void TestLoginCommand::refuse(Session &session, const QString &why)
{
    session.console().complaint(why);
    m_refused = true;
    m_login->cancel();
}

void TestLoginCommand::concluded(Session &session, const std::optional<Error> &error)
{
    if (m_terminal)
        m_terminal->abandon(); // a login that was cut off in the middle of a question
    const QString service = QString::fromStdString(m_service);
    const QString user = QString::fromStdString(m_user);
    const bool ran = !error || !m_report.empty();
    if (ran && session.options().json)
        session.console().document(
            m_report.document(service, user, error ? QString::fromStdString(std::string(errorName(error->code))) : QString()));
    else if (ran)
        m_report.print(session.console(), m_trace);

    if (error) {
        if (m_refused) // said already
            return session.finish(ExitCode::Failure);
        return session.fail(*error);
    }
    Console &console = session.console();
    if (m_report.ok()) {
        console.note(console.styledNote(Style::Good, tr("%1 may log in through %2.").arg(shown(user), shown(service))));
        return session.finish(ExitCode::Yes);
    }
    console.note(console.styledNote(Style::Bad, tr("%1 may not log in through %2.").arg(shown(user), shown(service))));
    session.finish(ExitCode::No);
}

} // namespace pamphlet::app::cli
