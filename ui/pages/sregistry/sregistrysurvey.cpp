// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sregistry/sregistrysurvey.h"

#include "core/sregistry/check.h"
#include "core/tree/overlaytree.h"

#include <algorithm>

namespace pamphlet::ui {

namespace {

std::optional<Error> errorOf(const FileSource &tree, const std::string &directory)
{
    const FileStatus status = tree.status(directory);
    const Place where{directory, 0, 0};
    switch (status.kind) {
    case FileKind::Directory:
        return std::nullopt;
    case FileKind::Missing:
        return Error{ErrorCode::NotFound, "no such directory", where};
    case FileKind::Unreadable:
        return Error{ErrorCode::Unreadable, status.detail, where};
    case FileKind::Regular:
    case FileKind::Other:
        break;
    }
    return Error{ErrorCode::NotADirectory, {}, where};
}

SregistryPlan planOf(const std::shared_ptr<const FileSource> &tree, const sregistry::Layout &layout,
                     Result<std::vector<sregistry::FileChange>> changes)
{
    SregistryPlan plan;
    plan.changes = std::move(changes);
    if (!plan.changes) {
        return plan;
    }
    OverlayTree::Changes overlay;
    for (const sregistry::FileChange &change : *plan.changes) {
        overlay[change.path] = change.bytes;
    }
    const OverlayTree after(tree, overlay);
    plan.after = sregistry::readState(after, layout);
    plan.findings = sregistry::check(after, layout.directory, *tree);
    std::erase_if(plan.findings, [](const pam::Finding &finding) { return finding.severity == pam::Severity::Note; });
    return plan;
}

} // namespace

std::vector<std::string> SregistrySurvey::files() const
{
    std::vector<std::string> files;
    if (!recognition.layout) {
        return files;
    }
    const sregistry::Layout &layout = *recognition.layout;
    const auto add = [&files](const std::string &file) {
        if (!file.empty() && std::find(files.begin(), files.end(), file) == files.end()) {
            files.push_back(file);
        }
    };
    add(layout.plugins);
    add(layout.dockerfile);
    for (const std::string &file : layout.compose) {
        add(file);
    }
    add(layout.settingsYaml);
    add(layout.settingsModule);
    return files;
}

SregistrySurvey surveySregistry(const std::shared_ptr<const FileSource> &tree, const std::string &directory)
{
    SregistrySurvey survey;
    survey.tree = tree;
    survey.directory = directory;
    if (directory.empty()) {
        return survey;
    }
    survey.error = errorOf(*tree, directory);
    if (survey.error) {
        return survey;
    }
    survey.recognition = sregistry::recognize(*tree, directory);
    survey.findings = sregistry::check(*tree, directory, *tree);
    survey.accounts = sregistry::hostAccounts(*tree);
    if (const auto &layout = survey.recognition.layout) {
        survey.state = sregistry::readState(*tree, *layout);
        survey.enable = planOf(tree, *layout, sregistry::enablePam(*tree, directory));
        survey.disable = planOf(tree, *layout, sregistry::disablePam(*tree, directory));
    }
    return survey;
}

} // namespace pamphlet::ui
