// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

namespace pamphlet::app::cli {

/// What pamphletctl answers to a script. A stable surface: pamphletctl(1), "EXIT STATUS".
enum class ExitCode {
    Yes = 0, ///< done, nothing wrong
    No = 1, ///< a clear no: findings, a refused login, a target that changed meanwhile
    Usage = 2, ///< the command line
    BadInput = 3, ///< an input file, directory or name is unusable
    NotAuthorized = 4, ///< the authority did not say yes
    Failure = 5, ///< the system: I/O, no helper, a time limit
};

ExitCode exitCodeFor(ErrorCode code);

} // namespace pamphlet::app::cli
