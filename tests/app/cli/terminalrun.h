// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

#include <sys/types.h>

namespace pamphlet::test {

/// A program on a terminal of its own: a session whose controlling terminal is a pty that the test types on and reads.
class TerminalRun
{
public:
    /// Standard input, output and error are the terminal; `input`: standard input is this file instead.
    TerminalRun(const QString &program, const QStringList &arguments, const QString &input = {});
    ~TerminalRun();

    /// Reads until the output holds `text` behind what was expected last; false after 30 seconds or at the end.
    bool expect(const QByteArray &text);
    void type(const QByteArray &bytes) const;

    /// Whether the terminal shows what is typed.
    bool echoes() const;
    pid_t process() const { return m_process; }
    /// Waits for a stop (Ctrl+Z); false after 30 seconds.
    bool waitForStop() const;

    /// Waits for the end: the exit status; -1 if it had to be ended, -2 if a signal ended it.
    int exitCode();
    /// All that was shown so far.
    const QByteArray &output() const { return m_output; }

private:
    bool readSome(int milliseconds);

    int m_master = -1;
    int m_slave = -1; ///< kept open, so that the modes can be read after the program ended
    pid_t m_process = -1;
    QByteArray m_output;
    qsizetype m_seen = 0;
    bool m_reaped = false;
};

} // namespace pamphlet::test
