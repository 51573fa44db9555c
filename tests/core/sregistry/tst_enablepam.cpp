// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/compose.h"
#include "core/sregistry/dockerfile.h"
#include "core/sregistry/enablepam.h"
#include "core/sregistry/era.h"
#include "core/sregistry/pythonlist.h"
#include "core/sregistry/settingsyaml.h"
#include "registrytree.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::sregistry;

namespace {

constexpr const char *root = "/srv/registry";

std::string place(const Error &error)
{
    return error.where.file + ':' + std::to_string(error.where.line) + ':' + std::to_string(error.where.column) + ": " + error.detail;
}

MemoryTree changed(MemoryTree tree, const std::vector<FileChange> &changes)
{
    for (const FileChange &change : changes)
        tree.setFile(change.path, change.bytes);
    return tree;
}

} // namespace

class TestEnablePam : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void enableThenDisable_data();
    void enableThenDisable();
    void eras_data();
    void eras();
    void changesWhatTheEraNeeds_data();
    void changesWhatTheEraNeeds();
    void refusals_data();
    void refusals();
    void everyCutOfTheFilesIsSafe();
};

void TestEnablePam::enableThenDisable_data()
{
    QTest::addColumn<QString>("directory");
    for (const char *era : {"2019", "1.1", "2", "2-module"})
        QTest::newRow(era) << QStringLiteral(PAMPHLET_TEST_DATA "/sregistry/") + QLatin1String(era);
    for (const char *era : {"2019", "v1", "v2"})
        QTest::addRow("upstream %s", era) << QStringLiteral(PAMPHLET_SHARED "/corpus/sregistry/") + QLatin1String(era);
}

void TestEnablePam::enableThenDisable()
{
    QFETCH(QString, directory);
    if (!QDir(directory).exists())
        QSKIP("the corpus is not beside the tree");
    const MemoryTree before = test::treeOf(directory, root);
    const auto enabled = enablePam(before, root);
    QVERIFY2(enabled, enabled ? "" : place(enabled.error()).c_str());
    QVERIFY(enabled->size() >= 3);
    const MemoryTree after = changed(before, *enabled);

    const Layout layout = *recognize(after, root).layout;
    const std::string plugins = after.read(layout.plugins).bytes;
    if (layout.source == PluginSource::SettingsYaml)
        QVERIFY(readSettings(plugins, layout.plugins)->contains(pluginName));
    else
        QVERIFY(parsePythonList(plugins, pluginsName, layout.plugins)->contains(pluginName));
    QVERIFY(readDockerfile(after.read(layout.dockerfile).bytes, layout.dockerfile).installs());
    for (const std::string &file : layout.compose) {
        const auto compose = readCompose(*yaml::Document::parse(after.read(file).bytes), file);
        QVERIFY(compose->bindOf("/etc/passwd") && compose->bindOf("/etc/shadow"));
    }

    QVERIFY(enablePam(after, root)->empty());
    const auto disabled = disablePam(after, root);
    QVERIFY2(disabled, disabled ? "" : place(disabled.error()).c_str());
    const MemoryTree back = changed(after, *disabled);
    for (const std::string &path : before.paths())
        QCOMPARE(back.read(path).bytes, before.read(path).bytes);
    QVERIFY(back == before);
    QVERIFY(disablePam(before, root)->empty());
}

void TestEnablePam::eras_data()
{
    QTest::addColumn<QString>("directory");
    QTest::addColumn<QString>("era");
    QTest::addColumn<int>("source");
    QTest::newRow("2019") << "2019"
                          << "2019" << int(PluginSource::ConfigModule);
    QTest::newRow("1.1") << "1.1"
                         << "1.1" << int(PluginSource::ConfigModule);
    QTest::newRow("2.1.2") << "2"
                           << "2" << int(PluginSource::SettingsYaml);
    QTest::newRow("2.0") << "2-module"
                         << "2" << int(PluginSource::SettingsModule);
}

void TestEnablePam::eras()
{
    QFETCH(QString, directory);
    QFETCH(QString, era);
    const MemoryTree tree = test::treeOf(QStringLiteral(PAMPHLET_TEST_DATA "/sregistry/") + directory, root);
    const Recognition recognition = recognize(tree, std::string(root) + '/');
    QVERIFY(recognition.complete());
    QVERIFY(recognition.findings.empty());
    QCOMPARE(QString::fromStdString(std::string(eraName(recognition.layout->era))), era);
    QTEST(int(recognition.layout->source), "source");
    QCOMPARE(recognition.layout->directory, root);
}

