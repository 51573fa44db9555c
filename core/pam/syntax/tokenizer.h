// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/byteclass.h"
#include "core/pam/syntax/control.h"
#include "core/pam/syntax/document.h"
#include "core/pam/syntax/linereader.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// Where a token stands in the text of its logical line.
struct TokenRange {
    std::size_t begin = 0; ///< of the contents, brackets left out
    std::size_t end = 0;
    bool there = false; ///< false: the line has no such token
    bool bracketed = false;
    bool escapes = false; ///< the contents hold `\]`, which stands for `]`
};

/// Goes through the tokens of a logical line's text (semantics §2.4).
class TokenCursor
{
public:
    explicit TokenCursor(std::string_view text)
        : m_text(text)
    { }

    /// Not `there` when none is left.
    TokenRange next();

    /// The contents as they stand: what libpam sees unless the token has escapes.
    std::string_view contents(const TokenRange &token) const { return {m_text.data() + token.begin, token.end - token.begin}; }

private:
    TokenRange bracketed(std::size_t begin);

    std::string_view m_text;
    std::size_t m_position = 0;
};

// In the header because it runs for each token of a tree.
inline TokenRange TokenCursor::next()
{
    const std::size_t begin = skipInClass(m_text, m_position, byteclass::lineBlank);
    if (begin >= m_text.size()) {
        m_position = m_text.size();
        return {};
    }
    if (m_text[begin] == '[')
        return bracketed(begin);
    const std::size_t end = findInClass(m_text, begin + 1, byteclass::lineBlank);
    m_position = end + 1;
    return {begin, end, true, false, false};
}

/// The contents as libpam sees them.
std::string tokenText(std::string_view contents, bool escapes);

/// Splits a logical line into tokens.
std::vector<Token> tokenize(const LogicalLine &line);

/// What the first fields of a logical line say (semantics §2.5); its arguments are what the cursor has left.
struct RuleHead {
    RuleKind kind = RuleKind::MustFail;
    bool silent = false;
    std::optional<Facility> facility;
    ControlKind control = ControlKind::List; ///< of a line with a control
    TokenRange service;
    TokenRange type;
    TokenRange controlToken;
    TokenRange target;
};

/// What a line with a type and a control asks for; `target`: it has one.
RuleKind ruleKind(ControlKind control, bool target);

RuleHead readHead(TokenCursor &cursor, const LibpamProfile &profile, Syntax syntax);

/// The same with all tokens taken out.
Rule readRule(const LogicalLine &line, const LibpamProfile &profile, Syntax syntax);

/// ASCII case is ignored, as strcasecmp(3) does in the C locale.
bool sameIgnoringCase(std::string_view a, std::string_view b);

} // namespace pamphlet::pam
