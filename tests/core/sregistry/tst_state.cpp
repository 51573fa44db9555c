// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/enablepam.h"
#include "core/sregistry/hostaccounts.h"
#include "core/sregistry/state.h"
#include "registrytree.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::sregistry;

namespace {

const std::string root = "/srv/registry";

MemoryTree example(const char *era)
{
    return test::treeOf(QStringLiteral(PAMPHLET_TEST_DATA "/sregistry/") + QLatin1String(era), root);
}

State stateOf(const MemoryTree &tree)
{
    const Recognition recognition = recognize(tree, root);
    return recognition.layout ? readState(tree, *recognition.layout) : State{};
}

MemoryTree enabled(MemoryTree tree)
{
    const auto changes = enablePam(tree, root);
    if (!changes)
        qFatal("not enabled: %s", changes.error().detail.c_str());
    for (const FileChange &change : *changes)
        tree.setFile(change.path, change.bytes);
    return tree;
}

void replace(MemoryTree &tree, const std::string &name, const std::string &from, const std::string &to)
{
    std::string bytes = tree.read(root + '/' + name).bytes;
    const std::size_t at = bytes.find(from);
    QVERIFY2(at != std::string::npos, from.c_str());
    tree.setFile(root + '/' + name, bytes.replace(at, from.size(), to));
}

} // namespace

class TestState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offAndOn_data()
    {
        QTest::addColumn<QByteArray>("era");
        for (const char *era : {"2019", "1.1", "2", "2-module"})
            QTest::newRow(era) << QByteArray(era);
    }
    void offAndOn()
    {
        QFETCH(QByteArray, era);
        const MemoryTree tree = example(era.constData());
        const State off = stateOf(tree);
        QCOMPARE(off.pam(), PamSwitch::Off);
        QVERIFY(!off.pluginOn && !off.imageInstalls);
        const State on = stateOf(enabled(tree));
        QCOMPARE(on.pam(), PamSwitch::On);
        QVERIFY(on.pluginOn && on.imageInstalls);
        std::vector<std::string> more = off.plugins;
        more.emplace_back(pluginName);
        std::vector<std::string> now = on.plugins;
        std::sort(more.begin(), more.end());
        std::sort(now.begin(), now.end());
        QCOMPARE(now, more);
        for (const ComposeState &compose : on.compose) {
            QVERIFY(compose.complete());
            QVERIFY(compose.binds.front().where.line > 0);
        }
        QVERIFY(on.imageWhere.line > 0);
    }

    void half_data()
    {
        QTest::addColumn<QString>("part"); // that is left as it was
        QTest::newRow("plugin") << QStringLiteral("settings.yaml");
        QTest::newRow("image") << QStringLiteral("Dockerfile");
        QTest::newRow("accounts") << QStringLiteral("docker-compose.yml");
        QTest::newRow("accounts, the other file") << QStringLiteral("https/docker-compose.yml");
    }
    void half()
    {
        QFETCH(QString, part);
        const MemoryTree before = example("2");
        MemoryTree tree = enabled(before);
        const std::string file = root + '/' + part.toStdString();
        tree.setFile(file, before.read(file).bytes);
        QCOMPARE(stateOf(tree).pam(), PamSwitch::Half);
    }

    // Without a list in settings.yaml the environment is asked; with one it is not.
    void theEnvironment()
    {
        MemoryTree tree = example("2");
        const std::string compose = root + "/docker-compose.yml";
        std::string bytes = tree.read(compose).bytes;
        const std::string service = "  uwsgi:\n";
        QVERIFY(bytes.find(service) != std::string::npos);
        bytes.insert(bytes.find(service) + service.size(), "    environment:\n      SREGISTRY_PLUGINS_ENABLED: \"pgp, pam_auth\"\n");
        tree.setFile(compose, bytes);
        const State state = stateOf(tree);
        QCOMPARE(state.plugins, (std::vector<std::string>{"pgp", "pam_auth"}));
        QCOMPARE(state.pluginsWhere.file, compose);
        QVERIFY(state.pluginOn);
        tree.setFile(root + "/settings.yaml", tree.read(root + "/settings.yaml").bytes + "PLUGINS_ENABLED:\n  - globus\n");
        QCOMPARE(stateOf(tree).plugins, (std::vector<std::string>{"globus"}));
        QVERIFY(!stateOf(tree).pluginOn);
    }

    void theBuildArgumentOfTheComposeFileIsStronger()
    {
        MemoryTree tree = enabled(example("2"));
        QCOMPARE(stateOf(tree).buildArgument, std::string("true"));
        replace(tree, "docker-compose.yml", "  uwsgi:\n",
                "  uwsgi:\n    build:\n      context: .\n      args:\n        ENABLE_PAM: \"false\"\n");
        const State state = stateOf(tree);
        QCOMPARE(state.buildArgument, std::string("false"));
        QVERIFY(!state.imageInstalls);
        QCOMPARE(state.imageWhere.file, root + "/docker-compose.yml");
        QCOMPARE(state.pam(), PamSwitch::Half);
    }

    void unusable_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("settings") << QStringLiteral("settings.yaml") << QByteArray("a: [\n");
        QTest::newRow("a string for a list") << QStringLiteral("settings.yaml") << QByteArray("PLUGINS_ENABLED: pam_auth\n");
        QTest::newRow("compose") << QStringLiteral("docker-compose.yml") << QByteArray("a: [\n");
        QTest::newRow("no uwsgi") << QStringLiteral("docker-compose.yml") << QByteArray("services:\n  db:\n    image: x\n");
    }
    void unusable()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        MemoryTree tree = example("2");
        tree.setFile(root + '/' + file.toStdString(), bytes.toStdString());
        QCOMPARE(stateOf(tree).pam(), PamSwitch::Unknown);
    }

    void accountsOfTheHost()
    {
        MemoryTree tree;
        QVERIFY(!hostAccounts(tree));
        tree.setFile("/etc/passwd", "root:x:0:0::/:/bin/sh\nnginx2:x:1:1::/:/\n");
        tree.setFile("/etc/group", "nginx:x:1:\n");
        const auto accounts = hostAccounts(tree);
        QVERIFY(accounts);
        QCOMPARE(int(accounts->size()), 2);
        QVERIFY(accounts->at(0).group && accounts->at(0).there);
        QVERIFY(!accounts->at(1).group && !accounts->at(1).there);
    }
};

QTEST_GUILESS_MAIN(TestState)
#include "tst_state.moc"
