// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/ownership/ownership.h"

#include "core/pam/ownership/authselectstate.h"
#include "core/pam/ownership/managedblock.h"
#include "core/pam/ownership/pamconfigs.h"
#include "core/pam/syntax/tokenizer.h"

#include <algorithm>
#include <array>
#include <optional>

namespace pamphlet::pam {

namespace {

bool isManaged(ManagedRegion region)
{
    return region == ManagedRegion::Primary || region == ManagedRegion::Additional;
}

/// "faillock" for "/lib/security/pam_faillock.so": what programs call a module.
std::string stem(std::string_view module)
{
    module = module.substr(module.rfind('/') + 1);
    if (module.starts_with("pam_"))
        module.remove_prefix(4);
    return std::string(module.substr(0, module.rfind(".so")));
}

std::string baseName(const std::string &path)
{
    return path.substr(path.rfind('/') + 1);
}

/// One edit of a file that a program writes.
class Judge
{
public:
    Judge(const FileSource &tree, const LibpamProfile &profile, const EditRequest &request, const EditOutcome &outcome)
        : m_tree(tree)
        , m_request(request)
        , m_outcome(outcome)
        , m_before(Document::parse(tree.read(request.file).bytes, profile))
    {
        if (request.kind != EditKind::Add && request.node < m_before.nodes().size())
            m_rule = &m_before.nodes()[request.node];
    }

    std::vector<OwnershipWarning> judge()
    {
        for (const FileEdit &edit : m_outcome.files) {
            const Generator generator = generatorOf(m_tree, edit.file);
            const bool edited = edit.file == m_request.file;
            switch (generator) {
            case Generator::None:
                break;
            case Generator::PamAuthUpdate:
                if (edited)
                    judgeManagedBlock();
                judgeJumps(edit);
                break;
            case Generator::Authselect:
                add(OwnershipWarningKind::Overwritten, generator, edit, authselectRoute(edit.file, edited));
                break;
            case Generator::PamConfig:
                add(OwnershipWarningKind::Overwritten, generator, edit, pamConfigRoute(edit.file, edited));
                break;
            case Generator::Pambase:
                add(OwnershipWarningKind::MergedByHand, generator, edit, {RouteKind::Merge, "sys-auth/pambase", {}, {{"dispatch-conf"}}});
                break;
            case Generator::Package:
                add(OwnershipWarningKind::ConffileQuestion, generator, edit, {});
                break;
            case Generator::Vendor:
                add(OwnershipWarningKind::VendorFile, generator, edit,
                    {RouteKind::OwnFile,
                     {},
                     "/etc/pam.d/" + baseName(edit.file),
                     {{"cp", edit.file, "/etc/pam.d/" + baseName(edit.file)}}});
                break;
            }
        }
        return std::move(m_warnings);
    }

private:
    std::string module() const
    {
        if (m_request.kind == EditKind::Add || !m_rule)
            return m_request.fields.target;
        return m_rule->rule.target ? m_rule->rule.target->text : std::string();
    }

    std::optional<Facility> facility() const
    {
        if (m_rule)
            return m_rule->rule.facility;
        std::string_view type = m_request.fields.type;
        if (type.starts_with('-'))
            type.remove_prefix(1);
        return facilityFromName(type);
    }

    bool changesOnlyArguments() const
    {
        if (m_request.kind != EditKind::Replace || !m_rule)
            return false;
        RuleFields fields = fieldsOf(*m_rule);
        fields.arguments = m_request.fields.arguments;
        return fields == m_request.fields;
    }

    Place place(const FileEdit &edit) const
    {
        if (edit.file != m_request.file)
            return {edit.file, 0, 0};
        return {edit.file, m_outcome.line.value_or(m_rule ? m_rule->ruleLine : 0), 0};
    }

    void add(OwnershipWarningKind kind, Generator generator, const FileEdit &edit, NativeRoute route)
    {
        m_warnings.push_back({kind, generator, place(edit), {}, std::move(route)});
    }

    void judgeManagedBlock()
    {
        const FileEdit &edit = m_outcome.files.front();
        const std::vector<ManagedRegion> before = managedRegions(*edit.before);
        const std::vector<ManagedRegion> after = managedRegions(*edit.after);
        const bool was = m_rule && isManaged(managedRegion(before, m_rule->ruleLine));
        const bool is = m_outcome.line && isManaged(managedRegion(after, *m_outcome.line));
        if ((!was && !is) || changesOnlyArguments())
            return; // outside the block lines are kept, and inside it changed arguments are
        const std::string block = managedBlockName(m_request.file);
        const std::vector<PamConfig> configs = readPamConfigs(m_tree);
        OwnershipWarning warning;
        warning.kind = was && !is ? OwnershipWarningKind::ComesBack : OwnershipWarningKind::StopsManaging;
        warning.generator = Generator::PamAuthUpdate;
        warning.where = place(edit);
        const auto brought = std::find_if(configs.begin(), configs.end(),
                                          [&](const PamConfig &config) { return was && bringsRule(config, block, m_rule->rule); });
        if (brought != configs.end())
            warning.profile = brought->id;
        warning.route = pamAuthUpdateRoute(configs, block, warning.profile);
        m_warnings.push_back(std::move(warning));
    }

