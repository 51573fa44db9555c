// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ModuleCatalogue::parse(): the form of docs/module-catalogue.md. Strict, for a mistyped key would otherwise be a fact that is missing.
#include "core/pam/modules/modulecatalogue.h"
#include "core/pam/modules/placedjson.h"

#include <algorithm>
#include <initializer_list>
#include <set>

namespace pamphlet::pam {

namespace {

using Kind = PlacedJson::Kind;

struct TypeRow {
    std::string_view name;
    ArgumentType type;
};
constexpr std::array<TypeRow, 9> argumentTypes{{
    {"flag", ArgumentType::Flag},
    {"text", ArgumentType::Text},
    {"number", ArgumentType::Number},
    {"path", ArgumentType::Path},
    {"choice", ArgumentType::Choice},
    {"octal", ArgumentType::Octal},
    {"duration", ArgumentType::Duration},
    {"user", ArgumentType::User},
    {"group", ArgumentType::Group},
}};

/// Reads values until the first one that is not what it should be; then `problem` says so, and nothing counts any more.
class Decoder
{
public:
    std::optional<Error> problem;

    std::vector<ModuleInfo> catalogue(const PlacedJson &root)
    {
        std::vector<ModuleInfo> modules;
        if (!object(root, {"copyright", "license", "format", "modules"}, {"format", "modules"}))
            return modules;
        if (const PlacedJson *format = member(root, "format"); format->kind != Kind::Number || format->text != "1")
            refuse(*format, "a format that this version does not know");
        std::set<std::string> names;
        for (const PlacedJson &element : array(*member(root, "modules"))) {
            ModuleInfo info = module(element);
            if (problem)
                break;
            if (!names.insert(info.name).second)
                refuse(element, "a module that comes twice");
            modules.push_back(std::move(info));
        }
        std::sort(modules.begin(), modules.end(), [](const ModuleInfo &a, const ModuleInfo &b) { return a.name < b.name; });
        return modules;
    }

private:
    ModuleInfo module(const PlacedJson &value)
    {
        ModuleInfo info;
        if (!object(value,
                    {"name", "summary", "package", "facilities", "credential", "factor", "arguments", "arguments_complete",
                     "free_arguments", "results", "likely", "likely_with", "side_effects", "configuration", "removed_in", "replacement"},
                    {"name", "summary", "facilities", "credential"}))
            return info;
        info.name = moduleName(*member(value, "name"));
        info.summary = line(*member(value, "summary"));
        info.facilities = facilities(*member(value, "facilities"));
        if (info.facilities.empty())
            refuse(*member(value, "facilities"), "no facility");
        info.credential = credential(*member(value, "credential"));
        if (const PlacedJson *factor = member(value, "factor"))
            info.factor = line(*factor);
        if (info.factor.empty() == (info.credential == Credential::Checked))
            refuse(value, "a factor belongs to what is checked, and to nothing else");
        if (const PlacedJson *arguments = member(value, "arguments"))
            info.arguments = moduleArguments(*arguments, info.facilities);
        info.argumentsComplete = flag(member(value, "arguments_complete"));
        info.freeArguments = flag(member(value, "free_arguments"));
        if (info.argumentsComplete && info.freeArguments)
            refuse(value, "free arguments are never complete");
        if (const PlacedJson *results = member(value, "results"))
            info.results = resultLists(*results, info.facilities);
        if (const PlacedJson *likely = member(value, "likely"))
            info.likely = likelyAnswers(*likely, info.facilities);
        if (const PlacedJson *conditional = member(value, "likely_with"))
            info.likelyWith = conditionalAnswers(*conditional, info.facilities);
        if (const PlacedJson *effects = member(value, "side_effects"))
            info.sideEffects = lines(*effects);
        if (const PlacedJson *files = member(value, "configuration"))
            info.configuration = lines(*files);
        if (const PlacedJson *version = member(value, "removed_in"))
            info.removedIn = line(*version);
        if (const PlacedJson *replacement = member(value, "replacement"))
            info.replacement = line(*replacement);
        if (const PlacedJson *package = member(value, "package"))
            info.package = line(*package);
        return info;
    }

    std::vector<ModuleArgument> moduleArguments(const PlacedJson &value, const std::vector<Facility> &served)
    {
        std::vector<ModuleArgument> arguments;
        std::set<std::string> names;
        for (const PlacedJson &element : array(value)) {
            ModuleArgument argument = moduleArgument(element, served);
            if (problem)
                break;
            if (!names.insert(argument.name).second)
                refuse(element, "an argument that comes twice");
            arguments.push_back(std::move(argument));
        }
        return arguments;
    }

