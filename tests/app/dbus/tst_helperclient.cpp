// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dbus/helperclient.h"

#include "core/change/digest.h"
#include "tests/app/dbus/scriptedhelper.h"

#include <QDBusUnixFileDescriptor>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QXmlStreamReader>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace pamphlet;
using namespace pamphlet::test;

namespace {

change::ChangeSet motdChange()
{
    return {{{"/etc/motd", change::sha256("old\n"), "new\n", std::nullopt}}, "a test"};
}

QByteArray contents(const QDBusUnixFileDescriptor &descriptor)
{
    QByteArray bytes(65536, 0);
    const ssize_t size = pread(descriptor.fileDescriptor(), bytes.data(), static_cast<std::size_t>(bytes.size()), 0);
    bytes.truncate(size);
    return bytes;
}

/// What a login told its holder, in order.
class Diary : public QObject
{
public:
    explicit Diary(ui::TestLogin *login)
    {
        connect(login, &ui::TestLogin::started, this, [this] { lines << QStringLiteral("started"); });
        connect(login, &ui::TestLogin::message, this, [this](ui::MessageStyle style, const QString &text) {
            lines << QStringLiteral("message %1 %2").arg(int(style)).arg(text);
        });
        connect(login, &ui::TestLogin::prompted, this, [this](unsigned prompt, ui::MessageStyle style, const QString &text) {
            lines << QStringLiteral("prompt %1 %2 %3").arg(prompt).arg(int(style)).arg(text);
        });
        connect(login, &ui::TestLogin::stepped, this, [this](const ui::TestStep &step) {
            lines << QStringLiteral("step %1 %2:%3 %4 %5 %6")
                         .arg(step.primitive, step.file)
                         .arg(step.line)
                         .arg(step.module)
                         .arg(step.returned)
                         .arg(step.microseconds);
        });
        connect(login, &ui::TestLogin::primitiveReturned, this, [this](const ui::TestPrimitive &primitive) {
            lines << QStringLiteral("primitive %1 %2 %3").arg(primitive.primitive).arg(primitive.code).arg(primitive.microseconds);
        });
        connect(login, &ui::TestLogin::finished, this, [this] { lines << QStringLiteral("finished"); });
        connect(login, &ui::TestLogin::failed, this, [this](const Error &error) {
            lines << QStringLiteral("failed ") + QString::fromStdString(std::string(errorName(error.code)));
        });
    }
    QStringList lines;
};

} // namespace

class TestHelperClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_peer = std::make_unique<ScriptedPeer>();
        m_client = std::make_unique<app::HelperClient>(std::make_unique<PeerChannel>(m_peer->address()));
    }
    void cleanup()
    {
        m_client.reset();
        m_peer.reset();
    }

    void callsHaveTheSignaturesOfTheIntrospection();
    void changeSetTravelsSealed();
    void applyAnswers();
    void invalidChangeSetIsNotSent();
    void rollbackAnswers();
    void errorsBecomeValues_data();
    void errorsBecomeValues();
    void replyOfAnotherShapeIsUnsupported();
    void signalsBeforeTheReplyAreKept();
    void signalsOfOtherLoginsAreNotHeard();
    void signalsOfAnotherShapeAreIgnored();
    void answerTravelsSealed();
    void refusedAnswerEndsTheLogin();
    void failedStartIsTold();
    void cancelBeforeTheStartDoesNotWait();
    void cancelWhileRunning();
    void deletingTheLoginCancelsIt();
    void deletingTheLoginInItsOwnSignal();
    void vanishedHelperEndsEverything();
    void deletedClientKeepsItsPromises();

private:
    std::unique_ptr<ui::TestLogin> startedLogin(const QString &id = QStringLiteral("t1"))
    {
        auto login = m_client->startTest({QStringLiteral("sudo"), QStringLiteral("ann"), ui::TestSequence::Generic, false, true, 60, {}});
        if (QTest::qWaitFor([this] { return m_peer->helper.has(QStringLiteral("StartTest")); }))
            m_peer->reply(m_peer->helper.take(QStringLiteral("StartTest")), {id});
        QSignalSpy started(login.get(), &ui::TestLogin::started);
        started.wait();
        return login;
    }

    std::unique_ptr<ScriptedPeer> m_peer;
    std::unique_ptr<app::HelperClient> m_client;
};