    NativeRoute pamAuthUpdateRoute(const std::vector<PamConfig> &configs, const std::string &block, const std::string &profile) const
    {
        const std::string tool = "pam-auth-update";
        if (m_request.kind == EditKind::Remove && !profile.empty())
            return {RouteKind::DisableProfile, profile, {}, {{tool, "--disable", profile}}};
        if (m_request.kind == EditKind::Add) {
            const std::set<std::string> enabled = enabledPamConfigs(m_tree);
            const auto brings = [&](const PamConfig &config) {
                return !enabled.contains(config.id) && bringsModule(config, block, m_request.fields.target);
            };
            if (const auto found = std::find_if(configs.begin(), configs.end(), brings); found != configs.end())
                return {RouteKind::EnableProfile, found->id, {}, {{tool, "--enable", found->id}}};
        }
        if (m_request.kind == EditKind::Remove)
            return {};
        const std::string own = "local-" + (profile.empty() ? stem(module()) : profile);
        NativeRoute route{RouteKind::OwnProfile, own, std::string(pamConfigsDirectory) + '/' + own, {{tool, "--enable", own}}};
        if (!profile.empty())
            route.commands.front().insert(route.commands.front().begin() + 1, {"--disable", profile});
        return route;
    }

    /// `end` in a profile is counted anew at each run, without a look at rules that are not the profiles'.
    void judgeJumps(const FileEdit &edit)
    {
        const std::vector<ManagedRegion> regions = managedRegions(*edit.after);
        for (const JumpRewrite &rewrite : m_outcome.rewrites) {
            if (rewrite.rule.file == edit.file && isManaged(managedRegion(regions, rewrite.rule.line)))
                m_warnings.push_back({OwnershipWarningKind::JumpRegenerated, Generator::PamAuthUpdate, rewrite.rule, {}, {}});
        }
    }

    NativeRoute authselectRoute(const std::string &path, bool edited) const
    {
        const std::optional<AuthselectState> state = readAuthselect(m_tree);
        if (!state)
            return {};
        const std::string tool = "authselect";
        const std::string file = baseName(path);
        if (edited && facility()) {
            const std::optional<std::string> feature = authselectFeature(m_tree, *state, file, *facility(), module());
            const bool enabled = feature && std::find(state->features.begin(), state->features.end(), *feature) != state->features.end();
            if (feature && m_request.kind == EditKind::Add && !enabled)
                return {RouteKind::EnableProfile, *feature, {}, {{tool, "enable-feature", *feature}}};
            if (feature && m_request.kind == EditKind::Remove && enabled)
                return {RouteKind::DisableProfile, *feature, {}, {{tool, "disable-feature", *feature}}};
        }
        if (state->isCustom())
            return {RouteKind::EditProfile, state->profile, "/etc/authselect/" + state->profile + '/' + file, {{tool, "apply-changes"}}};
        const std::string own = "local-" + state->profile;
        std::vector<std::string> select{tool, "select", "custom/" + own};
        select.insert(select.end(), state->features.begin(), state->features.end());
        return {RouteKind::OwnProfile,
                "custom/" + own,
                "/etc/authselect/custom/" + own + '/' + file,
                {{tool, "create-profile", own, "--base-on=" + state->profile}, select}};
    }

    NativeRoute pamConfigRoute(const std::string &path, bool edited) const
    {
        const std::string name = stem(module());
        const bool simple = edited && !name.empty() && (!m_rule || m_rule->rule.kind == RuleKind::Module);
        if (simple && m_request.kind == EditKind::Add)
            return {RouteKind::EnableProfile, name, {}, {{"pam-config", "--add", "--" + name}}};
        if (simple && m_request.kind == EditKind::Remove)
            return {RouteKind::DisableProfile, name, {}, {{"pam-config", "--delete", "--" + name}}};
        // pam-config writes only common-*-pc: a file instead of the link is the administrator's.
        const FileStatus status = m_tree.status(path);
        if (status.symlink)
            return {RouteKind::OwnFile, {}, path, {{"cp", "--remove-destination", "/etc/pam.d/" + status.linkTarget, path}}};
        if (path.ends_with("-pc")) {
            const std::string own = path.substr(0, path.size() - 3);
            return {RouteKind::OwnFile, {}, own, {{"cp", "--remove-destination", path, own}}};
        }
        return {};
    }

    const FileSource &m_tree;
    const EditRequest &m_request;
    const EditOutcome &m_outcome;
    Document m_before;
    const Node *m_rule = nullptr; ///< the edited rule as it was
    std::vector<OwnershipWarning> m_warnings;
};

} // namespace

std::string_view ownershipWarningName(OwnershipWarningKind kind)
{
    constexpr std::array<std::string_view, 7> names{"stops-managing",    "comes-back",     "jump-regenerated", "overwritten",
                                                    "conffile-question", "merged-by-hand", "vendor-file"};
    return names.at(static_cast<std::size_t>(kind));
}

std::vector<OwnershipWarning> ownershipWarnings(const FileSource &tree, const LibpamProfile &profile, const EditRequest &request,
                                                const EditOutcome &outcome)
{
    return Judge(tree, profile, request, outcome).judge();
}

std::string shellCommand(const std::vector<std::string> &arguments)
{
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
    std::string command;
    for (const std::string &argument : arguments) {
        command += command.empty() ? "" : " ";
        if (!argument.empty() && argument.find_first_not_of(plain) == std::string::npos) {
            command += argument;
            continue;
        }
        command += '\'';
        for (const char c : argument)
            command += c == '\'' ? std::string("'\\''") : std::string(1, c);
        command += '\'';
    }
    return command;
}

} // namespace pamphlet::pam
