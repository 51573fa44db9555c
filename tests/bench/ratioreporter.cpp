// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ratioreporter.h"

#include "tests/bench/targets.h"

#include <algorithm>
#include <cstdio>

namespace pamphlet::bench {

namespace {

constexpr const char *format = "%-34s %14s %14s %10s %12s  %-7s %s\n";

std::string timeText(double seconds)
{
    char text[32];
    if (seconds < 1e-6)
        std::snprintf(text, sizeof text, "%.0f ns", seconds * 1e9);
    else if (seconds < 1e-2)
        std::snprintf(text, sizeof text, "%.1f us", seconds * 1e6);
    else
        std::snprintf(text, sizeof text, "%.1f ms", seconds * 1e3);
    return text;
}

/// As people say it: 1.3 times the peer's time, or 50 times faster.
std::string ratioText(double ratio)
{
    char text[32];
    if (ratio > 0.2)
        std::snprintf(text, sizeof text, "%.2f x", ratio);
    else
        std::snprintf(text, sizeof text, "1/%.0f", 1 / ratio);
    return text;
}

} // namespace

bool RatioReporter::ReportContext(const Context & /*context*/)
{
    return true;
}

void RatioReporter::ReportRuns(const std::vector<Run> &runs)
{
    for (const Run &run : runs) {
        const std::string name = run.run_name.function_name;
        const auto slash = name.find('/');
        const std::string what = name.substr(0, slash);
        const std::string side = name.substr(slash + 1);
        if (!m_rows.contains(what))
            m_order.push_back(what);
        Row &row = m_rows[what];
        if (side != "ours")
            row.peerName = side;
        if (run.error_occurred) {
            row.error = run.error_message;
            continue;
        }
        if (run.run_type != Run::RT_Aggregate || run.aggregate_name != "median")
            continue;
        const double seconds = run.GetAdjustedCPUTime() / benchmark::GetTimeUnitMultiplier(run.time_unit);
        (side == "ours" ? row.ours : row.peer) = seconds;
    }
}

void RatioReporter::Finalize()
{
    std::printf("\nMedian CPU times of the same run.\n");
    std::printf(format, "what", "Pamphlet", "peer", "ratio", "target", "met", "peer");
    std::sort(m_order.begin(), m_order.end());
    for (const std::string &what : m_order)
        print(what, m_rows[what]);
}

void RatioReporter::print(const std::string &what, const Row &row)
{
    const auto target = std::find_if(targets.begin(), targets.end(), [&what](const Target &t) { return t.what == what; });
    const std::string most = target == targets.end() ? "-" : "<= " + ratioText(target->most);
    const auto time = [](double seconds) { return seconds > 0 ? timeText(seconds) : std::string("-"); };
    if (!row.error.empty() || row.peer <= 0 || row.ours <= 0) {
        const std::string why = row.error.empty() ? "one side was not run" : row.error;
        std::printf(format, what.c_str(), time(row.ours).c_str(), time(row.peer).c_str(), "-", most.c_str(), "-",
                    (row.peerName + " (" + why + ')').c_str());
        return;
    }
    const double ratio = row.ours / row.peer;
    const char *const met = target == targets.end() ? "-" : ratio <= target->most ? "yes" : "NO";
    std::printf(format, what.c_str(), timeText(row.ours).c_str(), timeText(row.peer).c_str(), ratioText(ratio).c_str(), most.c_str(), met,
                row.peerName.c_str());
}

} // namespace pamphlet::bench
