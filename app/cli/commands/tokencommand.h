// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandgroup.h"

namespace pamphlet::app::cli {

/// pamphletctl token check | set | access | mint | verify | key: the token service and the registry that believes it.
class TokenCommand final : public CommandGroup
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
};

} // namespace pamphlet::app::cli
