// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/privatebytes.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace pamphlet::token {

PrivateBytes::PrivateBytes(std::string_view bytes)
    : m_bytes(std::make_unique<char[]>(bytes.size()))
    , m_size(bytes.size())
{
    std::copy(bytes.begin(), bytes.end(), m_bytes.get());
}

PrivateBytes::~PrivateBytes()
{
    wipe();
}

PrivateBytes::PrivateBytes(PrivateBytes &&other) noexcept
    : m_bytes(std::move(other.m_bytes))
    , m_size(std::exchange(other.m_size, 0))
{ }

PrivateBytes &PrivateBytes::operator=(PrivateBytes &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

void PrivateBytes::wipe()
{
    if (m_bytes)
        OPENSSL_cleanse(m_bytes.get(), m_size);
    m_size = 0;
}

} // namespace pamphlet::token
