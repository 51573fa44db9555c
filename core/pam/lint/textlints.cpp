// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/family.h"
#include "core/pam/lint/fixes.h"
#include "core/pam/syntax/editcheck.h"
#include "core/pam/syntax/tokenizer.h"

#include <algorithm>
#include <array>
#include <map>

namespace pamphlet::pam {

namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// A finding of a file's text: the same for every service that reads the file.
struct Fault {
    std::string_view id;
    Place where;
    std::vector<std::string> arguments;
    std::optional<Fix> fix;
    std::string service; ///< pam.conf: whose line it is
};

/// A line of a node, without its newline.
struct Line {
    std::size_t begin = 0; ///< in the file
    std::string_view text;
};

std::vector<Line> linesOf(const Document &document, const Node &node)
{
    std::vector<Line> lines;
    const std::string_view bytes = document.bytes(node.span);
    for (std::size_t begin = 0; begin < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        lines.push_back({node.span.begin + begin, bytes.substr(begin, end - begin)});
        begin = end + 1;
    }
    return lines;
}

bool isBlankOrComment(std::string_view line)
{
    const std::size_t first = line.find_first_not_of(blanks);
    return first == std::string_view::npos || line[first] == '#';
}

bool isOpenBracket(const Document &document, const Token &token)
{
    return token.bracketed && !document.bytes(token.span).ends_with(']');
}

std::vector<const Token *> tokensOf(const Rule &rule)
{
    std::vector<const Token *> tokens;
    for (const std::optional<Token> *token : {&rule.type, &rule.control, &rule.target}) {
        if (*token)
            tokens.push_back(&**token);
    }
    for (const Token &argument : rule.arguments)
        tokens.push_back(&argument);
    return tokens;
}

/// The first character of a word that looks like a blank, a dash or a quote, or like nothing at all, and is none for libpam.
std::string strangeCharacter(std::string_view text, bool everywhere)
{
    struct Range {
        char32_t first, last;
        bool inProse; ///< may well stand in a text that is meant for people
    };
    constexpr std::array<Range, 10> ranges{{{0x01, 0x1f, false},
                                            {0x7f, 0x7f, false},
                                            {0xa0, 0xa0, true},
                                            {0xad, 0xad, true},
                                            {0x2000, 0x200f, true},
                                            {0x2010, 0x201f, true},
                                            {0x2028, 0x202f, true},
                                            {0x2060, 0x2060, true},
                                            {0x3000, 0x3000, true},
                                            {0xfeff, 0xfeff, true}}};
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = [&text](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
        char32_t c = byte(i);
        std::size_t length = 1;
        if ((c & 0xe0u) == 0xc0u) {
            c = ((c & 0x1fu) << 6) | (byte(i + 1) & 0x3fu);
            length = 2;
        } else if ((c & 0xf0u) == 0xe0u) {
            c = ((c & 0x0fu) << 12) | ((byte(i + 1) & 0x3fu) << 6) | (byte(i + 2) & 0x3fu);
            length = 3;
        }
        for (const Range &range : ranges) {
            if (c >= range.first && c <= range.last && c != '\n' && (everywhere || !range.inProse)) {
                constexpr std::string_view digits = "0123456789ABCDEF";
                std::string name = "U+";
                for (const int shift : {12, 8, 4, 0})
                    name += digits[(c >> shift) & 0xfu];
                return name;
            }
        }
        i += length;
    }
    return {};
}

/// PAM049…PAM056, PAM092: what the text says to a reader and what libpam makes of it are two things.
class TextLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &, Findings &findings) override
    {
        for (const auto &[file, document] : subject.stack.documents) {
            auto known = m_faults.find(file);
            if (known == m_faults.end())
                known = m_faults.emplace(file, faultsOf(file, document)).first;
            for (const Fault &fault : known->second) {
                if (fault.service.empty() || sameIgnoringCase(fault.service, subject.service))
                    findings.add(fault.id, fault.where, fault.arguments, subject.service, fault.fix);
            }
        }
    }

