// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "app/cli/json.h"
#include "core/pam/modules/inventory.h"

#include <QCoreApplication>

namespace pamphlet::app::cli {

/// How a module is shown: as JSON, as a line of a table, as a page of its own.
class ModulePage
{
    Q_DECLARE_TR_FUNCTIONS(ModulePage)
public:
    static Json json(const pam::ModuleRecord &module);
    static QStringList titles();
    static QStringList row(const pam::ModuleRecord &module);
    static void print(Console &console, const pam::ModuleRecord &module);
};

} // namespace pamphlet::app::cli
