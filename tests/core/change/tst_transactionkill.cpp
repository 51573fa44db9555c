// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Kills a process at each of its system calls, one after the other, while it applies or rolls back, and looks at what the next one makes of
// it. Between two system calls a process changes nothing on the disk, so these are all the points at which it can die. (Not tried here:
// loss of power, where the order of writes counts too. That is what the fsync calls are for.)
#include "tests/core/change/testtree.h"
#include "tests/core/change/tracedchild.h"
#include "tests/support/privatemounts.h"
#include "tests/support/sanitized.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace pamphlet;
using namespace pamphlet::change;
using namespace pamphlet::test;

namespace {

QString noPrivateMounts;

enum class End { Killed, Finished, NoTracing, Broken };

/// Runs `work` in a child that is killed as it enters its system call number `killAt` (from 1).
End runAndKill(unsigned killAt, const std::function<bool()> &work)
{
    TracedChild child(work);
    unsigned calls = 0;
    while (child.state() == TracedChild::State::Stopped) {
        if (child.proceed() == TracedChild::State::Stopped && child.entering() && ++calls == killAt) {
            child.kill();
            return End::Killed;
        }
    }
    if (child.state() == TracedChild::State::NoTracing)
        return End::NoTracing;
    return child.state() == TracedChild::State::Ended && child.exitStatus() == 0 ? End::Finished : End::Broken;
}

} // namespace

class TransactionKillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_directory.isValid());
        if (runAndKill(1, [] { return true; }) == End::NoTracing)
            QSKIP("ptrace(2) is forbidden here");
    }

    void init() { m_overlayOptions.reset(); }
    void cleanup() { m_overlay.reset(); }

    void applyEndsWithAllOldOrAllNew_data() { fileSystems(); }

    void applyEndsWithAllOldOrAllNew()
    {
        if (!begin())
            QSKIP("no overlay file system here (needs root)");
        const Snapshot before = m_tree->snapshot();
        QVERIFY(m_tree->log().apply(m_set, origin(1)).has_value());
        const Snapshot after = m_tree->snapshot();

        killEverywhere(
            "apply", [this] { fresh(); }, [this] { return apply(); },
            [&](unsigned n, Counts &counts) { checkApply(n, before, after, counts); });
    }

    void rollbackEndsWithAllOldOrAllNew_data() { fileSystems(); }

    void rollbackEndsWithAllOldOrAllNew()
    {
        if (!begin())
            QSKIP("no overlay file system here (needs root)");
        const Snapshot before = m_tree->snapshot();
        QVERIFY(apply());
        const Snapshot after = m_tree->snapshot();

        const auto applied = [this] {
            fresh();
            QVERIFY(apply());
        };
        killEverywhere(
            "rollback", applied, [this] { return rollback(); },
            [&](unsigned n, Counts &counts) { checkRollback(n, before, after, counts); });
    }

    /// The recovery is killed as well, and the one after it finishes.
    void recoveryCanBeKilledToo()
    {
        fresh();
        const Snapshot before = m_tree->snapshot();
        QVERIFY(m_tree->log().apply(m_set, origin(1)).has_value());
        const Snapshot after = m_tree->snapshot();
        const unsigned total = countCalls();

        Counts counts;
        // Where the files are mixed lies in the second half: a handful of points there, one after the transaction is marked as
        // applied, and each one of the recovery. Not the very end: an allocator may ask the system once more or less.
        const unsigned late = total - 8;
        std::vector<unsigned> points{late};
        for (unsigned n = total / 2; n < late; n += std::max(1U, total / 12))
            points.push_back(n);
        for (const unsigned n : points) {
            for (unsigned m = 1;; m += test::sanitized ? 9 : 1) {
                fresh();
                QCOMPARE(runAndKill(n, [&] { return apply(); }), End::Killed);
                const End end = runAndKill(m, [&] { return recover(); });
                QVERIFY(end == End::Killed || end == End::Finished);
                QVERIFY(recover());
                checkApply(n, before, after, counts);
                if (QTest::currentTestFailed())
                    return;
                if (end == End::Finished)
                    break;
                ++counts.points;
            }
        }
        report("recover", counts);
    }

