// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "batchrunner.h"
#include "configuration.h"
#include "prediction.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace pamphlet::test {

/// How often what was seen.
struct Tally {
    std::size_t compared = 0;
    std::size_t leftOut = 0; ///< undefined, or too large
    std::size_t aborted = 0; ///< pam_start refused
    std::size_t hung = 0;
    std::size_t crashed = 0;
    std::size_t calls = 0;
    std::size_t suspended = 0; ///< calls that answered PAM_INCOMPLETE
    std::size_t steps = 0; ///< rules run
    std::size_t unforeseen = 0; ///< answers that the test itself could not know: 0 if it is right
    std::uint32_t codes = 0; ///< bit n: a call answered n
};

/// A configuration of which libpam and the simulator say different things.
struct Counterexample {
    Configuration configuration;
    TransactionRecord libpam;
    Prediction simulator;
};

/// Feeds the same configurations to this machine's libpam and to the simulator.
class Differential
{
public:
    /// `directory`: of our own, empty.
    Differential(Predictor predictor, std::string directory, std::string askModule);

    /// One configuration for each number from `first` on, until `count` have been looked at, `enough` says so, or they differ.
    std::optional<Counterexample> compare(std::uint32_t first, std::size_t count, const std::function<bool()> &enough = {});
    /// The smallest that still differs.
    Counterexample shrunk(const Counterexample &found) const;

    const Tally &tally() const { return m_tally; }

private:
    struct Batch {
        std::vector<Configuration> configurations;
        std::vector<Prediction> predictions;
    };

    Batch batch(std::uint32_t first, std::size_t count, std::size_t slot);
    std::optional<Counterexample> check(const Batch &batch, const std::vector<TransactionRecord> &records);
    /// nullopt where they agree or nothing can be said.
    std::optional<Counterexample> single(const Configuration &configuration) const;
    void count(const Prediction &prediction);

    Predictor m_predictor;
    std::string m_directory;
    std::string m_askModule;
    Tally m_tally;
};

/// What differs, for a person to read.
std::string printable(const Counterexample &counterexample);

} // namespace pamphlet::test
