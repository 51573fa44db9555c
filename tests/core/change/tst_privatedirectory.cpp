// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/privatedirectory.h"
#include "core/change/trustedpath.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace pamphlet;
using namespace pamphlet::change;

namespace {

constexpr uid_t nobody = 65534;

bool exists(const std::string &path)
{
    return std::filesystem::exists(std::filesystem::symlink_status(path));
}

} // namespace

/// Paths that others could make lead elsewhere are not gone.
class tst_privatedirectory : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;

    /// In what nobody else can change.
    std::string path(const char *relative) const { return m_directory->path().toStdString() + "/" + relative; }
    void make(const char *relative, mode_t mode = 0755) const
    {
        QCOMPARE(::mkdir(path(relative).c_str(), 0700), 0);
        QCOMPARE(::chmod(path(relative).c_str(), mode), 0);
    }
    void write(const char *relative, mode_t mode = 0644) const
    {
        std::ofstream(path(relative)) << "x";
        QCOMPARE(::chmod(path(relative).c_str(), mode), 0);
    }
    void link(const std::string &target, const char *relative) const { QCOMPARE(::symlink(target.c_str(), path(relative).c_str()), 0); }
    void give(const char *relative) const { QCOMPARE(::lchown(path(relative).c_str(), nobody, nobody), 0); }

