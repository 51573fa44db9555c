// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/motd/composition.h"

#include "core/motd/composer.h"
#include "core/pam/dispatch/certain.h"
#include "core/pam/lint/family.h"
#include "core/pam/modules/modulelookup.h"
#include "core/pam/stack/effectivestack.h"
#include "core/pam/stack/servicelookup.h"

#include <algorithm>
#include <map>
#include <set>

namespace pamphlet::motd {

namespace {

/// The rules of pam_motd in the chain that opens a session.
std::vector<MotdRule> rulesOf(const FileSource &tree, const pam::LibpamProfile &profile, const pam::EffectiveStack &stack)
{
    std::vector<MotdRule> rules;
    if (stack.start != pam::StartOutcome::Success)
        return rules;
    const std::vector<pam::Entry> chain = stack.chain(pam::Facility::Session);
    std::optional<pam::Reach> reach;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const pam::Entry &entry = chain[i];
        if (!pam::isModule(entry, "pam_motd.so"))
            continue;
        if (!reach)
            reach = pam::reachOf(chain, pam::Facility::Session, tree, profile, pam::hasModuleDirectory(tree, profile));
        MotdRule rule;
        rule.where = Place{entry.file, entry.line, 1};
        rule.arguments = readArguments(entry.arguments);
        // Only the builds that know @include know the scripts: Debian's and Ubuntu's.
        rule.updates = rule.arguments.update && profile.atInclude;
        rule.neverRuns = reach->complete && !reach->reached[i];
        rules.push_back(std::move(rule));
    }
    return rules;
}

void showOwn(Composer &composer, const FileSource &tree, const OwnMessage &own)
{
    for (const Part &part : own.parts) {
        const FileKind kind = tree.status(part.path).kind;
        if (own.firstOnly && kind == FileKind::Missing)
            continue;
        const bool shown
            = own.directories && kind == FileKind::Directory ? composer.showDirectory(part, ".motd") : composer.showPlain(part);
        if (own.firstOnly && shown)
            return;
    }
}

std::vector<Repetition> repetitionsOf(const FileSource &tree, const std::vector<Part> &parts)
{
    std::map<std::string, std::vector<std::size_t>> files;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].shows())
            files[linksFollowed(tree, parts[i].path)].push_back(i);
    }
    std::vector<Repetition> repetitions;
    for (auto &[path, places] : files) {
        if (places.size() > 1)
            repetitions.push_back({path, std::move(places)});
    }
    return repetitions;
}

Composition composeStack(const FileSource &tree, const pam::LibpamProfile &profile, const pam::EffectiveStack &stack)
{
    Composition composition;
    composition.service = stack.service;
    const OwnMessage own = ownMessageOf(tree, stack.service);
    composition.withoutPam = own.withoutPam;
    composition.rules = rulesOf(tree, profile, stack);
    Composer composer(tree);
    if (!own.withoutPam) {
        for (const MotdRule &rule : composition.rules) {
            if (rule.neverRuns)
                continue;
            composer.show(rule);
            if (rule.arguments.crashes) {
                composition.crash = rule.where;
                break;
            }
        }
    }
    if (!composition.crash)
        showOwn(composer, tree, own);
    composition.parts = composer.take();
    composition.repetitions = repetitionsOf(tree, composition.parts);
    return composition;
}

/// Files of the default places and of the rules.
std::map<std::string, PartKind> filesOf(const FileSource &tree, const std::vector<Composition> &services)
{
    std::vector<std::string> files = defaultFiles();
    std::vector<std::string> directories = defaultDirectories();
    files.emplace_back(dynamicFile);
    for (const Composition &service : services) {
        for (const MotdRule &rule : service.rules) {
            files.insert(files.end(), rule.arguments.files.begin(), rule.arguments.files.end());
            directories.insert(directories.end(), rule.arguments.directories.begin(), rule.arguments.directories.end());
        }
        for (const Part &part : service.parts)
            files.push_back(part.path);
    }
    std::map<std::string, PartKind> found;
    const auto add = [&](const std::string &path, PartKind kind) {
        const FileStatus status = tree.status(path);
        if (status.kind != FileKind::Directory && (status.kind != FileKind::Missing || status.symlink))
            found.try_emplace(path, kindOf(tree, path, kind));
    };
    for (const std::string &directory : directories) {
        for (const std::string &name : tree.list(directory))
            add(directory + '/' + name, PartKind::Directory);
    }
    for (const std::string &file : files)
        add(file, PartKind::Static);
    return found;
}

} // namespace

std::string_view partKindName(PartKind kind)
{
    switch (kind) {
    case PartKind::Static:
        return "static";
    case PartKind::Directory:
        return "directory";
    case PartKind::Dynamic:
        return "dynamic";
    }
    return {};
}

std::string_view partStateName(PartState state)
{
    switch (state) {
    case PartState::Shown:
        return "shown";
    case PartState::MadeAtLogin:
        return "made-at-login";
    case PartState::Missing:
        return "missing";
    case PartState::Empty:
        return "empty";
    case PartState::TooLarge:
        return "too-large";
    case PartState::Private:
        return "private";
    case PartState::NotAFile:
        return "not-a-file";
    case PartState::Unreadable:
        return "unreadable";
    }
    return {};
}

std::string_view showerName(Shower shower)
{
    switch (shower) {
    case Shower::Pam:
        return "pam_motd";
    case Shower::Sshd:
        return "sshd";
    case Shower::Login:
        return "login";
    }
    return {};
}

std::string Composition::bytes() const
{
    std::string all;
    for (const Part &part : parts)
        all += part.bytes;
    return all;
}

Composition compose(const FileSource &tree, const pam::LibpamProfile &profile, std::string_view service)
{
    return composeStack(tree, profile, pam::effectiveStack(tree, profile, service));
}

const Composition *Survey::find(std::string_view service) const
{
    const auto found = std::find_if(services.begin(), services.end(), [service](const Composition &c) { return c.service == service; });
    return found == services.end() ? nullptr : &*found;
}

Survey survey(const FileSource &tree, const pam::LibpamProfile &profile)
{
    Survey result;
    std::set<std::string> included;
    std::vector<std::pair<std::string, Composition>> all; // with the service's file
    for (const pam::ServiceFile &file : pam::listServices(tree, profile)) {
        const pam::EffectiveStack stack = pam::effectiveStack(tree, profile, file.service);
        for (const pam::Frame &frame : stack.frames) {
            if (frame.parent >= 0)
                included.insert(frame.file);
        }
        if (file.service == "other" || file.service.starts_with("common-"))
            continue;
        all.emplace_back(stack.serviceFile, composeStack(tree, profile, stack));
    }
    for (auto &[file, composition] : all) {
        if (!included.contains(file) && composition.concernsMotd())
            result.services.push_back(std::move(composition));
    }
    for (const auto &[path, kind] : filesOf(tree, result.services)) {
        MotdFile file{path, kind, {}, {}};
        const std::string real = linksFollowed(tree, path);
        for (const Composition &service : result.services) {
            for (const Part &part : service.parts) {
                const bool isIt = part.path == path || linksFollowed(tree, part.path) == real;
                if (part.shows() && isIt && (file.services.empty() || file.services.back() != service.service))
                    file.services.push_back(service.service);
                if (std::find(part.hides.begin(), part.hides.end(), path) != part.hides.end())
                    file.hiddenBy = part.path;
            }
        }
        result.files.push_back(std::move(file));
    }
    result.scripts = updateScripts(tree);
    result.updates = profile.atInclude;
    return result;
}

} // namespace pamphlet::motd
