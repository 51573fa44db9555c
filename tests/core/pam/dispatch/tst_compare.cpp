// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/compare.h"
#include "core/tree/memorytree.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

const LibpamProfile &debian()
{
    static const LibpamProfile profile = *libpamProfile("debian-12");
    return profile;
}

using Files = std::map<std::string, std::string>; // of /etc/pam.d

MemoryTree treeOf(const Files &files)
{
    MemoryTree tree;
    tree.addDirectory("/etc/pam.d");
    for (const auto &[name, text] : files)
        tree.setFile("/etc/pam.d/" + name, text);
    return tree;
}

TreeComparison compared(const Files &before, const Files &after)
{
    return compareTrees(treeOf(before), debian(), treeOf(after), debian(), ModuleCatalogue::builtin());
}

/// "sudo auth weaker", one a change.
QStringList told(const TreeComparison &comparison)
{
    QStringList result;
    for (const ServiceChange &service : comparison.services) {
        for (const FacilityChange &change : service.changes)
            result.append(QString::fromStdString(service.service + ' ' + std::string(facilityName(change.facility)) + ' '
                                                 + std::string(changeKindName(change.kind))));
    }
    return result;
}

QStringList modules(const std::vector<Way> &ways)
{
    QStringList result;
    for (const Way &way : ways) {
        QStringList words;
        for (const Condition &need : way.needs)
            words.append(QString::fromStdString(need.rule.module));
        result.append(words.join(u' '));
    }
    return result;
}

const std::string common = "auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_deny.so\nauth required pam_permit.so\n";

} // namespace

Q_DECLARE_METATYPE(Files)

class TestCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data()
    {
        QTest::addColumn<Files>("before");
        QTest::addColumn<Files>("after");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const Files &before, const Files &after, const QStringList &expected) {
            QTest::newRow(name) << before << after << expected;
        };
        const auto sudo = [](const std::string &text) { return Files{{"sudo", text}}; };
        const std::string unix_ = "auth required pam_unix.so\n";

        row("nothing changed", sudo(unix_), sudo(unix_), {});
        row("a comment", sudo(unix_), sudo("# hello\n" + unix_ + "\n"), {});
        row("a fingerprint beside the password", sudo(unix_), sudo("auth sufficient pam_fprintd.so\n" + unix_), {u"sudo auth weaker"_qs});
        row("no fingerprint any more", sudo("auth sufficient pam_fprintd.so\n" + unix_), sudo(unix_), {u"sudo auth stronger"_qs});
        row("a second factor", sudo("auth requisite pam_unix.so\n"), sudo("auth requisite pam_unix.so\nauth required pam_u2f.so\n"),
            {u"sudo auth stronger"_qs});
        row("the second factor is only optional now", sudo("auth requisite pam_unix.so\nauth required pam_u2f.so\n"),
            sudo("auth requisite pam_unix.so\nauth optional pam_u2f.so\n"), {u"sudo auth weaker"_qs});
        row("the second factor may be missing now", sudo("auth requisite pam_unix.so\nauth required pam_google_authenticator.so\n"),
            sudo("auth requisite pam_unix.so\nauth required pam_google_authenticator.so nullok\n"), {u"sudo auth weaker"_qs});
        row("empty passwords are right ones now", sudo(unix_), sudo("auth required pam_unix.so nullok\n"), {u"sudo auth weaker"_qs});
        row("empty passwords are no longer right", sudo("auth required pam_unix.so nullok\n"), sudo(unix_), {u"sudo auth stronger"_qs});
        row("an argument of no weight", sudo(unix_), sudo("auth required pam_unix.so debug\n"), {u"sudo auth different"_qs});
        row("another module", sudo(unix_), sudo("auth required pam_ldap.so\n"), {u"sudo auth different"_qs});
        row("permit in front", sudo(unix_), sudo("auth sufficient pam_permit.so\n" + unix_), {u"sudo auth open_door"_qs});
        row("required becomes optional before permit", sudo("auth required pam_unix.so\nauth required pam_permit.so\n"),
            sudo("auth optional pam_unix.so\nauth required pam_permit.so\n"), {u"sudo auth open_door"_qs});
        row("deny behind", sudo(unix_), sudo(unix_ + "auth required pam_deny.so\n"), {u"sudo auth lockout"_qs});
        row("an include that is gone", {{"sudo", "@include common-auth\n"}, {"common-auth", common}}, sudo("auth include common-auth\n"),
            {u"sudo auth lockout"_qs});
        row("libpam refuses to start", sudo(unix_ + "account required pam_unix.so\n"),
            sudo(unix_ + "account required pam_unix.so\nauth required .so\n"), {u"sudo auth lockout"_qs, u"sudo account lockout"_qs});
        row("libpam starts again", sudo(unix_ + "auth required .so\n"), sudo(unix_), {u"sudo auth weaker"_qs});
        row("open since it starts", sudo("auth required .so\n"), sudo("auth required pam_permit.so\n"), {u"sudo auth open_door"_qs});
        row("a new service", {{"other", "auth required pam_deny.so\n"}}, {{"other", "auth required pam_deny.so\n"}, {"sudo", unix_}},
            {u"sudo auth weaker"_qs});
        row("a service without a file falls to other", {{"other", "auth required pam_deny.so\n"}, {"sudo", unix_}},
            {{"other", "auth required pam_deny.so\n"}}, {u"sudo auth lockout"_qs});
        row("a line moves, and nothing depends on it", sudo("auth [default=ignore] pam_env.so\nauth required pam_unix.so\n"),
            sudo("auth required pam_unix.so\nauth [default=ignore] pam_env.so\n"), {});
        row("an include in place of its lines", sudo(common), {{"sudo", "auth include common-auth\n"}, {"common-auth", common}}, {});
        row("a jump is rewritten as it has to be", sudo(common),
            sudo("auth [success=2 default=ignore] pam_unix.so\nauth [default=ignore] pam_warn.so\nauth requisite pam_deny.so\nauth "
                 "required pam_permit.so\n"),
            {u"sudo auth different"_qs}); // only the new rule
        row("a jump is not rewritten", sudo(common),
            sudo("auth [success=1 default=ignore] pam_unix.so\nauth [default=ignore] pam_warn.so\nauth requisite pam_deny.so\nauth "
                 "required pam_permit.so\n"),
            {u"sudo auth lockout"_qs});
        row("accounts", sudo("account required pam_unix.so\n"), sudo("account required pam_unix.so\naccount required pam_access.so\n"),
            {u"sudo account stronger"_qs});
        row("a session does something more", sudo("session required pam_unix.so\n"),
            sudo("session required pam_unix.so\nsession optional pam_motd.so\n"), {u"sudo session different"_qs});
        row("silent is nothing", sudo("session optional pam_x.so\n"), sudo("-session optional pam_x.so\n"), {});
        row("a hostile name", sudo(unix_), sudo("auth sufficient ../\x1b[31m\xe2\x80\xae.so.so\n" + unix_), {u"sudo auth weaker"_qs});
        // what one unknown module may do is not what a credential check does
        row("an unknown module in place of the password", sudo(unix_), sudo("auth required pam_ourown.so\n"), {u"sudo auth different"_qs});
    }

    void kinds()
    {
        QFETCH(Files, before);
        QFETCH(Files, after);
        QTEST(told(compared(before, after)), "expected");
    }

    void whichWays()
    {
        const TreeComparison comparison = compared({{"sudo", "auth required pam_unix.so\n"}},
                                                   {{"sudo", "auth sufficient pam_fprintd.so\nauth required pam_unix.so\n"}});
        QCOMPARE(comparison.services.size(), std::size_t(1));
        const FacilityChange &change = comparison.services[0].changes.at(0);
        QCOMPARE(modules(change.gained), QStringList{u"pam_fprintd.so"_qs});
        QVERIFY(change.lost.empty());
        QCOMPARE(change.added.size(), std::size_t(1));
        QCOMPARE(change.added[0].line, std::size_t(1));
        QVERIFY(change.removed.empty() && change.arguments.empty());
    }

    void whatStandsInTheWayNow()
    {
        const TreeComparison comparison = compared({{"sudo", "auth requisite pam_unix.so\n"}},
                                                   {{"sudo", "auth requisite pam_unix.so\nauth required pam_u2f.so cue\n"}});
        const FacilityChange &change = comparison.services.at(0).changes.at(0);
        QCOMPARE(modules(change.lost), QStringList{u"pam_unix.so"_qs});
        QVERIFY(change.gained.empty());
    }

    void whichArguments()
    {
        const TreeComparison comparison
            = compared({{"sudo", "auth required pam_unix.so a b c\n"}}, {{"sudo", "auth required pam_unix.so b d c\n"}});
        const FacilityChange &change = comparison.services.at(0).changes.at(0);
        QCOMPARE(change.arguments.size(), std::size_t(1));
        QCOMPARE(change.arguments[0].added, std::vector<std::string>{"d"});
        QCOMPARE(change.arguments[0].removed, std::vector<std::string>{"a"});
    }

    void rulesThatRunNoMore()
    {
        const TreeComparison comparison
            = compared({{"sudo", "session [success=ok default=ignore] pam_permit.so\nsession optional pam_motd.so\n"}},
                       {{"sudo", "session [success=done default=ignore] pam_permit.so\nsession optional pam_motd.so\n"}});
        const FacilityChange &change = comparison.services.at(0).changes.at(0);
        QCOMPARE(change.noLongerRuns.size(), std::size_t(1));
        QCOMPARE(change.noLongerRuns[0].module, std::string("pam_motd.so"));
    }

    void aSharedFileTouchesItsServices()
    {
        const Files before{{"common-auth", common},
                           {"sshd", "@include common-auth\n"},
                           {"sudo", "auth include common-auth\n"},
                           {"cron", "auth required pam_env.so\n"},
                           {"other", "auth required pam_deny.so\n"}};
        Files after = before;
        after["common-auth"] = "auth sufficient pam_fprintd.so\n" + common;
        const TreeComparison comparison = compared(before, after);
        QCOMPARE(told(comparison), (QStringList{u"sshd auth weaker"_qs, u"sudo auth weaker"_qs}));
        QCOMPARE(comparison.files.size(), std::size_t(1));
        QCOMPARE(comparison.files[0].path, std::string("/etc/pam.d/common-auth"));
        QCOMPARE(comparison.files[0].services, (std::vector<std::string>{"sshd", "sudo"}));
        QCOMPARE(comparison.services[0].files, std::vector<std::string>{"/etc/pam.d/common-auth"});
    }

    void otherTouchesThoseWithoutRules()
    {
        const Files before{{"other", "auth required pam_deny.so\naccount required pam_unix.so\n"},
                           {"a", "auth required pam_unix.so\n"},
                           {"b", "auth required pam_unix.so\naccount required pam_permit.so\n"}};
        Files after = before;
        after["other"] = "auth required pam_deny.so\naccount required pam_deny.so\n";
        const TreeComparison comparison = compared(before, after);
        QCOMPARE(told(comparison), (QStringList{u"a account lockout"_qs, u"other account lockout"_qs}));
        QCOMPARE(comparison.files.at(0).services, (std::vector<std::string>{"a", "other"}));
    }

    void presence()
    {
        const Files with{{"other", "auth required pam_deny.so\n"}, {"x", "auth required pam_unix.so\n"}};
        const Files without{{"other", "auth required pam_deny.so\n"}};
        QCOMPARE(compared(without, with).services.at(0).presence, Presence::Added);
        QCOMPARE(compared(with, without).services.at(0).presence, Presence::Removed);
        QCOMPARE(compared(with, without).files.at(0).path, std::string("/etc/pam.d/x"));
    }

    void aModuleThatIsTakenAway()
    {
        MemoryTree before = treeOf({{"sudo", "auth required pam_unix.so\n"}}), after = before;
        before.setFile("/lib/x86_64-linux-gnu/security/pam_unix.so", "");
        before.setFile("/lib/x86_64-linux-gnu/security/pam_deny.so", "");
        after.setFile("/lib/x86_64-linux-gnu/security/pam_deny.so", "");
        const ModuleCatalogue &catalogue = ModuleCatalogue::builtin();
        QCOMPARE(told(compareTrees(before, debian(), after, debian(), catalogue)), QStringList{u"sudo auth lockout"_qs});
        // A tree of configuration alone says nothing of modules.
        QCOMPARE(told(compareTrees(before, debian(), treeOf({{"sudo", "auth required pam_unix.so\n"}}), debian(), catalogue)),
                 QStringList());
    }

    void theOneFileCountsWhereThereAreNoOthers()
    {
        MemoryTree before, after, directory = treeOf({{"other", "auth required pam_deny.so\n"}});
        before.setFile("/etc/pam.conf", "sudo auth required pam_unix.so\n");
        after.setFile("/etc/pam.conf", "sudo auth required pam_deny.so\n");
        const ModuleCatalogue &catalogue = ModuleCatalogue::builtin();
        QCOMPARE(compareTrees(before, debian(), after, debian(), catalogue).files.at(0).path, std::string("/etc/pam.conf"));
        MemoryTree changed = directory;
        changed.setFile("/etc/pam.conf", "sudo auth required pam_unix.so\n");
        QVERIFY(compareTrees(directory, debian(), changed, debian(), catalogue).files.empty());
    }

    void otherLibpamsMakeADifference()
    {
        const Files files{{"sudo", "@include part\n"}, {"part", "auth required pam_unix.so\n"}};
        const TreeComparison comparison
            = compareTrees(treeOf(files), debian(), treeOf(files), *libpamProfile("upstream-1.7"), ModuleCatalogue::builtin());
        QCOMPARE(told(comparison), QStringList{u"sudo auth lockout"_qs});
        QVERIFY(comparison.files.empty());
    }
};

QTEST_APPLESS_MAIN(TestCompare)
#include "tst_compare.moc"
