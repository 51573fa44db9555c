// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/cliprogram.h"

#include <QDirIterator>
#include <QTest>

using namespace pamphlet::test;

namespace {

const QString directory = QStringLiteral("srv/registry");

/// A registry in a tree whose accounts are right.
void fill(const Tree &tree, const QString &from)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        tree.write(directory + u'/' + QDir(from).relativeFilePath(file.fileName()), file.readAll());
    }
    tree.write(QStringLiteral("etc/passwd"), "root:x:0:0::/root:/bin/sh\nnginx:x:101:101::/var/cache/nginx:/usr/sbin/nologin\n");
    tree.write(QStringLiteral("etc/group"), "root:x:0:\nnginx:x:101:\n");
}

QString example(const char *era)
{
    return QStringLiteral(PAMPHLET_TEST_DATA "/sregistry/") + QLatin1String(era);
}

/// Every file of the registry's directory.
QMap<QString, QByteArray> contentOf(const Tree &tree)
{
    QMap<QString, QByteArray> content;
    QDirIterator files(tree.file(directory), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            content.insert(QDir(tree.file(directory)).relativeFilePath(file.fileName()), file.readAll());
    }
    return content;
}

QStringList idsOf(const QJsonArray &findings)
{
    QStringList ids;
    for (const QJsonValue finding : findings)
        ids << finding[QStringLiteral("id")].toString();
    return ids;
}

/// The lines that a refusal names, as a list of paths.
QByteArray namedLines(const QByteArray &complaint)
{
    QByteArray lines;
    for (const QByteArray &line : complaint.split('\n')) {
        const qsizetype at = line.indexOf("    file ");
        if (at >= 0)
            lines += line.mid(at + 4) + '\n';
    }
    return lines;
}

} // namespace

/// sregistry: the real program, and where files are written the real helper.
class TestSregistryCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eras_data();
    void eras();
    void checkIsPrinted();
    void theHostsAccounts();
    void failOn();
    void errors_data();
    void errors();
    void enableThenDisable_data();
    void enableThenDisable();
    void enableIsPrinted();
    void warningsOfWhatIsLeft();
    void refusalsNameThePlace();
    void asJson();
    void foreignBytesAreTame();
};

void TestSregistryCommands::eras_data()
{
    QTest::addColumn<QString>("era");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("plugins");
    QTest::newRow("2019") << QStringLiteral("2019") << QStringLiteral("config-module") << QStringLiteral("shub/settings/config.py");
    QTest::newRow("1.1") << QStringLiteral("1.1") << QStringLiteral("config-module") << QStringLiteral("shub/settings/config.py");
    QTest::newRow("2") << QStringLiteral("2") << QStringLiteral("settings-yaml") << QStringLiteral("settings.yaml");
    QTest::newRow("2-module") << QStringLiteral("2") << QStringLiteral("settings-module") << QStringLiteral("shub/settings.py");
}

void TestSregistryCommands::eras()
{
    QFETCH(QString, plugins);
    Tree tree;
    fill(tree, example(QTest::currentDataTag()));
    const CliRun run = tree.run(words("sregistry check /srv/registry/ --json"));
    QVERIFY2(run.code <= 1, run.err.constData());
    const QJsonObject document = run.object();
    QCOMPARE(document[QStringLiteral("directory")].toString(), QStringLiteral("/srv/registry"));
    QTEST(document[QStringLiteral("era")].toString(), "era");
    QTEST(document[QStringLiteral("source")].toString(), "source");
    QCOMPARE(document[QStringLiteral("plugins")].toString(), QStringLiteral("/srv/registry/") + plugins);
    const QJsonArray findings = document[QStringLiteral("findings")].toArray();
    QVERIFY(idsOf(findings).contains(QStringLiteral("SRG010"))); // PAM is off
    for (const QJsonValue value : findings) {
        for (const char *key : {"id", "severity", "file", "line", "column", "message", "services", "fix", "name"})
            QVERIFY2(value.toObject().contains(QLatin1String(key)), key);
        QVERIFY(!value[QStringLiteral("name")].toString().isEmpty());
    }
}

void TestSregistryCommands::checkIsPrinted()
{
    Tree tree;
    fill(tree, example("2"));
    const CliRun run = tree.run(words("sregistry check /srv/registry"));
    QVERIFY2(run.code == 0, run.out.constData());
    QVERIFY2(run.out.startsWith("/srv/registry: Singularity Registry 2\nPAM is off: nobody logs in with an account of this host. Plugins: "
                                "none.\n/srv/registry/settings.yaml: "
                                "note: "),
             run.out.constData());
    QVERIFY(run.out.contains("[SRG010 plugin-off]\n"));
    QVERIFY(run.err.contains("errors: 0, warnings: 0, notes: 1"));
}

