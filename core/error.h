// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet {

/**
 * What went wrong, as a value. Every code has a D-Bus error name (errorName()), an exit code of pamphletctl
 * and one translatable sentence (both in the outer layers). Adding a code means adding a row in error.cpp.
 */
enum class ErrorCode {
    AccessDenied, ///< the authority did not say a clear yes
    InvalidArgument, ///< a request that no well-behaved client sends
    InvalidChangeSet, ///< the change set's document is malformed
    InvalidInput, ///< an input file is unusable (where tells the position)
    NotFound, ///< the named thing does not exist
    NotADirectory, ///< a directory was needed
    Unreadable, ///< exists, but cannot be read
    TooLarge, ///< beyond a documented limit
    Changed, ///< a target is not what the change was made against
    Unsafe, ///< owner, mode, link or location makes the operation unsafe
    NotAllowed, ///< a path that the helper does not write
    NoSpace, ///< file system or quota full; nothing was changed
    ReadOnly, ///< read-only file system or immutable file
    Io, ///< any other failure of the operating system
    Busy, ///< another transaction is under way
    LimitExceeded, ///< a quota of this caller or of the helper
    TimedOut, ///< the time limit was reached
    Cancelled, ///< by the caller, or because the caller vanished
    HelperUnavailable, ///< no helper could be reached
    ProbeFailed, ///< the login probe died (detail says how)
    EditRefused, ///< an edit would have changed more than it was meant to
    Unsupported, ///< known, but not possible with this libpam or file system
    NothingToRollBack, ///< no transaction that could be rolled back
    Conflict, ///< files were changed by someone else since
    Internal, ///< a broken promise of our own code
};

/// All codes, in the order of the enumeration.
const std::vector<ErrorCode> &allErrorCodes();

/// Last component of the D-Bus error name: "AccessDenied". The full name is "org.pamphlet.Error." + this.
std::string_view errorName(ErrorCode code);

/// The inverse of errorName(); Internal for a name that is not ours.
ErrorCode errorFromName(std::string_view name);

/// A position in a file: line and column count from 1 (column in bytes), 0 is "not known".
struct Place {
    std::string file; ///< absolute inside the root, or empty
    std::size_t line = 0;
    std::size_t column = 0;

    bool operator==(const Place &) const = default;
};

/// An error: code for programs, detail for logs (untranslated, never file content), and where.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string detail;
    Place where;

    bool operator==(const Error &) const = default;
};

} // namespace pamphlet
