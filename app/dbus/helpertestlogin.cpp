// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dbus/helpertestlogin.h"

#include "app/dbus/dbuserror.h"
#include "app/dbus/helperclient.h"

#include <QDBusMessage>

#include <optional>

namespace pamphlet::app {

namespace {

std::optional<ui::MessageStyle> styleFromName(const QString &name)
{
    if (name == QStringLiteral("echo-on"))
        return ui::MessageStyle::EchoOn;
    if (name == QStringLiteral("echo-off"))
        return ui::MessageStyle::EchoOff;
    if (name == QStringLiteral("info"))
        return ui::MessageStyle::Info;
    if (name == QStringLiteral("error"))
        return ui::MessageStyle::Error;
    return std::nullopt;
}

} // namespace

HelperTestLogin::HelperTestLogin(HelperClient *client)
    : m_client(client)
{ }

HelperTestLogin::~HelperTestLogin()
{
    if (!m_client)
        return;
    m_client->forget(this);
    if (!m_over && !m_id.isEmpty())
        m_client->cancel(m_id);
}

void HelperTestLogin::answer(unsigned prompt, Secret secret)
{
    if (m_client && !m_over && !m_id.isEmpty())
        m_client->answer(m_id, prompt, std::move(secret), this);
}

void HelperTestLogin::cancel()
{
    if (m_over || m_cancelled)
        return;
    m_cancelled = true;
    if (m_client && !m_id.isEmpty()) {
        m_client->cancel(m_id);
        return;
    }
    // Not started, perhaps because somebody is still being asked for a password: that need not be waited for.
    if (m_client)
        m_client->forget(this);
    QMetaObject::invokeMethod(
        this,
        [this] {
            fail(Error{ErrorCode::Cancelled, "before it was started", {}});
        },
        Qt::QueuedConnection);
}

void HelperTestLogin::setRunning(const QString &id)
{
    m_id = id;
    Q_EMIT started();
}

bool HelperTestLogin::handle(const QDBusMessage &signal)
{
    if (m_over)
        return true;
    // A signal of another shape than the introspection says is not from a helper we know.
    const QString name = signal.member();
    const QString shape = signal.signature();
    const QVariantList values = signal.arguments();
    if (name == QStringLiteral("TestMessage") && shape == QStringLiteral("suss")) {
        const auto style = styleFromName(values.at(2).toString());
        if (style == ui::MessageStyle::EchoOn || style == ui::MessageStyle::EchoOff)
            Q_EMIT prompted(values.at(1).toUInt(), *style, values.at(3).toString());
        else if (style)
            Q_EMIT message(*style, values.at(3).toString());
    } else if (name == QStringLiteral("TestStep") && shape == QStringLiteral("sssusit")) {
        ui::TestStep step;
        step.primitive = values.at(1).toString();
        step.file = values.at(2).toString();
        step.line = values.at(3).toUInt();
        step.module = values.at(4).toString();
        step.returned = values.at(5).toInt();
        step.microseconds = values.at(6).toULongLong();
        Q_EMIT stepped(step);
    } else if (name == QStringLiteral("TestPrimitive") && shape == QStringLiteral("ssit")) {
        Q_EMIT primitiveReturned({values.at(1).toString(), values.at(2).toInt(), values.at(3).toULongLong()});
    } else if (name == QStringLiteral("TestFinished") && shape == QStringLiteral("sss")) {
        const QString error = values.at(1).toString();
        if (error.isEmpty()) {
            m_over = true;
            Q_EMIT finished();
        } else {
            fail(errorFromParts(error, values.at(2).toString()));
        }
        return true;
    }
    return false;
}

void HelperTestLogin::fail(const Error &error)
{
    if (m_over)
        return;
    m_over = true;
    Q_EMIT failed(error);
}

} // namespace pamphlet::app
