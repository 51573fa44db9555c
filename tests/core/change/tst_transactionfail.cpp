// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lets each system call of a transaction fail, one after the other, and looks at what the process itself makes of it: an error and
// every file old, or success and every file new.
#include "tests/core/change/testtree.h"
#include "tests/core/change/tracedchild.h"
#include "tests/support/sanitized.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <functional>

#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>

using namespace pamphlet;
using namespace pamphlet::change;
using namespace pamphlet::test;

namespace {

enum class End { Succeeded, Failed, NotReached, NoTracing, Broken };

/// Memory, threads, the end of the process and what a sanitizer asks: a failure there is another story, and close() has let go of its
/// descriptor even then.
bool isSpared(unsigned long long call)
{
    constexpr std::array<unsigned long long, 14> spared{
        SYS_brk,  SYS_mmap,       SYS_munmap,       SYS_mremap,         SYS_mprotect,  SYS_madvise, SYS_futex,
        SYS_exit, SYS_exit_group, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_getrandom, SYS_close,   SYS_sigaltstack};
    return std::find(spared.begin(), spared.end(), call) != spared.end();
}

/// Runs `work` in a child whose system call number `failAt` (from 1, the spared ones not counted) is not done but answers EIO.
End runAndFail(unsigned failAt, const std::function<bool()> &work)
{
    TracedChild child(work);
    unsigned calls = 0;
    bool failing = false;
    while (child.state() == TracedChild::State::Stopped) {
        // Once the failure is in, nothing more needs to be watched.
        if (child.proceed(calls < failAt || failing) != TracedChild::State::Stopped)
            break;
        user_regs_struct registers{};
        if (::ptrace(PTRACE_GETREGS, child.pid(), nullptr, &registers) != 0)
            return End::Broken;
        if (child.entering() && !isSpared(registers.orig_rax) && ++calls == failAt) {
            failing = true;
            registers.orig_rax = static_cast<unsigned long long>(-1); // no such call: the kernel does nothing
            ::ptrace(PTRACE_SETREGS, child.pid(), nullptr, &registers);
        } else if (!child.entering() && failing) {
            failing = false;
            registers.rax = static_cast<unsigned long long>(-EIO);
            ::ptrace(PTRACE_SETREGS, child.pid(), nullptr, &registers);
        }
    }
    if (child.state() == TracedChild::State::NoTracing)
        return End::NoTracing;
    if (child.state() != TracedChild::State::Ended || child.exitStatus() > 1)
        return End::Broken;
    const bool done = child.exitStatus() == 0;
    if (calls < failAt)
        return done ? End::NotReached : End::Broken;
    return done ? End::Succeeded : End::Failed;
}

} // namespace

class TransactionFailTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_directory.isValid());
        if (runAndFail(1, [] { return ::getppid() > 0; }) == End::NoTracing)
            QSKIP("ptrace(2) is forbidden here");
    }

    void init() { fresh(); }

    void apply()
    {
        const Snapshot before = m_tree->snapshot();
        QVERIFY(applySet());
        const Snapshot after = m_tree->snapshot();
        run([this] { return applySet(); }, before, after, 1);
    }

    void rollback()
    {
        const Snapshot before = m_tree->snapshot();
        QVERIFY(applySet());
        const Snapshot after = m_tree->snapshot();
        m_applied = true;
        run([this] { return undo(); }, after, before, 2);
        m_applied = false;
    }

private:
    using Snapshot = std::map<std::string, std::string>;

    void run(const std::function<bool()> &work, const Snapshot &old, const Snapshot &next, std::size_t recordsIfDone)
    {
        unsigned failed = 0;
        unsigned done = 0;
        for (unsigned n = 1;; n += test::sanitized ? 5 : 1) {
            fresh();
            const End end = runAndFail(n, work);
            if (end == End::NotReached)
                break;
            const QByteArray where = "system call " + QByteArray::number(n);
            QVERIFY2(end == End::Failed || end == End::Succeeded, where.constData());
            const bool succeeded = end == End::Succeeded;
            if (!succeeded) // nothing is left for a later recovery to do
                QVERIFY2(files() == withoutEmptyDirectory(old), where.constData());
            QVERIFY2(recover(), where.constData());
            QVERIFY2(files() == withoutEmptyDirectory(succeeded ? next : old), where.constData());
            const auto records = m_tree->log().records();
            QVERIFY(records.has_value());
            const auto inForce = std::count_if(records->begin(), records->end(), [](const TransactionRecord &record) {
                return record.state == TransactionState::Applied
                    || (record.state == TransactionState::RolledBack && record.id == transactionId(1));
            });
            const std::size_t expected = succeeded ? recordsIfDone : recordsIfDone - 1;
            QVERIFY2(static_cast<std::size_t>(inForce) == expected, where.constData());
            ++(succeeded ? done : failed);
        }
        qInfo("%u system calls: %u times refused, %u times done all the same", failed + done, failed, done);
        QVERIFY(failed > (test::sanitized ? 10 : 50));
    }

    void fresh()
    {
        m_tree = std::make_unique<TestTree>(m_directory.path());
        m_tree->removeAll();
        m_tree->mkdir("/etc/pam.d");
        m_tree->write("/etc/motd", "old motd\n");
        m_tree->write("/etc/pam.d/login", "old login\n", 0600);
        m_tree->write("/etc/pam.d/sudo", "old sudo\n");
        // The journal is there: its making is not part of the transaction.
        if (m_applied)
            QVERIFY(applySet());
        else
            QVERIFY(recover());
    }

    /// Not yet removed, or removed already: an empty directory means nothing.
    static Snapshot withoutEmptyDirectory(Snapshot snapshot)
    {
        if (!snapshot.contains("/etc/motd.d/hello"))
            snapshot.erase("/etc/motd.d");
        return snapshot;
    }

    Snapshot files() const { return withoutEmptyDirectory(m_tree->snapshot()); }
    bool recover() { return m_tree->log().recover().has_value(); }
    bool applySet()
    {
        auto log = open();
        return log && log->apply(m_set, origin(1)).has_value();
    }
    bool undo()
    {
        auto log = open();
        return log && log->rollback({}, origin(2)).has_value();
    }

    /// Not through the fixture, which takes it for a fault of its own if the log cannot be opened.
    Result<TransactionLog> open() const
    {
        const auto root = RootDirectory::open(m_tree->path());
        return root ? TransactionLog::open(*root) : Result<TransactionLog>(fail(root.error()));
    }

    static QString directoryTemplate()
    {
        const QString memory = QStringLiteral("/dev/shm");
        return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/transactionfail-XXXXXX");
    }

    QTemporaryDir m_directory{directoryTemplate()};
    std::unique_ptr<TestTree> m_tree;
    bool m_applied = false;
    const ChangeSet m_set = changeSet({replaceFile("/etc/motd", "old motd\n", "new motd\n"), createFile("/etc/motd.d/hello", "hello\n"),
                                       removeFile("/etc/pam.d/login", "old login\n"), createFile("/etc/pam.d/new", "new\n"),
                                       replaceFile("/etc/pam.d/sudo", "old sudo\n", "new sudo\n", 0600)});
};

QTEST_APPLESS_MAIN(TransactionFailTest)
#include "tst_transactionfail.moc"