void TestSregistryCommands::theHostsAccounts()
{
    Tree tree;
    fill(tree, example("2"));
    const QByteArray compose = tree.read(directory + QStringLiteral("/docker-compose.yml")).replace("#- /etc", "- /etc");
    tree.write(directory + QStringLiteral("/docker-compose.yml"), compose);
    const auto ids
        = [&tree] { return idsOf(tree.run(words("sregistry check /srv/registry --json")).object()[QStringLiteral("findings")].toArray()); };
    QVERIFY(!ids().contains(QStringLiteral("SRG040")) && !ids().contains(QStringLiteral("SRG041")));
    tree.write(QStringLiteral("etc/passwd"), "root:x:0:0::/root:/bin/sh\n");
    QVERIFY(ids().contains(QStringLiteral("SRG040")) && !ids().contains(QStringLiteral("SRG041")));
    tree.write(QStringLiteral("etc/group"), "root:x:0:\n");
    QVERIFY(ids().contains(QStringLiteral("SRG041")));
    QVERIFY(QFile::remove(tree.file(QStringLiteral("etc/passwd"))));
    QVERIFY(ids().contains(QStringLiteral("SRG042")));
}

void TestSregistryCommands::failOn()
{
    Tree tree;
    fill(tree, example("2"));
    QCOMPARE(tree.run(words("sregistry check /srv/registry --fail-on note")).code, 1);
    QCOMPARE(tree.run(words("sregistry check /srv/registry --fail-on error")).code, 0);
    QCOMPARE(tree.run(words("sregistry check /srv/registry --fail-on never")).code, 2);
}

void TestSregistryCommands::errors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const char *arguments, int code, const char *message) {
        QTest::newRow(name) << words(arguments) << code << QByteArray(message);
    };
    row("no subcommand", "sregistry", 2, "");
    row("no directory", "sregistry check", 2, "DIR");
    for (const char *command : {"check", "enable-pam", "disable-pam"}) {
        const QByteArray start = QByteArray("sregistry ") + command;
        row((start + " a relative path").constData(), (start + " registry").constData(), 2, "absolute path");
        row((start + " nowhere").constData(), (start + " /srv/nowhere").constData(), 3, "/srv/nowhere: ");
        row((start + " a file").constData(), (start + " /srv/registry/Dockerfile").constData(), 3, "/srv/registry/Dockerfile: ");
        row((start + " no registry").constData(), (start + " /etc").constData(), 3, "/etc: ");
        row((start + " another word").constData(), (start + " /srv/registry x").constData(), 2, "");
    }
    row("write and apply", "sregistry enable-pam /srv/registry --write --apply", 2, "");
}

void TestSregistryCommands::errors()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    Tree tree;
    fill(tree, example("2"));
    const auto before = contentOf(tree);
    const CliRun run = tree.run(arguments);
    QVERIFY2(run.code == code, run.err.constData());
    QVERIFY(run.out.isEmpty());
    QVERIFY2(run.err.contains(message), run.err.constData());
    QCOMPARE(contentOf(tree), before);
}

void TestSregistryCommands::enableThenDisable_data()
{
    QTest::addColumn<QString>("from");
    for (const char *era : {"2019", "1.1", "2", "2-module"})
        QTest::newRow(era) << example(era);
    for (const char *era : {"2019", "v1", "v2"})
        QTest::addRow("upstream %s", era) << QStringLiteral(PAMPHLET_SHARED "/corpus/sregistry/") + QLatin1String(era);
}

/// Refused with the lines that are missing; with exactly these written; and back, byte for byte.
void TestSregistryCommands::enableThenDisable()
{
    QFETCH(QString, from);
    if (!QDir(from).exists())
        QSKIP("the corpus is not beside the tree");
    Tree tree;
    fill(tree, from);
    const auto before = contentOf(tree);
    const CliRun refused = tree.run(words("sregistry enable-pam /srv/registry --write"));
    QCOMPARE(refused.code, 3);
    QVERIFY(refused.out.isEmpty());
    QVERIFY(refused.err.contains("/etc/pamphlet/paths.d"));
    const QByteArray lines = namedLines(refused.err);
    QVERIFY2(lines.count('\n') >= 3 && lines.contains("file /srv/registry/Dockerfile\n"), refused.err.constData());
    QCOMPARE(contentOf(tree), before);

    tree.write(QStringLiteral("etc/pamphlet/paths.d/sregistry.conf"), lines);
    const CliRun dry = tree.run(words("sregistry enable-pam /srv/registry --dry-run"));
    QVERIFY2(dry.code == 0 && dry.out.contains("pam_auth"), dry.err.constData());
    QCOMPARE(contentOf(tree), before);

    const CliRun enabled = tree.run(words("sregistry enable-pam /srv/registry --write --json --reason why"));
    QVERIFY2(enabled.code == 0, enabled.err.constData());
    QCOMPARE(enabled.object()[QStringLiteral("state")].toString(), QStringLiteral("applied"));
    QCOMPARE(enabled.object()[QStringLiteral("files")].toArray().size(), lines.count('\n'));
    QVERIFY(contentOf(tree) != before);
    const QStringList ids = idsOf(tree.run(words("sregistry check /srv/registry --json")).object()[QStringLiteral("findings")].toArray());
    for (const char *id : {"SRG010", "SRG020", "SRG030", "SRG003", "SRG001"})
        QVERIFY2(!ids.contains(QLatin1String(id)), qPrintable(ids.join(u' ')));
    QVERIFY(ids.contains(QStringLiteral("SRG036")));
    const CliRun again = tree.run(words("sregistry enable-pam /srv/registry --write"));
    QVERIFY(again.code == 0 && again.err.contains("Nothing to change"));

    const CliRun disabled = tree.run(words("sregistry disable-pam /srv/registry --write"));
    QVERIFY2(disabled.code == 0, disabled.err.constData());
    QCOMPARE(contentOf(tree), before);
    const CliRun nothing = tree.run(words("sregistry disable-pam /srv/registry"));
    QVERIFY(nothing.code == 0 && nothing.out.isEmpty() && nothing.err.contains("Nothing to change"));
}

