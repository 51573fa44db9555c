// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exitcode.h"

namespace pamphlet::app::cli {

ExitCode exitCodeFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::AccessDenied:
        return ExitCode::NotAuthorized;
    case ErrorCode::Changed:
    case ErrorCode::Conflict:
    case ErrorCode::EditRefused:
    case ErrorCode::NothingToRollBack:
        return ExitCode::No;
    case ErrorCode::InvalidArgument:
        return ExitCode::Usage;
    case ErrorCode::InvalidChangeSet:
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
    case ErrorCode::NotADirectory:
    case ErrorCode::Unreadable:
    case ErrorCode::TooLarge:
    case ErrorCode::Unsafe:
    case ErrorCode::NotAllowed:
        return ExitCode::BadInput;
    case ErrorCode::NoSpace:
    case ErrorCode::ReadOnly:
    case ErrorCode::Io:
    case ErrorCode::Busy:
    case ErrorCode::LimitExceeded:
    case ErrorCode::TimedOut:
    case ErrorCode::Cancelled:
    case ErrorCode::HelperUnavailable:
    case ErrorCode::ProbeFailed:
    case ErrorCode::Unsupported:
    case ErrorCode::Internal:
        return ExitCode::Failure;
    }
    return ExitCode::Failure;
}

} // namespace pamphlet::app::cli
