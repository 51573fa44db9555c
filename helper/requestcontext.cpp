// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/requestcontext.h"

#include "helper/dbuserror.h"

namespace pamphlet::helper {

RequestContext::RequestContext(QDBusMessage message, QDBusConnection connection)
    : m_message(std::move(message))
    , m_connection(std::move(connection))
{
    m_message.setDelayedReply(true);
}

RequestContext::~RequestContext()
{
    if (!m_answered)
        replyError({ErrorCode::Internal, "the call ended without an answer", {}});
}

int RequestContext::descriptor(int index) const
{
    // fileDescriptor() of a copy stays valid: the copies share one descriptor, which the message holds.
    return argument<QDBusUnixFileDescriptor>(index).fileDescriptor();
}

void RequestContext::reply(const QVariantList &arguments)
{
    send(m_message.createReply(arguments));
}

void RequestContext::replyError(const Error &error)
{
    send(m_message.createErrorReply(dbusErrorName(error.code), dbusErrorMessage(error)));
}

void RequestContext::replyStandardError(const QString &name, const QString &text)
{
    send(m_message.createErrorReply(name, text));
}

void RequestContext::send(const QDBusMessage &answer)
{
    if (m_answered)
        return;
    m_answered = true;
    if (m_message.isReplyRequired())
        m_connection.send(answer);
}

} // namespace pamphlet::helper
