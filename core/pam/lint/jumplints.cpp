// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/reach.h"
#include "core/pam/lint/family.h"

#include <set>

namespace pamphlet::pam {

namespace {

/// PAM032: jumps that leave their stack or substack. libpam then counts a failure and goes on behind what was there to skip.
class JumpLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        if (subject.stack.start != StartOutcome::Success || subject.isGuess() || subject.isFragment(context))
            return;
        for (const Facility facility : allFacilities) {
            const std::vector<Entry> chain = subject.ownChain(facility);
            for (std::size_t index = 0; index < chain.size(); ++index)
                visitEntry(subject, chain, index, findings);
        }
    }

private:
    static void visitEntry(const Subject &subject, const std::vector<Entry> &chain, std::size_t index, Findings &findings)
    {
        const Entry &entry = chain[index];
        std::set<int> counts;
        for (const Action action : entry.actions) {
            if (action.isJump())
                counts.insert(action.value);
        }
        for (const int count : counts) {
            const int remainder = jumpRemainder(chain, index, count);
            if (remainder == 0)
                continue;
            findings.add("PAM032", placeOf(subject.stack, entry, Field::Control),
                         {std::to_string(count), std::to_string(count - remainder), std::string(facilityName(entry.facility))},
                         subject.service);
        }
    }
};

} // namespace

std::unique_ptr<LintFamily> makeJumpLints()
{
    return std::make_unique<JumpLints>();
}

} // namespace pamphlet::pam
