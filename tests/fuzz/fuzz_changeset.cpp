// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a client may send to the helper: refused, or a valid change set that survives being written and read again.
#include "core/change/changeset.h"

#include <cstdint>
#include <cstdlib>

using namespace pamphlet;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto parsed = change::parseChangeSet(std::string_view(reinterpret_cast<const char *>(data), size));
    if (!parsed)
        return 0;
    if (!change::validate(*parsed))
        std::abort();
    const auto again = change::parseChangeSet(change::serialize(*parsed));
    if (!again || *again != *parsed)
        std::abort();
    return 0;
}