    ModuleArgument moduleArgument(const PlacedJson &value, const std::vector<Facility> &served)
    {
        ModuleArgument argument;
        if (!object(value, {"name", "type", "choices", "facilities", "summary", "warning", "obsolete", "bare"},
                    {"name", "type", "summary"}))
            return argument;
        argument.name = line(*member(value, "name"));
        if (argument.name.find_first_of(" =[]#") != std::string::npos)
            refuse(*member(value, "name"), "not the name of an argument");
        argument.type = argumentType(*member(value, "type"));
        if (const PlacedJson *choices = member(value, "choices"))
            argument.choices = lines(*choices);
        if (argument.choices.empty() == (argument.type == ArgumentType::Choice))
            refuse(value, "choices belong to a choice, and to nothing else");
        if (const PlacedJson *where = member(value, "facilities")) {
            argument.facilities = facilities(*where);
            for (const Facility facility : argument.facilities) {
                if (std::find(served.begin(), served.end(), facility) == served.end())
                    refuse(*where, "a facility that the module does not serve");
            }
        }
        argument.summary = line(*member(value, "summary"));
        if (const PlacedJson *warning = member(value, "warning"))
            argument.warning = line(*warning);
        argument.obsolete = flag(member(value, "obsolete"));
        argument.bare = flag(member(value, "bare"));
        if (argument.bare && argument.type == ArgumentType::Flag)
            refuse(value, "a flag never has a value");
        return argument;
    }

    std::map<Primitive, std::vector<int>> resultLists(const PlacedJson &value, const std::vector<Facility> &served)
    {
        std::map<Primitive, std::vector<int>> lists;
        for (const PlacedJson::Member &entry : members(value)) {
            const Primitive which = primitive(entry, served);
            std::vector<int> &codes = lists[which];
            for (const PlacedJson &element : array(entry.value)) {
                codes.push_back(code(element));
                if (std::count(codes.begin(), codes.end(), codes.back()) > 1)
                    refuse(element, "a result that comes twice");
            }
        }
        return lists;
    }

    /// "always" holds wherever a scenario says nothing of its own.
    LikelyAnswers likelyAnswers(const PlacedJson &value, const std::vector<Facility> &served)
    {
        LikelyAnswers likely;
        if (const PlacedJson *always = value.kind == Kind::Object ? member(value, "always") : nullptr) {
            const std::map<Primitive, int> common = answers(*always, served);
            for (const Scenario scenario : allScenarios)
                likely[scenario] = common;
        }
        for (const PlacedJson::Member &entry : members(value)) {
            if (entry.key == "always")
                continue;
            const std::optional<Scenario> scenario = scenarioFromName(entry.key);
            if (!scenario) {
                refuse(entry.where, "an unknown scenario");
                break;
            }
            for (const auto &[which, answer] : answers(entry.value, served))
                likely[*scenario][which] = answer;
        }
        return likely;
    }

    /// "arguments" is the words of a rule, one after the other.
    std::vector<ConditionalAnswers> conditionalAnswers(const PlacedJson &value, const std::vector<Facility> &served)
    {
        std::vector<ConditionalAnswers> result;
        for (const PlacedJson &element : array(value)) {
            if (!object(element, {"arguments", "likely"}, {"arguments", "likely"}))
                break;
            ConditionalAnswers &conditional = result.emplace_back();
            conditional.arguments = lines(*member(element, "arguments"));
            if (conditional.arguments.empty())
                refuse(element, "no argument");
            conditional.likely = likelyAnswers(*member(element, "likely"), served);
        }
        return result;
    }

    std::map<Primitive, int> answers(const PlacedJson &value, const std::vector<Facility> &served)
    {
        std::map<Primitive, int> result;
        for (const PlacedJson::Member &entry : members(value))
            result[primitive(entry, served)] = code(entry.value);
        return result;
    }

    Primitive primitive(const PlacedJson::Member &entry, const std::vector<Facility> &served)
    {
        const std::optional<Primitive> found = primitiveFromName(entry.key);
        if (!found)
            refuse(entry.where, "an unknown primitive");
        else if (std::find(served.begin(), served.end(), facilityOf(*found)) == served.end())
            refuse(entry.where, "a primitive of a facility that the module does not serve");
        return found.value_or(Primitive::Authenticate);
    }

