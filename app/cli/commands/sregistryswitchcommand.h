// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/writeoptions.h"

#include <string>

namespace pamphlet::app::cli {

/// pamphletctl sregistry enable-pam DIR, and disable-pam DIR.
class SregistrySwitchCommand final : public Command
{
    Q_OBJECT
public:
    enum class To { On, Off };
    explicit SregistrySwitchCommand(To to)
        : m_to(to)
    { }

    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    To m_to;
    std::string m_directory;
    WriteOptions m_writing;
};

} // namespace pamphlet::app::cli
