// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/path.h"

#include <algorithm>

namespace pamphlet::yaml {

namespace {

bool isSimple(const std::string &key)
{
    return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return c == '-' || c == '_' || c == '/' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
            || static_cast<unsigned char>(c) >= 0x80;
    });
}

std::string quoted(const std::string &key)
{
    std::string result = "\"";
    for (const char c : key) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result + '"';
}

} // namespace

std::string pathText(const Path &path)
{
    std::string result;
    for (const Step &step : path) {
        if (const std::size_t *index = step.index()) {
            result += '[' + std::to_string(*index) + ']';
            continue;
        }
        if (!result.empty())
            result += '.';
        result += isSimple(*step.key()) ? *step.key() : quoted(*step.key());
    }
    return result.empty() ? "." : result;
}

} // namespace pamphlet::yaml
