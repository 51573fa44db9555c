// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/cli/cliprogram.h"
#include "tests/core/token/workshop.h"

#include <QDateTime>

#include <algorithm>

#include <sys/stat.h>

/** A tree with a token service and its registry. */
namespace pamphlet::test {

inline const QByteArray serviceConfig = "# the token service\n"
                                        "private_key: \"token.pem\"\n"
                                        "issuer: auth.example.test\n"
                                        "audience: \"registry.example.test\"   # as there\n"
                                        "blacklisted_users: [mallory]\n";
inline const QByteArray registryConfig = "version: 0.1\n"
                                         "auth:\n"
                                         "  token:\n"
                                         "    realm: https://auth.example.test/docker/v2/token\n"
                                         "    service: registry.example.test\n"
                                         "    issuer: 'auth.example.test' # the same\n"
                                         "    rootcertbundle: bundle.pem\n";

inline const QString servicePath = QStringLiteral("etc/auth/config.yml");
inline const QString registryPath = QStringLiteral("etc/registry/config.yml");
inline const QString keyPath = QStringLiteral("etc/auth/token.pem");
inline const QString bundlePath = QStringLiteral("etc/registry/bundle.pem");
inline const QString listPath = QStringLiteral("etc/pamphlet/paths.d/token.conf");

inline const Workshop &workshop()
{
    static const Workshop made(QDateTime::currentSecsSinceEpoch());
    return made;
}

inline QByteArray pem(const token::SigningKey &key)
{
    const auto text = key.toPem().value();
    return {text.view().data(), static_cast<qsizetype>(text.view().size())};
}

inline void setMode(const Tree &tree, const QString &path, mode_t mode)
{
    QCOMPARE(::chmod(QFile::encodeName(tree.file(path)).constData(), mode), 0);
}

/// A token service and a registry that belong together.
inline void writeGood(const Tree &tree)
{
    tree.write(servicePath, serviceConfig);
    tree.write(registryPath, registryConfig);
    tree.write(keyPath, pem(workshop().rsa));
    setMode(tree, keyPath, 0640);
    tree.write(bundlePath, QByteArray::fromStdString(workshop().rsaCertificate));
}

/// token COMMAND with both files of this tree.
inline QStringList both(const char *command)
{
    return QStringList{QStringLiteral("token")} + words(command)
        + words("--service-config /etc/auth/config.yml --registry-config /etc/registry/config.yml");
}

inline QByteArray changed(QByteArray text, const char *from, const char *to)
{
    return text.contains(from) ? text.replace(from, to) : QByteArray();
}

inline QStringList ids(const CliRun &run)
{
    QStringList found;
    for (const QJsonValue finding : run.array())
        found << finding[QStringLiteral("id")].toString();
    return found;
}

inline QJsonObject finding(const CliRun &run, const QString &id)
{
    const QJsonArray all = run.array();
    const auto found
        = std::find_if(all.begin(), all.end(), [&id](const QJsonValue &value) { return value[QStringLiteral("id")].toString() == id; });
    return found == all.end() ? QJsonObject() : (*found).toObject();
}

inline QStringList texts(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue value : array.toArray())
        list << value.toString();
    return list;
}

} // namespace pamphlet::test
