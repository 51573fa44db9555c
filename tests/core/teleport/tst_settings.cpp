// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/config.h"
#include "core/teleport/settings.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace pamphlet;
using namespace pamphlet::teleport;

Q_DECLARE_METATYPE(Settings)

namespace {

const std::string file = "/etc/teleport.yaml";
const std::string good = "ssh_service:\n  enabled: yes\n  pam:\n    enabled: yes\n    service_name: teleport\n";
const std::string variables = good + "    environment:\n      A: b # why\n      'C': d\n";
const std::string misplaced = "teleport:\n  nodename: a\n  ssh_service:\n    pam:\n      enabled: yes # here\n      service_name: sshd\n";

Settings enabled(bool on)
{
    Settings settings;
    settings.enabled = on;
    return settings;
}

Settings service(const char *name)
{
    Settings settings;
    settings.serviceName = name;
    return settings;
}

Settings auth(bool on)
{
    Settings settings;
    settings.usePamAuth = on;
    return settings;
}

Settings variable(std::string name, std::string value)
{
    Settings settings;
    settings.environment = {{std::move(name), std::move(value)}};
    return settings;
}

Settings renamed(std::string name, std::string to)
{
    Settings settings;
    settings.renamedEnvironment = {{std::move(name), std::move(to)}};
    return settings;
}

Settings removed(std::vector<std::string> names)
{
    Settings settings;
    settings.removedEnvironment = std::move(names);
    return settings;
}

Settings move()
{
    Settings settings;
    settings.move = true;
    return settings;
}

std::string replaced(std::string text, const std::string &from, const std::string &to)
{
    return text.replace(text.find(from), from.size(), to);
}

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void edits_data();
    void edits();
    void refusals_data();
    void refusals();
    void nothingIsAskedFor();
    void everyFileOfTheCorpus();
};

void TestSettings::edits_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<Settings>("settings");
    QTest::addColumn<std::string>("after");
    const auto row = [](const char *name, std::string before, const Settings &settings, std::string after) {
        QTest::newRow(name) << std::move(before) << settings << std::move(after);
    };
    row("on", "ssh_service:\n  pam:\n    enabled: no # later\n", enabled(true), "ssh_service:\n  pam:\n    enabled: true # later\n");
    row("on by another word stays", "ssh_service:\n  pam:\n    enabled: \"yEs\"\n", enabled(true),
        "ssh_service:\n  pam:\n    enabled: \"yEs\"\n");
    row("off", good, enabled(false), replaced(good, "    enabled: yes", "    enabled: false"));
    row("off by saying nothing stays", "ssh_service:\n  pam:\n    service_name: x\n", enabled(false),
        "ssh_service:\n  pam:\n    service_name: x\n");
    row("on in an empty file", "", enabled(true), "ssh_service:\n  pam:\n    enabled: true\n");
    row("carriage returns stay", "ssh_service:\r\n  pam:\r\n    enabled: no\r\n", enabled(true),
        "ssh_service:\r\n  pam:\r\n    enabled: true\r\n");
    row("a word that is none", "ssh_service:\n  pam:\n    enabled: enable\n", enabled(false), "ssh_service:\n  pam:\n    enabled: false\n");
    row("a name", good, service("other-one"), replaced(good, "service_name: teleport", "service_name: other-one"));
    row("the default name stays", "ssh_service:\n  pam:\n    enabled: no\n", service("sshd"), "ssh_service:\n  pam:\n    enabled: no\n");
    row("auth", good, auth(true), good + "    use_pam_auth: true\n");
    row("a quoted auth is put right", good + "    use_pam_auth: \"yes\"\n", auth(true), good + "    use_pam_auth: true\n");
    row("a variable", good, variable("MAIL", "{{external.mail}}"), good + "    environment:\n      MAIL: \"{{external.mail}}\"\n");
    row("another value", variables, variable("A", "x"), replaced(variables, "A: b", "A: x"));
    row("another name", variables, renamed("A", "LONGER"), replaced(variables, "A: b", "LONGER: b"));
    row("another name in quotes", variables, renamed("C", "D"), replaced(variables, "'C': d", "'D': d"));
    row("the same name", variables, renamed("A", "A"), variables);
    row("one less", variables, removed({"A"}), replaced(variables, "      A: b # why\n", ""));
    row("one that is not there", variables, removed({"X"}), variables);
    row("all gone", variables, removed({"A", "C"}), good + "    environment: {}\n");
    row("moved", misplaced, move(), "teleport:\n  nodename: a\nssh_service:\n  pam:\n    enabled: yes # here\n    service_name: sshd\n");
    row("nothing to move", good, move(), good);
}

