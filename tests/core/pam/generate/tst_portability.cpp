// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/generate/portability.h"
#include "core/tree/memorytree.h"

#include <QTest>

#include <set>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

LibpamProfile profile()
{
    return libpamProfile("debian-13").value();
}

std::string said(const std::vector<PortabilityProblem> &problems)
{
    std::string text;
    for (const PortabilityProblem &problem : problems)
        text += (text.empty() ? "" : " ") + std::string(portabilityName(problem.kind)) + '@' + std::to_string(problem.where.line);
    return text;
}

} // namespace

class TestPortability : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("problems");
        const auto row = [](const char *name, const char *text, const char *problems) {
            QTest::newRow(name) << std::string(text) << std::string(problems);
        };
        row("what every system reads", "# comment\nauth\tinclude\t\tsystem-auth\naccount required pam_permit.so\n", "");
        row("all four controls",
            "auth required pam_unix.so\nauth requisite pam_unix.so\nauth sufficient pam_unix.so\nauth optional pam_deny.so\n", "");
        row("a list", "auth required pam_unix.so\nauth [success=1 default=ignore] pam_unix.so\n", "control-list@2");
        row("a list without brackets", "auth success=ok pam_unix.so\n", "control-list@1");
        row("a substack", "auth substack system-auth\n", "substack@1");
        row("@include", "@include common-auth\n", "at-include@1");
        row("a silent type", "-session required pam_unix.so\n", "silent-type@1");
        row("another type", "frob required pam_unix.so\n", "unknown-type@1");
        row("another control", "auth frob pam_unix.so\n", "unknown-control@1");
        row("binding", "auth binding pam_unix.so\n", "binding@1");
        row("words behind an include", "auth include system-auth nullok\n", "include-arguments@1");
        row("pam_stack", "auth required pam_stack.so service=system-auth\n", "pam-stack@1");
        row("a module of Linux", "auth required pam_cap.so\n", "linux-module@1");
        row("a path", "auth required /lib/security/pam_unix.so\n", "module-path@1");
        row("brackets around a word", "auth required pam_unix.so [a b]\n", "brackets@1");
        row("quotes", "auth required pam_unix.so \"a\n", "quotes@1");
        row("a hash in a word", "auth required pam_unix.so a#b\n", "hash@1");
        row("a hash of its own", "auth required pam_unix.so a #b\n", "");
        row("no module", "auth required\n", "missing-field@1");
        row("only a type", "auth\n", "missing-field@1");
        row("a continuation", "auth required \\\n pam_unix.so\nauth substack \\\n x\n", "substack@3");
        row("in the order of the lines", "@include a\nauth substack b\nauth required pam_cap.so\n",
            "at-include@1 substack@2 linux-module@3");
    }

    void lines()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, problems);
        QCOMPARE(said(portabilityProblems("foo", Document::parse(text, profile()))), problems);
    }

    void aNameOutsidePosix()
    {
        const Document empty = Document::parse("", profile());
        QCOMPARE(said(portabilityProblems("foo@bar", empty)), std::string("service-name@0"));
        QCOMPARE(said(portabilityProblems("foo-bar_1.0", empty)), std::string());
    }

    void theColumnIsThatOfTheWord()
    {
        const auto problems = portabilityProblems("foo", Document::parse("auth\trequired\tpam_cap.so\n", profile()));
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems.front().where.column, std::size_t(15));
        QCOMPARE(problems.front().detail, std::string("pam_cap.so"));
    }

    void includesAreFollowed()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/foo", "auth include system\nauth include nowhere\n");
        tree.setFile("/etc/pam.d/system", "auth required pam_unix.so\nauth include other\n-auth required pam_deny.so\n");
        tree.setFile("/etc/pam.d/other", "account include foo\n");
        const auto problems = portabilityProblems(tree, profile(), "foo");
        std::string places;
        for (const PortabilityProblem &problem : problems)
            places
                += std::string(portabilityName(problem.kind)) + '@' + problem.where.file + ':' + std::to_string(problem.where.line) + ' ';
        QCOMPARE(places, std::string("silent-type@/etc/pam.d/system:3 include-cycle@/etc/pam.d/other:1 include-missing@/etc/pam.d/foo:2 "));
    }

    void namesAreDistinct()
    {
        std::set<std::string_view> seen;
        for (int kind = 0; kind <= static_cast<int>(PortabilityKind::ServiceName); ++kind)
            QVERIFY(seen.insert(portabilityName(static_cast<PortabilityKind>(kind))).second);
    }
};

QTEST_APPLESS_MAIN(TestPortability)
#include "tst_portability.moc"
