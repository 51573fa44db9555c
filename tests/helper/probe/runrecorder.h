// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/probe/testrun.h"

#include <QMap>
#include <QSignalSpy>
#include <QStringList>

namespace pamphlet::test {

/// Writes down what a login does, a line an event, and answers its prompts by their text.
class RunRecorder : public QObject
{
    Q_OBJECT
public:
    explicit RunRecorder(helper::TestRun &run, QMap<QString, QByteArray> answers = {})
        : m_run(run)
        , m_answers(std::move(answers))
        , m_finished(&run, &helper::TestRun::finished)
    {
        connect(&run, &helper::TestRun::message, this, &RunRecorder::heard);
        connect(&run, &helper::TestRun::step, this,
                [this](const QString &primitive, const QString &file, quint32 line, const QString &module, int returned, quint64) {
                    m_steps.append(QStringLiteral("%1 %2:%3 %4 %5").arg(primitive, file).arg(line).arg(module).arg(returned));
                    m_events.append(QStringLiteral("step ") + m_steps.last());
                });
        connect(&run, &helper::TestRun::primitive, this, [this](const QString &primitive, int code, quint64) {
            m_primitives.append(QStringLiteral("%1 %2").arg(primitive).arg(code));
            m_events.append(QStringLiteral("primitive ") + m_primitives.last());
        });
        connect(&run, &helper::TestRun::finished, this, [this](const QString &error, const QString &detail) {
            m_error = error;
            m_detail = detail;
            m_events.append(QStringLiteral("finished ") + error);
        });
    }

    /// True once the login has finished, and it did so once.
    bool wait(int milliseconds = 20000) { return (!m_finished.isEmpty() || m_finished.wait(milliseconds)) && m_finished.size() == 1; }

    const QStringList &events() const { return m_events; }
    const QStringList &messages() const { return m_messages; } ///< "info Text"
    const QStringList &steps() const { return m_steps; } ///< "authenticate /etc/pam.d/x:1 pam_x.so 0"
    const QStringList &primitives() const { return m_primitives; } ///< "authenticate 0"
    QString error() const { return m_error; }
    QString detail() const { return m_detail; }

private:
    void heard(quint32 prompt, const QString &style, const QString &text)
    {
        m_messages.append(style + QLatin1Char(' ') + text);
        m_events.append(QStringLiteral("message ") + m_messages.last());
        if (prompt == 0 || !m_answers.contains(text))
            return;
        Secret secret;
        const QByteArray &answer = m_answers[text];
        QVERIFY(secret.assign({answer.constData(), static_cast<std::size_t>(answer.size())}));
        QVERIFY(m_run.answer(prompt, secret));
    }

    helper::TestRun &m_run;
    QMap<QString, QByteArray> m_answers;
    QSignalSpy m_finished;
    QStringList m_events, m_messages, m_steps, m_primitives;
    QString m_error, m_detail;
};

} // namespace pamphlet::test
