// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testclient.h"

#include "tests/support/memfd.h"

#include <QTest>

namespace pamphlet::test {

namespace {

const QString path = QStringLiteral("/org/pamphlet/Helper1");
const QString interface = QStringLiteral("org.pamphlet.Helper1");
constexpr int patience = 60000;

} // namespace

TestClient::TestClient(const QDBusConnection &connection, const QString &service)
    : m_connection(connection)
    , m_service(service)
{
    const auto listen = [this](const char *name, const char *slot) {
        if (!m_connection.connect(m_service, path, interface, QLatin1String(name), this, slot))
            qFatal("cannot listen to %s", name);
    };
    listen("TestMessage", SLOT(heardMessage(QString, uint, QString, QString)));
    listen("TestStep", SLOT(heardStep(QString, QString, QString, uint, QString, int, qulonglong)));
    listen("TestPrimitive", SLOT(heardPrimitive(QString, QString, int, qulonglong)));
    listen("TestFinished", SLOT(heardFinished(QString, QString, QString)));
}

QDBusMessage TestClient::call(const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(m_service, path, interface, method);
    message.setArguments(arguments);
    return m_connection.call(message, QDBus::Block, patience);
}

QString TestClient::callVerb(const QString &method, const QVariantList &arguments)
{
    const QDBusMessage reply = call(method, arguments);
    return reply.type() == QDBusMessage::ErrorMessage ? reply.errorName().section(QLatin1Char('.'), -1) : QString();
}

QString TestClient::start(const Order &order, const QMap<QString, QByteArray> &answers)
{
    forget();
    m_answers = answers;
    const QByteArray changes = QByteArray::fromStdString(change::serialize(order.changes));
    const bool teleport = !order.environment.isEmpty();
    QVariantList arguments{order.service, order.user};
    if (teleport)
        arguments << order.authenticate << order.environment;
    else
        arguments << order.sequence;
    arguments << order.session << order.trace << order.timeout << QVariant::fromValue(memfd(changes));
    const QDBusMessage reply = call(teleport ? QStringLiteral("StartTeleportTest") : QStringLiteral("StartTest"), arguments);
    if (reply.type() == QDBusMessage::ErrorMessage) {
        m_error = reply.errorName().section(QLatin1Char('.'), -1);
        m_detail = reply.errorMessage();
        return {};
    }
    return reply.arguments().value(0).toString();
}

bool TestClient::run(const Order &order, const QMap<QString, QByteArray> &answers)
{
    return !start(order, answers).isEmpty() && waitForEnd();
}

bool TestClient::waitForEnd()
{
    return QTest::qWaitFor([this] { return m_ends > 0; }, patience);
}

QString TestClient::answer(const QString &test, uint prompt, const QByteArray &secret)
{
    return callVerb(QStringLiteral("AnswerTest"), {test, prompt, QVariant::fromValue(memfd(secret))});
}

QString TestClient::cancel(const QString &test)
{
    return callVerb(QStringLiteral("CancelTest"), {test});
}

void TestClient::forget()
{
    m_error.clear();
    m_finished.clear();
    m_detail.clear();
    m_events.clear();
    m_messages.clear();
    m_steps.clear();
    m_primitives.clear();
    m_prompt = 0;
    m_ends = 0;
}

void TestClient::heardMessage(const QString &test, uint prompt, const QString &style, const QString &text)
{
    m_messages.append(style + QLatin1Char(' ') + text);
    m_events.append(QStringLiteral("message ") + m_messages.last());
    if (prompt == 0)
        return;
    m_prompt = prompt;
    if (m_answers.contains(text))
        m_error = answer(test, prompt, m_answers[text]);
}

void TestClient::heardStep(const QString &, const QString &primitive, const QString &file, uint line, const QString &module, int returned,
                           qulonglong)
{
    m_steps.append(QStringLiteral("%1 %2:%3 %4 %5").arg(primitive, file).arg(line).arg(module).arg(returned));
    m_events.append(QStringLiteral("step ") + m_steps.last());
}

void TestClient::heardPrimitive(const QString &, const QString &primitive, int code, qulonglong)
{
    m_primitives.append(QStringLiteral("%1 %2").arg(primitive).arg(code));
    m_events.append(QStringLiteral("primitive ") + m_primitives.last());
}

void TestClient::heardFinished(const QString &, const QString &error, const QString &detail)
{
    ++m_ends;
    m_finished = error;
    m_detail = detail;
    m_events.append(QStringLiteral("finished ") + error);
}

} // namespace pamphlet::test
