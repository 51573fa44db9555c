// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/changeset.h"
#include "core/change/digest.h"
#include "helper/interfacedescription.h"
#include "tests/support/helpercalls.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>

using namespace pamphlet;

namespace {

constexpr uid_t nobody = 65534;
const QString program = QStringLiteral(PAMPHLET_BIN_DIR "/pamphlet-helper");
const QByteArray oldSudo = "auth required pam_deny.so\n";
const QByteArray newSudo = "auth required pam_permit.so\n";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<missing>");
}

} // namespace

/// The real program, on a tree of the caller's own.
class TestPrivateService : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_tree;
    QString m_socket;
    std::unique_ptr<QProcess> m_helper;
    std::vector<QString> m_connections;

    QString address() const { return QStringLiteral("unix:path=") + m_socket; }
    QString file(const QString &name) const { return m_tree + QStringLiteral("/etc/") + name; }

    void prepareTree(uid_t owner = geteuid());
    bool startHelper(uid_t user = geteuid());
    QDBusConnection connectToHelper();
    void closeConnections();
    static QDBusMessage ask(const QDBusConnection &connection, const QString &method, const QVariantList &arguments);
    change::ChangeSet changeOfBoth() const;

private Q_SLOTS:
    void init();
    void cleanup();

    void appliesAndRollsBack();
    void endsWithItsConnection_data();
    void endsWithItsConnection();
    void endsWithItsParent();
    void endsOnTermination();
    void servesOneConnection();
    void anotherUserIsNotServed();
    void rootIsNotServedByAnotherUsersHelper();
    void aTreeOfAnotherUserIsDenied();
    void anUnfinishedTransactionIsPutBackFirst();
    void badCommandLines_data();
    void badCommandLines();
    void anOpenDirectoryIsRefused();
    void aDirectoryThatCanBeSwappedIsRefused_data();
    void aDirectoryThatCanBeSwappedIsRefused();
};

void TestPrivateService::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
    m_tree = m_directory->filePath(QStringLiteral("tree"));
    QVERIFY(QDir().mkpath(m_directory->filePath(QStringLiteral("socket"))));
    QCOMPARE(chmod(qPrintable(m_directory->filePath(QStringLiteral("socket"))), 0700), 0);
    m_socket = m_directory->filePath(QStringLiteral("socket/helper"));
    prepareTree();
}

void TestPrivateService::cleanup()
{
    closeConnections();
    if (m_helper) {
        m_helper->terminate();
        m_helper->waitForFinished();
        m_helper.reset();
    }
}

void TestPrivateService::prepareTree(uid_t owner)
{
    QVERIFY(QDir().mkpath(file(QStringLiteral("pam.d"))));
    for (const auto &[name, content] :
         {std::pair(QStringLiteral("pam.d/sudo"), oldSudo), std::pair(QStringLiteral("motd"), QByteArray("old\n"))}) {
        QFile target(file(name));
        QVERIFY(target.open(QIODevice::WriteOnly) && target.write(content) == content.size());
    }
    for (const QString &path :
         {m_tree, file(QString()), file(QStringLiteral("pam.d")), file(QStringLiteral("pam.d/sudo")), file(QStringLiteral("motd"))})
        QCOMPARE(chown(qPrintable(path), owner, owner == geteuid() ? gid_t(-1) : gid_t(owner)), 0);
}

bool TestPrivateService::startHelper(uid_t user)
{
    m_helper = std::make_unique<QProcess>();
    m_helper->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    if (user != geteuid()) {
        m_helper->setChildProcessModifier([user] {
            if (setgroups(0, nullptr) != 0 || setgid(user) != 0 || setuid(user) != 0)
                _exit(126);
        });
    }
    m_helper->start(program, {QStringLiteral("--root"), m_tree, QStringLiteral("--listen"), address()});
    return m_helper->waitForReadyRead(10000) && m_helper->readAllStandardOutput() == "ready\n";
}

QDBusConnection TestPrivateService::connectToHelper()
{
    static int number = 0;
    m_connections.push_back(QStringLiteral("private-%1").arg(++number));
    const QDBusConnection connection = QDBusConnection::connectToPeer(address(), m_connections.back());
    // Descriptors can be sent only once both sides have agreed on it; a first answer shows that they have.
    QDBusPendingCall ping = connection.asyncCall(QDBusMessage::createMethodCall(
        QString(), QStringLiteral("/"), QStringLiteral("org.freedesktop.DBus.Peer"), QStringLiteral("Ping")));
    ping.waitForFinished();
    return connection;
}