void TestSettings::edits()
{
    QFETCH(std::string, before);
    QFETCH(Settings, settings);
    QFETCH(std::string, after);
    const auto bytes = withSettings(before, file, settings);
    QVERIFY2(bytes, bytes ? "" : bytes.error().detail.c_str());
    QCOMPARE(QString::fromStdString(*bytes), QString::fromStdString(after));
}

void TestSettings::refusals_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<Settings>("settings");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<std::size_t>("line");
    const auto row = [](const char *name, std::string before, const Settings &settings, ErrorCode code, std::size_t line) {
        QTest::newRow(name) << std::move(before) << settings << code << line;
    };
    row("no YAML", "a: b: c\n", enabled(true), ErrorCode::InvalidInput, 1);
    row("misplaced, and not to be moved", misplaced, enabled(true), ErrorCode::EditRefused, 3);
    row("a key twice", "ssh_service:\n  pam:\n    enabled: no\n    enabled: no\n", enabled(true), ErrorCode::EditRefused, 4);
    row("a list", "- a\n", enabled(true), ErrorCode::EditRefused, 1);
    row("an alias", "x: &x\n  enabled: no\nssh_service:\n  pam: *x\n", enabled(true), ErrorCode::EditRefused, 4);
    row("a service with a slash", good, service("../x"), ErrorCode::InvalidArgument, 0);
    row("no name of a service", good, service(""), ErrorCode::InvalidArgument, 0);
    row("a variable without a name", good, variable("", "x"), ErrorCode::InvalidArgument, 0);
    row("an equals sign in a name", good, variable("A=B", "x"), ErrorCode::InvalidArgument, 0);
    row("another namespace", good, variable("A", "{{internal.logins}}"), ErrorCode::InvalidArgument, 0);
    row("a template that is none", good, variable("A", "{{external."), ErrorCode::InvalidArgument, 0);
    row("renamed to one that is there", variables, renamed("A", "C"), ErrorCode::EditRefused, 0);
    row("renamed and not there", variables, renamed("X", "Y"), ErrorCode::EditRefused, 0);
    row("renamed to nothing", variables, renamed("A", ""), ErrorCode::InvalidArgument, 0);
    Settings both = variable("A", "1");
    both.removedEnvironment = {"A"};
    row("set and removed", variables, both, ErrorCode::InvalidArgument, 0);
    both = variable("B", "1");
    both.renamedEnvironment = {{"A", "B"}};
    row("renamed and set", variables, both, ErrorCode::InvalidArgument, 0);
    both = renamed("A", "B");
    both.renamedEnvironment.emplace_back("B", "E");
    row("renamed twice", variables, both, ErrorCode::InvalidArgument, 0);
}

void TestSettings::refusals()
{
    QFETCH(std::string, before);
    QFETCH(Settings, settings);
    const auto bytes = withSettings(before, file, settings);
    QVERIFY(!bytes);
    QTEST(bytes.error().code, "code");
    QTEST(bytes.error().where.line, "line");
}

void TestSettings::nothingIsAskedFor()
{
    QVERIFY(Settings().empty());
    QVERIFY(!enabled(false).empty() && !renamed("A", "B").empty() && !move().empty());
    QCOMPARE(withSettings(variables, file, {}).value(), variables);
}

/// Real files: refused, or on, with the name, and back to the old bytes where only a value was another.
void TestSettings::everyFileOfTheCorpus()
{
    int changed = 0;
    QDirIterator inputs(QStringLiteral(PAMPHLET_SHARED "/corpus/teleport"), {QStringLiteral("*.yaml")}, QDir::Files);
    bool seen = false;
    while (inputs.hasNext()) {
        QFile input(inputs.next());
        QVERIFY(input.open(QIODevice::ReadOnly));
        seen = true;
        Settings settings = enabled(true);
        settings.serviceName = "teleport-test";
        settings.move = true;
        const std::string bytes = input.readAll().toStdString();
        const auto after = withSettings(bytes, file, settings);
        if (!after) {
            QVERIFY2(after.error().where.line > 0, (input.fileName().toStdString() + ": " + after.error().detail).c_str());
            continue;
        }
        ++changed;
        const auto config = readConfig(*after, file);
        QVERIFY(config && config->enabled.on() && !misplacedKey(*config));
        QCOMPARE(config->serviceName, std::string("teleport-test"));
    }
    if (!seen)
        QSKIP("the corpus is not beside the tree");
    QVERIFY(changed > 10);
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
