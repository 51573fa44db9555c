// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/staging/stagedconfiguration.h"

#include <utility>

namespace pamphlet::helper {

StagedConfiguration::StagedConfiguration(StageDirectory directory, StagePlan plan)
    : m_directory(std::move(directory))
    , m_rules(std::move(plan.rules))
    , m_untraced(std::move(plan.untraced))
    , m_sources(std::move(plan.sources))
    , m_modules(std::move(plan.modules))
{ }

Result<StagedConfiguration> StagedConfiguration::create(const StageRequest &request, const std::string &parent,
                                                        const std::string &traceModule)
{
    auto directory = StageDirectory::create(parent);
    if (!directory)
        return fail(directory.error());
    auto plan = planStage(request, directory->path());
    if (!plan)
        return fail(plan.error());
    if (auto made = directory->addDirectory(stageConfName); !made) // also if nothing is in it: libpam then says that nothing is there
        return fail(made.error());
    for (const auto &[name, bytes] : plan->files) {
        if (auto added = directory->addFile(name, bytes); !added)
            return fail(added.error());
    }
    for (const std::string &name : plan->links) {
        if (auto added = directory->addLink(name, traceModule); !added)
            return fail(added.error());
    }
    return StagedConfiguration(std::move(*directory), std::move(*plan));
}

} // namespace pamphlet::helper
