// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/edit/editplan.h"
#include "editsteps.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;
using namespace pamphlet::test;

namespace {

std::string names(const std::vector<EditWarning> &warnings)
{
    std::string text;
    for (const EditWarning &warning : warnings) {
        text += (text.empty() ? "" : " ") + std::string(editWarningName(warning.kind)) + '@';
        text += warning.where.file.substr(warning.where.file.rfind('/') + 1) + ':' + std::to_string(warning.where.line);
        for (const std::string &service : warning.services)
            text += ',' + service;
    }
    return text;
}

} // namespace

/// Hand-made edits: what becomes of the files, and what is said about it.
class TestPlanEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void edits_data();
    void edits();
};

void TestPlanEdit::edits_data()
{
    QTest::addColumn<Texts>("before");
    QTest::addColumn<Step>("step");
    QTest::addColumn<Texts>("after"); // the files that change
    QTest::addColumn<QByteArray>("warnings");
    const auto row = [](const char *name, Texts before, Step step, Texts after, const char *warnings = "") {
        QTest::newRow(name) << std::move(before) << std::move(step) << std::move(after) << QByteArray(warnings);
    };

    row("nothing jumps", {{"sudo", "auth required pam_a.so\n"}}, add("sudo", 0, authX),
        {{"sudo", "auth required pam_a.so\nauth required pam_x.so\n"}});
    row("a jump over the new rule grows", {{"sudo", primary}}, add("sudo", 2, authX),
        {{"sudo",
          "auth [success=2 default=ignore] pam_unix.so nullok\nauth required pam_x.so\nauth requisite pam_deny.so\n"
          "auth required pam_permit.so\n"}},
        "jump-passes-over@sudo:1,sudo");
    row("in front of the jump nothing happens", {{"sudo", primary}}, add("sudo", 1, authX),
        {{"sudo", "auth required pam_x.so\n" + std::string(primary)}});
    row("in front of the landing it is jumped over", {{"sudo", primary}}, add("sudo", 3, authX),
        {{"sudo",
          "auth [success=2 default=ignore] pam_unix.so nullok\nauth requisite pam_deny.so\nauth required pam_x.so\n"
          "auth required pam_permit.so\n"}},
        "jump-passes-over@sudo:1,sudo");
    row("in front of the landing it is landed on, if asked", {{"sudo", primary}}, add("sudo", 3, authX, true),
        {{"sudo",
          "auth [success=1 default=ignore] pam_unix.so nullok\nauth requisite pam_deny.so\nauth required pam_x.so\n"
          "auth required pam_permit.so\n"}});
    row("other types do not count", {{"sudo", primary}}, add("sudo", 2, {"session", "required", "pam_x.so", {}}),
        {{"sudo",
          "auth [success=1 default=ignore] pam_unix.so nullok\nsession required pam_x.so\nauth requisite pam_deny.so\n"
          "auth required pam_permit.so\n"}});
    row("an include of two rules counts two",
        {{"sudo", "auth [success=1 default=ignore] pam_a.so\nauth required pam_b.so\nauth required pam_c.so\n"},
         {"two", "auth required pam_d.so\naccount required pam_e.so\nauth required pam_f.so\n"}},
        add("sudo", 2, {"auth", "include", "two", {}}),
        {{"sudo", "auth [success=3 default=ignore] pam_a.so\nauth include two\nauth required pam_b.so\nauth required pam_c.so\n"}},
        "jump-passes-over@sudo:1,sudo");
    row("a substack of two rules counts one",
        {{"sudo", "auth [success=1 default=ignore] pam_a.so\nauth required pam_b.so\nauth required pam_c.so\n"},
         {"two", "auth required pam_d.so\nauth required pam_f.so\n"}},
        add("sudo", 2, {"auth", "substack", "two", {}}),
        {{"sudo", "auth [success=2 default=ignore] pam_a.so\nauth substack two\nauth required pam_b.so\nauth required pam_c.so\n"}},
        "jump-passes-over@sudo:1,sudo");
    row("a failed substack counts two",
        {{"sudo", "auth [success=1 default=ignore] pam_a.so\nauth required pam_b.so\nauth required pam_c.so\n"}},
        add("sudo", 2, {"auth", "substack", "nowhere", {}}),
        {{"sudo", "auth [success=3 default=ignore] pam_a.so\nauth substack nowhere\nauth required pam_b.so\nauth required pam_c.so\n"}},
        "jump-passes-over@sudo:1,sudo");

    const Texts shared{{"common-auth", "auth [success=2 default=ignore] pam_a.so\nauth required pam_b.so\n"},
                       {"sudo", "@include common-auth\nauth required pam_c.so\nauth required pam_d.so\n"}};
    row("a jump out of an include grows with its includer", shared, add("sudo", 2, authX),
        {{"common-auth", "auth [success=3 default=ignore] pam_a.so\nauth required pam_b.so\n"},
         {"sudo", "@include common-auth\nauth required pam_x.so\nauth required pam_c.so\nauth required pam_d.so\n"}},
        "jump-passes-over@common-auth:1,sudo");
    Texts two = shared;
    two["su"] = "@include common-auth\nauth required pam_e.so\nauth required pam_f.so\n";
    two["login"] = "@include common-auth\nauth required pam_e.so\nauth required pam_f.so\n";
    row("others read the jump, too: they keep it", two, add("sudo", 2, authX),
        {{"sudo", "@include common-auth\nauth required pam_x.so\nauth required pam_c.so\nauth required pam_d.so\n"}},
        "jump-services-differ@common-auth:1,sudo");
    row("a jump in the includer grows with the include",
        {{"part", "auth required pam_a.so\n"},
         {"sudo", "auth [success=1 default=ignore] pam_b.so\nauth include part\nauth required pam_c.so\n"},
         {"su", "auth [auth_err=2 default=ok] pam_b.so\nauth include part\nauth required pam_c.so\nauth required pam_d.so\n"}},
        add("part", 1, authX),
        {{"part", "auth required pam_x.so\nauth required pam_a.so\n"},
         {"sudo", "auth [success=2 default=ignore] pam_b.so\nauth include part\nauth required pam_c.so\n"},
         {"su", "auth [auth_err=3 default=ok] pam_b.so\nauth include part\nauth required pam_c.so\nauth required pam_d.so\n"}},
        "jump-passes-over@su:1,su jump-passes-over@sudo:1,sudo");
    row("a jump in the includer does not see into a substack",
        {{"part", "auth required pam_a.so\n"},
         {"sudo", "auth [success=1 default=ignore] pam_b.so\nauth substack part\nauth required pam_c.so\n"}},
        add("part", 1, authX), {{"part", "auth required pam_x.so\nauth required pam_a.so\n"}}, "jump-passes-over@sudo:1,sudo");

    row("removing shrinks a jump",
        {{"sudo", "auth [success=2 default=ignore] pam_a.so\nauth required pam_b.so\nauth required pam_c.so\nauth required pam_d.so\n"}},
        remove("sudo", 2), {{"sudo", "auth [success=1 default=ignore] pam_a.so\nauth required pam_c.so\nauth required pam_d.so\n"}});
    row("removing the landing goes to the next rule",
        {{"sudo", "auth [success=1 default=ignore] pam_a.so\nauth required pam_b.so\nauth required pam_c.so\nauth required pam_d.so\n"}},
        remove("sudo", 3), {{"sudo", "auth [success=1 default=ignore] pam_a.so\nauth required pam_b.so\nauth required pam_d.so\n"}},
        "jump-target-gone@sudo:1,sudo");
    row("nothing left to jump over", {{"sudo", primary}}, remove("sudo", 2),
        {{"sudo", "auth [success=ignore default=ignore] pam_unix.so nullok\nauth required pam_permit.so\n"}},
        "jump-became-ignore@sudo:1,sudo");
    row("account is not frozen",
        {{"sudo", "account [success=1 default=bad] pam_a.so\naccount required pam_b.so\naccount required pam_c.so\n"}}, remove("sudo", 2),
        {{"sudo", "account [success=ignore default=bad] pam_a.so\naccount required pam_c.so\n"}});
    row("a jump that did not land stays one", {{"sudo", "auth [success=2 default=ignore] pam_a.so\nauth required pam_b.so\n"}},
        add("sudo", 0, authX), {{"sudo", "auth [success=3 default=ignore] pam_a.so\nauth required pam_b.so\nauth required pam_x.so\n"}});
    row("a jump to the end stays one", {{"sudo", "auth [success=1 default=ignore] pam_a.so\nauth required pam_b.so\n"}},
        add("sudo", 0, authX), {{"sudo", "auth [success=2 default=ignore] pam_a.so\nauth required pam_b.so\nauth required pam_x.so\n"}},
        "jump-passes-over@sudo:1,sudo");
    row("a jump to the end of a substack does not mind what follows",
        {{"part", "auth [success=1 default=ignore] pam_a.so\nauth required pam_b.so\n"},
         {"sudo", "auth substack part\nauth required pam_c.so\n"}},
        add("sudo", 2, authX), {{"sudo", "auth substack part\nauth required pam_x.so\nauth required pam_c.so\n"}});

    row("moving over a jump's landing",
        {{"sudo", "auth [success=1 default=ignore] pam_a.so\nauth required pam_b.so\nauth required pam_c.so\nauth required pam_d.so\n"}},
        move("sudo", 2, 4),
        {{"sudo",
          "auth [success=ignore default=ignore] pam_a.so\nauth required pam_c.so\nauth required pam_b.so\nauth required pam_d.so\n"}},
        "jump-became-ignore@sudo:1,sudo");
    row("moving the landing: what followed it is run",
        {{"sudo",
          "account [success=1 default=ignore] pam_a.so\naccount required pam_b.so\naccount required pam_c.so\n"
          "account required pam_d.so\n"}},
        move("sudo", 3, 0),
        {{"sudo",
          "account [success=1 default=ignore] pam_a.so\naccount required pam_b.so\naccount required pam_d.so\n"
          "account required pam_c.so\n"}});
    row("moving a jump before what it jumps to",
        {{"sudo",
          "account required pam_a.so\naccount [success=1 default=ignore] pam_b.so\naccount required pam_c.so\n"
          "account required pam_d.so\n"}},
        move("sudo", 2, 1),
        {{"sudo",
          "account [success=2 default=ignore] pam_b.so\naccount required pam_a.so\naccount required pam_c.so\n"
          "account required pam_d.so\n"}});
    row("moving a jump behind what it jumps to",
        {{"sudo",
          "account [success=1 default=bad] pam_b.so\naccount required pam_c.so\naccount required pam_d.so\n"
          "account required pam_e.so\n"}},
        move("sudo", 1, 4),
        {{"sudo",
          "account required pam_c.so\naccount required pam_d.so\naccount [success=ignore default=bad] pam_b.so\n"
          "account required pam_e.so\n"}},
        "jump-target-behind@sudo:3,sudo");

    row("a replaced rule keeps the numbers that were asked for",
        {{"sudo", "auth [success=1 default=ignore] pam_a.so\nauth required pam_b.so\nauth required pam_c.so\n"}},
        replace("sudo", 1, {"auth", "[success=2 default=die]", "pam_a.so", {}}),
        {{"sudo", "auth [success=2 default=die] pam_a.so\nauth required pam_b.so\nauth required pam_c.so\n"}});
    row("a replaced rule whose jump does not land", {{"sudo", "auth required pam_a.so\nauth required pam_b.so\n"}},
        replace("sudo", 1, {"auth", "[success=2 default=die]", "pam_a.so", {}}),
        {{"sudo", "auth [success=2 default=die] pam_a.so\nauth required pam_b.so\n"}}, "own-jump-misses@sudo:1,sudo");
    row("changed arguments move nothing", {{"sudo", primary}},
        replace("sudo", 1, {"auth", "[success=1 default=ignore]", "pam_unix.so", {}}),
        {{"sudo", "auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_deny.so\nauth required pam_permit.so\n"}});
    row("an include becomes a substack",
        {{"two", "auth required pam_d.so\nauth required pam_e.so\n"},
         {"sudo", "auth [success=2 default=ignore] pam_a.so\nauth include two\nauth required pam_c.so\n"}},
        replace("sudo", 2, {"auth", "substack", "two", {}}),
        {{"sudo", "auth [success=1 default=ignore] pam_a.so\nauth substack two\nauth required pam_c.so\n"}});
    row("a jump into the middle of what becomes a substack",
        {{"two", "auth required pam_d.so\nauth required pam_e.so\n"},
         {"sudo", "auth [success=1 default=ignore] pam_a.so\nauth include two\nauth required pam_c.so\n"}},
        replace("sudo", 2, {"auth", "substack", "two", {}}),
        {{"sudo", "auth [success=ignore default=ignore] pam_a.so\nauth substack two\nauth required pam_c.so\n"}},
        "jump-out-of-reach@sudo:1,sudo jump-became-ignore@sudo:1,sudo");
    row("another type takes the rule out of the way",
        {{"sudo", "auth [success=1 default=ignore] pam_a.so\nauth required pam_b.so\nauth required pam_c.so\n"}},
        replace("sudo", 2, {"account", "required", "pam_b.so", {}}),
        {{"sudo", "auth [success=ignore default=ignore] pam_a.so\naccount required pam_b.so\nauth required pam_c.so\n"}},
        "jump-became-ignore@sudo:1,sudo");

    row("only the digits change",
        {{"sudo", "auth [ success = 1  default=ignore ] pam_a.so # one\nauth required pam_b.so\nauth required pam_c.so\n"}},
        add("sudo", 2, authX),
        {{"sudo",
          "auth [ success = 2  default=ignore ] pam_a.so # one\nauth required pam_x.so\nauth required pam_b.so\nauth required pam_c.so\n"}},
        "jump-passes-over@sudo:1,sudo");
    row("a list over two lines", {{"sudo", "auth [success=1 \\\n   default=1] pam_a.so\nauth required pam_b.so\nauth required pam_c.so\n"}},
        add("sudo", 3, authX),
        {{"sudo", "auth [success=2 \\\n   default=2] pam_a.so\nauth required pam_x.so\nauth required pam_b.so\nauth required pam_c.so\n"}},
        "jump-passes-over@sudo:1,sudo");
    row("a vendor's file is left alone",
        {{"../../usr/lib/pam.d/part", "auth [success=2 default=ignore] pam_a.so\nauth required pam_b.so\n"},
         {"sudo", "auth include /usr/lib/pam.d/part\nauth required pam_c.so\nauth required pam_d.so\n"}},
        add("sudo", 2, authX),
        {{"sudo", "auth include /usr/lib/pam.d/part\nauth required pam_x.so\nauth required pam_c.so\nauth required pam_d.so\n"}},
        "jump-not-writable@part:1,sudo");

    row("the last rule of a type",
        {{"sudo", "auth required pam_a.so\naccount required pam_b.so\n"}, {"other", "auth required pam_deny.so\n"}}, remove("sudo", 1),
        {{"sudo", "account required pam_b.so\n"}}, "falls-back-to-other@sudo:0,sudo");
    row("the last rule of a type, and other has none", {{"sudo", "auth required pam_a.so\naccount required pam_b.so\n"}}, remove("sudo", 1),
        {{"sudo", "account required pam_b.so\n"}}, "facility-empty@sudo:0,sudo");
    row("the first rule of a type", {{"sudo", "account required pam_b.so\n"}, {"other", "auth required pam_deny.so\n"}},
        add("sudo", 1, authX), {{"sudo", "auth required pam_x.so\naccount required pam_b.so\n"}}, "leaves-other@sudo:1,sudo");
    row("other serves all without a file", {{"other", primary}}, add("other", 2, authX),
        {{"other",
          "auth [success=2 default=ignore] pam_unix.so nullok\nauth required pam_x.so\nauth requisite pam_deny.so\n"
          "auth required pam_permit.so\n"}},
        "jump-passes-over@other:1,other");
    row("an @include that fails breaks the service", {{"sudo", "auth required pam_a.so\n"}},
        add("sudo", 1, {"@include", "", "nowhere", {}}), {{"sudo", "@include nowhere\nauth required pam_a.so\n"}},
        "service-broken@sudo:1,sudo");
    row("a bad name takes the rest of an included file with it",
        {{"part", "auth required pam_a.so\nauth required pam_b.so\n"}, {"sudo", "auth include part\nauth required pam_c.so\n"}},
        replace("part", 1, {"auth", "required", ".so", {}}), {{"part", "auth required .so\nauth required pam_b.so\n"}},
        "service-broken@part:1,part rules-gone@part:2,sudo rules-appear@sudo:1,sudo");
}