void TestHelperClient::callsHaveTheSignaturesOfTheIntrospection()
{
    QHash<QString, QString> expected;
    QFile file(QStringLiteral(PAMPHLET_SOURCE_DIR "/helper/dbus/org.pamphlet.Helper1.xml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QString method;
    for (QXmlStreamReader xml(&file); !xml.atEnd();) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QStringLiteral("signal"))
            method.clear();
        if (xml.name() == QStringLiteral("method")) {
            method = xml.attributes().value(QStringLiteral("name")).toString();
            expected.insert(method, {});
        }
        if (xml.name() == QStringLiteral("arg") && !method.isEmpty()
            && xml.attributes().value(QStringLiteral("direction")) == QStringLiteral("in"))
            expected[method] += xml.attributes().value(QStringLiteral("type")).toString();
    }
    QVERIFY(expected.size() >= 5);

    auto login = startedLogin();
    QHash<QString, QString> sent{{QStringLiteral("StartTest"), QStringLiteral("sssbbuh")}}; // taken by startedLogin, checked below
    login->answer(1, Secret());
    login->cancel();
    m_client->apply(motdChange());
    m_client->rollback({});
    auto second = m_client->startTest({QStringLiteral("sudo"), QStringLiteral("ann"), ui::TestSequence::Sshd, true, false, 5, {}});
    ui::TestRequest asTeleport{QStringLiteral("teleport"), QStringLiteral("ann"), ui::TestSequence::Teleport, true, false, 5, {}};
    asTeleport.teleport = {true, {{"TELEPORT_LOGIN", "ann"}, {"TEAM", "a=b"}}};
    auto third = m_client->startTest(asTeleport);
    QTRY_COMPARE(m_peer->helper.calls.size(), 6);
    for (const QDBusMessage &call : std::as_const(m_peer->helper.calls)) {
        sent[call.member()] = call.signature();
        QCOMPARE(call.interface(), QString::fromLatin1(ScriptedHelper::interface));
        QVERIFY2(call.isInteractiveAuthorizationAllowed(), qPrintable(call.member()));
    }
    QCOMPARE(sent, expected);
    const QVariantList arguments = m_peer->helper.take(QStringLiteral("StartTest")).arguments();
    QCOMPARE(arguments.mid(0, 6), (QVariantList{QStringLiteral("sudo"), QStringLiteral("ann"), QStringLiteral("sshd"), true, false, 5u}));
    const QVariantList teleport = m_peer->helper.take(QStringLiteral("StartTeleportTest")).arguments();
    QCOMPARE(teleport.mid(0, 7),
             (QVariantList{QStringLiteral("teleport"), QStringLiteral("ann"), true,
                           QStringList{QStringLiteral("TEAM=a=b"), QStringLiteral("TELEPORT_LOGIN=ann")}, true, false, 5u}));
}

void TestHelperClient::changeSetTravelsSealed()
{
    m_client->apply(motdChange());
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("Apply")));
    const auto descriptor = m_peer->helper.take(QStringLiteral("Apply")).arguments().at(0).value<QDBusUnixFileDescriptor>();
    QVERIFY(descriptor.isValid());
    const int seals = fcntl(descriptor.fileDescriptor(), F_GET_SEALS);
    QCOMPARE(seals & (F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK), F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK);
    const auto parsed = change::parseChangeSet(contents(descriptor).toStdString());
    QVERIFY(parsed);
    QVERIFY(*parsed == motdChange());
}

void TestHelperClient::applyAnswers()
{
    auto future = m_client->apply(motdChange());
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("Apply")));
    m_peer->reply(m_peer->helper.take(QStringLiteral("Apply")), {QStringLiteral("abc"), QStringList{QStringLiteral("/etc/motd")}});
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
    QCOMPARE(future.result()->transaction, QStringLiteral("abc"));
    QCOMPARE(future.result()->files, QStringList{QStringLiteral("/etc/motd")});
}

void TestHelperClient::invalidChangeSetIsNotSent()
{
    auto future = m_client->apply({{{"/etc/../etc/shadow", std::nullopt, "root::", std::nullopt}}, {}});
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!future.result());
    QCOMPARE(future.result().error().code, ErrorCode::NotAllowed);
    QVERIFY(m_peer->helper.calls.isEmpty());
}

