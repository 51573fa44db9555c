// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/setting.h"

#include "core/token/nearname.h"

#include <algorithm>

namespace pamphlet::token {

namespace {

Place placeOf(const yaml::Value &value, const std::string &file)
{
    return {file, value.line, value.column};
}

/// The nearest node above that exists.
Place parentPlace(const yaml::Document &document, const std::string &file, yaml::Path path)
{
    while (!path.empty()) {
        path.pop_back();
        if (const yaml::Value *value = document.effective(path); value && value->line > 0)
            return placeOf(*value, file);
    }
    return {file, 1, 1};
}

/// State Good if there is a node; what it is, is the caller's.
Setting found(const yaml::Document &document, const std::string &file, const yaml::Path &path, const yaml::Value *value)
{
    Setting setting;
    setting.path = path;
    if (!value) {
        setting.where = parentPlace(document, file, path);
        return setting;
    }
    setting.state = SettingState::Good;
    // An alias stands where it is written, not where its anchor does.
    const yaml::Value *written = document.find(path);
    setting.where = placeOf(written ? *written : *value, file);
    if (value->isScalar() || value->isNull())
        setting.text = value->text;
    return setting;
}

void mark(Setting &setting, const yaml::Value &value, yaml::Reader reader)
{
    setting.state = SettingState::WrongType;
    setting.found = typeWord(value, reader);
}

} // namespace

std::string typeWord(const yaml::Value &value, yaml::Reader reader)
{
    if (value.isSequence())
        return "list";
    if (value.isMap())
        return "map";
    switch (yaml::typeOf(value, reader)) {
    case yaml::ScalarType::Null:
        return "null";
    case yaml::ScalarType::Bool:
        return "boolean";
    case yaml::ScalarType::Integer:
        return "integer";
    case yaml::ScalarType::Float:
        return "float";
    case yaml::ScalarType::String:
        return "string";
    case yaml::ScalarType::Other:
        break;
    }
    return "other";
}

Setting readText(const yaml::Document &document, const std::string &file, const yaml::Path &path, yaml::Reader reader)
{
    const yaml::Value *value = document.effective(path);
    Setting setting = found(document, file, path, value);
    if (value && typeWord(*value, reader) != "string")
        mark(setting, *value, reader);
    return setting;
}

BoolSetting readBool(const yaml::Document &document, const std::string &file, const yaml::Path &path, yaml::Reader reader)
{
    const yaml::Value *value = document.effective(path);
    BoolSetting setting;
    static_cast<Setting &>(setting) = found(document, file, path, value);
    if (!value)
        return setting;
    if (const std::optional<bool> truth = yaml::boolOf(*value, reader))
        setting.value = *truth;
    else
        mark(setting, *value, reader);
    return setting;
}

ListSetting readList(const yaml::Document &document, const std::string &file, const yaml::Path &path, yaml::Reader reader)
{
    const yaml::Value *value = document.effective(path);
    ListSetting setting;
    static_cast<Setting &>(setting) = found(document, file, path, value);
    if (!value)
        return setting;
    if (!value->isSequence()) {
        mark(setting, *value, reader);
        return setting;
    }
    for (std::size_t i = 0; i < value->items.size(); ++i) {
        yaml::Path item = path;
        item.emplace_back(i);
        setting.items.push_back(readText(document, file, item, reader));
    }
    return setting;
}

std::vector<UnknownKey> unknownKeys(const yaml::Document &document, const std::string &file, const yaml::Path &map,
                                    const std::vector<std::string> &known)
{
    std::vector<UnknownKey> unknown;
    const yaml::Value *value = document.find(map);
    if (!value || !value->isMap())
        return unknown;
    for (const yaml::Entry &entry : value->entries) {
        const std::string *name = entry.name();
        if (name && (*name == "<<" || std::find(known.begin(), known.end(), *name) != known.end()))
            continue;
        UnknownKey key;
        key.key = name ? *name : std::string("?");
        key.near = name ? nearName(*name, known) : std::nullopt;
        key.where = placeOf(entry.key, file);
        key.path = map;
        key.path.emplace_back(key.key);
        unknown.push_back(std::move(key));
    }
    return unknown;
}

} // namespace pamphlet::token
