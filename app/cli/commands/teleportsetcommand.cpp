// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/teleportsetcommand.h"

#include "app/cli/findingreport.h"
#include "app/cli/rewriterun.h"
#include "app/cli/session.h"
#include "app/cli/teleportfile.h"
#include "core/teleport/check.h"

namespace pamphlet::app::cli {

CLI::App *TeleportSetCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("set", tr("Change what the file says of PAM, and nothing else in it").toStdString());
    defineTeleportFile(*app, m_config);
    app->add_option("--enabled", m_enabled, tr("Whether Teleport uses PAM: on or off").toStdString())
        ->type_name("SWITCH")
        ->check(CLI::IsMember({"on", "off"}));
    m_serviceNameOption
        = app->add_option("--service-name", m_serviceName, tr("The PAM service that Teleport asks").toStdString())->type_name("NAME");
    app->add_option("--use-pam-auth", m_usePamAuth, tr("Whether the auth rules are run: on or off").toStdString())
        ->type_name("SWITCH")
        ->check(CLI::IsMember({"on", "off"}));
    app->add_option("--environment", m_environment,
                    tr("A variable for the modules: NAME=VALUE, VALUE being text or one {{external.trait}} in it").toStdString())
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
    app->add_option("--rename-environment", m_renamed, tr("Another name for a variable, OLD=NEW; its value and place stay").toStdString())
        ->type_name("OLD=NEW")
        ->allow_extra_args(false);
    app->add_option("--remove-environment", m_removed, tr("A variable that is to go").toStdString())
        ->type_name("NAME")
        ->allow_extra_args(false);
    app->add_flag("--move", m_move, tr("Move sections that stand where Teleport does not look for them").toStdString());
    m_writing.define(*app);
    return app;
}

Result<teleport::Settings> TeleportSetCommand::settings() const
{
    teleport::Settings settings;
    if (!m_enabled.empty())
        settings.enabled = m_enabled == "on";
    if (!m_usePamAuth.empty())
        settings.usePamAuth = m_usePamAuth == "on";
    if (m_serviceNameOption->count() > 0)
        settings.serviceName = m_serviceName;
    for (const std::string &variable : m_environment) {
        const std::size_t equals = variable.find('=');
        if (equals == std::string::npos)
            return pamphlet::fail(ErrorCode::InvalidArgument, "a variable is given as NAME=VALUE: " + variable);
        settings.environment.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
    }
    for (const std::string &names : m_renamed) {
        const std::size_t equals = names.find('=');
        if (equals == std::string::npos)
            return pamphlet::fail(ErrorCode::InvalidArgument, "another name for a variable is given as OLD=NEW: " + names);
        settings.renamedEnvironment.emplace_back(names.substr(0, equals), names.substr(equals + 1));
    }
    settings.removedEnvironment = m_removed;
    settings.move = m_move;
    if (settings.empty())
        return pamphlet::fail(
            ErrorCode::InvalidArgument,
            "one of --enabled, --service-name, --use-pam-auth, --environment, --rename-environment, --remove-environment, "
            "--move is needed");
    return settings;
}

void TeleportSetCommand::run(Session &session)
{
    const auto wanted = settings();
    if (!wanted)
        return session.fail(wanted.error());
    if (const auto fine = m_writing.check(session); !fine)
        return session.fail(fine.error());
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const auto file = readTeleportFile(*tree->files, m_config);
    if (!file)
        return session.fail(file.error());
    const auto bytes = teleport::withSettings(file->bytes, file->path, *wanted);
    if (!bytes) {
        Error error = bytes.error();
        const auto config = teleport::readConfig(file->bytes, file->path);
        if (error.code == ErrorCode::EditRefused && !wanted->move && config && teleport::misplacedKey(*config))
            error.detail += "; --move puts it there";
        return endRefused(session, error);
    }

    const OverlayTree after(tree->files, {{file->path, *bytes}});
    const auto findings = withoutNotes(teleport::check(*bytes, file->path, after, tree->profile));
    Json warnings = Json::array();
    for (const pam::Finding &finding : findings)
        warnings.push_back(findingJson(after, finding));
    if (!session.options().json || m_writing.given())
        noteFindings(session.console(), findings);
    endWithRewrites(this, session, *tree, {{file->path, *bytes, std::nullopt}}, m_writing,
                    Json{{"file", file->path}, {"warnings", warnings}});
}

} // namespace pamphlet::app::cli
