// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/modulecatalogue.h"

#include "core/pam/modules/builtindata.h"

#include <algorithm>
#include <cstdlib>

namespace pamphlet::pam {

namespace {

struct ScenarioRow {
    Scenario scenario;
    std::string_view name;
};
constexpr std::array<ScenarioRow, allScenarios.size()> scenarioNames{{
    {Scenario::RightPassword, "right-password"},
    {Scenario::WrongPassword, "wrong-password"},
    {Scenario::UnknownUser, "unknown-user"},
    {Scenario::ExpiredAccount, "expired-account"},
    {Scenario::Root, "root"},
    {Scenario::DirectoryServerDown, "directory-server-down"},
}};

std::optional<int> answerOf(const LikelyAnswers &likely, Scenario scenario, Primitive primitive)
{
    const auto answers = likely.find(scenario);
    if (answers == likely.end())
        return std::nullopt;
    const auto answer = answers->second.find(primitive);
    return answer == answers->second.end() ? std::nullopt : std::optional(answer->second);
}

bool byName(const ModuleInfo &info, std::string_view name)
{
    return info.name < name;
}

} // namespace

std::string_view scenarioName(Scenario scenario)
{
    const auto row = std::find_if(scenarioNames.begin(), scenarioNames.end(),
                                  [scenario](const ScenarioRow &entry) { return entry.scenario == scenario; });
    return row == scenarioNames.end() ? std::string_view() : row->name;
}

std::optional<Scenario> scenarioFromName(std::string_view name)
{
    const auto row
        = std::find_if(scenarioNames.begin(), scenarioNames.end(), [name](const ScenarioRow &entry) { return entry.name == name; });
    return row == scenarioNames.end() ? std::nullopt : std::optional(row->scenario);
}

const ModuleArgument *ModuleInfo::argument(std::string_view wanted) const
{
    const auto found
        = std::find_if(arguments.begin(), arguments.end(), [wanted](const ModuleArgument &argument) { return argument.name == wanted; });
    return found == arguments.end() ? nullptr : &*found;
}

std::optional<int> ModuleInfo::likelyAnswer(Scenario scenario, Primitive primitive, const std::vector<std::string> &ruleArguments) const
{
    for (const ConditionalAnswers &conditional : likelyWith) {
        const bool holds
            = std::search(ruleArguments.begin(), ruleArguments.end(), conditional.arguments.begin(), conditional.arguments.end())
            != ruleArguments.end();
        if (const std::optional<int> code = holds ? answerOf(conditional.likely, scenario, primitive) : std::nullopt)
            return code;
    }
    return answerOf(likely, scenario, primitive);
}

const ModuleCatalogue &ModuleCatalogue::builtin()
{
    static const ModuleCatalogue catalogue = [] {
        Result<ModuleCatalogue> parsed = parse(builtinModuleData());
        // Compiled in and parsed by the tests. Without it every unknown would be taken for harmless or for dangerous.
        if (!parsed)
            std::abort();
        return std::move(*parsed);
    }();
    return catalogue;
}

const ModuleInfo *ModuleCatalogue::find(std::string_view module) const
{
    const std::string_view name = module.substr(module.rfind('/') + 1); // npos + 1 is 0
    const auto found = std::lower_bound(m_modules.begin(), m_modules.end(), name, byName);
    return found == m_modules.end() || found->name != name ? nullptr : &*found;
}

} // namespace pamphlet::pam
