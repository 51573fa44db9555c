// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/facts.h"

#include "core/pam/dispatch/certain.h"

#include <algorithm>
#include <array>

namespace pamphlet::pam {

Pass passOf(Facility facility)
{
    switch (facility) {
    case Facility::Auth:
        return Pass::Authenticate;
    case Facility::Account:
        return Pass::AcctMgmt;
    case Facility::Session:
        return Pass::OpenSession;
    case Facility::Password:
        return Pass::UpdateToken;
    }
    return Pass::Authenticate;
}

Credential credentialOf(const Entry &entry, const LintContext &context)
{
    if (entry.kind != EntryKind::Module)
        return Credential::None;
    const ModuleInfo *info = context.catalogue.find(entry.module);
    return info ? info->credential : Credential::Unknown;
}

bool checksPassword(const Entry &entry, const LintContext &context)
{
    const ModuleInfo *info = entry.kind == EntryKind::Module ? context.catalogue.find(entry.module) : nullptr;
    return info && info->credential == Credential::Checked && info->factor == "password";
}

bool isCondition(const Entry &entry)
{
    constexpr std::array<std::string_view, 9> modules{"pam_succeed_if.so", "pam_wheel.so",     "pam_listfile.so",
                                                      "pam_access.so",     "pam_localuser.so", "pam_usertype.so",
                                                      "pam_time.so",       "pam_rhosts.so",    "pam_rhosts_auth.so"};
    return entry.kind == EntryKind::Module && std::find(modules.begin(), modules.end(), fileName(entry.module)) != modules.end();
}

Outcomes possibleOutcomes(const Entry &entry, Facility facility, const LintContext &context)
{
    Outcomes possible = certainOutcomes(entry, passOf(facility), context.tree, context.profile, context.modulesKnown);
    if (possible != anyOutcome || entry.kind != EntryKind::Module)
        return possible;
    const ModuleInfo *info = context.catalogue.find(entry.module);
    if (!info)
        return possible;
    const auto results = info->results.find(primitiveOf(passOf(facility)));
    if (results == info->results.end() || results->second.empty())
        return possible;
    for (const int code : {rc::success, rc::newAuthtokReqd, rc::ignore}) {
        if (std::find(results->second.begin(), results->second.end(), code) == results->second.end())
            possible &= ~outcome(code);
    }
    return possible;
}

bool refuses(const Entry &entry, int code)
{
    const int action = entry.actions[static_cast<std::size_t>(code)].value;
    return action == Action::Bad || action == Action::Die;
}

std::size_t argumentIndex(const Entry &entry, std::string_view name)
{
    for (std::size_t i = 0; i < entry.arguments.size(); ++i) {
        const std::string_view argument = entry.arguments[i];
        if (argument.substr(0, argument.find('=')) == name)
            return i;
    }
    return std::string::npos;
}

bool hasArgument(const Entry &entry, std::string_view name)
{
    return argumentIndex(entry, name) != std::string::npos;
}

} // namespace pamphlet::pam
