// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the wizard "create local users on login" writes, applied by the real helper and logged in through as Teleport does: the real
// libpam, pam_exec, pam_motd and useradd(8).
#include "core/change/pathpolicy.h"
#include "core/teleport/check.h"
#include "core/teleport/config.h"
#include "core/teleport/provision.h"
#include "core/teleport/sequence.h"
#include "tests/support/helpercalls.h"
#include "tests/support/innamespace.h"
#include "tests/support/testclient.h"
#include "tests/system/fixture.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <pwd.h>
#include <sys/stat.h>

#include <algorithm>

using namespace pamphlet;
using namespace pamphlet::test;

namespace {

const QString busName = QStringLiteral("org.pamphlet.Helper1");
const std::string configFile = "/etc/teleport.yaml";
const std::string scriptFile = "/etc/pam-exec.d/teleport_acct";
const QByteArray config = "# ours\n"
                          "ssh_service:\n"
                          "  enabled: yes\n"
                          "  pam:\n"
                          "    environment:\n"
                          "      TEAM: \"{{external.team}}\"\n";

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

std::shared_ptr<const change::RootDirectory> machine()
{
    auto root = change::RootDirectory::open("/");
    return root ? *root : nullptr;
}

pam::LibpamProfile profile()
{
    return pam::detectLibpam(*machine(), *pam::libpamProfile("debian-12"));
}

/// What getent says of a user: this process' own lookups may be older.
QString passwdLine(const QString &user)
{
    QProcess getent;
    getent.start(QStringLiteral("getent"), {QStringLiteral("passwd"), user});
    return getent.waitForFinished() && getent.exitCode() == 0 ? QString::fromUtf8(getent.readAllStandardOutput()).trimmed() : QString();
}

teleport::ProvisionRequest wizard()
{
    teleport::ProvisionRequest request;
    request.configBytes = contentOf(text(configFile)).toStdString();
    request.script.homeBase = "/run/home"; // of the namespace: /home is the machine's
    return request;
}

} // namespace

