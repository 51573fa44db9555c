// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/verbs/canceltest.h"

#include "helper/requestcontext.h"
#include "helper/testregistry.h"
#include "helper/verbs/testnames.h"

namespace pamphlet::helper {

Result<VerbObject> CancelTest::validate(const RequestContext &call)
{
    const auto test = checkedTestId(call.argument<QString>(0));
    if (!test)
        return fail(test.error());
    m_test = *test;
    return VerbObject{m_test, {}};
}

Result<QVariantList> CancelTest::act(const RequestContext &call)
{
    if (!m_services.tests)
        return fail(ErrorCode::NotFound, "no such login test");
    if (const auto cancelled = m_services.tests->cancel(*call.caller(), m_test); !cancelled)
        return fail(cancelled.error());
    return QVariantList();
}

} // namespace pamphlet::helper
