// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/effectivestack.h"
#include "core/tree/memorytree.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

using Files = QMap<QByteArray, QByteArray>; // full path → bytes

LibpamProfile profileNamed(const QByteArray &name)
{
    return libpamProfile(name.toStdString()).value();
}

MemoryTree treeOf(const Files &files)
{
    MemoryTree tree;
    for (auto it = files.begin(); it != files.end(); ++it) {
        if (it.key().endsWith('/'))
            tree.addDirectory(it.key().chopped(1).toStdString());
        else
            tree.setFile(it.key().toStdString(), it.value().toStdString());
    }
    return tree;
}

/// "auth x.so@svc:1", with what is out of the ordinary: "!" must fail, "*" marker, "+n" level, "1st" first chain only, "/other".
QByteArray shown(const Entry &entry)
{
    QByteArray text(facilityName(entry.facility).data());
    text += ' ';
    if (entry.kind == EntryKind::MustFail)
        text += '!';
    if (entry.kind == EntryKind::Marker)
        text += '*';
    text += QByteArray::fromStdString(entry.module) + '@' + QByteArray::fromStdString(entry.file.substr(entry.file.rfind('/') + 1)) + ':'
        + QByteArray::number(qulonglong(entry.line));
    if (entry.level > 0)
        text += " +" + QByteArray::number(entry.level);
    if (entry.firstChainOnly)
        text += " 1st";
    if (entry.fallback)
        text += " /other";
    return text;
}

QByteArrayList chains(const EffectiveStack &stack)
{
    QByteArrayList result;
    for (const Facility facility : allFacilities) {
        for (const Entry &entry : stack.chain(facility))
            result << shown(entry);
    }
    return result;
}

QByteArray outcome(StartOutcome start)
{
    constexpr std::array<const char *, 5> names{"success", "abort", "hang", "crash", "undefined"};
    return names.at(std::size_t(start));
}

bool hasProblem(const EffectiveStack &stack, ProblemKind kind)
{
    return std::any_of(stack.problems.begin(), stack.problems.end(), [kind](const Problem &problem) { return problem.kind == kind; });
}

} // namespace

class TestEffectiveStack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stacks_data();
    void stacks();
    void problems_data();
    void problems();
    void entriesTellWhereTheyStand();
    void framesTellHowAFileWasReached();
    void unreadableServiceFile();
    void actionsOfMustFailEntries_data();
    void actionsOfMustFailEntries();
    void depthLimits_data();
    void depthLimits();
    void bombs_data();
    void bombs();
};

