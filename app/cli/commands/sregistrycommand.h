// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandgroup.h"

namespace pamphlet::app::cli {

/// pamphletctl sregistry check | enable-pam | disable-pam DIR
class SregistryCommand final : public CommandGroup
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
};

} // namespace pamphlet::app::cli
