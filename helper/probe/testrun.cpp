// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/probe/testrun.h"

#include <QSocketNotifier>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include <string.h> // sigabbrev_np
#include <sys/socket.h>
#include <sys/uio.h>

namespace pamphlet::helper {

namespace {

constexpr int framesAtOnce = 64; ///< then the event loop has its turn: a chatty module must not stop the helper
constexpr std::size_t maxReceived = 8U << 20;
constexpr std::chrono::seconds grace{15}; ///< more than the probe takes to end what modules left (descendants.h)

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

std::string signalName(int number)
{
    const char *name = ::sigabbrev_np(number);
    return "signal " + std::to_string(number) + (name ? std::string(" (SIG") + name + ")" : std::string());
}

std::string describe(const StagedRule &rule)
{
    std::string description = rule.module + " (" + rule.file + ":" + std::to_string(rule.line) + ")";
    // Names come from a file that anything may stand in; this text goes to logs.
    for (char &byte : description) {
        if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f)
            byte = '?';
    }
    return description;
}

} // namespace

TestRun::TestRun(TestSetup setup, QObject *parent)
    : QObject(parent)
    , m_setup(std::move(setup))
    , m_buffer(maxFrameBytes)
{
    m_limit.setSingleShot(true);
    m_limit.setTimerType(Qt::PreciseTimer);
    m_grace.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &TestRun::timeOut);
    connect(&m_grace, &QTimer::timeout, this, [this] {
        if (m_process)
            m_process->kill();
    });
}

TestRun::~TestRun()
{
    // The notifiers first: they must not outlive the descriptors they watch.
    m_channelNotifier.reset();
    m_endNotifier.reset();
    m_process.reset();
}

qint64 TestRun::probePid() const
{
    return m_process ? m_process->pid() : -1;
}

