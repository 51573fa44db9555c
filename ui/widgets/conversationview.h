// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"
#include "ui/ports/helperport.h"
#include "ui/style/colors.h"

#include <QScrollArea>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace pamphlet::ui {

/// The conversation of a login as it happens: what the modules say, and a field for each answer.
class ConversationView final : public QScrollArea
{
    Q_OBJECT
public:
    explicit ConversationView(QWidget *parent = nullptr);

    void clear();
    void addMessage(MessageStyle style, const QString &text);
    void addPrompt(unsigned prompt, MessageStyle style, const QString &text);
    void addResult(Tone tone, const QString &text);
    /// Takes the open field away: nobody waits for its answer any more.
    void closePrompt();

    /// What was said, line by line. Answers are never in it.
    const QStringList &transcript() const { return m_transcript; }

Q_SIGNALS:
    /// The receiver takes the secret out of `secret`; what is left is wiped.
    void answered(unsigned prompt, pamphlet::Secret *secret);

private:
    void submit();
    void add(QWidget *widget);
    QLabel *line(const QString &text, const QString &name);

    QWidget *m_content;
    QVBoxLayout *m_layout;
    QLineEdit *m_field = nullptr;
    QWidget *m_row = nullptr;
    unsigned m_prompt = 0;
    int m_count = 0;
    QStringList m_transcript;
};

} // namespace pamphlet::ui
