// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/teleportprovisioncommand.h"

#include "app/cli/findingreport.h"
#include "app/cli/rewriterun.h"
#include "app/cli/session.h"
#include "app/cli/teleportfile.h"
#include "core/teleport/check.h"
#include "core/teleport/plannedtree.h"

#include <cstdio>
#include <utility>

namespace pamphlet::app::cli {

namespace {

/// As chmod(1) takes it; null: it stays.
Json octalMode(std::optional<std::uint32_t> mode)
{
    if (!mode)
        return nullptr;
    char digits[16];
    std::snprintf(digits, sizeof digits, "%04o", static_cast<unsigned>(*mode));
    return digits;
}

} // namespace

CLI::App *TeleportProvisionCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand(
        "provision", tr("Have local users created on login: the service file, the script and the configuration, at once").toStdString());
    defineTeleportFile(*app, m_config);
    app->add_option("--service", m_request.service, tr("The PAM service (default: teleport)").toStdString())->type_name("NAME");
    app->add_option("--script", m_request.scriptFile,
                    tr("The script that creates users (default: %1)").arg(shown(m_request.scriptFile)).toStdString())
        ->type_name("PATH");
    app->add_option("--shell", m_request.script.shell, tr("Login shell of new users (default: that of useradd)").toStdString())
        ->type_name("PATH");
    app->add_option("--group", m_request.script.groups, tr("A supplementary group of new users; may be repeated").toStdString())
        ->type_name("NAME")
        ->allow_extra_args(false);
    app->add_flag("--create-groups", m_request.script.createGroups, tr("Groups that are not there are created").toStdString());
    app->add_option("--home-base", m_request.script.homeBase, tr("The directory of homes (default: that of useradd)").toStdString())
        ->type_name("DIR");
    app->add_flag("--no-home", m_noHome, tr("No home directories are made").toStdString());
    app->add_flag("--no-motd", m_noMotd, tr("The message of the day is not shown").toStdString());
    app->add_flag("--follow-system", m_request.followSystem,
                  tr("Account and session rules of the system's own stack, too: expiry, limits").toStdString());
    app->add_flag("--replace", m_request.replace, tr("A service file or script of these names may be replaced").toStdString());
    m_writing.define(*app);
    return app;
}

void TeleportProvisionCommand::run(Session &session)
{
    if (const auto fine = m_writing.check(session); !fine)
        return session.fail(fine.error());
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    auto file = readTeleportFile(*tree->files, m_config);
    const bool isNew = !file && file.error().code == ErrorCode::NotFound;
    if (!file && !isNew)
        return session.fail(file.error());
    teleport::ProvisionRequest request = m_request;
    request.configFile = isNew ? file.error().where.file : file->path;
    request.configBytes = isNew ? std::string() : std::move(file->bytes);
    request.motd = !m_noMotd;
    request.script.createHome = !m_noHome;

    const auto files = teleport::provision(*tree->files, tree->profile, request);
    if (!files) {
        Error error = files.error();
        if (error.code == ErrorCode::Conflict)
            error.detail += "; --replace puts the new one in its place";
        return endRefused(session, error);
    }
    std::vector<change::FileRewrite> rewrites;
    Json modes = Json::object();
    std::string config = request.configBytes;
    for (const teleport::ProvisionedFile &made : *files) {
        if (made.path == request.configFile)
            config = made.bytes;
        rewrites.push_back({made.path, made.bytes, made.mode});
        modes[made.path] = octalMode(made.mode);
    }
    const teleport::PlannedTree planned(*tree->files, *files);
    const auto findings = withoutNotes(teleport::check(config, request.configFile, planned, tree->profile));
    Json warnings = Json::array();
    for (const pam::Finding &finding : findings)
        warnings.push_back(findingJson(planned, finding));
    if (!session.options().json || m_writing.given())
        noteFindings(session.console(), findings);
    endWithRewrites(this, session, *tree, rewrites, m_writing,
                    Json{{"service", request.service}, {"script", request.scriptFile}, {"modes", modes}, {"warnings", warnings}});
}

} // namespace pamphlet::app::cli
