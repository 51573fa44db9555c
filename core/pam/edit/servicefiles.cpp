// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/edit/servicefiles.h"

#include "core/pam/edit/servicenames.h"
#include "core/pam/stack/servicelookup.h"
#include "core/tree/overlaytree.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace pamphlet::pam {

namespace {

constexpr const char *etcPamD = "/etc/pam.d/";

std::string pathOf(const std::string &name)
{
    return etcPamD + name;
}

OverlayTree overlaid(const FileSource &tree, const std::vector<FileEdit> &files)
{
    OverlayTree::Changes changes;
    for (const FileEdit &edit : files)
        changes[edit.file] = edit.after;
    return OverlayTree(std::shared_ptr<const FileSource>(std::shared_ptr<void>(), &tree), std::move(changes));
}

/// Who reads which file, directly or through others.
std::map<std::string, std::vector<std::string>> readersOf(const FileSource &tree, const LibpamProfile &profile)
{
    std::map<std::string, std::set<std::string>> readers;
    for (const NamedService &service : servicesOf(tree, profile)) {
        const EffectiveStack stack = effectiveStack(tree, profile, service.asked);
        for (const auto &[path, document] : stack.documents)
            readers[path].insert(service.name);
    }
    std::map<std::string, std::vector<std::string>> sorted;
    for (const auto &[path, names] : readers)
        sorted[path] = {names.begin(), names.end()};
    return sorted;
}

/// An include line that names a file.
struct IncludeLine {
    std::string file;
    std::size_t node = 0;
    std::size_t line = 0;
};

std::vector<IncludeLine> includesOf(const FileSource &tree, const LibpamProfile &profile, const std::string &path)
{
    std::set<std::string> directories(profile.directories.begin(), profile.directories.end());
    directories.insert("/etc/pam.d");
    std::vector<IncludeLine> found;
    const auto leadsThere = [&](const std::string &target) {
        if (target.starts_with('/'))
            return target == path;
        return profile.etcInclude ? pathOf(target) == path : findServiceFile(tree, profile, target) == path;
    };
    for (const std::string &directory : directories) {
        for (const std::string &name : tree.list(directory)) {
            const std::string file = directory + '/' + name;
            FileContent content = tree.read(file);
            if (content.status.kind != FileKind::Regular || file == path)
                continue;
            const Document document = Document::parse(std::move(content.bytes), profile);
            for (std::size_t i = 0; i < document.nodes().size(); ++i) {
                const Node &node = document.nodes()[i];
                const bool includes = node.kind == NodeKind::Rule && node.rule.kind != RuleKind::Module
                    && node.rule.kind != RuleKind::MustFail && node.rule.target;
                if (includes && leadsThere(node.rule.target->text))
                    found.push_back({file, i, node.ruleLine});
            }
        }
    }
    return found;
}

Result<void> checkName(const std::string &name)
{
    if (!isServiceName(name))
        return fail(ErrorCode::InvalidArgument, "not a name of a service: lower-case letters, digits and ._-+@");
    return {};
}

/// The file in a vendor directory that is used where /etc has none.
std::optional<std::string> vendorFile(const FileSource &tree, const LibpamProfile &profile, const std::string &name)
{
    for (const std::string &directory : profile.directories) {
        const std::string path = directory + '/' + name;
        if (!path.starts_with("/etc/") && tree.status(path).kind == FileKind::Regular)
            return path;
    }
    return std::nullopt;
}

/// What a program gets that asks for a name whose file in /etc is no more.
ServiceWarning withoutFile(const FileSource &tree, const LibpamProfile &profile, const std::string &name)
{
    if (const std::optional<std::string> vendor = vendorFile(tree, profile, name))
        return {ServiceWarningKind::VendorTakesOver, {*vendor, 0, 0}, {name}};
    const std::optional<std::string> other = name == "other" ? std::nullopt : findServiceFile(tree, profile, "other");
    if (other)
        return {ServiceWarningKind::UsesOther, {*other, 0, 0}, {name}};
    return {ServiceWarningKind::RefusesAll, {pathOf(name), 0, 0}, {name}};
}

Result<std::string> existing(const FileSource &tree, const std::string &name)
{
    FileContent file = tree.read(pathOf(name));
    if (file.status.kind == FileKind::Missing)
        return fail(ErrorCode::NotFound, "no such service file", {pathOf(name), 0, 0});
    if (file.status.symlink)
        return fail(ErrorCode::Unsafe, "the file is a symbolic link", {pathOf(name), 0, 0});
    if (file.status.kind != FileKind::Regular)
        return fail(ErrorCode::Unreadable, file.status.detail, {pathOf(name), 0, 0});
    return std::move(file.bytes);
}

Result<void> checkFree(const FileSource &tree, const std::string &name)
{
    const FileStatus status = tree.status(pathOf(name));
    if (status.kind != FileKind::Missing || status.symlink)
        return fail(ErrorCode::Conflict, "there is a file of this name", {pathOf(name), 0, 0});
    return {};
}

Result<std::string> templateText(const FileSource &tree, const LibpamProfile &profile, const NewService &service)
{
    switch (service.kind) {
    case ServiceTemplate::Blank:
        return "# PAM configuration of the service " + service.name + "\n";
    case ServiceTemplate::Copy: {
        const std::optional<std::string> path = findServiceFile(tree, profile, normalizedServiceName(service.copyOf));
        if (!path)
            return fail(ErrorCode::NotFound, "no such service file", {pathOf(service.copyOf), 0, 0});
        FileContent file = tree.read(*path);
        if (file.status.kind != FileKind::Regular)
            return fail(ErrorCode::Unreadable, file.status.detail, {*path, 0, 0});
        return std::move(file.bytes);
    }
    case ServiceTemplate::FollowSystem: {
        MimicRequest request = service.mimic;
        request.name = service.name;
        Result<Stub> stub = mimic(tree, profile, request);
        if (!stub)
            return fail(stub.error());
        return std::move(stub->text);
    }
    }
    return fail(ErrorCode::InvalidArgument, "no such template");
}

} // namespace

