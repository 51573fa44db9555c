// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/probe/channel.h"

#include <cerrno>
#include <new>

#include <string.h> // explicit_bzero
#include <sys/mman.h>
#include <sys/socket.h>

namespace pamphlet::helper {

Channel::Channel(int descriptor)
    : m_descriptor(descriptor)
{
    void *pages = ::mmap(nullptr, maxFrameBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        throw std::bad_alloc();
    // Best effort, as in Secret: wiping and MADV_DONTDUMP hold without the lock.
    (void)::mlock(pages, maxFrameBytes);
    (void)::madvise(pages, maxFrameBytes, MADV_DONTDUMP);
    m_buffer = static_cast<char *>(pages);
}

Channel::~Channel()
{
    wipe();
    ::munmap(m_buffer, maxFrameBytes);
}

void Channel::wipe()
{
    ::explicit_bzero(m_buffer, maxFrameBytes);
}

bool Channel::send(const Frame &frame)
{
    const std::string bytes = encodeFrame(frame);
    ssize_t sent = 0;
    do {
        sent = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(bytes.size());
}

std::string_view Channel::receive()
{
    ssize_t size = 0;
    do {
        // MSG_TRUNC: the real size of a message that does not fit, which is then not one of ours.
        size = ::recv(m_descriptor, m_buffer, maxFrameBytes, MSG_TRUNC);
    } while (size < 0 && errno == EINTR);
    if (size <= 0 || static_cast<std::size_t>(size) > maxFrameBytes)
        return {};
    return {m_buffer, static_cast<std::size_t>(size)};
}

std::optional<LoginRequest> Channel::receiveRequest()
{
    auto frame = decodeFrame(receive());
    if (!frame || !std::holds_alternative<LoginRequest>(*frame))
        return std::nullopt;
    return std::get<LoginRequest>(std::move(*frame));
}

bool Channel::receiveAnswer(std::uint32_t prompt, Secret &secret)
{
    for (;;) {
        const auto bytes = receive();
        if (bytes.empty())
            return false;
        const auto answer = decodeAnswer(bytes);
        const bool wanted = answer && answer->prompt == prompt;
        const bool taken = wanted && secret.assign(answer->secret);
        wipe();
        if (wanted)
            return taken;
    }
}

} // namespace pamphlet::helper
