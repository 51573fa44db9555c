// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/changeset.h"
#include "tests/support/memfd.h"

#include <QVariantList>

#include <optional>

namespace pamphlet::test {

/// A change set as Apply and StartTest take it.
inline QVariant changeSetArgument(const change::ChangeSet &changeSet)
{
    return QVariant::fromValue(memfd(QByteArray::fromStdString(change::serialize(changeSet))));
}

/// Arguments that are valid for a method of the introspection data; nullopt for one that is not known here, so that a test over
/// all methods fails until the new one has its line.
inline std::optional<QVariantList> validArguments(const QString &method, const change::ChangeSet &changeSet)
{
    const QString someTest(32, QLatin1Char('0'));
    if (method == QLatin1String("Apply"))
        return QVariantList{changeSetArgument(changeSet)};
    if (method == QLatin1String("Rollback"))
        return QVariantList{QString()};
    if (method == QLatin1String("StartTest"))
        return QVariantList{QStringLiteral("sudo"),      QStringLiteral("alice"), QStringLiteral("generic"), false, true, 10u,
                            changeSetArgument(changeSet)};
    if (method == QLatin1String("StartTeleportTest"))
        return QVariantList{QStringLiteral("sudo"),
                            QStringLiteral("alice"),
                            false,
                            QStringList{QStringLiteral("TELEPORT_LOGIN=alice")},
                            false,
                            true,
                            10u,
                            changeSetArgument(changeSet)};
    if (method == QLatin1String("AnswerTest"))
        return QVariantList{someTest, 1u, QVariant::fromValue(memfd("secret"))};
    if (method == QLatin1String("CancelTest"))
        return QVariantList{someTest};
    return std::nullopt;
}

} // namespace pamphlet::test
