// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <CLI/CLI.hpp>

#include <string>

namespace pamphlet::app::cli {

class Session;

/// --write, --apply, --dry-run and --reason, of commands that print a difference unless they are told to write it.
class WriteOptions
{
public:
    void define(CLI::App &app);

    /// More than a difference is asked for.
    bool given() const { return m_write || m_apply || m_dryRun; }
    bool dryRun() const { return m_dryRun; }
    const std::string &reason() const { return m_reason; }

    /// InvalidArgument for --write on the system itself.
    Result<void> check(const Session &session) const;

private:
    bool m_write = false;
    bool m_apply = false;
    bool m_dryRun = false;
    std::string m_reason;
};

} // namespace pamphlet::app::cli
