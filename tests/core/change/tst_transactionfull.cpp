// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A disk that is full, or nearly: at every level of fill the result is NoSpace and nothing has changed, or success.
#include "tests/core/change/testtree.h"
#include "tests/support/privatemounts.h"

#include <QTemporaryDir>
#include <QTest>

#include <vector>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace pamphlet;
using namespace pamphlet::change;
using namespace pamphlet::test;

namespace {

QString noPrivateMounts;

/// Takes blocks until exactly `free` are left.
bool fillUp(const std::string &directory, unsigned long free)
{
    struct statvfs space {
    };
    if (::statvfs(directory.c_str(), &space) != 0 || space.f_bfree < free)
        return false;
    const int fd = ::open((directory + "/ballast").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const std::vector<char> block(space.f_bsize, 'b');
    bool done = fd >= 0;
    for (unsigned long i = 0; done && i < space.f_bfree - free; ++i)
        done = ::write(fd, block.data(), block.size()) == static_cast<ssize_t>(block.size());
    ::close(fd);
    return done && ::statvfs(directory.c_str(), &space) == 0 && space.f_bfree == free;
}

} // namespace

class TransactionFullTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!noPrivateMounts.isEmpty())
            QSKIP(qPrintable(noPrivateMounts));
        QVERIFY(m_directory.isValid());
    }

    void everyLevelOfFill_data()
    {
        QTest::addColumn<QString>("mountPoint");
        QTest::addColumn<QString>("options");
        QTest::addColumn<bool>("inodes");
        QTest::newRow("blocks of the whole tree") << QString() << QStringLiteral("size=256k,mode=755") << false;
        QTest::newRow("blocks of etc alone") << QStringLiteral("/etc") << QStringLiteral("size=128k,mode=755") << false;
        QTest::newRow("blocks of the journal alone") << QStringLiteral("/var") << QStringLiteral("size=512k,mode=755") << false;
        QTest::newRow("inodes of the whole tree") << QString() << QStringLiteral("mode=755,nr_inodes=%1") << true;
        QTest::newRow("inodes of etc alone") << QStringLiteral("/etc") << QStringLiteral("mode=755,nr_inodes=%1") << true;
        QTest::newRow("inodes of the journal alone") << QStringLiteral("/var") << QStringLiteral("mode=755,nr_inodes=%1") << true;
    }

    void everyLevelOfFill()
    {
        QFETCH(QString, mountPoint);
        QFETCH(QString, options);
        QFETCH(bool, inodes);
        unsigned refused = 0;
        unsigned done = 0;
        // Upwards from nothing until even the roll-back of it all has gone through some times.
        for (unsigned free = 0; done < 5; ++free) {
            QVERIFY2(free < 200, "never enough");
            TestTree tree(m_directory.path());
            tree.removeAll();
            tree.mkdir(mountPoint.toStdString().empty() ? "/etc" : mountPoint.toStdString());
            const Mount mount
                = Mount::tmpfs(QString::fromStdString(tree.at(mountPoint.toStdString())), inodes ? options.arg(free + 4) : options);
            QVERIFY(mount.mounted());
            if (!makeFiles(tree)) {
                QVERIFY(inodes); // not even room for the old files
                continue;
            }
            if (!inodes)
                QVERIFY(fillUp(tree.at(mountPoint.toStdString()), free));
            step(tree, refused, done);
            if (QTest::currentTestFailed()) {
                qInfo("with %u free", free);
                return;
            }
        }
        qInfo("%u times refused, %u times done", refused, done);
        QVERIFY(refused > 0);
    }

private:
    const std::string m_old = std::string(5000, 'o');
    const std::string m_new = std::string(9000, 'n');

    bool makeFiles(const TestTree &tree)
    {
        tree.mkdir("/etc/pam.d");
        tree.write("/etc/motd", m_old);
        tree.write("/etc/pam.d/sudo", m_old, 0600);
        tree.write("/etc/pam.d/gone", "gone\n");
        return tree.read("/etc/motd") == m_old && tree.read("/etc/pam.d/sudo") == m_old && tree.read("/etc/pam.d/gone") == "gone\n";
    }

    void step(const TestTree &tree, unsigned &refused, unsigned &done)
    {
        const auto before = tree.snapshot();
        auto opened = TransactionLog::open(tree.root());
        if (!opened) {
            QVERIFY2(opened.error().code == ErrorCode::NoSpace, qPrintable(describe(opened.error())));
            QCOMPARE(tree.snapshot(), before);
            ++refused;
            return;
        }
        TransactionLog &log = *opened;
        const auto applied = log.apply(changeSet({replaceFile("/etc/motd", m_old, m_new), replaceFile("/etc/pam.d/sudo", m_old, m_new),
                                                  removeFile("/etc/pam.d/gone", "gone\n"), createFile("/etc/motd.d/new", m_new)}),
                                       origin(1));
        if (!applied) {
            QVERIFY2(applied.error().code == ErrorCode::NoSpace, qPrintable(describe(applied.error())));
            QCOMPARE(tree.snapshot(), before);
            const auto records = log.records();
            QVERIFY(records.has_value() && records->empty());
            ++refused;
            return;
        }
        QCOMPARE(tree.read("/etc/motd"), m_new);
        QCOMPARE(tree.read("/etc/pam.d/sudo"), m_new);
        QCOMPARE(tree.read("/etc/motd.d/new"), m_new);
        QVERIFY(!tree.read("/etc/pam.d/gone"));

        const auto after = tree.snapshot();
        const auto undone = log.rollback({}, origin(2));
        if (!undone) {
            QVERIFY2(undone.error().code == ErrorCode::NoSpace, qPrintable(describe(undone.error())));
            QCOMPARE(tree.snapshot(), after);
            QCOMPARE(log.records()->size(), std::size_t(1));
            QCOMPARE(log.records()->front().state, TransactionState::Applied);
            ++refused;
            return;
        }
        auto now = tree.snapshot();
        now.erase("/etc/ballast");
        auto expected = before;
        expected.erase("/etc/ballast");
        QCOMPARE(now, expected);
        ++done;
    }

    QTemporaryDir m_directory;
};

int main(int argc, char **argv)
{
    noPrivateMounts = enterPrivateMounts();
    QCoreApplication application(argc, argv);
    TransactionFullTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_transactionfull.moc"
