// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace pamphlet::helper {

/// How long the probe tries to end what modules left.
inline constexpr std::chrono::seconds patience{10};

/**
 * Ends every process below this one, which is a child subreaper, so that none of them can leave. All of a tree is stopped before
 * any of it is killed: one level after the other, those below would have the time to start more of themselves.
 * signals: a non-blocking signalfd that takes SIGCHLD. Returns how many are still there when the time is up (ones that hang
 * in the kernel, or that this user may not kill).
 */
std::uint32_t endDescendants(int signals, std::chrono::milliseconds limit);

} // namespace pamphlet::helper
