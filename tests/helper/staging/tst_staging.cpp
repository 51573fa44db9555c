// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/rootdirectory.h"
#include "core/pam/stack/effectivestack.h"
#include "core/pam/stack/servicelookup.h"
#include "core/tree/memorytree.h"
#include "core/tree/overlaytree.h"
#include "helper/staging/stagedconfiguration.h"

#include "tests/helper/probe/runrecorder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <random>
#include <set>

#include <sys/stat.h>

using namespace pamphlet;
using namespace pamphlet::helper;

namespace {

const std::string trace = PAMPHLET_BIN_DIR "/pam_pamphlet_trace.so";

pam::LibpamProfile profile(const char *name)
{
    return *pam::libpamProfile(name);
}

std::string bytesOf(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string("(missing)");
}

std::shared_ptr<const change::RootDirectory> machine()
{
    static const auto root = change::RootDirectory::open("/");
    return *root;
}

/// An entry without what staging is meant to change.
QString summary(const pam::Entry &entry, bool traced)
{
    std::vector<std::string> words{entry.module};
    words.insert(words.end(), entry.arguments.begin(), entry.arguments.end());
    if (entry.kind != pam::EntryKind::Module)
        words.clear();
    else if (traced && entry.module.find("/stage-") != std::string::npos) // link, rule, count, paths, arguments
        words.erase(words.begin(), words.begin() + 3 + std::stol(words[2]));
    else
        words.erase(words.begin());
    QStringList text{QString::number(int(entry.kind)), QString::fromUtf8(pam::facilityName(entry.facility).data()),
                     QString::number(entry.level), QString::number(entry.depth), QString::number(entry.silent)};
    for (const pam::Action &action : entry.actions)
        text.append(QString::number(action.value));
    for (const std::string &word : words)
        text.append(QString::fromStdString(word));
    return text.join(QLatin1Char('|'));
}

QStringList summaries(const pam::EffectiveStack &stack, bool traced)
{
    QStringList all{QString::number(int(stack.start))};
    for (const auto *entries : {&stack.serviceEntries, &stack.otherEntries}) {
        for (const pam::Entry &entry : *entries)
            all.append(summary(entry, traced));
        all.append(QStringLiteral("--"));
    }
    return all;
}

} // namespace

class tst_staging : public QObject
{
    Q_OBJECT

    /// In memory, as /run is: thousands of small directories take a disk a while.
    QTemporaryDir m_directory{QFileInfo(QStringLiteral("/dev/shm")).isWritable()
                                  ? QStringLiteral("/dev/shm/tst_staging-XXXXXX")
                                  : QDir::tempPath() + QStringLiteral("/tst_staging-XXXXXX")};

    std::string parent() const { return m_directory.path().toStdString(); }

    Result<StagedConfiguration> stage(const FileSource &tree, const pam::LibpamProfile &reader, const std::string &service,
                                      bool traced) const
    {
        return StagedConfiguration::create({tree, reader, service, *machine(), {}, traced}, parent(), trace);
    }

    /// The stage as it lies on the disk, read anew.
    static pam::EffectiveStack readBack(const StagedConfiguration &staged, pam::LibpamProfile reader, const std::string &service)
    {
        reader.directories = {staged.confDirectory()};
        return pam::effectiveStack(*machine(), reader, service);
    }

    QStringList stagesLeft() const { return QDir(m_directory.path()).entryList({QStringLiteral("stage-*")}, QDir::Dirs | QDir::Hidden); }

    static helper::TestSetup loginIn(const std::string &conf, const std::string &service)
    {
        helper::TestSetup setup;
        setup.probe = PAMPHLET_BIN_DIR "/pamphlet-probe";
        setup.request = {conf, service, "nobody", "", LoginSequence::Generic, true};
        setup.timeoutSeconds = 30;
        return setup;
    }

private Q_SLOTS:
    void init() { QVERIFY(m_directory.isValid()); }
    void cleanup() { QCOMPARE(stagesLeft(), QStringList()); }