void TestPrivateService::closeConnections()
{
    for (const QString &name : std::exchange(m_connections, {}))
        QDBusConnection::disconnectFromPeer(name);
}

QDBusMessage TestPrivateService::ask(const QDBusConnection &connection, const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(QString(), QLatin1String(helper::InterfaceDescription::objectPath),
                                                          QLatin1String(helper::InterfaceDescription::interfaceName), method);
    message.setArguments(arguments);
    QDBusPendingCall call = connection.asyncCall(message, 30000);
    call.waitForFinished();
    return call.reply();
}

change::ChangeSet TestPrivateService::changeOfBoth() const
{
    change::ChangeSet changeSet;
    for (const auto &[path, content] : {std::pair("/etc/motd", QByteArray("new\n")), std::pair("/etc/pam.d/sudo", newSudo)}) {
        change::FileChange change;
        change.path = path;
        change.before = change::sha256(contentOf(m_tree + QLatin1String(path)).toStdString());
        change.content = content.toStdString();
        changeSet.changes.push_back(change);
    }
    return changeSet;
}

void TestPrivateService::appliesAndRollsBack()
{
    QVERIFY(startHelper());
    const QDBusConnection connection = connectToHelper();
    QVERIFY2(connection.isConnected(), qPrintable(connection.lastError().message()));

    const QDBusMessage applied = ask(connection, QStringLiteral("Apply"), {test::changeSetArgument(changeOfBoth())});
    QVERIFY2(applied.type() == QDBusMessage::ReplyMessage, qPrintable(applied.errorMessage()));
    QCOMPARE(applied.arguments().at(1).toStringList(), (QStringList{QStringLiteral("/etc/motd"), QStringLiteral("/etc/pam.d/sudo")}));
    QCOMPARE(contentOf(file(QStringLiteral("pam.d/sudo"))), newSudo);
    QCOMPARE(contentOf(file(QStringLiteral("motd"))), QByteArray("new\n"));

    const QDBusMessage undone = ask(connection, QStringLiteral("Rollback"), {applied.arguments().at(0)});
    QVERIFY2(undone.type() == QDBusMessage::ReplyMessage, qPrintable(undone.errorMessage()));
    QCOMPARE(undone.arguments().at(1), applied.arguments().at(0));
    QCOMPARE(contentOf(file(QStringLiteral("pam.d/sudo"))), oldSudo);
    QCOMPARE(contentOf(file(QStringLiteral("motd"))), QByteArray("old\n"));

    // The same rules as on the system bus.
    QCOMPARE(ask(connection, QStringLiteral("Apply"), {QStringLiteral("/etc/shadow")}).errorName(),
             QStringLiteral("org.freedesktop.DBus.Error.InvalidArgs"));
    QCOMPARE(ask(connection, QStringLiteral("Rollback"), {QString()}).errorName(), QStringLiteral("org.pamphlet.Error.NothingToRollBack"));
}

void TestPrivateService::endsWithItsConnection_data()
{
    QTest::addColumn<int>("rounds");
    QTest::newRow("once") << 1;
    // The end may come before the helper has taken notice of the connection, or while it does: no order may make it stay or crash.
    QTest::newRow("at any moment") << 50;
}

void TestPrivateService::endsWithItsConnection()
{
    QFETCH(int, rounds);
    for (int round = 0; round < rounds; ++round) {
        QVERIFY(startHelper());
        QVERIFY(connectToHelper().isConnected());
        closeConnections();
        QVERIFY(m_helper->waitForFinished(10000));
        QCOMPARE(m_helper->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_helper->exitCode(), 0);
    }
    // Nothing was asked for, so nothing was made.
    QVERIFY(!QFile::exists(m_tree + QStringLiteral("/var")));
}

void TestPrivateService::endsWithItsParent()
{
    QVERIFY(startHelper());
    QVERIFY(connectToHelper().isConnected());
    m_helper->closeWriteChannel();
    QVERIFY(m_helper->waitForFinished(10000));
    QCOMPARE(m_helper->exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_helper->exitCode(), 0);
}

void TestPrivateService::endsOnTermination()
{
    QVERIFY(startHelper());
    m_helper->terminate();
    QVERIFY(m_helper->waitForFinished(10000));
    QCOMPARE(m_helper->exitStatus(), QProcess::NormalExit);
}

