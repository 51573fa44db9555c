// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/staging/stagedirectory.h"
#include "helper/staging/stageplan.h"

namespace pamphlet::helper {

/// A closed copy of what one service needs, on disk for as long as the object lives.
class StagedConfiguration
{
public:
    /// traceModule: path of pam_pamphlet_trace.so, for a request with trace. Errors: Unsupported, Unsafe, NoSpace, Io.
    static Result<StagedConfiguration> create(const StageRequest &request, const std::string &parent, const std::string &traceModule);

    /// For pam_start_confdir.
    std::string confDirectory() const { return m_directory.path() + "/" + stageConfName; }

    const std::vector<StagedRule> &rules() const { return m_rules; }
    const std::vector<UntracedRule> &untraced() const { return m_untraced; }

    /// See StagePlan.
    const std::vector<std::string> &sources() const { return m_sources; }
    const std::vector<std::string> &modules() const { return m_modules; }

private:
    StagedConfiguration(StageDirectory directory, StagePlan plan);

    StageDirectory m_directory;
    std::vector<StagedRule> m_rules;
    std::vector<UntracedRule> m_untraced;
    std::vector<std::string> m_sources;
    std::vector<std::string> m_modules;
};

} // namespace pamphlet::helper
