// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <string>

namespace pamphlet::change {

/// The Error for an errno of a system call: NoSpace, ReadOnly, AccessDenied, Unsafe, …; Io where nothing says more.
/// `path` is absolute inside the root. `what` completes "cannot …".
Error systemError(int code, const std::string &what, const std::string &path);

} // namespace pamphlet::change
