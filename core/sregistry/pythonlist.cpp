// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/pythonlist.h"

#include "core/sregistry/lines.h"
#include "core/sregistry/pythontokens.h"

#include <algorithm>

namespace pamphlet::sregistry {

namespace {

class Parser
{
public:
    Parser(std::string_view text, std::string_view name, const std::string &file, std::vector<PythonToken> tokens)
        : m_text(text)
        , m_name(name)
        , m_file(file)
    {
        for (PythonToken &token : tokens)
            (token.kind == PythonKind::Comment ? m_comments : m_tokens).push_back(std::move(token));
    }

    Result<PythonList> parse();

private:
    bool isOperator(std::size_t index, std::string_view text) const
    {
        return index < m_tokens.size() && m_tokens[index].kind == PythonKind::Operator && m_tokens[index].text(m_text) == text;
    }
    bool isName(std::size_t index) const
    {
        return index < m_tokens.size() && m_tokens[index].kind == PythonKind::Name && m_tokens[index].text(m_text) == m_name;
    }
    bool endsStatement(std::size_t index) const
    {
        return index >= m_tokens.size() || m_tokens[index].kind == PythonKind::Newline || isOperator(index, ";");
    }
    bool startsStatement(std::size_t index) const { return index == 0 || endsStatement(index - 1); }
    Place place(std::size_t offset) const { return {m_file, lineNumber(m_text, offset), columnNumber(m_text, offset)}; }
    tl::unexpected<Error> unsupported(std::size_t index, const char *detail) const
    {
        return fail(ErrorCode::Unsupported, detail, place(index < m_tokens.size() ? m_tokens[index].begin : m_text.size()));
    }
    /// The token behind `NAME =` or `NAME: type =`; nullopt if this is no assignment.
    std::optional<std::size_t> assigned(std::size_t index) const;
    void noteOther(std::size_t index, bool replaces) { m_others.push_back({place(m_tokens[index].begin), false, replaces}); }
    void find();
    Result<PythonList> list(std::size_t open, ListForm form) const;
    Result<void> elements(std::size_t open, std::size_t close, PythonList &list) const;
    void commented(PythonList &list) const;

