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
        // Its sessions are opened with it, no one logs in through it: systemd's own file of that time.
        row("debian-hashbang-shell-etc", {QStringLiteral("PAM034 /etc/pam.d/systemd-user:10:1 [auth] {systemd-user}")});
        row("debian-ldap-matthijskooijman-Tika");
        row("ubuntu-catb0t-etckeeper");
        row("ubuntu-AnrDaemon-samba4-ads");
        row("parrot-ashang-etcfiles");
        row("centos6-cutyremon-etckeeper");
        row("fedora-coreos-vrutkovs-sno-etc");
        row("fedora-authselect-rendered-sssd-faillock-mkhomedir-fingerprint");
        // Rendered with "smartcard required": passwords are refused on purpose, and sshd asks through the same file.
        row("fedora-authselect-rendered-sssd-smartcard-u2f-gssapi",
            {QStringLiteral("PAM033 /etc/pam.d/password-auth:8:1 [auth|pam_deny.so|denies] {remote|sshd}")});
        row("fedora-authselect-rendered-winbind-krb5");
        row("opensuse-anthon-os-historical", {QStringLiteral("PAM034 /etc/pam.d/shadow:7:1 [session] {shadow}")});
        row("arch-kastik-etc");
        row("gentoo-correabuscar-etc");
        // `[default=die]` in the line before: pam_faillock never learns of a success.
        row("alpine-aports", {QStringLiteral("PAM030 /etc/pam.d/system-login:8:1 [pam_faillock.so|auth|rule] {system-login}")});
        row("freebsd-l2dy-lana-etc");
        row("esxi-ljvblfz");
        row("coreos-baselayout");
        row("musaux-luckboy");
        row("ibm-imm-haoye2023");
        row("redhat-PADL-pam_ldap");
        row("teleport-build-assets");
        row("void-pambase");
        row("arch-pambase");
        row("blueberry-zsigisti");
        row("koompi-enterprise-ad-client");
    }

    void completeTrees()
    {
        QFETCH(QStringList, findings);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        const MemoryTree tree = test::treeOfCorpus(corpus() + QLatin1Char('/') + name);
        QVERIFY(!tree.paths().empty());
        QCOMPARE(test::described(check(tree, profileOf(name))), findings);
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
        QCOMPARE(test::described(check(tree, profile)), QStringList());
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
