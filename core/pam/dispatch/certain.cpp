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
constexpr int sessionErr = 14;
constexpr int credErr = 17;
constexpr int convErr = 19;
constexpr int authtokErr = 20;

/// pam_deny's answer differs by the call (its source, pam_deny.c).
int denial(Pass pass)
{
    switch (pass) {
    case Pass::Authenticate:
    case Pass::AcctMgmt:
        return rc::authErr;
    case Pass::Setcred:
        return credErr;
    case Pass::OpenSession:
    case Pass::CloseSession:
        return sessionErr;
    case Pass::PreliminaryCheck:
    case Pass::UpdateToken:
        return authtokErr;
    }
    return rc::authErr;
}

/// pam_debug: the first argument of the event decides; a value that it does not know is a success.
int debugResult(const Entry &entry, Pass pass)
{
    const std::string_view event = eventName(pass);
    for (const std::string &argument : entry.arguments) {
        if (!argument.starts_with(event) || !argument.substr(event.size()).starts_with('='))
            continue;
        const std::string word = argument.substr(event.size() + 1);
        for (int code = 0; code < returnCodeCount; ++code) {
            if (word == returnCodeWord(code))
                return code;
        }
        return rc::success;
    }
    return rc::success;
}

/// pam_echo speaks in these; its other functions say PAM_IGNORE and nothing else.
bool echoSpeaks(Pass pass)
{
    return !isFrozen(pass) && pass != Pass::UpdateToken;
}

/// What pam_echo answers where it may speak: it succeeds when it has spoken, and is ignored if its file is empty or missing.
std::optional<int> echoResult(const Entry &entry, const FileSource &tree)
{
    constexpr std::string_view option = "file=";
    std::string file;
    for (const std::string &argument : entry.arguments) {
        if (argument.starts_with(option))
            file = argument.substr(option.size());
    }
    if (file.empty())
        return rc::success;
    if (!file.starts_with('/')) // relative to where the application runs
        return std::nullopt;
    const FileContent content = tree.read(file);
    switch (content.status.kind) {
    case FileKind::Missing:
    case FileKind::Directory:
        return rc::ignore;
    case FileKind::Regular:
        return content.bytes.empty() ? rc::ignore : rc::success;
    case FileKind::Unreadable:
    case FileKind::Other:
        break;
    }
    return std::nullopt;
}

/// The module's name if it is one of libpam's own directories that it is loaded from: elsewhere any file may have any name.
std::string_view ownName(const std::string &module, const LibpamProfile &profile)
{
    const std::size_t slash = module.rfind('/');
    if (slash == std::string::npos)
        return module;
    const std::string directory = module.substr(0, slash);
    const bool own
        = std::any_of(profile.moduleDirectories.begin(), profile.moduleDirectories.end(), [&directory](const std::string &known) {
              // `/lib` is a link to `/usr/lib` wherever both are named.
              return directory == known || directory == "/usr" + known || "/usr" + directory == known;
          });
    return own ? std::string_view(module).substr(slash + 1) : std::string_view();
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
    // It may be told to be silent, and then is ignored.
    if (ownName(entry.module, profile) == "pam_echo.so" && echoSpeaks(pass))
        return outcome(rc::success) | outcome(rc::ignore) | outcome(bufErr) | outcome(convErr);
    const std::optional<int> code = answerIfLoaded(entry, pass, tree, profile);
    return code ? outcome(*code) : anyOutcome;
}

std::optional<int> answerIfLoaded(const Entry &entry, Pass pass, const FileSource &tree, const LibpamProfile &profile)
{
    if (entry.kind != EntryKind::Module)
        return rc::permDenied;
    const std::string_view name = ownName(entry.module, profile);
    if (name == "pam_permit.so")
        return rc::success;
    if (name == "pam_deny.so")
        return denial(pass);
    if (name == "pam_debug.so")
        return debugResult(entry, pass);
    if (name == "pam_echo.so")
        return echoSpeaks(pass) ? echoResult(entry, tree) : rc::ignore;
    return std::nullopt;
}

std::optional<int> certainAnswer(const Entry &entry, Pass pass, const FileSource &tree, const LibpamProfile &profile, bool modulesKnown)
{
    if (entry.kind == EntryKind::Module && modulesKnown && !findModule(tree, profile, entry.module))
        return rc::moduleUnknown;
    return answerIfLoaded(entry, pass, tree, profile);
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
