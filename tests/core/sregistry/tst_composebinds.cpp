// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/compose.h"
#include "core/sregistry/settingsyaml.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::sregistry;

namespace {

constexpr const char *file = "/r/docker-compose.yml";

Result<Compose> composeOf(const std::string &bytes)
{
    const auto document = yaml::Document::parse(bytes);
    return document ? readCompose(*document, file) : Result<Compose>(fail(document.error()));
}

std::string detail(const Result<std::string> &result)
{
    return result ? std::string() : result.error().detail + " line " + std::to_string(result.error().where.line);
}

} // namespace

class TestComposeBinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void binding_data();
    void binding();
    void refusals_data();
    void refusals();
    void unbindingByHand();
    void reading();
    void plugins_data();
    void plugins();
    void pluginRefusals();
};

void TestComposeBinds::binding_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<std::string>("after");
    const auto row
        = [](const char *name, std::string before, std::string after) { QTest::newRow(name) << std::move(before) << std::move(after); };
    const std::string added = "- /etc/passwd:/etc/passwd:ro  # added by Pamphlet\n";
    const std::string shadow = "- /etc/shadow:/etc/shadow:ro  # added by Pamphlet\n";
    row("version 1, blank at the end of a commented line",
        "uwsgi:\n  volumes:\n    - .:/code\n    # for PAM\n    #- /etc/passwd:/etc/passwd \n    #- /etc/shadow:/etc/shadow\n  links:\n    "
        "- db\n",
        "uwsgi:\n  volumes:\n    - .:/code\n    # for PAM\n    - /etc/passwd:/etc/passwd \n    - /etc/shadow:/etc/shadow\n  links:\n    - "
        "db\n");
    row("below services",
        "services:\n  uwsgi:\n    volumes:\n      - .:/code\n      #- /etc/passwd:/etc/passwd\n      #- /etc/shadow:/etc/shadow\n",
        "services:\n  uwsgi:\n    volumes:\n      - .:/code\n      - /etc/passwd:/etc/passwd\n      - /etc/shadow:/etc/shadow\n");
    row("right below the key", "uwsgi:\n  volumes:\n  #- /etc/passwd:/etc/passwd:ro\n  #- /etc/shadow:/etc/shadow:ro\n  - .:/code\n",
        "uwsgi:\n  volumes:\n  - /etc/passwd:/etc/passwd:ro\n  - /etc/shadow:/etc/shadow:ro\n  - .:/code\n");
    row("between items", "uwsgi:\n  volumes:\n  - a:/a\n  #- /etc/passwd:/etc/passwd:ro\n  #- /etc/shadow:/etc/shadow:ro\n  - .:/code\n",
        "uwsgi:\n  volumes:\n  - a:/a\n  - /etc/passwd:/etc/passwd:ro\n  - /etc/shadow:/etc/shadow:ro\n  - .:/code\n");
    row("only one is commented", "uwsgi:\n  volumes:\n  - a:/a\n  #- /etc/passwd:/etc/passwd:ro\n",
        "uwsgi:\n  volumes:\n  " + added + "  " + shadow + "  - a:/a\n  #- /etc/passwd:/etc/passwd:ro\n");
    row("none is commented", "uwsgi:\n  volumes:\n    - a:/a\n", "uwsgi:\n  volumes:\n    " + added + "    " + shadow + "    - a:/a\n");
    row("one is there", "uwsgi:\n  volumes:\n    - /etc/shadow:/etc/shadow:ro  # added by Pamphlet\n    - a:/a",
        "uwsgi:\n  volumes:\n    " + added + "    - /etc/shadow:/etc/shadow:ro  # added by Pamphlet\n    - a:/a");
    row("commented in a service that is not uwsgi",
        "nginx:\n  volumes:\n    #- /etc/passwd:/etc/passwd\n    - b:/b\nuwsgi:\n  volumes:\n    - a:/a\n",
        "nginx:\n  volumes:\n    #- /etc/passwd:/etc/passwd\n    - b:/b\nuwsgi:\n  volumes:\n    " + added + "    " + shadow
            + "    - a:/a\n");
    row("flow", "uwsgi:\n  volumes: [\"a:/a\"]\n", {});
    row("no volumes", "uwsgi:\n  image: x\nnginx:\n  image: y\n", {});
    row("CR LF", "uwsgi:\r\n  volumes:\r\n    - a:/a\r\n    #- /etc/passwd:/etc/passwd\r\n    #- /etc/shadow:/etc/shadow\r\n",
        "uwsgi:\r\n  volumes:\r\n    - a:/a\r\n    - /etc/passwd:/etc/passwd\r\n    - /etc/shadow:/etc/shadow\r\n");
}

