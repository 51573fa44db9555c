// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/teleport/config.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/** What Teleport does with PAM for one login, as a value that a probe can run (lib/pam/pam.go, lib/srv/ctx.go, lib/srv/reexec.go). */
namespace pamphlet::teleport {

/// Who logs in, as Teleport's certificate says it.
struct Login {
    std::string teleportUser; ///< TELEPORT_USERNAME
    std::string login; ///< the local user
    std::vector<std::string> roles;
    std::map<std::string, std::vector<std::string>> traits; ///< of the identity provider
};

/// What the child process is started for.
enum class Request {
    Shell, ///< messages go to the terminal, prompts are answered from it
    Command, ///< exec, scp, sftp: messages are discarded, and a prompt waits for the command's own input
    PortForwarding, ///< PAM is opened once more, without auth
};
/// "shell", "command", "port-forwarding".
std::string_view requestName(Request request);

struct SequenceOptions {
    Request request = Request::Shell;
    bool setsItems = true; ///< newer Teleport sets PAM_RUSER, PAM_RHOST and PAM_TTY
    std::string remoteHost; ///< PAM_RHOST; empty: not set
    std::string tty; ///< PAM_TTY; may be empty
};

enum class CallKind {
    Start, ///< pam_start(name, value)
    SetItem, ///< pam_set_item(name, value): "PAM_RUSER"
    PutEnvironment, ///< setenv(3) and pam_putenv(3)
    AccountManagement,
    Authenticate,
    OpenSession,
    LookUpUser, ///< getpwnam(name): only now has the user to be there
    CloseSession,
    End,
};
/// "pam_start", …; "getpwnam" for LookUpUser.
std::string_view callName(CallKind kind);

struct Call {
    CallKind kind = CallKind::Start;
    std::string name; ///< service, item, variable or user
    std::string value; ///< Start: the user; SetItem, PutEnvironment: the value

    bool operator==(const Call &) const = default;
};

/// A variable of the file that does not get the value that it asks for.
struct EnvironmentNote {
    enum class Kind {
        Unset, ///< the user has no such trait: the variable is left out, with a warning in the log
        Overwrites, ///< it replaces one that Teleport sets itself
        NotEvaluated, ///< a function that is not evaluated here: the variable is left out here
    };
    Kind kind = Kind::Unset;
    std::string name;
    std::string detail; ///< the trait, the old value, or the function
    Place where;
};

struct Sequence {
    std::vector<Call> calls;
    std::map<std::string, std::string> environment; ///< what the stack sees
    std::vector<EnvironmentNote> notes;
};

/**
 * The calls in their order: account before auth, auth only with use_pam_auth, no setcred, flags 0 everywhere.
 * InvalidInput with the place of a template for which Teleport ends the session: one that cannot be read, or of another namespace than
 * `external`.
 */
Result<Sequence> loginSequence(const Config &config, const Login &login, const SequenceOptions &options = {});

/// A value of `environment`: text, or one expression between a prefix and a suffix.
struct Template {
    enum class Kind { Literal, Trait, EmailLocal, Function };
    Kind kind = Kind::Literal;
    std::string prefix; ///< of a literal: all of it
    std::string suffix;
    std::string nameSpace; ///< "external"; empty for literals and functions that are not taken apart
    std::string trait;
    std::string function; ///< Function: as written
};

/// InvalidInput for what Teleport cannot read.
Result<Template> parseTemplate(std::string_view text);

/// The values with which the trait fills the template; empty strings count as none.
std::vector<std::string> interpolated(const Template &expression, const std::vector<std::string> &values);

} // namespace pamphlet::teleport
