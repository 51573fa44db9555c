// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/edit.h"

#include "core/pam/syntax/control.h"
#include "core/pam/syntax/editcheck.h"
#include "core/pam/syntax/linereader.h"
#include "core/pam/syntax/linestyle.h"
#include "core/pam/syntax/tokenizer.h"
#include "core/pam/syntax/tokenpatch.h"

#include <algorithm>
#include <utility>

namespace pamphlet::pam {

namespace {

/// A token's text and how to write it.
struct Spelled {
    std::string text;
    std::string bytes;
};

std::string bracketed(std::string_view text)
{
    std::string result = "[";
    for (const char c : text) {
        if (c == ']')
            result += '\\';
        result += c;
    }
    return result + ']';
}

bool isKeyword(std::string_view control)
{
    return parseControl(control, {}).kind != ControlKind::List;
}

std::string controlField(const Token &token)
{
    return token.bracketed && !isKeyword(token.text) ? bracketed(token.text) : token.text;
}

Result<Spelled> unspeakable(const char *field)
{
    return fail(ErrorCode::EditRefused, std::string("libpam could not read this ") + field + " back, however it is written");
}

Result<Spelled> spelled(const std::string &text, const char *field)
{
    if (std::optional<std::string> bytes = spellToken(text))
        return Spelled{text, *std::move(bytes)};
    return unspeakable(field);
}

/// A control as a person writes it: a keyword, a list in brackets, or a list without them, which gets them.
Result<Spelled> spelledControl(const std::string &control)
{
    if (!control.starts_with('['))
        return control.find('=') == std::string::npos || !spellToken(control) ? spelled(control, "control")
                                                                              : Result<Spelled>(Spelled{control, bracketed(control)});
    LogicalLine line;
    line.text = control;
    line.pieces = {{0, 0}};
    const std::vector<Token> tokens = tokenize(line);
    const std::string &inner = tokens.front().text;
    if (tokens.size() != 1 || !spellToken(inner) || bracketed(inner) != control)
        return unspeakable("control");
    return Spelled{inner, control};
}

Result<const Node *> ruleNode(const Document &document, std::size_t index)
{
    const std::vector<Node> &nodes = document.nodes();
    if (index >= nodes.size() || nodes[index].kind != NodeKind::Rule)
        return fail(ErrorCode::InvalidArgument, "not a rule: node " + std::to_string(index));
    // Before 1.6 an overlong line is cut into rules at every 1023rd byte: a change of one would shift all that follow.
    if (nodes[index].overlong)
        return fail(ErrorCode::EditRefused, "the rule stands in the middle of an overlong line", document.place(nodes[index].span.begin));
    return &nodes[index];
}

/// A rule that can be taken out with its physical lines.
Result<const Node *> wholeLines(const Document &document, std::size_t index)
{
    Result<const Node *> node = ruleNode(document, index);
    if (node && index + 1 < document.nodes().size() && document.nodes()[index + 1].overlong)
        return fail(ErrorCode::EditRefused, "the rule shares an overlong line with others", document.place((*node)->span.begin));
    return node;
}

/// Where a line can be put: node `before`, or the end.
Result<std::size_t> insertionNode(const Document &document, std::optional<std::size_t> before)
{
    const std::vector<Node> &nodes = document.nodes();
    const std::size_t index = before.value_or(nodes.size());
    if (index > nodes.size() || (before && index == nodes.size()))
        return fail(ErrorCode::InvalidArgument, "no node " + std::to_string(index));
    if (index < nodes.size() && nodes[index].overlong)
        return fail(ErrorCode::EditRefused, "no line begins here", document.place(nodes[index].span.begin));
    return index;
}

std::size_t offsetOf(const Document &document, std::size_t index)
{
    return index < document.nodes().size() ? document.nodes()[index].span.begin : document.text().size();
}

/// Puts a line in and takes one out. If the file's last line has no newline, its last line has none afterwards either.
std::string spliced(const Document &document, std::size_t at, const std::string &line, Span removed)
{
    std::string text = document.text();
    const bool open = !text.empty() && text.back() != '\n';
    if (open) {
        at += at == text.size() ? 1 : 0;
        removed.end += removed.size() > 0 && removed.end == text.size() ? 1 : 0;
        text += '\n';
    }
    std::string result;
    if (at <= removed.begin)
        result = text.substr(0, at) + line + text.substr(at, removed.begin - at) + text.substr(removed.end);
    else
        result = text.substr(0, removed.begin) + text.substr(removed.end, at - removed.end) + line + text.substr(at);
    if (open && !result.empty())
        result.pop_back();
    return result;
}

/// Number of rules (and ends) before a node: its place in meaningOf().
std::ptrdiff_t rankOf(const Document &document, const std::vector<const Node *> &meaning, std::size_t index)
{
    const std::size_t offset = offsetOf(document, index);
    return std::count_if(meaning.begin(), meaning.end(), [offset](const Node *node) { return node->span.begin < offset; });
}

Token textToken(std::string text)
{
    Token token;
    token.text = std::move(text);
    return token;
}

bool isAtInclude(std::string_view type)
{
    if (type.starts_with('-'))
        type.remove_prefix(1);
    return sameIgnoringCase(type, "@include");
}

/// The node of a rule with these token texts, as far as sameMeaning() looks.
Node expectedNode(const LibpamProfile &profile, std::optional<Token> service, std::string type, std::optional<std::string> control,
                  std::optional<std::string> target, std::vector<std::string> arguments)
{
    Node node;
    node.kind = NodeKind::Rule;
    Rule &rule = node.rule;
    rule.service = std::move(service);
    if (profile.atInclude && isAtInclude(type))
        rule.kind = RuleKind::AtInclude;
    else if (control && sameIgnoringCase(*control, "include"))
        rule.kind = RuleKind::Include;
    else if (control && sameIgnoringCase(*control, "substack"))
        rule.kind = RuleKind::Substack;
    else
        rule.kind = target ? RuleKind::Module : RuleKind::MustFail;
    rule.type = textToken(std::move(type));
    if (control)
        rule.control = textToken(*std::move(control));
    if (target)
        rule.target = textToken(*std::move(target));
    for (std::string &argument : arguments)
        rule.arguments.push_back(textToken(std::move(argument)));
    return node;
}

/// Collects what replaceRule() wants of each token.
class Replacement
{
public:
    Replacement(const Document &document, const Node &node)
        : m_document(document)
        , m_node(node)
    {
        if (node.rule.service)
            keep(*node.rule.service);
    }

