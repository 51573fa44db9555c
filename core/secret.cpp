// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret.h"

#include <cstring>
#include <new>
#include <utility>

#include <string.h> // explicit_bzero
#include <sys/mman.h>

namespace pamphlet {

namespace {
// One page holds the capacity and keeps the lock and the dump flag from touching other data.
constexpr std::size_t pageBytes = 4096;
static_assert(Secret::capacity <= pageBytes);
} // namespace

Secret::Secret()
{
    void *page = ::mmap(nullptr, pageBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        throw std::bad_alloc();
    // Best effort: RLIMIT_MEMLOCK may be exhausted; wiping and MADV_DONTDUMP hold without it.
    (void)::mlock(page, pageBytes);
    (void)::madvise(page, pageBytes, MADV_DONTDUMP);
    m_bytes = static_cast<char *>(page);
}

Secret::~Secret()
{
    if (!m_bytes)
        return;
    clear();
    ::munmap(m_bytes, pageBytes);
}

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::exchange(other.m_bytes, nullptr))
    , m_size(std::exchange(other.m_size, 0))
{ }

Secret &Secret::operator=(Secret &&other) noexcept
{
    std::swap(m_bytes, other.m_bytes);
    std::swap(m_size, other.m_size);
    other.clear();
    return *this;
}

bool Secret::assign(std::string_view bytes)
{
    if (!m_bytes || bytes.size() > capacity)
        return false;
    clear();
    return append(bytes);
}

bool Secret::append(std::string_view bytes)
{
    if (!m_bytes || bytes.size() > capacity - m_size)
        return false;
    if (!bytes.empty())
        std::memcpy(m_bytes + m_size, bytes.data(), bytes.size());
    m_size += bytes.size();
    return true;
}

void Secret::clear()
{
    if (m_bytes)
        ::explicit_bzero(m_bytes, capacity);
    m_size = 0;
}

std::string_view Secret::view() const
{
    return m_bytes ? std::string_view(m_bytes, m_size) : std::string_view();
}

} // namespace pamphlet