    void nothingChangesWithoutNeed()
    {
        MemoryTree tree;
        const std::string text = "#%PAM-1.0\n\n  -auth\t[success=1  default=ignore]   pam_unix.so nullok [a b] # comment\n"
                                 "account required \\\n   pam_permit.so\nfrob x\nauth frob pam_x.so\n";
        tree.setFile("/etc/pam.d/sudo", text);
        const auto staged = stage(tree, profile("debian-12"), "sudo", false);
        QVERIFY(staged);
        QCOMPARE(bytesOf(staged->confDirectory() + "/sudo"), text);
        QVERIFY(staged->rules().empty());
    }

    void traceReplacesTheModuleAndNothingElse()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/sudo",
                     "\tauth [success=1 default=ignore]pam_unix.so  nullok [a b] # pam_unix.so\n"
                     "account required \\\n   [pam_permit.so]x\n"
                     "session frob pam_deny.so\nfrob required pam_deny.so\nsession required\n");
        const auto staged = stage(tree, profile("debian-12"), "sudo", true);
        QVERIFY(staged);
        const std::string modules = "/lib/x86_64-linux-gnu/security/";
        QVERIFY2(QFile::exists(QString::fromStdString(modules + "pam_unix.so")), "this test knows where Debian has its modules");
        const std::string links = std::filesystem::path(staged->confDirectory()).parent_path().string() + "/m/";
        QCOMPARE(bytesOf(staged->confDirectory() + "/sudo"),
                 "\tauth [success=1 default=ignore]" + links + "pam_unix.so 0 1 " + modules + "pam_unix.so  nullok [a b] # pam_unix.so\n"
                     + "account required \\\n   " + links + "pam_permit.so 1 1 " + modules + "pam_permit.so x\n" + "session frob " + links
                     + "pam_deny.so 2 1 " + modules + "pam_deny.so\nfrob required pam_deny.so\nsession required\n");
        QCOMPARE(std::filesystem::read_symlink(links + "pam_unix.so").string(), trace);
        const std::vector<StagedRule> rules{
            {"/etc/pam.d/sudo", 1, "pam_unix.so"}, {"/etc/pam.d/sudo", 2, "pam_permit.so"}, {"/etc/pam.d/sudo", 4, "pam_deny.so"}};
        QVERIFY(staged->rules() == rules);
    }

    void aStageIsForItsOwnerAlone()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/sudo", "auth include x\n");
        tree.setFile("/etc/pam.d/x", "auth required pam_deny.so\n");
        const auto staged = stage(tree, profile("debian-12"), "sudo", true);
        QVERIFY(staged);
        const auto root = std::filesystem::path(staged->confDirectory()).parent_path();
        int seen = 0;
        for (const auto &entry : std::filesystem::recursive_directory_iterator(root)) {
            struct stat status {
            };
            QCOMPARE(::lstat(entry.path().c_str(), &status), 0);
            if (!S_ISLNK(status.st_mode))
                QCOMPARE(status.st_mode & 077, 0U);
            ++seen;
        }
        QCOMPARE(seen, 6); // c, c/sudo, i, i/0, m, m/pam_deny.so
        struct stat status {
        };
        QCOMPARE(::stat(root.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, 0700U);
    }

    void everyIncludeLeadsIntoTheStage_data()
    {
        QTest::addColumn<QByteArray>("reader");
        QTest::newRow("Debian 12, where relative includes leave the confdir") << QByteArray("debian-12");
        QTest::newRow("Debian sid, where they do not") << QByteArray("debian-sid");
        QTest::newRow("upstream") << QByteArray("upstream-1.7");
    }
    void everyIncludeLeadsIntoTheStage()
    {
        QFETCH(QByteArray, reader);
        const auto libpam = profile(reader.constData());
        MemoryTree tree;
        tree.setFile("/etc/pam.d/sudo",
                     "auth include common\naccount substack /etc/pam.d/common\nauth include missing\n"
                     "auth include /etc/passwd\nsession include common\nauth include sudo-i\n");
        tree.setFile("/etc/pam.d/common", "auth required pam_deny.so\naccount include other\naccount required pam_deny.so\n");
        tree.setFile("/etc/pam.d/other", "account required pam_deny.so\n");
        tree.setFile("/usr/lib/pam.d/sudo-i", "auth required pam_permit.so\n");
        const auto staged = stage(tree, libpam, "sudo", true);
        QVERIFY2(staged, staged ? "" : staged.error().detail.c_str());
        const auto root = std::filesystem::path(staged->confDirectory()).parent_path().string();
        const auto stack = readBack(*staged, libpam, "sudo");
        for (const pam::Frame &frame : stack.frames)
            QVERIFY2(frame.file.starts_with(root + "/"), frame.file.c_str());
        QCOMPARE(summaries(stack, true), summaries(pam::effectiveStack(tree, libpam, "sudo"), false));
    }

    void whatIsBrokenStaysBroken_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("a bad module name") << QByteArray("auth required .so\n");
        QTest::newRow("a bad substack name") << QByteArray("auth substack .x\n");
        QTest::newRow("a continuation at the end") << QByteArray("auth required pam_deny.so \\");
        QTest::newRow("no newline at the end") << QByteArray("auth required pam_deny.so");
        QTest::newRow("carriage returns") << QByteArray("auth required pam_deny.so\r\n\r\nauth include x\r\n");
        QTest::newRow("a NUL in a rule") << QByteArray("auth required pam_deny.so a\0b\naccount required pam_deny.so\n", 58);
        QTest::newRow("an illegal type") << QByteArray("frob include x\nfrob required pam_deny.so\n");
        QTest::newRow("an unterminated bracket") << QByteArray("auth [success=1 pam_deny.so\n");
        QTest::newRow("an include without a file") << QByteArray("auth include\n");
        QTest::newRow("only types") << QByteArray("auth\naccount required\n");
        QTest::newRow("a long line, whose tail is a rule to old readers")
            << "auth required pam_deny.so " + QByteArray(1100, 'x') + " auth required pam_permit.so\naccount required pam_deny.so\n";
        QTest::newRow("a long comment, whose tail is a rule to old readers")
            << '#' + QByteArray(1022, 'x') + "auth required pam_permit.so\naccount required pam_deny.so\n";
        QTest::newRow("a rule that fills the reader's buffer")
            << "auth required pam_deny.so " + QByteArray(997, 'x') + "\naccount include x\n";
        QTest::newRow("an include that fills the reader's buffer")
            << "auth include x " + QByteArray(1007, 'x') + "\naccount required pam_deny.so\n";
        QTest::newRow("many continuations") << "auth required \\\n" + QByteArray("  \\\n").repeated(100) + " pam_deny.so\n";
        QTest::newRow("a module with blanks in its name") << QByteArray("auth required [pam deny.so] a\n");
        QTest::newRow("a module with a bracket in its name") << QByteArray("auth required pam_]x[.so a\n");
        QTest::newRow("a module in a directory that is not there") << QByteArray("auth required /nonexistent/pam_x.so\n");
        QTest::newRow("the tracing module itself") << QByteArray("auth required pam_pamphlet_trace.so 0 1 x\n");
    }
    void whatIsBrokenStaysBroken()
    {
        QFETCH(QByteArray, text);
        MemoryTree tree;
        tree.setFile("/etc/pam.d/service", text.toStdString());
        tree.setFile("/etc/pam.d/x", "auth required pam_permit.so\naccount required pam_permit.so\n");
        tree.setFile("/etc/pam.d/other", "auth required pam_deny.so\n");
        for (const pam::LibpamProfile &libpam : pam::libpamProfiles()) {
            const auto source = pam::effectiveStack(tree, libpam, "service");
            for (const bool traced : {false, true}) {
                const auto staged = stage(tree, libpam, "service", traced);
                if (source.start == pam::StartOutcome::Undefined) {
                    QCOMPARE(staged.error().code, ErrorCode::Unsupported);
                    continue;
                }
                QVERIFY2(staged, staged ? "" : (libpam.name + ": " + staged.error().detail).c_str());
                QCOMPARE(summaries(readBack(*staged, libpam, "service"), traced), summaries(source, false));
            }
        }
    }

    void aRuleThatWouldBecomeTooLongIsNotTraced()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/sudo", "auth required pam_deny.so " + std::string(950, 'x') + "\nauth required pam_permit.so\n");
        const auto old = stage(tree, profile("debian-12"), "sudo", true);
        QVERIFY(old);
        QCOMPARE(old->untraced().size(), std::size_t(1));
        QVERIFY(old->untraced()[0].rule == (StagedRule{"/etc/pam.d/sudo", 1, "pam_deny.so"}));
        QCOMPARE(old->rules().size(), std::size_t(1));
        const auto recent = stage(tree, profile("upstream-1.7"), "sudo", true);
        QVERIFY(recent);
        QVERIFY(recent->untraced().empty());
    }

    void aServiceWithoutAFileIsOther()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/other", "auth required pam_permit.so\n");
        const auto staged = stage(tree, profile("debian-12"), "nosuch", true);
        QVERIFY(staged);
        QVERIFY(!QFile::exists(QString::fromStdString(staged->confDirectory() + "/nosuch")));
        QCOMPARE(staged->rules().size(), std::size_t(1));
        QCOMPARE(summaries(readBack(*staged, profile("debian-12"), "nosuch"), true),
                 summaries(pam::effectiveStack(tree, profile("debian-12"), "nosuch"), false));
    }

    void serviceOtherIsReadTwiceAsEver()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/other", "auth required pam_permit.so\n");
        const auto staged = stage(tree, profile("debian-12"), "other", true);
        QVERIFY(staged);
        QCOMPARE(readBack(*staged, profile("debian-12"), "other").otherEntries.size(), std::size_t(2));
    }

    void pamConfBecomesFilesOfItsServices()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.conf",
                     "# all in one\nsudo auth required pam_deny.so a\nlogin auth required pam_permit.so\n"
                     "[SUDO]account include x\nOTHER session required pam_permit.so\nsudo\nsudo \\\n session required \\\n pam_deny.so\n");
        tree.setFile("/usr/share/x", "");
        tree.setFile("/x", "account required pam_deny.so\n");
        for (const char *name : {"debian-12", "upstream-1.7"}) {
            const auto libpam = profile(name);
            QVERIFY(!pam::usesPamD(tree, libpam));
            for (const char *service : {"sudo", "login", "nosuch"}) {
                const auto source = pam::effectiveStack(tree, libpam, service);
                const auto staged = stage(tree, libpam, service, true);
                QVERIFY2(staged, staged ? "" : staged.error().detail.c_str());
                QCOMPARE(summaries(readBack(*staged, libpam, service), true), summaries(source, false));
            }
            QVERIFY(pam::effectiveStack(tree, libpam, "sudo").serviceEntries.size() >= 4);
        }
    }

    void aChangeIsStagedWithoutBeingInstalled()
    {
        auto tree = std::make_shared<MemoryTree>();
        tree->setFile("/etc/pam.d/sudo", "auth required pam_permit.so\n");
        const OverlayTree overlay(tree, {{"/etc/pam.d/sudo", "auth required pam_deny.so\n"}});
        const auto staged = stage(overlay, profile("debian-12"), "sudo", false);
        QVERIFY(staged);
        QCOMPARE(bytesOf(staged->confDirectory() + "/sudo"), std::string("auth required pam_deny.so\n"));
    }

    /// Whatever links say, libpam is not sent out of the root.
    void modulesOfAnotherRoot()
    {
        const QTemporaryDir image;
        const QTemporaryDir outside;
        const std::string root = std::filesystem::canonical(image.path().toStdString()).string();
        const std::string modules = root + "/lib/x86_64-linux-gnu/security/";
        const std::string stranger = outside.path().toStdString() + "/pam_stranger.so";
        const auto write = [](const std::string &path) { QVERIFY(QFile(QString::fromStdString(path)).open(QIODevice::WriteOnly)); };
        std::filesystem::create_directories(modules);
        std::filesystem::create_directories(root + "/opt/real");
        write(modules + "pam_deny.so");
        write(root + "/opt/real/pam_x.so");
        write(stranger);
        std::filesystem::create_symlink("/opt/real/pam_x.so", modules + "pam_link.so"); // is not there on this machine
        std::filesystem::create_symlink("/opt/real", root + "/opt/way");
        std::filesystem::create_symlink(stranger, modules + "pam_out.so"); // is not there in the root
        MemoryTree tree;
        tree.setFile("/etc/pam.d/sudo",
                     "auth required pam_deny.so\nauth required pam_link.so\nauth required /opt/way/pam_x.so\n"
                     "auth required pam_out.so\nauth required pam_nowhere.so\n");
        const auto opened = change::RootDirectory::open(root);
        QVERIFY(opened);
        for (const bool traced : {false, true}) {
            const auto staged
                = StagedConfiguration::create({tree, profile("debian-12"), "sudo", **opened, opened->get(), traced}, parent(), trace);
            QVERIFY2(staged, staged ? "" : staged.error().detail.c_str());
            const std::string missing = QFileInfo(QString::fromStdString(staged->confDirectory())).path().toStdString() + "/missing/";
            const std::vector<std::string> expected{modules + "pam_deny.so", root + "/opt/real/pam_x.so", root + "/opt/real/pam_x.so",
                                                    missing + "pam_out.so", missing + "pam_nowhere.so"};
            const auto stack = readBack(*staged, profile("debian-12"), "sudo");
            QCOMPARE(stack.serviceEntries.size(), expected.size());
            for (std::size_t i = 0; i < expected.size(); ++i) {
                const pam::Entry &entry = stack.serviceEntries[i];
                QCOMPARE(QString::fromStdString(traced ? entry.arguments.at(2) : entry.module), QString::fromStdString(expected[i]));
            }
            QCOMPARE(staged->sources(), std::vector<std::string>{"/etc/pam.d/sudo"});
            QCOMPARE(staged->modules().size(), std::size_t(3));
        }
    }

    void undefinedConfigurationsAreRefused()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/sudo", "auth include sudo\n");
        const auto staged = stage(tree, profile("debian-12"), "sudo", true);
        QVERIFY(!staged);
        QCOMPARE(staged.error().code, ErrorCode::Unsupported);
    }

    void theCorpus()
    {
        const QDir corpus(QStringLiteral(PAMPHLET_SHARED "/corpus/pam.d"));
        if (!corpus.exists())
            QSKIP("the corpus is not beside this tree");
        int stages = 0, rules = 0, refused = 0;
        for (const QString &origin : corpus.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            MemoryTree tree;
            const QDir files(corpus.filePath(origin));
            for (const QString &name : files.entryList(QDir::Files | QDir::Hidden))
                tree.setFile("/etc/pam.d/" + name.toStdString(), bytesOf(files.filePath(name).toStdString()));
            for (const char *reader : {"debian-12", "upstream-1.7"}) {
                const auto libpam = profile(reader);
                for (const pam::ServiceFile &file : pam::listServices(tree, libpam)) {
                    const auto source = pam::effectiveStack(tree, libpam, file.service);
                    for (const bool traced : {false, true}) {
                        if (!traced && !libpam.etcInclude)
                            continue; // differs from what was seen by the reader alone
                        const auto staged = stage(tree, libpam, file.service, traced);
                        if (source.start == pam::StartOutcome::Undefined) {
                            QVERIFY(!staged);
                            ++refused;
                            continue;
                        }
                        QVERIFY2(staged, qPrintable(origin + QLatin1Char('/') + QString::fromStdString(file.service)));
                        QCOMPARE(summaries(readBack(*staged, libpam, file.service), traced), summaries(source, false));
                        ++stages;
                        rules += int(staged->rules().size());
                    }
                }
            }
        }
        qInfo("%d stages, %d traced rules, %d undefined", stages, rules, refused);
        QVERIFY(stages > 1000);
        QVERIFY(rules > 1000);
    }

    /// What the real libpam makes of a configuration and of its stage is the same, call for call.
    void theRealLibpamAgrees()
    {
        std::mt19937 random(7);
        const auto pick = [&random](const std::vector<std::string> &from) { return from[random() % from.size()]; };
        const std::vector<std::string> types{"auth", "account", "session", "-auth", "AUTH", "frob"};
        const std::vector<std::string> controls{"required",
                                                "requisite",
                                                "sufficient",
                                                "optional",
                                                "[success=1 default=ignore]",
                                                "[success=ok new_authtok_reqd=ok ignore=ignore default=bad]",
                                                "[default=die]",
                                                "frob"};
        const std::vector<std::string> modules{"pam_permit.so",
                                               "pam_deny.so",
                                               "pam_debug.so auth=auth_err cred=cred_err acct=acct_expired",
                                               "pam_debug.so auth=ignore open_session=session_err",
                                               "pam_echo.so hello",
                                               "pam_missing.so",
                                               ""};
        const auto libpam = pam::detectLibpam(*machine(), profile("debian-12"));
        int differentResults = 0;
        std::set<QString> seen;
        for (int round = 0; round < 60; ++round) {
            QTemporaryDir conf;
            const std::string here = conf.path().toStdString();
            // Absolute targets, so that the unstaged run means the same whatever libpam this is.
            for (const std::string &name : {std::string("inner"), std::string("other"), std::string("service")}) {
                std::string text;
                for (auto lines = 2 + random() % 4; lines > 0; --lines) {
                    const auto kind = random() % 5;
                    if (kind == 0 && name == "service")
                        text += pick(types) + pick({" include ", " substack "}) + pick({here + "/inner", here + "/missing"}) + "\n";
                    else
                        text += pick(types) + " " + pick(controls) + " " + pick(modules) + "\n";
                }
                QFile file(conf.filePath(QString::fromStdString(name)));
                QVERIFY(file.open(QIODevice::WriteOnly));
                file.write(QByteArray::fromStdString(text));
            }
            QStringList results[3];
            for (int run = 0; run < 3; ++run) {
                auto setup = loginIn(here, "service");
                if (run > 0) {
                    pam::LibpamProfile reader = libpam;
                    reader.directories = {here};
                    auto staged = stage(*machine(), reader, "service", run == 2);
                    QVERIFY2(staged, staged ? "" : staged.error().detail.c_str());
                    setup.request.confDirectory = staged->confDirectory();
                    setup.rules = staged->rules();
                    setup.stage = std::make_shared<StagedConfiguration>(std::move(*staged));
                }
                TestRun login(std::move(setup));
                pamphlet::test::RunRecorder recorder(login);
                QVERIFY(login.start());
                QVERIFY(recorder.wait());
                QCOMPARE(recorder.error(), QString());
                results[run] = recorder.primitives() + recorder.messages();
                QCOMPARE(stagesLeft(), QStringList()); // gone before finished()
                if (run == 2 && recorder.primitives().size() > 1)
                    differentResults += recorder.steps().isEmpty() ? 0 : 1;
            }
            QCOMPARE(results[1], results[0]);
            QCOMPARE(results[2], results[0]);
            seen.insert(results[0].join(QLatin1Char(',')));
        }
        QVERIFY(seen.size() > 10); // else the stacks were all alike
        QVERIFY(differentResults > 10);
    }
};

QTEST_GUILESS_MAIN(tst_staging)
#include "tst_staging.moc"
