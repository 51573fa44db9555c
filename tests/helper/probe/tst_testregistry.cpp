// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/testregistry.h"

#include "core/pam/libpamprofile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

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

    /// Where this machine's libpam looks first.
    static std::string moduleDirectory()
    {
        const auto machine = change::RootDirectory::open("/");
        return pam::detectLibpam(**machine, *pam::libpamProfile("debian-12")).moduleDirectories.front();
    }

    QStringList stagesLeft() const
    {
        // Root's is a place of its own (and the test's: pamphlet_private_run).
        const QString stages = ::geteuid() == 0 ? QStringLiteral("/run/pamphlet") : m_runtime.filePath(QStringLiteral("pamphlet"));
        return QDir(stages).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
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

    void rootRunsNothingOfAnotherUser_data()
    {
        QTest::addColumn<QByteArray>("given"); // to another user
        QTest::addColumn<QByteArray>("opened"); // to be written by everybody
        QTest::addColumn<bool>("allowed");
        const QByteArray none;
        const QByteArray modules = QByteArray::fromStdString("tree" + moduleDirectory());
        QTest::newRow("all is root's") << none << none << true;
        QTest::newRow("what is not read") << QByteArray("tree/etc/motd") << QByteArray("tree/etc/pam.d/unread") << true;
        QTest::newRow("the tree") << QByteArray("tree") << none << false;
        QTest::newRow("above the tree") << QByteArray(".") << none << false;
        QTest::newRow("above the tree, for everybody") << none << QByteArray(".") << false;
        QTest::newRow("etc") << QByteArray("tree/etc") << none << false;
        QTest::newRow("pam.d for everybody") << none << QByteArray("tree/etc/pam.d") << false;
        QTest::newRow("the service's file") << QByteArray("tree/etc/pam.d/service") << none << false;
        QTest::newRow("the service's file for everybody") << none << QByteArray("tree/etc/pam.d/service") << false;
        QTest::newRow("an included file") << QByteArray("tree/etc/pam.d/inner") << none << false;
        QTest::newRow("on the way of a link") << QByteArray("tree/srv") << none << false;
        QTest::newRow("the end of a link") << QByteArray("tree/srv/linked") << none << false;
        QTest::newRow("the modules") << modules << none << false;
        QTest::newRow("a module") << modules + "/pam_test_return.so" << none << false;
        QTest::newRow("a module for everybody") << none << modules + "/pam_test_return.so" << false;
    }
    void rootRunsNothingOfAnotherUser()
    {
        if (::geteuid() != 0)
            QSKIP("needs root");
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, opened);
        QFETCH(bool, allowed);
        const QTemporaryDir directory;
        const std::string top = directory.path().toStdString() + "/";
        const std::string modules = top + "tree" + moduleDirectory();
        const auto write = [&top](const char *name, const QByteArray &bytes) {
            QFile file(QString::fromStdString(top + name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        for (const std::string &path : {modules, top + "tree/etc/pam.d", top + "tree/srv"})
            std::filesystem::create_directories(path);
        std::filesystem::copy_file(PAMPHLET_TEST_MODULES "/pam_test_return.so", modules + "/pam_test_return.so");
        write("tree/etc/motd", "x");
        write("tree/etc/pam.d/unread", "x");
        write("tree/etc/pam.d/service", "auth include inner\nauth required pam_test_return.so\nauth substack linked\n");
        write("tree/etc/pam.d/inner", "auth required pam_test_return.so\n");
        write("tree/srv/linked", "auth required pam_test_return.so\n");
        std::filesystem::create_symlink("/srv/linked", top + "tree/etc/pam.d/linked");
        if (!given.isEmpty())
            QCOMPARE(::chown((top + given.toStdString()).c_str(), 65534, 65534), 0);
        if (!opened.isEmpty())
            QCOMPARE(::chmod((top + opened.toStdString()).c_str(), 0777), 0);

        auto root = change::RootDirectory::open(top + "tree");
        QVERIFY(root);
        const Services services{Mode::Private, *root, nullptr};
        TestRegistry registry(services, m_tools);
        TestOrder order = m_order;
        order.service = "service";
        const auto started = registry.start(caller(0), order);
        if (allowed) {
            QVERIFY2(started, started ? "" : started.error().detail.c_str());
        } else {
            QVERIFY(!started);
            QCOMPARE(started.error().code, ErrorCode::Unsafe);
            QVERIFY(started.error().detail.starts_with("a login test as root would run what another user says: "));
        }
        QTRY_COMPARE(registry.size(), std::size_t(0));
    }

    void whatRootChangesIsRoots()
    {
        if (::geteuid() != 0)
            QSKIP("needs root");
        const QTemporaryDir directory;
        QVERIFY(QDir(directory.path()).mkpath(QStringLiteral("etc/pam.d")));
        const std::string service = directory.path().toStdString() + "/etc/pam.d/service";
        QVERIFY(QFile(QString::fromStdString(service)).open(QIODevice::WriteOnly));
        QCOMPARE(::chown(service.c_str(), 65534, 65534), 0);
        auto root = change::RootDirectory::open(directory.path().toStdString());
        QVERIFY(root);
        const Services services{Mode::Private, *root, nullptr};
        TestRegistry registry(services, m_tools);
        TestOrder order = m_order;
        order.service = "service";
        QCOMPARE(registry.start(caller(0), order).error().code, ErrorCode::Unsafe);
        order.changes.changes.push_back({"/etc/pam.d/service", std::nullopt, "auth required pam_permit.so\n", std::nullopt});
        const auto started = registry.start(caller(0), order);
        QVERIFY2(started, started ? "" : started.error().detail.c_str());
        QTRY_COMPARE(registry.size(), std::size_t(0));
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
