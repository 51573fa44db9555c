// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/roff.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace pamphlet::pam {

namespace {

struct Special {
    std::string_view name;
    std::string_view text;
};
// groff_char(7): those that pages of PAM modules use.
constexpr std::array<Special, 22> specials{{
    {"aq", "'"},      {"oq", "\u2018"}, {"cq", "\u2019"}, {"lq", "\u201c"}, {"rq", "\u201d"}, {"dq", "\""},
    {"em", "\u2014"}, {"en", "\u2013"}, {"hy", "-"},      {"bu", "\u2022"}, {"co", "\u00a9"}, {"rg", "\u00ae"},
    {"ti", "~"},      {"ha", "^"},      {"at", "@"},      {"rs", "\\"},     {"ga", "`"},      {"mi", "-"},
    {"Aq", "'"},      {"lt", "<"},      {"gt", ">"},      {"<=", "\u2264"},
}};

std::string_view specialText(std::string_view name)
{
    const auto found = std::find_if(specials.begin(), specials.end(), [name](const Special &special) { return special.name == name; });
    return found == specials.end() ? std::string_view() : found->text;
}

void appendUtf8(std::string &text, std::uint32_t c)
{
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff)
        return;
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xc0 | c >> 6);
        text += static_cast<char>(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        text += static_cast<char>(0xe0 | c >> 12);
        text += static_cast<char>(0x80 | (c >> 6 & 0x3f));
        text += static_cast<char>(0x80 | (c & 0x3f));
    } else {
        text += static_cast<char>(0xf0 | c >> 18);
        text += static_cast<char>(0x80 | (c >> 12 & 0x3f));
        text += static_cast<char>(0x80 | (c >> 6 & 0x3f));
        text += static_cast<char>(0x80 | (c & 0x3f));
    }
}

/// "u2019" of \[u2019]
std::optional<std::uint32_t> codePoint(std::string_view name)
{
    if (name.size() < 5 || name.size() > 7 || name.front() != 'u')
        return std::nullopt;
    std::uint32_t c = 0;
    for (const char digit : name.substr(1)) {
        const bool decimal = digit >= '0' && digit <= '9';
        if (!decimal && (digit < 'A' || digit > 'F'))
            return std::nullopt;
        c = c << 4 | static_cast<std::uint32_t>(decimal ? digit - '0' : digit - 'A' + 10);
    }
    return c;
}

/// Reads the escapes of groff(7), one after the other.
class EscapeReader
{
public:
    explicit EscapeReader(std::string_view text)
        : m_text(text)
    { }

    std::string plain()
    {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == '\\')
                escape();
            else
                add(c);
        }
        return std::move(m_plain);
    }

private:
    void escape()
    {
        if (m_at == m_text.size())
            return;
        const char c = m_text[m_at++];
        switch (c) {
        case '"': // a comment
        case '#':
            m_at = m_text.size();
            return;
        case 'e':
        case '\\':
            m_plain += '\\';
            return;
        case '-':
        case '\'':
        case '`':
        case '.':
            m_plain += c;
            return;
        case ' ':
        case '~':
        case '0':
        case 't':
            m_plain += ' ';
            return;
        case '(':
            special(take(2));
            return;
        case '[':
            special(takeUntil(']'));
            return;
        case '*': // strings: those that pod2man and docbook define are named after what they show
            string(name());
            return;
        case 'f':
        case 'n':
        case 'g':
        case 'k':
        case 'm':
        case 'M':
        case 'F':
            (void)name();
            return;
        case 's':
            size();
            return;
        case 'h':
        case 'v':
        case 'w':
        case 'l':
        case 'L':
        case 'D':
        case 'b':
        case 'o':
        case 'x':
        case 'X':
        case 'Z':
        case 'N':
        case 'C':
        case 'R':
        case 'A':
        case 'B':
        case 'H':
        case 'S':
            quoted();
            return;
        default: // \& \% \/ \, \c \d \u \| \^ \{ \} \: and what is not known: shows nothing
            return;
        }
    }

    /// After \f, \n …: x, (xx or [xxx]; a sign may stand before.
    std::string_view name()
    {
        if (m_at < m_text.size() && (m_text[m_at] == '+' || m_text[m_at] == '-'))
            ++m_at;
        if (m_at == m_text.size())
            return {};
        const char c = m_text[m_at];
        if (c == '(') {
            ++m_at;
            return take(2);
        }
        if (c == '[') {
            ++m_at;
            return takeUntil(']');
        }
        return take(1);
    }

    void size()
    {
        if (m_at < m_text.size() && (m_text[m_at] == '+' || m_text[m_at] == '-'))
            ++m_at;
        if (m_at < m_text.size() && (m_text[m_at] == '(' || m_text[m_at] == '['))
            (void)name();
        else
            (void)take(1);
    }

    void quoted()
    {
        if (m_at == m_text.size())
            return;
        const char quote = m_text[m_at++];
        (void)takeUntil(quote);
    }

    void special(std::string_view name)
    {
        if (const std::optional<std::uint32_t> c = codePoint(name))
            appendUtf8(m_plain, *c);
        else
            m_plain += specialText(name);
    }

    void string(std::string_view name)
    {
        if (name == "L\"" || name == "R\"")
            m_plain += '"';
        else if (name == "Aq" || name == "Q" || name == "U")
            m_plain += name == "Aq" ? "'" : "\"";
        else if (name == "--")
            m_plain += "\u2014";
        else
            m_plain += specialText(name);
    }

    std::string_view take(std::size_t count)
    {
        const std::string_view taken = m_text.substr(m_at, count);
        m_at += taken.size();
        return taken;
    }

    std::string_view takeUntil(char end)
    {
        const std::size_t stop = m_text.find(end, m_at);
        const std::string_view taken = m_text.substr(m_at, stop == std::string_view::npos ? std::string_view::npos : stop - m_at);
        m_at = stop == std::string_view::npos ? m_text.size() : stop + 1;
        return taken;
    }

    void add(char c) { m_plain += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c; }

    std::string_view m_text;
    std::string m_plain;
    std::size_t m_at = 0;
};