void TestHelperClient::rollbackAnswers()
{
    auto future = m_client->rollback(QStringLiteral("abc"));
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("Rollback")));
    const QDBusMessage call = m_peer->helper.take(QStringLiteral("Rollback"));
    QCOMPARE(call.arguments(), QVariantList{QStringLiteral("abc")});
    m_peer->reply(call, {QStringList{QStringLiteral("/etc/motd")}, QStringLiteral("def")});
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
    QCOMPARE(future.result()->transaction, QStringLiteral("def"));
    QCOMPARE(future.result()->files, QStringList{QStringLiteral("/etc/motd")});
}

void TestHelperClient::errorsBecomeValues_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");

    for (const ErrorCode code : allErrorCodes()) {
        const QString name = QString::fromStdString(std::string(errorName(code)));
        QTest::newRow(qPrintable(name)) << QStringLiteral("org.pamphlet.Error.") + name << QStringLiteral("why") << code
                                        << QStringLiteral("why") << QString() << 0 << 0;
    }
    const QString ours = QStringLiteral("org.pamphlet.Error.InvalidInput");
    QTest::newRow("with a place") << ours << QStringLiteral("/etc/pam.d/sudo:3:9: a broken line") << ErrorCode::InvalidInput
                                  << QStringLiteral("a broken line") << QStringLiteral("/etc/pam.d/sudo") << 3 << 9;
    QTest::newRow("with a file and no position") << ours << QStringLiteral("/etc/motd:0:0: a broken file") << ErrorCode::InvalidInput
                                                 << QStringLiteral("a broken file") << QStringLiteral("/etc/motd") << 0 << 0;
    QTest::newRow("a colon in the file's name") << ours << QStringLiteral("/etc/pam.d/a:b:3:9: x") << ErrorCode::InvalidInput
                                                << QStringLiteral("x") << QStringLiteral("/etc/pam.d/a:b") << 3 << 9;
    QTest::newRow("numbers without end") << ours << QStringLiteral("/etc/x:99999999999999999999:1: x") << ErrorCode::InvalidInput
                                         << QStringLiteral("/etc/x:99999999999999999999:1: x") << QString() << 0 << 0;
    QTest::newRow("a code of a later version") << QStringLiteral("org.pamphlet.Error.Novel") << QStringLiteral("x") << ErrorCode::Internal
                                               << QStringLiteral("x") << QString() << 0 << 0;
    const auto foreign = [](const char *name, ErrorCode code) {
        const QString full = QStringLiteral("org.freedesktop.DBus.Error.") + QString::fromLatin1(name);
        QTest::newRow(name) << full << QStringLiteral("m") << code << full + QStringLiteral(": m") << QString() << 0 << 0;
    };
    foreign("ServiceUnknown", ErrorCode::HelperUnavailable);
    foreign("NoReply", ErrorCode::HelperUnavailable);
    foreign("NameHasNoOwner", ErrorCode::HelperUnavailable);
    foreign("Spawn.ExecFailed", ErrorCode::HelperUnavailable);
    foreign("AccessDenied", ErrorCode::AccessDenied);
    foreign("InteractiveAuthorizationRequired", ErrorCode::AccessDenied);
    foreign("UnknownMethod", ErrorCode::Unsupported);
    foreign("LimitsExceeded", ErrorCode::LimitExceeded);
    foreign("Failed", ErrorCode::Internal);
}

void TestHelperClient::errorsBecomeValues()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    auto future = m_client->rollback({});
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("Rollback")));
    m_peer->send(m_peer->helper.take(QStringLiteral("Rollback")).createErrorReply(name, text));
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!future.result());
    const Error error = future.result().error();
    QTEST(error.code, "code");
    QTEST(QString::fromStdString(error.detail), "detail");
    QTEST(QString::fromStdString(error.where.file), "file");
    QTEST(int(error.where.line), "line");
    QTEST(int(error.where.column), "column");
}

void TestHelperClient::replyOfAnotherShapeIsUnsupported()
{
    auto future = m_client->apply(motdChange());
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("Apply")));
    m_peer->reply(m_peer->helper.take(QStringLiteral("Apply")), {1});
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!future.result());
    QCOMPARE(future.result().error().code, ErrorCode::Unsupported);
}

