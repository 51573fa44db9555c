// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/authorizer/polkitauthorizer.h"
#include "tests/support/privatebus.h"

#include <QDBusPendingReply>
#include <QProcess>
#include <QTest>

#include <unistd.h>

using namespace pamphlet;
using namespace pamphlet::helper;

/// Against a mock of polkitd on a bus of its own: every kind of answer, and none.
class TestPolkitAuthorizer : public QObject
{
    Q_OBJECT
    std::unique_ptr<test::PrivateBus> m_bus;
    QProcess m_polkitd;

    AuthorizationRequest question(const QString &how) const
    {
        AuthorizationRequest request;
        request.caller = std::make_shared<Caller>(QDBusConnection::systemBus(), QDBusConnection::systemBus().baseService(), geteuid());
        request.actionId = QStringLiteral("org.pamphlet.helper1.apply");
        request.details = {{QStringLiteral("files"), QStringLiteral("sudo")}, {QStringLiteral("mock"), how}};
        return request;
    }

    QDBusPendingCall control(const QString &method) const
    {
        return QDBusConnection::systemBus().asyncCall(QDBusMessage::createMethodCall(
            QStringLiteral("org.freedesktop.PolicyKit1"), QStringLiteral("/org/freedesktop/PolicyKit1/Authority"),
            QStringLiteral("org.pamphlet.Mock"), method));
    }

    int cancelled() const
    {
        QDBusPendingReply<int> reply = control(QStringLiteral("Cancelled"));
        reply.waitForFinished();
        return reply.isError() ? -1 : reply.value();
    }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void answers_data();
    void answers();
    void aSilentAuthorityIsADenial();
    void destroyingTakesTheQuestionBack();
    void answersAreNotSwapped();
    void theAnswerMayDestroyTheCheck();
    void withoutPolkitEverythingIsDenied();
    void itComesBackWithPolkit();

private:
    bool startPolkitd();
};

bool TestPolkitAuthorizer::startPolkitd()
{
    m_polkitd.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_polkitd.start(QStringLiteral(PAMPHLET_MOCK_POLKITD), QStringList());
    return m_polkitd.waitForReadyRead(10000) && m_polkitd.readAllStandardOutput() == "ready\n";
}

void TestPolkitAuthorizer::initTestCase()
{
    m_bus = std::make_unique<test::PrivateBus>();
    if (!m_bus->isRunning())
        QSKIP("no dbus-daemon");
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_bus->address().toUtf8());
    QVERIFY(hasGlibEventDispatcher());
    QVERIFY(startPolkitd());
}

void TestPolkitAuthorizer::cleanupTestCase()
{
    m_polkitd.terminate();
    m_polkitd.waitForFinished();
}

void TestPolkitAuthorizer::answers_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("yes") << QStringLiteral("allow") << true;
    QTest::newRow("no") << QStringLiteral("deny") << false;
    QTest::newRow("only after authentication") << QStringLiteral("challenge") << false;
    QTest::newRow("an error") << QStringLiteral("error") << false;
    QTest::newRow("yes, also after an error") << QStringLiteral("allow") << true;
}

void TestPolkitAuthorizer::answers()
{
    QFETCH(QString, how);
    QFETCH(bool, allowed);
    for (const bool interactive : {false, true}) {
        PolkitAuthorizer authorizer;
        std::vector<Result<void>> got;
        AuthorizationRequest request = question(how);
        request.interactive = interactive;
        const auto check = authorizer.check(request, [&](Result<void> answer) { got.push_back(std::move(answer)); });
        QVERIFY(got.empty());
        QTRY_COMPARE(got.size(), std::size_t(1));
        QCOMPARE(got.front().has_value(), allowed);
        if (!allowed)
            QCOMPARE(got.front().error().code, ErrorCode::AccessDenied);
    }
}

