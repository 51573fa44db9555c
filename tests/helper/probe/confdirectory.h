// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/probe/testrun.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace pamphlet::test {

inline QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

inline QStringList processes()
{
    return QDir(text("/proc")).entryList({text("[1-9]*")}, QDir::Dirs);
}

/// -1 if there is no such process (any more).
inline qint64 parentOf(const QString &pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray line = stat.readAll();
    return line.mid(line.lastIndexOf(')') + 2).split(' ').value(1).toLongLong();
}

/// Processes whose parent is this test.
inline QStringList childProcesses()
{
    QStringList found;
    for (const QString &pid : processes()) {
        if (parentOf(pid) == QCoreApplication::applicationPid())
            found.append(pid);
    }
    return found;
}

/// A confdir of the test's own, and logins in it. In a configuration TEST/ stands for the directory of the test modules
/// (tests/support/pam) and TRACE for the tracing module.
class ConfDirectory
{
public:
    ConfDirectory() { write("auth required pam_deny.so\naccount required pam_deny.so\nsession required pam_deny.so\n", "other"); }

    void write(const QByteArray &config, const char *service = "service") const
    {
        QFile file(m_directory.filePath(text(service)));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(
            QByteArray(config).replace("TEST/", PAMPHLET_TEST_MODULES "/").replace("TRACE", PAMPHLET_BIN_DIR "/pam_pamphlet_trace.so"));
    }

    helper::TestSetup setup(helper::LoginSequence sequence = helper::LoginSequence::Generic, bool session = false) const
    {
        helper::TestSetup setup;
        setup.probe = PAMPHLET_BIN_DIR "/pamphlet-probe";
        setup.request = {m_directory.path().toStdString(), "service", "alice", "bob", sequence, session};
        setup.timeoutSeconds = 30;
        setup.rules = {{"/etc/pam.d/service", 1, "pam_one.so"}, {"/etc/pam.d/service", 2, "pam_two.so"}};
        return setup;
    }

private:
    QTemporaryDir m_directory;
};

} // namespace pamphlet::test