void TestEnablePam::changesWhatTheEraNeeds_data()
{
    QTest::addColumn<QString>("directory");
    QTest::addColumn<QString>("files");
    QTest::newRow("2019") << "2019"
                          << "shub/settings/config.py Dockerfile docker-compose.yml";
    QTest::newRow("1.1") << "1.1"
                         << "shub/settings/config.py Dockerfile docker-compose.yml https/docker-compose.yml";
    QTest::newRow("2.1.2") << "2"
                           << "settings.yaml Dockerfile docker-compose.yml https/docker-compose.yml";
    QTest::newRow("2.0") << "2-module"
                         << "shub/settings.py Dockerfile docker-compose.yml";
}

void TestEnablePam::changesWhatTheEraNeeds()
{
    QFETCH(QString, directory);
    QFETCH(QString, files);
    const auto changes = enablePam(test::treeOf(QStringLiteral(PAMPHLET_TEST_DATA "/sregistry/") + directory, root), root);
    QVERIFY(changes);
    QStringList changedFiles;
    for (const FileChange &change : *changes)
        changedFiles << QString::fromStdString(change.path.substr(std::string(root).size() + 1));
    QCOMPARE(changedFiles.join(QLatin1Char(' ')), files);
}

void TestEnablePam::refusals_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<std::string>("bytes"); ///< "-": the file is removed
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<std::size_t>("line");
    const auto row = [](const char *name, const char *path, std::string bytes, ErrorCode code, std::size_t line) {
        QTest::newRow(name) << QString::fromLatin1(path) << std::move(bytes) << code << line;
    };
    row("no Dockerfile", "Dockerfile", "-", ErrorCode::NotFound, 0);
    row("no compose file", "docker-compose.yml", "-", ErrorCode::NotFound, 0);
    row("invalid YAML", "docker-compose.yml", "a: [\n", ErrorCode::InvalidInput, 1);
    row("invalid YAML in the other one", "https/docker-compose.yml", "uwsgi:\n  a: 1\n b: 2\n", ErrorCode::InvalidInput, 3);
    row("no Python", "shub/settings/config.py", "PLUGINS_ENABLED = [\n", ErrorCode::InvalidInput, 1);
    row("no list", "shub/settings/config.py", "X = 1\n", ErrorCode::NotFound, 0);
}

void TestEnablePam::refusals()
{
    QFETCH(QString, path);
    QFETCH(std::string, bytes);
    MemoryTree tree = test::treeOf(QStringLiteral(PAMPHLET_TEST_DATA "/sregistry/1.1"), root);
    const std::string file = std::string(root) + '/' + path.toStdString();
    if (bytes == "-")
        tree.remove(file);
    else
        tree.setFile(file, bytes);
    for (const auto &result : {enablePam(tree, root), disablePam(tree, root)}) {
        QVERIFY(!result);
        QTEST(result.error().code, "code");
        QCOMPARE(result.error().where.file, file);
        QTEST(result.error().where.line, "line");
    }
    const auto nothing = enablePam(tree, "/srv/other");
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().code, ErrorCode::NotFound);
}

/// Files that end anywhere: refused, or right; and what was enabled can be disabled.
void TestEnablePam::everyCutOfTheFilesIsSafe()
{
    for (const char *era : {"2019", "1.1", "2", "2-module"}) {
        const MemoryTree whole = test::treeOf(QStringLiteral(PAMPHLET_TEST_DATA "/sregistry/") + QLatin1String(era), root);
        const Layout layout = *recognize(whole, root).layout;
        std::vector<std::string> files = layout.compose;
        files.push_back(layout.plugins);
        files.push_back(layout.dockerfile);
        for (const std::string &file : files) {
            const std::string bytes = whole.read(file).bytes;
            for (std::size_t size = file.size() % 3; size <= bytes.size(); size += 3) {
                MemoryTree tree = whole;
                tree.setFile(file, bytes.substr(0, size));
                const auto enabled = enablePam(tree, root);
                if (!enabled)
                    continue;
                const MemoryTree after = changed(tree, *enabled);
                const auto disabled = disablePam(after, root);
                QVERIFY2(disabled, disabled ? "" : place(disabled.error()).c_str());
                const MemoryTree back = changed(after, *disabled);
                QVERIFY2(back == tree,
                         (std::string(era) + ' ' + file + " cut at " + std::to_string(size) + ":\n" + tree.read(file).bytes + "\nbecame\n"
                          + after.read(file).bytes + "\nand then\n" + back.read(file).bytes)
                             .c_str());
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestEnablePam)
#include "tst_enablepam.moc"
