// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/standardinput.h"

#include <cerrno>
#include <cstring>

#include <string.h>
#include <unistd.h>

namespace pamphlet::app::cli {

Result<Secret> readPasswordFromStandardInput()
{
    Secret secret;
    char byte = 0;
    for (bool first = true;; first = false) {
        const ssize_t count = ::read(STDIN_FILENO, &byte, 1);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(ErrorCode::Unreadable, std::string("standard input: ") + std::strerror(errno));
        if (count == 0 && first)
            return fail(ErrorCode::InvalidInput, "standard input has no password");
        if (count == 0 || byte == '\n')
            break;
        if (byte == '\0')
            return fail(ErrorCode::InvalidInput, "the password on standard input holds a NUL byte");
        if (!secret.append(std::string_view(&byte, 1)))
            return fail(ErrorCode::TooLarge,
                        "the password on standard input is longer than " + std::to_string(Secret::capacity) + " bytes");
    }
    ::explicit_bzero(&byte, 1);
    return secret;
}

} // namespace pamphlet::app::cli
