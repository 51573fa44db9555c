// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/certain.h"

#include "core/pam/modules/modulelookup.h"

#include <algorithm>
#include <string_view>

namespace pamphlet::pam {

namespace {

// security/_pam_types.h
constexpr int bufErr = 5;
constexpr int convErr = 19;

/// pam_deny's answer differs by the call (its source, pam_deny.c).
int denial(Pass pass)
{
    switch (pass) {
    case Pass::Authenticate:
    case Pass::AcctMgmt:
        return rc::authErr;
    case Pass::OpenSession:
        return 14; // session_err
    case Pass::PreliminaryCheck:
    case Pass::UpdateToken:
        return 20; // authtok_err
    }
    return rc::authErr;
}

std::string_view debugEvent(Pass pass)
{
    switch (pass) {
    case Pass::Authenticate:
        return "auth=";
    case Pass::AcctMgmt:
        return "acct=";
    case Pass::OpenSession:
        return "open_session=";
    case Pass::PreliminaryCheck:
        return "prechauthtok=";
    case Pass::UpdateToken:
        return "chauthtok=";
    }
    return "auth=";
}

/// pam_debug: the first argument of the event decides; a value that it does not know is a success.
int debugResult(const Entry &entry, Pass pass)
{
    const std::string_view event = debugEvent(pass);
    for (const std::string &argument : entry.arguments) {
        if (!argument.starts_with(event))
            continue;
        const std::string word = argument.substr(event.size());
        for (int code = 0; code < returnCodeCount; ++code) {
            if (word == returnCodeWord(code))
                return code;
        }
        return rc::success;
    }
    return rc::success;
}

Reach reachOfPass(const std::vector<Entry> &chain, Pass pass, const FileSource &tree, const LibpamProfile &profile, bool modulesKnown)
{
    std::vector<Outcomes> outcomes;
    outcomes.reserve(chain.size());
    for (const Entry &entry : chain)
        outcomes.push_back(certainOutcomes(entry, pass, tree, profile, modulesKnown));
    return reach(chain, outcomes);
}

} // namespace

Outcomes certainOutcomes(const Entry &entry, Pass pass, const FileSource &tree, const LibpamProfile &profile, bool modulesKnown)
{
    if (entry.kind != EntryKind::Module)
        return outcome(rc::permDenied);
    if (modulesKnown && !findModule(tree, profile, entry.module))
        return outcome(rc::moduleUnknown);
    // A path may lead to any file of the same name, so only plain names are taken for the modules of Linux-PAM.
    if (entry.module == "pam_permit.so")
        return outcome(rc::success);
    if (entry.module == "pam_deny.so")
        return outcome(denial(pass));
    if (entry.module == "pam_debug.so")
        return outcome(debugResult(entry, pass));
    // It succeeds where it has spoken, and is ignored where it was told to be silent or its file is empty or missing; the update of
    // a password is past its word (pam_echo(8); seen with 1.5.2).
    if (entry.module == "pam_echo.so")
        return pass == Pass::UpdateToken ? outcome(rc::ignore)
                                         : outcome(rc::success) | outcome(rc::ignore) | outcome(bufErr) | outcome(convErr);
    return anyOutcome;
}

Reach reachOf(const std::vector<Entry> &chain, Facility facility, const FileSource &tree, const LibpamProfile &profile, bool modulesKnown)
{
    switch (facility) {
    case Facility::Auth:
        return reachOfPass(chain, Pass::Authenticate, tree, profile, modulesKnown);
    case Facility::Account:
        return reachOfPass(chain, Pass::AcctMgmt, tree, profile, modulesKnown);
    case Facility::Session:
        return reachOfPass(chain, Pass::OpenSession, tree, profile, modulesKnown);
    case Facility::Password:
        break;
    }
    Reach check = reachOfPass(chain, Pass::PreliminaryCheck, tree, profile, modulesKnown);
    if (!check.complete || !check.canSucceed)
        return check; // the update is never asked for
    Reach update = reachOfPass(chain, Pass::UpdateToken, tree, profile, modulesKnown);
    std::transform(update.reached.begin(), update.reached.end(), check.reached.begin(), update.reached.begin(), std::logical_or<>());
    return update;
}

} // namespace pamphlet::pam
