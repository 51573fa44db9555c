// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/check.h"
#include "core/teleport/provision.h"
#include "core/tree/memorytree.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace pamphlet;
using namespace pamphlet::teleport;

namespace {

MemoryTree debian()
{
    MemoryTree tree;
    FileStatus root;
    root.kind = FileKind::Directory;
    root.mode = 0755;
    tree.addDirectory("/", root);
    tree.setFile("/etc/pam.d/other", "auth required pam_deny.so\naccount required pam_deny.so\nsession required pam_deny.so\n");
    tree.setFile("/etc/pam.d/common-auth", "auth required pam_unix.so\n");
    tree.setFile("/etc/pam.d/common-account", "account required pam_unix.so\n");
    tree.setFile("/etc/pam.d/common-password", "password required pam_unix.so\n");
    tree.setFile("/etc/pam.d/common-session", "session required pam_unix.so\n");
    return tree;
}

pam::LibpamProfile profile(const char *name = "debian-12")
{
    return *pam::libpamProfile(name);
}

MemoryTree applied(MemoryTree tree, const std::vector<ProvisionedFile> &files)
{
    for (const ProvisionedFile &file : files)
        tree.setFile(file.path, file.bytes, file.mode.value_or(0600));
    return tree;
}

const ProvisionedFile *find(const std::vector<ProvisionedFile> &files, const std::string &path)
{
    const auto found = std::find_if(files.begin(), files.end(), [&](const ProvisionedFile &file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

} // namespace

class TestProvision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void configs_data();
    void configs();
    void theServiceFile_data();
    void theServiceFile();
    void whatIsThereIsNotReplaced();
    void refusals_data();
    void refusals();
    void programsAreFound();
    void everyFileOfTheCorpus();
};

void TestProvision::configs_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<std::string>("after");
    const auto row
        = [](const char *name, std::string before, std::string after) { QTest::newRow(name) << std::move(before) << std::move(after); };
    row("nothing", "", "ssh_service:\n  pam:\n    enabled: true\n    service_name: teleport\n");
    row("another section", "teleport:\n  nodename: a # it\n",
        "teleport:\n  nodename: a # it\nssh_service:\n  pam:\n    enabled: true\n    service_name: teleport\n");
    row("no pam", "ssh_service:\n    enabled: yes\n",
        "ssh_service:\n    enabled: yes\n    pam:\n        enabled: true\n        service_name: teleport\n");
    row("off", "ssh_service:\n  pam:\n     enabled: no # later\n     service_name: \"sshd\"\n",
        "ssh_service:\n  pam:\n     enabled: true # later\n     service_name: \"teleport\"\n");
    row("no name", "ssh_service:\n  pam:\n    enabled: yes\n", "ssh_service:\n  pam:\n    enabled: yes\n    service_name: teleport\n");
    row("an empty section", "ssh_service:\n  pam:\n", "ssh_service:\n  pam:\n    enabled: true\n    service_name: teleport\n");
    row("an empty one above", "ssh_service:\n", "ssh_service:\n  pam:\n    enabled: true\n    service_name: teleport\n");
    row("the published block is moved",
        "teleport:\n   nodename: a\n   ssh_service:\n      pam:\n         enabled: yes\n         service_name: \"sshd\"\n",
        "teleport:\n   nodename: a\nssh_service:\n   pam:\n      enabled: yes\n      service_name: \"teleport\"\n");
    row("a key of a version to come", "ssh_service:\n  hyperdrive: yes\n",
        "ssh_service:\n  hyperdrive: yes\n  pam:\n    enabled: true\n    service_name: teleport\n");
    row("done already", "ssh_service:\n  pam:\n    enabled: on\n    service_name: teleport\n",
        "ssh_service:\n  pam:\n    enabled: on\n    service_name: teleport\n");
}

void TestProvision::configs()
{
    QFETCH(std::string, before);
    QFETCH(std::string, after);
    ProvisionRequest request;
    request.configBytes = before;
    const auto files = provision(debian(), profile(), request);
    QVERIFY2(files, files ? "" : files.error().detail.c_str());
    const ProvisionedFile *config = find(*files, "/etc/teleport.yaml");
    QCOMPARE(config ? config->bytes : before, after);
    QCOMPARE(config == nullptr, before == after);
    const ProvisionedFile *script = find(*files, "/etc/pam-exec.d/teleport_acct");
    QVERIFY(script);
    QCOMPARE(*script->mode, 0755u);
    QCOMPARE(*find(*files, "/etc/pam.d/teleport")->mode, 0644u);
    if (config)
        QCOMPARE(config->mode.value_or(0), 0600u); // a new one
    const MemoryTree tree = applied(debian(), *files);
    for (const pam::Finding &finding : check(after, "/etc/teleport.yaml", tree, profile()))
        QVERIFY2(finding.severity != pam::Severity::Error, finding.id.c_str());
    // Once more: nothing is left to do.
    request.configBytes = after;
    QVERIFY(provision(tree, profile(), request)->empty());
}

void TestProvision::theServiceFile_data()
{
    QTest::addColumn<std::string>("libpam");
    QTest::addColumn<bool>("motd");
    QTest::addColumn<bool>("system");
    QTest::addColumn<QString>("rules");
    QTest::newRow("Debian")
        << std::string("debian-12") << true << false
        << "account required pam_exec.so /etc/pam-exec.d/teleport_acct|session optional pam_motd.so motd=/run/motd.dynamic|"
           "session optional pam_motd.so noupdate|session required pam_permit.so";
    QTest::newRow("no motd") << std::string("debian-12") << false << false
                             << "account required pam_exec.so /etc/pam-exec.d/teleport_acct|session required pam_permit.so";
    QTest::newRow("with the system's rules")
        << std::string("debian-12") << false << true
        << "account required pam_exec.so /etc/pam-exec.d/teleport_acct|@include common-account|@include common-session|"
           "session required pam_permit.so";
    QTest::newRow("upstream")
        << std::string("upstream-1.7") << true << true
        << "account required pam_exec.so /etc/pam-exec.d/teleport_acct|account include common-account|session include common-session|"
           "session optional pam_motd.so|session required pam_permit.so";
}

void TestProvision::theServiceFile()
{
    QFETCH(std::string, libpam);
    ProvisionRequest request;
    QFETCH(bool, motd);
    QFETCH(bool, system);
    request.motd = motd;
    request.followSystem = system;
    const auto files = provision(debian(), profile(libpam.c_str()), request);
    QVERIFY2(files, files ? "" : files.error().detail.c_str());
    QStringList rules;
    for (const QString &line : QString::fromStdString(find(*files, "/etc/pam.d/teleport")->bytes).split(QLatin1Char('\n'))) {
        if (!line.isEmpty() && !line.startsWith(QLatin1Char('#')))
            rules << line.simplified();
    }
    QTEST(rules.join(QLatin1Char('|')), "rules");
}

void TestProvision::whatIsThereIsNotReplaced()
{
    for (const char *path : {"/etc/pam.d/teleport", "/etc/pam-exec.d/teleport_acct"}) {
        MemoryTree tree = debian();
        tree.setFile(path, "# mine\n");
        ProvisionRequest request;
        const auto refused = provision(tree, profile(), request);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QCOMPARE(refused.error().where.file, path);
        request.replace = true;
        QVERIFY(provision(tree, profile(), request));
    }
    // Both are named, and what would become of them can be seen.
    MemoryTree both = debian();
    both.setFile("/etc/pam.d/teleport", "# mine\n");
    both.setFile("/etc/pam-exec.d/teleport_acct", "# mine\n");
    const auto plan = planProvision(both, profile(), {});
    QVERIFY(plan);
    QCOMPARE(plan->conflicts, (std::vector<std::string>{"/etc/pam.d/teleport", "/etc/pam-exec.d/teleport_acct"}));
    QCOMPARE(plan->files.size(), 3u);
    QVERIFY(provision(both, profile(), {}).error().detail.find("/etc/pam-exec.d/teleport_acct") != std::string::npos);
    // The right script with the wrong mode is put right.
    const auto files = provision(debian(), profile(), {});
    MemoryTree tree = applied(debian(), *files);
    tree.setFile("/etc/pam-exec.d/teleport_acct", find(*files, "/etc/pam-exec.d/teleport_acct")->bytes, 0644);
    ProvisionRequest request;
    request.configBytes = find(*files, "/etc/teleport.yaml")->bytes;
    const auto again = provision(tree, profile(), request);
    QCOMPARE(again->size(), 1u);
    QCOMPARE(*again->front().mode, 0755u);
}

void TestProvision::refusals_data()
{
    QTest::addColumn<std::string>("config");
    QTest::addColumn<std::string>("service");
    QTest::addColumn<std::string>("script");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<std::size_t>("line");
    const auto row = [](const char *name, std::string config, const char *service, const char *script, ErrorCode code, std::size_t line) {
        QTest::newRow(name) << std::move(config) << std::string(service) << std::string(script) << code << line;
    };
    const char *service = "teleport";
    const char *script = "/etc/pam-exec.d/acct";
    row("no YAML", "a: b: c\n", service, script, ErrorCode::InvalidInput, 1);
    row("a list", "- a\n", service, script, ErrorCode::EditRefused, 1);
    row("an error that stays", "ssh_service:\n  pam:\n    use_pam_auth: \"yes\"\n", service, script, ErrorCode::EditRefused, 3);
    row("a key twice", "ssh_service:\n  pam:\n    enabled: no\n    enabled: no\n", service, script, ErrorCode::EditRefused, 4);
    row("auth that other denies", "ssh_service:\n  pam:\n    use_pam_auth: yes\n", service, script, ErrorCode::EditRefused, 0);
    row("a service with a slash", "", "../teleport", script, ErrorCode::InvalidArgument, 0);
    row("a service in capitals", "", "Teleport", script, ErrorCode::InvalidArgument, 0);
    row("no service", "", "", script, ErrorCode::InvalidArgument, 0);
    row("the service other", "", "other", script, ErrorCode::InvalidArgument, 0);
    row("a relative script", "", service, "acct", ErrorCode::InvalidArgument, 0);
    row("a script upwards", "", service, "/etc/../tmp/x", ErrorCode::InvalidArgument, 0);
    row("a script with a blank", "", service, "/etc/a b", ErrorCode::InvalidArgument, 0);
    row("a script with a newline", "", service, "/etc/a\nsession required pam_deny.so", ErrorCode::InvalidArgument, 0);
    row("a script in /tmp", "", service, "/tmp/acct", ErrorCode::Unsafe, 0);
}

void TestProvision::refusals()
{
    QFETCH(std::string, config);
    ProvisionRequest request;
    request.configBytes = config;
    QFETCH(std::string, service);
    QFETCH(std::string, script);
    request.service = service;
    request.scriptFile = script;
    const auto files = provision(debian(), profile(), request);
    QVERIFY(!files);
    QTEST(files.error().code, "code");
    QTEST(files.error().where.line, "line");
}

void TestProvision::programsAreFound()
{
    MemoryTree tree = debian();
    tree.setFile("/sbin/useradd", "x", 0755);
    tree.setFile("/usr/bin/logger", "x", 0755);
    const auto files = provision(tree, profile(), {});
    const std::string &script = find(*files, "/etc/pam-exec.d/teleport_acct")->bytes;
    QVERIFY(script.find("useradd='/sbin/useradd'\n") != std::string::npos);
    QVERIFY(script.find("logger='/usr/bin/logger'\n") != std::string::npos);
    QVERIFY(script.find("getent='/usr/bin/getent'\n") != std::string::npos);
}

/// Whatever file somebody has: refused with a place, or right, and nothing else in it changed.
void TestProvision::everyFileOfTheCorpus()
{
    int seen = 0;
    QDirIterator inputs(QStringLiteral(PAMPHLET_SHARED "/corpus/teleport"), {QStringLiteral("*.yaml")}, QDir::Files);
    while (inputs.hasNext()) {
        QFile input(inputs.next());
        QVERIFY(input.open(QIODevice::ReadOnly));
        ProvisionRequest request;
        request.configBytes = input.readAll().toStdString();
        const auto files = provision(debian(), profile(), request);
        ++seen;
        if (!files) {
            const bool place = files.error().where.line > 0 || files.error().where.file == "/etc/pam.d/teleport";
            QVERIFY2(place, (input.fileName().toStdString() + ": " + files.error().detail).c_str());
            continue;
        }
        const auto config = readConfig(find(*files, "/etc/teleport.yaml") ? find(*files, "/etc/teleport.yaml")->bytes : request.configBytes,
                                       "/etc/teleport.yaml");
        QVERIFY(config);
        QVERIFY(config->enabled.on());
        QCOMPARE(config->serviceName, "teleport");
        const auto before = readConfig(request.configBytes, "/etc/teleport.yaml");
        QCOMPARE(config->usePamAuth.on, before->usePamAuth.on);
    }
    if (seen == 0)
        QSKIP("the corpus is not beside the tree");
}

QTEST_GUILESS_MAIN(TestProvision)
#include "tst_provision.moc"
