// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

#include <QObject>

namespace pamphlet::app::cli {

class Session;

/// One command of pamphletctl.
class Command : public QObject
{
public:
    using QObject::QObject;

    /// Adds the command and its options to the command line; they are bound to members.
    virtual CLI::App *define(CLI::App &parent) = 0;

    /// Does it. Ends with session.finish() or session.fail(), at once or when answers have come.
    virtual void run(Session &session) = 0;
};

} // namespace pamphlet::app::cli
