// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pamphlet::helper {

/// Closes what the helper did not mean to hand over and gives up what a process that sees passwords must not have: core
/// dumps, a debugger, an environment. False if any of it is refused.
[[nodiscard]] bool hardenProbe();

/**
 * Runs `work` in a child and waits for it. Modules change their process, hang, crash, and start processes that leave the
 * session and outlive their parent; so the process that answers for the test is not the one that modules run in.
 * As a child subreaper it inherits every orphan, and does not end before all of them are dead, or cannot be killed (descendants.h). It ends
 * early when the helper hangs up, dies, or sends SIGTERM. Returns in the parent alone.
 */
void superviseWorker(int channel, void (*work)(int channel));

} // namespace pamphlet::helper
