// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/testregistry.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace pamphlet;
using namespace pamphlet::helper;

class tst_testregistry : public QObject
{
    Q_OBJECT

    QTemporaryDir m_root, m_runtime;
    Services m_services;
    const TestTools m_tools{PAMPHLET_BIN_DIR "/pamphlet-probe", PAMPHLET_BIN_DIR "/pam_pamphlet_trace.so"};
    /// A login that waits for an answer.
    const TestOrder m_order{"ask", "alice", LoginSequence::Generic, false, true, 60, {}};

    static std::shared_ptr<Caller> caller(std::uint32_t uid)
    {
        return std::make_shared<Caller>(QDBusConnection(QStringLiteral("nowhere")), QStringLiteral(":1.%1").arg(uid), uid);
    }

    QStringList stagesLeft() const
    {
        return QDir(m_runtime.filePath(QStringLiteral("pamphlet"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_RUNTIME_DIR", m_runtime.path().toUtf8());
        QVERIFY(QDir(m_root.path()).mkpath(QStringLiteral("etc/pam.d")));
        QFile file(m_root.filePath(QStringLiteral("etc/pam.d/ask")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("auth required " PAMPHLET_TEST_MODULES "/pam_test_prompt.so\n");
        file.close();
        auto root = change::RootDirectory::open(m_root.path().toStdString());
        QVERIFY(root);
        m_services = {Mode::Private, *root, nullptr};
    }

    void cleanup() { QCOMPARE(stagesLeft(), QStringList()); }

    void aUserHasTwoAndAllTogetherEight()
    {
        TestRegistry registry(m_services, m_tools);
        std::vector<std::shared_ptr<Caller>> callers;
        for (std::uint32_t uid = 1; uid <= 4; ++uid) {
            callers.push_back(caller(uid));
            for (std::size_t i = 0; i < TestRegistry::maxTestsPerUid; ++i)
                QVERIFY(registry.start(callers.back(), m_order));
            // Another connection of the same user is no way around it.
            if (uid < 4)
                QCOMPARE(registry.start(caller(uid), m_order).error().code, ErrorCode::LimitExceeded);
        }
        QCOMPARE(registry.size(), TestRegistry::maxTests);
        QCOMPARE(registry.start(caller(5), m_order).error().code, ErrorCode::LimitExceeded);
        QCOMPARE(stagesLeft().size(), 8);
        // One caller goes, and there is room again.
        callers.front()->setGone();
        QTRY_COMPARE(registry.size(), TestRegistry::maxTests - TestRegistry::maxTestsPerUid);
        QVERIFY(registry.hasRoomFor(*caller(5)));
        // The rest ends with the registry.
    }

    void idsAreNotGuessable()
    {
        TestRegistry registry(m_services, m_tools);
        const auto one = caller(1);
        const auto first = registry.start(one, m_order);
        const auto second = registry.start(one, m_order);
        QVERIFY(first && second);
        QVERIFY(*first != *second);
        QCOMPARE(first->size(), 32);
    }

    void aTestOfAnotherCallerDoesNotExist()
    {
        TestRegistry registry(m_services, m_tools);
        const auto mine = caller(1);
        const auto sameUser = caller(1);
        const auto id = registry.start(mine, m_order);
        QVERIFY(id);
        Secret secret;
        QCOMPARE(registry.cancel(*sameUser, *id).error().code, ErrorCode::NotFound);
        QCOMPARE(registry.answer(*sameUser, *id, 1, secret).error().code, ErrorCode::NotFound);
        QCOMPARE(registry.cancel(*mine, QString(32, QLatin1Char('0'))).error().code, ErrorCode::NotFound);
        QVERIFY(registry.cancel(*mine, *id));
        QTRY_COMPARE(registry.size(), std::size_t(0));
        QCOMPARE(registry.cancel(*mine, *id).error().code, ErrorCode::NotFound);
    }

    void whatCannotBeStartedLeavesNothing()
    {
        TestRegistry registry(m_services, {"/nonexistent/pamphlet-probe", m_tools.traceModule});
        QCOMPARE(registry.start(caller(1), m_order).error().code, ErrorCode::Io);
        QCOMPARE(registry.size(), std::size_t(0));
        TestOrder cyclic = m_order;
        cyclic.changes.changes.push_back(
            {"/etc/pam.d/ask", std::nullopt, "auth include " + m_root.path().toStdString() + "\nfrob", std::nullopt});
        TestRegistry working(m_services, m_tools);
        QVERIFY(working.start(caller(1), cyclic)); // odd, but libpam has an answer to it
    }
};

QTEST_GUILESS_MAIN(tst_testregistry)
#include "tst_testregistry.moc"
