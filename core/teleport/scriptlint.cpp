// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/scriptlint.h"

#include "core/teleport/check.h"
#include "core/teleport/shellscan.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace pamphlet::teleport {

namespace {

std::string_view baseName(std::string_view path)
{
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

class ScriptLint
{
public:
    ScriptLint(std::string_view text, const std::string &file)
        : m_text(text)
        , m_file(file)
        , m_script(scanShell(text))
    { }

    std::vector<pam::Finding> run();

private:
    Place place(std::size_t offset) const
    {
        const std::string_view before = m_text.substr(0, offset);
        const std::size_t newline = before.rfind('\n');
        return {m_file, 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')),
                offset - (newline == before.npos ? 0 : newline + 1) + 1};
    }
    void add(std::string_view id, std::size_t offset, std::vector<std::string> arguments = {})
    {
        m_findings.push_back(makeFinding(id, place(offset), std::move(arguments)));
    }
    /// The program that a command runs, `"$useradd"` with its value; empty if it cannot be told.
    std::string program(const ShellCommand &command) const;
    bool isPlainShell() const;
    bool changesAccounts(const ShellCommand &command) const;
    void interpreter();
    void redirections(const ShellCommand &command);
    void words(const ShellCommand &command);
    void useradd(std::size_t index);
    void hereDocuments();
    void hiddenFailures();
    bool isExamined(std::size_t index) const;

    std::string_view m_text;
    const std::string &m_file;
    ShellScript m_script;
    std::map<std::string, std::string> m_values; ///< of variables that are set to a plain text
    bool m_stopsAtFailure = false; ///< set -e
    bool m_looksUp = false; ///< id, getent or grep ran before
    bool m_setsPath = false;
    std::vector<pam::Finding> m_findings;
};

std::string ScriptLint::program(const ShellCommand &command) const
{
    if (command.words.empty())
        return {};
    const ShellWord &word = command.words.front();
    if (word.literal)
        return word.text;
    std::string_view name = word.text;
    if (!name.starts_with('$'))
        return {};
    name.remove_prefix(1);
    if (name.starts_with('{') && name.ends_with('}'))
        name = name.substr(1, name.size() - 2);
    const auto value = m_values.find(std::string(name));
    return value == m_values.end() ? std::string() : value->second;
}

/// A shell that knows nothing but POSIX, or may: `sh` is dash on Debian and Ubuntu.
bool ScriptLint::isPlainShell() const
{
    const std::string_view shell = baseName(m_script.interpreter);
    return shell == "sh" || shell == "dash" || shell == "ash";
}

bool ScriptLint::changesAccounts(const ShellCommand &command) const
{
    constexpr std::array<std::string_view, 8> programs{"useradd",  "adduser", "usermod", "groupadd",
                                                       "addgroup", "gpasswd", "chown",   "mkhomedir_helper"};
    const std::string name = program(command);
    return std::find(programs.begin(), programs.end(), baseName(name)) != programs.end();
}

void ScriptLint::interpreter()
{
    if (!m_script.shebang || m_script.carriageReturns || !m_script.program.starts_with('/'))
        add("TEL050", 0, {m_script.carriageReturns ? m_script.program + "\\r" : m_script.program});
}

void ScriptLint::redirections(const ShellCommand &command)
{
    for (const ShellRedirection &redirection : command.redirections) {
        if (redirection.op.starts_with('&') && isPlainShell())
            add("TEL051", redirection.begin, {m_script.interpreter, redirection.op});
        if (redirection.op == "<<<" && isPlainShell())
            add("TEL060", redirection.begin, {m_script.interpreter, redirection.op});
        const std::string &target = redirection.target.text;
        const bool writes = redirection.op.find('>') != std::string::npos;
        if (writes && (target.starts_with("/tmp/") || target.starts_with("/var/tmp/")))
            add("TEL054", redirection.target.begin, {target});
    }
    if (baseName(program(command)) == "tee") {
        for (std::size_t i = 1; i < command.words.size(); ++i) {
            if (command.words[i].text.starts_with("/tmp/") || command.words[i].text.starts_with("/var/tmp/"))
                add("TEL054", command.words[i].begin, {command.words[i].text});
        }
    }
}

void ScriptLint::words(const ShellCommand &command)
{
    const std::string name = program(command);
    constexpr std::array<std::string_view, 2> foreign{"[[", "source"};
    const bool declared = std::find(command.keywords.begin(), command.keywords.end(), "function") != command.keywords.end();
    if (isPlainShell() && (declared || std::find(foreign.begin(), foreign.end(), name) != foreign.end()))
        add("TEL060", command.begin, {m_script.interpreter, declared ? "function" : name});
    for (const ShellWord &word : command.words) {
        const bool account = changesAccounts(command) || baseName(name) == "id" || baseName(name) == "getent";
        // What is left of "${PAM_USER}" when the script was written by a here-document that expanded it.
        if (account && word.text.empty() && word.literal)
            add("TEL052", word.begin, {std::string(baseName(name))});
        // The word of a `case` is not split.
        const bool whole = std::find(command.keywords.begin(), command.keywords.end(), "case") != command.keywords.end();
        for (const std::string &variable : whole ? std::vector<std::string>{} : word.unquoted) {
            if (variable.starts_with("PAM_") || variable.starts_with("TELEPORT_"))
                add("TEL058", word.begin, {variable});
        }
    }
}

void ScriptLint::useradd(std::size_t index)
{
    const ShellCommand &command = m_script.commands[index];
    const std::string name = program(command);
    if (changesAccounts(command) && !name.starts_with('/') && !m_setsPath)
        add("TEL059", command.begin, {name});
    if (baseName(name) != "useradd")
        return;
    if (!m_looksUp)
        add("TEL057", command.begin, {name});
    const bool told = std::any_of(command.words.begin() + 1, command.words.end(), [](const ShellWord &word) {
        // Options may come in a variable; then nothing can be said.
        const bool cluster = word.text.size() > 1 && word.text[0] == '-' && word.text[1] != '-' && word.text.find('m') != std::string::npos;
        return word.text == "--create-home" || cluster || word.text == "$@" || word.text == "-M" || word.text == "--no-create-home";
    });
    if (!told && m_text.find("mkhomedir") == m_text.npos)
        add("TEL056", command.begin, {name});
}

void ScriptLint::hereDocuments()
{
    for (const HereDocument &document : m_script.hereDocuments) {
        if (document.quoted)
            continue;
        for (std::size_t i = document.begin; i < document.finish; ++i) {
            if (m_text[i] == '\\') {
                ++i;
                continue;
            }
            if (m_text[i] != '$')
                continue;
            std::string_view name = m_text.substr(i + 1, document.finish - i - 1);
            if (name.starts_with('{'))
                name.remove_prefix(1);
            if (name.starts_with("PAM_") || name.starts_with("TELEPORT_"))
                add("TEL053", i, {std::string(name.substr(0, name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_")))});
        }
    }
}

/// Somebody looks at whether the command failed.
bool ScriptLint::isExamined(std::size_t index) const
{
    const ShellCommand &command = m_script.commands[index];
    constexpr std::array<std::string_view, 5> conditions{"if", "elif", "while", "until", "!"};
    for (const std::string &keyword : command.keywords) {
        if (std::find(conditions.begin(), conditions.end(), keyword) != conditions.end())
            return true;
    }
    const ShellCommand *next = index + 1 < m_script.commands.size() ? &m_script.commands[index + 1] : nullptr;
    if (command.end == ShellEnd::Or) {
        const std::string after = next ? program(*next) : std::string();
        const bool ignored = after == "true" || after == ":" || (after == "exit" && next->words.size() > 1 && next->words[1].text == "0");
        return !ignored;
    }
    if (command.end == ShellEnd::And)
        return true;
    if (!next)
        return true;
    const auto asks = [](const ShellWord &word) { return word.text.find("$?") != std::string::npos; };
    return std::any_of(next->words.begin(), next->words.end(), asks)
        || std::any_of(next->assignments.begin(), next->assignments.end(), [&](const auto &assignment) { return asks(assignment.second); });
}

void ScriptLint::hiddenFailures()
{
    if (m_stopsAtFailure)
        return;
    for (std::size_t i = 0; i < m_script.commands.size(); ++i) {
        const ShellCommand &command = m_script.commands[i];
        if (changesAccounts(command) && !isExamined(i))
            add("TEL055", command.begin, {program(command)});
    }
}

std::vector<pam::Finding> ScriptLint::run()
{
    interpreter();
    hereDocuments();
    for (std::size_t i = 0; i < m_script.commands.size(); ++i) {
        const ShellCommand &command = m_script.commands[i];
        for (const auto &[name, value] : command.assignments) {
            if (value.literal)
                m_values[name] = value.text;
            m_setsPath = m_setsPath || name == "PATH";
        }
        const std::string name(baseName(program(command)));
        m_looksUp = m_looksUp || name == "id" || name == "getent" || name == "grep" || m_text.find("getent") < command.begin;
        if (name == "set" && command.words.size() > 1) {
            const std::string &flags = command.words[1].text;
            m_stopsAtFailure = m_stopsAtFailure || (flags.starts_with('-') && flags.find('e') != std::string::npos && flags != "--");
        }
        redirections(command);
        words(command);
        useradd(i);
    }
    hiddenFailures();
    std::stable_sort(m_findings.begin(), m_findings.end(), [](const pam::Finding &left, const pam::Finding &right) {
        return std::tie(left.where.line, left.where.column, left.id) < std::tie(right.where.line, right.where.column, right.id);
    });
    return std::move(m_findings);
}

} // namespace

std::vector<pam::Finding> lintScript(std::string_view text, const std::string &file)
{
    return ScriptLint(text, file).run();
}

} // namespace pamphlet::teleport
