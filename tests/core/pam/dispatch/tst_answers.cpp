// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/answers.h"
#include "core/pam/dispatch/certain.h"
#include "core/tree/memorytree.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

const LibpamProfile &profile()
{
    static const LibpamProfile value = libpamProfile("debian-12").value();
    return value;
}

/// A tree with the modules named, in the module directory.
MemoryTree treeWith(const std::vector<std::string> &modules)
{
    MemoryTree tree;
    for (const std::string &module : modules)
        tree.setFile(profile().moduleDirectories.front() + '/' + module, {});
    return tree;
}

Entry rule(const std::string &module, std::vector<std::string> arguments = {}, Facility facility = Facility::Auth, std::size_t line = 3)
{
    Entry entry;
    entry.facility = facility;
    entry.file = "/etc/pam.d/svc";
    entry.line = line;
    entry.module = module;
    entry.arguments = std::move(arguments);
    return entry;
}

Answer answerOf(const Answers &answers, const Entry &entry, Pass pass, const FileSource &tree)
{
    return AnswerFinder(answers, tree, profile()).answer(entry, pass);
}

} // namespace

class TestAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void certain_data();
    void certain();
    void echo_data();
    void echo();
    void order();
    void narrowestGivenCounts();
    void scenarios();
    void scenarioNeedsTheFacility();
};

void TestAnswers::certain_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("argument");
    QTest::addColumn<int>("pass");
    QTest::addColumn<int>("code"); // -1: it has a choice
    const auto row = [](const char *name, const char *module, const char *argument, Pass pass, int code) {
        QTest::newRow(name) << QString::fromLatin1(module) << QString::fromLatin1(argument) << int(pass) << code;
    };
    row("permit", "pam_permit.so", "", Pass::Setcred, 0);
    row("deny in setcred", "pam_deny.so", "", Pass::Setcred, 17);
    row("deny in close_session", "pam_deny.so", "", Pass::CloseSession, 14);
    row("deny in the update", "pam_deny.so", "", Pass::UpdateToken, 20);
    row("debug in setcred", "pam_debug.so", "cred=cred_err", Pass::Setcred, 17);
    row("debug in close_session", "pam_debug.so", "close_session=session_err", Pass::CloseSession, 14);
    row("debug, no argument", "pam_debug.so", "auth=auth_err", Pass::Setcred, 0);
    row("debug, an event's beginning", "pam_debug.so", "authx=auth_err", Pass::Authenticate, 0);
    row("debug, another case", "pam_debug.so", "AUTH=auth_err", Pass::Authenticate, 0);
    row("debug, default is no code", "pam_debug.so", "auth=default", Pass::Authenticate, 0);
    row("debug, incomplete", "pam_debug.so", "auth=incomplete", Pass::Authenticate, 31);
    row("by its path", "/lib/x86_64-linux-gnu/security/pam_deny.so", "", Pass::Authenticate, 7);
    row("by its other path", "/usr/lib/x86_64-linux-gnu/security/pam_deny.so", "", Pass::Authenticate, 7);
    row("of the same name elsewhere", "/opt/pam_deny.so", "", Pass::Authenticate, -1);
    row("with a choice", "pam_unix.so", "", Pass::Authenticate, -1);
}

void TestAnswers::certain()
{
    QFETCH(QString, module);
    QFETCH(QString, argument);
    QFETCH(int, pass);
    QFETCH(int, code);
    LibpamProfile own = profile();
    own.moduleDirectories = {"/lib/x86_64-linux-gnu/security", "/lib/security"};
    MemoryTree tree;
    const Entry entry = rule(module.toStdString(), {argument.toStdString()});
    QCOMPARE(certainAnswer(entry, static_cast<Pass>(pass), tree, own, false).value_or(-1), code);
    const Outcomes outcomes = certainOutcomes(entry, static_cast<Pass>(pass), tree, own, false);
    QCOMPARE(outcomes, code < 0 ? anyOutcome : outcome(code));
    // A tree that has modules, but not this one.
    tree.setFile("/lib/security/pam_other.so", {});
    QCOMPARE(certainAnswer(entry, static_cast<Pass>(pass), tree, own, true).value_or(-1), 28);
}

void TestAnswers::echo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("words") << QStringList{QStringLiteral("hello"), QStringLiteral("you")} << 0;
    QTest::newRow("nothing") << QStringList() << 0;
    QTest::newRow("a file") << QStringList{QStringLiteral("file=/etc/motd")} << 0;
    QTest::newRow("an empty file") << QStringList{QStringLiteral("file=/etc/empty")} << 25;
    QTest::newRow("no such file") << QStringList{QStringLiteral("file=/etc/none")} << 25;
    QTest::newRow("a directory") << QStringList{QStringLiteral("file=/etc")} << 25;
    QTest::newRow("no name") << QStringList{QStringLiteral("file=")} << 0;
    QTest::newRow("the last one counts") << QStringList{QStringLiteral("file=/etc/none"), QStringLiteral("file=/etc/motd")} << 0;
    QTest::newRow("the last one counts, without a name") << QStringList{QStringLiteral("file=/etc/none"), QStringLiteral("file=")} << 0;
    QTest::newRow("relative to who knows what") << QStringList{QStringLiteral("file=motd")} << -1;
    QTest::newRow("one that we may not read") << QStringList{QStringLiteral("file=/etc/secret")} << -1;
}