/// The arguments of a macro: words, or words in double quotes in which two quotes are one.
std::vector<std::string> macroArguments(std::string_view text)
{
    std::vector<std::string> arguments;
    std::size_t at = 0;
    while (true) {
        at = text.find_first_not_of(" \t", at);
        if (at == std::string_view::npos || text.substr(at).starts_with("\\\"")) // a comment
            return arguments;
        std::string argument;
        if (text[at] == '"') {
            for (++at; at < text.size(); ++at) {
                if (text[at] == '"' && (at + 1 == text.size() || text[at + 1] != '"'))
                    break;
                if (text[at] == '"')
                    ++at;
                argument += text[at];
            }
            if (at < text.size())
                ++at;
        } else {
            for (; at < text.size() && text[at] != ' ' && text[at] != '\t'; ++at) {
                argument += text[at];
                if (text[at] == '\\' && at + 1 < text.size())
                    argument += text[++at];
            }
        }
        arguments.push_back(std::move(argument));
    }
}

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// mdoc(7): words that only say how the next ones look, or what they are.
bool isMdocWord(std::string_view word)
{
    return isOneOf(word, {"Ad", "An", "Ar", "Aq", "Bq", "Brq", "Cd", "Cm", "Dq", "Dv", "Em", "Er", "Ev", "Fa", "Fl", "Fn", "Ic", "Li",
                          "Lk", "Ms", "Mt", "Nm", "No", "Ns",  "Op", "Pa", "Pf", "Pq", "Ql", "Qq", "Sq", "Sx", "Sy", "Tn", "Va", "Vt",
                          "Xr", "Xo", "Xc", "Oo", "Oc", "Ac",  "Ao", "Bo", "Bc", "Po", "Pc", "Do", "Dc", "So", "Sc", "Qo", "Qc"});
}

bool isClosing(std::string_view word)
{
    return isOneOf(word, {".", ",", ":", ";", ")", "]", "?", "!"});
}

} // namespace

std::vector<RoffLine> roffLines(std::string_view source)
{
    std::vector<RoffLine> lines;
    while (!source.empty()) {
        const std::size_t end = source.find('\n');
        std::string_view line = source.substr(0, end);
        source.remove_prefix(end == std::string_view::npos ? source.size() : end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!line.starts_with('.') && !line.starts_with('\'')) {
            lines.push_back({{}, {}, std::string(line)});
            continue;
        }
        line.remove_prefix(1);
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        if (line.empty() || line.starts_with("\\\""))
            continue;
        const std::size_t space = line.find_first_of(" \t");
        RoffLine macro;
        macro.macro = line.substr(0, space);
        if (space != std::string_view::npos)
            macro.arguments = macroArguments(line.substr(space));
        lines.push_back(std::move(macro));
    }
    return lines;
}

std::string roffText(std::string_view escaped)
{
    return EscapeReader(escaped).plain();
}

std::string roffShownArguments(const std::vector<std::string> &arguments)
{
    std::string shown;
    bool joined = true; // to the word before
    std::string_view kind;
    for (const std::string &argument : arguments) {
        if (isMdocWord(argument)) {
            if (argument == "Ns")
                joined = true;
            else
                kind = argument;
            continue;
        }
        std::string text = roffText(argument);
        if (kind == "Xr" && !shown.empty() && text.size() == 1 && text[0] >= '0' && text[0] <= '9') {
            shown += '(' + text + ')';
            kind = {};
            continue;
        }
        if (!joined && !isClosing(text))
            shown += ' ';
        if (kind == "Fl")
            shown += '-';
        shown += text;
        joined = kind == "Pf"; // a prefix
        if (kind != "Xr")
            kind = {};
    }
    return shown;
}

std::string roffShown(const RoffLine &line)
{
    if (line.macro.empty())
        return roffText(line.text);
    if (isOneOf(line.macro, {"B", "I", "SM", "SB", "R"})) {
        std::string shown;
        for (const std::string &argument : line.arguments)
            shown += (shown.empty() ? "" : " ") + roffText(argument);
        return shown;
    }
    if (isOneOf(line.macro, {"BR", "RB", "IR", "RI", "BI", "IB"})) {
        std::string shown;
        for (const std::string &argument : line.arguments)
            shown += roffText(argument);
        return shown;
    }
    if (isMdocWord(line.macro)) {
        std::vector<std::string> words{line.macro};
        words.insert(words.end(), line.arguments.begin(), line.arguments.end());
        return roffShownArguments(words);
    }
    return {};
}

} // namespace pamphlet::pam
