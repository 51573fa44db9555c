// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QDBusUnixFileDescriptor>

#include <string_view>

namespace pamphlet::app {

/// Bytes in a sealed memfd, as they travel to the helper: neither side can change them afterwards, and no other process
/// can read them. The bytes are written straight from `bytes`: no copy is made on the way. NoSpace, Io.
Result<QDBusUnixFileDescriptor> sealedFile(std::string_view bytes);

} // namespace pamphlet::app
