// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/effectivestack.h"
#include "core/tree/memorytree.h"
#include "ui/text/text.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::ui;

namespace {

/// The first entry that libpam makes of a line.
pam::Entry entryOf(const std::string &line)
{
    MemoryTree tree;
    tree.setFile("/etc/pam.d/x", line + "\n");
    tree.setFile("/etc/pam.d/inner", "auth sufficient pam_unix.so\n");
    const pam::EffectiveStack stack = pam::effectiveStack(tree, pam::libpamProfile("debian-12").value(), "x");
    return stack.serviceEntries.empty() ? pam::Entry() : stack.serviceEntries.front();
}

} // namespace

class TestRuleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void controls_data()
    {
        QTest::addColumn<std::string>("line");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *line, const char16_t *words) {
            QTest::newRow(name) << std::string(line) << QString::fromUtf16(words);
        };
        row("required", "auth required pam_x.so", u"required");
        row("in capitals", "auth REQUISITE pam_x.so", u"requisite");
        row("in brackets", "auth [sufficient] pam_x.so", u"sufficient");
        row("Debian's jump", "auth [success=1 default=ignore] pam_unix.so", u"success → skip 1");
        row("jump, else die", "auth [success=2 default=die] pam_x.so", u"success → skip 2; else die");
        row("required, spelled out", "auth [success=ok new_authtok_reqd=ok ignore=ignore default=bad] pam_x.so",
            u"success, new_authtok_reqd → ok; ignore → ignore; else bad");
        row("two kinds", "auth [user_unknown=ignore success=ok default=bad] pam_x.so", u"success → ok; user_unknown → ignore; else bad");
        row("all alike", "auth [default=1] pam_x.so", u"always skip 1");
        row("all ignored", "auth [default=ignore] pam_x.so", u"always ignore");
        row("all bad is shown as written", "auth [default=bad] pam_x.so", u"[default=bad]");
        row("not understood is shown as written", "auth frob pam_x.so", u"frob");
        row("control characters", "auth \x1b[2J pam_x.so", u"\\x1B[2J");
        row("substack", "auth substack inner", u"substack");
    }

    void controls()
    {
        QFETCH(std::string, line);
        QFETCH(QString, words);
        QCOMPARE(text::controlWords(entryOf(line)), words);
    }

    void sentences_data()
    {
        QTest::addColumn<std::string>("line");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *line, const char16_t *says) {
            QTest::newRow(name) << std::string(line) << QString::fromUtf16(says);
        };
        row("password with a jump", "auth [success=1 default=ignore] pam_unix.so nullok",
            u"Asks for the Unix password. If it succeeds, jumps over the next rule.");
        row("deny at once", "auth requisite pam_deny.so", u"Always refuses, at once.");
        row("deny", "auth required pam_deny.so", u"Always refuses.");
        row("deny ignored", "auth optional pam_deny.so", u"Always refuses, but that is ignored here.");
        row("permit", "auth required pam_permit.so", u"Always succeeds; makes the result definite.");
        row("permit ends", "account sufficient pam_permit.so", u"Always succeeds: the rest is skipped.");
        row("permit jumps", "session [default=1] pam_permit.so", u"Always jumps over the next rule.");
        row("optional", "auth optional pam_cap.so", u"Sets the user's capabilities. A failure does not matter here.");
        row("sufficient", "auth sufficient pam_fprintd.so max-tries=1",
            u"Asks for a fingerprint. If it succeeds, that is enough: the rest is skipped.");
        row("required", "session required pam_limits.so", u"Sets resource limits (limits.conf). It has to succeed.");
        row("requisite", "account requisite pam_nologin.so",
            u"Refuses ordinary users while a nologin file exists. It has to succeed, or nothing more runs here.");
        row("long jump", "auth [success=3 default=ignore] pam_sss.so",
            u"Asks for the password of a directory user (SSSD). If it succeeds, jumps over the next 3 rules.");
        row("unknown module", "auth required pam_mine.so", u"Asks the module pam_mine.so. It has to succeed.");
        row("a known name at another place is not the known module", "auth required /opt/pam_unix.so",
            u"Asks the module /opt/pam_unix.so. It has to succeed.");
        row("a module in a facility that it does not serve", "password required pam_motd.so",
            u"Asks the module pam_motd.so. It has to succeed.");
        row("control not understood", "auth frob pam_unix.so", u"Asks for the Unix password. Whatever it answers counts as a failure.");
        row("no module", "auth required", u"libpam cannot use this line and counts it as a failure.");
        row("no module, ignored", "auth optional", u"libpam cannot use this line and passes over it.");
        row("substack", "auth substack inner", u"Runs the rules of “inner” as a stack of their own.");
        row("hostile name", "auth required pam_\x1b[2J.so", u"Asks the module pam_\\x1B[2J.so. It has to succeed.");
    }

    void sentences()
    {
        QFETCH(std::string, line);
        QFETCH(QString, says);
        QCOMPARE(text::ruleSentence(entryOf(line)), says);
    }
};

QTEST_APPLESS_MAIN(TestRuleText)
#include "tst_ruletext.moc"
