// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/verbs/answertest.h"

#include "helper/requestcontext.h"
#include "helper/sealedfile.h"
#include "helper/testregistry.h"
#include "helper/verbs/testnames.h"

namespace pamphlet::helper {

Result<VerbObject> AnswerTest::validate(const RequestContext &call)
{
    const auto test = checkedTestId(call.argument<QString>(0));
    if (!test)
        return fail(test.error());
    m_test = *test;
    m_prompt = call.argument<quint32>(1);
    if (m_prompt == 0)
        return fail(ErrorCode::InvalidArgument, "prompts count from 1");
    auto secret = readSealedSecret(call.descriptor(2));
    if (!secret)
        return fail(secret.error());
    m_secret = std::move(*secret);
    return VerbObject{m_test, {}};
}

Result<QVariantList> AnswerTest::act(const RequestContext &call)
{
    if (!m_services.tests)
        return fail(ErrorCode::NotFound, "no such login test");
    const auto answered = m_services.tests->answer(*call.caller(), m_test, m_prompt, m_secret);
    m_secret.clear();
    if (!answered)
        return fail(answered.error());
    return QVariantList();
}

} // namespace pamphlet::helper
