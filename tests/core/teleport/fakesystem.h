// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/teleport/script.h"

#include <QFile>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace pamphlet::test {

using Environment = QMap<QString, QString>;

inline QString fileText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

inline bool writeProgram(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size()
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

struct Run {
    int status = -1;
    QString output; ///< both streams
};

inline Run run(const QString &shell, const std::string &script, const Environment &environment, const QString &directory)
{
    const QString path = directory + QStringLiteral("/script");
    if (!writeProgram(path, QByteArray::fromStdString(script)))
        return {};
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    QProcessEnvironment variables; // pam_exec(8) gives nothing else
    for (auto it = environment.begin(); it != environment.end(); ++it)
        variables.insert(it.key(), it.value());
    process.setProcessEnvironment(variables);
    process.setWorkingDirectory(directory);
    process.start(shell, {path});
    if (!process.waitForFinished())
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

/// A user database in a directory, and programs that keep it.
class FakeSystem
{
public:
    FakeSystem()
    {
        write("getent",
              "#!/bin/sh\n"
              "[ -e \"$DIR/getent.broken\" ] && exit 3\n"
              "line=$(grep \"^$2:\" \"$DIR/passwd\") || line=$(grep \"^[^:]*:x:$2:\" \"$DIR/passwd\") || exit 2\n"
              "printf '%s\\n' \"$line\"\n");
        write("useradd",
              "#!/bin/sh\n"
              "printf '[%s]' \"$@\" >> \"$DIR/log\"; echo >> \"$DIR/log\"\n"
              "if [ -s \"$DIR/useradd.fails\" ]; then\n"
              "    read -r status < \"$DIR/useradd.fails\"\n"
              "    sed -i 1d \"$DIR/useradd.fails\"\n"
              "    [ ! -e \"$DIR/useradd.other\" ] || printf 'ann:x:1001:1001::%s:/bin/sh\\n' \"$DIR\" >> \"$DIR/passwd\"\n"
              "    exit \"$status\"\n"
              "fi\n"
              "for name; do :; done\n"
              "[ -e \"$DIR/useradd.homeless\" ] || mkdir -p \"$DIR/home/$name\"\n"
              "printf '%s:x:1001:1001::%s:/bin/sh\\n' \"$name\" \"$DIR/home/$name\" >> \"$DIR/passwd\"\n");
        write("groupadd", "#!/bin/sh\nprintf 'group[%s]' \"$@\" >> \"$DIR/log\"; echo >> \"$DIR/log\"\n[ ! -e \"$DIR/groupadd.fails\" ]\n");
        write("makehome",
              "#!/bin/sh\necho \"makehome[$1]\" >> \"$DIR/log\"\n[ ! -e \"$DIR/makehome.fails\" ] || exit 1\nmkdir -p \"$DIR/home/$1\"\n");
        write("logger", "#!/bin/sh\nshift 4\nprintf '%s\\n' \"$*\" >> \"$DIR/messages\"\n");
        put("passwd", "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\ndaemon:x:1:1::/nonexistent:/bin/false\n");
    }

    QString path(const char *name) const { return m_directory.path() + QLatin1Char('/') + QLatin1String(name); }
    void put(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    teleport::ScriptOptions options() const
    {
        teleport::ScriptOptions options;
        options.tools = {path("useradd").toStdString(), path("groupadd").toStdString(), path("getent").toStdString(),
                         path("makehome").toStdString(), path("logger").toStdString()};
        return options;
    }
    Run run(const QString &shell, const teleport::ScriptOptions &scriptOptions, Environment environment) const
    {
        environment.insert(QStringLiteral("DIR"), m_directory.path());
        const auto script = teleport::provisioningScript(scriptOptions);
        return script ? test::run(shell, *script, environment, m_directory.path()) : Run{};
    }

private:
    void write(const char *name, const QByteArray &text) const { QVERIFY(writeProgram(path(name), text)); }

    QTemporaryDir m_directory;
};

} // namespace pamphlet::test
