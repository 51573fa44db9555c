// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/enablepam.h"

#include "core/sregistry/compose.h"
#include "core/sregistry/dockerfile.h"
#include "core/sregistry/era.h"
#include "core/sregistry/pythonlist.h"
#include "core/sregistry/settingsyaml.h"

#include <functional>

namespace pamphlet::sregistry {

namespace {

using Edit = std::function<Result<std::string>(const std::string &bytes, const std::string &file)>;

struct Edits {
    Edit pythonList;
    Edit settings;
    Edit dockerfile;
    Edit compose;
};

Result<std::vector<FileChange>> changed(const FileSource &tree, const std::string &directory, const Edits &edits)
{
    const Recognition recognition = recognize(tree, directory);
    if (!recognition.complete())
        return fail(recognition.error());
    const Layout &layout = *recognition.layout;
    std::vector<std::pair<std::string, const Edit *>> files;
    files.emplace_back(layout.plugins, layout.source == PluginSource::SettingsYaml ? &edits.settings : &edits.pythonList);
    files.emplace_back(layout.dockerfile, &edits.dockerfile);
    for (const std::string &file : layout.compose)
        files.emplace_back(file, &edits.compose);

    std::vector<FileChange> changes;
    for (const auto &[file, edit] : files) {
        const FileContent content = tree.read(file);
        if (content.status.kind != FileKind::Regular)
            return fail(ErrorCode::Unreadable, content.status.detail, Place{file, 0, 0});
        auto bytes = (*edit)(content.bytes, file);
        if (!bytes) {
            Error error = bytes.error();
            error.where.file = file;
            return fail(std::move(error));
        }
        if (*bytes != content.bytes)
            changes.push_back({file, std::move(*bytes)});
    }
    return changes;
}

} // namespace

Result<std::vector<FileChange>> enablePam(const FileSource &tree, const std::string &directory)
{
    const std::string plugin(pluginName);
    return changed(tree, directory,
                   {[&](const std::string &bytes, const std::string &file) { return addToPythonList(bytes, pluginsName, plugin, file); },
                    [&](const std::string &bytes, const std::string &file) { return addPlugin(bytes, plugin, file); }, enableInDockerfile,
                    addBinds});
}

Result<std::vector<FileChange>> disablePam(const FileSource &tree, const std::string &directory)
{
    const std::string plugin(pluginName);
    return changed(
        tree, directory,
        {[&](const std::string &bytes, const std::string &file) { return removeFromPythonList(bytes, pluginsName, plugin, file); },
         [&](const std::string &bytes, const std::string &file) { return removePlugin(bytes, plugin, file); }, disableInDockerfile,
         removeBinds});
}

} // namespace pamphlet::sregistry
