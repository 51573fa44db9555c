// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/tokenpatch.h"

#include <algorithm>
#include <utility>

namespace pamphlet::pam {

namespace {

/// Rows times columns up to which the best match is worth its memory.
constexpr std::size_t matchLimit = 1u << 20;

struct Patch {
    Span span;
    std::string bytes;
};

bool hasNewline(std::string_view bytes)
{
    return bytes.find('\n') != std::string_view::npos;
}

/// What goes with a token: blanks on one side of it, but no line break while something follows on its line.
Span removalOf(const Document &document, const std::vector<const Token *> &tokens, std::size_t index)
{
    const Span own = tokens[index]->span;
    const std::string_view gapBefore = index == 0 ? std::string_view() : document.bytes({tokens[index - 1]->span.end, own.begin});
    if (index > 0 && !hasNewline(gapBefore))
        return {tokens[index - 1]->span.end, own.end};
    if (index + 1 < tokens.size() && !hasNewline(document.bytes({own.end, tokens[index + 1]->span.begin})))
        return {own.begin, tokens[index + 1]->span.begin};
    if (gapBefore.find('#') != std::string_view::npos)
        return own;
    return {index == 0 ? own.begin : tokens[index - 1]->span.end, own.end};
}

Result<std::string> applied(const std::string &text, const std::vector<Patch> &patches)
{
    std::string result;
    std::size_t position = 0;
    for (const Patch &patch : patches) {
        if (patch.span.begin < position)
            return fail(ErrorCode::EditRefused, "changes of one line overlap");
        result.append(text, position, patch.span.begin - position).append(patch.bytes);
        position = patch.span.end;
    }
    return result.append(text, position);
}

} // namespace

Result<std::string> patchTokens(const Document &document, const std::vector<const Token *> &old, const std::vector<WantedToken> &wanted)
{
    std::vector<Patch> patches;
    const auto removeUpTo = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i)
            patches.push_back({removalOf(document, old, i), {}});
    };
    const auto touches = [&old](std::size_t index) { // no blank between this token and the next
        return index + 1 < old.size() && old[index]->span.end == old[index + 1]->span.begin;
    };

    std::size_t next = 0; // the first old token that nothing was said about yet
    for (const WantedToken &token : wanted) {
        if (!token.old) {
            const std::size_t at = next == 0 ? old.front()->span.begin : old[next - 1]->span.end;
            const bool blankBehind = next == 0 || touches(next - 1);
            patches.push_back({{at, at}, (next == 0 ? "" : " ") + token.spelled + (blankBehind ? " " : "")});
            continue;
        }
        removeUpTo(next, *token.old);
        next = *token.old + 1;
        if (!token.keep)
            patches.push_back({old[*token.old]->span, token.spelled + (touches(*token.old) && !token.spelled.ends_with(']') ? " " : "")});
    }
    removeUpTo(next, old.size());

    for (const Patch &patch : patches) {
        // A comment between the lines of a continuation is the sysadmin's, even in the middle of a token.
        if (const std::size_t comment = document.bytes(patch.span).find('#'); comment != std::string_view::npos)
            return fail(ErrorCode::EditRefused, "a comment stands inside what would change", document.place(patch.span.begin + comment));
    }
    return applied(document.text(), patches);
}

std::vector<std::optional<std::size_t>> matchTexts(const std::vector<std::string> &old, const std::vector<std::string> &wanted)
{
    std::size_t prefix = 0;
    while (prefix < old.size() && prefix < wanted.size() && old[prefix] == wanted[prefix])
        ++prefix;
    std::size_t suffix = 0;
    while (prefix + suffix < old.size() && prefix + suffix < wanted.size()
           && old[old.size() - 1 - suffix] == wanted[wanted.size() - 1 - suffix])
        ++suffix;

    const std::size_t rows = old.size() - prefix - suffix;
    const std::size_t columns = wanted.size() - prefix - suffix;
    std::vector<std::pair<std::size_t, std::size_t>> same; // pairs of equal texts in the middle, ascending
    if ((rows + 1) * (columns + 1) <= matchLimit) {
        const std::size_t width = columns + 1;
        std::vector<std::uint32_t> length((rows + 1) * width, 0); // of the longest common subsequence of the rests
        for (std::size_t r = rows; r-- > 0;) {
            for (std::size_t c = columns; c-- > 0;) {
                length[r * width + c] = old[prefix + r] == wanted[prefix + c]
                    ? length[(r + 1) * width + c + 1] + 1
                    : std::max(length[(r + 1) * width + c], length[r * width + c + 1]);
            }
        }
        for (std::size_t r = 0, c = 0; r < rows && c < columns;) {
            if (old[prefix + r] == wanted[prefix + c])
                same.emplace_back(prefix + r++, prefix + c++);
            else if (length[(r + 1) * width + c] >= length[r * width + c + 1])
                ++r;
            else
                ++c;
        }
    }

    std::vector<std::optional<std::size_t>> result(wanted.size());
    for (std::size_t i = 0; i < prefix; ++i)
        result[i] = i;
    same.emplace_back(old.size() - suffix, wanted.size() - suffix);
    std::size_t oldNext = prefix;
    std::size_t wantedNext = prefix;
    for (const auto &[oldSame, wantedSame] : same) {
        while (wantedNext < wantedSame && oldNext < oldSame)
            result[wantedNext++] = oldNext++;
        wantedNext = wantedSame + 1;
        oldNext = oldSame + 1;
        if (wantedSame < wanted.size())
            result[wantedSame] = oldSame;
    }
    for (std::size_t i = 0; i < suffix; ++i)
        result[wanted.size() - suffix + i] = old.size() - suffix + i;
    return result;
}

} // namespace pamphlet::pam
