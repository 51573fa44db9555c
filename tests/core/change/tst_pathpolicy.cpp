// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/changeset.h"
#include "core/change/pathpolicy.h"
#include "core/change/transaction.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace pamphlet;
using namespace pamphlet::change;

class TestPathPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        auto root = RootDirectory::open(m_directory->path().toStdString());
        QVERIFY(root);
        m_root = *root;
    }

    void withoutAListOnlyPamsOwn()
    {
        const PathPolicy policy = PathPolicy::of(m_root);
        QVERIFY(policy.problems().empty() && policy.listed().empty());
        QVERIFY(policy.check("/etc/pam.d/sudo") && policy.check("/etc/motd"));
        QCOMPARE(policy.check("/etc/teleport.yaml").error().code, ErrorCode::NotAllowed);
    }

    void whatIsListedIsAllowed()
    {
        list("a.conf", "# the token service\n\nfile /srv/docker-auth/config.yml\n\tprogram  /usr/local/sbin/make-user  \r\n");
        list("b.conf", "file /etc/teleport.yaml"); // no newline at the end
        list("notes.txt", "file /etc/shadow\n"); // no list
        const PathPolicy policy = PathPolicy::of(m_root);
        QVERIFY2(policy.problems().empty(), policy.problems().empty() ? "" : policy.problems().front().detail.c_str());
        QCOMPARE(policy.listed().size(), std::size_t(3));
        QVERIFY(policy.check("/srv/docker-auth/config.yml"));
        QVERIFY(policy.check("/etc/teleport.yaml"));
        QVERIFY(policy.check("/etc/pam.d/sudo"));
        QVERIFY(!policy.check("/srv/docker-auth/config.yml.d"));
        QVERIFY(!policy.check("/srv/docker-auth"));
        QVERIFY(!policy.check("/etc/shadow"));
        QVERIFY(policy.checkMode("/usr/local/sbin/make-user", 0755));
        QVERIFY(!policy.checkMode("/usr/local/sbin/make-user", 0775));
        QVERIFY(!policy.checkMode("/usr/local/sbin/make-user", 04755));
        QVERIFY(!policy.checkMode("/etc/teleport.yaml", 0755));
        QVERIFY(policy.checkMode("/etc/teleport.yaml", 0600));
    }

    void aWrongLineMakesTheListWorthless_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("no word") << QByteArray("/srv/x");
        QTest::newRow("unknown word") << QByteArray("directory /srv/x");
        QTest::newRow("no path") << QByteArray("file");
        QTest::newRow("relative") << QByteArray("file srv/x");
        QTest::newRow("the root") << QByteArray("file /");
        QTest::newRow("a directory") << QByteArray("file /srv/x/");
        QTest::newRow("two dots") << QByteArray("file /srv/../etc/shadow");
        QTest::newRow("a dot") << QByteArray("file /srv/./x");
        QTest::newRow("two slashes") << QByteArray("file /srv//x");
        QTest::newRow("a blank") << QByteArray("file /srv/a b");
        QTest::newRow("a wildcard") << QByteArray("file /srv/*");
        QTest::newRow("a control character") << QByteArray("file /srv/\x1b[2J");
        QTest::newRow("a NUL") << QByteArray("file /srv/a\0b", 13);
        QTest::newRow("not ASCII") << QByteArray("file /srv/\xc3\xa4");
        QTest::newRow("our temporary name") << QByteArray("file /srv/.pamphlet-1");
        QTest::newRow("its own list") << QByteArray("file /etc/pamphlet/paths.d/b.conf");
        QTest::newRow("the journal") << QByteArray("file /var/lib/pamphlet/transactions/x");
        QTest::newRow("the kernel's") << QByteArray("file /proc/sysrq-trigger");
        QTest::newRow("endless") << QByteArray("file /") + QByteArray(2000, 'x');
    }

    void aWrongLineMakesTheListWorthless()
    {
        QFETCH(QByteArray, line);
        list("a.conf", "file /srv/good\n# a comment\n" + line + "\nfile /srv/behind\n");
        list("b.conf", "file /srv/other\n");
        const PathPolicy policy = PathPolicy::of(m_root);
        QCOMPARE(policy.problems().size(), std::size_t(1));
        QCOMPARE(policy.problems().front().code, ErrorCode::InvalidInput);
        QCOMPARE(policy.problems().front().where.file, std::string("/etc/pamphlet/paths.d/a.conf"));
        QCOMPARE(policy.problems().front().where.line, std::size_t(3));
        QVERIFY(!policy.check("/srv/good") && !policy.check("/srv/behind"));
        QVERIFY(policy.check("/srv/other"));
    }

    void whatOthersCouldWriteIsNotBelieved_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<uint>("mode");
        QTest::newRow("the list, everyone") << QStringLiteral("/etc/pamphlet/paths.d/a.conf") << 0646U;
        QTest::newRow("the list, a group") << QStringLiteral("/etc/pamphlet/paths.d/a.conf") << 0664U;
        QTest::newRow("the directory") << QStringLiteral("/etc/pamphlet/paths.d") << 0777U;
        QTest::newRow("the directory above") << QStringLiteral("/etc/pamphlet") << 0775U;
    }

    void whatOthersCouldWriteIsNotBelieved()
    {
        QFETCH(QString, path);
        QFETCH(uint, mode);
        list("a.conf", "file /srv/x\n");
        QVERIFY(PathPolicy::of(m_root).check("/srv/x"));
        QCOMPARE(::chmod(QFile::encodeName(m_directory->path() + path).constData(), mode), 0);
        const PathPolicy policy = PathPolicy::of(m_root);
        QCOMPARE(policy.problems().size(), std::size_t(1));
        QCOMPARE(policy.problems().front().code, ErrorCode::Unsafe);
        QVERIFY(!policy.check("/srv/x"));
        QCOMPARE(::chmod(QFile::encodeName(m_directory->path() + path).constData(), 0755), 0); // so that it can be removed
    }

    void aLinkIsNoList()
    {
        list("a.conf", "file /srv/x\n");
        const QString real = m_directory->path() + QStringLiteral("/etc/pamphlet/list");
        const QString link = m_directory->path() + QStringLiteral("/etc/pamphlet/paths.d/a.conf");
        QVERIFY(QFile::rename(link, real) && QFile::link(real, link));
        const PathPolicy policy = PathPolicy::of(m_root);
        QCOMPARE(policy.problems().size(), std::size_t(1));
        QCOMPARE(policy.problems().front().code, ErrorCode::Unsafe);
        QVERIFY(policy.listed().empty());
    }

    void anywhereIsEveryPathThatCouldBeListed()
    {
        const PathPolicy policy = PathPolicy::anywhere();
        QVERIFY(policy.check("/srv/x") && policy.check("/etc/pam.d/sudo"));
        QVERIFY(!policy.check("/srv/../x") && !policy.check("/etc/pamphlet/paths.d/a.conf") && !policy.check("relative"));
        QVERIFY(policy.checkMode("/srv/x", 0755) && !policy.checkMode("/etc/pam.d/sudo", 0755));
    }

    void aListedFileIsChangedAndRolledBack()
    {
        write("/srv/auth/config.yml", "issuer: old\n");
        write("/etc/pam.d/sudo", "auth required pam_deny.so\n");
        ChangeSet set;
        set.changes.push_back({"/etc/pam.d/sudo", sha256Of("/etc/pam.d/sudo"), "auth required pam_unix.so\n", std::nullopt});
        set.changes.push_back({"/srv/auth/config.yml", sha256Of("/srv/auth/config.yml"), "issuer: new\n", std::nullopt});
        set.changes.push_back({"/usr/make-user", std::nullopt, "#!/bin/sh\n", 0755});
        QVERIFY(QDir(m_directory->path()).mkpath(QStringLiteral("usr")));

        auto log = TransactionLog::open(m_root);
        QVERIFY(log);
        const Origin origin{::getuid(), "me", 1, std::string(32, '1')};
        QCOMPARE(log->apply(set, origin).error().code, ErrorCode::NotAllowed);
        QCOMPARE(checkApplicable(*m_root, set).error().code, ErrorCode::NotAllowed);
        QCOMPARE(read("/srv/auth/config.yml"), QByteArray("issuer: old\n"));

        list("a.conf", "file /srv/auth/config.yml\nprogram /usr/make-user\n");
        QVERIFY(checkApplicable(*m_root, set));
        const auto record = log->apply(set, origin);
        QVERIFY2(record, record ? "" : record.error().detail.c_str());
        QCOMPARE(read("/srv/auth/config.yml"), QByteArray("issuer: new\n"));
        QVERIFY(QFileInfo(m_directory->path() + QStringLiteral("/usr/make-user")).isExecutable());
        QCOMPARE(log->records()->size(), std::size_t(1)); // the journal can be read again

        QVERIFY(QFile::rename(m_directory->path() + QStringLiteral("/etc/pamphlet/paths.d/a.conf"),
                              m_directory->path() + QStringLiteral("/etc/pamphlet/paths.d/off")));
        QCOMPARE(log->rollback({}, {::getuid(), "me", 2, std::string(32, '3')}).error().code, ErrorCode::NotAllowed);
        QCOMPARE(read("/srv/auth/config.yml"), QByteArray("issuer: new\n"));
        list("a.conf", "file /srv/auth/config.yml\nprogram /usr/make-user\n");
        write("/srv/auth/.pamphlet-" + QByteArray(32, 'a') + "-0.old", "left by a helper that was killed");

        const auto undone = log->rollback({}, {::getuid(), "me", 2, std::string(32, '2')});
        QVERIFY2(undone, undone ? "" : undone.error().detail.c_str());
        QCOMPARE(read("/srv/auth/config.yml"), QByteArray("issuer: old\n"));
        QCOMPARE(read("/etc/pam.d/sudo"), QByteArray("auth required pam_deny.so\n"));
        QVERIFY(!QFileInfo::exists(m_directory->path() + QStringLiteral("/usr/make-user")));
        QCOMPARE(QDir(m_directory->path() + QStringLiteral("/srv/auth")).entryList(QDir::Files | QDir::Hidden),
                 QStringList{QStringLiteral("config.yml")}); // swept
    }

    void aDirectoryIsMadeForAListedFileAndRemovedWithIt()
    {
        QVERIFY(QDir(m_directory->path()).mkpath(QStringLiteral("etc")));
        list("a.conf", "program /etc/pam-exec.d/make-user\nfile /etc/a/b/c\n");
        ChangeSet set;
        set.changes.push_back({"/etc/pam-exec.d/make-user", std::nullopt, "#!/bin/sh\n", 0755});
        auto log = TransactionLog::open(m_root);
        QVERIFY(log);
        const auto record = log->apply(set, {::getuid(), "me", 1, std::string(32, '1')});
        QVERIFY2(record, record ? "" : record.error().detail.c_str());
        QVERIFY(log->recover()->empty()); // the journal can be read again
        QCOMPARE(log->records()->size(), std::size_t(1));
        const auto undone = log->rollback({}, {::getuid(), "me", 2, std::string(32, '2')});
        QVERIFY2(undone, undone ? "" : undone.error().detail.c_str());
        QVERIFY(!QFileInfo::exists(m_directory->path() + QStringLiteral("/etc/pam-exec.d")));
        QCOMPARE(log->records()->size(), std::size_t(2));

        set.changes = {{"/etc/a/b/c", std::nullopt, "x", std::nullopt}}; // two of them missing
        QCOMPARE(log->apply(set, {::getuid(), "me", 3, std::string(32, '3')}).error().code, ErrorCode::NotFound);
        QVERIFY(!QFileInfo::exists(m_directory->path() + QStringLiteral("/etc/a")));
    }

    void rewritesBecomeAChangeSet()
    {
        write("/etc/pam.d/sudo", "auth required pam_deny.so\n");
        write("/usr/make-user", "#!/bin/sh\n");
        list("a.conf", "program /usr/make-user\n");
        const PathPolicy policy = PathPolicy::of(m_root);
        const auto set
            = changeSetOf(*m_root, {{"/usr/make-user", {}, 0755}, {"/etc/motd", "new\n", {}}, {"/etc/pam.d/sudo", {}, {}}}, {}, policy);
        QVERIFY2(set, set ? "" : set.error().detail.c_str());
        QCOMPARE(set->changes.size(), std::size_t(2)); // sudo stays as it is
        QCOMPARE(set->changes[0].path, std::string("/etc/motd"));
        QVERIFY(!set->changes[0].before && !set->changes[0].mode);
        QCOMPARE(set->changes[1].content.value(), std::string("#!/bin/sh\n"));
        QCOMPARE(set->changes[1].mode.value(), 0755U);
        QCOMPARE(changeSetOf(*m_root, {{"/etc/pam.d/nobody", {}, 0644}}).error().code, ErrorCode::NotFound);
        QCOMPARE(changeSetOf(*m_root, {{"/srv/x", "x", {}}}, {}, policy).error().code, ErrorCode::NotAllowed);
        QCOMPARE(changeSetOf(*m_root, {{"/etc/motd", "a", {}}, {"/etc/motd", "b", {}}}).error().code, ErrorCode::InvalidChangeSet);
    }

    void aStagedTreeBringsListedFilesAlong()
    {
        write("/srv/config.yml", "issuer: old\n");
        list("a.conf", "file /srv/config.yml\nfile /srv/absent.yml\n");
        QTemporaryDir staged;
        QVERIFY(QDir(staged.path()).mkpath(QStringLiteral("srv")));
        QFile file(staged.filePath(QStringLiteral("srv/config.yml")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("issuer: new\n") > 0);
        file.close();
        const auto to = RootDirectory::open(staged.path().toStdString());
        QVERIFY(to);
        QVERIFY(changeSetFromTree(*m_root, **to, Absent::Remove)->changes.empty()); // without the list
        const auto set = changeSetFromTree(*m_root, **to, Absent::Remove, {}, PathPolicy::of(m_root));
        QVERIFY(set);
        QCOMPARE(set->changes.size(), std::size_t(1));
        QCOMPARE(set->changes.front().content.value(), std::string("issuer: new\n"));
    }

private:
    void write(const QByteArray &path, const QByteArray &bytes)
    {
        const QString file = m_directory->path() + QString::fromLatin1(path);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(bytes), bytes.size());
    }

    void list(const char *name, const QByteArray &bytes) { write("/etc/pamphlet/paths.d/" + QByteArray(name), bytes); }

    QByteArray read(const char *path) const
    {
        QFile in(m_directory->path() + QLatin1String(path));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    std::string sha256Of(const char *path) const
    {
        return QCryptographicHash::hash(read(path), QCryptographicHash::Sha256).toHex().toStdString();
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::shared_ptr<const RootDirectory> m_root;
};

QTEST_APPLESS_MAIN(TestPathPolicy)
#include "tst_pathpolicy.moc"
