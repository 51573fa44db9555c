// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace pamphlet::app::cli {

/**
 * polkit's own textual agent, for this process alone: asks for a password on the terminal when nobody else does. Registered as a
 * fallback, so a graphical agent of the session goes first. It runs in a thread of its own, because it reads the
 * terminal while the event loop waits for the helper.
 */
class TextAgent
{
public:
    /// Null where there is no terminal to ask on, no polkit, or an agent is refused: then the question goes its usual way.
    static std::unique_ptr<TextAgent> forTerminal();
    /// Gives the terminal back as it was, also out of the middle of a question. polkit forgets the agent when the process ends.
    ~TextAgent();

    /// Around a stop of the process (Ctrl+Z).
    void suspend();
    void resume();

    TextAgent(const TextAgent &) = delete;
    TextAgent &operator=(const TextAgent &) = delete;

private:
    struct Private;
    explicit TextAgent(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace pamphlet::app::cli
