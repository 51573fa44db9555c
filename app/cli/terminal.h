// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

#include <termios.h>

QT_BEGIN_NAMESPACE
class QSocketNotifier;
QT_END_NAMESPACE

namespace pamphlet::app::cli {

/// The terminal that a person sits at, whatever standard input and output are. Asks without blocking the event loop; what is typed
/// goes into a Secret and nowhere else. However the question ends, the terminal is as it was.
class Terminal final : public QObject
{
    Q_OBJECT
public:
    /// Unsupported where the process has no terminal.
    static Result<std::unique_ptr<Terminal>> open();
    ~Terminal() override;

    /// Asks; `answered` is called once with a line, or with Cancelled if the terminal was closed or Ctrl+D was typed.
    void ask(const QString &prompt, bool echo, std::function<void(Result<Secret>)> answered);
    /// Takes the question back.
    void abandon();

    /// Around a stop of the process (Ctrl+Z).
    void suspend();
    void resume();

private:
    explicit Terminal(int fd);
    void put(const QString &text) const;
    void prepare();
    void restore();
    void readLine();
    void conclude(Result<Secret> answer);

    int m_fd = -1;
    termios m_before = {};
    bool m_prepared = false;
    bool m_echo = true;
    QString m_prompt;
    std::function<void(Result<Secret>)> m_answered;
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace pamphlet::app::cli