    int code(const PlacedJson &value)
    {
        // Only words: numbers would be right by chance too often.
        const std::string word = string(value);
        const std::optional<int> found = returnCodeFromText(word);
        if (!found || returnCodeWord(*found) != word) {
            refuse(value, "an unknown result");
            return rc::success;
        }
        return *found;
    }

    std::vector<Facility> facilities(const PlacedJson &value)
    {
        std::vector<Facility> result;
        for (const PlacedJson &element : array(value)) {
            const std::string name = string(element);
            const std::optional<Facility> facility = facilityFromName(name);
            if (!facility || facilityName(*facility) != name)
                refuse(element, "an unknown facility");
            else if (std::find(result.begin(), result.end(), *facility) != result.end())
                refuse(element, "a facility that comes twice");
            else
                result.push_back(*facility);
        }
        return result;
    }

    Credential credential(const PlacedJson &value)
    {
        const std::string word = string(value);
        if (word == "checked")
            return Credential::Checked;
        if (word == "unknown")
            return Credential::Unknown;
        if (word != "none")
            refuse(value, "an unknown kind of credential");
        return Credential::None;
    }

    ArgumentType argumentType(const PlacedJson &value)
    {
        const std::string name = string(value);
        const auto row
            = std::find_if(argumentTypes.begin(), argumentTypes.end(), [&name](const TypeRow &entry) { return entry.name == name; });
        if (row == argumentTypes.end()) {
            refuse(value, "an unknown type");
            return ArgumentType::Flag;
        }
        return row->type;
    }

    std::string moduleName(const PlacedJson &value)
    {
        std::string name = line(value);
        if (!name.ends_with(".so") || name.size() < 4 || name.find_first_of("/ []#") != std::string::npos)
            refuse(value, "not the name of a module");
        return name;
    }

    std::vector<std::string> lines(const PlacedJson &value)
    {
        std::vector<std::string> result;
        for (const PlacedJson &element : array(value))
            result.push_back(line(element));
        return result;
    }

    /// Text that people are shown as it is: something, and no control characters.
    std::string line(const PlacedJson &value)
    {
        std::string text = string(value);
        if (text.empty())
            refuse(value, "an empty text");
        if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
            refuse(value, "a control character");
        return text;
    }

    std::string string(const PlacedJson &value)
    {
        if (value.kind != Kind::String)
            refuse(value, "something else where a string belongs");
        return value.text;
    }

    bool flag(const PlacedJson *value)
    {
        if (value && value->kind != Kind::Boolean)
            refuse(*value, "something else where true or false belongs");
        return value && value->boolean;
    }

    const std::vector<PlacedJson> &array(const PlacedJson &value)
    {
        if (value.kind != Kind::Array)
            refuse(value, "something else where an array belongs");
        return value.elements;
    }

    const std::vector<PlacedJson::Member> &members(const PlacedJson &value)
    {
        if (value.kind != Kind::Object)
            refuse(value, "something else where an object belongs");
        return value.members;
    }

    /// An object that has no key but the known ones, and all that are needed.
    bool object(const PlacedJson &value, std::initializer_list<std::string_view> known, std::initializer_list<std::string_view> needed)
    {
        for (const PlacedJson::Member &entry : members(value)) {
            if (std::find(known.begin(), known.end(), entry.key) == known.end())
                refuse(entry.where, "an unknown key");
        }
        for (const std::string_view key : needed) {
            if (value.kind == Kind::Object && !member(value, key))
                refuse(value, std::string("no \"").append(key).append("\""));
        }
        return !problem;
    }

    static const PlacedJson *member(const PlacedJson &object, std::string_view key)
    {
        const auto found = std::find_if(object.members.begin(), object.members.end(),
                                        [key](const PlacedJson::Member &entry) { return entry.key == key; });
        return found == object.members.end() ? nullptr : &found->value;
    }

    void refuse(const PlacedJson &value, std::string what) { refuse(value.where, std::move(what)); }
    void refuse(const Place &where, std::string what)
    {
        if (!problem)
            problem = Error{ErrorCode::InvalidInput, std::move(what), where};
    }
};

} // namespace

Result<ModuleCatalogue> ModuleCatalogue::parse(std::string_view json)
{
    const Result<PlacedJson> root = parsePlacedJson(json);
    if (!root)
        return fail(root.error());
    Decoder decoder;
    ModuleCatalogue catalogue;
    catalogue.m_modules = decoder.catalogue(*root);
    if (decoder.problem)
        return fail(std::move(*decoder.problem));
    return catalogue;
}

} // namespace pamphlet::pam