void TestSregistryCommands::enableIsPrinted()
{
    Tree tree;
    fill(tree, example("2"));
    const auto before = contentOf(tree);
    const CliRun run = tree.run(words("sregistry enable-pam /srv/registry"));
    QVERIFY2(run.code == 0, run.err.constData());
    for (const char *file : {"Dockerfile", "settings.yaml", "docker-compose.yml", "https/docker-compose.yml"})
        QVERIFY2(run.out.contains(QByteArray("+++ b/srv/registry/") + file + '\n'), file);
    QVERIFY(run.out.contains("-ARG ENABLE_PAM=false\n+ARG ENABLE_PAM=true\n"));
    QCOMPARE(contentOf(tree), before);
    QVERIFY(!tree.exists(QStringLiteral("var")));
}

void TestSregistryCommands::warningsOfWhatIsLeft()
{
    Tree tree;
    fill(tree, example("2"));
    tree.write(QStringLiteral("etc/passwd"), "root:x:0:0::/root:/bin/sh\n");
    const CliRun run = tree.run(words("sregistry enable-pam /srv/registry"));
    QCOMPARE(run.code, 0);
    QVERIFY2(run.err.contains("/etc/passwd: error: ") && run.err.contains("[SRG040]"), run.err.constData());
    QVERIFY(run.err.contains("[SRG023]")); // the image comes ready-made
}

void TestSregistryCommands::refusalsNameThePlace()
{
    Tree tree;
    fill(tree, example("2019"));
    const QString list = directory + QStringLiteral("/shub/settings/config.py");
    tree.write(list, "PLUGINS_ENABLED = [\n    'globus',\n");
    const auto before = contentOf(tree);
    const CliRun run = tree.run(words("sregistry enable-pam /srv/registry --write"));
    QCOMPARE(run.code, 3);
    QVERIFY2(run.err.contains("/srv/registry/shub/settings/config.py:"), run.err.constData());
    QCOMPARE(contentOf(tree), before);
    QVERIFY(QFile::remove(tree.file(directory + QStringLiteral("/Dockerfile"))));
    const CliRun missing = tree.run(words("sregistry enable-pam /srv/registry"));
    QCOMPARE(missing.code, 3);
    QVERIFY2(missing.err.contains("/srv/registry/Dockerfile: "), missing.err.constData());
    QCOMPARE(tree.run(words("sregistry check /srv/registry")).code, 1);
}

void TestSregistryCommands::asJson()
{
    Tree tree;
    fill(tree, example("1.1"));
    const QJsonObject document = tree.run(words("sregistry enable-pam /srv/registry --json")).object();
    QCOMPARE(document[QStringLiteral("era")].toString(), QStringLiteral("1.1"));
    QCOMPARE(document[QStringLiteral("directory")].toString(), QStringLiteral("/srv/registry"));
    QCOMPARE(document[QStringLiteral("files")].toArray().size(), 4);
    QVERIFY(document[QStringLiteral("diff")].toString().contains(QStringLiteral("pam_auth")));
    QVERIFY(document[QStringLiteral("warnings")].isArray());
}

void TestSregistryCommands::foreignBytesAreTame()
{
    Tree tree;
    fill(tree, example("2"));
    tree.write(directory + QStringLiteral("/settings.yaml"), "PLUGINS_ENABLED:\n- \"\\e[2J\\u202e\"\n# \xe2\x80\xae\n");
    for (const char *arguments : {"sregistry check /srv/registry", "sregistry check /srv/registry --json",
                                  "sregistry enable-pam /srv/registry", "sregistry enable-pam /srv/registry --json"}) {
        const CliRun run = tree.run(words(arguments));
        QVERIFY2(isTame(run.out) && isTame(run.err), arguments);
    }
}

QTEST_GUILESS_MAIN(TestSregistryCommands)
#include "tst_sregistrycommands.moc"
