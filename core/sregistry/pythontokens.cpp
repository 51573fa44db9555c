// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/pythontokens.h"

#include "core/sregistry/lines.h"

#include <algorithm>
#include <cstdint>

namespace pamphlet::sregistry {

namespace {

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int hexDigit(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

void appendUtf8(std::string &out, std::uint32_t code)
{
    const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | code >> 6);
        put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        put(0xe0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    } else {
        put(0xf0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3f));
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    }
}

/// What stands between the quotes of an ordinary string; nullopt for an escape that is not decoded here.
std::optional<std::string> decoded(std::string_view body)
{
    std::string out;
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (body[i] != '\\' || i + 1 == body.size()) {
            out += body[i];
            continue;
        }
        const char c = body[++i];
        constexpr std::string_view plain = "\\'\"abfnrtv";
        constexpr std::string_view means = "\\'\"\a\b\f\n\r\t\v";
        if (const std::size_t at = plain.find(c); at != plain.npos) {
            out += means[at];
        } else if (c == '\n') {
            continue;
        } else if (c >= '0' && c <= '7') {
            std::uint32_t code = 0;
            std::size_t digits = 0;
            for (; digits < 3 && i + digits < body.size() && body[i + digits] >= '0' && body[i + digits] <= '7'; ++digits)
                code = code * 8 + static_cast<std::uint32_t>(body[i + digits] - '0');
            i += digits - 1;
            appendUtf8(out, code);
        } else if (c == 'x' || c == 'u' || c == 'U') {
            const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
            if (i + digits >= body.size())
                return std::nullopt;
            std::uint32_t code = 0;
            for (std::size_t k = 1; k <= digits; ++k) {
                const int digit = hexDigit(body[i + k]);
                if (digit < 0)
                    return std::nullopt;
                code = code << 4 | static_cast<std::uint32_t>(digit);
            }
            if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
                return std::nullopt;
            i += digits;
            appendUtf8(out, code);
        } else if (c == 'N') {
            return std::nullopt;
        } else {
            out += '\\';
            out += c;
        }
    }
    return out;
}

class Scanner
{
public:
    Scanner(std::string_view text, const std::string &file)
        : m_text(text)
        , m_file(file)
    { }

    Result<std::vector<PythonToken>> scan();

private:
    char at(std::size_t offset) const { return offset < m_text.size() ? m_text[offset] : '\0'; }
    void add(PythonKind kind, std::size_t end)
    {
        m_tokens.push_back({kind, m_at, end, m_open.size(), std::nullopt});
        m_at = end;
    }
    tl::unexpected<Error> error(std::size_t offset, const char *detail) const
    {
        return fail(ErrorCode::InvalidInput, detail, Place{m_file, lineNumber(m_text, offset), columnNumber(m_text, offset)});
    }
    /// Length of a string's prefix if a string begins here; npos if none does.
    std::size_t stringPrefix() const;
    Result<void> string(std::size_t prefix);
    Result<void> bracketOrOperator();

    std::string_view m_text;
    const std::string &m_file;
    std::size_t m_at = 0;
    std::vector<std::size_t> m_open; ///< where the brackets around m_at begin
    std::vector<PythonToken> m_tokens;
};

std::size_t Scanner::stringPrefix() const
{
    std::size_t length = 0;
    while (length < 3 && std::string_view("rRbBuUfF").find(at(m_at + length)) != std::string_view::npos && at(m_at + length) != '\0')
        ++length;
    const char quote = at(m_at + length);
    return length < 3 && (quote == '\'' || quote == '"') ? length : std::string_view::npos;
}

Result<void> Scanner::string(std::size_t prefixLength)
{
    const std::string_view prefix = m_text.substr(m_at, prefixLength);
    const bool raw = prefix.find_first_of("rR") != prefix.npos;
    const bool plain = prefix.find_first_of("bBfF") == prefix.npos;
    const std::size_t quoteAt = m_at + prefixLength;
    const char quote = m_text[quoteAt];
    const bool triple = at(quoteAt + 1) == quote && at(quoteAt + 2) == quote;
    const std::string closing(triple ? 3 : 1, quote);
    const std::size_t begin = quoteAt + closing.size();
    std::size_t end = begin;
    for (;; ++end) {
        if (end >= m_text.size() || (!triple && m_text[end] == '\n'))
            return error(m_at, "a string has no end");
        if (m_text[end] == '\\') {
            ++end;
            // A carriage return and its newline are one line end.
            if (at(end) == '\r' && at(end + 1) == '\n')
                ++end;
            continue;
        }
        if (m_text.substr(end, closing.size()) == closing)
            break;
    }
    const std::string_view body = m_text.substr(begin, end - begin);
    add(PythonKind::String, end + closing.size());
    if (plain)
        m_tokens.back().value = raw ? std::string(body) : decoded(body);
    return {};
}

Result<void> Scanner::bracketOrOperator()
{
    const char c = m_text[m_at];
    if (c == '(' || c == '[' || c == '{') {
        const std::size_t begin = m_at;
        add(PythonKind::Operator, m_at + 1);
        m_open.push_back(begin);
        return {};
    }
    if (c == ')' || c == ']' || c == '}') {
        const char opening = c == ')' ? '(' : c == ']' ? '[' : '{';
        if (m_open.empty() || m_text[m_open.back()] != opening)
            return error(m_at, "a bracket closes what was not opened");
        m_open.pop_back();
        add(PythonKind::Operator, m_at + 1);
        return {};
    }
    const bool two = at(m_at + 1) == '=' && std::string_view("=!<>+-*/%&|^:@").find(c) != std::string_view::npos;
    add(PythonKind::Operator, m_at + (two ? 2 : 1));
    return {};
}

Result<std::vector<PythonToken>> Scanner::scan()
{
    if (m_text.starts_with("\xef\xbb\xbf"))
        m_at = 3;
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == '\0')
            return error(m_at, "a NUL byte");
        if (c == ' ' || c == '\t' || c == '\f' || c == '\r') {
            ++m_at;
        } else if (c == '\n') {
            if (m_open.empty())
                add(PythonKind::Newline, m_at + 1);
            else
                ++m_at;
        } else if (c == '\\' && (at(m_at + 1) == '\n' || (at(m_at + 1) == '\r' && at(m_at + 2) == '\n'))) {
            m_at += at(m_at + 1) == '\n' ? 2 : 3;
        } else if (c == '#') {
            add(PythonKind::Comment, lineAt(m_text, m_at).end);
        } else if (const std::size_t prefix = stringPrefix(); prefix != std::string_view::npos) {
            if (const auto done = string(prefix); !done)
                return fail(done.error());
        } else if (isNameStart(c) || isDigit(c)) {
            std::size_t end = m_at + 1;
            while (end < m_text.size() && (isNameStart(m_text[end]) || isDigit(m_text[end])))
                ++end;
            add(isDigit(c) ? PythonKind::Number : PythonKind::Name, end);
        } else if (const auto done = bracketOrOperator(); !done) {
            return fail(done.error());
        }
    }
    if (!m_open.empty())
        return error(m_open.back(), "a bracket is not closed");
    return std::move(m_tokens);
}

} // namespace

Result<std::vector<PythonToken>> pythonTokens(std::string_view text, const std::string &file)
{
    return Scanner(text, file).scan();
}

} // namespace pamphlet::sregistry
