// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/spelling.h"

#include "core/yaml/bytecheck.h"
#include "core/yaml/scalartype.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace pamphlet::yaml {

namespace {

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = characterAt(text).length;
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

/// Only characters that may stand between quotes as they are; no tab, whose width nobody knows.
bool isPrintable(std::string_view text)
{
    while (!text.empty()) {
        const Character character = characterAt(text);
        if (character.length == 0 || character.point == '\t' || !isPlainCharacter(character.point))
            return false;
        text.remove_prefix(character.length);
    }
    return true;
}

/// Readable back as the same text without quotes; what type it then has is another question.
bool canBePlain(std::string_view text, bool flow)
{
    if (text.empty() || text.front() == ' ' || text.back() == ' ' || !isPrintable(text))
        return false;
    if (std::string_view(",[]{}#&*!|>'\"%@`").find(text.front()) != std::string_view::npos)
        return false;
    const bool alone = text.size() == 1 || text[1] == ' ';
    if ((text.front() == '-' && alone) || ((text.front() == '?' || text.front() == ':') && (flow || alone)))
        return false;
    if (text.starts_with("---") || text.starts_with("...") || text.find(": ") != std::string_view::npos
        || text.find(" #") != std::string_view::npos || text.back() == ':')
        return false;
    // Some readers stop at a question mark inside brackets.
    if (!flow)
        return true;
    const std::size_t colon = text.find_last_of(':');
    return text.find_first_of(",[]{}?") == std::string_view::npos && (colon == std::string_view::npos || colon + 1 < text.size());
}

std::string singleQuoted(std::string_view text)
{
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'')
            result += '\'';
        result += c;
    }
    return result + '\'';
}

std::string escaped(const Character &character, std::string_view bytes)
{
    const char32_t point = character.point;
    struct Short {
        char32_t point;
        std::string_view text;
    };
    constexpr std::array shorts{Short{'"', "\\\""}, Short{'\\', "\\\\"}, Short{'\n', "\\n"}, Short{'\r', "\\r"}, Short{'\t', "\\t"}};
    const auto *const known = std::find_if(shorts.begin(), shorts.end(), [point](const Short &s) { return s.point == point; });
    if (known != shorts.end())
        return std::string(known->text);
    if (isPlainCharacter(point))
        return std::string(bytes.substr(0, character.length));
    std::array<char, 12> buffer{};
    (void)std::snprintf(buffer.data(), buffer.size(),
                        point < 0x100         ? "\\x%02x"
                            : point < 0x10000 ? "\\u%04x"
                                              : "\\U%08x",
                        static_cast<unsigned>(point));
    return buffer.data();
}

std::string doubleQuoted(std::string_view text)
{
    std::string result = "\"";
    while (!text.empty()) {
        const Character character = characterAt(text);
        result += escaped(character, text);
        text.remove_prefix(character.length);
    }
    return result + '"';
}

} // namespace

bool needsNoQuotes(std::string_view text, bool flow)
{
    return canBePlain(text, flow) && isStringForAll(text);
}

std::optional<std::string> spelled(const ScalarValue &value, const Spelling &spelling)
{
    const std::string &text = value.text();
    if (value.type() != ScalarValue::Type::String) {
        if (value.type() == ScalarValue::Type::Plain && !canBePlain(text, spelling.flow))
            return std::nullopt;
        return text;
    }
    if (!isUtf8(text))
        return std::nullopt;
    if (spelling.preferred == Style::Plain && canBePlain(text, spelling.flow) && (spelling.tagged || isStringForAll(text)))
        return text;
    const bool backslashes = text.find_first_of("\"\\") != std::string::npos;
    if (isPrintable(text) && (spelling.preferred == Style::SingleQuoted || (spelling.preferred == Style::Plain && backslashes)))
        return singleQuoted(text);
    return doubleQuoted(text);
}

namespace {

/// Text of a block scalar, cut into its lines and what its end asks of the header.
struct BlockText {
    std::vector<std::string_view> lines;
    std::size_t breaksBehind = 0;
};

/// nullopt: something in it has no form in a block scalar.
std::optional<BlockText> cut(std::string_view text, bool hasIndicator, bool folded)
{
    BlockText result;
    while (text.ends_with('\n')) {
        text.remove_suffix(1);
        ++result.breaksBehind;
    }
    if (text.empty())
        return std::nullopt;
    bool first = true;
    for (;;) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        const bool blank = !line.empty() && isBlank(line.front());
        if (line.find_first_not_of(" \t") == std::string_view::npos && !line.empty())
            return std::nullopt;
        for (std::string_view rest = line; !rest.empty();) {
            const Character character = characterAt(rest);
            if (character.length == 0 || !isPlainCharacter(character.point))
                return std::nullopt;
            rest.remove_prefix(character.length);
        }
        if (blank && (folded || (first && !hasIndicator)))
            return std::nullopt;
        first = first && line.empty();
        result.lines.push_back(line);
        if (end == std::string_view::npos)
            return result;
        text.remove_prefix(end + 1);
    }
}

} // namespace

std::optional<std::string> spelledBlock(std::string_view bytes, const BlockScalar &old, std::string_view text, std::size_t indentation,
                                        std::string_view lineEnd)
{
    const bool folded = old.style == Style::Folded;
    const std::optional<BlockText> cutText = cut(text, old.indicator > 0, folded);
    if (!cutText)
        return std::nullopt;
    const char chomping = cutText->breaksBehind == 0 ? '-' : cutText->breaksBehind > 1 ? '+' : old.chomping == '-' ? '\0' : old.chomping;
    std::string result(bytes.substr(old.header.begin, old.header.size()));
    if (chomping != old.chomping) {
        result.resize(1);
        if (old.indicator > 0)
            result += static_cast<char>('0' + old.indicator);
        if (chomping != '\0')
            result += chomping;
    }
    result += bytes.substr(old.header.end, endOfLine(bytes, old.header.end) - old.header.end);
    bool textBefore = false;
    for (const std::string_view line : cutText->lines) {
        result += lineEnd;
        if (line.empty())
            continue;
        // Folding takes one of the breaks between two lines.
        if (folded && textBefore)
            result += lineEnd;
        result.append(indentation, ' ') += line;
        textBefore = true;
    }
    for (std::size_t i = 1; i < cutText->breaksBehind; ++i)
        result += lineEnd;
    return result;
}

} // namespace pamphlet::yaml
