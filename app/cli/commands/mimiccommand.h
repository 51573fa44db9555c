// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// pamphletctl mimic NAME FACILITY… : prints a stub, writes nothing.
class MimicCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    std::string m_name;
    std::vector<std::string> m_facilities;
    std::string m_style;
    std::string m_target;
    bool m_portable = false;
};

} // namespace pamphlet::app::cli