void TestEffectiveStack::stacks_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<Files>("files");
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArrayList>("expected");

    const QByteArray d12 = "debian-12";
    const QByteArray d13 = "debian-13";
    const QByteArray sid = "debian-sid";
    const QByteArray old = "upstream-1.5.3";
    const QByteArray now = "upstream-1.7";
    const auto row = [](const char *name, const QByteArray &profile, const Files &files, const QByteArray &service, const char *start,
                        const QByteArrayList &expected) {
        QTest::addRow("%s, %s", name, profile.constData()) << profile << files << service << QByteArray(start) << expected;
    };

    // Which files
    const Files plain{{"/etc/pam.d/svc", "auth required x.so\n"}, {"/etc/pam.d/other", "auth required o.so\naccount required o.so\n"}};
    row("fallback is per facility", d12, plain, "svc", "success", {"auth x.so@svc:1", "account o.so@other:2 /other"});
    row("name in capitals, with directories", d12, plain, "/usr/sbin/SVC", "success", {"auth x.so@svc:1", "account o.so@other:2 /other"});
    row("no file of its own", d12, plain, "nope", "success", {"auth o.so@other:1 /other", "account o.so@other:2 /other"});
    row("other is read twice", d12, plain, "other", "success",
        {"auth o.so@other:1", "auth o.so@other:1 /other", "account o.so@other:2", "account o.so@other:2 /other"});
    row("empty name: the directory, an empty file", d12, plain, "", "success", {"auth o.so@other:1 /other", "account o.so@other:2 /other"});
    row("neither", d12, {{"/etc/pam.d/x", ""}}, "svc", "abort", {});
    row("only other, empty", d12, {{"/etc/pam.d/other", ""}}, "svc", "success", {});
    row("vendor directory", d12, {{"/etc/pam.d/", ""}, {"/usr/lib/pam.d/svc", "auth required v.so\n"}}, "svc", "success",
        {"auth v.so@svc:1"});
    row("masked by an empty file", d12, {{"/etc/pam.d/svc", ""}, {"/usr/lib/pam.d/svc", "auth required v.so\n"}}, "svc", "success", {});
    row("third directory unknown", "upstream-1.6", {{"/etc/pam.d/", ""}, {"/usr/share/pam/pam.d/svc", "auth required v.so\n"}}, "svc",
        "abort", {});
    row("third directory", now, {{"/usr/share/pam/pam.d/svc", "auth required v.so\n"}}, "svc", "success", {"auth v.so@svc:1"});
    row("upper case file", d12, {{"/etc/pam.d/Svc", "auth required x.so\n"}}, "Svc", "abort", {});

    // A broken file
    const QByteArray unfinished = "auth required a.so\nauth required b.so \\\n";
    row("broken service", d12, {{"/etc/pam.d/svc", unfinished}}, "svc", "abort", {"auth a.so@svc:1"});
    row("broken other breaks all", d12, {{"/etc/pam.d/svc", "auth required x.so\n"}, {"/etc/pam.d/other", unfinished}}, "svc", "abort",
        {"auth x.so@svc:1"});
    row("broken include leaves a must-fail", d12,
        {{"/etc/pam.d/svc", "auth include inc\nauth required z.so\n"}, {"/etc/pam.d/inc", unfinished}}, "svc", "success",
        {"auth a.so@inc:1", "auth !inc@svc:1", "auth z.so@svc:2"});
    row("broken substack", d12, {{"/etc/pam.d/svc", "auth substack inc\n"}, {"/etc/pam.d/inc", unfinished}}, "svc", "success",
        {"auth *inc@svc:1", "auth a.so@inc:1 +1", "auth !inc@svc:1"});
    row("broken @include", d12, {{"/etc/pam.d/svc", "@include inc\n"}, {"/etc/pam.d/inc", unfinished}}, "svc", "abort",
        {"auth a.so@inc:1"});
    row("broken @include two deep", d12, {{"/etc/pam.d/svc", "@include one\n"}, {"/etc/pam.d/one", "@include inc\n"}}, "svc", "abort", {});
    row("failed @include in a typed include", d12, {{"/etc/pam.d/svc", "auth include one\n"}, {"/etc/pam.d/one", "@include nope\n"}}, "svc",
        "undefined", {"auth !nope@one:1"});
    const QByteArray full = QByteArray(1022, 'a') + "\\\n";
    row("hang", d12, {{"/etc/pam.d/svc", "auth required a.so\n" + full}}, "svc", "hang", {"auth a.so@svc:1"});
    row("hang in an include", d12, {{"/etc/pam.d/svc", "auth include inc\n"}, {"/etc/pam.d/inc", full}}, "svc", "hang", {});
    row("an abort comes before the hang", d12, {{"/etc/pam.d/svc", "@include nope\n" + full}}, "svc", "abort", {});
    row("no hang since 1.6", d13, {{"/etc/pam.d/svc", full + "x y\n"}}, "svc", "success", {"auth !y@svc:1"});

    // Includes
    const Files including{{"/etc/pam.d/svc", "auth include inc\naccount include inc\nauth required z.so\n"},
                          {"/etc/pam.d/inc", "auth required a.so\n-account required b.so\nsession required c.so\nfrob optional d.so\n"}};
    row("only the type asked for", d12, including, "svc", "success",
        {"auth a.so@inc:1", "auth !d.so@inc:4", "auth z.so@svc:3", "account b.so@inc:2", "account !d.so@inc:4"});
    const Files everything{{"/etc/pam.d/svc", "@include inc\n"}, {"/etc/pam.d/inc", "auth required a.so\nsession required c.so\n"}};
    row("@include takes every type", d12, everything, "svc", "success", {"auth a.so@inc:1", "session c.so@inc:2"});
    row("@include is an illegal type upstream", old, everything, "svc", "success", {"auth !@svc:1"});
    row("@include passes the type on", d12,
        {{"/etc/pam.d/svc", "session include one\n"},
         {"/etc/pam.d/one", "@include inc\n"},
         {"/etc/pam.d/inc", "auth required a.so\nsession required c.so\n"}},
        "svc", "success", {"session c.so@inc:2"});
    row("errors of other types are not seen", d12, {{"/etc/pam.d/svc", "auth include inc\n"}, {"/etc/pam.d/inc", "account required .so\n"}},
        "svc", "success", {});
    row("absolute target", d12, {{"/etc/pam.d/svc", "auth include /opt/inc\n"}, {"/opt/inc", "auth required a.so\n"}}, "svc", "success",
        {"auth a.so@inc:1"});
    row("target with dots", d12, {{"/etc/pam.d/svc", "auth include ../opt/./inc\n"}, {"/etc/opt/inc", "auth required a.so\n"}}, "svc",
        "success", {"auth a.so@inc:1"});
    row("target is a directory", d12, {{"/etc/pam.d/svc", "auth include .\nauth required x.so\n"}}, "svc", "success", {"auth x.so@svc:2"});
    row("a file is no directory", d12,
        {{"/etc/pam.d/svc", "auth include inc/\nauth include inc/../inc\n"}, {"/etc/pam.d/inc", "auth required a.so\n"}}, "svc", "success",
        {"auth !inc/@svc:1", "auth !inc/../inc@svc:2"});
    const Files vendored{{"/etc/pam.d/svc", "auth include inc\n"}, {"/usr/lib/pam.d/inc", "auth required v.so\n"}};
    row("vendor target, Debian looks in /etc only", d13, vendored, "svc", "success", {"auth !inc@svc:1"});
    row("vendor target", sid, vendored, "svc", "success", {"auth v.so@inc:1"});
    row("no /etc/pam.d at all", d13, {{"/usr/lib/pam.d/svc", "auth include svc2\n"}, {"/usr/lib/pam.d/svc2", ""}}, "svc", "success",
        {"auth !svc2@svc:1"});
    row("no target", d12, {{"/etc/pam.d/svc", "auth include # x\n"}}, "svc", "crash", {});
    row("no target for a substack", d12, {{"/etc/pam.d/svc", "auth substack\n"}}, "svc", "crash", {"auth *@svc:1"});
    row("no target", sid, {{"/etc/pam.d/svc", "auth include # x\n"}}, "svc", "success", {"auth !@svc:1"});
    row("illegal type includes for auth", d12, {{"/etc/pam.d/svc", "frob include inc\n"}, {"/etc/pam.d/inc", "auth required a.so\n"}},
        "svc", "success", {"auth a.so@inc:1"});
    row("empty include falls back, a marker does not", d12,
        {{"/etc/pam.d/svc", "auth include e\naccount substack e\n"},
         {"/etc/pam.d/e", ""},
         {"/etc/pam.d/other", "auth required o.so\naccount required o.so\n"}},
        "svc", "success", {"auth o.so@other:1 /other", "account *e@svc:2"});
    row("levels", d12,
        {{"/etc/pam.d/svc", "auth substack a\nauth required z.so\n"},
         {"/etc/pam.d/a", "auth include b\nauth substack b\n"},
         {"/etc/pam.d/b", "auth required b.so\n"}},
        "svc", "success", {"auth *a@svc:1", "auth b.so@b:1 +1", "auth *b@a:2 +1", "auth b.so@b:1 +2", "auth z.so@svc:2"});

    // Malformed lines
    const auto line
        = [&row](const char *name, const QByteArray &profile, const QByteArray &bytes, const char *start, const QByteArrayList &expected) {
              row(name, profile, {{"/etc/pam.d/svc", bytes}}, "svc", start, expected);
          };
    line("illegal type", d12, "frob optional x.so\n", "success", {"auth !x.so@svc:1"});
    line("type only", d12, "account\n", "success", {"account !@svc:1"});
    line("no module", d12, "account required\n", "success", {"account !@svc:1"});
    line("unknown control runs the module", d12, "auth frob x.so\n", "success", {"auth x.so@svc:1"});
    line("open bracket", d12, "auth [success=ok x.so\n", "success", {"auth !@svc:1"});
    line("CR LF", d12, "\r\nauth required x.so\r\n", "success", {"auth !@svc:1", "auth x.so\r@svc:2"});
    for (const char *name : {".so", "[]", "dir/", "?.so", "?", "/a/.b"})
        line(("bad name " + QByteArray(name)).constData(), d12,
             "auth required a.so\nauth required " + QByteArray(name) + "\nauth required z.so\n", "abort",
             {"auth a.so@svc:1", "auth " + (qstrcmp(name, "[]") == 0 ? QByteArray() : QByteArray(name)) + "@svc:2 1st"});
    line("bad name behind an illegal type", d12, "frob required .so\n", "abort", {"auth !.so@svc:1 1st"});
    line("bad substack name", d12, "auth substack .x\n", "abort", {"auth *.x@svc:1 1st"});
    line("an include may be named so", d12, "auth include .x\n", "success", {"auth !.x@svc:1"});
    const Files swallowed{{"/etc/pam.d/svc", "auth include inc\nauth required z.so\n"},
                          {"/etc/pam.d/inc", "auth required a.so\nauth required .so\n"}};
    row("bad name in an include", d12, swallowed, "svc", "undefined", {"auth a.so@inc:1", "auth .so@inc:2 1st"});
    row("bad name in an include", old, swallowed, "svc", "success",
        {"auth a.so@inc:1", "auth .so@inc:2 1st", "auth !inc@svc:1", "auth z.so@svc:2"});

    // pam.conf
    const QByteArray conf
        = "svc auth required x.so\nSVC account include inc\nlogin auth required l.so\nOther session required o.so\nsvc\n[svc] session\n";
    const Files confFiles{{"/etc/pam.conf", conf}, {"/lib/x", ""}};
    row("pam.conf", sid, confFiles, "svc", "success",
        {"auth x.so@pam.conf:1", "auth !@pam.conf:5", "account !inc@pam.conf:2", "session !@pam.conf:6"});
    row("pam.conf, other", sid, confFiles, "nope", "success", {"session o.so@pam.conf:4 /other"});
    row("pam.conf, service other", sid, confFiles, "other", "success", {"session o.so@pam.conf:4"});
    row("pam.conf is not read beside an empty pam.d", d12, {{"/etc/pam.conf", conf}, {"/etc/pam.d/", ""}}, "svc", "abort", {});
    row("pam.conf unfinished", d12, {{"/etc/pam.conf", "login auth \\\n"}}, "svc", "abort", {});
    row("pam.conf missing", d12, {{"/etc/x", ""}}, "svc", "abort", {});
    row("pam.conf including itself reads its services as types", now, {{"/etc/pam.conf", "svc auth include /etc/pam.conf\n"}}, "svc",
        "success", {"auth !include@pam.conf:1"});
}

