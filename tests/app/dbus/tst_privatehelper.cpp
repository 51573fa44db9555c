// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dbus/privatehelper.h"

#include "app/dbus/helperclient.h"
#include "app/dbus/helperforroot.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace pamphlet;

/// Starting a helper of one's own, and every way in which that goes wrong. The real one is driven in tests/app/cli.
class TestPrivateHelper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badProgramIsSaid_data();
    void badProgramIsSaid();
    void everyWaiterIsAnswered();
    void theSocketIsWhereNobodyElseCanPutOne();
    void placeOfATree_data();
    void placeOfATree();
    void treeOfSomebodyElse();

private:
    /// A script as the helper: tests what we do with its output, not what a helper does.
    static QString script(const QTemporaryDir &directory, const QByteArray &body)
    {
        const QString path = directory.filePath(QStringLiteral("helper"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("#!/bin/sh\n" + body + '\n');
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
};

void TestPrivateHelper::badProgramIsSaid_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("said");
    QTest::newRow("not installed") << QByteArray() << QStringLiteral("not installed");
    QTest::newRow("ends at once, without a word") << QByteArrayLiteral("exit 3") << QStringLiteral("ended before");
    QTest::newRow("ends at once and says why") << QByteArrayLiteral("echo the tree is on fire >&2; exit 1")
                                               << QStringLiteral("the tree is on fire");
    QTest::newRow("says something else") << QByteArrayLiteral("echo 'hello, world'; read x") << QStringLiteral("something else");
    QTest::newRow("is ready, but does not listen") << QByteArrayLiteral("echo ready; read x") << QStringLiteral("private helper");
    QTest::newRow("opens the socket's directory to others")
        << QByteArrayLiteral("d=${4#unix:path=}; chmod 755 ${d%/bus}; echo ready; read x")
        << QStringLiteral("not a directory of this user's alone");
    QTest::newRow("never ends its line") << QByteArrayLiteral("printf ready; exit 0") << QStringLiteral("ended before");
}

void TestPrivateHelper::badProgramIsSaid()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, said);
    const QTemporaryDir directory;
    const QString program = body.isEmpty() ? QString() : script(directory, body);
    app::HelperClient client(std::make_unique<app::PrivateHelper>(directory.path(), program));
    for (int attempt = 0; attempt < 2; ++attempt) { // a failure is not for ever: the second call starts it again
        auto future = client.rollback({});
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 20000);
        QVERIFY(!future.result());
        QCOMPARE(future.result().error().code, ErrorCode::HelperUnavailable);
        const QString detail = QString::fromStdString(future.result().error().detail);
        QVERIFY2(detail.contains(said), qPrintable(detail));
    }
}

void TestPrivateHelper::everyWaiterIsAnswered()
{
    const QTemporaryDir directory;
    app::HelperClient client(std::make_unique<app::PrivateHelper>(directory.path(), script(directory, "exit 1")));
    auto first = client.rollback({});
    auto second = client.rollback({});
    QTRY_VERIFY(first.isFinished() && second.isFinished());
    QVERIFY(!first.result() && !second.result());
}

/// $TMPDIR and $XDG_RUNTIME_DIR may be somebody else's (`su`, `sudo -E`): who can swap the directory gets what we say.
void TestPrivateHelper::theSocketIsWhereNobodyElseCanPutOne()
{
    const QTemporaryDir directory;
    const QString open = directory.filePath(QStringLiteral("open"));
    QVERIFY(QDir().mkpath(open));
    QCOMPARE(::chmod(qPrintable(open), 0777), 0);
    if (geteuid() == 0)
        QCOMPARE(::chown(qPrintable(open), 65534, 65534), 0);
    for (const char *variable : {"TMPDIR", "XDG_RUNTIME_DIR"})
        qputenv(variable, QFile::encodeName(open));
    const QString said = directory.filePath(QStringLiteral("address"));
    const QByteArray body = "echo \"$4\" >" + QFile::encodeName(said) + "; exit 1";
    app::HelperClient client(std::make_unique<app::PrivateHelper>(directory.path(), script(directory, body)));
    auto future = client.rollback({});
    QTRY_VERIFY(future.isFinished());
    for (const char *variable : {"TMPDIR", "XDG_RUNTIME_DIR"})
        qunsetenv(variable);
    QFile file(said);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray address = file.readAll();
    const QByteArray place = geteuid() == 0 ? QByteArray("/run/pamphlet") : "/tmp/pamphlet-" + QByteArray::number(geteuid());
    QVERIFY2(address.startsWith("unix:path=" + place + "/socket-"), address.constData());
    QVERIFY(QDir(open).isEmpty());
    QVERIFY(QDir(QFile::decodeName(place)).entryList({QStringLiteral("socket-*")}, QDir::Dirs).isEmpty());
}

void TestPrivateHelper::placeOfATree_data()
{
    QTest::addColumn<QString>("root");
    QTest::addColumn<int>("place"); // -1: an error
    QTest::addColumn<ErrorCode>("code");
    const int system = int(app::HelperPlace::System);
    QTest::newRow("the system") << QStringLiteral("/") << system << ErrorCode::Internal;
    QTest::newRow("the system, with a dot") << QStringLiteral("/.") << system << ErrorCode::Internal;
    QTest::newRow("the system, by detour") << QStringLiteral("/usr/..") << system << ErrorCode::Internal;
    QTest::newRow("nothing there") << QStringLiteral("/nonexistent/tree") << -1 << ErrorCode::NotFound;
    QTest::newRow("a file") << QStringLiteral("/etc/passwd") << -1 << ErrorCode::NotADirectory;
}

void TestPrivateHelper::placeOfATree()
{
    QFETCH(QString, root);
    QFETCH(int, place);
    const auto result = app::helperPlace(root);
    if (place < 0) {
        QVERIFY(!result);
        QTEST(result.error().code, "code");
    } else {
        QVERIFY(result);
        QCOMPARE(int(*result), place);
    }
    const QTemporaryDir own;
    const auto mine = app::helperPlace(own.path());
    QVERIFY(mine);
    QVERIFY(*mine == app::HelperPlace::Private);
}

void TestPrivateHelper::treeOfSomebodyElse()
{
    // Root may change every tree, so this is asked by somebody who is not.
    const auto ask = [] {
        const auto place = app::helperPlace(QStringLiteral("/usr"));
        return place ? 0 : int(place.error().code);
    };
    if (geteuid() != 0) {
        QCOMPARE(ask(), int(ErrorCode::AccessDenied));
        return;
    }
    const pid_t child = fork();
    if (child == 0)
        _exit(setresuid(65534, 65534, 65534) == 0 ? ask() : 255);
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), int(ErrorCode::AccessDenied));
}

QTEST_GUILESS_MAIN(TestPrivateHelper)
#include "tst_privatehelper.moc"