    /// A field of the rule; an empty `wanted` takes it away.
    Result<std::optional<std::string>> field(const std::optional<Token> &token, const std::string &was, const std::string &wanted,
                                             const Result<Spelled> &spelling)
    {
        if (was == wanted) {
            if (!token)
                return std::nullopt;
            keep(*token);
            return token->text;
        }
        if (token)
            m_old.push_back(&*token);
        if (wanted.empty())
            return std::nullopt;
        if (!spelling)
            return fail(placed(spelling.error()));
        m_wanted.push_back({token ? std::optional(m_old.size() - 1) : std::nullopt, false, spelling->bytes});
        return spelling->text;
    }

    Result<std::vector<std::string>> arguments(const std::vector<std::string> &wanted)
    {
        std::vector<std::string> texts;
        for (const Token &token : m_node.rule.arguments)
            texts.push_back(token.text);
        const std::size_t first = m_old.size();
        for (const Token &token : m_node.rule.arguments)
            m_old.push_back(&token);
        const auto matches = matchTexts(texts, wanted);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (matches[i] && texts[*matches[i]] == wanted[i]) {
                m_wanted.push_back({first + *matches[i], true, {}});
                continue;
            }
            Result<Spelled> spelling = spelled(wanted[i], "argument");
            if (!spelling)
                return fail(placed(spelling.error()));
            m_wanted.push_back({matches[i] ? std::optional(first + *matches[i]) : std::nullopt, false, spelling->bytes});
        }
        return wanted;
    }

    Result<std::string> apply() const { return patchTokens(m_document, m_old, m_wanted); }

private:
    void keep(const Token &token)
    {
        m_old.push_back(&token);
        m_wanted.push_back({m_old.size() - 1, true, {}});
    }

    Error placed(Error error) const
    {
        error.where = m_document.place(m_node.span.begin);
        return error;
    }

    const Document &m_document;
    const Node &m_node;
    std::vector<const Token *> m_old;
    std::vector<WantedToken> m_wanted;
};

} // namespace

RuleFields fieldsOf(const Node &node)
{
    RuleFields fields;
    if (node.rule.type)
        fields.type = node.rule.type->text;
    if (node.rule.control)
        fields.control = controlField(*node.rule.control);
    if (node.rule.target)
        fields.target = node.rule.target->text;
    for (const Token &argument : node.rule.arguments)
        fields.arguments.push_back(argument.text);
    return fields;
}

std::optional<std::string> spellToken(std::string_view text)
{
    if (text.find_first_of(std::string_view("\n\0#", 3)) != std::string_view::npos || text.ends_with('\\'))
        return std::nullopt;
    if (text.empty() || text.starts_with('[') || text.find_first_of(" \t") != std::string_view::npos)
        return bracketed(text);
    return std::string(text);
}

