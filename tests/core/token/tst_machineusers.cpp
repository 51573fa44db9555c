// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/blacklistedit.h"
#include "core/token/machineusers.h"
#include "core/token/pamanswer.h"
#include "core/token/serviceconfig.h"
#include "core/tree/memorytree.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::token;

/// Whom a machine knows, and what PAM says of them all.
class MachineUsersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void users()
    {
        MemoryTree tree;
        QCOMPARE(machineUsers(tree).error().code, ErrorCode::NotFound);
        tree.setFile("/etc/passwd",
                     "root:x:0:0::/root:/bin/sh\n# old\n\n+nis::::::\n-nis\n:x:1:1\nno colon\ndaemon:x:1:1\nalice:x:1000:1000::/:/bin/sh\n"
                     "alice:x:7:7\nbroken:x:many:\nnobody:x:65534:65534\nlast:x:1001:50");
        const std::vector<MachineUser> users = machineUsers(tree).value();
        const std::vector<MachineUser> expected{{"root", 0, 0},           {"daemon", 1, 1},         {"alice", 1000, 1000},
                                                {"broken", 65534, 65534}, {"nobody", 65534, 65534}, {"last", 1001, 50}};
        QCOMPARE(users, expected);
        QCOMPARE(passwdUsers(tree).value().back(), std::string("last"));
        QVERIFY(!users[0].isSystem() && users[1].isSystem() && !users[2].isSystem() && users[4].isSystem());
        FileStatus status;
        status.kind = FileKind::Unreadable;
        status.detail = "Permission denied";
        tree.set("/etc/passwd", FileContent{status, {}});
        QCOMPARE(machineUsers(tree).error().code, ErrorCode::Unreadable);
    }

    void groups()
    {
        MemoryTree tree;
        const std::vector<MachineUser> users{{"alice", 1000, 1000}, {"bob", 1001, 100}, {"root", 0, 0}};
        QVERIFY(machineGroups(tree, users).empty());
        tree.setFile("/etc/group", "root:x:0:\nusers:x:100:\nempty:x:5:\nalice:x:1000:\ndocker:x:998:carol,alice,,alice\n+:::\nshort:x\n");
        const std::vector<MachineGroup> expected{{"docker", {"alice", "carol"}}, {"users", {"bob"}}};
        QCOMPARE(machineGroups(tree, users), expected);
    }

    void pamAnswers_data()
    {
        QTest::addColumn<QByteArray>("php");
        QTest::addColumn<Answer>("authenticate");
        QTest::addColumn<Answer>("account");
        using enum Answer;
        QTest::newRow("everybody") << QByteArray("auth required pam_permit.so\naccount required pam_permit.so\n") << Yes << Yes;
        QTest::newRow("nobody") << QByteArray("auth required pam_deny.so\naccount required pam_deny.so\n") << No << No;
        QTest::newRow("a password decides") << QByteArray("auth required pam_unix.so\naccount required pam_permit.so\n") << Unknown << Yes;
    }
    void pamAnswers()
    {
        QFETCH(QByteArray, php);
        QFETCH(Answer, authenticate);
        QFETCH(Answer, account);
        MemoryTree tree;
        const pam::LibpamProfile profile = *pam::libpamProfile("debian-12");
        QCOMPARE(certainPamAnswer(tree, profile, servicePamName)->authenticate, Answer::Unknown); // no PAM at all
        for (const char *module : {"unix", "deny", "permit"})
            tree.setFile(std::string("/lib/x86_64-linux-gnu/security/pam_") + module + ".so", "");
        tree.setFile("/etc/pam.d/php", php.toStdString());
        const Result<PamAnswer> answer = certainPamAnswer(tree, profile, servicePamName);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->authenticate, authenticate);
        QCOMPARE(answer->account, account);
        FileStatus status;
        status.kind = FileKind::Unreadable;
        tree.set("/etc/pam.d/php", FileContent{status, {}});
        QCOMPARE(certainPamAnswer(tree, profile, servicePamName).error().code, ErrorCode::Unreadable);
        QCOMPARE(token::pamAnswers(tree, profile, servicePamName, 20000).error().code, ErrorCode::Unreadable);
    }

    void answersOfUsers()
    {
        using enum Answer;
        MemoryTree tree;
        const pam::LibpamProfile profile = *pam::libpamProfile("debian-12");
        for (const char *module : {"unix", "deny", "permit"})
            tree.setFile(std::string("/lib/x86_64-linux-gnu/security/pam_") + module + ".so", "");
        // As Debian writes them.
        tree.setFile("/etc/pam.d/php",
                     "auth [success=1 default=ignore] pam_unix.so nullok\nauth requisite pam_deny.so\nauth required pam_permit.so\n"
                     "account [success=1 new_authtok_reqd=done default=ignore] pam_unix.so\naccount requisite pam_deny.so\n"
                     "account required pam_permit.so\n");
        const auto answerOf = [&](const std::string &user) {
            const auto answers = token::pamAnswers(tree, profile, servicePamName, 20000);
            const PamAnswer answer = answers ? (*answers)(user) : PamAnswer{};
            return std::pair(answer.authenticate, answer.account);
        };
        QCOMPARE(answerOf("ann"), std::pair(Unknown, Unknown)); // no shadow(5) that one may read
        tree.setFile("/etc/shadow",
                     "ann:$6$a$b:19000:0:99999:7:::\nbob:$6$a$b:19000:0:99999:7::19999:\ncarl:!:19000:0:99999:7:::\n"
                     "dora::19000:0:99999:7:::\n"
                     "old:!:19000:0:99999:7:::\n");
        QCOMPARE(answerOf("ann"), std::pair(Unknown, Unknown)); // not of this machine's passwd(5)
        tree.setFile("/etc/passwd", "ann:x:1:1:::\nbob:x:2:2:::\ncarl:x:3:3:::\ndora:x:4:4:::\nold:$6$a$b:5:5:::\n");
        QCOMPARE(answerOf("old"), std::pair(Unknown, Unknown)); // its hash stands there
        QCOMPARE(answerOf("ann"), std::pair(Yes, Yes));
        QCOMPARE(answerOf("bob"), std::pair(Yes, No)); // expired, and the token service does not ask
        QCOMPARE(answerOf("carl"), std::pair(No, Yes));
        QCOMPARE(answerOf("dora"), std::pair(Unknown, Yes));
        QCOMPARE(answerOf("someone of a directory"), std::pair(Unknown, Unknown));
        // Rules that answer by more than shadow(5).
        tree.setFile("/etc/pam.d/php", "auth required pam_unix.so use_first_pass\naccount required pam_unix.so\n");
        QCOMPARE(answerOf("ann"), std::pair(Unknown, Yes));
        tree.setFile("/etc/pam.d/php", "auth required pam_unix.so\naccount required pam_unix.so broken_shadow\n");
        QCOMPARE(answerOf("bob"), std::pair(Yes, Unknown));
    }

    void blacklists_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("result"); // joined; null: refused
        QTest::newRow("none") << QByteArray("issuer: i\n") << QByteArray("new");
        QTest::newRow("a list") << QByteArray("blacklisted_users: [a, gone, 12]\n") << QByteArray("a 12 new");
        QTest::newRow("there already") << QByteArray("blacklisted_users: [new]\n") << QByteArray("new");
        QTest::newRow("a word") << QByteArray("blacklisted_users: a\n") << QByteArray("a new");
        QTest::newRow("nothing") << QByteArray("blacklisted_users:\n") << QByteArray("new");
        QTest::newRow("a map in it") << QByteArray("blacklisted_users: [{a: b}]\n") << QByteArray();
        QTest::newRow("a map") << QByteArray("blacklisted_users: {a: b}\n") << QByteArray();
    }
    void blacklists()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QByteArray, result);
        const ServiceConfig config = readServiceConfig(yaml.toStdString(), "/config.yml").value();
        const auto names = editedBlacklist(config.blacklist, {"new"}, {"gone"});
        QCOMPARE(names.has_value(), !result.isNull());
        if (!names) {
            QCOMPARE(names.error().code, ErrorCode::EditRefused);
            return;
        }
        std::string joined;
        for (const std::string &name : *names)
            joined += (joined.empty() ? "" : " ") + name;
        QCOMPARE(joined, result.toStdString());
    }
};

QTEST_GUILESS_MAIN(MachineUsersTest)
#include "tst_machineusers.moc"
