// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/check.h"

#include "core/pam/lint/family.h"
#include "core/pam/modules/modulelookup.h"
#include "core/pam/stack/servicelookup.h"
#include "core/pam/stack/stackset.h"

#include <algorithm>
#include <array>

namespace pamphlet::pam {

namespace {

constexpr std::array families{&makeModuleLints,  &makeCatalogueLints, &makeArgumentLints, &makeSyntaxLints, &makeTextLints,
                              &makeControlLints, &makeIncludeLints,   &makeReachLints,    &makeJumpLints,   &makeOutcomeLints,
                              &makeOrderLints,   &makeFaillockLints,  &makeServiceLints,  &makeFileLints,   &makeOwnerLints};

bool hasCapitals(std::string_view name)
{
    return std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::vector<Subject> askedSubjects(StackSet &stacks, const std::vector<std::string> &services)
{
    std::set<std::string> names;
    for (const std::string &service : services)
        names.insert(normalizedServiceName(service));
    std::vector<Subject> subjects;
    for (const std::string &name : names)
        subjects.push_back({name, true, stacks.effectiveStack(name)});
    return subjects;
}

std::vector<Subject> allSubjects(StackSet &stacks, const std::vector<ServiceFile> &files)
{
    stacks.readDirectories();
    std::vector<Subject> subjects;
    for (const ServiceFile &file : files) {
        if (!hasCapitals(file.service)) // libpam asks in lower case
            subjects.push_back({file.service, false, stacks.effectiveStack(file.service)});
    }
    return subjects;
}

/// PAM046: a file that was meant as a service and can never be one.
void findCapitals(const std::vector<ServiceFile> &files, const LintContext &context, Findings &findings)
{
    for (const ServiceFile &file : files) {
        if (hasCapitals(file.service) && !context.included.contains(file.path) && !file.service.starts_with("README"))
            findings.add("PAM046", {file.path, 0, 0}, {file.service, normalizedServiceName(file.service)}, file.service);
    }
}

} // namespace

std::vector<Finding> check(const FileSource &tree, const LibpamProfile &profile, const std::vector<std::string> &services)
{
    const std::vector<ServiceFile> files = services.empty() ? listServices(tree, profile) : std::vector<ServiceFile>{};
    StackSet stacks(tree, profile);
    const std::vector<Subject> subjects = services.empty() ? allSubjects(stacks, files) : askedSubjects(stacks, services);

    LintContext context{tree, profile};
    context.wholeTree = services.empty();
    // A tree whose root is a user's is that user's copy: who owns what in it says nothing of the system.
    const FileStatus root = tree.status("/");
    context.ownersKnown = root.kind == FileKind::Directory && root.uid == 0;
    context.modulesKnown = hasModuleDirectory(tree, profile);
    context.otherBroken = stacks.effectiveStack("other").start == StartOutcome::Abort;
    for (const Subject &subject : subjects) {
        for (const Frame &frame : subject.stack.frames) {
            if (frame.parent >= 0 && frame.file != subject.stack.serviceFile)
                context.included.insert(frame.file);
        }
    }

    Findings findings;
    for (const auto &make : families) {
        const std::unique_ptr<LintFamily> family = make();
        for (const Subject &subject : subjects)
            family->visit(subject, context, findings);
        family->finish(context, findings);
    }
    findCapitals(files, context, findings);
    return findings.take();
}

} // namespace pamphlet::pam
