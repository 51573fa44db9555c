// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/yaml/document.h"
#include "core/yaml/path.h"
#include "core/yaml/scalartype.h"

#include <optional>
#include <string>
#include <vector>

/** Values of a configuration with their places; reading one never fails. */
namespace pamphlet::token {

enum class SettingState {
    Missing, ///< the key is not there
    Good,
    WrongType, ///< Setting::found tells what is there instead
};

struct Setting {
    SettingState state = SettingState::Missing;
    std::string text; ///< of a scalar, of whatever type
    std::string found; ///< WrongType: "null", "boolean", "integer", "float", "string", "list", "map", "other"
    Place where; ///< of the value; of the map that it belongs in if it is missing
    yaml::Path path;

    bool good() const { return state == SettingState::Good; }
    bool present() const { return state != SettingState::Missing; }
};

struct BoolSetting : Setting {
    bool value = false; ///< Good only
};

struct ListSetting : Setting {
    std::vector<Setting> items; ///< Good only
};

/// A key that the program does not know.
struct UnknownKey {
    std::string key;
    std::optional<std::string> near; ///< the known key that was probably meant
    Place where;
    yaml::Path path;
};

Setting readText(const yaml::Document &document, const std::string &file, const yaml::Path &path, yaml::Reader reader);
BoolSetting readBool(const yaml::Document &document, const std::string &file, const yaml::Path &path, yaml::Reader reader);
/// A list of strings; items of other types have their own state.
ListSetting readList(const yaml::Document &document, const std::string &file, const yaml::Path &path, yaml::Reader reader);
std::vector<UnknownKey> unknownKeys(const yaml::Document &document, const std::string &file, const yaml::Path &map,
                                    const std::vector<std::string> &known);

/// "null", "boolean", …: what this reader takes the value for.
std::string typeWord(const yaml::Value &value, yaml::Reader reader);

} // namespace pamphlet::token