void TestComposeBinds::binding()
{
    QFETCH(std::string, before);
    QFETCH(std::string, after);
    const auto result = addBinds(before, file);
    QVERIFY2(result, detail(result).c_str());
    if (!after.empty())
        QCOMPARE(*result, after);
    const auto compose = composeOf(*result);
    QVERIFY(compose);
    for (const std::string_view path : accountFiles)
        QVERIFY(compose->bindOf(path));
    QCOMPARE(*addBinds(*result, file), *result);
    const auto back = removeBinds(*result, file);
    QVERIFY2(back, detail(back).c_str());
    if (composeOf(before)->binds.empty())
        QCOMPARE(*back, before);
    else
        QVERIFY(composeOf(*back)->binds.empty());
}

void TestComposeBinds::refusals_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<std::size_t>("line");
    const auto row = [](const char *name, std::string text, ErrorCode code, std::size_t line) {
        QTest::newRow(name) << std::move(text) << code << line;
    };
    row("no YAML", "uwsgi:\n  volumes:\n   - a\n  - b\n", ErrorCode::InvalidInput, 4);
    row("a tab", "uwsgi:\n\tvolumes:\n", ErrorCode::InvalidInput, 2);
    row("no uwsgi", "nginx:\n  image: x\n", ErrorCode::NotFound, 1);
    row("no map", "- uwsgi\n", ErrorCode::InvalidInput, 1);
    row("uwsgi is no map", "uwsgi: 1\n", ErrorCode::InvalidInput, 1);
    row("volumes is no list", "uwsgi:\n  volumes: a\n", ErrorCode::InvalidInput, 2);
    row("volumes from an anchor", "x: &v\n  - a:/a\nuwsgi:\n  volumes: *v\n", ErrorCode::EditRefused, 4);
    row("volumes merged in", "x: &v\n  volumes:\n  - a:/a\nuwsgi:\n  <<: *v\n", ErrorCode::EditRefused, 5);
}

void TestComposeBinds::refusals()
{
    QFETCH(std::string, text);
    const auto result = addBinds(text, file);
    QVERIFY(!result);
    QTEST(result.error().code, "code");
    QTEST(result.error().where.line, "line");
}

void TestComposeBinds::unbindingByHand()
{
    QCOMPARE(*removeBinds("uwsgi:\n  volumes:\n    - /etc/passwd:/etc/passwd\n    - a:/a\n    - /etc/shadow:/etc/shadow:ro\n", file),
             "uwsgi:\n  volumes:\n    #- /etc/passwd:/etc/passwd\n    - a:/a\n    #- /etc/shadow:/etc/shadow:ro\n");
    // Comments of items that are there already give the style.
    QCOMPARE(*removeBinds("uwsgi:\n  volumes:\n    - /etc/passwd:/etc/passwd\n    # - /x:/x\n    - a:/a\n", file),
             "uwsgi:\n  volumes:\n    # - /etc/passwd:/etc/passwd\n    # - /x:/x\n    - a:/a\n");
}

