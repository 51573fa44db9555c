// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/nametable.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace pamphlet::pam {

std::uint64_t NameTable::hashOf(std::string_view name)
{
    // Multiplication by a random odd number, eight bytes at a time; the high bits are the good ones.
    constexpr std::uint64_t factor = 0x9e3779b97f4a7c15U;
    std::uint64_t hash = name.size();
    while (!name.empty()) {
        std::uint64_t word = 0;
        const std::size_t size = name.size() < sizeof word ? name.size() : sizeof word;
        std::memcpy(&word, name.data(), size);
        hash = (hash ^ word) * factor;
        hash ^= hash >> 32;
        name.remove_prefix(size);
    }
    return hash;
}

void NameTable::add(const TreeFile &file)
{
    if (2 * (m_used + 1) > m_slots.size()) {
        const std::vector<Slot> old = std::exchange(m_slots, std::vector<Slot>(m_slots.empty() ? 64 : 2 * m_slots.size()));
        for (const Slot &slot : old) {
            if (slot.file)
                put(slot);
        }
    }
    put({&file, hashOf(file.name)});
    ++m_used;
}

void NameTable::clear()
{
    std::fill(m_slots.begin(), m_slots.end(), Slot{});
    m_used = 0;
}

void NameTable::put(const Slot &slot)
{
    std::size_t at = slot.hash & mask();
    while (m_slots[at].file)
        at = (at + 1) & mask();
    m_slots[at] = slot;
}

} // namespace pamphlet::pam
