// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/verbs/loginverb.h"

#include "helper/printable.h"
#include "helper/requestcontext.h"
#include "helper/sealedfile.h"
#include "helper/verbs/testnames.h"
#include "helper/verbs/transactions.h"

namespace pamphlet::helper {

namespace {

constexpr quint32 maxTimeoutSeconds = 300;
constexpr qsizetype maxNameInPrompt = 64;

} // namespace

Result<VerbObject> LoginVerb::accept(const RequestContext &call, const Places &places, LoginSequence sequence,
                                     std::vector<std::string> environment)
{
    const auto service = checkedService(call.argument<QString>(0));
    if (!service)
        return fail(service.error());
    const auto user = checkedUser(call.argument<QString>(1));
    if (!user)
        return fail(user.error());
    const auto timeout = call.argument<quint32>(places.timeout);
    if (timeout < 1 || timeout > maxTimeoutSeconds)
        return fail(ErrorCode::InvalidArgument, "the time limit must be 1 to 300 seconds");
    const auto document = readSealed(call.descriptor(places.changeset), change::maxChangeSetBytes);
    if (!document)
        return fail(document.error());
    auto changes = change::parseChangeSet(*document);
    if (!changes)
        return fail(changes.error());
    m_order.service = *service;
    m_order.user = *user;
    m_order.sequence = sequence;
    m_order.session = call.argument<bool>(places.session);
    m_order.trace = call.argument<bool>(places.trace);
    m_order.timeoutSeconds = timeout;
    m_order.changes = *std::move(changes);
    m_order.environment = std::move(environment);

    std::vector<std::string> paths;
    for (const change::FileChange &change : m_order.changes.changes)
        paths.push_back(change.path);
    // A staged rule runs any module as root: whoever is asked for consent is told what has been changed.
    VerbObject object = filesObject(paths);
    const QString serviceName = printable(QString::fromStdString(*service), maxNameInPrompt);
    const QString userName = printable(QString::fromStdString(*user), maxNameInPrompt);
    object.details.insert(QStringLiteral("service"), serviceName);
    object.details.insert(QStringLiteral("user"), userName);
    object.details.insert(QStringLiteral("configuration"),
                          paths.empty() ? QStringLiteral("as it is installed") : QStringLiteral("with changes to ") + object.name);
    object.name = paths.empty() ? QStringLiteral("%1 as %2").arg(serviceName, userName)
                                : QStringLiteral("%1 as %2 with %3").arg(serviceName, userName, object.name);
    return object;
}

Result<void> LoginVerb::recheck(const RequestContext &call)
{
    if (!m_services.tests)
        return fail(ErrorCode::Unsupported, "this helper tests no logins");
    return m_services.tests->hasRoomFor(*call.caller());
}

Result<QVariantList> LoginVerb::act(const RequestContext &call)
{
    const auto test = m_services.tests->start(call.caller(), m_order);
    if (!test)
        return fail(test.error());
    return QVariantList{*test};
}

} // namespace pamphlet::helper
