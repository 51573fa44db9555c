// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/environment.h"

#include "core/sregistry/lines.h"

#include <algorithm>

namespace pamphlet::sregistry {

std::vector<PlacedText> pluginVariables(const FileSource &tree, const std::string &composeFile, const Compose &compose)
{
    std::vector<PlacedText> found;
    if (compose.plugins)
        found.push_back(*compose.plugins);
    const auto fromFiles = static_cast<std::ptrdiff_t>(found.size());
    const std::string directory = composeFile.substr(0, composeFile.rfind('/'));
    const std::string prefix = std::string(pluginsVariable) + '=';
    for (const std::string &name : compose.environmentFiles) {
        const std::string file = name.starts_with('/') ? name : directory + '/' + (name.starts_with("./") ? name.substr(2) : name);
        const FileContent content = tree.read(file);
        if (content.status.kind != FileKind::Regular)
            continue;
        for (std::size_t at = 0; at < content.bytes.size();) {
            const Line line = lineAt(content.bytes, at);
            const std::string_view text = line.text(content.bytes);
            if (text.starts_with(prefix))
                found.push_back({std::string(text.substr(prefix.size())), Place{file, lineNumber(content.bytes, at), prefix.size() + 1}});
            at = line.next;
        }
    }
    std::reverse(found.begin() + fromFiles, found.end());
    return found;
}

std::vector<std::string> pluginNames(std::string_view value)
{
    std::vector<std::string> names;
    while (!value.empty()) {
        const std::size_t comma = std::min(value.find(','), value.size());
        if (const std::string_view word = trimmed(value.substr(0, comma)); !word.empty())
            names.emplace_back(word);
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
    return names;
}

} // namespace pamphlet::sregistry
