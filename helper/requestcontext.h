// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "helper/caller.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusUnixFileDescriptor>

#include <memory>

namespace pamphlet::helper {

/**
 * One call on its way through the dispatcher: the message, who sent it, and the promise that it is answered exactly once.
 * A context that dies unanswered answers with Internal, so no path can leave a caller waiting.
 */
class RequestContext
{
public:
    RequestContext(QDBusMessage message, QDBusConnection connection);
    ~RequestContext();
    RequestContext(const RequestContext &) = delete;
    RequestContext &operator=(const RequestContext &) = delete;

    QString method() const { return m_message.member(); }

    /// Never null in a verb.
    const std::shared_ptr<Caller> &caller() const { return m_caller; }

    /// May the authority ask the user? (ALLOW_INTERACTIVE_AUTHORIZATION of the message.)
    bool isInteractive() const { return m_message.isInteractiveAuthorizationAllowed(); }

    /// Argument `index` as T; its type was checked against the XML before any verb sees it.
    template<class T>
    T argument(int index) const
    {
        return m_message.arguments().at(index).value<T>();
    }

    /// The descriptor of argument `index`, owned by the message: valid as long as this context. -1 if there is none.
    int descriptor(int index) const;

    /// For the dispatcher.
    void setCaller(std::shared_ptr<Caller> caller) { m_caller = std::move(caller); }
    const QDBusMessage &message() const { return m_message; }
    const QDBusConnection &connection() const { return m_connection; }
    void reply(const QVariantList &arguments);
    void replyError(const Error &error);
    void replyStandardError(const QString &name, const QString &text);
    /// Nobody is there to be answered any more.
    void drop() { m_answered = true; }

private:
    void send(const QDBusMessage &answer);

    QDBusMessage m_message;
    QDBusConnection m_connection;
    std::shared_ptr<Caller> m_caller;
    bool m_answered = false;
};

} // namespace pamphlet::helper
