// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/motd/terminaltext.h"

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace pamphlet::motd {

/// The line that a terminal is writing: cells that a moving cursor fills and overwrites.
class LineBuffer
{
public:
    void put(char32_t point, const TerminalStyle &style);
    void tab();
    void carriageReturn() { m_column = 0; }
    void backspace() { m_column -= m_column > 0 ? 1 : 0; }

    bool empty() const { return m_cells.empty(); }

    /// The line as runs; the buffer is empty afterwards, with the cursor in its first column.
    TerminalLine take();

private:
    struct Cell {
        char32_t point;
        std::uint32_t style; ///< index in m_styles
    };

    std::uint32_t intern(const TerminalStyle &style);
    void erase(std::size_t column);
    Cell blank();

    std::vector<Cell> m_cells;
    std::vector<TerminalStyle> m_styles;
    std::unordered_map<std::size_t, std::u32string> m_marks; ///< what combines with the character of a column
    std::size_t m_column = 0;
};

} // namespace pamphlet::motd
