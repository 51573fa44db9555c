// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json.h"

#include "app/cli/terminalcharacter.h"

#include <cstdio>

namespace pamphlet::app::cli {

std::string jsonText(const Json &document)
{
    const std::string raw = document.dump(2, ' ', false, Json::error_handler_t::replace);
    std::string result;
    result.reserve(raw.size() + 1);
    for (std::size_t i = 0; i < raw.size();) {
        // Well-formed UTF-8, as dump() promises. Only two- and three-byte sequences are of interest here.
        const auto byte = [&raw](std::size_t at) { return static_cast<unsigned char>(raw[at]); };
        std::size_t length = 1;
        char32_t c = byte(i);
        if (c >= 0xf0) {
            length = 4;
        } else if (c >= 0xe0) {
            length = 3;
            c = ((c & 0x0fu) << 12) | ((byte(i + 1) & 0x3fu) << 6) | (byte(i + 2) & 0x3fu);
        } else if (c >= 0xc0) {
            length = 2;
            c = ((c & 0x1fu) << 6) | (byte(i + 1) & 0x3fu);
        }
        if (length < 4 && drivesTerminal(c)) {
            char escape[7];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
            result += escape;
        } else {
            result.append(raw, i, length);
        }
        i += length;
    }
    result += '\n';
    return result;
}

Json jsonPosition(std::size_t value)
{
    return value == 0 ? Json(nullptr) : Json(value);
}

Json jsonString(const QString &text)
{
    return Json(text.toStdString());
}

} // namespace pamphlet::app::cli
