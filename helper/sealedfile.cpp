// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/sealedfile.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace pamphlet::helper {

namespace {

/// The size of a descriptor that is what readSealed() asks for.
Result<std::size_t> checkSealed(int descriptor, std::size_t maxBytes)
{
    const int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0)
        return fail(ErrorCode::InvalidArgument, "not an open descriptor");
    if (flags & O_PATH)
        return fail(ErrorCode::InvalidArgument, "an O_PATH descriptor");
    if ((flags & O_ACCMODE) == O_WRONLY)
        return fail(ErrorCode::InvalidArgument, "a descriptor that cannot be read");
    struct stat status = {};
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return fail(ErrorCode::InvalidArgument, "a descriptor of something that is not a regular file");
    const int seals = fcntl(descriptor, F_GET_SEALS);
    constexpr int needed = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK;
    if (seals < 0 || (seals & needed) != needed)
        return fail(ErrorCode::InvalidArgument, "a file that is not sealed against writing, growing and shrinking");
    // After the seals: from here on the size stays what it is.
    if (fstat(descriptor, &status) != 0 || status.st_size < 0)
        return fail(ErrorCode::Io, "the size of the descriptor's file is not known");
    if (static_cast<std::uintmax_t>(status.st_size) > maxBytes)
        return fail(ErrorCode::TooLarge, "more than " + std::to_string(maxBytes) + " bytes");
    return static_cast<std::size_t>(status.st_size);
}

Result<void> readAll(int descriptor, char *bytes, std::size_t size)
{
    std::size_t done = 0;
    while (done < size) {
        const ssize_t n = pread(descriptor, bytes + done, size - done, static_cast<off_t>(done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail(ErrorCode::Io, "the descriptor's file could not be read whole");
        done += static_cast<std::size_t>(n);
    }
    return {};
}

} // namespace

Result<std::string> readSealed(int descriptor, std::size_t maxBytes)
{
    const auto size = checkSealed(descriptor, maxBytes);
    if (!size)
        return fail(size.error());
    std::string bytes(*size, '\0');
    if (const auto read = readAll(descriptor, bytes.data(), bytes.size()); !read)
        return fail(read.error());
    return bytes;
}

Result<Secret> readSealedSecret(int descriptor)
{
    const auto size = checkSealed(descriptor, Secret::capacity);
    if (!size)
        return fail(size.error());
    std::array<char, Secret::capacity> bytes;
    const auto read = readAll(descriptor, bytes.data(), *size);
    Secret secret;
    const bool fits = read && secret.assign(std::string_view(bytes.data(), *size));
    explicit_bzero(bytes.data(), bytes.size());
    if (!read)
        return fail(read.error());
    if (!fits)
        return fail(ErrorCode::TooLarge, "the secret does not fit");
    return secret;
}

} // namespace pamphlet::helper
