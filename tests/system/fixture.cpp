// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/system/fixture.h"

#include "helper/interfacedescription.h"

#include <QDBusConnectionInterface>
#include <QDBusReply>
#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pamphlet::test {

namespace {

const QString busName = QLatin1String(helper::InterfaceDescription::busName);

} // namespace

QDBusConnection connectAs(const char *user)
{
    static int number = 0;
    const passwd *entry = getpwnam(user);
    if (!entry || seteuid(entry->pw_uid) != 0)
        qFatal("cannot become %s", user);
    // The kernel notes the effective uid when the socket is connected.
    const QDBusConnection connection
        = QDBusConnection::connectToBus(QDBusConnection::SystemBus, QStringLiteral("%1-%2").arg(QLatin1String(user)).arg(++number));
    if (seteuid(0) != 0 || !connection.isConnected())
        qFatal("no connection as %s", user);
    return connection;
}

QDBusPendingCall callHelper(const QDBusConnection &connection, const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(busName, QLatin1String(helper::InterfaceDescription::objectPath),
                                                          QLatin1String(helper::InterfaceDescription::interfaceName), method);
    message.setArguments(arguments);
    return connection.asyncCall(message, 60000);
}

QDBusMessage askHelper(const QDBusConnection &connection, const QString &method, const QVariantList &arguments)
{
    QDBusPendingCall call = callHelper(connection, method, arguments);
    call.waitForFinished();
    return call.reply();
}

qint64 helperPid()
{
    const QDBusReply<uint> pid = QDBusConnection::systemBus().interface()->servicePid(busName);
    return pid.isValid() ? qint64(pid.value()) : 0;
}

qint64 activateHelper()
{
    const QDBusReply<void> started = QDBusConnection::systemBus().interface()->startService(busName);
    return started.isValid() ? helperPid() : 0;
}

void endHelper(int signal)
{
    const qint64 pid = helperPid();
    if (pid > 0 && kill(pid_t(pid), signal) == 0)
        QTRY_VERIFY(helperPid() != pid);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<missing>");
}

bool write(const QString &path, const QByteArray &content, int mode)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size()
        && fchmod(file.handle(), mode_t(mode)) == 0;
}

Listing listingOf(const QStringList &directories)
{
    Listing listing;
    const auto add = [&](const QString &path) {
        struct stat status = {};
        if (lstat(path.toLocal8Bit().constData(), &status) != 0)
            return;
        QString what = QStringLiteral("%1 %2:%3").arg(status.st_mode, 0, 8).arg(status.st_uid).arg(status.st_gid);
        if (S_ISREG(status.st_mode))
            what += QLatin1Char(' ') + QString::fromStdString(change::sha256(contentOf(path).toStdString()));
        else if (S_ISLNK(status.st_mode))
            what += QStringLiteral(" → ") + QFile::symLinkTarget(path);
        listing.insert(path, what);
    };
    for (const QString &directory : directories) {
        add(directory);
        QDirIterator files(directory, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (files.hasNext())
            add(files.next());
    }
    return listing;
}

change::ChangeSet changeTo(const std::vector<std::pair<QString, std::optional<QByteArray>>> &files)
{
    change::ChangeSet changeSet;
    for (const auto &[path, content] : files) {
        change::FileChange change;
        change.path = path.toStdString();
        if (QFile::exists(path))
            change.before = change::sha256(contentOf(path).toStdString());
        if (content)
            change.content = content->toStdString();
        changeSet.changes.push_back(std::move(change));
    }
    std::sort(changeSet.changes.begin(), changeSet.changes.end(), [](const auto &a, const auto &b) { return a.path < b.path; });
    return changeSet;
}

} // namespace pamphlet::test
