// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/modulescommand.h"

#include "app/cli/modulepage.h"
#include "app/cli/session.h"
#include "app/cli/table.h"
#include "core/pam/modules/inventory.h"
#include "core/pam/modules/modulelookup.h"

#include <algorithm>

namespace pamphlet::app::cli {

namespace {

/// Where libpam looks first of those that are there.
std::string moduleDirectory(const FileSource &files, const pam::LibpamProfile &profile)
{
    const std::vector<std::string> &directories = profile.moduleDirectories;
    const auto found = std::find_if(directories.begin(), directories.end(),
                                    [&files](const std::string &directory) { return files.status(directory).kind == FileKind::Directory; });
    std::string directory = found != directories.end() ? *found : directories.empty() ? std::string() : directories.front();
    while (directory.size() > 1 && directory.ends_with('/'))
        directory.pop_back();
    return directory;
}

/// The installed modules and the rest of the catalogue, by name.
std::vector<pam::ModuleRecord> withCatalogue(std::vector<pam::ModuleRecord> records, const FileSource &files,
                                             const pam::LibpamProfile &profile)
{
    const auto before = [](const pam::ModuleRecord &a, const pam::ModuleRecord &b) { return a.info.name < b.info.name; };
    const std::size_t installed = records.size();
    for (const pam::ModuleInfo &info : pam::ModuleCatalogue::builtin().modules()) {
        const auto end = records.begin() + static_cast<std::ptrdiff_t>(installed);
        const bool listed
            = std::any_of(records.begin(), end, [&info](const pam::ModuleRecord &record) { return record.info.name == info.name; });
        if (!listed)
            records.push_back(*pam::describeModule(files, profile, pam::ModuleCatalogue::builtin(), info.name));
    }
    std::sort(records.begin(), records.end(), before);
    return records;
}

} // namespace

CLI::App *ModulesCommand::define(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand("modules", tr("Tell what libpam can load, and what is known of it").toStdString());
    auto *name = app->add_option("name", m_name, tr("One module: pam_unix, pam_unix.so or a path").toStdString())->type_name("NAME");
    auto *directory = app->add_flag("--dir", m_directory, tr("Only print the directory of modules").toStdString());
    auto *all = app->add_flag("--all", m_all, tr("Also modules that are known and not installed").toStdString());
    directory->excludes(name)->excludes(all);
    all->excludes(name);
    return app;
}

void ModulesCommand::run(Session &session)
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const FileSource &files = *tree->files;
    const bool json = session.options().json;
    Console &console = session.console();

    if (m_directory) {
        const std::string directory = moduleDirectory(files, tree->profile);
        if (json)
            console.document(Json{{"directory", directory}, {"directories", tree->profile.moduleDirectories}});
        else
            console.line(shown(directory));
        return session.finish(ExitCode::Yes);
    }

    const pam::ModuleCatalogue &catalogue = pam::ModuleCatalogue::builtin();
    if (!m_name.empty()) {
        const std::optional<pam::ModuleRecord> module = pam::describeModule(files, tree->profile, catalogue, m_name);
        if (!module) {
            console.complaint(tr("%1: no module of this name is installed, and none is known.").arg(shown(m_name)));
            if (json)
                console.document(Json::array());
            return session.finish(ExitCode::No);
        }
        if (json)
            console.document(Json::array({ModulePage::json(*module)}));
        else
            ModulePage::print(console, *module);
        return session.finish(ExitCode::Yes);
    }

    std::vector<pam::ModuleRecord> modules = pam::moduleInventory(files, tree->profile, catalogue);
    if (m_all)
        modules = withCatalogue(std::move(modules), files, tree->profile);
    Json document = Json::array();
    Table table(ModulePage::titles());
    for (const pam::ModuleRecord &module : modules) {
        if (json)
            document.push_back(ModulePage::json(module));
        else
            table.addRow(ModulePage::row(module), module.installed() ? Style::Plain : Style::Faint);
    }
    if (json)
        console.document(document);
    else if (!modules.empty())
        table.print(console);
    if (!pam::hasModuleDirectory(files, tree->profile))
        console.note(tr("This tree has no directory of modules."));
    session.finish(ExitCode::Yes);
}

} // namespace pamphlet::app::cli
