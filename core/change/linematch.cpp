// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/linematch.h"

#include <dtl/dtl.hpp>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace pamphlet::change {

namespace {

/**
 * dtl gives up on the shortest script at dtl::MAX_CORDINATES_SIZE points and goes on from where it stood with an unsigned length
 * difference that may wrap. It records at most (M+1)(N+1) points, so it is given only what stays below, with room to spare.
 */
constexpr std::size_t maxPoints = 1'900'000;
static_assert(maxPoints < dtl::MAX_CORDINATES_SIZE);
/// Splits of splits: each costs one pass over its part.
constexpr int maxDepth = 32;

struct Part {
    std::size_t before, beforeEnd, after, afterEnd;
    int depth;
};

class Matcher
{
public:
    Matcher(const std::vector<int> &before, const std::vector<int> &after)
        : m_before(before)
        , m_after(after)
    { }

    std::vector<LineMatch> run()
    {
        m_todo.push_back({0, m_before.size(), 0, m_after.size(), 0});
        while (!m_todo.empty()) {
            const Part part = m_todo.back();
            m_todo.pop_back();
            match(part);
        }
        std::sort(m_matches.begin(), m_matches.end(), [](const LineMatch &a, const LineMatch &b) { return a.before < b.before; });
        return std::move(m_matches);
    }

private:
    void match(Part part)
    {
        while (part.before < part.beforeEnd && part.after < part.afterEnd && m_before[part.before] == m_after[part.after])
            m_matches.push_back({part.before++, part.after++});
        while (part.before < part.beforeEnd && part.after < part.afterEnd && m_before[part.beforeEnd - 1] == m_after[part.afterEnd - 1])
            m_matches.push_back({--part.beforeEnd, --part.afterEnd});
        if (part.before == part.beforeEnd || part.after == part.afterEnd)
            return;

        // A line that the other side does not have is in no common subsequence: leaving it out loses nothing.
        const std::vector<std::size_t> before = shared(m_before, part.before, part.beforeEnd, m_after, part.after, part.afterEnd);
        const std::vector<std::size_t> after = shared(m_after, part.after, part.afterEnd, m_before, part.before, part.beforeEnd);
        if (before.empty() || after.empty())
            return;
        if ((before.size() + 1) <= maxPoints / (after.size() + 1))
            matchShortest(before, after);
        else if (part.depth < maxDepth)
            split(part, before, after);
    }

    static std::vector<std::size_t> shared(const std::vector<int> &lines, std::size_t from, std::size_t to, const std::vector<int> &others,
                                           std::size_t othersFrom, std::size_t othersTo)
    {
        const std::unordered_set<int> known(others.begin() + static_cast<std::ptrdiff_t>(othersFrom),
                                            others.begin() + static_cast<std::ptrdiff_t>(othersTo));
        std::vector<std::size_t> result;
        for (std::size_t i = from; i < to; ++i) {
            if (known.contains(lines[i]))
                result.push_back(i);
        }
        return result;
    }

    void matchShortest(const std::vector<std::size_t> &before, const std::vector<std::size_t> &after)
    {
        const auto pick = [](const std::vector<int> &lines, const std::vector<std::size_t> &indices) {
            std::vector<int> picked;
            picked.reserve(indices.size());
            for (const std::size_t index : indices)
                picked.push_back(lines[index]);
            return picked;
        };
        dtl::Diff<int> diff(pick(m_before, before), pick(m_after, after));
        diff.compose();
        for (const auto &[line, info] : diff.getSes().getSequence()) {
            if (info.type == dtl::SES_COMMON)
                m_matches.push_back(
                    {before[static_cast<std::size_t>(info.beforeIdx) - 1], after[static_cast<std::size_t>(info.afterIdx) - 1]});
        }
    }

    /// Patience diff: the longest rising run of lines that are unique on both sides divides the part.
    void split(const Part &part, const std::vector<std::size_t> &before, const std::vector<std::size_t> &after)
    {
        struct Seen {
            std::size_t countBefore = 0, countAfter = 0, after = 0;
        };
        std::unordered_map<int, Seen> seen;
        for (const std::size_t index : before)
            ++seen[m_before[index]].countBefore;
        for (const std::size_t index : after) {
            Seen &line = seen[m_after[index]];
            ++line.countAfter;
            line.after = index;
        }
        std::vector<LineMatch> unique;
        for (const std::size_t index : before) {
            const Seen &line = seen[m_before[index]];
            if (line.countBefore == 1 && line.countAfter == 1)
                unique.push_back({index, line.after});
        }
        if (unique.empty())
            return;
        Part rest = part;
        ++rest.depth;
        for (const LineMatch &anchor : longestRising(unique)) {
            m_todo.push_back({rest.before, anchor.before, rest.after, anchor.after, rest.depth});
            m_matches.push_back(anchor);
            rest.before = anchor.before + 1;
            rest.after = anchor.after + 1;
        }
        m_todo.push_back(rest);
    }

    /// Sorted by `before`; picks the longest subsequence whose `after` rises too (patience sorting).
    static std::vector<LineMatch> longestRising(const std::vector<LineMatch> &matches)
    {
        constexpr auto none = static_cast<std::size_t>(-1);
        std::vector<std::size_t> piles;
        std::vector<std::size_t> previous(matches.size(), none);
        for (std::size_t i = 0; i < matches.size(); ++i) {
            const auto pile = std::lower_bound(piles.begin(), piles.end(), matches[i].after,
                                               [&](std::size_t top, std::size_t value) { return matches[top].after < value; });
            if (pile != piles.begin())
                previous[i] = *(pile - 1);
            if (pile == piles.end())
                piles.push_back(i);
            else
                *pile = i;
        }
        std::vector<LineMatch> result;
        for (std::size_t i = piles.empty() ? none : piles.back(); i != none; i = previous[i])
            result.push_back(matches[i]);
        std::reverse(result.begin(), result.end());
        return result;
    }

    const std::vector<int> &m_before;
    const std::vector<int> &m_after;
    std::vector<Part> m_todo;
    std::vector<LineMatch> m_matches;
};

} // namespace

std::vector<LineMatch> matchLines(const std::vector<int> &before, const std::vector<int> &after)
{
    return Matcher(before, after).run();
}

} // namespace pamphlet::change
