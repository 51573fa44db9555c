// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "configuration.h"

#include "core/pam/dispatch/simulate.h"
#include "core/pam/libpamprofile.h"
#include "core/pam/stack/effectivestack.h"
#include "core/tree/memorytree.h"

#include <string>

namespace pamphlet::test {

/// What the simulator says of a configuration, in the terms of BatchRunner.
struct Prediction {
    pam::StartOutcome start = pam::StartOutcome::Success;
    std::size_t entries = 0; ///< libpam's time grows with the square of it
    std::size_t steps = 0;
    std::size_t assumed = 0; ///< calls of modules whose answer the test does not know: none if the test is right
    TransactionRecord record; ///< if `start` is Success or Abort
};

class Predictor
{
public:
    /// `profile` as the machine's libpam is; its modules are those that the machine has, and `askModule` (a path).
    Predictor(pam::LibpamProfile profile, std::string askModule);

    Prediction predict(const Configuration &configuration) const;

    /// Nothing can be compared: the specification leaves it open, or libpam would take too long for a test.
    static bool isLeftOut(const Prediction &prediction);
    static bool agrees(const Prediction &prediction, const TransactionRecord &record);

    const pam::LibpamProfile &profile() const { return m_profile; }

private:
    pam::LibpamProfile m_profile;
    std::string m_askModule;
    MemoryTree m_machine;
};

} // namespace pamphlet::test