Result<void> TestRun::start()
{
    if (m_process || m_finished)
        return fail(ErrorCode::Internal, "a test login is started once");
    auto process = ProbeProcess::spawn(m_setup.probe);
    if (!process)
        return fail(std::move(process).error());
    m_process.emplace(std::move(*process));

    const std::string request = encodeFrame(m_setup.request);
    if (::send(m_process->channel(), request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
        m_process.reset();
        return fail(ErrorCode::ProbeFailed, "the probe did not take the request");
    }
    m_channelNotifier = std::make_unique<QSocketNotifier>(m_process->channel(), QSocketNotifier::Read);
    connect(m_channelNotifier.get(), &QSocketNotifier::activated, this, &TestRun::readChannel);
    m_endNotifier = std::make_unique<QSocketNotifier>(m_process->pidfd(), QSocketNotifier::Read);
    connect(m_endNotifier.get(), &QSocketNotifier::activated, this, &TestRun::probeEnded);
    m_limit.start(std::chrono::seconds(m_setup.timeoutSeconds));
    return {};
}

Result<void> TestRun::answer(quint32 prompt, const Secret &secret)
{
    if (!m_process || m_error || prompt == 0 || prompt != m_prompt)
        return fail(ErrorCode::NotFound, "no prompt with this number waits for an answer");
    if (secret.view().find('\0') != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument, "an answer cannot hold a NUL byte");
    auto header = encodeAnswerHeader(prompt, secret.size());
    // sendmsg() only reads; the secret goes from its own page into the socket.
    iovec parts[] = {{header.data(), header.size()}, {const_cast<char *>(secret.view().data()), secret.size()}};
    msghdr message{};
    message.msg_iov = parts;
    message.msg_iovlen = 2;
    ssize_t sent = 0;
    do {
        sent = ::sendmsg(m_process->channel(), &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent != static_cast<ssize_t>(header.size() + secret.size()))
        return fail(ErrorCode::ProbeFailed, "the probe did not take the answer");
    m_prompt = 0;
    return {};
}

void TestRun::cancel()
{
    stop(ErrorCode::Cancelled, "the test login was cancelled");
}

void TestRun::timeOut()
{
    stop(ErrorCode::TimedOut, whereItStands() + " within " + std::to_string(m_setup.timeoutSeconds) + " s");
}

std::string TestRun::whereItStands() const
{
    if (m_prompt != 0)
        return "prompt " + std::to_string(m_prompt) + (m_rule ? " of " + describe(m_setup.rules[m_rule->rule]) : std::string())
            + " was not answered";
    if (m_rule)
        return describe(m_setup.rules[m_rule->rule]) + " did not come back from " + std::string(pam::primitiveName(m_rule->primitive));
    if (m_call)
        return std::string(callName(m_call->primitive)) + " did not come back";
    return "the login did not end";
}

void TestRun::stop(ErrorCode code, std::string detail)
{
    if (!m_process || m_error || m_finished)
        return;
    m_error = Error{code, std::move(detail), {}};
    m_limit.stop();
    m_prompt = 0;
    m_process->terminate();
    m_grace.start(grace);
}

void TestRun::readChannel()
{
    if (readFrames(framesAtOnce) == Channel::HungUp && m_channelNotifier)
        m_channelNotifier->setEnabled(false);
}

TestRun::Channel TestRun::readFrames(int limit)
{
    for (int i = 0; i < limit; ++i) {
        const ssize_t size = ::recv(m_process->channel(), m_buffer.data(), m_buffer.size(), MSG_DONTWAIT | MSG_TRUNC);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && errno == EAGAIN) // which Linux also calls EWOULDBLOCK
            return Channel::Empty;
        if (size <= 0)
            return Channel::HungUp;
        m_received += static_cast<std::size_t>(size);
        if (m_received > maxReceived) {
            stop(ErrorCode::ProbeFailed, "the modules said more than a login may say");
            continue;
        }
        // Beyond the buffer only if it is none of ours; decodeFrame() refuses it by its size.
        const auto frame = static_cast<std::size_t>(size) > m_buffer.size()
            ? Result<Frame>(fail(ErrorCode::InvalidInput, "an overlong frame"))
            : decodeFrame({m_buffer.data(), static_cast<std::size_t>(size)});
        if (frame)
            take(*frame);
        else
            stop(ErrorCode::ProbeFailed, "the probe sent " + frame.error().detail);
    }
    return Channel::HasMore;
}

void TestRun::take(const Frame &frame)
{
    std::visit([this](const auto &content) { taken(content); }, frame);
}

void TestRun::taken(const LoginRequest &)
{
    stop(ErrorCode::ProbeFailed, "the probe sent a request");
}

void TestRun::taken(const ModuleMessage &said)
{
    if (m_error)
        return;
    const bool asks = said.style == PromptStyle::EchoOn || said.style == PromptStyle::EchoOff;
    if (asks != (said.prompt != 0)) {
        stop(ErrorCode::ProbeFailed, "the probe sent a prompt without a number, or a number without a prompt");
        return;
    }
    if (asks)
        m_prompt = said.prompt;
    Q_EMIT message(said.prompt, text(promptStyleName(said.style)), text(said.text));
}

void TestRun::taken(const RuleBegins &rule)
{
    if (rule.rule >= m_setup.rules.size())
        stop(ErrorCode::ProbeFailed, "the probe named a rule that is not there");
    else if (!m_error)
        m_rule = rule;
}

void TestRun::taken(const RuleReturned &rule)
{
    if (rule.rule >= m_setup.rules.size()) {
        stop(ErrorCode::ProbeFailed, "the probe named a rule that is not there");
        return;
    }
    m_rule.reset();
    if (m_error)
        return;
    const StagedRule &place = m_setup.rules[rule.rule];
    Q_EMIT step(text(pam::primitiveName(rule.primitive)), text(place.file), static_cast<quint32>(place.line), text(place.module),
                rule.returned, rule.nanoseconds / 1000);
}

void TestRun::taken(const CallBegins &call)
{
    m_call = call;
}

void TestRun::taken(const CallReturned &call)
{
    m_call.reset();
    m_rule.reset();
    if (!m_error)
        Q_EMIT primitive(text(callName(call.primitive)), call.code, call.nanoseconds / 1000);
}

void TestRun::taken(const SequenceEnded &)
{
    m_sequenceEnded = true;
}

void TestRun::taken(const ProbeEnded &ended)
{
    m_ended = ended;
}

void TestRun::probeEnded()
{
    m_endNotifier->setEnabled(false);
    m_channelNotifier->setEnabled(false);
    // What was said before the end still counts.
    while (readFrames(framesAtOnce) == Channel::HasMore) { }
    finish();
}

std::string TestRun::describeEnd(const std::string &probe) const
{
    if (!m_ended)
        return probe.empty() ? "the probe ended without a word" : probe;
    std::string what = m_ended->signalled ? "killed by " + signalName(m_ended->number)
                                          : "the process ended itself with status " + std::to_string(m_ended->number);
    if (m_rule)
        return what + " in " + describe(m_setup.rules[m_rule->rule]) + ", " + std::string(pam::primitiveName(m_rule->primitive));
    if (m_call)
        return what + " in " + std::string(callName(m_call->primitive));
    return what + " in pam_end";
}

void TestRun::finish()
{
    if (m_finished)
        return;
    m_finished = true;
    m_limit.stop();
    m_grace.stop();
    const std::string probe = m_process->reap();
    // Not deleted here: this may run from a slot of one of them.
    m_channelNotifier.release()->deleteLater();
    m_endNotifier.release()->deleteLater();
    m_process.reset();
    m_setup.stage.reset();
    if (!m_error && !m_sequenceEnded)
        m_error = Error{ErrorCode::ProbeFailed, describeEnd(probe), {}};
    if (m_ended && m_ended->left > 0) {
        // Worse than whatever else went wrong: something of the test is still running.
        const std::string before = m_error ? m_error->detail + "; " : std::string();
        m_error = Error{
            ErrorCode::ProbeFailed, before + "processes that were left and could not be ended: " + std::to_string(m_ended->left), {}};
    }
    Q_EMIT finished(m_error ? text(errorName(m_error->code)) : QString(), text(m_error ? m_error->detail : m_setup.remark));
}

} // namespace pamphlet::helper