void TestHelperClient::signalsBeforeTheReplyAreKept()
{
    auto login = m_client->startTest({QStringLiteral("sudo"), QStringLiteral("ann"), ui::TestSequence::Generic, false, true, 60, {}});
    Diary diary(login.get());
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("StartTest")));
    const QDBusMessage start = m_peer->helper.take(QStringLiteral("StartTest"));
    const QString id = QStringLiteral("t1");
    m_peer->send(helperSignal("TestPrimitive", {id, QStringLiteral("start"), 0, quint64(7)}));
    m_peer->send(helperSignal("TestMessage", {id, 0u, QStringLiteral("info"), QStringLiteral("hello")}));
    m_peer->send(helperSignal("TestMessage", {id, 1u, QStringLiteral("echo-off"), QStringLiteral("Password: ")}));
    m_peer->send(helperSignal(
        "TestStep",
        {id, QStringLiteral("authenticate"), QStringLiteral("/etc/pam.d/sudo"), 3u, QStringLiteral("pam_permit.so"), 0, quint64(12)}));
    m_peer->send(helperSignal("TestPrimitive", {id, QStringLiteral("authenticate"), 7, quint64(99)}));
    m_peer->send(helperSignal("TestFinished", {id, QString(), QString()}));
    m_peer->reply(start, {id});
    QTRY_VERIFY(diary.lines.contains(QStringLiteral("finished")));
    QCOMPARE(diary.lines,
             (QStringList{QStringLiteral("started"), QStringLiteral("primitive start 0 7"), QStringLiteral("message 2 hello"),
                          QStringLiteral("prompt 1 1 Password: "), QStringLiteral("step authenticate /etc/pam.d/sudo:3 pam_permit.so 0 12"),
                          QStringLiteral("primitive authenticate 7 99"), QStringLiteral("finished")}));
}

void TestHelperClient::signalsOfOtherLoginsAreNotHeard()
{
    auto login = startedLogin();
    Diary diary(login.get());
    m_peer->send(helperSignal("TestMessage", {QStringLiteral("t2"), 0u, QStringLiteral("info"), QStringLiteral("not for us")}));
    m_peer->send(helperSignal("TestFinished", {QStringLiteral("t2"), QString(), QString()}));
    m_peer->send(helperSignal("TestFinished", {QStringLiteral("t1"), QString(), QString()}));
    m_peer->send(helperSignal("TestMessage", {QStringLiteral("t1"), 0u, QStringLiteral("info"), QStringLiteral("after the end")}));
    QTRY_VERIFY(!diary.lines.isEmpty());
    // One more round trip: everything that was sent before has arrived by then.
    auto future = m_client->rollback({});
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("Rollback")));
    QCOMPARE(diary.lines, QStringList{QStringLiteral("finished")});
}

void TestHelperClient::signalsOfAnotherShapeAreIgnored()
{
    auto login = startedLogin();
    Diary diary(login.get());
    m_peer->send(helperSignal("TestMessage", {QStringLiteral("t1"), QStringLiteral("zero"), QStringLiteral("info"), QStringLiteral("x")}));
    m_peer->send(helperSignal("TestMessage", {QStringLiteral("t1")}));
    m_peer->send(helperSignal("TestMessage", {QStringLiteral("t1"), 0u, QStringLiteral("shouting"), QStringLiteral("x")}));
    m_peer->send(helperSignal("TestStep", {QStringLiteral("t1"), 5}));
    m_peer->send(helperSignal("TestPrimitive", {QStringLiteral("t1"), QStringLiteral("authenticate"), 0, quint64(1)}));
    QTRY_COMPARE(diary.lines, QStringList{QStringLiteral("primitive authenticate 0 1")});
}

void TestHelperClient::answerTravelsSealed()
{
    auto login = startedLogin();
    Secret secret;
    QVERIFY(secret.assign("correct horse"));
    login->answer(3, std::move(secret));
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("AnswerTest")));
    const QVariantList arguments = m_peer->helper.take(QStringLiteral("AnswerTest")).arguments();
    QCOMPARE(arguments.mid(0, 2), (QVariantList{QStringLiteral("t1"), 3u}));
    const auto descriptor = arguments.at(2).value<QDBusUnixFileDescriptor>();
    QCOMPARE(contents(descriptor), QByteArrayLiteral("correct horse"));
    QCOMPARE(fcntl(descriptor.fileDescriptor(), F_GET_SEALS) & (F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK),
             F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK);
    QCOMPARE(pwrite(descriptor.fileDescriptor(), "x", 1, 0), ssize_t(-1));
}

