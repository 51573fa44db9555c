// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <cstddef>
#include <string>

namespace pamphlet::helper {

/**
 * The whole content of a descriptor that a caller sent. It must be a regular file opened for reading (no O_PATH, FIFO, device),
 * sealed against writing, growing and shrinking, so a memfd: what was checked cannot change afterwards, and no read can block.
 * InvalidArgument otherwise, TooLarge beyond maxBytes. The file offset is neither used nor moved.
 */
Result<std::string> readSealed(int descriptor, std::size_t maxBytes);

/// The same for a secret of at most Secret::capacity bytes; leaves no other copy.
Result<Secret> readSealedSecret(int descriptor);

} // namespace pamphlet::helper
