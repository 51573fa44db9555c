// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/control.h"

#include "core/pam/syntax/tokenizer.h"
#include "core/pam/word.h"

#include <array>
#include <cstdint>
#include <limits>
#include <utility>

namespace pamphlet::pam {

namespace {

/// In the order of their values: 0, -1, -2 …
constexpr std::array<std::string_view, 6> actionWords{"ignore", "ok", "done", "bad", "die", "reset"};

/// By code; `default` comes last.
const std::array<std::string, returnCodeCount + 1> &returnWords()
{
    static const auto words = [] {
        std::array<std::string, returnCodeCount + 1> all;
        for (int code = 0; code < returnCodeCount; ++code)
            all[static_cast<std::size_t>(code)] = returnCodeWord(code);
        all.back() = "default";
        return all;
    }();
    return words;
}

Actions filled(Action action)
{
    Actions actions;
    actions.fill(action);
    return actions;
}

void fillUnset(Actions &actions, Action action)
{
    for (Action &a : actions) {
        if (a.value == Action::Unset)
            a = action;
    }
}

/// A keyword: what success (new_authtok_reqd likewise), ignore and everything else lead to.
Actions keywordActions(Action::Value success, Action::Value others)
{
    Actions actions = filled({others});
    actions[static_cast<std::size_t>(rc::success)] = {success};
    actions[static_cast<std::size_t>(rc::newAuthtokReqd)] = {success};
    actions[static_cast<std::size_t>(rc::ignore)] = {Action::Ignore};
    return actions;
}

class ListParser
{
public:
    ListParser(std::string_view text, bool parser16)
        : m_text(text)
        , m_parser16(parser16)
    { }

    Control parse()
    {
        m_control.actions = filled({Action::Unset});
        while (skipSpace()) {
            if (!pair())
                return std::move(m_control);
        }
        fillUnset(m_control.actions, {Action::Bad});
        return std::move(m_control);
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }

    /// False at the end.
    bool skipSpace()
    {
        // isspace(3): unlike in the tokenizer CR, VT and FF count.
        m_at = std::min(m_text.find_first_not_of(" \t\n\v\f\r", m_at), m_text.size());
        return !atEnd();
    }

    bool error(std::string detail)
    {
        m_control.actions = filled({Action::Bad});
        m_control.errorOffset = m_at;
        m_control.errorDetail = std::move(detail);
        return false;
    }

    bool pair()
    {
        const std::optional<int> code = returnValue();
        if (!code)
            return error("expecting return value");
        if (!skipSpace() || m_text[m_at] != '=')
            return error("expecting '='");
        ++m_at;
        if (!skipSpace())
            return error("expecting action");
        const std::optional<Action> action = actionWord();
        if (action)
            return set(*code, *action);
        return jump(*code);
    }

    /// returnCodeCount stands for `default`. Names are matched as prefixes of what follows.
    std::optional<int> returnValue()
    {
        for (std::size_t code = 0; code < returnWords().size(); ++code) {
            const std::string &word = returnWords()[code];
            if (m_text.substr(m_at).starts_with(word)) {
                m_at += word.size();
                return static_cast<int>(code);
            }
        }
        return std::nullopt;
    }

    std::optional<Action> actionWord()
    {
        for (std::size_t i = 0; i < actionWords.size(); ++i) {
            if (m_text.substr(m_at).starts_with(actionWords[i])) {
                m_at += actionWords[i].size();
                return Action{-static_cast<int>(i)};
            }
        }
        return std::nullopt;
    }

    bool jump(int code)
    {
        const auto isDigit = [this] { return !atEnd() && m_text[m_at] >= '0' && m_text[m_at] <= '9'; };
        if (!isDigit())
            return error("expecting action or jump number");
        const std::size_t begin = m_at;
        std::uint32_t wrapped = 0; // before 1.6: an int that overflows
        std::uint64_t exact = 0;
        constexpr std::uint64_t limit = std::numeric_limits<std::int32_t>::max();
        for (; isDigit(); ++m_at) {
            const auto digit = static_cast<std::uint32_t>(m_text[m_at] - '0');
            wrapped = wrapped * 10 + digit;
            if (exact <= limit)
                exact = exact * 10 + digit;
        }
        if (m_parser16 ? exact == 0 || exact > limit : wrapped == 0) {
            m_at = begin;
            return error(wrapped == 0 && exact == 0 ? "expecting non-zero jump" : "jump number too large");
        }
        return set(code, {static_cast<int>(wrapped)});
    }

    bool set(int code, Action action)
    {
        if (code == returnCodeCount)
            fillUnset(m_control.actions, action);
        else
            m_control.actions[static_cast<std::size_t>(code)] = action;
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_parser16 = false;
    Control m_control;
};

struct Keyword {
    std::string_view word;
    ControlKind kind;
};

constexpr std::size_t longestKeyword = 10;
constexpr std::array<Keyword, 6> keywords{{
    {"required", ControlKind::Required},
    {"requisite", ControlKind::Requisite},
    {"optional", ControlKind::Optional},
    {"sufficient", ControlKind::Sufficient},
    {"include", ControlKind::Include},
    {"substack", ControlKind::Substack},
}};

} // namespace

ControlKind controlKind(std::string_view text)
{
    // As files have it; then in any case, if it is no longer than a keyword.
    if (isWord(text, "required"))
        return ControlKind::Required;
    if (isWord(text, "include"))
        return ControlKind::Include;
    if (isWord(text, "optional"))
        return ControlKind::Optional;
    if (text.size() > longestKeyword)
        return ControlKind::List;
    for (const Keyword &keyword : keywords) {
        if (sameIgnoringCase(text, keyword.word))
            return keyword.kind;
    }
    return ControlKind::List;
}

Control parseControl(std::string_view text, const LibpamProfile &profile)
{
    Control control;
    control.kind = controlKind(text);
    switch (control.kind) {
    case ControlKind::Required:
        control.actions = keywordActions(Action::Ok, Action::Bad);
        break;
    case ControlKind::Requisite:
        control.actions = keywordActions(Action::Ok, Action::Die);
        break;
    case ControlKind::Optional:
        control.actions = keywordActions(Action::Ok, Action::Ignore);
        break;
    case ControlKind::Sufficient:
        control.actions = keywordActions(Action::Done, Action::Ignore);
        break;
    case ControlKind::Include:
    case ControlKind::Substack: // only matter if it fails: then its must-fail entry is all bad
        control.actions = filled({Action::Bad});
        break;
    case ControlKind::List:
        return ListParser(text, profile.parser16).parse();
    }
    return control;
}

std::string actionText(Action action)
{
    const auto index = static_cast<std::size_t>(-static_cast<long>(action.value));
    if (action.value <= 0 && index < actionWords.size())
        return std::string(actionWords[index]);
    return std::to_string(action.value);
}

} // namespace pamphlet::pam