void TestEffectiveStack::stacks()
{
    QFETCH(QByteArray, profile);
    QFETCH(Files, files);
    QFETCH(QByteArray, service);
    QFETCH(QByteArray, start);
    QFETCH(QByteArrayList, expected);
    const EffectiveStack stack = effectiveStack(treeOf(files), profileNamed(profile), service.toStdString());
    QCOMPARE(chains(stack), expected);
    QCOMPARE(outcome(stack.start), start);
    for (const Entry &entry : stack.chain(Facility::Auth)) {
        QVERIFY(stack.documents.contains(entry.file));
        QVERIFY(entry.node < stack.documents.at(entry.file).nodes().size());
        QVERIFY(std::size_t(entry.frame) < stack.frames.size());
    }
}

void TestEffectiveStack::problems_data()
{
    QTest::addColumn<QByteArray>("svc");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QByteArray>("detail");
    const auto row = [](const char *name, const QByteArray &svc, ProblemKind kind, int line, int column, const char *detail) {
        QTest::newRow(name) << svc << int(kind) << line << column << QByteArray(detail);
    };
    row("illegal type", "# c\n frob required x.so\n", ProblemKind::IllegalType, 2, 2, "frob");
    row("no control", "auth\n", ProblemKind::MissingControl, 1, 1, "auth");
    row("no module", "auth required\n", ProblemKind::MissingModule, 1, 6, "required");
    row("bad control", "auth [x=1] x.so\n", ProblemKind::BadControl, 1, 6, "x=1");
    row("no target", "auth include\n", ProblemKind::IncludeTargetMissing, 1, 1, "");
    row("target not found", "auth include nope\n", ProblemKind::IncludeNotFound, 1, 14, "nope");
    row("broken target", "auth include /etc/pam.d/broken\n", ProblemKind::IncludeFailed, 1, 14, "/etc/pam.d/broken");
    row("cycle", "auth required x.so\nauth include svc\n", ProblemKind::IncludeCycle, 2, 14, "/etc/pam.d/svc");
    row("bad name", "auth required .so\n", ProblemKind::BadModuleName, 1, 15, ".so");
    row("unfinished", "auth required x.so\nauth \\\n", ProblemKind::UnfinishedContinuation, 2, 1, "");
    row("overlong", "#" + QByteArray(1022, 'x') + "auth required x.so\n", ProblemKind::OverlongLine, 1, 1024, "");
    row("NUL", QByteArray("auth required x.so\0a\n", 21), ProblemKind::HiddenBytes, 1, 1, "");
    row("hang", QByteArray(1022, 'x') + "\\\n", ProblemKind::ReaderHangs, 1, 1, "");
}

