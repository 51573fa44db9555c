// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/sregistrycheckcommand.h"

#include "app/cli/findingreport.h"
#include "app/cli/session.h"
#include "app/cli/sregistrydirectory.h"
#include "core/sregistry/check.h"
#include "core/sregistry/state.h"
#include "ui/text/sregistrytext.h"
#include "ui/text/text.h"

namespace pamphlet::app::cli {

namespace {

std::string_view sourceName(sregistry::PluginSource source)
{
    switch (source) {
    case sregistry::PluginSource::ConfigModule:
        return "config-module";
    case sregistry::PluginSource::SettingsYaml:
        return "settings-yaml";
    case sregistry::PluginSource::SettingsModule:
        return "settings-module";
    }
    return {};
}

} // namespace

CLI::App *SregistryCheckCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("check", tr("Tell the registry's era, and look for mistakes").toStdString());
    app->add_option("DIR", m_directory, tr("The registry's directory, inside the tree").toStdString())->type_name("")->required();
    defineFailOn(*app, m_failOn);
    return app;
}

void SregistryCheckCommand::run(Session &session)
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const auto registry = openSregistry(*tree->files, m_directory);
    if (!registry)
        return session.fail(registry.error());
    const sregistry::Layout &layout = *registry->layout;
    const sregistry::State state = sregistry::readState(*tree->files, layout);
    const std::vector<pam::Finding> findings = sregistry::check(*tree->files, layout.directory, *tree->files);

    Console &console = session.console();
    if (session.options().json) {
        Json list = Json::array();
        for (const pam::Finding &finding : findings)
            list.push_back(findingJson(*tree->files, finding));
        console.document(Json{{"directory", layout.directory},
                              {"era", sregistry::eraName(layout.era)},
                              {"source", sourceName(layout.source)},
                              {"plugins", layout.plugins.empty() ? Json(nullptr) : Json(layout.plugins)},
                              {"dockerfile", layout.dockerfile.empty() ? Json(nullptr) : Json(layout.dockerfile)},
                              {"compose", layout.compose},
                              {"pam", sregistry::pamSwitchName(state.pam())},
                              {"enabled_plugins", state.plugins},
                              {"findings", list}});
    } else {
        console.line(console.styled(Style::Heading, shown(layout.directory) + QStringLiteral(": ") + ui::text::registryTitle(layout.era)));
        console.line(shown(ui::text::pamSwitchMessage(state.pam())) + u' '
                     + console.styled(Style::Faint, tr("Plugins: %1.").arg(shown(ui::text::pluginsText(state)))));
        for (const pam::Finding &finding : findings)
            printFinding(console, finding);
        noteFindingCounts(console, findings);
    }
    bool unreadable = false;
    for (const sregistry::LayoutFinding &finding : registry->findings) {
        if (finding.problem != sregistry::LayoutProblem::Unreadable)
            continue;
        unreadable = true;
        console.complaint(shown(ui::text::errorMessage(Error{ErrorCode::Unreadable, finding.detail, Place{finding.path, 0, 0}})));
    }
    session.finish(unreadable ? ExitCode::BadInput : verdictOf(findings, m_failOn));
}

} // namespace pamphlet::app::cli