private Q_SLOTS:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void whatIsSafeIsReachedAndNamedWithoutLinks()
    {
        make("a");
        make("a/b");
        write("a/b/file");
        link("../a/./b", "a/relative");
        link(path("a/relative"), "absolute");
        const auto reached = openTrusted(path("absolute/../b/file"), ::geteuid());
        QVERIFY2(reached, reached ? "" : reached.error().detail.c_str());
        QCOMPARE(reached->path, std::filesystem::canonical(path("a/b/file")).string());
        QVERIFY(S_ISREG(reached->status.st_mode));
        struct stat status {
        };
        QCOMPARE(::fstat(reached->descriptor.get(), &status), 0);
        QCOMPARE(status.st_ino, reached->status.st_ino);
        const auto top = openTrusted("/", ::geteuid());
        QVERIFY(top);
        QCOMPARE(top->path, std::string("/"));
    }

    void linksStayInTheRoot()
    {
        make("tree");
        make("tree/etc");
        write("tree/etc/file");
        link("/etc/file", "tree/link");
        link("../../../../../../etc/file", "tree/etc/up");
        const Descriptor root(::open(path("tree").c_str(), O_PATH | O_CLOEXEC));
        for (const char *name : {"/link", "/etc/up", "etc/../../etc/file"}) {
            const auto reached = openTrusted(root.get(), name, ::geteuid());
            QVERIFY2(reached, name);
            QCOMPARE(reached->path, std::string("/etc/file"));
        }
    }

    void anUnsafeStep_data()
    {
        QTest::addColumn<int>("mode"); // of the directory on the way
        QTest::addColumn<ErrorCode>("there");
        QTest::addColumn<ErrorCode>("missing");
        const ErrorCode fine = ErrorCode::Internal;
        QTest::newRow("ours alone") << 0700 << fine << ErrorCode::NotFound;
        QTest::newRow("all may look") << 0755 << fine << ErrorCode::NotFound;
        QTest::newRow("the group may write") << 0775 << ErrorCode::Unsafe << ErrorCode::Unsafe;
        QTest::newRow("all may write") << 0777 << ErrorCode::Unsafe << ErrorCode::Unsafe;
        QTest::newRow("sticky") << 01777 << fine << ErrorCode::Unsafe; // others may make what is not there
    }
    void anUnsafeStep()
    {
        QFETCH(int, mode);
        QFETCH(ErrorCode, there);
        QFETCH(ErrorCode, missing);
        make("way", static_cast<mode_t>(mode));
        make("way/end");
        link("way", "link");
        for (const char *name : {"way/end", "link/end", "way/end/../end"}) {
            const auto reached = openTrusted(path(name), ::geteuid());
            QCOMPARE(reached ? ErrorCode::Internal : reached.error().code, there);
        }
        QCOMPARE(openTrusted(path("way/nothing"), ::geteuid()).error().code, missing);
    }

    void whatBelongsToSomebodyElse_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::newRow("the end") << QByteArray("way/end");
        QTest::newRow("a step") << QByteArray("way");
        QTest::newRow("a link on the way") << QByteArray("link");
        QTest::newRow("the directory of the link") << QByteArray("links");
    }
    void whatBelongsToSomebodyElse()
    {
        if (::geteuid() != 0)
            QSKIP("needs root to give something away");
        QFETCH(QByteArray, given);
        make("way", 01777);
        make("way/end");
        make("links");
        link("../way", "links/link");
        link("links/link", "link");
        QVERIFY(openTrusted(path("link/end"), 0));
        give(given.constData());
        QCOMPARE(openTrusted(path("link/end"), 0).error().code, ErrorCode::Unsafe);
        QVERIFY(openTrusted(path("link/end"), nobody)); // unless it is the trusted one
    }

    void otherEnds()
    {
        write("open", 0666);
        write("file");
        link("loop", "loop");
        QCOMPARE(::mkfifo(path("fifo").c_str(), 0600), 0);
        QCOMPARE(openTrusted(path("open"), ::geteuid()).error().code, ErrorCode::Unsafe);
        QCOMPARE(openTrusted(path("file/x"), ::geteuid()).error().code, ErrorCode::NotADirectory);
        QCOMPARE(openTrusted(path("loop"), ::geteuid()).error().code, ErrorCode::Unsafe);
        QCOMPARE(openTrusted(path("fifo"), ::geteuid()).error().code, ErrorCode::Unsafe);
        QCOMPARE(openTrusted(std::string("/etc\0/x", 7), ::geteuid()).error().code, ErrorCode::NotFound);
    }

    void rootDoesNotFollowTheEnvironment()
    {
        QCOMPARE(privatePlaces(0, "/run/user/1000"), std::vector<std::string>{"/run/pamphlet"});
        QCOMPARE(privatePlaces(1000, "/run/user/1000"), (std::vector<std::string>{"/run/user/1000/pamphlet", "/tmp/pamphlet-1000"}));
        QCOMPARE(privatePlaces(1000, "here"), std::vector<std::string>{"/tmp/pamphlet-1000"});
        QCOMPARE(privatePlaces(1000, nullptr), std::vector<std::string>{"/tmp/pamphlet-1000"});
    }

    void theFirstPlaceThatWillDo()
    {
        make("open", 0777);
        make("fine");
        const auto made = makePrivateDirectory({path("none/x"), path("open/x"), path("fine/x")});
        QVERIFY2(made, made ? "" : made.error().detail.c_str());
        QCOMPARE(made->path, std::filesystem::canonical(path("fine/x")).string());
        QVERIFY(!exists(path("open/x")));
        const auto none = makePrivateDirectory({path("open/x"), path("none/x")});
        QVERIFY(!none);
        QCOMPARE(none.error().code, ErrorCode::Unsafe);
        QVERIFY(none.error().detail.find(path("open")) != std::string::npos);
        QCOMPARE(none.error().where, Place()); // it is no place in a tree
    }

    void whatIsThereMustBeOurs()
    {
        make("fine");
        make("fine/others", 0755);
        link(path("fine"), "fine/link");
        write("fine/file");
        QCOMPARE(makePrivateDirectory({path("fine/others")}).error().code, ErrorCode::Unsafe);
        QCOMPARE(openPrivateDirectory(path("fine/others")).error().code, ErrorCode::Unsafe);
        QCOMPARE(makePrivateDirectory({path("fine/link")}).error().code, ErrorCode::Unsafe);
        QCOMPARE(makePrivateDirectory({path("fine/file")}).error().code, ErrorCode::NotADirectory);
        QCOMPARE(openPrivateDirectory(path("fine/file")).error().code, ErrorCode::NotADirectory);
        QVERIFY(makePrivateDirectory({path("fine/new")}));
        QVERIFY(makePrivateDirectory({path("fine/new")})); // again
    }

    void temporaryDirectoriesAreRemoved()
    {
        make("parent", 0700);
        const auto parent = openPrivateDirectory(path("parent"));
        QVERIFY(parent);
        std::string where;
        {
            auto first = TemporaryDirectory::create(*parent, "x-");
            auto second = TemporaryDirectory::create(*parent, "x-");
            QVERIFY(first && second);
            QVERIFY(first->path() != second->path());
            where = first->path();
            QVERIFY(where.starts_with(path("parent/x-")));
            struct stat status {
            };
            QCOMPARE(::stat(where.c_str(), &status), 0);
            QCOMPARE(status.st_mode & 07777, mode_t(0700));
            QVERIFY(std::filesystem::create_directory(where + "/inner"));
            TemporaryDirectory moved = std::move(*first);
            QVERIFY(exists(where));
        }
        QVERIFY(!exists(where));
        QVERIFY(std::filesystem::is_empty(path("parent")));
    }
};

QTEST_GUILESS_MAIN(tst_privatedirectory)
#include "tst_privatedirectory.moc"
