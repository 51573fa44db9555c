// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/staging/stagecheck.h"

#include "core/tree/memorytree.h"

namespace pamphlet::helper {

namespace {

bool isSame(const pam::Entry &source, const pam::Entry &staged, const ReplacedModules &replaced)
{
    if (source.kind != staged.kind || source.facility != staged.facility || source.level != staged.level || source.depth != staged.depth
        || source.silent != staged.silent || source.fallback != staged.fallback || source.firstChainOnly != staged.firstChainOnly
        || source.actions != staged.actions)
        return false;
    if (source.kind != pam::EntryKind::Module) // what a marker or a failed include names has changed, and is never called
        return true;
    std::vector<std::string> words{source.module};
    if (const auto found = replaced.find({source.file, source.node}); found != replaced.end())
        words = found->second;
    words.insert(words.end(), source.arguments.begin(), source.arguments.end());
    std::vector<std::string> stagedWords{staged.module};
    stagedWords.insert(stagedWords.end(), staged.arguments.begin(), staged.arguments.end());
    return words == stagedWords;
}

Result<void> compare(const std::vector<pam::Entry> &source, const std::vector<pam::Entry> &staged, const ReplacedModules &replaced)
{
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (i >= staged.size() || !isSame(source[i], staged[i], replaced))
            return fail(ErrorCode::Unsupported, "this line would mean something else in the staged copy",
                        {source[i].file, source[i].line, 0});
    }
    if (source.size() != staged.size())
        return fail(ErrorCode::Unsupported, "the staged copy would have more entries");
    return {};
}

} // namespace

Result<void> checkStage(const pam::EffectiveStack &source, const StagePlan &plan, const ReplacedModules &replaced,
                        const pam::LibpamProfile &profile, const std::string &directory)
{
    MemoryTree tree;
    const std::string conf = directory + "/" + stageConfName;
    tree.addDirectory(conf);
    for (const auto &[name, bytes] : plan.files)
        tree.setFile(directory + "/" + name, bytes);
    pam::LibpamProfile reader = profile;
    reader.directories = {conf};
    const pam::EffectiveStack staged = pam::effectiveStack(tree, reader, source.service);
    if (staged.start != source.start)
        return fail(ErrorCode::Unsupported, "libpam would not start with the staged copy as with its source");
    if (auto same = compare(source.serviceEntries, staged.serviceEntries, replaced); !same)
        return same;
    return compare(source.otherEntries, staged.otherEntries, replaced);
}

} // namespace pamphlet::helper
