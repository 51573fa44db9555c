// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/compare.h"
#include "core/pam/stack/servicelookup.h"
#include "core/pam/stack/stackset.h"

#include <algorithm>
#include <map>
#include <set>

namespace pamphlet::pam {

namespace {

/// One of the two trees.
struct Side {
    const FileSource &tree;
    const LibpamProfile &profile;
    StackSet stacks;
    std::set<std::string> names; ///< services with a file
    std::map<std::string, std::set<std::string>> readers; ///< file → services that it has a say in
    std::map<std::string, std::set<std::string>> includers; ///< file → services that pull it in by a line

    Side(const FileSource &source, const LibpamProfile &libpam)
        : tree(source)
        , profile(libpam)
        , stacks(source, libpam)
    {
        for (const ServiceFile &file : listServices(source, libpam)) {
            names.insert(file.service);
            readers[file.path];
        }
    }

    std::optional<std::string> bytes(const std::string &path) const
    {
        FileContent content = tree.read(path);
        return content.status.kind == FileKind::Regular ? std::optional(std::move(content.bytes)) : std::nullopt;
    }

    EffectiveStack stack(const std::string &service)
    {
        EffectiveStack stack = stacks.effectiveStack(service);
        for (const Frame &frame : stack.frames) {
            if (frame.failed)
                continue;
            const Frame *root = &frame;
            while (root->parent >= 0)
                root = &stack.frames[static_cast<std::size_t>(root->parent)];
            if (root->via == Via::Other) // libpam reads it for every service; it counts where it decides
                continue;
            readers[frame.file].insert(service);
            if (frame.parent >= 0)
                includers[frame.file].insert(service);
        }
        for (const Facility facility : allFacilities) {
            for (const Entry &entry : stack.chain(facility)) {
                if (entry.fallback)
                    readers[entry.file].insert(service);
            }
        }
        return stack;
    }
};

/// A file that is there to be included: several services do, or its name says so.
bool isShared(const Side &side, const std::string &service)
{
    if (service == "other" || service.starts_with("common-"))
        return service != "other";
    const auto file = findServiceFile(side.tree, side.profile, service);
    const auto by = file ? side.includers.find(*file) : side.includers.end();
    return by != side.includers.end() && by->second.size() > 1;
}

} // namespace

TreeComparison compareTrees(const FileSource &before, const LibpamProfile &profileBefore, const FileSource &after,
                            const LibpamProfile &profileAfter, const ModuleCatalogue &catalogue)
{
    Side old(before, profileBefore), now(after, profileAfter);
    std::set<std::string> names = old.names;
    names.insert(now.names.begin(), now.names.end());

    TreeComparison result;
    for (const std::string &name : names) {
        const EffectiveStack was = old.stack(name), is = now.stack(name);
        ServiceChange change;
        change.service = name;
        change.presence = !old.names.contains(name) ? Presence::Added : !now.names.contains(name) ? Presence::Removed : Presence::Both;
        change.changes = compareStacks({was, before, profileBefore}, {is, after, profileAfter}, catalogue);
        if (!change.changes.empty())
            result.services.push_back(std::move(change));
    }
    std::erase_if(result.services,
                  [&](const ServiceChange &change) { return isShared(old, change.service) || isShared(now, change.service); });

    std::map<std::string, std::set<std::string>> readers = old.readers;
    for (const auto &[file, services] : now.readers)
        readers[file].insert(services.begin(), services.end());
    if (!usesPamD(before, profileBefore) || !usesPamD(after, profileAfter)) // else libpam does not look at it
        readers["/etc/pam.conf"];
    for (const auto &[file, services] : readers) {
        if (old.bytes(file) == now.bytes(file))
            continue;
        ChangedFile changed{file, {}};
        for (const std::string &service : services) {
            if (!isShared(old, service) && !isShared(now, service))
                changed.services.push_back(service);
        }
        for (ServiceChange &change : result.services) {
            if (services.contains(change.service))
                change.files.push_back(file);
        }
        result.files.push_back(std::move(changed));
    }
    return result;
}

} // namespace pamphlet::pam