    std::string_view m_text;
    std::string_view m_name;
    const std::string &m_file;
    std::vector<PythonToken> m_tokens;
    std::vector<PythonToken> m_comments;
    std::optional<std::size_t> m_open; ///< the token behind the last assignment of a literal or the key of the dict
    ListForm m_form = ListForm::Assignment;
    std::vector<OtherUse> m_others;
};

std::optional<std::size_t> Parser::assigned(std::size_t index) const
{
    if (isOperator(index + 1, "="))
        return index + 2;
    if (!isOperator(index + 1, ":"))
        return std::nullopt;
    for (std::size_t i = index + 2; !endsStatement(i); ++i) {
        if (isOperator(i, "=") && m_tokens[i].depth == 0)
            return i + 1;
    }
    return std::nullopt;
}

void Parser::find()
{
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        const PythonToken &token = m_tokens[i];
        if (token.kind == PythonKind::String && token.value == m_name && token.depth > 0 && isOperator(i + 1, ":")
            && (isOperator(i - 1, "{") || isOperator(i - 1, ","))) {
            m_open = i + 2;
            m_form = ListForm::DictEntry;
            continue;
        }
        if (!isName(i) || token.depth != 0 || !startsStatement(i))
            continue;
        const std::optional<std::size_t> value = assigned(i);
        const Line line = lineAt(m_text, token.begin);
        const bool indented = token.begin != line.begin && m_text.substr(line.begin, token.begin - line.begin) != "\xef\xbb\xbf"
            && blanks(m_text, line.begin).size() == token.begin - line.begin;
        bool mentions = false;
        for (std::size_t k = value.value_or(i + 1); !endsStatement(k); ++k)
            mentions = mentions || isName(k);
        if (value && !indented && (isOperator(*value, "[") || isOperator(*value, "("))) {
            m_open = *value;
            m_form = ListForm::Assignment;
        } else {
            noteOther(i, value && !mentions);
        }
    }
}

Result<void> Parser::elements(std::size_t open, std::size_t close, PythonList &list) const
{
    const std::size_t depth = m_tokens[open].depth + 1;
    std::size_t begin = open + 1;
    while (begin < close) {
        std::size_t end = begin;
        while (end < close && !(isOperator(end, ",") && m_tokens[end].depth == depth)) {
            if (m_tokens[end].kind == PythonKind::Name && m_tokens[end].depth == depth && m_tokens[end].text(m_text) == "for")
                return unsupported(end, "a list comprehension");
            ++end;
        }
        if (end == begin)
            return fail(ErrorCode::InvalidInput, "a comma with nothing before it", place(m_tokens[end].begin));
        ListElement element;
        element.begin = m_tokens[begin].begin;
        element.end = m_tokens[end - 1].end;
        element.source = m_text.substr(element.begin, element.end - element.begin);
        element.parts = end - begin;
        element.where = place(element.begin);
        std::string value;
        bool strings = true;
        for (std::size_t i = begin; i < end; ++i) {
            strings = strings && m_tokens[i].kind == PythonKind::String && m_tokens[i].value;
            if (strings)
                value += *m_tokens[i].value;
        }
        if (strings)
            element.value = value;
        else
            element.parts = 1;
        if (end < close)
            element.comma = m_tokens[end].begin;
        list.elements.push_back(std::move(element));
        begin = end + 1;
    }
    return {};
}

void Parser::commented(PythonList &list) const
{
    for (const PythonToken &comment : m_comments) {
        const Line line = lineAt(m_text, comment.begin);
        if (comment.begin < list.open || comment.end > list.close || line.begin + blanks(m_text, line.begin).size() != comment.begin)
            continue;
        std::string_view rest = m_text.substr(comment.begin + 1, comment.end - comment.begin - 1);
        CommentedElement element;
        element.hash = comment.begin;
        element.where = place(comment.begin);
        element.gap = blanks(rest, 0).size();
        rest.remove_prefix(element.gap);
        const char quote = rest.empty() ? '\0' : rest.front();
        const std::size_t end = rest.find(quote, 1);
        if ((quote != '\'' && quote != '"') || end == rest.npos)
            continue;
        element.value = rest.substr(1, end - 1);
        rest = trimmed(rest.substr(end + 1));
        element.comma = rest.starts_with(',');
        if (element.comma)
            rest = trimmed(rest.substr(1));
        // Anything else behind it is prose, not an element that was commented out.
        if ((rest.empty() || rest.starts_with('#')) && element.value.find_first_of(" \t\\") == element.value.npos)
            list.commented.push_back(std::move(element));
    }
}

Result<PythonList> Parser::list(std::size_t open, ListForm form) const
{
    if (isOperator(open, "("))
        return unsupported(open, "not a list in square brackets");
    if (!isOperator(open, "["))
        return unsupported(open, "not a list");
    std::size_t close = open + 1;
    while (!(isOperator(close, "]") && m_tokens[close].depth == m_tokens[open].depth))
        ++close;
    const bool ends = form == ListForm::Assignment ? endsStatement(close + 1) : isOperator(close + 1, ",") || isOperator(close + 1, "}");
    if (!ends)
        return unsupported(close + 1, "the list is a part of a larger expression");
    PythonList list;
    list.form = form;
    list.open = m_tokens[open].begin;
    list.close = m_tokens[close].begin;
    list.where = place(list.open);
    if (const auto done = elements(open, close, list); !done)
        return fail(done.error());
    commented(list);
    list.others = m_others;
    for (OtherUse &other : list.others)
        other.later = other.where.line > list.where.line;
    return list;
}

Result<PythonList> Parser::parse()
{
    find();
    if (!m_open)
        return fail(ErrorCode::NotFound, std::string(m_name) + " has no list here", Place{m_file, 0, 0});
    return list(*m_open, m_form);
}

} // namespace

std::vector<std::string> PythonList::values() const
{
    std::vector<std::string> values;
    for (const ListElement &element : elements) {
        if (element.value)
            values.push_back(*element.value);
    }
    return values;
}

bool PythonList::contains(std::string_view value) const
{
    return std::any_of(elements.begin(), elements.end(), [&](const ListElement &element) { return element.value == value; });
}

Result<PythonList> parsePythonList(std::string_view text, std::string_view name, const std::string &file)
{
    auto tokens = pythonTokens(text, file);
    if (!tokens)
        return fail(tokens.error());
    return Parser(text, name, file, std::move(*tokens)).parse();
}

} // namespace pamphlet::sregistry