private:
    using Snapshot = std::map<std::string, std::string>;

    /// In memory where that is possible: thousands of transactions, each with its dozens of fsync calls.
    static QString directoryTemplate()
    {
        const QString memory = QStringLiteral("/dev/shm");
        return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/transactionkill-XXXXXX");
    }

    struct Counts {
        unsigned points = 0, old = 0, fresh = 0;
    };

    /// Kills `work` at every system call, each time from the start.
    void killEverywhere(const char *what, const std::function<void()> &prepare, const std::function<bool()> &work,
                        const std::function<void(unsigned, Counts &)> &check)
    {
        Counts counts;
        for (unsigned n = 1;; n += test::sanitized ? 9 : 1) {
            prepare();
            const End end = runAndKill(n, work);
            QVERIFY(end == End::Killed || end == End::Finished);
            QVERIFY(recover());
            check(n, counts);
            if (QTest::currentTestFailed())
                return;
            if (end == End::Finished)
                break;
            ++counts.points;
        }
        report(what, counts);
    }

    /// An overlay copies a file up when it is linked, which is where inode numbers and second names are not what they are elsewhere.
    static void fileSystems()
    {
        QTest::addColumn<bool>("overlay");
        QTest::addColumn<bool>("apart");
        QTest::addColumn<QString>("options");
        QTest::newRow("plain") << false << false << QString();
        QTest::newRow("overlay") << true << false << QString();
        QTest::newRow("overlay of two file systems") << true << true << QString();
        QTest::newRow("overlay of two file systems, inode numbers not kept") << true << true << QStringLiteral(",xino=off");
    }

    /// False if the file system of the row cannot be had.
    bool begin()
    {
        QFETCH(bool, overlay);
        QFETCH(bool, apart);
        QFETCH(QString, options);
        if (overlay && !noPrivateMounts.isEmpty())
            return false;
        if (overlay)
            m_overlayOptions = options;
        m_apart = apart;
        fresh();
        return !overlay || (m_overlay && m_overlay->mounted());
    }

    void fresh()
    {
        m_overlay.reset();
        m_upper.reset();
        const QDir top(m_directory.path());
        TestTree(top.path()).removeAll();
        for (const char *name : {"lower", "upper", "merged"})
            top.mkpath(QString::fromLatin1(name));
        fill(TestTree(top.filePath(QStringLiteral("lower"))));
        if (!m_overlayOptions) {
            m_tree = std::make_unique<TestTree>(top.filePath(QStringLiteral("lower")));
            return;
        }
        if (m_apart)
            m_upper = std::make_unique<Mount>(Mount::tmpfs(top.filePath(QStringLiteral("upper")), QStringLiteral("size=16m,mode=755")));
        top.mkpath(QStringLiteral("upper/data"));
        top.mkpath(QStringLiteral("upper/work"));
        const QString merged = top.filePath(QStringLiteral("merged"));
        m_overlay = std::make_unique<Mount>(Mount::overlay(merged, top.filePath(QStringLiteral("lower")),
                                                           top.filePath(QStringLiteral("upper/data")),
                                                           top.filePath(QStringLiteral("upper/work")), *m_overlayOptions));
        m_tree = std::make_unique<TestTree>(merged);
    }

    static void fill(const TestTree &tree)
    {
        tree.write("/etc/motd", "old motd\n");
        tree.write("/etc/pam.d/login", "old login\n", 0600);
        tree.write("/etc/pam.d/mode", "only the mode changes\n");
        tree.write("/etc/pam.d/sudo", "old sudo\n");
        tree.write("/etc/pam.d/untouched", "untouched\n");
    }

    bool apply() { return m_tree->log().apply(m_set, origin(1)).has_value(); }
    bool rollback() { return m_tree->log().rollback({}, origin(2)).has_value(); }
    bool recover() { return m_tree->log().recover().has_value(); }

    unsigned countCalls()
    {
        unsigned n = 0;
        do {
            fresh();
        } while (runAndKill(++n, [&] { return apply(); }) == End::Killed);
        return n;
    }

    void checkApply(unsigned n, const Snapshot &before, const Snapshot &after, Counts &counts)
    {
        const Snapshot now = m_tree->snapshot();
        const auto records = m_tree->log().records();
        QVERIFY(records.has_value());
        const bool isNew = now == after;
        QVERIFY2(isNew || now == before, qPrintable(QStringLiteral("neither old nor new after system call %1").arg(n)));
        const bool recorded = !records->empty() && records->back().state == TransactionState::Applied;
        QVERIFY(records->size() <= 1);
        QVERIFY2(recorded == isNew, qPrintable(QStringLiteral("the journal disagrees with the files after system call %1").arg(n)));
        QVERIFY(records->empty() || records->back().state != TransactionState::Intended);
        ++(isNew ? counts.fresh : counts.old);
        // And life goes on.
        const auto next = m_tree->log().apply(changeSet({createFile("/etc/pam.d/next", "next\n")}), origin(7));
        QVERIFY2(next.has_value(), next ? "" : qPrintable(describe(next.error())));
    }

    void checkRollback(unsigned n, const Snapshot &before, const Snapshot &after, Counts &counts)
    {
        Snapshot now = m_tree->snapshot();
        // Removing the directory that the transaction had made comes last, and an empty one means nothing.
        if (now.contains("/etc/motd.d") && !now.contains("/etc/motd.d/hello"))
            now.erase("/etc/motd.d");
        const auto records = m_tree->log().records();
        QVERIFY(records.has_value());
        QVERIFY(!records->empty() && records->size() <= 2);
        const bool isNew = now == before; // the rollback is what is new
        QVERIFY2(isNew || now == after, qPrintable(QStringLiteral("neither old nor new after system call %1").arg(n)));
        const bool recorded = records->size() == 2 && records->back().state == TransactionState::Applied;
        QVERIFY2(recorded == isNew, qPrintable(QStringLiteral("the journal disagrees with the files after system call %1").arg(n)));
        QCOMPARE(records->front().state, isNew ? TransactionState::RolledBack : TransactionState::Applied);
        ++(isNew ? counts.fresh : counts.old);
        const auto next = m_tree->log().rollback(isNew ? transactionId(2) : std::string(), origin(7));
        QVERIFY2(next.has_value(), next ? "" : qPrintable(describe(next.error())));
        QCOMPARE(m_tree->snapshot() == after, isNew);
        QCOMPARE(m_tree->snapshot() == before, !isNew);
    }

    static void report(const char *what, const Counts &counts)
    {
        qInfo("%s: killed at %u points, %u times all old, %u times all new", what, counts.points, counts.old, counts.fresh);
        QVERIFY(counts.old > 0);
        QVERIFY(counts.fresh > 0);
    }

    QTemporaryDir m_directory{directoryTemplate()};
    std::optional<QString> m_overlayOptions; ///< an overlay is wanted
    bool m_apart = false; ///< with its upper layer on another file system
    std::unique_ptr<Mount> m_upper;
    std::unique_ptr<Mount> m_overlay;
    std::unique_ptr<TestTree> m_tree;
    const ChangeSet m_set = changeSet({replaceFile("/etc/motd", "old motd\n", "new motd\n"), createFile("/etc/motd.d/hello", "hello\n"),
                                       removeFile("/etc/pam.d/login", "old login\n"), createFile("/etc/pam.d/new", "new\n"),
                                       replaceFile("/etc/pam.d/mode", "only the mode changes\n", "only the mode changes\n", 0600),
                                       replaceFile("/etc/pam.d/sudo", "old sudo\n", "new sudo\n", 0600)});
};

int main(int argc, char **argv)
{
    noPrivateMounts = enterPrivateMounts();
    QCoreApplication application(argc, argv);
    TransactionKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_transactionkill.moc"
