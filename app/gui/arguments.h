// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>
#include <QStringList>

namespace pamphlet::app::gui {

struct Arguments {
    QString root = QStringLiteral("/");
    QString open; ///< a service or a file; empty: none
    QString grab; ///< save what the window shows here and end; empty: run as usual
    QString answer; ///< --help and --version: to print instead of running
};

/// InvalidArgument with a sentence for a wrong usage.
Result<Arguments> parseArguments(const QStringList &arguments);

} // namespace pamphlet::app::gui
