// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/edit/editplan.h"

#include "core/pam/edit/planrun.h"
#include "core/pam/edit/servicenames.h"
#include "core/tree/overlaytree.h"

#include <algorithm>
#include <array>

namespace pamphlet::pam {

namespace {

/// A name for a file that no service reads, so that its jumps can be looked at all the same.
constexpr const char *loneService = "pamphlet-lone-file";

} // namespace

std::string_view editWarningName(EditWarningKind kind)
{
    constexpr std::array<std::string_view, 15> names{
        "jump-target-gone",    "jump-target-behind",  "jump-out-of-reach", "jump-became-ignore", "jump-services-differ",
        "jump-not-writable",   "jump-not-rewritable", "jump-passes-over",  "own-jump-misses",    "service-broken",
        "falls-back-to-other", "facility-empty",      "leaves-other",      "rules-gone",         "rules-appear"};
    return names.at(static_cast<std::size_t>(kind));
}

EditPlanner::EditPlanner(const FileSource &tree, const LibpamProfile &profile)
    : m_tree(tree)
    , m_profile(profile)
    , m_identities(tree)
{
    for (const NamedService &service : servicesOf(tree, profile))
        m_services.push_back(m_identities.viewOf(service, effectiveStack(tree, profile, service.asked), nullptr));
    const auto isOnlyIncluded = [this](const ServiceView &view) {
        const auto includes = [&view](const ServiceView &other) { return &other != &view && other.files.contains(view.serviceFile); };
        return isIncludeName(view.service) && std::any_of(m_services.begin(), m_services.end(), includes);
    };
    std::vector<ServiceView> services;
    for (const ServiceView &view : m_services) {
        if (!isOnlyIncluded(view))
            services.push_back(view);
    }
    m_services = std::move(services);
}

Result<EditOutcome> EditPlanner::plan(const EditRequest &request) const
{
    FileContent file = m_tree.read(request.file);
    if (file.status.kind == FileKind::Missing)
        return fail(ErrorCode::NotFound, "no such file", {request.file, 0, 0});
    if (file.status.kind != FileKind::Regular)
        return fail(ErrorCode::Unreadable, file.status.detail.empty() ? "not a regular file" : file.status.detail, {request.file, 0, 0});
    PlanRun run(m_tree, m_profile, m_identities, m_services, request);
    return run.isUsed() ? run.run(file.bytes) : planAlone(request, std::move(file.bytes));
}

/// A file that no service reads (yet): planned as if it were a service.
Result<EditOutcome> EditPlanner::planAlone(const EditRequest &request, std::string bytes) const
{
    if (m_profile.directories.empty())
        return fail(ErrorCode::Unsupported, "this libpam has no directory of services");
    EditRequest lone = request;
    lone.file = m_profile.directories.front() + "/" + loneService;
    const OverlayTree tree(std::shared_ptr<const FileSource>(std::shared_ptr<void>(), &m_tree), {{lone.file, std::move(bytes)}});
    Identities identities(tree);
    const NamedService service{loneService, loneService};
    const std::vector<ServiceView> services{identities.viewOf(service, effectiveStack(tree, m_profile, loneService), nullptr)};
    Result<EditOutcome> outcome = PlanRun(tree, m_profile, identities, services, lone).run(tree.read(lone.file).bytes);
    const auto renamed = [&](std::string &file) { file = file == lone.file ? request.file : file; };
    if (!outcome) {
        Error error = outcome.error();
        renamed(error.where.file);
        return fail(std::move(error));
    }
    outcome->services.clear();
    for (FileEdit &edit : outcome->files)
        renamed(edit.file);
    for (JumpRewrite &rewrite : outcome->rewrites)
        renamed(rewrite.rule.file);
    for (EditWarning &warning : outcome->warnings) {
        warning.services.clear();
        renamed(warning.where.file);
        if (warning.landing)
            renamed(warning.landing->file);
    }
    return outcome;
}

Result<EditOutcome> planEdit(const FileSource &tree, const LibpamProfile &profile, const EditRequest &request)
{
    return EditPlanner(tree, profile).plan(request);
}

} // namespace pamphlet::pam
