// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/sequence.h"

namespace pamphlet::teleport {

namespace {

constexpr std::string_view external = "external";

std::string joined(const std::vector<std::string> &words)
{
    std::string result;
    for (const std::string &word : words)
        result += (result.empty() ? "" : " ") + word;
    return result;
}

/// The value of one entry; nullopt: the variable is left unset, which is noted.
Result<std::optional<std::string>> evaluated(const EnvironmentEntry &entry, const Login &login, std::vector<EnvironmentNote> &notes)
{
    auto expression = parseTemplate(entry.value);
    if (!expression) {
        Error error = expression.error();
        error.where = entry.where;
        return fail(std::move(error));
    }
    if (expression->kind == Template::Kind::Literal)
        return expression->prefix;
    if (expression->kind == Template::Kind::Function) {
        notes.push_back({EnvironmentNote::Kind::NotEvaluated, entry.name, expression->function, entry.where});
        return std::nullopt;
    }
    if (expression->nameSpace != external)
        return fail(ErrorCode::InvalidInput, "only traits of the namespace external are allowed here, not of " + expression->nameSpace,
                    entry.where);
    const auto trait = login.traits.find(expression->trait);
    const auto values = trait == login.traits.end() ? std::vector<std::string>{} : interpolated(*expression, trait->second);
    if (values.empty()) {
        notes.push_back({EnvironmentNote::Kind::Unset, entry.name, expression->trait, entry.where});
        return std::nullopt;
    }
    return joined(values);
}

} // namespace

std::string_view requestName(Request request)
{
    switch (request) {
    case Request::Shell:
        return "shell";
    case Request::Command:
        return "command";
    case Request::PortForwarding:
        return "port-forwarding";
    }
    return {};
}

std::string_view callName(CallKind kind)
{
    switch (kind) {
    case CallKind::Start:
        return "pam_start";
    case CallKind::SetItem:
        return "pam_set_item";
    case CallKind::PutEnvironment:
        return "pam_putenv";
    case CallKind::AccountManagement:
        return "pam_acct_mgmt";
    case CallKind::Authenticate:
        return "pam_authenticate";
    case CallKind::OpenSession:
        return "pam_open_session";
    case CallKind::LookUpUser:
        return "getpwnam";
    case CallKind::CloseSession:
        return "pam_close_session";
    case CallKind::End:
        return "pam_end";
    }
    return {};
}

Result<Sequence> loginSequence(const Config &config, const Login &login, const SequenceOptions &options)
{
    Sequence sequence;
    sequence.environment
        = {{"TELEPORT_USERNAME", login.teleportUser}, {"TELEPORT_LOGIN", login.login}, {"TELEPORT_ROLES", joined(login.roles)}};
    for (const EnvironmentEntry &entry : config.environment) {
        auto value = evaluated(entry, login, sequence.notes);
        if (!value)
            return fail(value.error());
        if (!*value)
            continue;
        const auto own = sequence.environment.find(entry.name);
        if (own != sequence.environment.end())
            sequence.notes.push_back({EnvironmentNote::Kind::Overwrites, entry.name, own->second, entry.where});
        sequence.environment[entry.name] = **value;
    }

    std::vector<Call> &calls = sequence.calls;
    calls.push_back({CallKind::Start, config.serviceName, login.login});
    if (options.setsItems) {
        calls.push_back({CallKind::SetItem, "PAM_RUSER", login.login});
        if (!options.remoteHost.empty())
            calls.push_back({CallKind::SetItem, "PAM_RHOST", options.remoteHost});
        calls.push_back({CallKind::SetItem, "PAM_TTY", options.tty});
    }
    for (const auto &[name, value] : sequence.environment)
        calls.push_back({CallKind::PutEnvironment, name, value});
    calls.push_back({CallKind::AccountManagement, {}, {}});
    if (config.usePamAuth.on && options.request != Request::PortForwarding)
        calls.push_back({CallKind::Authenticate, {}, {}});
    calls.push_back({CallKind::OpenSession, {}, {}});
    calls.push_back({CallKind::LookUpUser, login.login, {}});
    calls.push_back({CallKind::CloseSession, {}, {}});
    calls.push_back({CallKind::End, {}, {}});
    return sequence;
}

} // namespace pamphlet::teleport
