// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/landing.h"
#include "core/pam/lint/family.h"

#include <set>

namespace pamphlet::pam {

namespace {

/// PAM032: jumps that leave their stack or substack. libpam then counts a failure and goes on behind what was there to skip.
/// PAM069: jumps over a substack that failed to load and counts two.
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
            if (const Entry *failed = failedSubstack(chain, index, count))
                findings.add("PAM069", placeOf(subject.stack, entry, Field::Control), {std::to_string(count), failed->module},
                             subject.service);
            const int remainder = landingOf(chain, index, count).remainder;
            if (remainder == 0)
                continue;
            findings.add("PAM032", placeOf(subject.stack, entry, Field::Control),
                         {std::to_string(count), std::to_string(count - remainder), std::string(facilityName(entry.facility))},
                         subject.service);
        }
    }

    /// The first marker that a jump passes and that has left an entry of its own behind it; nullptr without one.
    static const Entry *failedSubstack(const std::vector<Entry> &chain, std::size_t index, int count)
    {
        for (std::size_t at = index + 1; count > 0; --count) {
            const std::size_t next = behindNextCounted(chain, at, chain[index].level);
            if (next == at)
                break;
            const Entry &skipped = chain[at];
            if (skipped.kind == EntryKind::Marker && next < chain.size() && chain[next].kind == EntryKind::MustFail
                && chain[next].file == skipped.file && chain[next].node == skipped.node)
                return &skipped;
            at = next;
        }
        return nullptr;
    }
};

} // namespace

std::unique_ptr<LintFamily> makeJumpLints()
{
    return std::make_unique<JumpLints>();
}

} // namespace pamphlet::pam