void TestPrivateService::servesOneConnection()
{
    QVERIFY(startHelper());
    const QDBusConnection first = connectToHelper();
    QCOMPARE(ask(first, QStringLiteral("Rollback"), {QString()}).errorName(), QStringLiteral("org.pamphlet.Error.NothingToRollBack"));
    const QDBusConnection second = connectToHelper();
    const QString error = ask(second, QStringLiteral("Rollback"), {QString()}).errorName();
    QVERIFY2(error.startsWith(QLatin1String("org.freedesktop.DBus.")), qPrintable(error));
    QCOMPARE(ask(first, QStringLiteral("Rollback"), {QString()}).errorName(), QStringLiteral("org.pamphlet.Error.NothingToRollBack"));
}

void TestPrivateService::anotherUserIsNotServed()
{
    if (geteuid() != 0)
        QSKIP("needs root to become another user");
    QVERIFY(startHelper());
    // Even if the directory did not keep them out.
    QCOMPARE(chmod(qPrintable(m_directory->path()), 0755), 0);
    QCOMPARE(chmod(qPrintable(m_directory->filePath(QStringLiteral("socket"))), 0755), 0);
    QCOMPARE(chmod(qPrintable(m_socket), 0777), 0);
    QCOMPARE(seteuid(nobody), 0);
    const QDBusConnection foreign = connectToHelper();
    QCOMPARE(seteuid(0), 0);
    const QString error = ask(foreign, QStringLiteral("Apply"), {test::changeSetArgument(changeOfBoth())}).errorName();
    QVERIFY2(error.startsWith(QLatin1String("org.freedesktop.DBus.")), qPrintable(error));
    QCOMPARE(contentOf(file(QStringLiteral("pam.d/sudo"))), oldSudo);
    // The owner is still served.
    const QDBusMessage applied = ask(connectToHelper(), QStringLiteral("Apply"), {test::changeSetArgument(changeOfBoth())});
    QVERIFY2(applied.type() == QDBusMessage::ReplyMessage, qPrintable(applied.errorMessage()));
}

void TestPrivateService::rootIsNotServedByAnotherUsersHelper()
{
    if (geteuid() != 0)
        QSKIP("needs root to become another user");
    QCOMPARE(chmod(qPrintable(m_directory->path()), 0755), 0);
    QCOMPARE(chown(qPrintable(m_directory->filePath(QStringLiteral("socket"))), nobody, gid_t(-1)), 0);
    prepareTree(nobody);
    if (!startHelper(nobody))
        QSKIP("another user cannot run the helper from this directory");
    const QString error = ask(connectToHelper(), QStringLiteral("Apply"), {test::changeSetArgument(changeOfBoth())}).errorName();
    QVERIFY2(error.startsWith(QLatin1String("org.freedesktop.DBus.")), qPrintable(error));
    QCOMPARE(contentOf(file(QStringLiteral("pam.d/sudo"))), oldSudo);

    // Its owner is served, without root.
    QCOMPARE(seteuid(nobody), 0);
    const QDBusConnection own = connectToHelper();
    QCOMPARE(seteuid(0), 0);
    const QDBusMessage applied = ask(own, QStringLiteral("Apply"), {test::changeSetArgument(changeOfBoth())});
    QVERIFY2(applied.type() == QDBusMessage::ReplyMessage, qPrintable(applied.errorMessage()));
    QCOMPARE(contentOf(file(QStringLiteral("pam.d/sudo"))), newSudo);
    struct stat status = {};
    QCOMPARE(stat(qPrintable(file(QStringLiteral("pam.d/sudo"))), &status), 0);
    QCOMPARE(status.st_uid, nobody);
}

void TestPrivateService::aTreeOfAnotherUserIsDenied()
{
    if (geteuid() != 0)
        QSKIP("needs root to become another user");
    QCOMPARE(chmod(qPrintable(m_directory->path()), 0755), 0);
    QCOMPARE(chown(qPrintable(m_directory->filePath(QStringLiteral("socket"))), nobody, gid_t(-1)), 0);
    if (!startHelper(nobody)) // the tree is root's
        QSKIP("another user cannot run the helper from this directory");
    QCOMPARE(seteuid(nobody), 0);
    const QDBusConnection connection = connectToHelper();
    QCOMPARE(seteuid(0), 0);
    QCOMPARE(ask(connection, QStringLiteral("Apply"), {test::changeSetArgument(changeOfBoth())}).errorName(),
             QStringLiteral("org.pamphlet.Error.AccessDenied"));
    QCOMPARE(contentOf(file(QStringLiteral("pam.d/sudo"))), oldSudo);
}

