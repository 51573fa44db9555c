// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

namespace pamphlet::pam {

/// Keeps many short rows of plain values where they are until it goes, without an allocation for each.
template<class T>
class Arena
{
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

public:
    /// The copy that is kept; it is the caller's to change.
    std::span<T> store(std::span<const T> row)
    {
        if (row.size() > m_free.size())
            addBlock(row.size());
        const std::span<T> place = m_free.first(row.size());
        m_free = m_free.subspan(row.size());
        std::copy(row.begin(), row.end(), place.begin());
        return place;
    }

    T &store(const T &value) { return store({&value, 1}).front(); }

    /// Forgets everything that was stored; the memory is used again.
    void clear()
    {
        m_next = 0;
        m_free = {};
    }

private:
    static constexpr std::size_t blockSize = std::max<std::size_t>(1, (std::size_t(32) << 10) / sizeof(T));

    struct Block {
        std::unique_ptr<T[]> values;
        std::size_t size = 0;
    };

    void addBlock(std::size_t least)
    {
        while (m_next < m_blocks.size() && m_blocks[m_next].size < least)
            ++m_next;
        if (m_next == m_blocks.size()) {
            const std::size_t size = std::max(least, blockSize);
            m_blocks.push_back({std::make_unique_for_overwrite<T[]>(size), size});
        }
        m_free = {m_blocks[m_next].values.get(), m_blocks[m_next].size};
        ++m_next;
    }

    std::vector<Block> m_blocks;
    std::size_t m_next = 0; ///< the first block that is not in use
    std::span<T> m_free;
};

} // namespace pamphlet::pam
