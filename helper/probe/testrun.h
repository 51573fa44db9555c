// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/secret.h"
#include "helper/probe/frame.h"
#include "helper/probe/probeprocess.h"
#include "helper/staging/stagedrule.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QSocketNotifier;

namespace pamphlet::helper {

/// What a test login needs.
struct TestSetup {
    std::string probe; ///< path of pamphlet-probe
    LoginRequest request; ///< confDirectory names the staged configuration
    std::vector<StagedRule> rules; ///< of the traced rules, by number
    unsigned timeoutSeconds = 60;
    std::string remark; ///< English; given back with the end of a login that was not cut short
    std::shared_ptr<void> stage; ///< released before finished() is emitted
};

/**
 * One test login in a probe of its own. Signals come in the order things happened; finished() is the last one, exactly
 * once, after the probe and every process it started are gone. Destruction cancels without a signal.
 */
class TestRun : public QObject
{
    Q_OBJECT
public:
    explicit TestRun(TestSetup setup, QObject *parent = nullptr);
    ~TestRun() override;

    /// Starts the probe; no signal comes before the event loop runs again.
    Result<void> start();

    /// NotFound unless `prompt` is the one that waits; InvalidArgument for an answer that C cannot represent (NUL).
    Result<void> answer(quint32 prompt, const Secret &secret);

    void cancel();

    /// The process id of the probe; -1 before start() and after the end.
    qint64 probePid() const;

Q_SIGNALS:
    /// style: echo-on, echo-off (then prompt is a number to answer), info, error (prompt is 0).
    void message(quint32 prompt, const QString &style, const QString &text);
    void step(const QString &primitive, const QString &file, quint32 line, const QString &module, int returned, quint64 microseconds);
    void primitive(const QString &primitive, int code, quint64 microseconds);
    /// error: empty, or TimedOut, Cancelled, ProbeFailed; detail in English.
    void finished(const QString &error, const QString &detail);

private:
    enum class Channel { HasMore, Empty, HungUp };

    void readChannel();
    Channel readFrames(int limit);
    void take(const Frame &frame);
    void taken(const ModuleMessage &message);
    void taken(const RuleBegins &rule);
    void taken(const RuleReturned &rule);
    void taken(const CallBegins &call);
    void taken(const CallReturned &call);
    void taken(const SequenceEnded &);
    void taken(const ProbeEnded &ended);
    void taken(const LoginRequest &);

    void stop(ErrorCode code, std::string detail);
    void timeOut();
    void probeEnded();
    void finish();
    std::string whereItStands() const;
    std::string describeEnd(const std::string &probe) const;

    TestSetup m_setup;
    std::optional<ProbeProcess> m_process;
    std::unique_ptr<QSocketNotifier> m_channelNotifier;
    std::unique_ptr<QSocketNotifier> m_endNotifier;
    QTimer m_limit;
    QTimer m_grace;
    std::vector<char> m_buffer;
    std::size_t m_received = 0; ///< bytes so far

    quint32 m_prompt = 0; ///< waits for an answer
    std::optional<RuleBegins> m_rule; ///< has not come back
    std::optional<CallBegins> m_call; ///< has not come back
    bool m_sequenceEnded = false;
    std::optional<ProbeEnded> m_ended;
    std::optional<Error> m_error;
    bool m_finished = false;
};

} // namespace pamphlet::helper