void TestPrivateService::anUnfinishedTransactionIsPutBackFirst()
{
    QVERIFY(startHelper());
    const QDBusMessage applied = ask(connectToHelper(), QStringLiteral("Apply"), {test::changeSetArgument(changeOfBoth())});
    QVERIFY2(applied.type() == QDBusMessage::ReplyMessage, qPrintable(applied.errorMessage()));
    closeConnections();
    QVERIFY(m_helper->waitForFinished(10000));
    // As if the helper had died before its last step.
    const QString journal = m_tree + QStringLiteral("/var/lib/pamphlet/transactions/") + applied.arguments().at(0).toString();
    QVERIFY(QFile::remove(journal + QStringLiteral("/state")));
    QVERIFY(startHelper());
    QCOMPARE(contentOf(file(QStringLiteral("pam.d/sudo"))), oldSudo);
    QCOMPARE(contentOf(file(QStringLiteral("motd"))), QByteArray("old\n"));
}

void TestPrivateService::badCommandLines_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    const QString listen = QStringLiteral("--listen");
    const QString root = QStringLiteral("--root");
    const QString here = QStringLiteral("unix:path=/tmp/does-not-exist/s");
    QTest::newRow("no address") << QStringList{root, QStringLiteral("/tmp")} << 2;
    QTest::newRow("no tree") << QStringList{listen, here} << 2;
    QTest::newRow("both modes") << QStringList{QStringLiteral("--system"), root, QStringLiteral("/tmp"), listen, here} << 2;
    QTest::newRow("a stray argument") << QStringList{QStringLiteral("x")} << 2;
    QTest::newRow("idle for ever") << QStringList{QStringLiteral("--idle-exit"), QStringLiteral("0")} << 2;
    QTest::newRow("an unknown option") << QStringList{QStringLiteral("--no-authorization")} << 1;
    QTest::newRow("a TCP address") << QStringList{root, QStringLiteral("/tmp"), listen, QStringLiteral("tcp:host=localhost")} << 1;
    QTest::newRow("an abstract address") << QStringList{root, QStringLiteral("/tmp"), listen, QStringLiteral("unix:abstract=x")} << 1;
    QTest::newRow("two addresses") << QStringList{root, QStringLiteral("/tmp"), listen, here + QStringLiteral(";tcp:")} << 1;
    QTest::newRow("a directory that is not there") << QStringList{root, QStringLiteral("/tmp"), listen, here} << 1;
}

void TestPrivateService::badCommandLines()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QProcess helper;
    helper.start(program, arguments);
    QVERIFY(helper.waitForFinished(10000));
    QCOMPARE(helper.exitStatus(), QProcess::NormalExit);
    QCOMPARE(helper.exitCode(), code);
    QVERIFY(!helper.readAllStandardError().isEmpty());
    QVERIFY(helper.readAllStandardOutput().isEmpty());
}

void TestPrivateService::anOpenDirectoryIsRefused()
{
    QCOMPARE(chmod(qPrintable(m_directory->filePath(QStringLiteral("socket"))), 0711), 0);
    QVERIFY(!startHelper());
    QVERIFY(m_helper->waitForFinished(10000) || m_helper->state() == QProcess::NotRunning);
    QCOMPARE(m_helper->exitCode(), 1);
}

/// Whoever can put another directory in its place decides what the client talks to.
void TestPrivateService::aDirectoryThatCanBeSwappedIsRefused_data()
{
    QTest::addColumn<int>("mode"); // of the directory above the socket's
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("no") << 0755 << QStringLiteral("socket") << true;
    QTest::newRow("sticky") << 01777 << QStringLiteral("socket") << true;
    QTest::newRow("by everybody") << 0777 << QStringLiteral("socket") << false;
    QTest::newRow("by the group") << 0770 << QStringLiteral("socket") << false;
    QTest::newRow("through a link") << 0755 << QStringLiteral("link") << false;
}

void TestPrivateService::aDirectoryThatCanBeSwappedIsRefused()
{
    QFETCH(int, mode);
    QFETCH(QString, name);
    QFETCH(bool, accepted);
    QVERIFY(QFile::link(QStringLiteral("socket"), m_directory->filePath(QStringLiteral("link"))));
    QCOMPARE(chmod(qPrintable(m_directory->path()), static_cast<mode_t>(mode)), 0);
    m_socket = m_directory->filePath(name) + QStringLiteral("/helper");
    QCOMPARE(startHelper(), accepted);
}

QTEST_GUILESS_MAIN(TestPrivateService)
#include "tst_privateservice.moc"
