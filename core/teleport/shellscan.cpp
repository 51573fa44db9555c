// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/shellscan.h"

#include <algorithm>
#include <array>

namespace pamphlet::teleport {

namespace {

constexpr std::array<std::string_view, 17> grammar{"if",   "then", "else", "elif", "fi", "while", "until", "do",      "done",
                                                   "case", "esac", "for",  "in",   "{",  "}",     "!",     "function"};

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isNameByte(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9');
}

class Scanner
{
public:
    explicit Scanner(std::string_view text)
        : m_text(text)
    { }

    ShellScript scan();

private:
    char at(std::size_t offset) const { return offset < m_text.size() ? m_text[offset] : '\0'; }
    bool has(std::string_view text) const { return m_text.substr(m_at, text.size()) == text; }
    void shebang();
    /// Reads `$…` and gives the variable's name, if it is one.
    std::string expansion(ShellWord &word);
    void skipTo(char close);
    ShellWord word();
    bool redirection();
    bool control();
    void finish(ShellEnd end);
    void newline();
    void add(ShellWord word);

    std::string_view m_text;
    std::size_t m_at = 0;
    ShellScript m_script;
    ShellCommand m_command;
    bool m_started = false;
    std::vector<std::pair<std::string, bool>> m_pending; ///< here-documents that begin with the next line; true: quoted
    std::vector<bool> m_stripTabs;
};

void Scanner::shebang()
{
    if (!m_text.starts_with("#!"))
        return;
    m_script.shebang = true;
    std::string_view line = m_text.substr(2, m_text.find('\n') == m_text.npos ? m_text.npos : m_text.find('\n') - 2);
    m_script.carriageReturns = line.ends_with('\r');
    const std::size_t begin = line.find_first_not_of(" \t");
    line = begin == line.npos ? std::string_view() : line.substr(begin);
    m_script.interpreter = line.substr(0, line.find_first_of(" \t\r"));
    m_script.program = m_script.interpreter;
    // env(1) names the shell in its argument.
    if (m_script.interpreter.ends_with("/env")) {
        const std::size_t argument = line.find_first_not_of(" \t", m_script.interpreter.size());
        if (argument != line.npos)
            m_script.interpreter = line.substr(argument, line.find_first_of(" \t\r", argument) - argument);
    }
}

void Scanner::skipTo(char close)
{
    const char open = close == ')' ? '(' : '{';
    std::size_t depth = 1;
    while (m_at < m_text.size() && depth > 0) {
        const char c = m_text[m_at++];
        if (c == '\\')
            ++m_at;
        else if (c == '\'' && close == ')')
            m_at = std::min(m_text.find('\'', m_at), m_text.size() - 1) + 1;
        else if (c == open)
            ++depth;
        else if (c == close)
            --depth;
    }
    m_at = std::min(m_at, m_text.size());
}

std::string Scanner::expansion(ShellWord &word)
{
    word.literal = false;
    const std::size_t begin = m_at++;
    std::string name;
    if (at(m_at) == '{' || at(m_at) == '(') {
        const bool brace = m_text[m_at++] == '{';
        while (brace && isNameByte(at(m_at)))
            name += m_text[m_at++];
        skipTo(brace ? '}' : ')');
    } else if (isNameStart(at(m_at))) {
        while (isNameByte(at(m_at)))
            name += m_text[m_at++];
    } else if (at(m_at) != '\0' && std::string_view("@*#?-$!0123456789").find(at(m_at)) != std::string_view::npos) {
        name = m_text[m_at++];
    } else {
        word.literal = word.text.empty();
    }
    word.text += m_text.substr(begin, m_at - begin);
    return name;
}

ShellWord Scanner::word()
{
    ShellWord word;
    word.begin = m_at;
    bool quoted = false;
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (!quoted && std::string_view(" \t\r\n;&|<>()").find(c) != std::string_view::npos)
            break;
        if (c == '\\') {
            if (at(m_at + 1) != '\n')
                word.text += at(m_at + 1) == '\0' ? std::string() : std::string(1, at(m_at + 1));
            m_at = std::min(m_at + 2, m_text.size());
        } else if (c == '\'' && !quoted) {
            const std::size_t end = std::min(m_text.find('\'', m_at + 1), m_text.size());
            word.text += m_text.substr(m_at + 1, end - m_at - 1);
            m_at = std::min(end + 1, m_text.size());
        } else if (c == '"') {
            quoted = !quoted;
            ++m_at;
        } else if (c == '$') {
            const std::string name = expansion(word);
            if (!quoted && !name.empty())
                word.unquoted.push_back(name);
        } else if (c == '`') {
            word.literal = false;
            const std::size_t end = std::min(m_text.find('`', m_at + 1), m_text.size() - 1);
            word.text += m_text.substr(m_at, end + 1 - m_at);
            m_at = end + 1;
        } else {
            word.text += c;
            ++m_at;
        }
    }
    word.source = m_text.substr(word.begin, m_at - word.begin);
    return word;
}

void Scanner::add(ShellWord word)
{
    if (!m_started) {
        m_started = true;
        m_command.begin = word.begin;
    }
    if (m_command.words.empty()) {
        if (std::find(grammar.begin(), grammar.end(), word.source) != grammar.end() && m_command.assignments.empty()) {
            m_command.keywords.push_back(word.source);
            m_started = false;
            return;
        }
        std::size_t equals = 0;
        while (equals < word.source.size() && isNameByte(word.source[equals]))
            ++equals;
        if (equals > 0 && equals < word.source.size() && word.source[equals] == '=' && isNameStart(word.source[0])) {
            const std::string name = word.source.substr(0, equals);
            word.text = word.text.substr(equals + 1);
            m_command.assignments.emplace_back(name, std::move(word));
            return;
        }
    }
    m_command.words.push_back(std::move(word));
}

bool Scanner::redirection()
{
    const std::size_t begin = m_at;
    std::size_t digits = m_at;
    while (at(digits) >= '0' && at(digits) <= '9')
        ++digits;
    const bool both = has("&>");
    if (!both && at(digits) != '<' && at(digits) != '>')
        return false;
    ShellRedirection redirection;
    redirection.begin = begin;
    m_at = both ? m_at + 1 : digits;
    constexpr std::array<std::string_view, 10> operators{"<<<", "<<-", ">>", "<<", ">&", "<&", ">|", "<>", ">", "<"};
    const auto op = std::find_if(operators.begin(), operators.end(), [this](std::string_view o) { return has(o); });
    m_at += op->size();
    redirection.op = m_text.substr(begin, m_at - begin);
    while (at(m_at) == ' ' || at(m_at) == '\t')
        ++m_at;
    redirection.target = word();
    if (*op == "<<" || *op == "<<-") {
        m_pending.emplace_back(redirection.target.text, redirection.target.source.find_first_of("'\"\\") != std::string::npos);
        m_stripTabs.push_back(*op == "<<-");
    }
    if (!m_started) {
        m_started = true;
        m_command.begin = begin;
    }
    m_command.redirections.push_back(std::move(redirection));
    return true;
}

void Scanner::finish(ShellEnd end)
{
    m_command.end = end;
    if (m_started || !m_command.keywords.empty())
        m_script.commands.push_back(std::move(m_command));
    m_command = {};
    m_started = false;
}

void Scanner::newline()
{
    finish(ShellEnd::Line);
    ++m_at;
    for (std::size_t i = 0; i < m_pending.size(); ++i) {
        HereDocument document{m_pending[i].second, m_at, m_at};
        for (;;) {
            const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
            std::string_view line = m_text.substr(m_at, end - m_at);
            while (m_stripTabs[i] && line.starts_with('\t'))
                line.remove_prefix(1);
            document.finish = m_at;
            m_at = std::min(end + 1, m_text.size());
            if (line == m_pending[i].first || end == m_text.size())
                break;
        }
        m_script.hereDocuments.push_back(document);
    }
    m_pending.clear();
    m_stripTabs.clear();
}

bool Scanner::control()
{
    struct Operator {
        std::string_view text;
        ShellEnd end;
    };
    constexpr std::array<Operator, 8> operators{{{"&&", ShellEnd::And},
                                                 {"||", ShellEnd::Or},
                                                 {";;", ShellEnd::Semicolon},
                                                 {";", ShellEnd::Semicolon},
                                                 {"|", ShellEnd::Pipe},
                                                 {"&", ShellEnd::Background},
                                                 {"(", ShellEnd::Group},
                                                 {")", ShellEnd::Group}}};
    for (const Operator &candidate : operators) {
        if (has(candidate.text)) {
            finish(candidate.end);
            m_at += candidate.text.size();
            return true;
        }
    }
    return false;
}

ShellScript Scanner::scan()
{
    shebang();
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == ' ' || c == '\t' || c == '\r') {
            ++m_at;
        } else if (c == '\\' && at(m_at + 1) == '\n') {
            m_at += 2;
        } else if (c == '\n') {
            newline();
        } else if (c == '#') {
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
        } else if (!redirection() && !control()) {
            add(word());
        }
    }
    finish(ShellEnd::Line);
    return std::move(m_script);
}

} // namespace

ShellScript scanShell(std::string_view text)
{
    return Scanner(text).scan();
}

} // namespace pamphlet::teleport
