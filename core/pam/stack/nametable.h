// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/treefile.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// Files by TreeFile::name. Open addressing: std::unordered_map would allocate for each.
class NameTable
{
public:
    /// Null if there is none of that name.
    const TreeFile *find(std::string_view name) const
    {
        if (m_slots.empty())
            return nullptr;
        const std::uint64_t hash = hashOf(name);
        for (std::size_t at = hash & mask();; at = (at + 1) & mask()) {
            const Slot &slot = m_slots[at];
            if (!slot.file || (slot.hash == hash && slot.file->name == name))
                return slot.file;
        }
    }

    /// There must be none of that name yet. The file must stay where it is.
    void add(const TreeFile &file);

    void clear();

private:
    struct Slot {
        const TreeFile *file = nullptr;
        std::uint64_t hash = 0;
    };

    static std::uint64_t hashOf(std::string_view name);
    std::size_t mask() const { return m_slots.size() - 1; }
    void put(const Slot &slot);

    std::vector<Slot> m_slots; ///< a power of two
    std::size_t m_used = 0;
};

} // namespace pamphlet::pam
