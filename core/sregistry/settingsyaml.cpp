// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/settingsyaml.h"

#include "core/sregistry/lines.h"
#include "core/yaml/edit.h"
#include "core/yaml/scalartype.h"

#include <algorithm>

namespace pamphlet::sregistry {

namespace {

constexpr const char *pluginsKey = "PLUGINS_ENABLED";

Result<yaml::Document> parse(const std::string &bytes, const std::string &file)
{
    auto document = yaml::Document::parse(bytes);
    if (!document) {
        Error error = document.error();
        error.where.file = file;
        return fail(std::move(error));
    }
    const yaml::Value &root = document->root();
    if (!root.isMap() && !root.isNull())
        return fail(ErrorCode::InvalidInput, "not a map of settings", Place{file, root.line, root.column});
    return document;
}

SettingsYaml read(const yaml::Document &document, const std::string &file)
{
    SettingsYaml settings;
    settings.empty = document.root().isNull();
    const yaml::Value *value = document.effective({pluginsKey});
    if (!value)
        return settings;
    settings.where = {file, value->line, value->column};
    settings.key = value->isNull() ? PluginsKey::Empty : value->isSequence() ? PluginsKey::List : PluginsKey::Other;
    for (const yaml::Value &item : value->items) {
        const yaml::Value *plain = document.resolved(item);
        if (plain && yaml::typeOf(*plain, yaml::Reader::PyYaml) == yaml::ScalarType::String)
            settings.plugins.push_back({plain->text, Place{file, item.line, item.column}});
        else
            settings.odd = true;
    }
    return settings;
}

/// The tree without this plugin; a list that nothing else is in does not count.
std::vector<yaml::Value> stripped(const yaml::Document &document, const std::string &plugin)
{
    std::vector<yaml::Value> roots = document.roots();
    yaml::Value &root = roots.front();
    for (auto entry = root.entries.begin(); entry != root.entries.end();) {
        const bool plugins = entry->name() && *entry->name() == pluginsKey;
        if (plugins)
            std::erase_if(entry->value.items, [&](const yaml::Value &item) { return item.isScalar() && item.text == plugin; });
        entry = plugins && entry->value.items.empty() ? root.entries.erase(entry) : entry + 1;
    }
    if (root.isMap() && root.entries.empty())
        root = yaml::Value{};
    return roots;
}

Result<std::string> verified(const yaml::Document &before, std::string result, const std::string &plugin, const std::string &file,
                             bool wanted)
{
    const auto after = parse(result, file);
    if (!after)
        return fail(ErrorCode::EditRefused, "after the edit: " + after.error().detail, after.error().where);
    const auto left = stripped(before, plugin);
    const auto right = stripped(*after, plugin);
    if (read(*after, file).contains(plugin) != wanted || !std::equal(left.begin(), left.end(), right.begin(), right.end(), yaml::sameTree))
        return fail(ErrorCode::EditRefused, "the edit would change other settings", Place{file, 1, 1});
    return result;
}

/// Two lines at the end; without a last newline the file gets none.
std::string appended(const std::string &bytes, const std::string &plugin)
{
    const std::string end(lineEnd(bytes, bytes.size()));
    const std::string lines = std::string(pluginsKey) + ":  " + std::string(addedMark) + end + "  - " + plugin;
    return bytes.empty() || bytes.ends_with('\n') ? bytes + lines + end : bytes + end + lines;
}

/// Takes out what appended() added; nullopt if it is not at the end.
std::optional<std::string> withoutAppended(const std::string &bytes, const yaml::Entry &entry)
{
    const Line key = lineAt(bytes, entry.key.span.begin);
    const Line item = lineAt(bytes, key.next);
    if (!trimmed(key.text(bytes)).ends_with(addedMark) || item.next != bytes.size())
        return std::nullopt;
    if (item.next != item.end || key.begin == 0)
        return bytes.substr(0, key.begin);
    return bytes.substr(0, lineAt(bytes, key.begin - 1).end);
}

Result<std::string> withoutItem(const std::string &bytes, const yaml::Document &document, const std::string &plugin)
{
    const yaml::Value *list = document.find({pluginsKey});
    const auto item
        = std::find_if(list->items.begin(), list->items.end(), [&](const yaml::Value &v) { return v.isScalar() && v.text == plugin; });
    const std::size_t index = static_cast<std::size_t>(item - list->items.begin());
    if (!list->flow) {
        const Line line = lineAt(bytes, list->dashes[index]);
        if (trimmed(line.text(bytes)).ends_with(addedMark))
            return bytes.substr(0, line.begin) + bytes.substr(line.next);
    }
    return yaml::removeItem(document, {pluginsKey, index});
}

} // namespace

bool SettingsYaml::contains(std::string_view plugin) const
{
    return std::any_of(plugins.begin(), plugins.end(), [&](const PlacedText &p) { return p.text == plugin; });
}

Result<SettingsYaml> readSettings(const std::string &bytes, const std::string &file)
{
    const auto document = parse(bytes, file);
    if (!document)
        return fail(document.error());
    return read(*document, file);
}

Result<std::string> addPlugin(const std::string &bytes, const std::string &plugin, const std::string &file)
{
    const auto document = parse(bytes, file);
    if (!document)
        return fail(document.error());
    const SettingsYaml settings = read(*document, file);
    if (settings.contains(plugin))
        return bytes;
    if (settings.key == PluginsKey::Other)
        return fail(ErrorCode::EditRefused, "PLUGINS_ENABLED is not a list", settings.where);
    if (settings.key == PluginsKey::Absent)
        return verified(*document, appended(bytes, plugin), plugin, file, true);
    const yaml::Value *list = document->find({pluginsKey});
    if (!list || !(list->isSequence() || list->isNull()))
        return fail(ErrorCode::EditRefused, "PLUGINS_ENABLED stands elsewhere, behind an alias", settings.where);
    if (!list->flow && !list->items.empty()) {
        const Line line = lineAt(bytes, list->dashes.front());
        const std::string indent = bytes.substr(line.begin, list->dashes.front() - line.begin);
        if (indent.find_first_not_of(' ') == indent.npos) {
            std::string result = bytes.substr(0, line.begin) + indent + "- " + plugin + "  " + std::string(addedMark)
                + std::string(lineEnd(bytes, line.begin)) + bytes.substr(line.begin);
            return verified(*document, std::move(result), plugin, file, true);
        }
    }
    auto result = yaml::addItem(*document, {pluginsKey}, yaml::ScalarValue::string(plugin));
    if (!result)
        return result;
    return verified(*document, std::move(*result), plugin, file, true);
}

Result<std::string> removePlugin(const std::string &bytes, const std::string &plugin, const std::string &file)
{
    const auto before = parse(bytes, file);
    if (!before)
        return fail(before.error());
    std::string result = bytes;
    for (auto document = before; read(*document, file).contains(plugin);) {
        const yaml::Value *list = document->find({pluginsKey});
        if (!list || !list->isSequence())
            return fail(ErrorCode::EditRefused, "PLUGINS_ENABLED stands elsewhere, behind an alias", read(*document, file).where);
        const auto entry = std::find_if(document->root().entries.begin(), document->root().entries.end(),
                                        [](const yaml::Entry &e) { return e.name() && *e.name() == pluginsKey; });
        const auto whole = list->items.size() == 1 ? withoutAppended(result, *entry) : std::nullopt;
        auto fewer = whole ? Result<std::string>(*whole) : withoutItem(result, *document, plugin);
        if (!fewer)
            return fewer;
        result = std::move(*fewer);
        document = parse(result, file);
        if (!document)
            return fail(ErrorCode::EditRefused, "after the edit: " + document.error().detail, document.error().where);
    }
    return verified(*before, std::move(result), plugin, file, false);
}

} // namespace pamphlet::sregistry