private:
    using Faults = std::vector<Fault>;

    static Faults faultsOf(const std::string &file, const Document &document)
    {
        Faults faults;
        const auto add = [&](std::string_view id, std::size_t offset, std::vector<std::string> arguments, const Node *node,
                             std::optional<Fix> fix = std::nullopt) {
            Place where = document.place(offset);
            where.file = file;
            faults.push_back({id, where, std::move(arguments), std::move(fix),
                              node && node->kind == NodeKind::Rule && node->rule.service ? node->rule.service->text : std::string()});
        };
        if (document.text().starts_with(byteOrderMark))
            add("PAM053", 0, {}, nullptr, withoutMark(file, document));
        if (hasCarriageReturns(document))
            return faults; // they have to go first
        std::map<std::string, std::size_t> seen;
        const std::vector<Node> &nodes = document.nodes();
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const Node &node = nodes[i];
            if (node.kind == NodeKind::Comment && i + 1 < nodes.size() && endsInBackslash(document, node) && isLost(nodes[i + 1]))
                add("PAM050", node.span.begin, {}, &nodes[i + 1]);
            if (node.kind != NodeKind::Rule || node.overlong)
                continue;
            const std::vector<Line> lines = linesOf(document, node);
            if (lines.empty())
                continue;
            const auto inside = std::find_if(lines.begin() + 1, lines.end(), [](const Line &line) { return isBlankOrComment(line.text); });
            if (inside != lines.end())
                add("PAM049", inside->begin, {document.profile().parser16 ? "ends" : "goes-on"}, &node, withoutGaps(file, document, lines));
            visitComment(document, node, lines, add);
            visitTokens(document, node, add);
            visitRepetition(node, seen, add);
        }
        return faults;
    }

    static bool endsInBackslash(const Document &document, const Node &node)
    {
        const std::string_view bytes = document.bytes(node.span);
        const std::size_t last = bytes.find_last_not_of(" \t\n");
        return last != std::string_view::npos && bytes[last] == '\\';
    }

    /// A line that only makes sense as the rest of another one.
    static bool isLost(const Node &node)
    {
        return node.kind == NodeKind::Rule && !node.overlong && !node.rule.facility && node.rule.kind != RuleKind::AtInclude;
    }

    static std::optional<Fix> withoutMark(const std::string &file, const Document &document)
    {
        if (document.text().size() > maxFixBytes)
            return std::nullopt;
        return Fix{file, document.text().substr(byteOrderMark.size())};
    }

    /// The rule without the blank lines and comments inside it, if libpam reads the same then.
    static std::optional<Fix> withoutGaps(const std::string &file, const Document &document, const std::vector<Line> &lines)
    {
        if (document.profile().parser16 || document.text().size() > maxFixBytes)
            return std::nullopt;
        const std::string &text = document.text();
        std::string bytes = text.substr(0, lines.front().begin);
        std::size_t end = lines.front().begin;
        for (const Line &line : lines) {
            end = std::min(line.begin + line.text.size() + 1, text.size());
            if (line.begin == lines.front().begin || !isBlankOrComment(line.text))
                bytes += text.substr(line.begin, end - line.begin);
        }
        bytes += text.substr(end);
        const Result<std::string> checked = checkedEdit(document, std::move(bytes), meaningOf(document));
        return checked ? std::optional(Fix{file, *checked}) : std::nullopt;
    }

    /// A # where a reader sees none: within a word or within brackets.
    template<class Add>
    static void visitComment(const Document &document, const Node &node, const std::vector<Line> &lines, const Add &add)
    {
        const Line &last = lines.back();
        const std::size_t hash = last.text.find('#');
        if (hash == std::string_view::npos || isBlankOrComment(last.text))
            return;
        const std::vector<const Token *> tokens = tokensOf(node.rule);
        const bool inBrackets = !tokens.empty() && isOpenBracket(document, *tokens.back());
        const auto isBlankAt
            = [&last](std::size_t at) { return at >= last.text.size() || blanks.find(last.text[at]) != std::string_view::npos; };
        if (!inBrackets && (isBlankAt(hash - 1) || isBlankAt(hash + 1)))
            return;
        const std::size_t begin = last.text.find_last_of(blanks, hash) + 1; // npos + 1 is 0
        const std::size_t end = std::min(last.text.find_first_of(blanks, hash), last.text.size());
        add("PAM051", last.begin + hash, {std::string(last.text.substr(begin, end - begin))}, &node);
    }

    template<class Add>
    static void visitTokens(const Document &document, const Node &node, const Add &add)
    {
        const std::vector<const Token *> tokens = tokensOf(node.rule);
        for (const Token *token : tokens) {
            const bool argument = token >= node.rule.arguments.data() && token < node.rule.arguments.data() + node.rule.arguments.size();
            const bool first = token->span.begin == 0 && document.text().starts_with(byteOrderMark);
            if (const std::string name = strangeCharacter(token->text, !argument || !token->bracketed); !name.empty() && !first)
                add("PAM054", token->span.begin, {name}, &node);
            if (token->text == "\\" || (token == tokens.back() && token->text.ends_with('\\')))
                add("PAM052", token->span.end - 1, {}, &node);
            else if (argument && isOpenBracket(document, *token))
                add("PAM056", token->span.begin, {token->text.substr(0, token->text.find('\n'))}, &node);
        }
        // Of words that somebody meant to keep together only the first is worth a finding.
        for (const char quote : {'"', '\'', '['}) {
            const Token *open = nullptr;
            for (const Token &token : node.rule.arguments) {
                if (token.bracketed)
                    continue;
                const int balance = balanceOf(token.text, quote);
                if (!open && balance > 0) {
                    open = &token;
                } else if (open && balance != 0) {
                    add("PAM055", open->span.begin, {open->text, std::string(1, quote)}, &node);
                    break;
                }
            }
        }
    }

    /// Above 0: something is opened and not closed. Quotes open and close alike.
    static int balanceOf(std::string_view text, char quote)
    {
        const auto count = [text](char c) { return static_cast<int>(std::count(text.begin(), text.end(), c)); };
        return quote == '[' ? count('[') - count(']') : count(quote) % 2;
    }

    /// The same rule twice in one file. What reports, refuses or runs a command may well stand there twice.
    template<class Add>
    static void visitRepetition(const Node &node, std::map<std::string, std::size_t> &seen, const Add &add)
    {
        const Rule &rule = node.rule;
        constexpr std::array<std::string_view, 6> often{"pam_deny.so", "pam_permit.so", "pam_echo.so",
                                                        "pam_warn.so", "pam_debug.so",  "pam_exec.so"};
        if (!rule.target || rule.kind == RuleKind::MustFail || (rule.kind != RuleKind::AtInclude && !rule.facility)
            || std::find(often.begin(), often.end(), fileName(rule.target->text)) != often.end())
            return;
        std::string key = rule.service ? rule.service->text : std::string();
        key += '\n';
        key += rule.facility ? facilityName(*rule.facility) : std::string_view("@");
        for (const std::optional<Token> *token : {&rule.control, &rule.target})
            key += '\n' + (*token ? (*token)->text : std::string());
        if (rule.kind == RuleKind::Module) {
            for (const Token &argument : rule.arguments)
                key += '\n' + argument.text;
        }
        const auto [first, isNew] = seen.emplace(std::move(key), node.ruleLine);
        if (!isNew)
            add("PAM092", rule.type->span.begin, {rule.target->text, std::to_string(first->second)}, &node);
    }

    std::map<std::string, Faults> m_faults; ///< by file
};

} // namespace

std::unique_ptr<LintFamily> makeTextLints()
{
    return std::make_unique<TextLints>();
}

} // namespace pamphlet::pam
