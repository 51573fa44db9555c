// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "app/cli/exitcode.h"
#include "app/cli/tree.h"
#include "core/result.h"
#include "ui/ports/helperport.h"

#include <QObject>

#include <memory>
#include <string>

namespace pamphlet::app::cli {

class SignalWatcher;
class TextAgent;

/// What the global options say.
struct Options {
    std::string root = "/";
    std::string libpam = "auto";
    bool json = false;
    bool noColor = false;
    bool quiet = false;
};

/// One run of pamphletctl: where it looks, where it prints, how it ends.
class Session final : public QObject
{
    Q_OBJECT
public:
    explicit Session(Options options);
    ~Session() override;

    const Options &options() const { return m_options; }
    Console &console() { return m_console; }

    Result<Tree> tree() const;

    /// Who changes the tree. On a terminal a password is asked for there, unless a graphical agent does it.
    Result<ui::HelperPort *> helper();

    /// From the first call on Ctrl+C and its kin do not end the process: somebody must listen, and finish.
    SignalWatcher &watchSignals();

    /// Ends the run, once.
    void finish(ExitCode code);
    /// Says what went wrong, and ends the run with the code that belongs to it.
    void fail(const Error &error);
    /// Ends a run in the middle of a change: nobody knows how far it came.
    void interrupt();

Q_SIGNALS:
    void finished(int code);

private:
    Options m_options;
    Console m_console;
    std::unique_ptr<TextAgent> m_agent;
    std::unique_ptr<SignalWatcher> m_signals;
    std::unique_ptr<ui::HelperPort> m_helper;
    bool m_finished = false;
};

} // namespace pamphlet::app::cli
