// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/verb.h"

namespace pamphlet::helper {

Result<void> Verb::recheck(const RequestContext &)
{
    return {};
}

void Verb::replied(const RequestContext &) { }

} // namespace pamphlet::helper
