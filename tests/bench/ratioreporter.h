// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace pamphlet::bench {

/**
 * One table: each row is one of our measurements beside its peer of the same run. Benchmarks are named "WHAT/ours" and
 * "WHAT/PEER"; the median of the repetitions counts. A benchmark that ends with an error leaves its row without figures: the
 * error says why ("absent: …" where the machine lacks the peer). A row without a peer is an error of the benchmark's author.
 */
class RatioReporter final : public benchmark::BenchmarkReporter
{
public:
    bool ReportContext(const Context &context) override;
    void ReportRuns(const std::vector<Run> &runs) override;
    void Finalize() override;

private:
    struct Row {
        double ours = 0; ///< seconds an iteration
        double peer = 0;
        std::string peerName;
        std::string error;
    };

    static void print(const std::string &what, const Row &row);

    std::vector<std::string> m_order; ///< of first appearance
    std::map<std::string, Row> m_rows; ///< by name
};

} // namespace pamphlet::bench
