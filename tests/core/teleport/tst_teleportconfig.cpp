// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/config.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace pamphlet;
using namespace pamphlet::teleport;

namespace {

constexpr const char *file = "/etc/teleport.yaml";

std::string pamSection(const std::string &lines)
{
    return "ssh_service:\n  pam:\n" + lines;
}

} // namespace

class TestTeleportConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void enabled_data();
    void enabled();
    void usePamAuth_data();
    void usePamAuth();
    void keys_data();
    void keys();
    void serviceName();
    void environment();
    void aliasesAndMergesAreFollowed();
    void everyFileOfTheCorpus_data();
    void everyFileOfTheCorpus();
};

void TestTeleportConfig::enabled_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<int>("state");
    const auto row = [](const char *text, PamSwitch state) { QTest::newRow(text) << std::string(text) << int(state); };
    for (const char *word : {"yes", "YES", "Yeah", "y", "true", "True", "\"true\"", "'yes'", "1", "on", "oN", "yEs"})
        row(word, PamSwitch::On);
    for (const char *word : {"no", "nope", "N", "false", "\"false\"", "0", "off", "OFF"})
        row(word, PamSwitch::Off);
    for (const char *word : {"enabled", "t", "2", "yes please", "\" yes\"", "0x1", "1.0", "t\xc3\xb6g", "\"\\u202eyes\""})
        row(word, PamSwitch::NotAWord);
    for (const char *word : {"", "~", "null", "\"\""})
        row(word, PamSwitch::Absent);
    for (const char *word : {"[yes]", "{a: b}"})
        row(word, PamSwitch::NotAScalar);
}

void TestTeleportConfig::enabled()
{
    QFETCH(std::string, text);
    const auto config = readConfig(pamSection("    enabled: " + text + "\n"), file);
    QVERIFY2(config, config ? "" : config.error().detail.c_str());
    QTEST(int(config->enabled.state), "state");
    QCOMPARE(config->enabled.value.where.line, 3u);
    QVERIFY(config->keys.empty());
}

void TestTeleportConfig::usePamAuth_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("on");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char *text, bool on, bool valid) { QTest::newRow(text) << std::string(text) << on << valid; };
    for (const char *word : {"yes", "true", "True", "on", "ON", "Yes"})
        row(word, true, true);
    for (const char *word : {"no", "false", "off", "", "~"})
        row(word, false, true);
    for (const char *word : {"\"yes\"", "'true'", "1", "0", "yeah", "yEs", "nope", "[true]"})
        row(word, false, false);
}

void TestTeleportConfig::usePamAuth()
{
    QFETCH(std::string, text);
    const auto config = readConfig(pamSection("    use_pam_auth: " + text + "\n"), file);
    QVERIFY(config);
    QTEST(config->usePamAuth.on, "on");
    QTEST(config->usePamAuth.valid, "valid");
}

void TestTeleportConfig::keys_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<QString>("expected"); ///< problem, path, where it belongs or what was meant, line
    const auto row = [](const char *name, std::string text, const char *expected) {
        QTest::newRow(name) << std::move(text) << QString::fromLatin1(expected);
    };
    row("all well", "version: v3\nteleport:\n  nodename: a\nssh_service:\n  enabled: yes\n  pam:\n    enabled: yes\n", "");
    row("the block of the published guides", "teleport:\n   ssh_service:\n      pam:\n         enabled: yes\n",
        "misplaced teleport.ssh_service . 2");
    row("pam at the top", "pam:\n  enabled: yes\n", "misplaced pam ssh_service 1");
    row("pam in another service", "proxy_service:\n  pam:\n    enabled: yes\n", "misplaced proxy_service.pam ssh_service 2");
    row("a key of pam one level too high", "ssh_service:\n  service_name: x\n", "misplaced ssh_service.service_name ssh_service.pam 2");
    row("a hyphen", "ssh_service:\n  pam:\n    use-pam-auth: yes\n", "unknown ssh_service.pam.use-pam-auth use_pam_auth 3");
    row("camel case", "ssh_service:\n  pam:\n    serviceName: x\n", "unknown ssh_service.pam.serviceName service_name 3");
    row("nothing like it", "ssh_service:\n  pam:\n    colour: x\n", "unknown ssh_service.pam.colour  3");
    row("a section misspelled", "ssh_services:\n  pam:\n    enabled: yes\n", "unknown ssh_services ssh_service 1");
    row("twice", "ssh_service:\n  pam:\n    enabled: yes\n    enabled: no\n", "duplicate enabled 3 4");
    row("a section twice", "ssh_service:\n  enabled: yes\nssh_service:\n  enabled: no\n", "duplicate ssh_service 1 3");
    row("a list for a section", "ssh_service:\n  pam: [a]\n", "kind ssh_service.pam  2");
    row("a text for the environment", "ssh_service:\n  pam:\n    environment: a\n", "kind ssh_service.pam.environment  3");
    row("in a mapping in braces", "{ssh_service: {pam: {enabeld: yes}}}\n", "unknown ssh_service.pam.enabeld enabled 1");
}

