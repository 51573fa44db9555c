// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/servicecheck.h"

#include "core/pam/dispatch/reach.h"
#include "core/pam/lint/facts.h"
#include "core/pam/lint/family.h"
#include "core/pam/modules/modulelookup.h"
#include "core/pam/modules/scripts.h"
#include "core/pam/stack/effectivestack.h"
#include "core/pam/syntax/edit.h"
#include "core/teleport/check.h"
#include "core/teleport/scriptlint.h"

#include <algorithm>
#include <array>
#include <set>

namespace pamphlet::teleport {

namespace {

using pam::Entry;
using pam::EntryKind;
using pam::Facility;

class ServiceCheck
{
public:
    ServiceCheck(const Config &config, const FileSource &tree, const pam::LibpamProfile &profile)
        : m_config(config)
        , m_tree(tree)
        , m_profile(profile)
        , m_context{tree, profile}
        , m_stack(pam::effectiveStack(tree, profile, config.serviceName))
    {
        m_context.modulesKnown = pam::hasModuleDirectory(tree, profile);
    }

    std::vector<pam::Finding> run();

private:
    void add(std::string_view id, const Place &where, std::vector<std::string> arguments = {}, std::optional<pam::Fix> fix = std::nullopt)
    {
        m_findings.push_back(makeFinding(id, where, std::move(arguments), std::move(fix)));
        m_findings.back().services = {m_stack.service};
    }
    Place ofName() const { return m_config.serviceNameValue.given ? m_config.serviceNameValue.where : m_config.pamWhere; }
    Place ofService() const { return m_stack.serviceFile.empty() ? ofName() : Place{m_stack.serviceFile, 0, 0}; }
    pam::Reach reach(Facility facility) const;
    /// The modules of a chain that never says yes and may say nothing at all; empty if one of them can, or one always refuses.
    std::vector<std::string> ignorers(Facility facility) const;
    std::optional<pam::Fix> withPermit() const;
    void missing();
    void facility(Facility facility, std::string_view id);
    void auth();
    void account();
    void motd();
    void scripts();
    void ofPam();

