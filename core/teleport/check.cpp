// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/check.h"

#include "core/teleport/configcheck.h"
#include "core/teleport/servicecheck.h"
#include "core/teleport/settings.h"

#include <algorithm>
#include <tuple>

namespace pamphlet::teleport {

namespace {

void sort(std::vector<pam::Finding> &findings)
{
    std::stable_sort(findings.begin(), findings.end(), [](const pam::Finding &left, const pam::Finding &right) {
        return std::tie(left.where.file, left.where.line, left.where.column, left.id)
            < std::tie(right.where.file, right.where.line, right.where.column, right.id);
    });
}

} // namespace

const std::vector<pam::LintInfo> &checkCatalogue()
{
    using pam::Severity;
    static const std::vector<pam::LintInfo> catalogue{
        {"TEL001", Severity::Error, "yaml-invalid"}, // [detail]
        {"TEL002", Severity::Warning, "several-documents"}, // [number]
        {"TEL003", Severity::Error, "section-misplaced"}, // [path, map that it belongs into]
        {"TEL004", Severity::Error, "key-twice"}, // [key, line of the first]
        {"TEL005", Severity::Error, "key-unknown"}, // [path, suggestion or empty]
        {"TEL006", Severity::Error, "section-not-a-map"}, // [path]
        {"TEL007", Severity::Warning, "key-not-known"}, // [path, ""]
        {"TEL010", Severity::Note, "pam-off"}, // ["absent" or "off"]
        {"TEL011", Severity::Error, "enabled-not-a-word"}, // [text]
        {"TEL012", Severity::Error, "enabled-not-a-scalar"},
        {"TEL013", Severity::Error, "use-pam-auth-not-a-bool"}, // [text]
        {"TEL014", Severity::Note, "ssh-service-off"},
        {"TEL015", Severity::Warning, "service-name-odd"}, // [as written, what libpam makes of it]
        {"TEL016", Severity::Error, "template-unusable"}, // [variable, detail]
        {"TEL017", Severity::Warning, "variable-overwritten"}, // [variable]
        {"TEL018", Severity::Error, "variable-name"}, // [name]
        {"TEL020", Severity::Error, "service-missing"}, // [service, "open", "closed" or "none": what `other` does]
        {"TEL021", Severity::Error, "account-cannot-succeed"}, // [service]
        {"TEL022", Severity::Error, "session-cannot-succeed"}, // [service]
        {"TEL023", Severity::Error, "session-only-ignores"}, // [service, modules]
        {"TEL024", Severity::Error, "auth-cannot-succeed"}, // [service]
        {"TEL025", Severity::Warning, "auth-prompts"}, // [module]
        {"TEL026", Severity::Warning, "motd-of-teleport-too"}, // [service]
        {"TEL027", Severity::Warning, "facility-from-other"}, // [service, facility]
        {"TEL028", Severity::Note, "new-token-refused"}, // [module]
        {"TEL029", Severity::Warning, "account-before-auth"}, // [module]
        {"TEL030", Severity::Note, "selinux-enforcing"},
        {"TEL050", Severity::Error, "script-without-interpreter"}, // [what stands there]
        {"TEL051", Severity::Error, "script-redirects-both"}, // [shell, operator]
        {"TEL052", Severity::Error, "script-empty-name"}, // [program]
        {"TEL053", Severity::Error, "script-expanded-too-early"}, // [variable]
        {"TEL054", Severity::Error, "script-writes-to-tmp"}, // [path]
        {"TEL055", Severity::Warning, "script-hides-failure"}, // [program]
        {"TEL056", Severity::Warning, "script-makes-no-home"}, // [program]
        {"TEL057", Severity::Warning, "script-not-idempotent"}, // [program]
        {"TEL058", Severity::Warning, "script-unquoted"}, // [variable]
        {"TEL059", Severity::Note, "script-looks-programs-up"}, // [program]
        {"TEL060", Severity::Error, "script-needs-bash"}, // [shell, word]
    };
    return catalogue;
}

pam::Finding makeFinding(std::string_view id, Place where, std::vector<std::string> arguments, std::optional<pam::Fix> fix)
{
    const auto &catalogue = checkCatalogue();
    const auto info = std::find_if(catalogue.begin(), catalogue.end(), [&](const pam::LintInfo &i) { return i.id == id; });
    return {std::string(id), info->severity, std::move(where), std::move(arguments), {}, std::move(fix)};
}

std::vector<pam::Finding> check(const Config &config, const FileSource &tree, const pam::LibpamProfile &profile)
{
    std::vector<pam::Finding> findings = checkConfig(config);
    // A service that nothing calls is not Teleport's business.
    if (misplacedKey(config)) {
        // What its scripts do wrong is told before the section is moved, not after; the file's own places would be those of another file.
        Settings settings;
        settings.move = true;
        const auto moved = withSettings(config.document.bytes(), config.file, settings);
        const auto then = moved ? readConfig(*moved, config.file) : Result<Config>(fail(moved.error()));
        if (then && then->enabled.on()) {
            std::vector<pam::Finding> service = checkService(*then, tree, profile);
            std::copy_if(std::make_move_iterator(service.begin()), std::make_move_iterator(service.end()), std::back_inserter(findings),
                         [&config](const pam::Finding &finding) { return finding.where.file != config.file; });
        }
    } else if (config.enabled.on()) {
        std::vector<pam::Finding> service = checkService(config, tree, profile);
        findings.insert(findings.end(), std::make_move_iterator(service.begin()), std::make_move_iterator(service.end()));
    }
    sort(findings);
    return findings;
}

std::vector<pam::Finding> check(const std::string &bytes, const std::string &file, const FileSource &tree,
                                const pam::LibpamProfile &profile)
{
    const auto config = readConfig(bytes, file);
    if (!config)
        return {makeFinding("TEL001", config.error().where, {config.error().detail})};
    return check(*config, tree, profile);
}

std::string_view effectName(Effect effect)
{
    switch (effect) {
    case Effect::Ignored:
        return "ignored";
    case Effect::Delays:
        return "delays";
    case Effect::RefusesToStart:
        return "refuses-to-start";
    case Effect::SilentlyOff:
        return "silently-off";
    case Effect::SessionFails:
        return "session-fails";
    }
    return {};
}

std::vector<VersionEffect> versionEffects(std::string_view id)
{
    // Before 6 only the names of keys were looked at, wherever they stood; 6 read strictly but went on; 7 does not.
    if (id == "TEL003" || id == "TEL004")
        return {{"before 6", Effect::Ignored}, {"6", Effect::Delays}, {"from 7", Effect::RefusesToStart}};
    if (id == "TEL005" || id == "TEL007")
        return {{"before 6", Effect::RefusesToStart}, {"6", Effect::Delays}, {"from 7", Effect::RefusesToStart}};
    if (id == "TEL001" || id == "TEL006" || id == "TEL012" || id == "TEL013")
        return {{"all", Effect::RefusesToStart}};
    if (id == "TEL011")
        return {{"all", Effect::SilentlyOff}};
    if (id == "TEL016")
        return {{"before 6.1", Effect::Ignored}, {"from 6.1", Effect::SessionFails}};
    if (id == "TEL002")
        return {{"all", Effect::Ignored}};
    return {};
}

} // namespace pamphlet::teleport
