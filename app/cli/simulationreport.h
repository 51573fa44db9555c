// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/pam/dispatch/simulate.h"
#include "core/pam/stack/effectivestack.h"

#include <QCoreApplication>

#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// What libpam would do with one service, and how it is told.
class SimulationReport
{
    Q_DECLARE_TR_FUNCTIONS(pamphlet::app::cli::SimulationReport)

public:
    SimulationReport(std::string service, const pam::EffectiveStack &stack, pam::Simulation simulation);

    /// pam_start and every call succeeded.
    bool ok() const;

    Json document() const;
    void print(Console &console) const;

    /// Many services, one line each.
    static void printTable(Console &console, const std::vector<SimulationReport> &reports, const std::vector<pam::Primitive> &primitives);

private:
    void printResult(Console &console, const pam::PrimitiveResult &result) const;
    QString answerText(const pam::Step &step) const;

    std::string m_service;
    std::string m_file; ///< that decides; empty if there is none
    std::vector<pam::Problem> m_problems;
    pam::Simulation m_simulation;
};

} // namespace pamphlet::app::cli
