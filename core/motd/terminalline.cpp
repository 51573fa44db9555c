// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/motd/terminalline.h"

#include "core/motd/utf8.h"

#include <algorithm>
#include <string>

namespace pamphlet::motd {

namespace {
constexpr std::size_t tabWidth = 8;
/// Tabs stop here, as they stop at the edge of a screen: a line of tabs alone must not cost eight times its bytes in cells.
constexpr std::size_t lastTabStop = 1u << 16;
/// The right half of a wide character.
constexpr char32_t rightHalf = 0;
} // namespace

std::uint32_t LineBuffer::intern(const TerminalStyle &style)
{
    if (m_styles.empty() || m_styles.back() != style)
        m_styles.push_back(style);
    return static_cast<std::uint32_t>(m_styles.size() - 1);
}

LineBuffer::Cell LineBuffer::blank()
{
    return {U' ', intern({})};
}

void LineBuffer::erase(std::size_t column)
{
    if (column >= m_cells.size())
        return;
    // Half of a wide character is no character: the other half goes too.
    if (m_cells[column].point == rightHalf && column > 0) {
        m_marks.erase(column - 1);
        m_cells[column - 1].point = U' ';
    }
    if (column + 1 < m_cells.size() && m_cells[column + 1].point == rightHalf)
        m_cells[column + 1].point = U' ';
    m_marks.erase(column);
}

void LineBuffer::put(char32_t point, const TerminalStyle &style)
{
    const int columns = columnsOf(point);
    if (columns == 0 && m_column > 0 && m_column <= m_cells.size()) {
        const std::size_t base = m_column - 1;
        m_marks[m_cells[base].point == rightHalf && base > 0 ? base - 1 : base] += point;
        return;
    }
    if (m_cells.size() < m_column)
        m_cells.resize(m_column, blank());
    const Cell cell{point, intern(style)};
    for (int half = 0; half < std::max(columns, 1); ++half) {
        erase(m_column);
        const Cell written{half == 0 ? cell.point : rightHalf, cell.style};
        if (m_column < m_cells.size())
            m_cells[m_column] = written;
        else
            m_cells.push_back(written);
        ++m_column;
    }
}

void LineBuffer::tab()
{
    m_column = std::max(m_column, std::min((m_column / tabWidth + 1) * tabWidth, lastTabStop));
}

TerminalLine LineBuffer::take()
{
    TerminalLine line;
    for (std::size_t column = 0; column < m_cells.size(); ++column) {
        const Cell &cell = m_cells[column];
        if (cell.point == rightHalf)
            continue;
        const TerminalStyle &style = m_styles[cell.style];
        if (line.empty() || line.back().style != style)
            line.push_back({{}, style});
        appendUtf8(line.back().text, cell.point);
        if (m_marks.empty())
            continue;
        if (const auto marks = m_marks.find(column); marks != m_marks.end()) {
            for (const char32_t mark : marks->second)
                appendUtf8(line.back().text, mark);
        }
    }
    m_cells.clear();
    m_styles.clear();
    m_marks.clear();
    m_column = 0;
    return line;
}

} // namespace pamphlet::motd
