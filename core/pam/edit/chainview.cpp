// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/edit/chainview.h"

#include "core/pam/dispatch/landing.h"

#include <algorithm>
#include <filesystem>

namespace pamphlet::pam {

namespace {

constexpr int maxLinks = 40; // as the kernel's bound on a chain of links

std::string withoutDots(const std::string &path)
{
    return std::filesystem::path(path).lexically_normal().string();
}

std::size_t numbered(const NodeNumbering *numbering, const std::string &file, std::size_t node)
{
    if (!numbering || numbering->file != file)
        return node;
    return node < numbering->before.size() ? numbering->before[node] : newNode;
}

bool isDirective(const Node &node)
{
    return node.kind == NodeKind::Rule
        && (node.rule.kind == RuleKind::Include || node.rule.kind == RuleKind::Substack || node.rule.kind == RuleKind::AtInclude);
}

/// The node of the line that pulled a frame in. Several lines may share a number only where a line is cut at its 1023rd byte.
std::size_t directiveNode(const EffectiveStack &stack, const Frame &frame)
{
    const auto document = stack.documents.find(frame.directiveFile);
    if (document == stack.documents.end())
        return 0;
    const std::vector<Node> &nodes = document->second.nodes();
    const std::size_t first = document->second.ruleAtLine(frame.directiveLine).value_or(nodes.size());
    for (std::size_t i = first; i < nodes.size() && nodes[i].line <= frame.directiveLine; ++i) {
        if (isDirective(nodes[i]) && nodes[i].ruleLine == frame.directiveLine && nodes[i].rule.target
            && nodes[i].rule.target->text == frame.target)
            return i;
    }
    return std::min(first, nodes.size() - 1);
}

} // namespace

int Identities::intern(int parent, const std::string &file, std::size_t node, int tag)
{
    const auto [known, isNew] = m_known.try_emplace({parent, file, node, tag}, static_cast<int>(m_steps.size()));
    if (isNew)
        m_steps.push_back({parent, file, node});
    return known->second;
}

bool Identities::comesFrom(int identity, const std::string &file, std::size_t node) const
{
    for (int step = identity; step >= 0; step = m_steps[static_cast<std::size_t>(step)].parent) {
        if (m_steps[static_cast<std::size_t>(step)].node == node && m_steps[static_cast<std::size_t>(step)].file == file)
            return true;
    }
    return false;
}

std::string Identities::canonical(const std::string &path)
{
    if (const auto known = m_canonical.find(path); known != m_canonical.end())
        return known->second;
    std::string target = path;
    for (int links = 0; links < maxLinks; ++links) {
        const FileStatus status = m_tree->status(target);
        if (!status.symlink || status.linkTarget.empty())
            break;
        const bool absolute = status.linkTarget.starts_with('/');
        target = withoutDots(absolute ? status.linkTarget : target.substr(0, target.rfind('/') + 1) + status.linkTarget);
    }
    m_canonical.emplace(path, target);
    return target;
}

std::vector<std::string> Identities::pathsOf(const std::string &canonicalPath) const
{
    std::vector<std::string> paths;
    for (const auto &[path, target] : m_canonical) {
        if (target == canonicalPath)
            paths.push_back(path);
    }
    return paths;
}

ServiceView Identities::viewOf(const NamedService &service, const EffectiveStack &stack, const NodeNumbering *numbering)
{
    // Tags tell what one line brings in several times apart: frames from entries, kinds of entries, and repetitions.
    constexpr int frameTag = 0;
    constexpr int kindTag = 1;
    constexpr int tagsPerRound = 8;

    ServiceView view;
    view.service = service.name;
    view.asked = service.asked;
    view.start = stack.start;
    for (const auto &[path, document] : stack.documents)
        view.files.insert(canonical(path));
    if (!stack.serviceFile.empty())
        view.serviceFile = canonical(stack.serviceFile);

    std::vector<int> frames; // identity by frame; a root is a step without a file
    for (std::size_t i = 0; i < stack.frames.size(); ++i) {
        const Frame &frame = stack.frames[i];
        if (frame.parent < 0) {
            frames.push_back(intern(-1, {}, frame.via == Via::Other ? 1 : 0, frameTag));
            continue;
        }
        const std::string file = canonical(frame.directiveFile);
        const std::size_t node = numbered(numbering, file, directiveNode(stack, frame));
        frames.push_back(intern(frames[static_cast<std::size_t>(frame.parent)], file, node, frameTag));
    }

    std::set<int> used;
    const auto entryOf = [&](const Entry &entry) {
        std::string file = canonical(entry.file);
        const std::size_t node = numbered(numbering, file, entry.node);
        ChainEntry result{0, entry.kind, entry.level, entry.actions, std::move(file), node, entry.line};
        int tag = kindTag + static_cast<int>(entry.kind);
        do {
            result.identity = intern(frames[static_cast<std::size_t>(entry.frame)], result.file, result.node, tag);
            tag += tagsPerRound;
        } while (!used.insert(result.identity).second);
        return result;
    };
    for (const Facility facility : allFacilities) {
        ChainView chain;
        chain.facility = facility;
        const auto isOurs = [facility](const Entry &entry) { return entry.facility == facility; };
        chain.fallback = std::none_of(stack.serviceEntries.begin(), stack.serviceEntries.end(), isOurs);
        const bool hasFrozen = facility == Facility::Auth || facility == Facility::Session;
        ChainEntries frozen;
        for (const Entry &entry : chain.fallback ? stack.otherEntries : stack.serviceEntries) {
            if (!isOurs(entry))
                continue;
            chain.entries.push_back(entryOf(entry));
            if (hasFrozen && !entry.firstChainOnly)
                frozen.push_back(chain.entries.back());
        }
        if (hasFrozen && frozen.size() != chain.entries.size())
            chain.frozen = std::move(frozen);
        view.chains.push_back(std::move(chain));
    }
    return view;
}

std::vector<std::size_t> landings(const ChainEntries &chain, std::size_t from)
{
    std::vector<std::size_t> result{from + 1};
    for (;;) {
        const std::size_t next = behindNextCounted(chain, result.back(), chain[from].level);
        if (next == result.back())
            break;
        result.push_back(next);
    }
    return result;
}

} // namespace pamphlet::pam
