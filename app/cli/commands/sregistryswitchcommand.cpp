// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/sregistryswitchcommand.h"

#include "app/cli/findingreport.h"
#include "app/cli/rewriterun.h"
#include "app/cli/session.h"
#include "app/cli/sregistrydirectory.h"
#include "core/sregistry/check.h"
#include "core/sregistry/enablepam.h"

namespace pamphlet::app::cli {

CLI::App *SregistrySwitchCommand::define(CLI::App &parent)
{
    auto *app = m_to == To::On
        ? parent.add_subcommand("enable-pam", tr("Let users of the host log in: plugin, image and account files, at once").toStdString())
        : parent.add_subcommand("disable-pam", tr("Undo that; what enable-pam wrote becomes what it was").toStdString());
    app->add_option("DIR", m_directory, tr("The registry's directory, inside the tree").toStdString())->type_name("")->required();
    m_writing.define(*app);
    return app;
}

void SregistrySwitchCommand::run(Session &session)
{
    if (const auto fine = m_writing.check(session); !fine)
        return session.fail(fine.error());
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const auto registry = openSregistry(*tree->files, m_directory);
    if (!registry)
        return session.fail(registry.error());
    const std::string &directory = registry->layout->directory;
    const auto changes = m_to == To::On ? sregistry::enablePam(*tree->files, directory) : sregistry::disablePam(*tree->files, directory);
    if (!changes)
        return endRefused(session, changes.error());

    OverlayTree::Changes overlay;
    std::vector<change::FileRewrite> rewrites;
    for (const sregistry::FileChange &change : *changes) {
        overlay[change.path] = change.bytes;
        rewrites.push_back({change.path, change.bytes, std::nullopt});
    }
    const OverlayTree after(tree->files, overlay);
    const auto findings = withoutNotes(sregistry::check(after, directory, *tree->files));
    Json warnings = Json::array();
    for (const pam::Finding &finding : findings)
        warnings.push_back(findingJson(after, finding));
    if (!session.options().json || m_writing.given())
        noteFindings(session.console(), findings);
    endWithRewrites(this, session, *tree, rewrites, m_writing,
                    Json{{"directory", directory}, {"era", sregistry::eraName(registry->layout->era)}, {"warnings", warnings}});
}

} // namespace pamphlet::app::cli
