// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/controlpairs.h"
#include "core/pam/lint/facts.h"
#include "core/pam/lint/fixes.h"
#include "core/pam/lint/spelling.h"
#include "core/pam/modules/modulelookup.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace pamphlet::pam {

namespace {

using Version = std::array<int, 3>;

/// "1.5.2" from the front of a text.
Version versionOf(std::string_view text)
{
    Version version{};
    for (int &part : version) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
        if (error != std::errc())
            break;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (!text.starts_with('.'))
            break;
        text.remove_prefix(1);
    }
    return version;
}

/// The Linux-PAM that a profile stands for; its least version where it is a range.
Version versionOf(const LibpamProfile &profile)
{
    struct Row {
        std::string_view name;
        Version version;
    };
    constexpr std::array<Row, 4> builds{
        {{"debian-12", {1, 5, 2}}, {"ubuntu-24.04", {1, 5, 3}}, {"debian-13", {1, 7, 0}}, {"debian-sid", {1, 7, 0}}}};
    const auto row = std::find_if(builds.begin(), builds.end(), [&profile](const Row &build) { return build.name == profile.name; });
    if (row != builds.end())
        return row->version;
    constexpr std::string_view upstream = "upstream-";
    return versionOf(std::string_view(profile.name).substr(profile.name.starts_with(upstream) ? upstream.size() : profile.name.size()));
}

/// "unix" of "pam_unix.so"; empty if it is named otherwise.
std::string coreOf(std::string_view name)
{
    constexpr std::string_view prefix = "pam_", suffix = ".so";
    if (!name.starts_with(prefix) || !name.ends_with(suffix) || name.size() <= prefix.size() + suffix.size())
        return {};
    return std::string(name.substr(prefix.size(), name.size() - prefix.size() - suffix.size()));
}

/// PAM070…PAM077: modules that are gone, misspelled, or asked for what they do not do.
class CatalogueLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        for (const Entry *entry : subject.ownEntries()) {
            const Node *node = nodeOf(subject.stack, *entry);
            if (entry->kind != EntryKind::Module || entry->firstChainOnly || !node || node->overlong || endsInCarriageReturn(entry->module))
                continue;
            visitModule(subject, *entry, context, findings);
        }
    }

private:
    /// What is there, as far as the tree says; nullopt in a bare copy of /etc.
    std::optional<bool> installed(const Entry &entry, const LintContext &context)
    {
        if (!context.modulesKnown)
            return std::nullopt;
        const auto known = m_installed.find(entry.module);
        if (known != m_installed.end())
            return known->second;
        return m_installed[entry.module] = findModule(context.tree, context.profile, entry.module).has_value();
    }

    void visitModule(const Subject &subject, const Entry &entry, const LintContext &context, Findings &findings)
    {
        const ModuleInfo *info = context.catalogue.find(entry.module);
        const std::optional<bool> there = installed(entry, context);
        const Place where = placeOf(subject.stack, entry, Field::Target);
        const auto add = [&](std::string_view id, std::vector<std::string> arguments, std::optional<Fix> fix = std::nullopt) {
            findings.add(id, where, std::move(arguments), subject.service, std::move(fix));
        };
        const std::string facility(facilityName(entry.facility));
        const bool harmful = refuses(entry, rc::moduleUnknown);
        if (entry.module.find("$ISA") != std::string::npos)
            add("PAM074", {entry.module}, withoutIsa(subject, entry, there, context));
        if (entry.silent && harmful && !there)
            add("PAM077", {entry.module, facility});
        if (info && (!info->removedIn.empty() || !info->replacement.empty()))
            visitRemoved(*info, entry, there, context, add);
        if (info && there != false && !info->facilities.empty()
            && std::find(info->facilities.begin(), info->facilities.end(), entry.facility) == info->facilities.end())
            add(harmful ? "PAM075" : "PAM076", {entry.module, facility});
        if (!info && there != true && !isControlPair(entry.module))
            visitUnknown(subject, entry, context, add);
    }

    template<class Add>
    static void visitRemoved(const ModuleInfo &info, const Entry &entry, std::optional<bool> there, const LintContext &context,
                             const Add &add)
    {
        const bool gone = versionOf(context.profile) >= versionOf(info.removedIn);
        if (there == false && gone)
            add("PAM070", {entry.module, info.removedIn, info.replacement});
        else if (!there || (*there && !gone)) // what is there in spite of that, somebody builds
            add("PAM071", {entry.module, info.removedIn, info.replacement});
    }

    /// A name that nobody knows: with a suffix or a letter more or less it may be one.
    template<class Add>
    void visitUnknown(const Subject &subject, const Entry &entry, const LintContext &context, const Add &add)
    {
        const std::vector<std::string> &names = candidates(context);
        const std::string name(fileName(entry.module));
        if (name.find(".so") == std::string::npos) {
            const auto document = subject.stack.documents.find(entry.file);
            const bool known = std::find(names.begin(), names.end(), name + ".so") != names.end();
            std::optional<Fix> fix;
            if (known && document != subject.stack.documents.end())
                fix = withTarget(entry.file, document->second, entry.node, entry.module + ".so");
            if (known || !context.modulesKnown) // else it is only not installed, and has a finding for that
                add("PAM073", {entry.module}, std::move(fix));
            return;
        }
        // Names are short, and a letter makes another one: pam_ssh, pam_sss. Only longer ones are worth a guess.
        const std::string core = coreOf(name);
        if (core.size() < (context.modulesKnown ? 4u : 5u))
            return;
        std::vector<std::string> cores;
        for (const std::string &candidate : names)
            cores.push_back(coreOf(candidate));
        if (const std::string meant = intendedWord(core, cores); !meant.empty())
            add("PAM072", {entry.module, "pam_" + meant + ".so"});
    }

    const std::vector<std::string> &candidates(const LintContext &context)
    {
        if (m_candidates.empty() && context.modulesKnown) {
            m_candidates = installedModules(context.tree, context.profile);
        } else if (m_candidates.empty()) {
            for (const ModuleInfo &info : context.catalogue.modules())
                m_candidates.push_back(info.name);
        }
        return m_candidates;
    }

    /// The plain name, where libpam finds a module by it and by the other not, or the same file by both.
    static std::optional<Fix> withoutIsa(const Subject &subject, const Entry &entry, std::optional<bool> there, const LintContext &context)
    {
        const auto document = subject.stack.documents.find(entry.file);
        const std::string name(fileName(entry.module));
        if (!there || document == subject.stack.documents.end())
            return std::nullopt;
        const std::optional<std::string> plain = findModule(context.tree, context.profile, name);
        if (!plain || (*there && findModule(context.tree, context.profile, entry.module) != plain))
            return std::nullopt;
        return withTarget(entry.file, document->second, entry.node, name);
    }

    std::map<std::string, bool> m_installed;
    std::vector<std::string> m_candidates;
};

} // namespace

std::unique_ptr<LintFamily> makeCatalogueLints()
{
    return std::make_unique<CatalogueLints>();
}

} // namespace pamphlet::pam
