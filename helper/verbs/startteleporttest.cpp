// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/verbs/startteleporttest.h"

#include "helper/requestcontext.h"
#include "helper/verbs/testenvironment.h"

#include <QStringList>

namespace pamphlet::helper {

Result<VerbObject> StartTeleportTest::validate(const RequestContext &call)
{
    auto environment = checkedEnvironment(call.argument<QStringList>(3));
    if (!environment)
        return fail(environment.error());
    const bool authenticate = call.argument<bool>(2);
    QStringList names;
    for (const std::string &name : furtherNames(*environment))
        names.append(QString::fromStdString(name));
    auto object = accept(call, {4, 5, 6, 7}, authenticate ? LoginSequence::TeleportAuth : LoginSequence::Teleport, *std::move(environment));
    // They decide over programs that run as root: whoever is asked for consent is told.
    if (object)
        object->details.insert(QStringLiteral("variables"), names.isEmpty() ? QStringLiteral("its own") : names.join(QStringLiteral(", ")));
    return object;
}

Result<void> StartTeleportTest::recheck(const RequestContext &call)
{
    if (auto room = LoginVerb::recheck(call); !room)
        return room;
    return isConfigured(m_order.environment, m_services.root);
}

} // namespace pamphlet::helper
