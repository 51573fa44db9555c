// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <string>

/** Links in rich text that lead to a line of a file. */
namespace pamphlet::ui {

struct LinkedPlace {
    QString file;
    int line = 0;
};

/// An anchor; `text` is plain text. Just the text where there is no line to go to.
QString placeLink(const std::string &file, std::size_t line, const QString &text);
/// Labelled with the short form of the place: "sudo:3".
QString placeLink(const std::string &file, std::size_t line);
/// What a label tells of an anchor that was activated; nullopt: another kind of link.
std::optional<LinkedPlace> linkedPlace(const QString &link);

} // namespace pamphlet::ui
