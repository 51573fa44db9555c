// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/servicelookup.h"
#include "linttree.h"

#include <QDir>
#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

QString corpus()
{
    return QStringLiteral(PAMPHLET_SHARED "/corpus/pam.d");
}

/// The trees say nothing of their libpam; their names do.
LibpamProfile profileOf(const QString &tree)
{
    static const QStringList debians{QStringLiteral("debian"), QStringLiteral("ubuntu"), QStringLiteral("parrot")};
    for (const QString &name : debians) {
        if (tree.startsWith(name))
            return libpamProfile("debian-12").value();
    }
    return libpamProfile("upstream-1.6").value();
}

} // namespace

/// Real configurations: a finding that is not one costs more trust than one that is missed.
class TestLintCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!QDir(corpus()).exists())
            QSKIP("the corpus of real configurations is not beside the tree");
    }

    void completeTrees_data()
    {
        QTest::addColumn<QStringList>("findings");
        const auto row = [](const char *tree, const QStringList &findings = {}) { QTest::newRow(tree) << findings; };
        row("debian-12");
        row("debian-hashbang-shell-etc");
        row("debian-ldap-matthijskooijman-Tika");
        row("ubuntu-catb0t-etckeeper");
        row("ubuntu-AnrDaemon-samba4-ads");
        row("parrot-ashang-etcfiles");
        // An argument that pam_namespace(8) dropped when it turned its meaning around.
        row("centos6-cutyremon-etckeeper",
            {QStringLiteral("PAM078 /etc/pam.d/newrole:5:50 [no_unmount_on_close|pam_namespace.so|] {newrole}")});
        row("fedora-coreos-vrutkovs-sno-etc");
        row("fedora-authselect-rendered-sssd-faillock-mkhomedir-fingerprint");
        // Rendered with "smartcard required": passwords are refused on purpose, and sshd asks through the same file.
        row("fedora-authselect-rendered-sssd-smartcard-u2f-gssapi",
            {QStringLiteral("PAM033 /etc/pam.d/password-auth:8:1 [auth|pam_deny.so|denies] {remote|sshd}")});
        row("fedora-authselect-rendered-winbind-krb5");
        // Tools that only root may run, and a display manager's login without a password.
        row("opensuse-anthon-os-historical",
            {QStringLiteral("PAM083 /etc/pam.d/shadow:3:1 [pam_permit.so] {shadow}"),
             QStringLiteral("PAM083 /etc/pam.d/useradd:3:1 [pam_permit.so] {useradd}"),
             QStringLiteral("PAM083 /etc/pam.d/xdm-np:2:1 [pam_permit.so] {xdm-np}")});
        // A screen locker that its user wrote: `sufficient` before the include that restricts.
        row("arch-kastik-etc",
            {QStringLiteral("PAM066 /etc/pam.d/hyprlock:7:24 [debug|include] {hyprlock}"),
             QStringLiteral("PAM086 /etc/pam.d/login:3:1 [pam_nologin.so|pam_unix.so|auth] {hyprlock}"),
             QStringLiteral("PAM086 /etc/pam.d/system-login:3:1 [pam_shells.so|pam_unix.so|auth] {hyprlock}"),
             QStringLiteral("PAM086 /etc/pam.d/system-login:4:1 [pam_nologin.so|pam_unix.so|auth] {hyprlock}")});
        // It takes authentication from a file that locks, and has no account rule that would ever unlock.
        row("gentoo-correabuscar-etc", {QStringLiteral("PAM088 /etc/pam.d/system-auth:11:1 [authsucc] {xfce4-screensaver}")});
        // `[default=die]` in the line before: pam_faillock never learns of a success.
        row("alpine-aports", {QStringLiteral("PAM030 /etc/pam.d/system-login:8:1 [pam_faillock.so|auth|rule] {system-login}")});
        row("freebsd-l2dy-lana-etc");
        // It means to let unknown users through to the rules of others, and ends with their failure.
        row("esxi-ljvblfz",
            {QStringLiteral("PAM063 /etc/pam.d/system-auth-tally:21:11 [user_unknown|done] "
                            "{hostd-cgi|login|openwsman|sfcb|sshd|system-auth|system-auth-tally|vmtoolsd|vmware-authd}")});
        row("coreos-baselayout");
        row("musaux-luckboy");
        row("ibm-imm-haoye2023");
        row("redhat-PADL-pam_ldap",
            {QStringLiteral("PAM086 /etc/pam.d/xdm:5:1 [/lib/security/pam_nologin.so|/lib/security/pam_ldap.so|auth] {xdm}"),
             QStringLiteral("PAM073 /etc/pam.d/xdm:11:25 [/lib/security/pam_ldap] {xdm}")});
        row("teleport-build-assets");
        row("void-pambase");
        row("arch-pambase");
        row("blueberry-zsigisti", {QStringLiteral("PAM096 /etc/pam.d/system-auth:18:1 [su] {su}")});
        row("koompi-enterprise-ad-client");
    }

    void completeTrees()
    {
        QFETCH(QStringList, findings);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        const MemoryTree tree = test::treeOfCorpus(corpus() + QLatin1Char('/') + name);
        QVERIFY(!tree.paths().empty());
        std::vector<Finding> actual = check(tree, profileOf(name));
        // OpenPAM's modules have the names of Linux-PAM's, and take other arguments.
        const bool openPam = name.startsWith(QStringLiteral("freebsd"));
        std::erase_if(actual, [openPam](const Finding &finding) {
            return finding.severity == Severity::Note || (openPam && finding.id == "PAM078");
        });
        QVERIFY2(test::described(actual) == findings, qPrintable(test::described(actual).join(QLatin1Char('\n'))));
    }

    /// Notes may well be of stock files, but each has to be one that somebody expects there.
    void notesOfADistribution()
    {
        const MemoryTree tree = test::treeOfCorpus(corpus() + QStringLiteral("/debian-12"));
        QSet<QString> ids;
        for (const Finding &finding : check(tree, profileOf(QStringLiteral("debian-12"))))
            ids.insert(QString::fromStdString(finding.id));
        // nullok; pam_lastlog, which later versions have not; runuser-l, which takes accounts from other, and su-l passwords.
        QCOMPARE(ids,
                 (QSet<QString>{QStringLiteral("PAM031"), QStringLiteral("PAM068"), QStringLiteral("PAM071"), QStringLiteral("PAM108")}));
    }

    void windowsLineEndsAreRepaired()
    {
        MemoryTree tree = test::treeOfCorpus(corpus() + QStringLiteral("/derived-crlf"));
        const LibpamProfile profile = libpamProfile("upstream-1.6").value();
        const std::vector<Finding> before = check(tree, profile);
        QVERIFY(!before.empty());
        for (const Finding &finding : before) {
            QCOMPARE(finding.id, std::string("PAM019"));
            QVERIFY(finding.fix);
            tree.setFile(finding.fix->file, finding.fix->bytes);
        }
        std::vector<Finding> after = check(tree, profile);
        std::erase_if(after, [](const Finding &finding) { return finding.severity == Severity::Note; });
        QCOMPARE(test::described(after), QStringList());
    }

    /// Fragments, other syntaxes, broken files: no claim on what is found, but it ends, and every place exists.
    void everyTreeUnderEveryLibpam()
    {
        for (const QString &name : QDir(corpus()).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const MemoryTree tree = test::treeOfCorpus(corpus() + QLatin1Char('/') + name);
            for (const LibpamProfile &profile : libpamProfiles()) {
                for (const Finding &finding : check(tree, profile)) {
                    QVERIFY(!finding.services.empty());
                    const std::string bytes = tree.read(finding.where.file).bytes;
                    const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
                    QVERIFY2(finding.where.line <= lines, qPrintable(test::described(finding)));
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestLintCorpus)
#include "tst_lintcorpus.moc"
