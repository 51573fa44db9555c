// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/analysis.h"

#include "core/change/unifieddiff.h"
#include "core/pam/modules/modulelookup.h"

#include <algorithm>
#include <set>

namespace pamphlet::ui {

namespace {

using Users = std::map<std::string, std::set<std::string>>;

const pam::Frame &rootOf(const pam::EffectiveStack &stack, const pam::Frame &frame)
{
    const pam::Frame *at = &frame;
    while (at->parent >= 0) {
        at = &stack.frames[std::size_t(at->parent)];
    }
    return *at;
}

std::string ruleText(const pam::Entry &entry)
{
    std::string text = entry.control + ' ' + entry.module;
    for (const std::string &argument : entry.arguments) {
        text += ' ' + argument;
    }
    return text;
}

int changedPlaces(const FileSource &tree, const std::string &path, const std::optional<std::string> &content)
{
    const FileContent before = tree.read(path);
    const std::string old = before.status.kind == FileKind::Regular ? before.bytes : std::string();
    if (before.status.kind != FileKind::Regular || !content) {
        return 1; // a new or a removed file
    }
    return std::max(1, int(change::diffHunks(old, *content, 0).size()));
}

// Two findings are the same wherever their line has moved to.
bool sameFinding(const pam::Finding &one, const pam::Finding &other)
{
    return one.id == other.id && one.where.file == other.where.file && one.arguments == other.arguments && one.services == other.services;
}

// Those of `findings` that `others` does not have, each as often as it is more.
std::vector<pam::Finding> without(const std::vector<pam::Finding> &findings, std::vector<pam::Finding> others)
{
    std::vector<pam::Finding> rest;
    for (const pam::Finding &finding : findings) {
        const auto same
            = std::find_if(others.begin(), others.end(), [&](const pam::Finding &other) { return sameFinding(finding, other); });
        if (same == others.end()) {
            rest.push_back(finding);
        } else {
            others.erase(same);
        }
    }
    return rest;
}

} // namespace

const ServiceSummary *Analysis::service(const std::string &name) const
{
    const auto found
        = std::find_if(services.begin(), services.end(), [&](const ServiceSummary &summary) { return summary.file.service == name; });
    return found == services.end() ? nullptr : &*found;
}

int Analysis::serviceCount() const
{
    return int(std::count_if(services.begin(), services.end(), [](const ServiceSummary &summary) { return !summary.shared; }));
}

std::vector<std::string> Analysis::usersOf(const std::string &file) const
{
    const auto found = users.find(file);
    return found == users.end() ? std::vector<std::string>() : found->second;
}

Analysis analyse(const std::shared_ptr<const FileSource> &snapshot, const OverlayTree::Changes &pending, const pam::LibpamProfile &profile)
{
    Analysis analysis;
    const OverlayTree tree(snapshot, pending);
    const std::vector<pam::ServiceFile> files = pam::listServices(tree, profile);

    Users readers; // file → every name whose own lines lead to it
    Users includers; // file → names other than its own that pull it in by a line of theirs
    std::set<std::pair<std::string, std::size_t>> seen;
    for (const pam::ServiceFile &file : files) {
        const pam::EffectiveStack stack = pam::effectiveStack(tree, profile, file.service);
        for (const pam::Frame &frame : stack.frames) {
            // libpam reads `other` for every service: that makes nobody share what is in it.
            if (frame.failed || rootOf(stack, frame).via == pam::Via::Other) {
                continue;
            }
            readers[frame.file].insert(file.service);
            if (frame.parent >= 0 && frame.file != file.path) {
                includers[frame.file].insert(file.service);
            }
        }
        for (const auto *entries : {&stack.serviceEntries, &stack.otherEntries}) {
            for (const pam::Entry &entry : *entries) {
                if (entry.kind == pam::EntryKind::Module && seen.insert({entry.file, entry.line}).second) {
                    analysis.rules.push_back({entry.file, entry.line, entry.facility, ruleText(entry), file.service});
                }
            }
        }
    }

    analysis.findings = pam::check(tree, profile);
    for (const pam::ServiceFile &file : files) {
        ServiceSummary summary;
        summary.file = file;
        // One includer is a service that leans on another (su-l on su); several share a file.
        const auto by = includers.find(file.path);
        summary.shared = by != includers.end() && (by->second.size() > 1 || file.service.starts_with("common-")) && file.service != "other";
        summary.changed = pending.contains(file.path);
        for (const auto &[path, content] : pending) {
            const auto reader = readers.find(path);
            summary.affected = summary.affected || (path != file.path && reader != readers.end() && reader->second.contains(file.service));
        }
        for (const pam::Finding &finding : analysis.findings) {
            // A finding in a shared file counts where it can be repaired, and with every service that it breaks.
            const bool here = finding.where.file == file.path
                || (std::binary_search(finding.services.begin(), finding.services.end(), file.service)
                    && finding.severity == pam::Severity::Error);
            if (here) {
                (finding.severity == pam::Severity::Error         ? summary.errors
                     : finding.severity == pam::Severity::Warning ? summary.warnings
                                                                  : summary.notes)++;
            }
        }
        analysis.services.push_back(std::move(summary));
    }

    // A shared file is not a service: it is no user of itself.
    std::set<std::string> sharedNames;
    for (const ServiceSummary &summary : analysis.services) {
        if (summary.shared) {
            sharedNames.insert(summary.file.service);
        }
    }
    for (const auto &[file, names] : readers) {
        std::vector<std::string> users;
        std::set_difference(names.begin(), names.end(), sharedNames.begin(), sharedNames.end(), std::back_inserter(users));
        analysis.users.emplace(file, std::move(users));
        analysis.owners.emplace(file, pam::ownerOf(tree, file));
    }
    for (RuleSummary &rule : analysis.rules) {
        const std::size_t slash = rule.file.rfind('/');
        const std::string name = rule.file.substr(slash + 1);
        if (const ServiceSummary *own = analysis.service(name); own && own->file.path == rule.file) {
            rule.service = name;
        }
    }

    analysis.knowsModules = pam::hasModuleDirectory(tree, profile);
    analysis.modules = pam::installedModules(tree, profile);
    for (const auto &[path, content] : pending) {
        analysis.pending.push_back({path, changedPlaces(*snapshot, path, content), analysis.usersOf(path)});
    }
    if (!pending.empty()) {
        const std::vector<pam::Finding> before = pam::check(*snapshot, profile);
        analysis.introduced = without(analysis.findings, before);
        analysis.repaired = int(without(before, analysis.findings).size());
        analysis.comparison = pam::compareTrees(*snapshot, profile, tree, profile, pam::ModuleCatalogue::builtin());
    }
    return analysis;
}

} // namespace pamphlet::ui
