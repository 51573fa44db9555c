// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/verbs/starttest.h"

#include "helper/requestcontext.h"

namespace pamphlet::helper {

Result<VerbObject> StartTest::validate(const RequestContext &call)
{
    const auto sequence = loginSequenceFromName(call.argument<QString>(2).toStdString());
    if (!sequence)
        return fail(ErrorCode::InvalidArgument, "not the name of a sequence");
    return accept(call, {3, 4, 5, 6}, *sequence);
}

} // namespace pamphlet::helper
