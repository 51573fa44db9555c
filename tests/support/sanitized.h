// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pamphlet::test {

/// A build in which everything takes ten times as long: a test of bulk takes a part of its cases there. What a sanitizer looks
/// for shows in a few; all of them run in the build without one.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

} // namespace pamphlet::test