void TestTeleportConfig::keys()
{
    QFETCH(std::string, text);
    const auto config = readConfig(text, file);
    QVERIFY2(config, config ? "" : config.error().detail.c_str());
    QStringList lines;
    for (const KeyFinding &key : config->keys) {
        QString line;
        const QString path = QString::fromStdString(yaml::pathText(key.path));
        switch (key.problem) {
        case KeyProblem::Misplaced:
            line = QStringLiteral("misplaced %1 %2").arg(path, QString::fromStdString(yaml::pathText(key.belongs)));
            break;
        case KeyProblem::Unknown:
            line = QStringLiteral("unknown %1 %2").arg(path, QString::fromStdString(key.suggestion));
            break;
        case KeyProblem::Duplicate:
            line = QStringLiteral("duplicate %1 %2").arg(path).arg(key.first.line);
            break;
        case KeyProblem::WrongKind:
            line = QStringLiteral("kind %1 ").arg(path);
            break;
        }
        lines << QStringLiteral("%1 %2").arg(line).arg(key.where.line);
    }
    QTEST(lines.join(QLatin1Char('\n')), "expected");
}

void TestTeleportConfig::serviceName()
{
    QCOMPARE(readConfig("ssh_service: {pam: {enabled: yes}}", file)->serviceName, "sshd");
    QCOMPARE(readConfig(pamSection("    service_name: \"\"\n"), file)->serviceName, "sshd");
    QCOMPARE(readConfig(pamSection("    service_name:\n"), file)->serviceName, "sshd");
    const auto config = readConfig(pamSection("    service_name: teleport # here\n"), file);
    QCOMPARE(config->serviceName, "teleport");
    QCOMPARE(config->serviceNameValue.where, (Place{file, 3, 19}));
    QVERIFY(!readConfig("", file)->pamSection);
    QVERIFY(readConfig("ssh_service: {enabled: no}", file)->pamSection == false);
    QVERIFY(!readConfig("ssh_service: {enabled: no}", file)->sshEnabled);
    const auto broken = readConfig("a:\n  b: 1\n c: 2\n", file);
    QVERIFY(!broken);
    QCOMPARE(broken.error().code, ErrorCode::InvalidInput);
    QCOMPARE(broken.error().where, (Place{file, 3, 2}));
    QCOMPARE(readConfig("a: 1\n---\nb: 2\n", file)->documents, 2u);
}

void TestTeleportConfig::environment()
{
    const auto config
        = readConfig(pamSection("    environment:\n      A: \"b c\"\n      MAIL: \"{{external.mail}}\"\n      N: 1\n      L: [a]\n"), file);
    QVERIFY(config);
    QCOMPARE(config->environment.size(), 4u);
    QCOMPARE(config->environment[0].value, "b c");
    QCOMPARE(config->environment[1].value, "{{external.mail}}");
    QCOMPARE(config->environment[1].where, (Place{file, 5, 13}));
    QCOMPARE(config->environment[2].value, "1");
    QVERIFY(!config->environment[3].scalar);
}

void TestTeleportConfig::aliasesAndMergesAreFollowed()
{
    const auto config
        = readConfig("x: &p\n  enabled: yes\n  service_name: a\nssh_service:\n  pam:\n    <<: *p\n    service_name: b\n", file);
    QVERIFY(config);
    QVERIFY(config->enabled.on());
    QCOMPARE(config->serviceName, "b");
    QVERIFY(readConfig("x: &p {enabled: yes}\nssh_service: {pam: *p}\n", file)->enabled.on());
}

void TestTeleportConfig::everyFileOfTheCorpus_data()
{
    QTest::addColumn<QString>("path");
    bool any = false;
    QDirIterator files(QStringLiteral(PAMPHLET_SHARED "/corpus/teleport"), {QStringLiteral("*.yaml")}, QDir::Files);
    while (files.hasNext()) {
        const QString path = files.next();
        QTest::newRow(qPrintable(files.fileName())) << path;
        any = true;
    }
    if (!any)
        QTest::newRow("no corpus") << QString();
}

void TestTeleportConfig::everyFileOfTheCorpus()
{
    QFETCH(QString, path);
    if (path.isEmpty())
        QSKIP("the corpus is not beside the tree");
    QFile input(path);
    QVERIFY(input.open(QIODevice::ReadOnly));
    const std::string bytes = input.readAll().toStdString();
    const auto config = readConfig(bytes, file);
    // skyscrapers: a template with ${PLACES} that somebody else fills.
    const bool broken = path.contains(QStringLiteral("BROKEN")) || path.contains(QStringLiteral("/skyscrapers"));
    if (broken || (!config && path.contains(QStringLiteral("INVALID")))) {
        QVERIFY(!config);
        QVERIFY(config.error().where.line > 0 && config.error().where.column > 0);
        return;
    }
    QVERIFY2(config, config ? "" : config.error().detail.c_str());
    // What grep sees of PAM is what was read.
    const bool section
        = QString::fromStdString(bytes).contains(QRegularExpression(QStringLiteral("^  +pam: *$"), QRegularExpression::MultilineOption));
    QCOMPARE(config->pamSection, section);
    if (section)
        QVERIFY(config->enabled.state == PamSwitch::On || config->enabled.state == PamSwitch::Off);
    QVERIFY(
        std::none_of(config->keys.begin(), config->keys.end(), [](const KeyFinding &key) { return key.problem == KeyProblem::Misplaced; }));
}

QTEST_GUILESS_MAIN(TestTeleportConfig)
#include "tst_teleportconfig.moc"
