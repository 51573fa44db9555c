// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace pamphlet {

/**
 * Bytes that are locked in memory (mlock, best effort), left out of core dumps (MADV_DONTDUMP) and wiped on destruction.
 * Fixed capacity, so no copy is ever left behind by growing. Moves, never copies.
 */
class Secret
{
public:
    static constexpr std::size_t capacity = 512; ///< PAM_MAX_RESP_SIZE

    Secret();
    ~Secret();
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;

    /// False (and unchanged) if it does not fit.
    [[nodiscard]] bool assign(std::string_view bytes);
    [[nodiscard]] bool append(std::string_view bytes);
    void clear();

    std::string_view view() const;
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }

private:
    char *m_bytes = nullptr; ///< a page of its own
    std::size_t m_size = 0;
};

} // namespace pamphlet
