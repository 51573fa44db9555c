// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/unifieddiff.h"

#include "core/change/linematch.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace pamphlet::change {

namespace {

/// With their newline, so that a last line without one differs from the same text with one.
std::vector<std::string_view> splitLines(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto newline = text.find('\n');
        const std::size_t length = newline == std::string_view::npos ? text.size() : newline + 1;
        lines.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return lines;
}

/// A run of lines that both files share (`shared`), or that one is replaced by the other.
struct Block {
    bool shared = false;
    std::size_t before = 0, beforeEnd = 0, after = 0, afterEnd = 0;
};

std::vector<Block> blocksOf(const std::vector<std::string_view> &before, const std::vector<std::string_view> &after)
{
    std::unordered_map<std::string_view, int> numbers;
    const auto number = [&numbers](const std::vector<std::string_view> &lines) {
        std::vector<int> result;
        result.reserve(lines.size());
        for (const std::string_view line : lines)
            result.push_back(numbers.try_emplace(line, static_cast<int>(numbers.size())).first->second);
        return result;
    };
    const std::vector<int> beforeNumbers = number(before);
    const std::vector<int> afterNumbers = number(after);

    std::vector<Block> blocks;
    std::size_t oldNext = 0;
    std::size_t newNext = 0;
    const auto addChangeUntil = [&](std::size_t oldEnd, std::size_t newEnd) {
        if (oldNext < oldEnd || newNext < newEnd)
            blocks.push_back({false, oldNext, oldEnd, newNext, newEnd});
    };
    for (const LineMatch &match : matchLines(beforeNumbers, afterNumbers)) {
        addChangeUntil(match.before, match.after);
        if (!blocks.empty() && blocks.back().shared && blocks.back().beforeEnd == match.before && blocks.back().afterEnd == match.after) {
            ++blocks.back().beforeEnd;
            ++blocks.back().afterEnd;
        } else {
            blocks.push_back({true, match.before, match.before + 1, match.after, match.after + 1});
        }
        oldNext = match.before + 1;
        newNext = match.after + 1;
    }
    addChangeUntil(before.size(), after.size());
    return blocks;
}

class HunkBuilder
{
public:
    HunkBuilder(const std::vector<std::string_view> &before, const std::vector<std::string_view> &after)
        : m_before(before)
        , m_after(after)
    { }

    bool open() const { return m_open; }

    void begin(std::size_t before, std::size_t after)
    {
        m_hunks.emplace_back();
        m_open = true;
        m_nextBefore = before;
        m_nextAfter = after;
        m_hunks.back().oldStart = before + 1;
        m_hunks.back().newStart = after + 1;
    }

    void addShared(std::size_t count)
    {
        for (; count > 0; --count) {
            add(DiffLine::Kind::Context, m_before[m_nextBefore], m_nextBefore + 1, m_nextAfter + 1);
            ++m_nextBefore;
            ++m_nextAfter;
        }
    }

    void addChange(const Block &block)
    {
        for (; m_nextBefore < block.beforeEnd; ++m_nextBefore)
            add(DiffLine::Kind::Removed, m_before[m_nextBefore], m_nextBefore + 1, 0);
        for (; m_nextAfter < block.afterEnd; ++m_nextAfter)
            add(DiffLine::Kind::Added, m_after[m_nextAfter], 0, m_nextAfter + 1);
    }

    void end()
    {
        if (!m_open)
            return;
        m_open = false;
        DiffHunk &hunk = m_hunks.back();
        for (const DiffLine &line : hunk.lines) {
            hunk.oldCount += line.kind != DiffLine::Kind::Added ? 1 : 0;
            hunk.newCount += line.kind != DiffLine::Kind::Removed ? 1 : 0;
        }
        // An empty range is named by the line before it (POSIX diff, "Diff Unified Output Format").
        hunk.oldStart -= hunk.oldCount == 0 ? 1 : 0;
        hunk.newStart -= hunk.newCount == 0 ? 1 : 0;
    }

    std::vector<DiffHunk> take() { return std::move(m_hunks); }

private:
    void add(DiffLine::Kind kind, std::string_view text, std::size_t oldLine, std::size_t newLine)
    {
        const bool noNewline = !text.ends_with('\n');
        m_hunks.back().lines.push_back({kind, std::string(text.substr(0, text.size() - (noNewline ? 0 : 1))), noNewline, oldLine, newLine});
    }