void TestEffectiveStack::problems()
{
    QFETCH(QByteArray, svc);
    QFETCH(int, kind);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QByteArray, detail);
    const MemoryTree tree = treeOf({{"/etc/pam.d/svc", svc}, {"/etc/pam.d/broken", "auth \\\n"}, {"/etc/pam.d/other", ""}});
    const EffectiveStack stack = effectiveStack(tree, profileNamed("debian-12"), "svc");
    const auto problem
        = std::find_if(stack.problems.begin(), stack.problems.end(), [kind](const Problem &p) { return int(p.kind) == kind; });
    QVERIFY(problem != stack.problems.end());
    QCOMPARE(problem->where, (Place{"/etc/pam.d/svc", std::size_t(line), std::size_t(column)}));
    QCOMPARE(QByteArray::fromStdString(problem->detail), detail);
    QCOMPARE(std::count_if(stack.problems.begin(), stack.problems.end(), [kind](const Problem &p) { return int(p.kind) == kind; }), 1);
}

void TestEffectiveStack::entriesTellWhereTheyStand()
{
    const MemoryTree tree
        = treeOf({{"/etc/pam.d/svc", "# c\n@include inc\n"}, {"/etc/pam.d/inc", "\\\n-auth [success=1 \\\n default=bad] x.so a [b c]\n"}});
    const EffectiveStack stack = effectiveStack(tree, profileNamed("debian-12"), "svc");
    const Entry entry = stack.chain(Facility::Auth).at(0);
    QCOMPARE(entry.file, std::string("/etc/pam.d/inc"));
    QCOMPARE(entry.line, std::size_t(2));
    QCOMPARE(entry.depth, 1);
    QCOMPARE(entry.via, Via::AtInclude);
    QVERIFY(entry.silent);
    QCOMPARE(entry.control, std::string("[success=1   default=bad]"));
    QCOMPARE(entry.actions[0].value, 1);
    QCOMPARE(entry.actions[7].value, int(Action::Bad));
    QCOMPARE(entry.arguments, (std::vector<std::string>{"a", "b c"}));
    QCOMPARE(stack.serviceFile, std::string("/etc/pam.d/svc"));
    QVERIFY(stack.otherFile.empty());
}

