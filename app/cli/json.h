// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QString>

#include <cstddef>
#include <string>

namespace pamphlet::app::cli {

/// Keys in the order they are written.
using Json = nlohmann::ordered_json;

/// A document as it is printed. Bytes that are not UTF-8 become U+FFFD; characters with which text could drive a terminal
/// (DEL, C1 controls, bidirectional overrides) are written as \uXXXX, which means the same to every JSON reader.
std::string jsonText(const Json &document);

/// A line, a column: counted from 1, and null where it is not known (0).
Json jsonPosition(std::size_t value);

/// A string member of a document.
Json jsonString(const QString &text);

} // namespace pamphlet::app::cli
