// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a transaction refuses, and what it makes of a journal that is not as it left it. In each case nothing changes.
#include "tests/core/change/expect.h"
#include "tests/core/change/testtree.h"
#include "tests/support/privatemounts.h"

#include "core/change/journal.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace pamphlet;
using namespace pamphlet::change;
using namespace pamphlet::test;
namespace fs = std::filesystem;

namespace {

QString noPrivateMounts;

const std::string sudo = "auth include system-auth\n";
const std::string newSudo = "auth required pam_unix.so\n";
const std::string motd = "welcome\n";

bool setImmutable(const std::string &path, bool on)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    int flags = 0;
    bool done = fd >= 0 && ::ioctl(fd, FS_IOC_GETFLAGS, &flags) == 0;
    if (done) {
        flags = on ? flags | FS_IMMUTABLE_FL : flags & ~FS_IMMUTABLE_FL;
        done = ::ioctl(fd, FS_IOC_SETFLAGS, &flags) == 0;
    }
    if (fd >= 0)
        ::close(fd);
    return done;
}

} // namespace

class TransactionRefusalsTest : public QObject
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

    void rootLendsNoPrivilegesInAnotherOwnersTree_data()
    {
        QTest::addColumn<unsigned>("mode");
        QTest::addColumn<bool>("capability");
        QTest::newRow("set-uid") << 04755U << false;
        QTest::newRow("set-gid") << 02755U << false;
        QTest::newRow("capability") << 0644U << true;
    }

    void rootLendsNoPrivilegesInAnotherOwnersTree()
    {
        QFETCH(unsigned, mode);
        QFETCH(bool, capability);
        if (::geteuid() != 0)
            QSKIP("needs root");
        for (const char *path : {"", "/etc", "/etc/pam.d"})
            QCOMPARE(::chown(m_tree->at(path).c_str(), 12345, 12345), 0);
        const std::string path = m_tree->at("/etc/pam.d/sudo");
        QCOMPARE(::chmod(path.c_str(), mode), 0);
        const QByteArray value = QByteArray::fromHex("0100000200200000000000000000000000000000");
        if (capability)
            QCOMPARE(::setxattr(path.c_str(), "security.capability", value.constData(), 20, 0), 0);
        const auto before = m_tree->snapshot();
        FAILS(m_tree->log().apply(changeSet({replaceFile("/etc/pam.d/sudo", sudo, "#!/bin/sh\n")}), origin(1)), ErrorCode::Unsafe);
        QCOMPARE(m_tree->snapshot(), before);
    }

    void rootTellsNoSecretsInAnotherOwnersTree()
    {
        if (::geteuid() != 0)
            QSKIP("needs root");
        for (const char *path : {"", "/etc", "/etc/pam.d"})
            QCOMPARE(::chown(m_tree->at(path).c_str(), 12345, 12345), 0);
        // Root's own file that its tree's owner cannot read: the journal would hand over a copy.
        FAILS(m_tree->log().apply(changeSet({replaceFile("/etc/pam.d/old", "old\n", "new\n")}), origin(1)), ErrorCode::Unsafe);
        QCOMPARE(::chmod(m_tree->at("/etc/pam.d/old").c_str(), 0644), 0);
        QVERIFY(m_tree->log().apply(changeSet({replaceFile("/etc/pam.d/old", "old\n", "new\n")}), origin(2)).has_value());
    }

    void rootTakesNoForeignFileForItsLock()
    {
        if (::geteuid() != 0)
            QSKIP("needs root");
        for (const char *path : {"", "/etc", "/etc/pam.d"})
            QCOMPARE(::chown(m_tree->at(path).c_str(), 12345, 12345), 0);
        const auto change = changeSet({replaceFile("/etc/motd", motd, "new\n")});
        QVERIFY(m_tree->log().apply(change, origin(1)).has_value());
        const std::string lock = m_tree->at("/var/lib/pamphlet/transactions/lock");
        const std::string victim = m_tree->at("/victim");
        m_tree->write("/victim", "root's\n", 0666);
        QCOMPARE(::chown(victim.c_str(), 0, 0), 0);
        QCOMPARE(::unlink(lock.c_str()), 0);
        QCOMPARE(::link(victim.c_str(), lock.c_str()), 0);
        FAILS(m_tree->log().apply(changeSet({replaceFile("/etc/motd", "new\n", "newer\n")}), origin(2)), ErrorCode::Unsafe);
        struct stat info = {};
        QCOMPARE(::stat(victim.c_str(), &info), 0);
        QCOMPARE(info.st_uid, 0U);
    }

    void whatIsThereDecides_data()
    {
        QTest::addColumn<QString>("scene");
        QTest::addColumn<int>("code");
        const auto row
            = [](const char *scene, ErrorCode code) { QTest::newRow(scene) << QString::fromLatin1(scene) << static_cast<int>(code); };
        row("other content", ErrorCode::Changed);
        row("gone", ErrorCode::Changed);
        row("link", ErrorCode::Unsafe);
        row("dangling link", ErrorCode::Unsafe);
        row("link to an equal file outside", ErrorCode::Unsafe);
        row("directory", ErrorCode::Unsafe);
        row("fifo", ErrorCode::Unsafe);
        row("socket", ErrorCode::Unsafe);
        row("second name", ErrorCode::Unsafe);
        row("others write the directory", ErrorCode::Unsafe);
        row("the group writes the directory", ErrorCode::Unsafe);
        row("others write etc", ErrorCode::Unsafe);
        row("others write the root", ErrorCode::Unsafe);
        row("the directory is a link", ErrorCode::Unsafe);
        row("etc is a link", ErrorCode::Unsafe);
        row("foreign owner", ErrorCode::Unsafe);
        row("foreign owner of the directory", ErrorCode::Unsafe);
        row("immutable file", ErrorCode::ReadOnly);
        row("immutable directory", ErrorCode::ReadOnly);
        row("read-only mount", ErrorCode::ReadOnly);
        row("mount point in place of the file", ErrorCode::Unsafe);
        row("larger than the limit", ErrorCode::TooLarge);
    }

    void whatIsThereDecides()
    {
        QFETCH(QString, scene);
        QFETCH(int, code);
        TransactionLog log = m_tree->log();
        const std::string path = m_tree->at("/etc/pam.d/sudo");
        const std::string directory = m_tree->at("/etc/pam.d");
        std::vector<Mount> mounts;
        std::string immutable;
        int socket = -1;

        if (scene == QLatin1String("other content")) {
            m_tree->write("/etc/pam.d/sudo", "edited\n");
        } else if (scene == QLatin1String("gone")) {
            fs::remove(path);
        } else if (scene == QLatin1String("link")) {
            fs::rename(path, directory + "/sudo-real");
            fs::create_symlink("sudo-real", path);
        } else if (scene == QLatin1String("dangling link")) {
            fs::remove(path);
            fs::create_symlink("nowhere", path);
        } else if (scene == QLatin1String("link to an equal file outside")) {
            fs::rename(path, m_tree->at("/outside"));
            fs::create_symlink("../../outside", path);
        } else if (scene == QLatin1String("directory")) {
            fs::remove(path);
            m_tree->mkdir("/etc/pam.d/sudo");
        } else if (scene == QLatin1String("fifo")) {
            fs::remove(path);
            QCOMPARE(::mkfifo(path.c_str(), 0644), 0);
        } else if (scene == QLatin1String("socket")) {
            fs::remove(path);
            socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
            sockaddr_un address{};
            address.sun_family = AF_UNIX;
            QVERIFY(path.size() < sizeof address.sun_path);
            path.copy(address.sun_path, path.size());
            QCOMPARE(::bind(socket, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
        } else if (scene == QLatin1String("second name")) {
            fs::create_hard_link(path, directory + "/sudo-i");
        } else if (scene == QLatin1String("others write the directory")) {
            ::chmod(directory.c_str(), 0757);
        } else if (scene == QLatin1String("the group writes the directory")) {
            ::chmod(directory.c_str(), 0775);
        } else if (scene == QLatin1String("others write etc")) {
            ::chmod(m_tree->at("/etc").c_str(), 01777);
        } else if (scene == QLatin1String("others write the root")) {
            ::chmod(m_tree->path().c_str(), 01777);
        } else if (scene == QLatin1String("the directory is a link")) {
            fs::rename(directory, m_tree->at("/etc/elsewhere"));
            fs::create_directory_symlink("elsewhere", directory);
        } else if (scene == QLatin1String("etc is a link")) {
            fs::rename(m_tree->at("/etc"), m_tree->at("/real"));
            fs::create_directory_symlink("real", m_tree->at("/etc"));
        } else if (scene == QLatin1String("foreign owner")) {
            if (::chown(path.c_str(), 4711, 0) != 0)
                QSKIP("needs root");
        } else if (scene == QLatin1String("foreign owner of the directory")) {
            if (::chown(directory.c_str(), 4711, 0) != 0)
                QSKIP("needs root");
        } else if (scene == QLatin1String("immutable file") || scene == QLatin1String("immutable directory")) {
            immutable = scene == QLatin1String("immutable file") ? path : directory;
            if (!setImmutable(immutable, true))
                QSKIP("no immutable flag here (needs root and a file system that has it)");
        } else if (scene == QLatin1String("read-only mount")) {
            if (!noPrivateMounts.isEmpty())
                QSKIP(qPrintable(noPrivateMounts));
            mounts.push_back(Mount::readOnly(QString::fromStdString(directory)));
            QVERIFY(mounts.back().mounted());
        } else if (scene == QLatin1String("mount point in place of the file")) {
            if (!noPrivateMounts.isEmpty())
                QSKIP(qPrintable(noPrivateMounts));
            mounts.push_back(Mount::readOnly(QString::fromStdString(path)));
            QVERIFY(mounts.back().mounted());
        } else if (scene == QLatin1String("larger than the limit")) {
            fs::resize_file(path, maxFileBytes + 1);
        } else {
            QFAIL("unknown scene");
        }

        const auto before = m_tree->snapshot({});
        const ChangeSet set = changeSet({replaceFile("/etc/motd", motd, "changed\n"), replaceFile("/etc/pam.d/sudo", sudo, newSudo)});
        const auto applied = log.apply(set, origin(1));
        const bool foreseeable = scene != QLatin1String("mount point in place of the file");
        const auto foreseen = checkApplicable(*m_tree->root(), set);
        auto after = m_tree->snapshot({});
        after.erase("/var/lib/pamphlet/transactions/lock");
        auto expected = before;
        if (!immutable.empty())
            setImmutable(immutable, false);
        mounts.clear();
        if (socket >= 0)
            ::close(socket);

        QVERIFY2(!applied, "succeeded");
        QVERIFY2(applied.error().code == static_cast<ErrorCode>(code), qPrintable(describe(applied.error())));
        QCOMPARE(after, expected);
        QCOMPARE(foreseen.has_value(), !foreseeable);
        if (!foreseen)
            QCOMPARE(foreseen.error(), applied.error());
        if (static_cast<ErrorCode>(code) == ErrorCode::Changed || scene == QLatin1String("link"))
            QCOMPARE(applied.error().where.file, "/etc/pam.d/sudo");
    }

    void newFilesNeedAnEmptyPlace()
    {
        TransactionLog log = m_tree->log();
        const auto before = m_tree->snapshot();
        const auto refused = log.apply(changeSet({createFile("/etc/pam.d/sudo", "x"), createFile("/etc/pam.d/a", "a")}), origin(1));
        FAILS(refused, ErrorCode::Changed);
        QCOMPARE(refused.error().where.file, "/etc/pam.d/sudo");
        QCOMPARE(m_tree->snapshot(), before);
    }

    void hostilePathsNeverReachTheDisk_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("up") << QByteArray("/etc/pam.d/../shadow");
        QTest::newRow("only up") << QByteArray("/etc/pam.d/..");
        QTest::newRow("double slash") << QByteArray("/etc//pam.d/sudo");
        QTest::newRow("nul") << QByteArray("/etc/pam.d/su\0do", 16);
        QTest::newRow("newline") << QByteArray("/etc/pam.d/su\ndo");
        QTest::newRow("escape") << QByteArray("/etc/pam.d/\x1b[31m");
        QTest::newRow("4096 characters") << QByteArray("/etc/pam.d/") + QByteArray(4096, 'a');
        QTest::newRow("relative") << QByteArray("etc/pam.d/sudo");
        QTest::newRow("our temporary") << QByteArray("/etc/pam.d/.pamphlet-x");
        QTest::newRow("shadow") << QByteArray("/etc/shadow");
        QTest::newRow("journal") << QByteArray("/var/lib/pamphlet/transactions/x");
        QTest::newRow("empty") << QByteArray();
    }

    void hostilePathsNeverReachTheDisk()
    {
        QFETCH(QByteArray, path);
        TransactionLog log = m_tree->log();
        const auto before = m_tree->snapshot({});
        FAILS(log.apply(changeSet({createFile(path.toStdString(), "x")}), origin(1)), ErrorCode::NotAllowed);
        FAILS(checkApplicable(*m_tree->root(), changeSet({createFile(path.toStdString(), "x")})), ErrorCode::NotAllowed);
        QCOMPARE(m_tree->snapshot({}), before);
    }

    void theJournalIsClosedAndSafe_data()
    {
        QTest::addColumn<QString>("directory");
        for (const char *directory : {"", "/var", "/var/lib", "/var/lib/pamphlet", "/var/lib/pamphlet/transactions"})
            QTest::newRow(*directory ? directory : "/") << QString::fromLatin1(directory);
    }

    void theJournalIsClosedAndSafe()
    {
        QFETCH(QString, directory);
        {
            const TransactionLog log = m_tree->log();
        }
        const std::string path = m_tree->at(directory.toStdString());
        struct stat info {
        };
        QCOMPARE(::stat(m_tree->at(Journal::directoryPath).c_str(), &info), 0);
        QCOMPARE(info.st_mode & 07777U, 0700U);
        QCOMPARE(::chmod(path.c_str(), 0777), 0);
        FAILS(TransactionLog::open(m_tree->root()), ErrorCode::Unsafe);
        QCOMPARE(::chmod(path.c_str(), 0755), 0);
        OK(TransactionLog::open(m_tree->root()));
        if (::geteuid() == 0 && !directory.isEmpty()) {
            QCOMPARE(::chown(path.c_str(), 4711, 0), 0);
            FAILS(TransactionLog::open(m_tree->root()), ErrorCode::Unsafe);
            QCOMPARE(::chown(path.c_str(), 0, 0), 0);
        }
        if (!directory.isEmpty()) {
            fs::rename(path, m_tree->at("/moved"));
            fs::create_directory_symlink(m_tree->at("/moved"), path);
            FAILS(TransactionLog::open(m_tree->root()), ErrorCode::Unsafe);
        }
    }

    void oneAtATime()
    {
        TransactionLog log = m_tree->log();
        const int lock = ::open(m_tree->at("/var/lib/pamphlet/transactions/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        QCOMPARE(::flock(lock, LOCK_EX), 0);
        FAILS(log.apply(changeSet({replaceFile("/etc/motd", motd, "x")}), origin(1)), ErrorCode::Busy);
        FAILS(log.rollback({}, origin(1)), ErrorCode::Busy);
        FAILS(log.recover(), ErrorCode::Busy);
        OK(log.records());
        ::close(lock);
        OK(log.apply(changeSet({replaceFile("/etc/motd", motd, "x")}), origin(1)));
    }

    void aSwappedDirectoryLeadsNowhereElse()
    {
        const std::string directory = m_tree->at("/etc/pam.d");
        QTemporaryDir outside;
        const TestTree other(outside.path());
        other.write("/etc/sudo", sudo);
        other.write("/etc/sudo-2", "0\n");
        const std::string link = m_tree->at("/etc/pam.link");
        fs::create_directory_symlink(outside.path().toStdString() + "/etc", link);
        m_tree->write("/etc/pam.d/sudo-2", "0\n");
        const auto outsideBefore = other.snapshot({});

        TransactionLog log = m_tree->log();
        std::atomic<bool> stop = false;
        std::thread swapper([&] {
            while (!stop)
                ::renameat2(AT_FDCWD, directory.c_str(), AT_FDCWD, link.c_str(), RENAME_EXCHANGE);
        });
        int applied = 0;
        int refused = 0;
        std::string current = "0\n";
        for (unsigned i = 1; i <= 60; ++i) {
            const std::string next = std::to_string(i) + '\n';
            const auto result = log.apply(
                changeSet({replaceFile("/etc/pam.d/sudo-2", current, next), createFile("/etc/pam.d/n" + std::to_string(i), next)}),
                origin(i));
            if (result) {
                current = next;
                ++applied;
            } else {
                // The link instead of the directory is Unsafe; in the middle of an exchange the name may not be found.
                ++refused;
            }
        }
        stop = true;
        swapper.join();
        if (fs::is_symlink(directory))
            QCOMPARE(::renameat2(AT_FDCWD, directory.c_str(), AT_FDCWD, link.c_str(), RENAME_EXCHANGE), 0);
        QCOMPARE(other.snapshot({}), outsideBefore);
        OK(log.recover());
        QVERIFY(m_tree->temporaries().empty());
        QCOMPARE(m_tree->read("/etc/pam.d/sudo-2"), current);
        qInfo("%d applied, %d refused", applied, refused);
    }

    void whatACrashLeftIsPutBackFromTheJournalToo()
    {
        // The second name of the old file is lost (a file system that was repaired, say): the journal still has the bytes.
        TransactionLog log = m_tree->log();
        OK(log.apply(changeSet({replaceFile("/etc/pam.d/sudo", sudo, newSudo), removeFile("/etc/pam.d/old", "old\n"),
                                createFile("/etc/pam.d/n", "n"), replaceFile("/etc/motd", motd, "m")}),
                     origin(1)));
        fs::remove(m_tree->at("/var/lib/pamphlet/transactions/" + transactionId(1) + "/state"));
        m_tree->write("/etc/motd", "edited by somebody else\n");
        QCOMPARE(log.records()->at(0).state, TransactionState::Intended);
        const auto recovered = log.recover();
        OK(recovered);
        QCOMPARE(*recovered, std::vector<std::string>{transactionId(1)});
        QCOMPARE(m_tree->read("/etc/pam.d/sudo"), sudo);
        QCOMPARE(m_tree->read("/etc/pam.d/old"), "old\n");
        struct stat info {
        };
        QCOMPARE(::stat(m_tree->at("/etc/pam.d/old").c_str(), &info), 0);
        QCOMPARE(info.st_mode & 07777U, 0600U);
        QVERIFY(!m_tree->read("/etc/pam.d/n"));
        QCOMPARE(m_tree->read("/etc/motd"), "edited by somebody else\n");
        QCOMPARE(log.records()->at(0).state, TransactionState::RolledBack);
        QVERIFY(log.recover()->empty());
    }

    void aDamagedJournalIsNotGuessedAt_data()
    {
        QTest::addColumn<QByteArray>("intent");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("{\"format\":1,");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("number") << QByteArray("7");
        QTest::newRow("wrong types") << QByteArray("{\"format\":\"1\"}");
        QTest::newRow("other version") << QByteArray("{\"format\":2}");
        QTest::newRow("deep") << QByteArray(100000, '[');
    }

    void aDamagedJournalIsNotGuessedAt()
    {
        QFETCH(QByteArray, intent);
        TransactionLog log = m_tree->log();
        OK(log.apply(changeSet({replaceFile("/etc/motd", motd, "x")}), origin(1)));
        const std::string entry = "/var/lib/pamphlet/transactions/" + transactionId(1);
        m_tree->write(entry + "/intent.json", intent.toStdString(), 0600);
        // finished: nobody needs it
        OK(log.recover());
        QVERIFY(log.records()->empty());
        // unfinished: nothing goes on
        fs::remove(m_tree->at(entry + "/state"));
        QVERIFY(!log.recover());
        QVERIFY(!log.apply(changeSet({replaceFile("/etc/motd", "x", "y")}), origin(2)));
        QCOMPARE(m_tree->read("/etc/motd"), "x");
    }

    void aForgedJournalWritesNothingElse()
    {
        TransactionLog log = m_tree->log();
        m_tree->write("/etc/shadow", "secret");
        OK(log.apply(changeSet({replaceFile("/etc/motd", motd, "x")}), origin(1)));
        const std::string entry = "/var/lib/pamphlet/transactions/" + transactionId(1);
        std::string intent = *m_tree->read(entry + "/intent.json");
        intent.replace(intent.find("/etc/motd"), 9, "/etc/shadow");
        m_tree->write(entry + "/intent.json", intent, 0600);
        fs::remove(m_tree->at(entry + "/state"));
        FAILS(log.recover(), ErrorCode::NotAllowed);
        QCOMPARE(m_tree->read("/etc/shadow"), "secret");
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<TestTree> m_tree;
};

int main(int argc, char **argv)
{
    noPrivateMounts = enterPrivateMounts();
    QCoreApplication application(argc, argv);
    TransactionRefusalsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_transactionrefusals.moc"
