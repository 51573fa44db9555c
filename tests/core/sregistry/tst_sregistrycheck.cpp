// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/check.h"
#include "core/sregistry/enablepam.h"
#include "registrytree.h"
#include "tests/core/findinglines.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <set>

using namespace pamphlet;
using namespace pamphlet::sregistry;

namespace {

constexpr const char *root = "/srv/registry";

MemoryTree registry(const char *era)
{
    return test::treeOf(QStringLiteral(PAMPHLET_TEST_DATA "/sregistry/") + QLatin1String(era), root);
}

MemoryTree enabled(const char *era)
{
    MemoryTree tree = registry(era);
    const auto changes = enablePam(tree, root);
    for (const FileChange &change : *changes)
        tree.setFile(change.path, change.bytes);
    return tree;
}

MemoryTree host(bool nginx)
{
    MemoryTree tree;
    tree.setFile("/etc/passwd",
                 std::string("root:x:0:0::/root:/bin/sh\nnginxx:x:5:5::/:/bin/sh\n") + (nginx ? "nginx:x:101:101::/:/bin/false\n" : ""));
    tree.setFile("/etc/group", std::string("root:x:0:\n") + (nginx ? "nginx:x:101:\n" : ""));
    return tree;
}

} // namespace

class TestSregistryCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findings_data();
    void findings();
    void anEnabledRegistryHasNoErrors_data();
    void anEnabledRegistryHasNoErrors();
    void fixesRepair_data();
    void fixesRepair();
    void theDocumentationHasEveryId();
};

