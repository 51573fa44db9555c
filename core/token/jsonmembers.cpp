// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/jsonmembers.h"

#include <nlohmann/json.hpp>

#include <set>
#include <vector>

namespace pamphlet::token {

std::optional<std::string> repeatedMember(std::string_view json)
{
    using Json = nlohmann::ordered_json;
    std::vector<std::set<std::string>> names;
    std::optional<std::string> repeated;
    const auto watch = [&](int, Json::parse_event_t event, Json &value) {
        if (event == Json::parse_event_t::object_start) {
            names.emplace_back();
        } else if (event == Json::parse_event_t::object_end) {
            names.pop_back();
        } else if (event == Json::parse_event_t::key) {
            std::string name = value.get<std::string>();
            if (!names.back().insert(name).second && !repeated)
                repeated = std::move(name);
        }
        return true;
    };
    const Json document = Json::parse(json, watch, false);
    return document.is_discarded() ? std::nullopt : repeated;
}

} // namespace pamphlet::token
