// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/generate/portability.h"

#include "core/pam/stack/servicelookup.h"
#include "core/pam/syntax/tokenizer.h"

#include <algorithm>
#include <array>
#include <set>

namespace pamphlet::pam {

namespace {

constexpr std::array<std::string_view, 4> controls{"required", "requisite", "sufficient", "optional"};
// Others may exist there under the same name and take other arguments.
constexpr std::array<std::string_view, 3> commonModules{"pam_unix.so", "pam_deny.so", "pam_permit.so"};

template<std::size_t N>
bool isOneOf(const std::array<std::string_view, N> &words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// POSIX: the portable filename character set.
bool isPortableName(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

/// Looks at one rule after the other.
class Survey
{
public:
    Survey(const Document &document, std::vector<PortabilityProblem> &problems)
        : m_document(document)
        , m_problems(problems)
    { }

    void look(const Node &node)
    {
        const Rule &rule = node.rule;
        if (!rule.type)
            return;
        lookAtWords(node);
        if (sameIgnoringCase(rule.type->text, "@include"))
            return add(PortabilityKind::AtInclude, *rule.type);
        if (rule.silent)
            add(PortabilityKind::SilentType, *rule.type);
        else if (!rule.facility)
            add(PortabilityKind::UnknownType, *rule.type);
        if (!rule.control)
            return add(PortabilityKind::MissingField, *rule.type);
        lookAtControl(rule);
        if (!rule.target)
            return add(PortabilityKind::MissingField, *rule.control);
        if (rule.kind == RuleKind::Module)
            lookAtModule(rule);
        else if (!rule.arguments.empty())
            add(PortabilityKind::IncludeArguments, rule.arguments.front());
    }

private:
    void add(PortabilityKind kind, const Token &token) { add(kind, token.span.begin, token.text); }
    void add(PortabilityKind kind, std::size_t offset, std::string detail)
    {
        m_problems.push_back({kind, m_document.place(offset), std::move(detail)});
    }

    void lookAtControl(const Rule &rule)
    {
        const Token &control = *rule.control;
        if (control.text == "binding")
            return add(PortabilityKind::Binding, control);
        if (rule.kind == RuleKind::Substack)
            return add(PortabilityKind::Substack, control);
        if (rule.kind == RuleKind::Include || isOneOf(controls, control.text))
            return;
        add(control.bracketed || control.text.find('=') != std::string::npos ? PortabilityKind::ControlList
                                                                             : PortabilityKind::UnknownControl,
            control);
    }

    void lookAtModule(const Rule &rule)
    {
        const std::string &module = rule.target->text;
        const std::string name = module.substr(module.rfind('/') + 1);
        if (name == "pam_stack.so" || name == "pam_stack")
            add(PortabilityKind::PamStack, *rule.target);
        else if (!isOneOf(commonModules, name))
            add(PortabilityKind::LinuxModule, *rule.target);
        if (name != module)
            add(PortabilityKind::ModulePath, *rule.target);
    }

    /// Words are cut by other rules there: as in a shell.
    void lookAtWords(const Node &node)
    {
        const Rule &rule = node.rule;
        std::vector<const Token *> tokens;
        for (const std::optional<Token> *token : {&rule.type, &rule.control, &rule.target}) {
            if (*token)
                tokens.push_back(&**token);
        }
        for (const Token &token : rule.arguments)
            tokens.push_back(&token);
        for (const Token *token : tokens) {
            const bool isList = rule.control && token == &*rule.control;
            if (token->bracketed && !isList)
                add(PortabilityKind::Brackets, *token);
            if (token->text.find_first_of("'\"") != std::string::npos)
                add(PortabilityKind::Quotes, *token);
        }
        if (tokens.empty())
            return;
        const std::size_t end = tokens.back()->span.end;
        if (end < m_document.text().size() && m_document.text()[end] == '#')
            add(PortabilityKind::Hash, end, "#");
    }

    const Document &m_document;
    std::vector<PortabilityProblem> &m_problems;
};

void surveyDocument(const Document &document, const std::string &file, std::vector<PortabilityProblem> &problems)
{
    const std::size_t first = problems.size();
    Survey survey(document, problems);
    for (const Node &node : document.nodes()) {
        if (node.kind == NodeKind::Rule)
            survey.look(node);
    }
    for (std::size_t i = first; i < problems.size(); ++i)
        problems[i].where.file = file;
    std::stable_sort(problems.begin() + static_cast<std::ptrdiff_t>(first), problems.end(),
                     [](const PortabilityProblem &a, const PortabilityProblem &b) { return a.where.line < b.where.line; });
}

void surveyName(std::string_view service, std::vector<PortabilityProblem> &problems)
{
    if (!isPortableName(service))
        problems.push_back({PortabilityKind::ServiceName, {}, std::string(service)});
}

/// Follows includes, each file once.
class TreeSurvey
{
public:
    TreeSurvey(const FileSource &tree, const LibpamProfile &profile)
        : m_tree(tree)
        , m_profile(profile)
    { }

    void look(const std::string &path)
    {
        m_open.push_back(path);
        const Document document = Document::parse(m_tree.read(path).bytes, m_profile);
        if (m_seen.insert(path).second)
            surveyDocument(document, path, m_problems);
        for (const Node &node : document.nodes()) {
            if (node.kind != NodeKind::Rule || !node.rule.target
                || (node.rule.kind != RuleKind::Include && node.rule.kind != RuleKind::Substack && node.rule.kind != RuleKind::AtInclude))
                continue;
            const Token &target = *node.rule.target;
            Place where = document.place(target.span.begin);
            where.file = path;
            const std::optional<std::string> file = findServiceFile(m_tree, m_profile, target.text);
            if (!file)
                m_problems.push_back({PortabilityKind::IncludeMissing, where, target.text});
            else if (std::find(m_open.begin(), m_open.end(), *file) != m_open.end())
                m_problems.push_back({PortabilityKind::IncludeCycle, where, target.text});
            else if (!m_seen.contains(*file))
                look(*file);
        }
        m_open.pop_back();
    }

    std::vector<PortabilityProblem> &problems() { return m_problems; }

private:
    const FileSource &m_tree;
    const LibpamProfile &m_profile;
    std::vector<std::string> m_open;
    std::set<std::string> m_seen;
    std::vector<PortabilityProblem> m_problems;
};

} // namespace

std::string_view portabilityName(PortabilityKind kind)
{
    constexpr std::array<std::string_view, 18> names{
        "control-list",      "substack",        "at-include",    "silent-type",   "unknown-type", "unknown-control",
        "include-arguments", "include-missing", "include-cycle", "pam-stack",     "linux-module", "module-path",
        "brackets",          "quotes",          "hash",          "missing-field", "binding",      "service-name"};
    return names.at(static_cast<std::size_t>(kind));
}

std::vector<PortabilityProblem> portabilityProblems(std::string_view service, const Document &document)
{
    std::vector<PortabilityProblem> problems;
    surveyName(service, problems);
    surveyDocument(document, {}, problems);
    return problems;
}

std::vector<PortabilityProblem> portabilityProblems(const FileSource &tree, const LibpamProfile &profile, const std::string &service)
{
    TreeSurvey survey(tree, profile);
    surveyName(service, survey.problems());
    if (const std::optional<std::string> file = findServiceFile(tree, profile, service))
        survey.look(*file);
    return std::move(survey.problems());
}

} // namespace pamphlet::pam
