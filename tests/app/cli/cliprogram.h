// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

#include <linux/capability.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace pamphlet::test {

/// One run of the real pamphletctl.
struct CliRun {
    int code = -1;
    QByteArray out;
    QByteArray err;

    /// Standard output as one JSON document and nothing else; null if it is not.
    QJsonDocument json() const { return QJsonDocument::fromJson(out); }
    QJsonArray array() const { return json().array(); }
    QJsonObject object() const { return json().object(); }
};

inline QString cliProgram()
{
    return QStringLiteral(PAMPHLET_BIN_DIR "/pamphletctl");
}

enum class Rights {
    Own,
    NoOverride, ///< modes of files count for root, too, as they do for anybody else
};

inline CliRun runCli(const QStringList &arguments, const QByteArray &input = {}, Rights rights = Rights::Own)
{
    QProcess process;
    if (rights == Rights::NoOverride && ::geteuid() == 0) {
        // Who begins a program as root is given what the bounding set has.
        process.setChildProcessModifier([] {
            ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
            ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
        });
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    process.setProcessEnvironment(environment);
    process.start(cliProgram(), arguments);
    process.write(input);
    process.closeWriteChannel();
    CliRun run;
    if (!process.waitForFinished(60000)) {
        process.kill();
        process.waitForFinished();
        return run;
    }
    run.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    return run;
}

/// A tree of one's own.
class Tree
{
public:
    QString path() const { return m_directory.path(); }
    QString file(const QString &relative) const { return m_directory.filePath(relative); }

    void write(const QString &relative, const QByteArray &bytes) const
    {
        const QString path = file(relative);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile target(path);
        QVERIFY(target.open(QIODevice::WriteOnly));
        QCOMPARE(target.write(bytes), bytes.size());
    }
    QByteArray read(const QString &relative) const
    {
        QFile source(file(relative));
        return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
    }
    bool exists(const QString &relative) const { return QFileInfo::exists(file(relative)); }

    /// Copies a folder of service files to etc/pam.d.
    bool copyServices(const QString &from) const
    {
        const QDir source(from);
        const QStringList names = source.entryList(QDir::Files);
        for (const QString &name : names) {
            QFile file(source.filePath(name));
            if (!file.open(QIODevice::ReadOnly))
                return false;
            write(QStringLiteral("etc/pam.d/") + name, file.readAll());
        }
        return !names.isEmpty();
    }

    /// pamphletctl on this tree.
    CliRun run(const QStringList &arguments, const QByteArray &input = {}, Rights rights = Rights::Own) const
    {
        return runCli(QStringList{QStringLiteral("--root"), path(), QStringLiteral("--libpam"), QStringLiteral("debian-12")} + arguments,
                      input, rights);
    }

private:
    QTemporaryDir m_directory;
};

/// Words of a command line, for tests that are easier to read.
inline QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

/// No byte that could drive a terminal: C0 but newline and tab, DEL, C1 (as UTF-8), bidirectional overrides.
inline bool isTame(const QByteArray &bytes)
{
    for (const uint c : QString::fromUtf8(bytes).toUcs4()) {
        if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c <= 0x9f) || (c >= 0x202a && c <= 0x202e)
            || (c >= 0x2066 && c <= 0x2069))
            return false;
    }
    return true;
}

} // namespace pamphlet::test
