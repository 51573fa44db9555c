// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/teleportsequencecommand.h"

#include "app/cli/session.h"
#include "app/cli/teleportfile.h"
#include "ui/text/teleporttext.h"

#include <algorithm>
#include <array>

namespace pamphlet::app::cli {

namespace {

using teleport::CallKind;

std::string_view noteName(teleport::EnvironmentNote::Kind kind)
{
    switch (kind) {
    case teleport::EnvironmentNote::Kind::Unset:
        return "unset";
    case teleport::EnvironmentNote::Kind::Overwrites:
        return "overwrites";
    case teleport::EnvironmentNote::Kind::NotEvaluated:
        return "not-evaluated";
    }
    return {};
}

/// "pam_putenv         TELEPORT_LOGIN=ann"
QString callText(const teleport::Call &call)
{
    QString arguments = shown(call.name);
    switch (call.kind) {
    case CallKind::Start:
        arguments += u' ' + shown(call.value);
        break;
    case CallKind::SetItem:
    case CallKind::PutEnvironment:
        arguments += u'=' + shown(call.value);
        break;
    default:
        break;
    }
    const QString name = shown(teleport::callName(call.kind));
    return arguments.isEmpty() ? name : name.leftJustified(19) + arguments;
}

Json sequenceJson(const teleport::Config &config, const teleport::Login &login, const std::string &request,
                  const teleport::Sequence &sequence)
{
    Json calls = Json::array();
    for (const teleport::Call &call : sequence.calls)
        calls.push_back(Json{{"call", teleport::callName(call.kind)},
                             {"name", call.name.empty() ? Json(nullptr) : Json(call.name)},
                             {"value", call.value.empty() && call.name.empty() ? Json(nullptr) : Json(call.value)}});
    Json environment = Json::object();
    for (const auto &[name, value] : sequence.environment)
        environment[name] = value;
    Json notes = Json::array();
    for (const teleport::EnvironmentNote &note : sequence.notes)
        notes.push_back(Json{{"kind", noteName(note.kind)},
                             {"name", note.name},
                             {"detail", note.detail},
                             {"file", note.where.file},
                             {"line", jsonPosition(note.where.line)},
                             {"message", jsonString(ui::text::environmentNoteMessage(note))}});
    return Json{{"enabled", config.enabled.on()},
                {"service", config.serviceName},
                {"user", login.teleportUser},
                {"login", login.login},
                {"request", request},
                {"calls", calls},
                {"environment", environment},
                {"notes", notes}};
}

} // namespace

CLI::App *TeleportSequenceCommand::define(CLI::App &parent)
{
    auto *app
        = parent.add_subcommand("sequence", tr("Print what Teleport calls for a login, in order, with the environment").toStdString());
    defineTeleportFile(*app, m_config);
    app->add_option("--login", m_login, tr("The local user, who is also the one in Teleport if --user names no other").toStdString())
        ->type_name("NAME")
        ->required();
    m_who.define(*app, "--user");
    app->add_option("--request", m_request, tr("What is asked for: shell, command or port-forwarding (default: shell)").toStdString())
        ->type_name("REQUEST")
        ->check(CLI::IsMember({"shell", "command", "port-forwarding"}));
    app->add_option("--remote-host", m_remoteHost, tr("Where the login comes from").toStdString())->type_name("HOST");
    app->add_option("--tty", m_tty, tr("The terminal").toStdString())->type_name("TTY");
    app->add_flag("--no-items", m_noItems, tr("As older versions of Teleport, which set no items").toStdString());
    return app;
}

void TeleportSequenceCommand::run(Session &session)
{
    const auto who = m_who.login(m_login);
    if (!who)
        return session.fail(who.error());
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const auto file = readTeleportFile(*tree->files, m_config);
    if (!file)
        return session.fail(file.error());
    const auto config = teleport::readConfig(file->bytes, file->path);
    if (!config)
        return session.fail(config.error());

    teleport::SequenceOptions options;
    for (const teleport::Request request : {teleport::Request::Shell, teleport::Request::Command, teleport::Request::PortForwarding}) {
        if (teleport::requestName(request) == m_request)
            options.request = request;
    }
    options.setsItems = !m_noItems;
    options.remoteHost = m_remoteHost;
    options.tty = m_tty;
    // Without PAM there is nothing that Teleport calls.
    teleport::Sequence sequence;
    if (config->enabled.on()) {
        auto calls = teleport::loginSequence(*config, *who, options);
        if (!calls)
            return session.fail(calls.error());
        sequence = *std::move(calls);
    }

    Console &console = session.console();
    if (session.options().json) {
        console.document(sequenceJson(*config, *who, m_request, sequence));
    } else {
        for (const teleport::Call &call : sequence.calls)
            console.line(callText(call));
    }
    for (const teleport::EnvironmentNote &note : sequence.notes)
        console.note(placeText(note.where) + QStringLiteral(": ") + shown(ui::text::environmentNoteMessage(note)));
    if (!config->enabled.on())
        console.note(ui::text::teleportStateMessage(*config));
    session.finish(config->enabled.on() ? ExitCode::Yes : ExitCode::No);
}

} // namespace pamphlet::app::cli
