// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/challenge.h"

#include <algorithm>
#include <optional>

namespace pamphlet::token {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

class Reader
{
public:
    explicit Reader(std::string_view text)
        : m_text(text)
    { }

    bool atEnd() const { return m_position == m_text.size(); }

    void skip(std::string_view characters)
    {
        while (!atEnd() && characters.find(m_text[m_position]) != std::string_view::npos)
            ++m_position;
    }

    bool take(char c)
    {
        if (atEnd() || m_text[m_position] != c)
            return false;
        ++m_position;
        return true;
    }

    /// In lower case; names of schemes and parameters have none.
    std::string token()
    {
        std::string word;
        while (!atEnd() && std::string_view(" \t=,\"").find(m_text[m_position]) == std::string_view::npos)
            word += lower(m_text[m_position++]);
        return word;
    }

    std::optional<std::string> value()
    {
        std::string text;
        if (!take('"')) {
            while (!atEnd() && m_text[m_position] != ',')
                text += m_text[m_position++];
            return text;
        }
        while (!take('"')) {
            if (atEnd())
                return std::nullopt;
            if (m_text[m_position] == '\\' && ++m_position == m_text.size())
                return std::nullopt;
            text += m_text[m_position++];
        }
        return text;
    }

private:
    std::string_view m_text;
    std::size_t m_position = 0;
};

} // namespace

Result<Challenge> parseChallenge(std::string_view header)
{
    Reader reader(header);
    reader.skip(" \t");
    if (reader.token() != "bearer")
        return fail(ErrorCode::InvalidInput, "not a Bearer challenge");
    Challenge challenge;
    bool realm = false;
    reader.skip(" \t");
    while (!reader.atEnd()) {
        const std::string name = reader.token();
        reader.skip(" \t");
        if (name.empty() || !reader.take('='))
            return fail(ErrorCode::InvalidInput, "a parameter of the challenge has no value");
        reader.skip(" \t");
        const std::optional<std::string> value = reader.value();
        if (!value)
            return fail(ErrorCode::InvalidInput, "a quote of the challenge is not closed");
        if (name == "realm") {
            challenge.realm = *value;
            realm = true;
        } else if (name == "service") {
            challenge.service = *value;
        } else if (name == "scope") {
            challenge.scope = *value;
        } else if (name == "error") {
            challenge.error = *value;
        }
        reader.skip(" \t,");
    }
    if (!realm)
        return fail(ErrorCode::InvalidInput, "the challenge names no realm");
    return challenge;
}

} // namespace pamphlet::token