void TestPlanEdit::edits()
{
    QFETCH(Texts, before);
    QFETCH(Step, step);
    QFETCH(Texts, after);
    QFETCH(QByteArray, warnings);
    // 1.7.0 of Debian: every kind of include, and no undefined behaviour.
    LibpamProfile profile = libpamProfile("debian-13").value();
    MemoryTree tree;
    for (const auto &[name, text] : before)
        tree.setFile(name.starts_with("../..") ? name.substr(5) : "/etc/pam.d/" + name, text);
    const Result<EditOutcome> outcome = planEdit(tree, profile, requestOf(tree, profile, step));
    QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
    Texts changed;
    for (const FileEdit &edit : outcome->files)
        changed[edit.file.substr(edit.file.rfind('/') + 1)] = edit.after.value();
    for (const auto &[name, text] : changed)
        QVERIFY2(after.contains(name), (name + " changed:\n" + text).c_str());
    for (const auto &[name, text] : after)
        QCOMPARE(QByteArray::fromStdString(changed[name]), QByteArray::fromStdString(text));
    QCOMPARE(outcome->files.front().file, "/etc/pam.d/" + step.file);
    QCOMPARE(QByteArray::fromStdString(names(outcome->warnings)), warnings);
}

QTEST_APPLESS_MAIN(TestPlanEdit)
#include "tst_planedit.moc"
