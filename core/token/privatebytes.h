// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace pamphlet::token {

/// A private key's text. Of fixed size, so that growing leaves no copy behind; wiped when it goes. Moves, never copies.
class PrivateBytes
{
public:
    PrivateBytes() = default;
    explicit PrivateBytes(std::string_view bytes);
    ~PrivateBytes();
    PrivateBytes(PrivateBytes &&other) noexcept;
    PrivateBytes &operator=(PrivateBytes &&other) noexcept;
    PrivateBytes(const PrivateBytes &) = delete;
    PrivateBytes &operator=(const PrivateBytes &) = delete;

    std::string_view view() const { return {m_bytes.get(), m_size}; }
    bool empty() const { return m_size == 0; }

private:
    void wipe();

    std::unique_ptr<char[]> m_bytes;
    std::size_t m_size = 0;
};

} // namespace pamphlet::token