    const std::vector<std::string_view> &m_before;
    const std::vector<std::string_view> &m_after;
    std::vector<DiffHunk> m_hunks;
    bool m_open = false;
    std::size_t m_nextBefore = 0;
    std::size_t m_nextAfter = 0;
};

/// As git and GNU diff write a name that patch(1) could misread: quoted, or with a tab that ends it.
std::string headerName(const std::string &name, bool alone = true)
{
    // Two names in one line can only be told apart if neither has a blank outside quotes.
    const bool quote = (!alone && name.find(' ') != std::string::npos)
        || std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f || c == '"' || c == '\\'; });
    if (!quote)
        return name.find(' ') == std::string::npos ? name : name + '\t';
    std::string quoted = "\"";
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f) {
            quoted += '\\';
            for (int shift = 6; shift >= 0; shift -= 3)
                quoted += static_cast<char>('0' + (byte >> shift & 7U));
        } else {
            if (c == '"' || c == '\\')
                quoted += '\\';
            quoted += c;
        }
    }
    return quoted + '"';
}

std::string range(std::size_t start, std::size_t count)
{
    return count == 1 ? std::to_string(start) : std::to_string(start) + ',' + std::to_string(count);
}

} // namespace

std::vector<DiffHunk> diffHunks(std::string_view before, std::string_view after, std::size_t context)
{
    if (before == after)
        return {};
    context = std::min(context, std::numeric_limits<std::size_t>::max() / 4);
    const std::vector<std::string_view> oldLines = splitLines(before);
    const std::vector<std::string_view> newLines = splitLines(after);
    const std::vector<Block> blocks = blocksOf(oldLines, newLines);

    HunkBuilder builder(oldLines, newLines);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Block &block = blocks[i];
        if (!block.shared) {
            if (!builder.open())
                builder.begin(block.before, block.after); // the very first line is changed
            builder.addChange(block);
            continue;
        }
        const std::size_t length = block.beforeEnd - block.before;
        const bool last = i + 1 == blocks.size();
        std::size_t lead = std::min(context, length); // context of the change that follows
        if (builder.open()) {
            if (!last && length <= 2 * context) {
                builder.addShared(length);
                continue;
            }
            builder.addShared(std::min(context, length));
            builder.end();
        }
        if (last)
            break;
        builder.begin(block.beforeEnd - lead, block.afterEnd - lead);
        builder.addShared(lead);
    }
    builder.end();
    return builder.take();
}

std::string unifiedDiff(const std::string &path, const std::optional<std::string> &before, const std::optional<std::string> &after,
                        std::size_t context)
{
    if (before == after)
        return {};
    const std::string name = path.substr(std::min(path.find_first_not_of('/'), path.size()));
    const std::string oldName = headerName("a/" + name);
    const std::string newName = headerName("b/" + name);

    std::string text;
    if (before.value_or("").empty() && after.value_or("").empty()) {
        // An empty file comes or goes: there is no hunk to say so, only git's extended header, which patch(1) takes too.
        const std::string_view mode
            = before ? "deleted file mode 100644\nindex e69de29..0000000\n" : "new file mode 100644\nindex 0000000..e69de29\n";
        return "diff --git " + headerName("a/" + name, false) + ' ' + headerName("b/" + name, false) + '\n' + std::string(mode);
    }
    text += "--- " + (before ? oldName : std::string("/dev/null")) + '\n';
    text += "+++ " + (after ? newName : std::string("/dev/null")) + '\n';
    for (const DiffHunk &hunk : diffHunks(before.value_or(""), after.value_or(""), context)) {
        text += "@@ -" + range(hunk.oldStart, hunk.oldCount) + " +" + range(hunk.newStart, hunk.newCount) + " @@\n";
        for (const DiffLine &line : hunk.lines) {
            text += line.kind == DiffLine::Kind::Context ? ' ' : line.kind == DiffLine::Kind::Removed ? '-' : '+';
            text += line.text;
            text += line.noNewline ? "\n\\ No newline at end of file\n" : "\n";
        }
    }
    return text;
}

} // namespace pamphlet::change
