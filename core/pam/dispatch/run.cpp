// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/run.h"

#include <algorithm>

namespace pamphlet::pam {

CompiledAnswers::CompiledAnswers(const EffectiveStack &stack, const AnswerFinder &finder)
{
    for (const Facility facility : allFacilities) {
        const std::vector<Entry> chain = stack.chain(facility);
        for (const Pass pass : allPasses) {
            if (facilityOf(pass) != facility)
                continue;
            std::vector<int> &codes = m_codes[static_cast<std::size_t>(pass)];
            codes.reserve(chain.size());
            for (const Entry &entry : chain)
                codes.push_back(finder.answer(entry, pass).code);
        }
    }
}

Run::Run(const CompiledStack &stack)
    : m_stack(&stack)
    , m_authCache(stack.size(Facility::Auth), notCached)
    , m_sessionCache(stack.size(Facility::Session), notCached)
{ }

void Run::restart()
{
    std::fill(m_authCache.begin(), m_authCache.end(), notCached);
    std::fill(m_sessionCache.begin(), m_sessionCache.end(), notCached);
    m_pending.reset();
}

} // namespace pamphlet::pam