void TestAnswers::echo()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    MemoryTree tree = treeWith({"pam_echo.so"});
    tree.setFile("/etc/motd", "hello\n");
    tree.setFile("/etc/empty", {});
    FileContent secret;
    secret.status.kind = FileKind::Unreadable;
    tree.set("/etc/secret", secret);
    Entry entry = rule("pam_echo.so");
    for (const QString &argument : arguments)
        entry.arguments.push_back(argument.toStdString());
    for (const Pass pass : allPasses) {
        const bool silent = pass == Pass::Setcred || pass == Pass::CloseSession || pass == Pass::UpdateToken;
        QCOMPARE(certainAnswer(entry, pass, tree, profile(), true).value_or(-1), silent ? 25 : code);
    }
}

/// Given before certain, certain before likely, likely before assumed.
void TestAnswers::order()
{
    const MemoryTree tree = treeWith({"pam_deny.so", "pam_unix.so", "pam_local.so"});
    Answers answers;
    answers.scenario = Scenario::WrongPassword;
    answers.otherwise = 19;
    QCOMPARE(answerOf(answers, rule("pam_local.so"), Pass::Authenticate, tree), (Answer{19, Certainty::Assumed}));
    QCOMPARE(answerOf(answers, rule("pam_unix.so"), Pass::Authenticate, tree), (Answer{7, Certainty::Likely}));
    QCOMPARE(answerOf(answers, rule("pam_deny.so"), Pass::Authenticate, tree), (Answer{7, Certainty::Certain}));
    QCOMPARE(answerOf(answers, rule("pam_nowhere.so"), Pass::Authenticate, tree), (Answer{28, Certainty::Certain}));
    answers.given = {{"/etc/pam.d/svc", 3, {}, 12}};
    for (const char *module : {"pam_local.so", "pam_unix.so", "pam_deny.so", "pam_nowhere.so"})
        QCOMPARE(answerOf(answers, rule(module), Pass::Authenticate, tree), (Answer{12, Certainty::Given}));
    QCOMPARE(answerOf(answers, rule("pam_deny.so", {}, Facility::Auth, 4), Pass::Authenticate, tree), (Answer{7, Certainty::Certain}));
    Entry mustFail = rule("pam_deny.so");
    mustFail.kind = EntryKind::MustFail;
    QCOMPARE(answerOf(answers, mustFail, Pass::Authenticate, tree), (Answer{6, Certainty::Certain}));
    answers.given.clear();
    answers.scenario.reset();
    QCOMPARE(answerOf(answers, rule("pam_unix.so"), Pass::Authenticate, tree), (Answer{19, Certainty::Assumed}));
    // Of a bare copy of /etc it is not known which modules there are.
    QCOMPARE(answerOf(answers, rule("pam_nowhere.so"), Pass::Authenticate, MemoryTree()), (Answer{19, Certainty::Assumed}));
}

void TestAnswers::narrowestGivenCounts()
{
    const MemoryTree tree = treeWith({"pam_unix.so"});
    const Entry entry = rule("pam_unix.so");
    Answers answers;
    answers.given = {{entry.file, entry.line, passesOf(Primitive::Chauthtok), 20},
                     {entry.file, entry.line, {Pass::PreliminaryCheck}, 24},
                     {entry.file, entry.line, {}, 1},
                     {entry.file, entry.line, {}, 2},
                     {"/etc/pam.d/another", entry.line, {Pass::PreliminaryCheck}, 3}};
    const AnswerFinder finder(answers, tree, profile());
    QCOMPARE(finder.answer(entry, Pass::PreliminaryCheck).code, 24);
    QCOMPARE(finder.answer(entry, Pass::UpdateToken).code, 20);
    QCOMPARE(finder.answer(entry, Pass::Authenticate).code, 2); // the last
}

void TestAnswers::scenarios()
{
    const MemoryTree tree = treeWith({"pam_unix.so", "pam_permit.so"});
    const auto code = [&tree](Scenario scenario, Pass pass) {
        Answers answers;
        answers.scenario = scenario;
        const Answer answer = answerOf(answers, rule("pam_unix.so", {}, facilityOf(pass)), pass, tree);
        return answer.certainty == Certainty::Likely ? answer.code : -1;
    };
    QCOMPARE(code(Scenario::RightPassword, Pass::Authenticate), 0);
    QCOMPARE(code(Scenario::RightPassword, Pass::AcctMgmt), 0);
    QCOMPARE(code(Scenario::WrongPassword, Pass::Authenticate), 7);
    QCOMPARE(code(Scenario::UnknownUser, Pass::Authenticate), 10);
    QCOMPARE(code(Scenario::ExpiredAccount, Pass::AcctMgmt), 13);
}

/// A module that has nothing for a facility is not called there, whatever the scenario.
void TestAnswers::scenarioNeedsTheFacility()
{
    const MemoryTree tree = treeWith({"pam_limits.so"});
    Answers answers;
    answers.scenario = Scenario::RightPassword;
    QCOMPARE(answerOf(answers, rule("pam_limits.so"), Pass::Authenticate, tree), (Answer{28, Certainty::Likely}));
    const Answer session = answerOf(answers, rule("pam_limits.so", {}, Facility::Session), Pass::OpenSession, tree);
    QCOMPARE(session, (Answer{0, Certainty::Likely}));
}

QTEST_APPLESS_MAIN(TestAnswers)
#include "tst_answers.moc"
