// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/staging/stagedirectory.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

using namespace pamphlet;
using namespace pamphlet::helper;

class tst_stagedirectory : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;

    std::string parent() const { return m_directory.path().toStdString(); }

private Q_SLOTS:
    void staleStagesAreSweptAndLivingOnesAreNot()
    {
        QTemporaryDir own;
        const std::string where = own.path().toStdString();
        auto living = StageDirectory::create(where);
        QVERIFY(living);
        QVERIFY(living->addFile("c/sudo", "auth required pam_deny.so\n"));
        QVERIFY(std::filesystem::create_directories(where + "/stage-dead00/c"));
        QFile file(QString::fromStdString(where + "/stage-dead00/c/sudo"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(std::filesystem::create_directory(where + "/something-else"));
        std::filesystem::create_symlink("/etc", where + "/stage-link");
        const auto swept = sweepStages(where);
        QVERIFY(swept);
        QCOMPARE(*swept, std::size_t(1));
        QVERIFY(!std::filesystem::exists(where + "/stage-dead00"));
        QVERIFY(std::filesystem::exists(where + "/something-else"));
        QVERIFY(std::filesystem::exists(living->path() + "/c/sudo"));
        QVERIFY(std::filesystem::exists("/etc/passwd"));
    }

    void aParentThatOthersCanEnterIsRefused()
    {
        QTemporaryDir own;
        const std::string where = own.path().toStdString();
        QCOMPARE(::chmod(where.c_str(), 0755), 0);
        QCOMPARE(StageDirectory::create(where).error().code, ErrorCode::Unsafe);
        QCOMPARE(sweepStages(where).error().code, ErrorCode::Unsafe);
    }

    void namesThatExistAreNotOverwritten()
    {
        auto directory = StageDirectory::create(parent());
        QVERIFY(directory);
        QVERIFY(directory->addFile("c/sudo", "x"));
        QVERIFY(!directory->addFile("c/sudo", "y"));
    }

    void theParentIsInTheRuntimeDirectory()
    {
        if (::geteuid() == 0)
            QSKIP("root has a place of its own");
        QTemporaryDir runtime;
        qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
        const auto made = stagingParent(false);
        QVERIFY(made);
        QCOMPARE(*made, runtime.path().toStdString() + "/pamphlet");
        // What others have had a hand in is left alone.
        QCOMPARE(::chmod(made->c_str(), 0777), 0);
        const auto next = stagingParent(false);
        QVERIFY(!next || *next != *made);
    }

    /// The run-time directory of the user who became root is that user's: a stage in it could be swapped.
    void rootDoesNotFollowTheEnvironment()
    {
        if (::geteuid() != 0)
            QSKIP("needs root");
        QTemporaryDir runtime;
        QCOMPARE(::chown(runtime.path().toUtf8().constData(), 65534, 65534), 0);
        for (const char *variable : {"XDG_RUNTIME_DIR", "TMPDIR"})
            qputenv(variable, runtime.path().toUtf8());
        const auto made = stagingParent(false);
        QVERIFY2(made, made ? "" : made.error().detail.c_str());
        QCOMPARE(*made, std::string("/run/pamphlet"));
        QVERIFY(std::filesystem::is_empty(runtime.path().toStdString()));
        // No help if that one is not root's alone.
        QCOMPARE(::chmod(made->c_str(), 0755), 0);
        QCOMPARE(stagingParent(false).error().code, ErrorCode::Unsafe);
        QCOMPARE(::chmod(made->c_str(), 0700), 0);
        QCOMPARE(::chown(made->c_str(), 65534, 65534), 0);
        QCOMPARE(stagingParent(false).error().code, ErrorCode::Unsafe);
        QCOMPARE(::chown(made->c_str(), 0, 0), 0);
        QVERIFY(stagingParent(false));
    }

    void aStageIsNotMadeWhereThePathCanBeSwapped()
    {
        QTemporaryDir own;
        const std::string open = own.path().toStdString() + "/open";
        QVERIFY(std::filesystem::create_directories(open + "/pamphlet"));
        QCOMPARE(::chmod((open + "/pamphlet").c_str(), 0700), 0);
        QVERIFY(StageDirectory::create(open + "/pamphlet"));
        QCOMPARE(::chmod(open.c_str(), 0777), 0);
        QCOMPARE(StageDirectory::create(open + "/pamphlet").error().code, ErrorCode::Unsafe);
        QCOMPARE(sweepStages(open + "/pamphlet").error().code, ErrorCode::Unsafe);
        QVERIFY(std::filesystem::is_empty(open + "/pamphlet"));
    }
};

QTEST_GUILESS_MAIN(tst_stagedirectory)
#include "tst_stagedirectory.moc"
