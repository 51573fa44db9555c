// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/blacklistedit.h"

#include <algorithm>

namespace pamphlet::token {

Result<std::vector<std::string>> editedBlacklist(const ListSetting &now, const std::vector<std::string> &add,
                                                 const std::vector<std::string> &remove)
{
    std::vector<Setting> entries = now.items;
    if (now.state == SettingState::WrongType && now.found != "null")
        entries = {now};
    std::vector<std::string> names;
    for (const Setting &entry : entries) {
        const bool scalar
            = entry.good() || entry.found == "integer" || entry.found == "float" || entry.found == "boolean" || entry.found == "string";
        if (!scalar)
            return fail(ErrorCode::EditRefused, "the blacklist holds something that is no name; correct it first", entry.where);
        names.push_back(entry.text);
    }
    for (const std::string &user : add) {
        if (std::find(names.begin(), names.end(), user) == names.end())
            names.push_back(user);
    }
    for (const std::string &user : remove)
        std::erase(names, user);
    return names;
}

} // namespace pamphlet::token