void TestSregistryCheck::findings_data()
{
    QTest::addColumn<QString>("era");
    QTest::addColumn<QString>("file"); ///< replaced or added below the registry's directory; empty: none
    QTest::addColumn<QString>("from"); ///< in the enabled file; empty: the whole file
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("expected"); ///< a line of what is found
    QTest::addColumn<bool>("there");
    const auto row = [](const char *name, const char *era, const char *file, const char *from, const char *to, const char *expected,
                        bool there = true) {
        QTest::newRow(name) << QString::fromLatin1(era) << QString::fromLatin1(file) << QString::fromLatin1(from) << QString::fromUtf8(to)
                            << QString::fromLatin1(expected) << there;
    };
    const char *config = "shub/settings/config.py";
    row("a missing file", "1.1", "Dockerfile", "", "-", "SRG001 /srv/registry/Dockerfile:0");
    row("an old file beside new ones", "2", "shub/settings/config.py", "", "X = 1\n", "SRG002 /srv/registry/shub/settings/config.py:0");
    row("invalid YAML", "2", "docker-compose.yml", "", "a: [", "SRG003 /srv/registry/docker-compose.yml:1");
    row("invalid Python", "1.1", config, "", "PLUGINS_ENABLED = ['a\n", "SRG003 /srv/registry/shub/settings/config.py:1");
    row("an empty settings.yaml", "2", "settings.yaml", "", "# nothing\n", "SRG003 /srv/registry/settings.yaml:1");
    row("a string for a list", "2", "settings.yaml", "", "PLUGINS_ENABLED: pam_auth\n", "SRG003 /srv/registry/settings.yaml:1");
    row("of a list that cannot be read nothing is said", "1.1", config, "", "PLUGINS_ENABLED = [\n",
        "SRG010 /srv/registry/shub/settings/config.py:0 1.1", false);
    row("nor of its binds", "1.1", config, "", "PLUGINS_ENABLED = [\n", "SRG032 /srv/registry/docker-compose.yml:10 /etc/passwd", false);
    row("off", "1.1", config, "", "PLUGINS_ENABLED = []\n", "SRG010 /srv/registry/shub/settings/config.py:0 1.1");
    row("glued names", "1.1", config, "", "PLUGINS_ENABLED = ['google_build'\n'pam_auth']\n",
        "SRG011 /srv/registry/shub/settings/config.py:1 google_buildpam_auth");
    row("a hyphen", "1.1", config, "", "PLUGINS_ENABLED = ['google-build', 'pam_auth']\n",
        "SRG012 /srv/registry/shub/settings/config.py:1 google-build google_build");
    row("a plugin that there is not", "2", "settings.yaml", "- pam_auth", "- pam_auth\n  - pam",
        "SRG012 /srv/registry/settings.yaml:12 pam ");
    row("the list in the code is not asked from 2.1.2 on", "2", "shub/settings.py", "#    'pam_auth',", "'pam_auth',",
        "SRG013 /srv/registry/shub/settings.py:9 settings.yaml");
    row("settings.yaml is not asked before", "2-module", "settings.yaml", "DEBUG: false", "PLUGINS_ENABLED: [pam_auth]",
        "SRG013 /srv/registry/settings.yaml:4 /srv/registry/shub/settings.py");
    row("secrets come too late", "1.1", "shub/settings/secrets.py", "", "PLUGINS_ENABLED = ['globus']\n",
        "SRG014 /srv/registry/shub/settings/secrets.py:1 /srv/registry/shub/settings/config.py");
    row("replaced below", "1.1", config, "", "PLUGINS_ENABLED = ['pam_auth']\nif x:\n    PLUGINS_ENABLED = []\n",
        "SRG015 /srv/registry/shub/settings/config.py:3 1");
    row("the environment is not asked in 1.1", "1.1", "docker-compose.yml",
        "  env_file:", "  environment:\n    SREGISTRY_PLUGINS_ENABLED: pam_auth\n  env_file:",
        "SRG016 /srv/registry/docker-compose.yml:6 /srv/registry/shub/settings/config.py");
    row("nor where settings.yaml has a list", "2", "docker-compose.yml",
        "    links:", "    environment: [\"SREGISTRY_PLUGINS_ENABLED=pam_auth\"]\n    links:",
        "SRG016 /srv/registry/docker-compose.yml:11 /srv/registry/settings.yaml");
    row("a wrong name in the environment", "2", "docker-compose.yml",
        "    links:", "    environment: [\"SREGISTRY_PLUGINS_ENABLED=ldap,google-build\"]\n    links:",
        "SRG012 /srv/registry/docker-compose.yml:11 google-build google_build");
    row("in a file of the environment, with quotes that stay", "1.1", ".minio-env", "", "A=1\nSREGISTRY_PLUGINS_ENABLED=\"pam_auth\"\n",
        "SRG012 /srv/registry/.minio-env:2 \"pam_auth\" ");
    row("a comma trap", "1.1", config, "", "PLUGINS_ENABLED = [\n    #    'google_build'\n    'pam_auth',\n]\n",
        "SRG017 /srv/registry/shub/settings/config.py:2 google_build");
    row("no trap at the end of the list", "1.1", config, "", "PLUGINS_ENABLED = [\n    'pam_auth',\n    #    'saml_auth'\n]\n",
        "SRG017 /srv/registry/shub/settings/config.py:3 saml_auth", false);
    row("image without django-pam", "1.1", "Dockerfile", "ENABLE_PAM=true", "ENABLE_PAM=false",
        "SRG020 /srv/registry/Dockerfile:5 ENABLE_PAM");
    row("True is no command", "1.1", "Dockerfile", "ENABLE_PAM=true", "ENABLE_PAM=True", "SRG021 /srv/registry/Dockerfile:5 True");
    row("above FROM", "1.1", "Dockerfile", "FROM python:3.6", "ARG ENABLE_PAM=true\nFROM python:3.6", "SRG022 /srv/registry/Dockerfile:3");
    row("a ready-made image", "2", "", "", "", "SRG023 /srv/registry/docker-compose.yml:5 example/registry:latest");
    row("a bind is missing", "2", "docker-compose.yml", "      - /etc/shadow:/etc/shadow\n", "",
        "SRG030 /srv/registry/docker-compose.yml:5 /etc/shadow");
    row("a bind can be written", "2", "", "", "", "SRG031 /srv/registry/docker-compose.yml:9 /etc/passwd");
    row("read-only is well", "2", "docker-compose.yml", "/etc/passwd:/etc/passwd", "/etc/passwd:/etc/passwd:ro",
        "SRG031 /srv/registry/docker-compose.yml:9 /etc/passwd", false);
    row("binds without the plugin", "2", "settings.yaml", "- pam_auth", "- globus",
        "SRG032 /srv/registry/docker-compose.yml:9 /etc/passwd");
    row("crossed", "2", "docker-compose.yml", "/etc/shadow:/etc/shadow", "/etc/shadow:/etc/passwd",
        "SRG033 /srv/registry/docker-compose.yml:10 /etc/shadow /etc/passwd");
    row("handed on", "2", "", "", "", "SRG034 /srv/registry/docker-compose.yml:17 nginx");
    row("handed on to the worker too", "2019", "", "", "", "SRG034 /srv/registry/docker-compose.yml:26 worker");
    row("the inode", "2", "", "", "", "SRG035 /srv/registry/docker-compose.yml:9");
    row("the service", "2", "", "", "", "SRG036 /srv/registry/settings.yaml:0 login");
}

