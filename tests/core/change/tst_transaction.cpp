// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a transaction does when all goes well, and how it is undone. What it refuses: tst_transactionrefusals.
#include "tests/core/change/expect.h"
#include "tests/core/change/testtree.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace pamphlet;
using namespace pamphlet::change;
using namespace pamphlet::test;
namespace fs = std::filesystem;

namespace {

const std::string sudo = "auth include system-auth\n";
const std::string newSudo = "auth required pam_unix.so\n";
const std::string motd = "welcome\n";

} // namespace

class TransactionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(m_directory->isValid());
        m_tree = std::make_unique<TestTree>(m_directory->path());
        m_tree->write("/etc/pam.d/sudo", sudo);
        m_tree->write("/etc/pam.d/old", "old\n", 0600);
        m_tree->write("/etc/motd", motd);
    }

    void cleanup()
    {
        m_tree.reset();
        m_directory.reset();
    }

    void appliesSeveralFilesAndRollsThemBack()
    {
        const auto before = m_tree->snapshot();
        TransactionLog log = m_tree->log();
        const ChangeSet set = changeSet({replaceFile("/etc/pam.d/sudo", sudo, newSudo), removeFile("/etc/pam.d/old", "old\n"),
                                         createFile("/etc/pam.d/new", "new\n"), createFile("/etc/motd.d/hello", "hi\n", 0600),
                                         replaceFile("/etc/motd", motd, std::string("\0\r\n\xff", 4))},
                                        "because");
        const auto record = log.apply(set, origin(1));
        OK(record);
        QCOMPARE(record->state, TransactionState::Applied);
        QCOMPARE(record->id, transactionId(1));
        QCOMPARE(record->files,
                 (std::vector<std::string>{"/etc/motd", "/etc/motd.d/hello", "/etc/pam.d/new", "/etc/pam.d/old", "/etc/pam.d/sudo"}));
        QCOMPARE(m_tree->read("/etc/pam.d/sudo"), newSudo);
        QCOMPARE(m_tree->read("/etc/pam.d/new"), "new\n");
        QCOMPARE(m_tree->read("/etc/motd.d/hello"), "hi\n");
        QCOMPARE(m_tree->read("/etc/motd"), std::string("\0\r\n\xff", 4));
        QVERIFY(!m_tree->read("/etc/pam.d/old"));
        QVERIFY(m_tree->temporaries().empty());
        struct stat info {
        };
        QCOMPARE(::stat(m_tree->at("/etc/motd.d").c_str(), &info), 0);
        QCOMPARE(info.st_mode & 07777U, 0755U);
        QCOMPARE(::stat(m_tree->at("/etc/motd.d/hello").c_str(), &info), 0);
        QCOMPARE(info.st_mode & 07777U, 0600U);
        QCOMPARE(::stat(m_tree->at("/etc/pam.d/new").c_str(), &info), 0);
        QCOMPARE(info.st_mode & 07777U, 0644U);

        const auto undone = log.rollback({}, origin(2));
        OK(undone);
        QCOMPARE(undone->rollsBack, transactionId(1));
        QCOMPARE(m_tree->snapshot(), before);

        const auto records = log.records();
        OK(records);
        QCOMPARE(records->size(), std::size_t(2));
        QCOMPARE(records->at(0).state, TransactionState::RolledBack);
        QCOMPARE(records->at(0).reason, "because");
        QCOMPARE(records->at(0).origin.userName, "alice");
        QCOMPARE(records->at(0).origin.uid, 1000U);
        QCOMPARE(records->at(0).origin.secondsSinceEpoch, std::int64_t(1'700'000'001));
        QCOMPARE(records->at(1).state, TransactionState::Applied);
        QCOMPARE(records->at(1).rollsBack, transactionId(1));
    }

    void rollbackOfARollbackRestoresTheChange()
    {
        TransactionLog log = m_tree->log();
        OK(log.apply(changeSet({replaceFile("/etc/pam.d/sudo", sudo, newSudo), createFile("/etc/motd.d/x", "x")}), origin(1)));
        const auto after = m_tree->snapshot();
        OK(log.rollback(transactionId(1), origin(2)));
        FAILS(log.rollback(transactionId(1), origin(3)), ErrorCode::NothingToRollBack);
        FAILS(log.rollback({}, origin(3)), ErrorCode::NothingToRollBack);
        OK(log.rollback(transactionId(2), origin(3)));
        QCOMPARE(m_tree->snapshot(), after);
        const auto records = log.records();
        OK(records);
        QCOMPARE(records->at(0).state, TransactionState::Applied);
        QCOMPARE(records->at(1).state, TransactionState::RolledBack);
        QCOMPARE(records->at(2).state, TransactionState::Applied);
        OK(log.rollback({}, origin(4)));
        QCOMPARE(m_tree->read("/etc/pam.d/sudo"), sudo);
    }

    void rollbackWithoutIdWalksBack()
    {
        TransactionLog log = m_tree->log();
        FAILS(log.rollback({}, origin(9)), ErrorCode::NothingToRollBack);
        OK(log.apply(changeSet({replaceFile("/etc/pam.d/sudo", sudo, "1")}), origin(1)));
        OK(log.apply(changeSet({replaceFile("/etc/pam.d/sudo", "1", "2")}), origin(2)));
        FAILS(log.rollback(transactionId(1), origin(3)), ErrorCode::Conflict);
        QCOMPARE(m_tree->read("/etc/pam.d/sudo"), "2");
        OK(log.rollback({}, origin(3)));
        QCOMPARE(m_tree->read("/etc/pam.d/sudo"), "1");
        OK(log.rollback({}, origin(4)));
        QCOMPARE(m_tree->read("/etc/pam.d/sudo"), sudo);
        FAILS(log.rollback({}, origin(5)), ErrorCode::NothingToRollBack);
    }

    void rollbackRefusesForeignEdits()
    {
        TransactionLog log = m_tree->log();
        OK(log.apply(changeSet({replaceFile("/etc/pam.d/sudo", sudo, newSudo), replaceFile("/etc/motd", motd, "m")}), origin(1)));
        m_tree->write("/etc/pam.d/sudo", "edited by hand\n");
        const auto before = m_tree->snapshot();
        const auto refused = log.rollback({}, origin(2));
        FAILS(refused, ErrorCode::Conflict);
        QCOMPARE(refused.error().where.file, "/etc/pam.d/sudo");
        QCOMPARE(m_tree->snapshot(), before);
        OK(log.recover());
        QCOMPARE(log.records()->at(0).state, TransactionState::Applied);
        QCOMPARE(log.records()->size(), std::size_t(1));
    }

    void idsAreChecked_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("empty") << QString();
        QTest::newRow("short") << QStringLiteral("abc");
        QTest::newRow("33 digits") << QString(33, QLatin1Char('a'));
        QTest::newRow("no digit") << QString(31, QLatin1Char('a')) + QLatin1Char('g');
        QTest::newRow("path") << QStringLiteral("../../../../../../../etc/cron.d/");
        QTest::newRow("newline") << QString(31, QLatin1Char('a')) + QLatin1Char('\n');
        QTest::newRow("nul") << QString(31, QLatin1Char('a')) + QChar(QChar::Null);
        QTest::newRow("dots") << QString(32, QLatin1Char('.'));
    }

    void idsAreChecked()
    {
        QFETCH(QString, id);
        const auto before = m_tree->snapshot({});
        TransactionLog log = m_tree->log();
        Origin bad = origin(1);
        bad.transaction = id.toStdString();
        FAILS(log.apply(changeSet({replaceFile("/etc/motd", motd, "x")}), bad), ErrorCode::InvalidArgument);
        FAILS(log.rollback({}, bad), ErrorCode::InvalidArgument);
        if (!id.isEmpty())
            FAILS(log.rollback(id.toStdString(), origin(1)), ErrorCode::InvalidArgument);
        QCOMPARE(m_tree->read("/etc/motd"), motd);
        QVERIFY(log.records()->empty());
    }

    void anIdIsUsedOnce()
    {
        TransactionLog log = m_tree->log();
        OK(log.apply(changeSet({replaceFile("/etc/motd", motd, "x")}), origin(1)));
        FAILS(log.apply(changeSet({replaceFile("/etc/motd", "x", "y")}), origin(1)), ErrorCode::InvalidArgument);
        QCOMPARE(m_tree->read("/etc/motd"), "x");
        QCOMPARE(log.records()->size(), std::size_t(1));
        OK(log.rollback({}, origin(2)));
        QCOMPARE(m_tree->read("/etc/motd"), motd);
    }

    void anEmptySetIsNoTransaction()
    {
        FAILS(m_tree->log().apply({}, origin(1)), ErrorCode::InvalidChangeSet);
        QVERIFY(m_tree->log().records()->empty());
    }

    void ownerModeAclAndAttributesSurvive()
    {
        const std::string path = m_tree->at("/etc/pam.d/sudo");
        ::chmod(path.c_str(), 0640);
        if (::setxattr(path.c_str(), "user.note", "kept", 4, 0) != 0)
            QSKIP("no extended attributes on this file system");
        // user::rw- user:1:r-- group::r-- mask::r-- other::---, as acl(5) stores it
        const QByteArray acl
            = QByteArray::fromHex("0200000001000600ffffffff020004000100000004000400ffffffff10000400ffffffff20000000ffffffff");
        const bool withAcl
            = ::setxattr(path.c_str(), "system.posix_acl_access", acl.constData(), static_cast<std::size_t>(acl.size()), 0) == 0;
        const bool root = ::geteuid() == 0;
        if (root) {
            QCOMPARE(::setxattr(path.c_str(), "security.selinux", "system_u:object_r:etc_t:s0", 27, 0), 0);
            const QByteArray capability = QByteArray::fromHex("0100000200200000000000000000000000000000");
            QCOMPARE(::setxattr(path.c_str(), "security.capability", capability.constData(), 20, 0), 0);
        }
        const auto attributesOf = [&](const std::string &text) { return text.substr(0, text.rfind(' ')); };
        const std::string before = m_tree->snapshot().at("/etc/pam.d/sudo");
        m_tree->write("/etc/pam.d/gone", "g");
        QCOMPARE(::setxattr(m_tree->at("/etc/pam.d/gone").c_str(), "user.note", "also", 4, 0), 0);
        const std::string gone = m_tree->snapshot().at("/etc/pam.d/gone");

        TransactionLog log = m_tree->log();
        OK(log.apply(changeSet({replaceFile("/etc/pam.d/sudo", sudo, "new"), removeFile("/etc/pam.d/gone", "g")}), origin(1)));
        const std::string after = m_tree->snapshot().at("/etc/pam.d/sudo");
        QVERIFY(before.starts_with(attributesOf(after)));
        QVERIFY(after.find("user.note") != std::string::npos);
        QCOMPARE(after.find("posix_acl") != std::string::npos, withAcl);
        QCOMPARE(after.find("security.selinux") != std::string::npos, root);
        QCOMPARE(after.find("security.capability") != std::string::npos, root);

        OK(log.rollback({}, origin(2)));
        QCOMPARE(m_tree->snapshot().at("/etc/pam.d/sudo"), before);
        QCOMPARE(m_tree->snapshot().at("/etc/pam.d/gone"), gone);
    }

    void aDefaultAclOpensNothing()
    {
        const std::string directory = m_tree->at("/etc/pam.d");
        // The directory's default lets user 1 write: what was closed to him must stay closed.
        const QByteArray acl
            = QByteArray::fromHex("0200000001000700ffffffff020007000100000004000500ffffffff10000700ffffffff20000500ffffffff");
        if (::setxattr(directory.c_str(), "system.posix_acl_default", acl.constData(), static_cast<std::size_t>(acl.size()), 0) != 0)
            QSKIP("no ACLs on this file system");
        const std::string before = m_tree->snapshot().at("/etc/pam.d/sudo");
        TransactionLog log = m_tree->log();
        OK(log.apply(changeSet({replaceFile("/etc/pam.d/sudo", sudo, "new")}), origin(1)));
        const std::string after = m_tree->snapshot().at("/etc/pam.d/sudo");
        QVERIFY(after.find("posix_acl") == std::string::npos);
        QVERIFY(before.starts_with(after.substr(0, after.rfind(' '))));
    }

    void modesAreSetAndPutBack()
    {
        TransactionLog log = m_tree->log();
        const auto before = m_tree->snapshot();
        OK(log.apply(changeSet({replaceFile("/etc/pam.d/sudo", sudo, sudo, 0600)}), origin(1)));
        struct stat info {
        };
        QCOMPARE(::stat(m_tree->at("/etc/pam.d/sudo").c_str(), &info), 0);
        QCOMPARE(info.st_mode & 07777U, 0600U);
        OK(log.rollback({}, origin(2)));
        QCOMPARE(m_tree->snapshot(), before);
    }

    void rootKeepsAnotherOwnersTreeTheirs()
    {
        if (::geteuid() != 0)
            QSKIP("needs root");
        constexpr uid_t uid = 12345;
        for (const char *path : {"", "/etc", "/etc/pam.d", "/etc/pam.d/sudo", "/etc/motd"})
            QCOMPARE(::chown(m_tree->at(path).c_str(), uid, uid), 0);
        TransactionLog log = m_tree->log();
        OK(log.apply(
            changeSet({replaceFile("/etc/pam.d/sudo", sudo, newSudo), createFile("/etc/pam.d/new", "n"), createFile("/etc/motd.d/x", "x")}),
            origin(1)));
        for (const char *path : {"/etc/pam.d/sudo", "/etc/pam.d/new", "/etc/motd.d", "/etc/motd.d/x", "/var/lib/pamphlet/transactions",
                                 "/var/lib/pamphlet/transactions/lock", "/var/lib/pamphlet/transactions/00000000000000000000000000000001",
                                 "/var/lib/pamphlet/transactions/00000000000000000000000000000001/intent.json"}) {
            struct stat info {
            };
            QCOMPARE(::lstat(m_tree->at(path).c_str(), &info), 0);
            QVERIFY2(info.st_uid == uid && info.st_gid == uid, path);
        }
        // root's own file in there stays root's; one that the owner cannot read would be refused
        QCOMPARE(::chmod(m_tree->at("/etc/pam.d/old").c_str(), 0644), 0);
        OK(log.apply(changeSet({removeFile("/etc/pam.d/old", "old\n")}), origin(2)));
        OK(log.rollback({}, origin(3)));
        struct stat info {
        };
        QCOMPARE(::lstat(m_tree->at("/etc/pam.d/old").c_str(), &info), 0);
        QCOMPARE(info.st_uid, 0U);
    }

    void missingDirectories()
    {
        TransactionLog log = m_tree->log();
        fs::remove_all(m_tree->at("/etc/pam.d"));
        FAILS(log.apply(changeSet({replaceFile("/etc/pam.d/sudo", sudo, "x")}), origin(1)), ErrorCode::Changed);
        OK(log.apply(changeSet({createFile("/etc/pam.d/a", "a"), createFile("/etc/pam.d/b", "b"), createFile("/etc/motd.d/c", "c")}),
                     origin(2)));
        QCOMPARE(m_tree->read("/etc/pam.d/b"), "b");
        m_tree->write("/etc/motd.d/by-hand", "stays");
        OK(log.rollback({}, origin(3)));
        QVERIFY(!fs::exists(m_tree->at("/etc/pam.d")));
        QCOMPARE(m_tree->read("/etc/motd.d/by-hand"), "stays");

        fs::remove_all(m_tree->at("/etc"));
        FAILS(log.apply(changeSet({createFile("/etc/motd", "x")}), origin(4)), ErrorCode::NotFound);
        FAILS(log.apply(changeSet({createFile("/etc/pam.d/x", "x")}), origin(4)), ErrorCode::NotFound);
        QVERIFY(!fs::exists(m_tree->at("/etc")));
    }

    void manyFilesAndTheLargest()
    {
        std::vector<FileChange> changes;
        for (unsigned i = 0; i < 100; ++i)
            changes.push_back(createFile("/etc/pam.d/service-" + std::to_string(i), std::to_string(i)));
        changes.push_back(replaceFile("/etc/motd", motd, std::string(maxFileBytes, 'm')));
        TransactionLog log = m_tree->log();
        const auto before = m_tree->snapshot();
        OK(log.apply(changeSet(std::move(changes)), origin(1)));
        QCOMPARE(m_tree->read("/etc/motd")->size(), maxFileBytes);
        OK(log.rollback({}, origin(2)));
        QCOMPARE(m_tree->snapshot(), before);
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<TestTree> m_tree;
};

QTEST_APPLESS_MAIN(TransactionTest)
#include "tst_transaction.moc"
