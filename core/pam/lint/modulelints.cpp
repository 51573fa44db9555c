// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/controlpairs.h"
#include "core/pam/lint/family.h"
#include "core/pam/modules/modulelookup.h"

namespace pamphlet::pam {

namespace {

/// PAM001…PAM003: rules whose module is not there.
class ModuleLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        if (!context.modulesKnown)
            return; // a bare copy of /etc: nothing can be said
        for (const Facility facility : allFacilities) {
            for (const Entry &entry : subject.ownChain(facility)) {
                if (entry.kind == EntryKind::Module && !entry.firstChainOnly && !endsInCarriageReturn(entry.module)
                    && !isControlPair(entry.module) // ControlLints: it was never meant to be a module
                    && !findModule(context.tree, context.profile, entry.module))
                    report(subject, entry, findings);
            }
        }
    }

private:
    static void report(const Subject &subject, const Entry &entry, Findings &findings)
    {
        const Place where = placeOf(subject.stack, entry, Field::Target);
        const std::string facility(facilityName(entry.facility));
        const Action action = entry.actions[rc::moduleUnknown];
        const bool harmless = action.isJump() || action.value == Action::Ignore || action.value == Action::Reset;
        if (!harmless) // the `-` of a type keeps libpam from logging, never from failing
            findings.add("PAM001", where, {entry.module, facility, entry.silent ? "silent" : ""}, subject.service);
        else if (entry.silent || entry.control.find("module_unknown") != std::string::npos)
            findings.add("PAM003", where, {entry.module, facility}, subject.service); // whoever wrote it expected as much
        else
            findings.add("PAM002", where, {entry.module, facility}, subject.service);
    }
};

} // namespace

std::unique_ptr<LintFamily> makeModuleLints()
{
    return std::make_unique<ModuleLints>();
}

} // namespace pamphlet::pam
