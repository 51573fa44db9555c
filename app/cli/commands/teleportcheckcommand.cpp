// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/teleportcheckcommand.h"

#include "app/cli/findingreport.h"
#include "app/cli/session.h"
#include "app/cli/teleportfile.h"
#include "core/teleport/check.h"
#include "ui/text/teleporttext.h"
#include "ui/text/text.h"

namespace pamphlet::app::cli {

namespace {

Json effectsJson(const pam::Finding &finding)
{
    Json effects = Json::array();
    for (const teleport::VersionEffect &effect : teleport::versionEffects(finding.id))
        effects.push_back(Json{{"versions", effect.versions},
                               {"effect", teleport::effectName(effect.effect)},
                               {"message", jsonString(ui::text::effectMessage(effect))}});
    return effects;
}

} // namespace

CLI::App *TeleportCheckCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("check", tr("Look for mistakes in what Teleport makes of PAM").toStdString());
    defineTeleportFile(*app, m_config);
    defineFailOn(*app, m_failOn);
    return app;
}

void TeleportCheckCommand::run(Session &session)
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const auto file = readTeleportFile(*tree->files, m_config);
    if (!file)
        return session.fail(file.error());
    const auto config = teleport::readConfig(file->bytes, file->path);
    const std::vector<pam::Finding> findings = teleport::check(file->bytes, file->path, *tree->files, tree->profile);
    // Only then are the service and its scripts looked at, and what cannot be read would be a guess.
    std::vector<Error> unreadable;
    if (config && config->enabled.on())
        unreadable = unreadableFiles(*tree->files, tree->profile);

    Console &console = session.console();
    if (session.options().json) {
        Json document = Json::array();
        for (const pam::Finding &finding : findings) {
            document.push_back(findingJson(*tree->files, finding));
            document.back()["effects"] = effectsJson(finding);
        }
        console.document(document);
    } else {
        for (const pam::Finding &finding : findings) {
            printFinding(console, finding);
            for (const teleport::VersionEffect &effect : teleport::versionEffects(finding.id))
                console.line(QStringLiteral("    ") + console.styled(Style::Faint, ui::text::effectMessage(effect)));
        }
        if (config)
            console.note(ui::text::teleportStateMessage(*config));
        noteFindingCounts(console, findings);
    }
    for (const Error &error : unreadable)
        console.complaint(shown(ui::text::errorMessage(error)));
    session.finish(unreadable.empty() ? verdictOf(findings, m_failOn) : ExitCode::BadInput);
}

} // namespace pamphlet::app::cli