void TestEffectiveStack::framesTellHowAFileWasReached()
{
    const MemoryTree tree
        = treeOf({{"/etc/pam.d/svc", "auth substack inc\nauth include nope\n"}, {"/etc/pam.d/inc", ""}, {"/etc/pam.d/other", ""}});
    const EffectiveStack stack = effectiveStack(tree, profileNamed("debian-12"), "svc");
    QCOMPARE(stack.frames.size(), std::size_t(4));
    QCOMPARE(stack.frames[0].via, Via::Service);
    QCOMPARE(stack.frames[1].via, Via::Substack);
    QCOMPARE(stack.frames[1].parent, 0);
    QCOMPARE(stack.frames[1].file, std::string("/etc/pam.d/inc"));
    QCOMPARE(stack.frames[1].directiveFile, std::string("/etc/pam.d/svc"));
    QCOMPARE(stack.frames[1].directiveLine, std::size_t(1));
    QVERIFY(!stack.frames[1].failed);
    QCOMPARE(stack.frames[2].file, std::string("nope"));
    QVERIFY(stack.frames[2].failed);
    QCOMPARE(stack.frames[3].via, Via::Other);
    QCOMPARE(stack.frames[3].parent, -1);
    QCOMPARE(viaName(Via::AtInclude), std::string_view("@include"));
}