class TestTeleportLive : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestClient> m_alice;

    /// The files, written by the helper for alice; empty, or the error.
    QString apply(const std::vector<teleport::ProvisionedFile> &files)
    {
        std::vector<change::FileRewrite> rewrites;
        for (const teleport::ProvisionedFile &file : files)
            rewrites.push_back({file.path, file.bytes, file.mode});
        const auto set = change::changeSetOf(*machine(), rewrites, "create users on login", change::PathPolicy::of(machine()));
        if (!set)
            return text(set.error().detail);
        const QDBusMessage reply = askHelper(connectAs("alice"), QStringLiteral("Apply"), {changeSetArgument(*set)});
        return reply.type() == QDBusMessage::ErrorMessage ? reply.errorMessage() : QString();
    }

    /// As Teleport would make it with the configuration that is installed.
    TestClient::Order login(const QString &user, const QString &service) const
    {
        const auto parsed = teleport::readConfig(contentOf(text(configFile)).toStdString(), configFile);
        teleport::Login who;
        who.teleportUser = "someone@example.com";
        who.login = user.toStdString();
        who.roles = {"dev", "ops"};
        who.traits = {{"team", {"blue"}}};
        TestClient::Order order{service, user};
        order.session = true;
        order.trace = true;
        const auto sequence = parsed ? teleport::loginSequence(*parsed, who) : fail(parsed.error());
        if (sequence) {
            for (const auto &[name, value] : sequence->environment)
                order.environment << text(name + '=' + value);
        }
        order.authenticate = parsed && parsed->usePamAuth.on;
        return order;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(write(text(configFile), config, 0600));
        QVERIFY(write(QStringLiteral("/etc/motd"), "Welcome aboard.\n"));
        QVERIFY(QDir().mkpath(QStringLiteral("/etc/pamphlet/paths.d")));
        QVERIFY(write(QStringLiteral("/etc/pamphlet/paths.d/teleport.conf"),
                      QByteArray::fromStdString("file " + configFile + "\nprogram " + scriptFile + "\n")));
        m_alice = std::make_unique<TestClient>(connectAs("alice"), busName);
    }

    void theWizardsResult()
    {
        const auto files = teleport::provision(*machine(), profile(), wizard());
        QVERIFY2(files, files ? "" : files.error().detail.c_str());
        QCOMPARE(files->size(), std::size_t(3));
        QCOMPARE(apply(*files), QString());
        // The administrator's own text is still there, and nobody got to read what only root could.
        QVERIFY(contentOf(text(configFile)).startsWith("# ours\n"));
        struct stat status = {};
        QCOMPARE(::stat(configFile.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777U, 0600U);
        QCOMPARE(::stat(scriptFile.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777U, 0755U);
        // And it is checked again as it stands.
        for (const pam::Finding &finding : teleport::check(contentOf(text(configFile)).toStdString(), configFile, *machine(), profile()))
            QVERIFY2(finding.severity == pam::Severity::Note, (finding.id + ' ' + finding.where.file).c_str());
    }

    void aUserWhoIsNotThereYet()
    {
        QCOMPARE(passwdLine(QStringLiteral("newcomer")), QString());
        const auto order = login(QStringLiteral("newcomer"), QStringLiteral("teleport"));
        QVERIFY(order.environment.contains(QStringLiteral("TEAM=blue")));
        QVERIFY2(m_alice->run(order), qPrintable(m_alice->error() + m_alice->detail()));
        QCOMPARE(m_alice->finished(), QString());
        QCOMPARE(m_alice->primitives(),
                 (QStringList{QStringLiteral("start 0"), QStringLiteral("acct_mgmt 0"), QStringLiteral("open_session 0"),
                              QStringLiteral("close_session 0")}));
        QVERIFY2(m_alice->messages().join(QLatin1Char('\n')).contains(QStringLiteral("Welcome aboard.")),
                 qPrintable(m_alice->events().join(QLatin1Char('\n'))));
        const QStringList fields = passwdLine(QStringLiteral("newcomer")).split(QLatin1Char(':'));
        QCOMPARE(fields.value(5), QStringLiteral("/run/home/newcomer"));
        QVERIFY2(fields.value(4).contains(QStringLiteral("someone@example.com")), qPrintable(fields.join(QLatin1Char(':'))));
        struct stat home = {};
        QCOMPARE(::stat("/run/home/newcomer", &home), 0);
        QCOMPARE(QString::number(home.st_uid), fields.value(2));
        QVERIFY(S_ISDIR(home.st_mode));
    }

    void theSameUserOnceMore()
    {
        const QString before = passwdLine(QStringLiteral("newcomer"));
        QVERIFY(!before.isEmpty());
        QVERIFY(m_alice->run(login(QStringLiteral("newcomer"), QStringLiteral("teleport"))));
        QCOMPARE(m_alice->primitives().last(), QStringLiteral("close_session 0"));
        QCOMPARE(passwdLine(QStringLiteral("newcomer")), before);
    }

    void aNameThatIsNone()
    {
        QVERIFY(m_alice->run(login(QStringLiteral("new$comer"), QStringLiteral("teleport"))));
        QCOMPARE(m_alice->primitives().size(), 2);
        QVERIFY2(!m_alice->primitives().last().endsWith(QLatin1String(" 0")), qPrintable(m_alice->primitives().last()));
        QCOMPARE(passwdLine(QStringLiteral("new$comer")), QString());
    }

    // A script with the mistakes that are going round: it is flagged, and then seen to do what the findings say.
    void aBrokenScriptIsFlaggedBeforeItRuns()
    {
        QVERIFY(write(text(scriptFile),
                      "#!/bin/sh\n"
                      "id -u \"${TELEPORT_LOGIN}\" &>/dev/null || useradd -m \"${TELEPORT_LOGIN}\" 2> /tmp/pam.error\n"
                      "exit 0\n",
                      0755));
        std::vector<std::string> ids;
        for (const pam::Finding &finding : teleport::check(contentOf(text(configFile)).toStdString(), configFile, *machine(), profile())) {
            if (finding.where.file == scriptFile)
                ids.push_back(finding.id);
        }
        for (const char *id : {"TEL051", "TEL054"})
            QVERIFY2(std::find(ids.begin(), ids.end(), id) != ids.end(), id);
        // dash takes `&>` for `&` and `>`: the user is never made, and the login goes on as if.
        QVERIFY(m_alice->run(login(QStringLiteral("nevermade"), QStringLiteral("teleport"))));
        QCOMPARE(m_alice->primitives().at(1), QStringLiteral("acct_mgmt 0"));
        QCOMPARE(passwdLine(QStringLiteral("nevermade")), QString());
    }

    void whoIsNotAuthorizedTestsNothing()
    {
        TestClient bob(connectAs("bob"), busName);
        QVERIFY(!bob.run(login(QStringLiteral("stranger"), QStringLiteral("teleport"))));
        QCOMPARE(bob.error(), QStringLiteral("AccessDenied"));
        QCOMPARE(passwdLine(QStringLiteral("stranger")), QString());
    }
};

PAMPHLET_NAMESPACE_MAIN(TestTeleportLive)
#include "tst_teleportlive.moc"
