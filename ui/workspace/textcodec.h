// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <string>
#include <string_view>

/** Between the bytes of a file and what a text editor holds: no byte is ever lost on the way. */
namespace pamphlet::ui {

/// Why a file cannot be edited as text.
enum class TextObstacle { None, NotUtf8, Nul, CarriageReturn, SpecialCharacter, TooLarge };

struct EditorText {
    QString text; ///< with U+238B for each ESC; as Latin-1 if it is not UTF-8
    TextObstacle obstacle = TextObstacle::None; ///< anything but None: to look at only
};

/// Files larger than this are shown cut and read-only: an editor would stand still on them.
inline constexpr std::size_t maxEditorBytes = 2u << 20;

/// A text without obstacle comes back from bytesFromEditor() as the very same bytes.
EditorText editorText(std::string_view bytes);
std::string bytesFromEditor(const QString &text);

/// One sentence for the notice above a read-only text; empty for None.
QString obstacleText(TextObstacle obstacle);

} // namespace pamphlet::ui