void TestEffectiveStack::unreadableServiceFile()
{
    MemoryTree tree = treeOf({{"/usr/lib/pam.d/svc", "auth required v.so\n"}});
    FileContent content;
    content.status.kind = FileKind::Unreadable;
    content.status.detail = "Permission denied";
    tree.set("/etc/pam.d/svc", content);
    const EffectiveStack stack = effectiveStack(tree, profileNamed("debian-12"), "svc");
    QCOMPARE(chains(stack), QByteArrayList{"auth v.so@svc:1"});
    QCOMPARE(stack.serviceFile, std::string("/usr/lib/pam.d/svc"));
    QVERIFY(hasProblem(stack, ProblemKind::IncludeUnreadable));
    QVERIFY(!hasProblem(stack, ProblemKind::IncludeNotFound));
}

void TestEffectiveStack::actionsOfMustFailEntries_data()
{
    QTest::addColumn<QByteArray>("svc");
    QTest::addColumn<int>("permDenied");
    QTest::newRow("illegal type, optional") << QByteArray("frob optional x.so\n") << int(Action::Ignore);
    QTest::newRow("illegal type, requisite") << QByteArray("frob requisite x.so\n") << int(Action::Die);
    QTest::newRow("illegal type, broken list") << QByteArray("frob [default=ok frob] x.so\n") << int(Action::Bad);
    QTest::newRow("no module, sufficient") << QByteArray("auth sufficient\n") << int(Action::Ignore);
    QTest::newRow("type only") << QByteArray("auth\n") << int(Action::Bad);
    QTest::newRow("failed include") << QByteArray("auth include nope\n") << int(Action::Bad);
    QTest::newRow("open bracket") << QByteArray("auth [default=ok x.so\n") << int(Action::Bad);
    QTest::newRow("list, no module") << QByteArray("auth [default=2]\n") << 2;
}

void TestEffectiveStack::actionsOfMustFailEntries()
{
    QFETCH(QByteArray, svc);
    QFETCH(int, permDenied);
    const EffectiveStack stack = effectiveStack(treeOf({{"/etc/pam.d/svc", svc}}), profileNamed("debian-12"), "svc");
    const Entry entry = stack.chain(Facility::Auth).at(0);
    QCOMPARE(entry.kind, EntryKind::MustFail);
    QCOMPARE(entry.actions.at(std::size_t(rc::permDenied)).value, permDenied);
}

