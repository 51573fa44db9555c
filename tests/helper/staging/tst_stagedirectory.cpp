// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/staging/stagedirectory.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

#include <sys/stat.h>

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
        QTemporaryDir runtime;
        qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
        const auto parent = stagingParent(false);
        QVERIFY(parent);
        QCOMPARE(*parent, runtime.path().toStdString() + "/pamphlet");
        QCOMPARE(::chmod(parent->c_str(), 0777), 0);
        QCOMPARE(stagingParent(false).error().code, ErrorCode::Unsafe);
    }
};

QTEST_GUILESS_MAIN(tst_stagedirectory)
#include "tst_stagedirectory.moc"
