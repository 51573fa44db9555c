// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as a module catalogue: refused with a place in the text, or a catalogue in order.
#include "core/pam/modules/modulecatalogue.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view json(reinterpret_cast<const char *>(data), size);
    const Result<ModuleCatalogue> parsed = ModuleCatalogue::parse(json);
    if (!parsed) {
        const Place &where = parsed.error().where;
        const auto lines = static_cast<std::size_t>(std::count(json.begin(), json.end(), '\n')) + 1;
        require(where.line >= 1 && where.line <= lines && where.column >= 1 && where.column <= size + 1);
        require(!parsed.error().detail.empty());
        return 0;
    }
    const std::vector<ModuleInfo> &modules = parsed->modules();
    require(std::adjacent_find(modules.begin(), modules.end(), [](const auto &a, const auto &b) { return a.name >= b.name; })
            == modules.end());
    for (const ModuleInfo &info : modules) {
        require(parsed->find(info.name) == &info);
        require(!info.facilities.empty() && !info.summary.empty());
        require(info.factor.empty() == (info.credential != Credential::Checked));
        for (const ModuleArgument &argument : info.arguments)
            require(info.argument(argument.name) == &argument);
        for (const Scenario scenario : allScenarios) {
            for (const Primitive primitive : allPrimitives) {
                const std::optional<int> code = info.likelyAnswer(scenario, primitive);
                require(!code || (*code >= 0 && *code < returnCodeCount));
            }
        }
    }
    return 0;
}
