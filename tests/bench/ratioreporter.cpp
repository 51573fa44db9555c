// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ratioreporter.h"

#include <cstdio>

namespace pamphlet::bench {

bool RatioReporter::ReportContext(const Context &)
{
    return true;
}

void RatioReporter::ReportRuns(const std::vector<Run> &runs)
{
    for (const Run &run : runs) {
        if (run.error_occurred) {
            std::fprintf(stderr, "%s: %s\n", run.benchmark_name().c_str(), run.error_message.c_str());
            continue;
        }
        if (run.run_type != Run::RT_Aggregate || run.aggregate_name != "median")
            continue;
        const std::string name = run.run_name.function_name;
        const auto slash = name.rfind('/');
        const std::string what = name.substr(0, slash);
        const std::string side = name.substr(slash + 1);
        Row &row = m_rows[what];
        const double seconds = run.GetAdjustedCPUTime() / benchmark::GetTimeUnitMultiplier(run.time_unit);
        if (side == "ours") {
            row.ours = seconds;
        } else {
            row.peer = seconds;
            row.peerName = side;
        }
    }
}

void RatioReporter::Finalize()
{
    std::printf("%-44s %12s %12s %8s  %s\n", "what (median CPU time)", "Pamphlet", "peer", "ratio", "peer");
    for (const auto &[what, row] : m_rows) {
        std::printf("%-44s %9.1f µs %9.1f µs %8.2f  %s\n", what.c_str(), row.ours * 1e6, row.peer * 1e6, row.ours / row.peer,
                    row.peerName.c_str());
    }
}

} // namespace pamphlet::bench
