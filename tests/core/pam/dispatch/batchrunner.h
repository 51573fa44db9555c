// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "configuration.h"

#include <string>
#include <vector>

namespace pamphlet::test {

/// Writes the configuration's files into its directory, which is made, and removes what else is there.
bool write(const Configuration &configuration);

/**
 * Asks the libpam that this program is linked with about many configurations, whose files are written: one child process for as many
 * as it survives. As a real one may it hang or crash: then only the answer to that configuration is lost.
 */
class BatchRunner
{
public:
    BatchRunner() = default;
    ~BatchRunner();
    BatchRunner(const BatchRunner &) = delete;
    BatchRunner &operator=(const BatchRunner &) = delete;
    BatchRunner(BatchRunner &&) = delete;
    BatchRunner &operator=(BatchRunner &&) = delete;

    /// Begins; the caller has time for something else.
    void start(std::vector<Configuration> configurations);
    /// Waits; one record for each, in order.
    std::vector<TransactionRecord> finish();

    std::vector<TransactionRecord> run(std::vector<Configuration> configurations)
    {
        start(std::move(configurations));
        return finish();
    }

private:
    void launch();

    std::vector<Configuration> m_configurations;
    std::vector<TransactionRecord> m_records;
    int m_child = -1;
    int m_end = -1; ///< of the pipe that the child writes to
};

} // namespace pamphlet::test
