// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/loginreport.h"

#include "app/cli/table.h"
#include "core/pam/dispatch/simulate.h"
#include "core/pam/returncode.h"
#include "ui/text/text.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace pamphlet::app::cli {

namespace {

bool isStart(const ui::TestPrimitive &primitive)
{
    return primitive.primitive == QStringLiteral("start");
}

QString codeText(int code)
{
    return shown(pam::returnCodeWord(code));
}

Json primitiveJson(const ui::TestPrimitive &primitive, std::optional<int> predicted)
{
    return Json{{"primitive", jsonString(primitive.primitive)},
                {"code", primitive.code},
                {"name", pam::returnCodeConstant(primitive.code)},
                {"milliseconds", static_cast<double>(primitive.microseconds) / 1000.0},
                {"predicted", predicted ? Json(*predicted) : Json(nullptr)}};
}

Json expectedJson(const pam::ReplayedCall &call)
{
    if (call.expectedFile.empty())
        return nullptr;
    return Json{{"file", call.expectedFile}, {"line", call.expectedLine}};
}

} // namespace

const char *messageStyleName(ui::MessageStyle style)
{
    switch (style) {
    case ui::MessageStyle::EchoOn:
        return "echo-on";
    case ui::MessageStyle::EchoOff:
        return "echo-off";
    case ui::MessageStyle::Info:
        return "info";
    case ui::MessageStyle::Error:
        return "error";
    }
    return "info";
}

namespace {

QString unexpectedText(const pam::ReplayedCall &call)
{
    if (call.predicted.value_or(true))
        return {};
    return call.expectedFile.empty()
        ? LoginReport::tr("unexpected: predicted was the end")
        : LoginReport::tr("unexpected: predicted was %1").arg(ui::text::shortPlace(call.expectedFile, call.expectedLine));
}

} // namespace

QString durationText(quint64 microseconds)
{
    if (microseconds < 1000)
        return LoginReport::tr("%1 µs").arg(microseconds);
    if (microseconds < 1'000'000)
        return LoginReport::tr("%1 ms").arg(static_cast<double>(microseconds) / 1e3, 0, 'f', 1);
    return LoginReport::tr("%1 s").arg(static_cast<double>(microseconds) / 1e6, 0, 'f', 2);
}

void LoginReport::addMessage(ui::MessageStyle style, const QString &text)
{
    m_conversation.append({style, text});
}

void LoginReport::addStep(const ui::TestStep &step)
{
    m_trace.append(step);
}

void LoginReport::addPrimitive(const ui::TestPrimitive &primitive)
{
    m_sequence.append(primitive);
}

void LoginReport::predictFrom(pam::EffectiveStack stack, pam::LibpamProfile profile)
{
    m_prediction = Prediction{std::move(stack), std::move(profile)};
}

pam::Replay LoginReport::replayed() const
{
    std::vector<pam::Primitive> primitives;
    std::vector<pam::ObservedCall> calls;
    bool known = m_prediction.has_value();
    const auto primitiveOf = [&known](const QString &name) {
        const std::optional<pam::Primitive> primitive = pam::primitiveFromName(name.toStdString());
        known = known && primitive;
        return primitive.value_or(pam::Primitive::Authenticate);
    };
    for (const ui::TestPrimitive &primitive : m_sequence) {
        if (!isStart(primitive))
            primitives.push_back(primitiveOf(primitive.primitive));
    }
    for (const ui::TestStep &step : m_trace)
        calls.push_back({primitiveOf(step.primitive), step.file.toStdString(), step.line, step.module.toStdString(), step.returned});
    if (!known || calls.empty()) // without a trace there is nothing to go by
        return {std::vector<pam::ReplayedCall>(calls.size()), std::vector<std::optional<int>>(primitives.size())};
    return pam::replay(m_prediction->stack, m_prediction->profile, primitives, calls);
}

bool LoginReport::ok() const
{
    const auto passed = [](const ui::TestPrimitive &primitive) { return primitive.code == pam::rc::success; };
    return std::all_of(m_sequence.begin(), m_sequence.end(), passed)
        && std::any_of(m_sequence.begin(), m_sequence.end(), [](const ui::TestPrimitive &primitive) { return !isStart(primitive); });
}

Json LoginReport::document(const QString &service, const QString &user, const QString &error) const
{
    const pam::Replay replay = replayed();
    Json sequence = Json::array();
    Json start = nullptr;
    for (const ui::TestPrimitive &primitive : m_sequence) {
        if (isStart(primitive))
            start = primitiveJson(primitive, m_prediction ? pam::startCode(m_prediction->stack.start) : std::nullopt);
        else
            sequence.push_back(primitiveJson(primitive, replay.codes[sequence.size()]));
    }
    Json conversation = Json::array();
    for (const Message &message : m_conversation)
        conversation.push_back(Json{{"style", messageStyleName(message.style)}, {"text", jsonString(message.text)}});
    Json trace = Json::array();
    for (const ui::TestStep &step : m_trace) {
        const pam::ReplayedCall &call = replay.calls[trace.size()];
        trace.push_back(Json{{"primitive", jsonString(step.primitive)},
                             {"file", jsonString(step.file)},
                             {"line", step.line},
                             {"module", jsonString(step.module)},
                             {"returned", step.returned},
                             {"microseconds", step.microseconds},
                             {"predicted", call.predicted ? Json(*call.predicted) : Json(nullptr)},
                             {"name", pam::returnCodeConstant(step.returned)},
                             {"expected", expectedJson(call)}});
    }
    return Json{{"service", jsonString(service)},
                {"user", jsonString(user)},
                {"sequence", sequence},
                {"conversation", conversation},
                {"trace", trace},
                {"ok", error.isEmpty() && ok()},
                {"start", start},
                {"error", error.isEmpty() ? Json(nullptr) : jsonString(error)}};
}

void LoginReport::print(Console &console, bool trace) const
{
    const pam::Replay replay = replayed();
    if (trace && !m_trace.isEmpty()) {
        console.line(console.styled(Style::Heading, tr("Trace")));
        QString primitive;
        Table table({}, 4);
        const auto flush = [&] {
            table.print(console);
            table = Table({}, 4);
        };
        std::size_t index = 0;
        for (const ui::TestStep &step : m_trace) {
            const pam::ReplayedCall &call = replay.calls[index++];
            if (step.primitive != primitive) {
                flush();
                primitive = step.primitive;
                console.line(QStringLiteral("  ") + shown(primitive));
            }
            table.addRow({ui::text::shortPlace(step.file.toStdString(), step.line), shown(step.module), codeText(step.returned),
                          durationText(step.microseconds), unexpectedText(call)},
                         unexpectedText(call).isEmpty() ? styleOfCode(step.returned) : Style::Warning);
        }
        flush();
    }
    if (m_sequence.isEmpty())
        return;
    console.line(console.styled(Style::Heading, tr("Result")));
    Table table({}, 2);
    std::size_t index = 0;
    for (const ui::TestPrimitive &primitive : m_sequence) {
        const std::optional<int> predicted = isStart(primitive) ? std::nullopt : replay.codes[index++];
        const bool unexpected = predicted && *predicted != primitive.code;
        if (!isStart(primitive) || primitive.code != pam::rc::success)
            table.addRow({shown(primitive.primitive), codeText(primitive.code), durationText(primitive.microseconds),
                          unexpected ? tr("unexpected: predicted was %1").arg(codeText(*predicted)) : QString()},
                         unexpected ? Style::Warning : styleOfCode(primitive.code));
    }
    table.print(console);
}

} // namespace pamphlet::app::cli