Result<std::string> replaceRule(const Document &document, std::size_t node, const RuleFields &fields)
{
    const Result<const Node *> old = ruleNode(document, node);
    if (!old)
        return fail(old.error());
    const RuleFields was = fieldsOf(**old);
    if (fields == was)
        return document.text();
    if (fields.type.empty())
        return fail(ErrorCode::InvalidArgument, "a rule needs a type");

    const Rule &rule = (*old)->rule;
    Replacement replacement(document, **old);
    const auto type = replacement.field(rule.type, was.type, fields.type, spelled(fields.type, "type"));
    if (!type)
        return fail(type.error());
    const auto control = replacement.field(rule.control, was.control, fields.control, spelledControl(fields.control));
    if (!control)
        return fail(control.error());
    const auto target = replacement.field(rule.target, was.target, fields.target, spelled(fields.target, "module"));
    if (!target)
        return fail(target.error());
    const auto arguments = replacement.arguments(fields.arguments);
    if (!arguments)
        return fail(arguments.error());
    Result<std::string> bytes = replacement.apply();
    if (!bytes)
        return bytes;

    Node wanted = expectedNode(document.profile(), rule.service, fields.type, *control, *target, *arguments);
    wanted.span = (*old)->span;
    wanted.hidden = (*old)->hidden;
    std::vector<const Node *> expected = meaningOf(document);
    std::replace(expected.begin(), expected.end(), *old, static_cast<const Node *>(&wanted));
    return checkedEdit(document, *std::move(bytes), expected);
}

Result<std::string> addRule(const Document &document, std::optional<std::size_t> before, const RuleFields &fields)
{
    const Result<std::size_t> index = insertionNode(document, before);
    if (!index)
        return fail(index.error());
    const bool atInclude = isAtInclude(fields.type);
    if (fields.type.empty() || fields.target.empty() || fields.control.empty() != atInclude)
        return fail(ErrorCode::InvalidArgument, "a rule needs a type, a control (unless it is @include) and a module or file");

    const LineStyle style(document, *index);
    std::vector<Result<Spelled>> head;
    std::optional<Token> service;
    if (document.syntax() == Syntax::PamConf) {
        if (style.neighbours().empty())
            return fail(ErrorCode::Unsupported, "a first rule of pam.conf: no neighbour tells the service");
        service = style.neighbours().front()->rule.service;
        head.push_back(spelled(service->text, "service"));
    }
    head.push_back(spelled(fields.type, "type"));
    const Result<Spelled> control = spelledControl(fields.control);
    if (!atInclude)
        head.push_back(control);
    head.push_back(spelled(fields.target, "module"));
    std::vector<Result<Spelled>> tail;
    for (const std::string &argument : fields.arguments)
        tail.push_back(spelled(argument, "argument"));

    std::vector<std::string> headBytes;
    std::vector<std::string> tailBytes;
    for (const auto &[tokens, bytes] : {std::pair(&head, &headBytes), std::pair(&tail, &tailBytes)}) {
        for (const Result<Spelled> &token : *tokens) {
            if (!token)
                return fail(token.error());
            bytes->push_back(token->bytes);
        }
    }

    const std::size_t at = offsetOf(document, *index);
    const bool lastLineOpen = at == document.text().size() && !document.text().empty() && document.text().back() != '\n';
    const std::string line = style.line(headBytes, tailBytes, atInclude) + (lastLineOpen ? "\n" : style.lineEnd());

    Node wanted = expectedNode(document.profile(), service, fields.type, atInclude ? std::nullopt : std::optional(control->text),
                               fields.target, fields.arguments);
    wanted.span = {at, at};
    std::vector<const Node *> expected = meaningOf(document);
    expected.insert(expected.begin() + rankOf(document, expected, *index), &wanted);
    return checkedEdit(document, spliced(document, at, line, {at, at}), expected);
}

Result<std::string> removeRule(const Document &document, std::size_t node)
{
    const Result<const Node *> old = wholeLines(document, node);
    if (!old)
        return fail(old.error());
    std::vector<const Node *> expected = meaningOf(document);
    std::erase(expected, *old);
    return checkedEdit(document, spliced(document, 0, {}, (*old)->span), expected);
}

Result<std::string> moveRule(const Document &document, std::size_t node, std::optional<std::size_t> before)
{
    const Result<const Node *> old = wholeLines(document, node);
    if (!old)
        return fail(old.error());
    const Result<std::size_t> index = insertionNode(document, before);
    if (!index)
        return fail(index.error());
    if (*index == node || *index == node + 1)
        return document.text();

    std::string line(document.bytes((*old)->span));
    if (!line.ends_with('\n'))
        line += '\n';
    std::vector<const Node *> expected = meaningOf(document);
    const std::ptrdiff_t rank = rankOf(document, expected, *index);
    const auto from = std::find(expected.begin(), expected.end(), *old);
    const auto to = expected.begin() + rank;
    if (from < to)
        std::rotate(from, from + 1, to);
    else
        std::rotate(to, from, from + 1);
    return checkedEdit(document, spliced(document, offsetOf(document, *index), line, (*old)->span), expected);
}

} // namespace pamphlet::pam