std::string_view serviceWarningName(ServiceWarningKind kind)
{
    constexpr std::array<std::string_view, 7> names{"uses-other",     "refuses-all",          "vendor-takes-over",     "hides-vendor",
                                                    "still-included", "include-not-writable", "include-not-rewritable"};
    return names.at(static_cast<std::size_t>(kind));
}

Result<ServiceFilePlan> planNewService(const FileSource &tree, const LibpamProfile &profile, const NewService &service)
{
    if (const Result<void> named = checkName(service.name); !named)
        return fail(named.error());
    if (const Result<void> isFree = checkFree(tree, service.name); !isFree)
        return fail(isFree.error());
    Result<std::string> text = templateText(tree, profile, service);
    if (!text)
        return fail(text.error());
    ServiceFilePlan change;
    change.files.push_back({pathOf(service.name), std::nullopt, *std::move(text)});
    if (const std::optional<std::string> vendor = vendorFile(tree, profile, service.name))
        change.warnings.push_back({ServiceWarningKind::HidesVendor, {*vendor, 0, 0}, {service.name}});
    if (service.kind == ServiceTemplate::Blank) {
        const std::optional<std::string> other = findServiceFile(tree, profile, "other");
        change.warnings.push_back({other ? ServiceWarningKind::UsesOther : ServiceWarningKind::RefusesAll,
                                   {other.value_or(pathOf(service.name)), 0, 0},
                                   {service.name}});
    }
    return change;
}

Result<ServiceFilePlan> planDeleteService(const FileSource &tree, const LibpamProfile &profile, const std::string &name)
{
    if (const Result<void> named = checkName(name); !named)
        return fail(named.error());
    Result<std::string> bytes = existing(tree, name);
    if (!bytes)
        return fail(bytes.error());
    ServiceFilePlan change;
    change.files.push_back({pathOf(name), *std::move(bytes), std::nullopt});
    const OverlayTree after = overlaid(tree, change.files);
    change.warnings.push_back(withoutFile(after, profile, name));
    const auto readers = readersOf(tree, profile);
    for (const IncludeLine &line : includesOf(tree, profile, pathOf(name))) {
        const auto services = readers.find(line.file);
        change.warnings.push_back({ServiceWarningKind::StillIncluded,
                                   {line.file, line.line, 0},
                                   services == readers.end() ? std::vector<std::string>{} : services->second});
    }
    return change;
}

Result<ServiceFilePlan> planRenameService(const FileSource &tree, const LibpamProfile &profile, const std::string &from,
                                          const std::string &to, bool followIncludes)
{
    Result<ServiceFilePlan> change = planDeleteService(tree, profile, from);
    if (!change)
        return change;
    if (const Result<void> named = checkName(to); !named)
        return fail(named.error());
    if (const Result<void> isFree = checkFree(tree, to); !isFree)
        return fail(isFree.error());
    change->files.push_back({pathOf(to), std::nullopt, change->files.front().before});
    if (const std::optional<std::string> vendor = vendorFile(tree, profile, to))
        change->warnings.push_back({ServiceWarningKind::HidesVendor, {*vendor, 0, 0}, {to}});
    if (!followIncludes)
        return change;

    std::map<std::string, std::string> texts;
    for (const IncludeLine &line : includesOf(tree, profile, pathOf(from))) {
        const auto known = std::find_if(change->warnings.begin(), change->warnings.end(), [&line](const ServiceWarning &warning) {
            return warning.kind == ServiceWarningKind::StillIncluded && warning.where == Place{line.file, line.line, 0};
        });
        if (!line.file.starts_with(etcPamD)) {
            known->kind = ServiceWarningKind::IncludeNotWritable;
            continue;
        }
        const auto text = texts.try_emplace(line.file, tree.read(line.file).bytes).first;
        const Document document = Document::parse(text->second, profile);
        RuleFields fields = fieldsOf(document.nodes()[line.node]);
        fields.target = fields.target.starts_with('/') ? pathOf(to) : to;
        Result<std::string> bytes = replaceRule(document, line.node, fields);
        if (!bytes) {
            known->kind = ServiceWarningKind::IncludeNotRewritable;
            continue;
        }
        text->second = *std::move(bytes);
        change->warnings.erase(known);
    }
    for (auto &[file, text] : texts) {
        std::string before = tree.read(file).bytes;
        if (before != text)
            change->files.push_back({file, std::move(before), std::move(text)});
    }
    return change;
}

} // namespace pamphlet::pam
