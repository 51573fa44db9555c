// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/facts.h"
#include "core/pam/lint/fixes.h"
#include "core/pam/lint/spelling.h"

#include <algorithm>
#include <map>

namespace pamphlet::pam {

namespace {

bool consistsOf(std::string_view text, std::string_view digits)
{
    return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

bool isNumber(std::string_view text)
{
    return consistsOf(text.substr(text.starts_with('-') || text.starts_with('+') ? 1 : 0), "0123456789");
}

std::string joined(const std::vector<std::string> &words)
{
    std::string result;
    for (const std::string &word : words)
        result += (result.empty() ? "" : ", ") + word;
    return result;
}

/// What is expected in place of a value: "number", "octal", "none", "some" or the choices; empty if it will do.
std::string expectation(const ModuleArgument &argument, std::string_view text)
{
    const std::size_t equals = text.find('=');
    if (argument.type == ArgumentType::Flag)
        return equals == std::string_view::npos ? "" : "none";
    if (equals == std::string_view::npos)
        return "some";
    const std::string_view value = text.substr(equals + 1);
    switch (argument.type) {
    case ArgumentType::Number:
    case ArgumentType::Duration:
        return isNumber(value) ? "" : "number";
    case ArgumentType::Octal:
        return consistsOf(value, "01234567") ? "" : "octal";
    case ArgumentType::Choice:
        return std::find(argument.choices.begin(), argument.choices.end(), value) == argument.choices.end() ? joined(argument.choices) : "";
    case ArgumentType::Path:
    case ArgumentType::User:
    case ArgumentType::Group:
        return value.empty() ? "some" : "";
    case ArgumentType::Flag:
    case ArgumentType::Text:
        break;
    }
    return {};
}

/// The values that a warning speaks of: `"none" and 0 keep …`. Empty if it holds for any.
std::vector<std::string_view> warnedValues(std::string_view warning)
{
    std::vector<std::string_view> values;
    for (bool more = true; more && !warning.empty();) {
        const std::size_t end = warning.front() == '"' ? warning.find('"', 1) : std::min(warning.find(' '), warning.size());
        if (end == std::string_view::npos)
            break;
        const std::string_view word = warning.substr(0, end);
        if (word.front() == '"')
            values.push_back(word.substr(1));
        else if (consistsOf(word, "0123456789"))
            values.push_back(word);
        else
            more = word == "and" || word == "or";
        warning.remove_prefix(std::min(warning.size(), end + (word.front() == '"' ? 1 : 0)));
        warning.remove_prefix(std::min(warning.size(), warning.find_first_not_of(' ')));
    }
    return values;
}

bool isWarnedOf(const ModuleArgument &argument, std::string_view text)
{
    if (argument.warning.empty())
        return false;
    const std::vector<std::string_view> values = warnedValues(argument.warning);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos)
        return values.empty();
    const std::string_view value = text.substr(equals + 1);
    return values.empty() ? value != "0" : std::find(values.begin(), values.end(), value) != values.end(); // 0 switches it off
}

/// PAM031, PAM078…PAM081: arguments that a module does not know, or that are better not there.
class ArgumentLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        for (const Entry *entry : subject.ownEntries()) {
            const Node *node = nodeOf(subject.stack, *entry);
            const ModuleInfo *info = entry->kind == EntryKind::Module ? context.catalogue.find(entry->module) : nullptr;
            if (!node || node->overlong || !info || info->freeArguments)
                continue;
            const auto [known, isNew] = m_faults.try_emplace({entry->file, entry->node, entry->facility});
            if (isNew)
                known->second = faultsOf(subject, *entry, *node, *info);
            for (const Fault &fault : known->second)
                findings.add(fault.id, fault.where, fault.arguments, subject.service, fault.fix);
        }
    }

private:
    struct Fault {
        std::string_view id;
        Place where;
        std::vector<std::string> arguments;
        std::optional<Fix> fix;
    };

    static std::vector<Fault> faultsOf(const Subject &subject, const Entry &entry, const Node &node, const ModuleInfo &info)
    {
        std::vector<Fault> faults;
        const Document &document = subject.stack.documents.at(entry.file);
        for (std::size_t i = 0; i < node.rule.arguments.size(); ++i) {
            const Token &token = node.rule.arguments[i];
            if (token.text.empty() || endsInCarriageReturn(token.text))
                continue;
            const Place where = placeOf(subject.stack, entry.file, token);
            const std::string name = token.text.substr(0, token.text.find('='));
            const ModuleArgument *argument = info.argument(name);
            if (!argument) {
                if (info.argumentsComplete)
                    faults.push_back({"PAM078", where, {token.text, entry.module, suggestion(name, info)}, {}});
                continue;
            }
            if (const std::string expected = expectation(*argument, token.text); !expected.empty())
                faults.push_back({"PAM081", where, {token.text, entry.module, expected}, {}});
            if (argument->obsolete)
                faults.push_back({"PAM079", where, {name, entry.module}, withoutArgument(entry.file, document, entry.node, i)});
            else if (!servesHere(*argument, entry.facility))
                faults.push_back({"PAM080", where, {name, entry.module, std::string(facilityName(entry.facility))}, {}});
            else if (isWarnedOf(*argument, token.text))
                faults.push_back(
                    {"PAM031",
                     where,
                     {name, entry.module, argument->warning},
                     argument->type == ArgumentType::Flag ? withoutArgument(entry.file, document, entry.node, i) : std::nullopt});
        }
        return faults;
    }

    static bool servesHere(const ModuleArgument &argument, Facility facility)
    {
        return argument.facilities.empty()
            || std::find(argument.facilities.begin(), argument.facilities.end(), facility) != argument.facilities.end();
    }

    static std::string suggestion(const std::string &name, const ModuleInfo &info)
    {
        std::vector<std::string> names;
        for (const ModuleArgument &argument : info.arguments) {
            if (!argument.obsolete)
                names.push_back(argument.name);
        }
        return intendedWord(name, names);
    }

    std::map<std::tuple<std::string, std::size_t, Facility>, std::vector<Fault>> m_faults;
};

} // namespace

std::unique_ptr<LintFamily> makeArgumentLints()
{
    return std::make_unique<ArgumentLints>();
}

} // namespace pamphlet::pam
