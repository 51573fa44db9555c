// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/facility.h"
#include "core/pam/returncode.h"
#include "core/result.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/**
 * What is known of PAM modules: what each is for, what it takes, whether it checks a credential. Facts from the modules'
 * man pages (section 8) and sources; the data is resources/modules.json, compiled in.
 */
namespace pamphlet::pam {

/// What an argument's value is.
enum class ArgumentType {
    Flag, ///< a word that is there or not: "nullok"
    Text,
    Number, ///< decimal, may be negative
    Path, ///< of a file or a directory
    Choice, ///< one of `choices`
    Octal, ///< a mode or mask: "umask=0077"
    Duration, ///< seconds
    User,
    Group,
};

struct ModuleArgument {
    std::string name; ///< "remember"; written `name=value` unless type is Flag
    ArgumentType type = ArgumentType::Flag;
    std::vector<std::string> choices; ///< of a Choice
    std::vector<Facility> facilities; ///< where it means something; empty: wherever the module works
    std::string summary; ///< one line, English; shown as it is
    std::string warning; ///< why a careful sysadmin avoids it ("nullok"); empty if there is no reason
    bool obsolete = false; ///< accepted and without effect today
    bool bare = false; ///< not of a Flag: the value may be left out, "debug" as well as "debug=yes"
};

/// Who vouches for the user when the module succeeds in authenticate.
enum class Credential {
    None, ///< nobody: it succeeds without a look at the user, or looks only at names, groups, times, places
    Checked, ///< something the user knows, has or is; or what the kernel says of the caller (pam_rootok)
    Unknown, ///< a script, a plug-in, a module that is not in the catalogue
};

/// What is commonly true of a login; a module's likely answer differs by it.
enum class Scenario { RightPassword, WrongPassword, UnknownUser, ExpiredAccount, Root, DirectoryServerDown };
inline constexpr std::array allScenarios{Scenario::RightPassword,  Scenario::WrongPassword, Scenario::UnknownUser,
                                         Scenario::ExpiredAccount, Scenario::Root,          Scenario::DirectoryServerDown};
/// "right-password", "wrong-password", "unknown-user", "expired-account", "root", "directory-server-down".
std::string_view scenarioName(Scenario scenario);
std::optional<Scenario> scenarioFromName(std::string_view name);

using LikelyAnswers = std::map<Scenario, std::map<Primitive, int>>;

/// Answers that an argument makes likely: pam_faillock's differ between "preauth" and "authfail".
struct ConditionalAnswers {
    std::vector<std::string> arguments; ///< hold if a rule has these, one right after the other
    LikelyAnswers likely; ///< before those that hold without them
};

struct ModuleInfo {
    std::string name; ///< "pam_unix.so"
    std::string summary; ///< one line, English
    std::vector<Facility> facilities; ///< what it serves; elsewhere libpam answers PAM_MODULE_UNKNOWN for it
    Credential credential = Credential::None;
    std::string factor; ///< for Checked: "password", "one-time code", "security key", "fingerprint", "smart card", "ticket", "caller", …
    std::vector<ModuleArgument> arguments;
    bool argumentsComplete = false; ///< an argument that is not listed is a mistake
    bool freeArguments = false; ///< takes words of any kind (a command, conditions): no argument can be called wrong
    std::map<Primitive, std::vector<int>> results; ///< codes it may return, by primitive, where its documentation says so
    LikelyAnswers likely; ///< its likely answers
    std::vector<ConditionalAnswers> likelyWith; ///< and what arguments change in them; the first that says something counts
    std::vector<std::string> sideEffects; ///< what a run leaves behind, one phrase each: "counts failures in /var/run/faillock"
    std::vector<std::string> configuration; ///< files it reads: "/etc/security/faillock.conf"
    std::string removedIn; ///< Linux-PAM version from which upstream no longer has it ("1.5.0"), or no longer builds it by default
    std::string replacement; ///< what to use instead; without removedIn: of modules that never were upstream's and are gone
    std::string package; ///< Debian's package that brings it

    const ModuleArgument *argument(std::string_view name) const;
    /// The likely answer in a scenario to a rule with these arguments; nullopt where nothing can be said.
    std::optional<int> likelyAnswer(Scenario scenario, Primitive primitive, const std::vector<std::string> &ruleArguments = {}) const;
};

class ModuleCatalogue
{
public:
    /// The catalogue that comes with the program.
    static const ModuleCatalogue &builtin();
    /// Malformed, with line and column, if it is not a catalogue.
    static Result<ModuleCatalogue> parse(std::string_view json);

    /// By the name or the path in a rule: "pam_unix.so", "/lib/security/pam_unix.so"; nullptr if it is not known.
    const ModuleInfo *find(std::string_view module) const;
    /// Every module, by name.
    const std::vector<ModuleInfo> &modules() const { return m_modules; }

private:
    std::vector<ModuleInfo> m_modules; ///< sorted by name
};

} // namespace pamphlet::pam