void TestComposeBinds::reading()
{
    const auto compose = composeOf("services:\n"
                                   "  uwsgi:\n"
                                   "    build: {context: ., args: [ENABLE_PAM=true]}\n"
                                   "    image: x\n"
                                   "    env_file: ./a\n"
                                   "    environment:\n"
                                   "      SREGISTRY_PLUGINS_ENABLED: \"ldap,google-build\"\n"
                                   "    volumes:\n"
                                   "      - type: bind\n"
                                   "        source: /etc/passwd\n"
                                   "        target: /etc/passwd\n"
                                   "        read_only: yes\n"
                                   "      - /etc/shadow:/etc/passwd:z,ro\n"
                                   "  nginx:\n"
                                   "    volumes_from: [uwsgi, other]\n"
                                   "  worker:\n"
                                   "    volumes_from:\n"
                                   "      - uwsgi:ro\n");
    QVERIFY(compose);
    QVERIFY(compose->builds);
    QCOMPARE(compose->buildArgument->text, "true");
    QCOMPARE(compose->plugins->text, "ldap,google-build");
    QCOMPARE(compose->plugins->where, (Place{file, 7, 34}));
    QCOMPARE(compose->environmentFiles, std::vector<std::string>{"./a"});
    QCOMPARE(compose->binds.size(), 2u);
    QVERIFY(compose->bindOf("/etc/passwd")->readOnly);
    QVERIFY(!compose->bindOf("/etc/shadow"));
    QVERIFY(compose->binds[1].readOnly);
    QCOMPARE(compose->volumesFrom.size(), 2u);
    QVERIFY(!compose->volumesFrom[0].readOnly);
    QVERIFY(compose->volumesFrom[1].readOnly);
}

void TestComposeBinds::plugins_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<std::string>("after");
    QTest::addColumn<bool>("back");
    const auto row = [](const char *name, std::string before, std::string after, bool back = true) {
        QTest::newRow(name) << std::move(before) << std::move(after) << back;
    };
    row("absent", "A: 1\n# end\n", "A: 1\n# end\nPLUGINS_ENABLED:  # added by Pamphlet\n  - pam_auth\n");
    row("absent, no newline at the end", "A: 1", "A: 1\nPLUGINS_ENABLED:  # added by Pamphlet\n  - pam_auth");
    row("comments only", "# none\n", "# none\nPLUGINS_ENABLED:  # added by Pamphlet\n  - pam_auth\n");
    row("CR LF", "A: 1\r\n", "A: 1\r\nPLUGINS_ENABLED:  # added by Pamphlet\r\n  - pam_auth\r\n");
    row("a list", "PLUGINS_ENABLED:\n- globus\nB: 2\n", "PLUGINS_ENABLED:\n- pam_auth  # added by Pamphlet\n- globus\nB: 2\n");
    row("a list in brackets", "PLUGINS_ENABLED: [globus]\n", "PLUGINS_ENABLED: [globus, pam_auth]\n");
    row("an empty list", "PLUGINS_ENABLED: []\n", "PLUGINS_ENABLED:\n  - pam_auth\n");
    row("there already", "PLUGINS_ENABLED: [pam_auth]\n", "PLUGINS_ENABLED: [pam_auth]\n", false);
}

void TestComposeBinds::plugins()
{
    QFETCH(std::string, before);
    QFETCH(bool, back);
    const auto after = addPlugin(before, "pam_auth", file);
    QVERIFY2(after, detail(after).c_str());
    QTEST(*after, "after");
    const auto settings = readSettings(*after, file);
    QVERIFY(settings && settings->contains("pam_auth"));
    const auto removed = removePlugin(*after, "pam_auth", file);
    QVERIFY2(removed, detail(removed).c_str());
    QVERIFY(!readSettings(*removed, file)->contains("pam_auth"));
    if (back)
        QCOMPARE(*removed, before);
}

void TestComposeBinds::pluginRefusals()
{
    const auto scalar = addPlugin("A: 1\nPLUGINS_ENABLED: pam_auth\n", "pam_auth", file);
    QVERIFY(!scalar);
    QCOMPARE(scalar.error().code, ErrorCode::EditRefused);
    QCOMPARE(scalar.error().where, (Place{file, 2, 18}));
    const auto invalid = addPlugin("A: [\n", "pam_auth", file);
    QVERIFY(!invalid);
    QCOMPARE(invalid.error().where.file, file);
    QVERIFY(!addPlugin("- a\n", "pam_auth", file));
    QVERIFY(!addPlugin("X: &p [a]\nPLUGINS_ENABLED: *p\n", "pam_auth", file));
}

QTEST_GUILESS_MAIN(TestComposeBinds)
#include "tst_composebinds.moc"
