// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/token/tokenstate.h"

#include "core/token/pamanswer.h"
#include "core/token/relations.h"
#include "core/tree/capturedtree.h"

#include <algorithm>

namespace pamphlet::ui {

namespace {

void readUsers(const FileSource &tree, const pam::LibpamProfile &profile, TokenState &state)
{
    if (auto users = token::machineUsers(tree)) {
        state.users = std::move(*users);
    } else {
        state.usersError = users.error();
    }
    state.groups = token::machineGroups(tree, state.users);
    if (const auto pam = token::certainPamAnswer(tree, profile, token::servicePamName)) {
        state.pam = *pam;
    } else {
        state.pamError = pam.error();
    }
    if (!state.hasService()) {
        return;
    }
    std::vector<std::string> names;
    for (const token::MachineUser &user : state.users) {
        names.push_back(user.name);
    }
    const std::vector<std::string> blacklisted = state.setup.service->blacklisted();
    constexpr std::int64_t secondsPerDay = 86400;
    const auto answers = token::pamAnswers(tree, profile, token::servicePamName, state.now / secondsPerDay);
    const token::AskPam everybody = [&state](const std::string &) { return state.pam; };
    state.access = token::effectiveAccess(names, blacklisted, answers ? *answers : everybody);
    state.blacklist = token::reviewBlacklist(blacklisted, names);
}

bool isShowable(const FileSource &tree, const std::string &path)
{
    if (path.empty()) {
        return false;
    }
    const FileContent content = tree.read(path);
    return content.status.kind == FileKind::Regular && !holdsPrivateKey(content.bytes);
}

} // namespace

int TokenState::attention() const
{
    return int(std::count_if(findings.begin(), findings.end(),
                             [](const token::Finding &finding) { return finding.severity != token::Severity::Note; }));
}

std::shared_ptr<const TokenState> readTokenState(const FileSource &tree, const pam::LibpamProfile &profile, const token::SetupPaths &paths,
                                                 std::int64_t now)
{
    auto state = std::make_shared<TokenState>();
    state->paths = paths;
    state->now = now;
    state->setup = token::readSetup(tree, paths);
    state->findings = token::checkSetup(tree, state->setup, now);
    const token::BundleBlock *own = state->setup.certificateOfKey();
    state->keyCertified = own != nullptr;
    if (state->setup.key) {
        state->keyKind = state->setup.key->publicKey().description();
    }
    for (const token::Certificate &certificate : token::certificatesOf(state->setup.bundle)) {
        ++state->certificates;
        if (!own) {
            state->expires = std::min(state->expires.value_or(certificate.notAfter()), certificate.notAfter());
        }
    }
    if (own) {
        state->expires = own->certificate->notAfter();
    }
    state->setup.key.reset();
    for (const std::string *path : {&state->setup.bundlePath, &state->setup.jwksPath}) {
        if (*path != state->setup.keyPath && isShowable(tree, *path)) {
            state->texts.push_back(*path);
        }
    }
    for (const std::string *path : {&paths.serviceConfig, &paths.registryConfig}) {
        if (!path->empty() && *path != state->setup.keyPath && !holdsPrivateKey(tree.read(*path).bytes)) {
            state->configs.push_back(*path);
        }
    }
    readUsers(tree, profile, *state);
    return state;
}

} // namespace pamphlet::ui