void TestSregistryCheck::findings()
{
    QFETCH(QString, era);
    QFETCH(QString, file);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, expected);
    QFETCH(bool, there);
    MemoryTree tree = enabled(era.toLatin1().constData());
    if (!file.isEmpty()) {
        const std::string path = std::string(root) + '/' + file.toStdString();
        std::string bytes = tree.read(path).bytes;
        if (from.isEmpty()) {
            bytes = to.toStdString();
        } else {
            const std::size_t at = bytes.find(from.toStdString());
            QVERIFY2(at != std::string::npos, bytes.c_str());
            bytes.replace(at, from.toStdString().size(), to.toStdString());
        }
        if (to == QStringLiteral("-"))
            tree.remove(path);
        else
            tree.setFile(path, bytes);
    }
    const QString found = test::findingLines(check(tree, root, host(true)));
    // A row may leave the last argument out, where it is prose.
    const QStringList all = found.split(QLatin1Char('\n'));
    const bool is = std::any_of(all.begin(), all.end(),
                                [&](const QString &line) { return (line + QLatin1Char(' ')).startsWith(expected + QLatin1Char(' ')); });
    QVERIFY2(is == there, qPrintable(found));
}

void TestSregistryCheck::anEnabledRegistryHasNoErrors_data()
{
    QTest::addColumn<QString>("era");
    for (const char *era : {"2019", "1.1", "2", "2-module"})
        QTest::newRow(era) << QString::fromLatin1(era);
}

void TestSregistryCheck::anEnabledRegistryHasNoErrors()
{
    QFETCH(QString, era);
    const MemoryTree tree = enabled(era.toLatin1().constData());
    const auto ids = [](const std::vector<pam::Finding> &findings) {
        std::set<std::string> errors;
        for (const pam::Finding &finding : findings) {
            if (finding.severity == pam::Severity::Error)
                errors.insert(finding.id);
        }
        return errors;
    };
    const auto well = check(tree, root, host(true));
    QVERIFY2(ids(well).empty(), qPrintable(test::findingLines(well)));
    const auto without = check(tree, root, host(false));
    QCOMPARE(ids(without), (std::set<std::string>{"SRG040", "SRG041"}));
    for (const pam::Finding &finding : without) {
        if (finding.id == "SRG041")
            QCOMPARE(finding.arguments, std::vector<std::string>{"addgroup --system nginx"});
    }
    QVERIFY(test::findingLines(check(tree, root, MemoryTree())).contains(QStringLiteral("SRG042")));
    const auto off = check(registry(era.toLatin1().constData()), root, host(false));
    QVERIFY2(ids(off).empty(), qPrintable(test::findingLines(off)));
}

void TestSregistryCheck::fixesRepair_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("read-only") << "SRG031"
                               << ""
                               << ""
                               << "";
    QTest::newRow("bind") << "SRG030"
                          << "docker-compose.yml"
                          << "      - /etc/shadow:/etc/shadow\n"
                          << "";
    QTest::newRow("image") << "SRG020"
                           << "Dockerfile"
                           << "ENABLE_PAM=true"
                           << "ENABLE_PAM=false";
}

void TestSregistryCheck::fixesRepair()
{
    QFETCH(QString, id);
    QFETCH(QString, file);
    QFETCH(QString, from);
    QFETCH(QString, to);
    MemoryTree tree = enabled("2");
    if (!file.isEmpty()) {
        const std::string path = std::string(root) + '/' + file.toStdString();
        std::string bytes = tree.read(path).bytes;
        bytes.replace(bytes.find(from.toStdString()), from.toStdString().size(), to.toStdString());
        tree.setFile(path, bytes);
    }
    // Each fix is made against the file as it is, so one at a time.
    for (int round = 0; round < 4; ++round) {
        for (const pam::Finding &finding : check(tree, root, host(true))) {
            if (QString::fromStdString(finding.id) == id) {
                QVERIFY(finding.fix);
                tree.setFile(finding.fix->file, finding.fix->bytes);
                break;
            }
        }
    }
    QVERIFY(!test::findingLines(check(tree, root, host(true))).contains(id));
}

void TestSregistryCheck::theDocumentationHasEveryId()
{
    QFile file(QStringLiteral(PAMPHLET_SOURCE_DIR "/docs/sregistry.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    for (const pam::LintInfo &info : checkCatalogue()) {
        const QString row = QStringLiteral("| %1 | %2 | %3 |")
                                .arg(QString::fromUtf8(info.id.data(), qsizetype(info.id.size())),
                                     QString::fromUtf8(info.name.data(), qsizetype(info.name.size())),
                                     QString::fromStdString(std::string(pam::severityName(info.severity))));
        QVERIFY2(text.contains(row), qPrintable(row));
    }
    QRegularExpression id(QStringLiteral("^\\| (SRG\\d{3}) "), QRegularExpression::MultilineOption);
    std::size_t rows = 0;
    for (auto it = id.globalMatch(text); it.hasNext(); it.next())
        ++rows;
    QCOMPARE(rows, checkCatalogue().size());
}

QTEST_GUILESS_MAIN(TestSregistryCheck)
#include "tst_sregistrycheck.moc"
