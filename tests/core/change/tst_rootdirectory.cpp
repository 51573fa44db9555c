// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/change/testtree.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <map>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace pamphlet;
using namespace pamphlet::change;
using namespace pamphlet::test;
namespace fs = std::filesystem;

class RootDirectoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_directory.isValid());
        m_tree.mkdir("/etc/dir");
        m_tree.mkdir("/outside");
        m_tree.mkdir("/root/etc/pam.d");
        m_tree.write("/secret", "outside the root");
        m_tree.write("/root/etc/motd", "hello", 0640);
        m_tree.write("/root/etc/empty", "");
        m_tree.write("/root/etc/limit", std::string(100, 'x'));
        m_tree.write("/root/etc/beyond", std::string(101, 'x'));
        m_tree.write("/root/etc/pam.d/b", "b");
        m_tree.write("/root/etc/pam.d/a", "a");
        m_tree.write("/root/etc/pam.d/\xff", "any bytes");
        const auto link = [this](const char *target, const char *path) { fs::create_symlink(target, m_tree.at(path)); };
        link("motd", "/root/etc/relative");
        link("/etc/motd", "/root/etc/absolute");
        link("../../../../secret", "/root/etc/climbing");
        link(m_tree.at("/secret").c_str(), "/root/etc/foreign");
        link("nowhere", "/root/etc/dangling");
        link("loop", "/root/etc/loop");
        link("pam.d", "/root/etc/dirlink");
        link("/proc/self/root/etc/passwd", "/root/etc/magic");
        QCOMPARE(::mkfifo(m_tree.at("/root/etc/fifo").c_str(), 0644), 0);
        link("fifo", "/root/etc/tofifo");
        fs::create_symlink("secret", m_tree.at("/root/secret-link"));
    }

    void cleanupTestCase() { m_tree.removeAll(); } // QTemporaryDir cannot remove a name that is not UTF-8

    void readsWhatIsThere_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<FileKind>("kind");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("link");
        const auto row = [](const char *name, const char *path, FileKind kind, const char *bytes = "", bool link = false) {
            QTest::newRow(name) << QByteArray(path) << kind << QByteArray(bytes) << link;
        };
        row("file", "/etc/motd", FileKind::Regular, "hello");
        row("empty file", "/etc/empty", FileKind::Regular);
        row("name of any bytes", "/etc/pam.d/\xff", FileKind::Regular, "any bytes");
        row("nothing", "/etc/nothing", FileKind::Missing);
        row("below a file", "/etc/motd/x", FileKind::Missing);
        row("below nothing", "/no/such/place", FileKind::Missing);
        row("directory", "/etc/pam.d", FileKind::Directory);
        row("root", "/", FileKind::Directory);
        row("relative link", "/etc/relative", FileKind::Regular, "hello", true);
        row("absolute link stays inside", "/etc/absolute", FileKind::Regular, "hello", true);
        row("through a link", "/etc/dirlink/a", FileKind::Regular, "a");
        row("link to a directory", "/etc/dirlink", FileKind::Directory, "", true);
        row("link that climbs out", "/etc/climbing", FileKind::Missing, "", true);
        row("link to a place outside", "/etc/foreign", FileKind::Missing, "", true);
        row("dangling link", "/etc/dangling", FileKind::Missing, "", true);
        row("link to itself", "/etc/loop", FileKind::Unreadable, "", true);
        row("magic link", "/etc/magic", FileKind::Missing, "", true);
        row("path that climbs out", "/../../secret", FileKind::Missing);
        row("climbing stays inside", "/../etc/../../etc/motd", FileKind::Regular, "hello");
        row("fifo", "/etc/fifo", FileKind::Other);
        row("link to a fifo", "/etc/tofifo", FileKind::Other, "", true);
        row("as large as the limit", "/etc/limit", FileKind::Regular, QByteArray(100, 'x').constData());
        row("beyond the limit", "/etc/beyond", FileKind::Unreadable);
        QTest::newRow("nul") << QByteArray("/etc/motd\0x", 11) << FileKind::Missing << QByteArray() << false;
        QTest::newRow("name too long") << QByteArray("/etc/") + QByteArray(300, 'n') << FileKind::Missing << QByteArray() << false;
        QTest::newRow("path too long") << QByteArray("/etc") + QByteArray("/x").repeated(4096) << FileKind::Missing << QByteArray()
                                       << false;
    }

    void readsWhatIsThere()
    {
        QFETCH(QByteArray, path);
        QFETCH(FileKind, kind);
        QFETCH(QByteArray, bytes);
        QFETCH(bool, link);
        const auto root = RootDirectory::open(m_tree.at("/root"), 100);
        QVERIFY(root.has_value());
        const FileContent content = (*root)->read(path.toStdString());
        QCOMPARE(content.status.kind, kind);
        QCOMPARE(content.bytes, bytes.toStdString());
        QCOMPARE(content.status.symlink, link);
        QCOMPARE((*root)->status(path.toStdString()), content.status);
        QCOMPARE(content.status.detail.empty(), kind != FileKind::Unreadable);
        QCOMPARE(content.status.linkTarget.empty(), !link);
    }

    void saysMoreThanTheBytes()
    {
        const auto root = *RootDirectory::open(m_tree.at("/root"));
        const FileStatus status = root->status("/etc/relative");
        QCOMPARE(status.mode, 0640U);
        QCOMPARE(status.uid, ::geteuid());
        QCOMPARE(status.linkTarget, "motd");
        QCOMPARE(root->owner(), ::geteuid());
        QVERIFY(root->status("/etc/dangling").symlink);
    }

    void lists()
    {
        const auto root = *RootDirectory::open(m_tree.at("/root"));
        QCOMPARE(root->list("/etc/pam.d"), (std::vector<std::string>{"a", "b", "\xff"}));
        QCOMPARE(root->list("/etc/dirlink"), root->list("/etc/pam.d"));
        QCOMPARE(root->list("/"), (std::vector<std::string>{"etc", "secret-link"}));
        QVERIFY(root->list("/etc/motd").empty());
        QVERIFY(root->list("/nothing").empty());
        QVERIFY(root->list(std::string("/etc\0x", 6)).empty());
    }

    void readsAllAtOnce_data()
    {
        QTest::addColumn<QByteArray>("directory");
        for (const char *directory : {"/etc", "/etc/pam.d", "/etc/dirlink", "/", "/etc/motd", "/nothing", "/etc/loop"})
            QTest::newRow(directory) << QByteArray(directory);
        QTest::newRow("NUL") << QByteArray("/etc\0x", 6);
    }

    void readsAllAtOnce()
    {
        QFETCH(QByteArray, directory);
        const auto root = *RootDirectory::open(m_tree.at("/root"), 100);
        const std::string path = directory.toStdString();
        std::map<std::string, FileContent> expected;
        for (const std::string &name : root->list(path))
            expected[name] = root->read(path + '/' + name);
        std::map<std::string, FileContent> found;
        root->readAll(path, [&found](const std::string &name, FileContent &content) {
            QVERIFY2(!found.contains(name), name.c_str());
            // Every other content is taken: what is left of one must not get into the next.
            if (found.size() % 2 == 0)
                found[name] = std::move(content);
            else
                found[name] = content;
        });
        QCOMPARE(found.size(), expected.size());
        for (const auto &[name, content] : expected)
            QVERIFY2(found[name] == content, name.c_str());
    }

    void opens_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("code");
        QTest::newRow("nothing there") << QByteArray("/nothing") << static_cast<int>(ErrorCode::NotFound);
        QTest::newRow("a file") << QByteArray("/secret") << static_cast<int>(ErrorCode::NotADirectory);
        QTest::newRow("below a file") << QByteArray("/secret/x") << static_cast<int>(ErrorCode::NotADirectory);
        QTest::newRow("nul") << QByteArray("/root\0x", 7) << static_cast<int>(ErrorCode::NotFound);
        QTest::newRow("link to itself") << QByteArray("/root/etc/loop") << static_cast<int>(ErrorCode::Unreadable);
        QTest::newRow("4096 characters") << QByteArray("/").repeated(1) + QByteArray(5000, 'x') << static_cast<int>(ErrorCode::Unreadable);
    }

    void opens()
    {
        QFETCH(QByteArray, path);
        QFETCH(int, code);
        const auto root = RootDirectory::open(m_tree.at(path.toStdString()));
        QVERIFY(!root.has_value());
        QCOMPARE(root.error().code, static_cast<ErrorCode>(code));
        QVERIFY(!root.error().detail.empty());
        QVERIFY(!RootDirectory::open("").has_value());
    }

    void relativePathsBecomeAbsolute()
    {
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_directory.path()));
        const auto root = RootDirectory::open("root/../root/");
        QVERIFY(QDir::setCurrent(before));
        QVERIFY(root.has_value());
        QCOMPARE((*root)->path(), fs::canonical(m_tree.at("/root")).string());
        QCOMPARE((*root)->read("/etc/motd").bytes, "hello");
    }

    void permissionsCount()
    {
        if (::geteuid() != 0)
            QSKIP("needs root, to become somebody who may not read");
        m_tree.write("/root/etc/closed", "closed", 0600);
        m_tree.mkdir("/closed", 0700);
        QCOMPARE(::chmod(m_tree.path().c_str(), 0755), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            if (::setresgid(65534, 65534, 65534) != 0 || ::setresuid(65534, 65534, 65534) != 0)
                ::_exit(9);
            const auto closed = RootDirectory::open(m_tree.at("/closed"));
            if (closed || closed.error().code != ErrorCode::Unreadable)
                ::_exit(1);
            const auto root = RootDirectory::open(m_tree.at("/root"));
            if (!root)
                ::_exit(2);
            const FileContent content = (*root)->read("/etc/closed");
            if (content.status.kind != FileKind::Unreadable || content.status.mode != 0600 || !content.bytes.empty())
                ::_exit(3);
            ::_exit((*root)->status("/etc/closed") == content.status ? 0 : 4);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }

private:
    QTemporaryDir m_directory;
    TestTree m_tree{m_directory.path()};
};

QTEST_APPLESS_MAIN(RootDirectoryTest)
#include "tst_rootdirectory.moc"