void TestPolkitAuthorizer::aSilentAuthorityIsADenial()
{
    const int before = cancelled();
    PolkitAuthorizer authorizer({std::chrono::milliseconds(50), std::chrono::milliseconds(50)});
    std::vector<Result<void>> got;
    const auto check = authorizer.check(question(QStringLiteral("hang")), [&](Result<void> answer) { got.push_back(std::move(answer)); });
    QTRY_COMPARE(got.size(), std::size_t(1));
    QVERIFY(!got.front().has_value());
    QCOMPARE(got.front().error().code, ErrorCode::AccessDenied);
    QTRY_COMPARE(cancelled(), before + 1);
    QCOMPARE(got.size(), std::size_t(1));
}

void TestPolkitAuthorizer::destroyingTakesTheQuestionBack()
{
    const int before = cancelled();
    PolkitAuthorizer authorizer;
    int answersOfHanging = 0;
    int answersOfOther = 0;
    auto hanging = authorizer.check(question(QStringLiteral("hang")), [&](const Result<void> &) { ++answersOfHanging; });
    auto other = authorizer.check(question(QStringLiteral("allow")), [&](const Result<void> &) { ++answersOfOther; });
    QTRY_COMPARE(answersOfOther, 1); // the hanging one has been asked as well by now
    hanging.reset();
    QTRY_COMPARE(cancelled(), before + 1);
    QCOMPARE(answersOfHanging, 0);

    // One cancellation does not spoil the next question.
    other = authorizer.check(question(QStringLiteral("allow")), [&](const Result<void> &) { ++answersOfOther; });
    QTRY_COMPARE(answersOfOther, 2);
}

void TestPolkitAuthorizer::answersAreNotSwapped()
{
    PolkitAuthorizer authorizer;
    std::vector<Result<void>> slow;
    std::vector<Result<void>> fast;
    const auto first
        = authorizer.check(question(QStringLiteral("deny-on-release")), [&](Result<void> answer) { slow.push_back(std::move(answer)); });
    const auto second
        = authorizer.check(question(QStringLiteral("allow")), [&](Result<void> answer) { fast.push_back(std::move(answer)); });
    QTRY_COMPARE(fast.size(), std::size_t(1));
    QVERIFY(fast.front().has_value());
    QVERIFY(slow.empty());
    control(QStringLiteral("Release"));
    QTRY_COMPARE(slow.size(), std::size_t(1));
    QVERIFY(!slow.front().has_value());
}

void TestPolkitAuthorizer::theAnswerMayDestroyTheCheck()
{
    PolkitAuthorizer authorizer({std::chrono::milliseconds(50), std::chrono::milliseconds(50)});
    for (const char *how : {"allow", "deny", "error", "hang"}) {
        int answers = 0;
        std::unique_ptr<Authorizer::Check> check;
        check = authorizer.check(question(QLatin1String(how)), [&](const Result<void> &) {
            check.reset();
            ++answers;
        });
        QTRY_COMPARE(answers, 1);
        QVERIFY(!check);
    }
}

void TestPolkitAuthorizer::withoutPolkitEverythingIsDenied()
{
    m_polkitd.terminate();
    QVERIFY(m_polkitd.waitForFinished());
    PolkitAuthorizer authorizer;
    std::vector<Result<void>> got;
    const auto check = authorizer.check(question(QStringLiteral("allow")), [&](Result<void> answer) { got.push_back(std::move(answer)); });
    QTRY_COMPARE(got.size(), std::size_t(1));
    QVERIFY(!got.front().has_value());
    QCOMPARE(got.front().error().code, ErrorCode::AccessDenied);
}

void TestPolkitAuthorizer::itComesBackWithPolkit()
{
    QVERIFY(startPolkitd());
    PolkitAuthorizer authorizer;
    std::vector<Result<void>> got;
    const auto check = authorizer.check(question(QStringLiteral("allow")), [&](Result<void> answer) { got.push_back(std::move(answer)); });
    QTRY_COMPARE(got.size(), std::size_t(1));
    QVERIFY(got.front().has_value());
}

QTEST_GUILESS_MAIN(TestPolkitAuthorizer)
#include "tst_polkitauthorizer.moc"