void TestEffectiveStack::depthLimits_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<QByteArray>("control");
    QTest::addColumn<int>("nested");
    QTest::addColumn<bool>("reached");
    QTest::newRow("15 includes, new") << QByteArray("debian-13") << QByteArray("include") << 15 << true;
    QTest::newRow("16 includes, new") << QByteArray("debian-13") << QByteArray("include") << 16 << false;
    QTest::newRow("16 substacks, new") << QByteArray("upstream-1.7") << QByteArray("substack") << 16 << false;
    QTest::newRow("15 substacks, old") << QByteArray("debian-12") << QByteArray("substack") << 15 << true;
    QTest::newRow("16 substacks, old") << QByteArray("debian-12") << QByteArray("substack") << 16 << false;
    QTest::newRow("100 includes, old") << QByteArray("debian-12") << QByteArray("include") << 100 << true;
}

void TestEffectiveStack::depthLimits()
{
    QFETCH(QByteArray, profile);
    QFETCH(QByteArray, control);
    QFETCH(int, nested);
    QFETCH(bool, reached);
    MemoryTree tree;
    for (int i = 0; i < nested; ++i)
        tree.setFile("/etc/pam.d/" + (i == 0 ? "svc" : 'f' + std::to_string(i)),
                     "auth " + control.toStdString() + " f" + std::to_string(i + 1) + '\n');
    tree.setFile("/etc/pam.d/f" + std::to_string(nested), "auth required bottom.so\n");
    const EffectiveStack stack = effectiveStack(tree, profileNamed(profile), "svc");
    QCOMPARE(stack.start, StartOutcome::Success);
    const std::vector<Entry> chain = stack.chain(Facility::Auth);
    const bool found = std::any_of(chain.begin(), chain.end(), [](const Entry &entry) { return entry.module == "bottom.so"; });
    QCOMPARE(found, reached);
    QCOMPARE(hasProblem(stack, ProblemKind::IncludeTooDeep), !reached);
}

void TestEffectiveStack::bombs_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<QByteArray>("svc");
    QTest::addColumn<int>("problem");
    QTest::newRow("self-include, old") << QByteArray("debian-12") << QByteArray("auth include svc\n") << int(ProblemKind::IncludeCycle);
    QTest::newRow("self-@include, old") << QByteArray("ubuntu-24.04") << QByteArray("@include svc\n") << int(ProblemKind::IncludeCycle);
    QTest::newRow("cycle of two, old") << QByteArray("upstream-1.5.2") << QByteArray("auth include b\n") << int(ProblemKind::IncludeCycle);
    QTest::newRow("self-include, new") << QByteArray("debian-13") << QByteArray("auth include svc\n") << int(ProblemKind::IncludeTooDeep);
    QTest::newRow("2^15 substacks, old") << QByteArray("debian-12") << QByteArray("auth substack svc\nauth substack svc\n")
                                         << int(ProblemKind::WorkLimit);
    QTest::newRow("2^15 includes, new") << QByteArray("debian-13") << QByteArray("auth include svc\nauth include svc\n")
                                        << int(ProblemKind::WorkLimit);
    QTest::newRow("many rules") << QByteArray("debian-13") << QByteArray("auth required x.so\n").repeated(30000)
                                << int(ProblemKind::WorkLimit);
    QTest::newRow("many rules of another type, often")
        << QByteArray("debian-13") << QByteArray("account required x.so\n").repeated(2000) + QByteArray("auth include svc\n").repeated(3)
        << int(ProblemKind::WorkLimit);
}

void TestEffectiveStack::bombs()
{
    QFETCH(QByteArray, profile);
    QFETCH(QByteArray, svc);
    QFETCH(int, problem);
    const MemoryTree tree = treeOf({{"/etc/pam.d/svc", svc}, {"/etc/pam.d/b", "auth include svc\n"}});
    const EffectiveStack stack = effectiveStack(tree, profileNamed(profile), "svc");
    QVERIFY(hasProblem(stack, ProblemKind(problem)));
    QVERIFY(stack.serviceEntries.size() + stack.otherEntries.size() <= maxEntries);
    QVERIFY(stack.problems.size() < 100);
    QCOMPARE(stack.start, ProblemKind(problem) == ProblemKind::IncludeTooDeep ? StartOutcome::Success : StartOutcome::Undefined);
}

QTEST_APPLESS_MAIN(TestEffectiveStack)
#include "tst_effectivestack.moc"