    const Config &m_config;
    const FileSource &m_tree;
    const pam::LibpamProfile &m_profile;
    pam::LintContext m_context;
    pam::EffectiveStack m_stack;
    std::vector<pam::Finding> m_findings;
};

pam::Reach ServiceCheck::reach(Facility facility) const
{
    const std::vector<Entry> chain = m_stack.chain(facility);
    std::vector<pam::Outcomes> outcomes;
    for (const Entry &entry : chain)
        outcomes.push_back(pam::possibleOutcomes(entry, facility, m_context));
    return pam::reach(chain, outcomes);
}

std::vector<std::string> ServiceCheck::ignorers(Facility facility) const
{
    std::vector<std::string> modules;
    for (const Entry &entry : m_stack.chain(facility)) {
        if (entry.kind != EntryKind::Module)
            return {};
        const pam::Outcomes possible = pam::possibleOutcomes(entry, facility, m_context);
        if ((possible & pam::outcome(pam::rc::success)) != 0 || (possible & pam::outcome(pam::rc::ignore)) == 0)
            return {};
        modules.push_back(entry.module);
    }
    return modules;
}

/// The service file with a session rule that says yes where the others say nothing.
std::optional<pam::Fix> ServiceCheck::withPermit() const
{
    const auto document = m_stack.documents.find(m_stack.serviceFile);
    if (document == m_stack.documents.end() || document->second.syntax() != pam::Syntax::PamD)
        return std::nullopt;
    const auto text = pam::addRule(document->second, std::nullopt, {"session", "required", "pam_permit.so", {}});
    return text ? std::optional(pam::Fix{m_stack.serviceFile, *text}) : std::nullopt;
}

void ServiceCheck::missing()
{
    const char *other = "none";
    if (m_stack.start == pam::StartOutcome::Success && !m_stack.otherFile.empty())
        other = reach(Facility::Account).canSucceed && reach(Facility::Session).canSucceed ? "open" : "closed";
    add("TEL020", ofName(), {m_stack.service, other});
}

void ServiceCheck::facility(Facility facility, std::string_view id)
{
    const pam::Reach result = reach(facility);
    if (!result.complete)
        return;
    const std::vector<Entry> chain = m_stack.chain(facility);
    const bool fallback = !chain.empty() && chain.front().fallback;
    if (!result.canSucceed) {
        std::string modules;
        for (const std::string &module : ignorers(facility))
            modules += (modules.empty() ? "" : " ") + module;
        if (facility == Facility::Session && !modules.empty() && !fallback)
            add("TEL023", Place{chain.back().file, chain.back().line, 1}, {m_stack.service, modules}, withPermit());
        else
            add(id, ofService(), {m_stack.service});
    } else if (fallback) {
        add("TEL027", ofService(), {m_stack.service, std::string(pam::facilityName(facility))});
    }
}

void ServiceCheck::auth()
{
    if (!m_config.usePamAuth.on)
        return;
    facility(Facility::Auth, "TEL024");
    // Teleport does not show the prompt, and where a command runs, nobody can answer it.
    constexpr std::array<std::string_view, 3> silent{"smart card", "caller", "ticket"};
    const std::vector<Entry> chain = m_stack.chain(Facility::Auth);
    for (const Entry &entry : chain) {
        const pam::ModuleInfo *info = entry.kind == EntryKind::Module ? m_context.catalogue.find(entry.module) : nullptr;
        const bool asks = info && info->credential == pam::Credential::Checked
            && std::find(silent.begin(), silent.end(), info->factor) == silent.end() && !pam::hasArgument(entry, "use_first_pass");
        if (asks) {
            add("TEL025", Place{entry.file, entry.line, 1}, {entry.module});
            break;
        }
    }
    for (const Entry &entry : m_stack.chain(Facility::Account)) {
        const bool both = pam::isModule(entry, "pam_faillock.so")
            && std::any_of(chain.begin(), chain.end(), [](const Entry &other) { return pam::isModule(other, "pam_faillock.so"); });
        if (both)
            add("TEL029", Place{entry.file, entry.line, 1}, {entry.module});
    }
}

void ServiceCheck::account()
{
    facility(Facility::Account, "TEL021");
    for (const Entry &entry : m_stack.chain(Facility::Account)) {
        const pam::ModuleInfo *info = entry.kind == EntryKind::Module ? m_context.catalogue.find(entry.module) : nullptr;
        if (!info)
            continue;
        const auto results = info->results.find(pam::Primitive::AcctMgmt);
        if (results != info->results.end()
            && std::find(results->second.begin(), results->second.end(), pam::rc::newAuthtokReqd) != results->second.end()) {
            add("TEL028", Place{entry.file, entry.line, 1}, {entry.module});
            return;
        }
    }
}

void ServiceCheck::motd()
{
    if (m_config.messageOfTheDay.text.empty())
        return;
    for (const Entry &entry : m_stack.chain(Facility::Session)) {
        if (pam::isModule(entry, "pam_motd.so")) {
            add("TEL026", m_config.messageOfTheDay.where, {m_stack.service});
            return;
        }
    }
}

void ServiceCheck::scripts()
{
    std::set<std::string> seen;
    for (const Facility facility : {Facility::Account, Facility::Session, Facility::Auth}) {
        if (facility == Facility::Auth && !m_config.usePamAuth.on)
            continue;
        for (const Entry &entry : m_stack.chain(facility)) {
            for (const std::string &script : pam::scriptsOf(entry.module, entry.arguments)) {
                if (!script.starts_with('/') || !seen.insert(script).second)
                    continue;
                const FileContent content = m_tree.read(script);
                // A program that is none of a shell is not ours to judge.
                const bool text = content.status.kind == FileKind::Regular && content.bytes.find('\0') == content.bytes.npos;
                if (!text)
                    continue;
                const std::string_view first = std::string_view(content.bytes).substr(0, content.bytes.find('\n'));
                if (first.starts_with("#!") && first.find("sh") == first.npos)
                    continue;
                for (pam::Finding &finding : lintScript(content.bytes, script)) {
                    finding.services = {m_stack.service};
                    m_findings.push_back(std::move(finding));
                }
            }
        }
    }
}

/// Findings of the service that are known already: who may change its scripts, and what the user sees twice.
void ServiceCheck::ofPam()
{
    constexpr std::array<std::string_view, 6> ids{"PAM091", "PAM101", "PAM102", "PAM103", "PAM104", "PAM105"};
    for (pam::Finding &finding : pam::check(m_tree, m_profile, {m_stack.service})) {
        if (std::find(ids.begin(), ids.end(), finding.id) != ids.end())
            m_findings.push_back(std::move(finding));
    }
}

std::vector<pam::Finding> ServiceCheck::run()
{
    if (m_stack.serviceFile.empty())
        missing();
    if (m_stack.start == pam::StartOutcome::Success && !m_stack.serviceFile.empty()) {
        account();
        facility(Facility::Session, "TEL022");
        auth();
        motd();
        scripts();
        ofPam();
    }
    const std::string selinux = m_tree.read("/etc/selinux/config").bytes;
    if (selinux.starts_with("SELINUX=enforcing") || selinux.find("\nSELINUX=enforcing") != selinux.npos)
        add("TEL030", Place{"/etc/selinux/config", 0, 0});
    return std::move(m_findings);
}

} // namespace

std::vector<pam::Finding> checkService(const Config &config, const FileSource &tree, const pam::LibpamProfile &profile)
{
    return ServiceCheck(config, tree, profile).run();
}

} // namespace pamphlet::teleport