void TestHelperClient::refusedAnswerEndsTheLogin()
{
    auto login = startedLogin();
    Diary diary(login.get());
    login->answer(1, Secret());
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("AnswerTest")));
    m_peer->send(m_peer->helper.take(QStringLiteral("AnswerTest"))
                     .createErrorReply(QStringLiteral("org.pamphlet.Error.AccessDenied"), QStringLiteral("no")));
    QTRY_COMPARE(diary.lines, QStringList{QStringLiteral("failed AccessDenied")});
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("CancelTest")));
}

void TestHelperClient::failedStartIsTold()
{
    auto login = m_client->startTest({QStringLiteral("sudo"), QStringLiteral("ann"), ui::TestSequence::Generic, false, true, 60, {}});
    Diary diary(login.get());
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("StartTest")));
    m_peer->send(m_peer->helper.take(QStringLiteral("StartTest"))
                     .createErrorReply(QStringLiteral("org.pamphlet.Error.LimitExceeded"), QStringLiteral("no")));
    QTRY_COMPARE(diary.lines, QStringList{QStringLiteral("failed LimitExceeded")});
}

void TestHelperClient::cancelBeforeTheStartDoesNotWait()
{
    auto login = m_client->startTest({QStringLiteral("sudo"), QStringLiteral("ann"), ui::TestSequence::Generic, false, true, 60, {}});
    Diary diary(login.get());
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("StartTest")));
    login->cancel();
    QVERIFY(diary.lines.isEmpty()); // never out of the call itself
    QTRY_COMPARE(diary.lines, QStringList{QStringLiteral("failed Cancelled")});
    // It starts after all: nobody wants it any more.
    m_peer->reply(m_peer->helper.take(QStringLiteral("StartTest")), {QStringLiteral("t9")});
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("CancelTest")));
    QCOMPARE(m_peer->helper.take(QStringLiteral("CancelTest")).arguments(), QVariantList{QStringLiteral("t9")});
    QCOMPARE(diary.lines.size(), 1);
}

void TestHelperClient::cancelWhileRunning()
{
    auto login = startedLogin();
    Diary diary(login.get());
    login->cancel();
    login->cancel();
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("CancelTest")));
    m_peer->send(helperSignal("TestFinished", {QStringLiteral("t1"), QStringLiteral("Cancelled"), QStringLiteral("by the caller")}));
    QTRY_COMPARE(diary.lines, QStringList{QStringLiteral("failed Cancelled")});
    QCOMPARE(m_peer->helper.calls.size(), 1);
}

void TestHelperClient::deletingTheLoginCancelsIt()
{
    auto login = startedLogin();
    login.reset();
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("CancelTest")));
    m_peer->send(helperSignal("TestMessage", {QStringLiteral("t1"), 0u, QStringLiteral("info"), QStringLiteral("to nobody")}));
    auto future = m_client->rollback({});
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("Rollback")));
}

void TestHelperClient::deletingTheLoginInItsOwnSignal()
{
    auto login = startedLogin();
    connect(login.get(), &ui::TestLogin::finished, this, [&login] { login.reset(); });
    m_peer->send(helperSignal("TestFinished", {QStringLiteral("t1"), QString(), QString()}));
    QTRY_VERIFY(!login);
}

void TestHelperClient::vanishedHelperEndsEverything()
{
    auto login = startedLogin();
    Diary diary(login.get());
    auto future = m_client->apply(motdChange());
    QTRY_VERIFY(m_peer->helper.has(QStringLiteral("Apply")));
    m_peer->vanish();
    QTRY_COMPARE(diary.lines, QStringList{QStringLiteral("failed HelperUnavailable")});
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!future.result());
    QCOMPARE(future.result().error().code, ErrorCode::HelperUnavailable);
}

void TestHelperClient::deletedClientKeepsItsPromises()
{
    auto running = startedLogin();
    auto waiting = m_client->startTest({QStringLiteral("sudo"), QStringLiteral("ann"), ui::TestSequence::Generic, false, true, 60, {}});
    Diary runningDiary(running.get());
    Diary waitingDiary(waiting.get());
    auto future = m_client->apply(motdChange());
    m_client.reset();
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
    QCOMPARE(runningDiary.lines, QStringList{QStringLiteral("failed Cancelled")});
    QCOMPARE(waitingDiary.lines, QStringList{QStringLiteral("failed Cancelled")});
    running->cancel(); // outlives its client
    running->answer(1, Secret());
}

QTEST_GUILESS_MAIN(TestHelperClient)
#include "tst_helperclient.moc"
