// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/cliprogram.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace pamphlet::test;

/// pamphletctl modules: the real program on trees of one's own.
class TestModulesCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void listsWhatIsInstalled();
    void listsTheCatalogueToo();
    void hasTheDocumentedKeys();
    void oneModule_data();
    void oneModule();
    void text();
    void page();
    void pageOfAnUnknownModule();
    void hostileNames_data();
    void hostileNames();
    void hostilePage();
    void directory();
    void treeWithoutModules();
    void usage_data();
    void usage();

private:
    static QJsonObject entry(const QJsonArray &modules, const char *name)
    {
        const auto found = std::find_if(modules.begin(), modules.end(), [name](const QJsonValue &module) {
            return module.toObject().value(QStringLiteral("name")).toString() == QString::fromLatin1(name);
        });
        return found == modules.end() ? QJsonObject() : found->toObject();
    }

    Tree m_tree;
};

namespace {

const QString directoryOfModules = QStringLiteral("lib/x86_64-linux-gnu/security");

QStringList jsonModules(const QString &name = {})
{
    QStringList arguments{QStringLiteral("--json"), QStringLiteral("modules")};
    if (!name.isEmpty())
        arguments += {QStringLiteral("--"), name};
    return arguments;
}

QStringList strings(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &value : array.toArray())
        list.append(value.toString());
    return list;
}

} // namespace

void TestModulesCommand::initTestCase()
{
    const QByteArray elf("\x7f"
                         "ELF\0\0\0\0",
                         8);
    m_tree.write(directoryOfModules + QStringLiteral("/pam_unix.so"), elf + QByteArray("\0pam_sm_authenticate\0pam_sm_acct_mgmt\0", 38));
    m_tree.write(directoryOfModules + QStringLiteral("/pam_permit.so"), elf);
    m_tree.write(directoryOfModules + QStringLiteral("/pam_house.so"), elf + QByteArray("\0pam_sm_open_session\0", 21));
    m_tree.write(directoryOfModules + QStringLiteral("/README"), "no module");
    m_tree.write(QStringLiteral("usr/share/man/man8/pam_house.8"),
                 ".SH NAME\npam_house \\- of the house\n.SH OPTIONS\n.TP\nbell=[loud|soft]\nRings.\n");
}

void TestModulesCommand::listsWhatIsInstalled()
{
    const CliRun run = m_tree.run(jsonModules());
    QCOMPARE(run.code, 0);
    QCOMPARE(run.err, QByteArray());
    QStringList names;
    for (const QJsonValue &module : run.array()) {
        names.append(module.toObject().value(QStringLiteral("name")).toString());
        QVERIFY(module.toObject().value(QStringLiteral("installed")).toBool());
    }
    QCOMPARE(names, (QStringList{QStringLiteral("pam_house.so"), QStringLiteral("pam_permit.so"), QStringLiteral("pam_unix.so")}));
    const QJsonObject unix = entry(run.array(), "pam_unix.so");
    QCOMPARE(unix.value(QStringLiteral("path")).toString(), QStringLiteral("/lib/x86_64-linux-gnu/security/pam_unix.so"));
    QCOMPARE(strings(unix.value(QStringLiteral("facilities"))), (QStringList{QStringLiteral("auth"), QStringLiteral("account")}));
    QVERIFY(unix.value(QStringLiteral("credential")).isBool() && unix.value(QStringLiteral("credential")).toBool());
    const QJsonObject permit = entry(run.array(), "pam_permit.so");
    QVERIFY(permit.value(QStringLiteral("credential")).isBool() && !permit.value(QStringLiteral("credential")).toBool());
    QVERIFY(entry(run.array(), "pam_house.so").value(QStringLiteral("credential")).isNull());
}

void TestModulesCommand::listsTheCatalogueToo()
{
    const CliRun run = m_tree.run(words("--json modules --all"));
    QCOMPARE(run.code, 0);
    QVERIFY(run.array().size() > 100);
    QVERIFY(entry(run.array(), "pam_unix.so").value(QStringLiteral("installed")).toBool(false));
    const QJsonObject u2f = entry(run.array(), "pam_u2f.so");
    QVERIFY(!u2f.value(QStringLiteral("installed")).toBool(true));
    QVERIFY(u2f.value(QStringLiteral("path")).isNull());
    QString last;
    for (const QJsonValue &module : run.array()) {
        const QString name = module.toObject().value(QStringLiteral("name")).toString();
        QVERIFY2(name > last, qPrintable(name));
        last = name;
    }
}

void TestModulesCommand::hasTheDocumentedKeys()
{
    const CliRun run = m_tree.run(jsonModules());
    for (const QJsonValue &module : run.array()) {
        const QJsonObject object = module.toObject();
        for (const char *key : {"name", "path", "facilities", "summary", "arguments", "credential", "installed"})
            QVERIFY2(object.contains(QLatin1String(key)), key);
    }
    const QJsonArray arguments = entry(run.array(), "pam_unix.so").value(QStringLiteral("arguments")).toArray();
    QVERIFY(!arguments.isEmpty());
    for (const QJsonValue &argument : arguments) {
        for (const char *key : {"name", "type", "choices", "facilities", "summary", "warning", "obsolete"})
            QVERIFY2(argument.toObject().contains(QLatin1String(key)), key);
    }
}

void TestModulesCommand::oneModule_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("name"); // empty: not known
    QTest::addColumn<bool>("installed");
    QTest::newRow("name") << "pam_unix.so"
                          << "pam_unix.so" << true;
    QTest::newRow("without suffix") << "pam_unix"
                                    << "pam_unix.so" << true;
    QTest::newRow("path") << "/lib/x86_64-linux-gnu/security/pam_unix.so"
                          << "pam_unix.so" << true;
    QTest::newRow("only in the catalogue") << "pam_google_authenticator"
                                           << "pam_google_authenticator.so" << false;
    QTest::newRow("only installed") << "pam_house"
                                    << "pam_house.so" << true;
    QTest::newRow("unknown") << "pam_frob"
                             << "" << false;
    QTest::newRow("no module") << "README"
                               << "" << false;
}

void TestModulesCommand::oneModule()
{
    QFETCH(QString, argument);
    QFETCH(QString, name);
    QFETCH(bool, installed);
    const CliRun run = m_tree.run(jsonModules(argument));
    QCOMPARE(run.code, name.isEmpty() ? 1 : 0);
    QVERIFY(run.json().isArray());
    QCOMPARE(run.array().size(), name.isEmpty() ? 0 : 1);
    QCOMPARE(run.err.contains(argument.toUtf8()), name.isEmpty());
    if (!name.isEmpty()) {
        QCOMPARE(run.array().first().toObject().value(QStringLiteral("name")).toString(), name);
        QCOMPARE(run.array().first().toObject().value(QStringLiteral("installed")).toBool(), installed);
    }
}

void TestModulesCommand::text()
{
    const CliRun run = m_tree.run(words("modules"));
    QCOMPARE(run.code, 0);
    const QByteArrayList lines = run.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 4); // a head and three modules
    QVERIFY(lines[1].startsWith("pam_house.so"));
    QVERIFY(lines[1].contains("of the house"));
    QVERIFY(lines[3].startsWith("pam_unix.so"));
    QVERIFY(lines[3].contains("auth, account"));
    QVERIFY(lines[3].contains("password"));
}

void TestModulesCommand::page()
{
    const CliRun run = m_tree.run(words("modules pam_unix"));
    QCOMPARE(run.code, 0);
    for (const char *expected : {"pam_unix.so", "/lib/x86_64-linux-gnu/security/pam_unix.so", "auth, account", "nullok", "remember=number",
                                 "Careful:", "authenticate", "user_unknown", "/etc/shadow"})
        QVERIFY2(run.out.contains(expected), expected);
    const CliRun removed = m_tree.run(words("modules pam_tally2"));
    QCOMPARE(removed.code, 0);
    QVERIFY(removed.out.contains("1.5.0"));
    QVERIFY(removed.out.contains("pam_faillock.so"));
}

void TestModulesCommand::pageOfAnUnknownModule()
{
    const CliRun run = m_tree.run(words("modules pam_house"));
    QCOMPARE(run.code, 0);
    for (const char *expected :
         {"of the house", "bell=loud|soft", "Rings", "/usr/share/man/man8/pam_house.8", "not known", "There may be more"})
        QVERIFY2(run.out.contains(expected), expected);
}

void TestModulesCommand::hostileNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("escape") << QStringLiteral("pam_\x1b[31mx.so");
    QTest::newRow("newline") << QStringLiteral("pam_unix.so\nx");
    QTest::newRow("right to left") << QStringLiteral("pam_\u202excod.so");
    QTest::newRow("out of the tree") << QStringLiteral("../../../../etc/shadow");
    QTest::newRow("an option") << QStringLiteral("--frob");
    QTest::newRow("100 KiB") << QString(100 * 1024, u'a');
}

void TestModulesCommand::hostileNames()
{
    QFETCH(QString, name);
    for (const QStringList &global : {QStringList(), QStringList{QStringLiteral("--json")}}) {
        const CliRun run = m_tree.run(global + QStringList{QStringLiteral("modules"), QStringLiteral("--"), name});
        QCOMPARE(run.code, 1);
        QVERIFY(isTame(run.out));
        QVERIFY(isTame(run.err));
        QVERIFY(!run.err.isEmpty());
    }
}

void TestModulesCommand::hostilePage()
{
    Tree tree;
    tree.write(directoryOfModules + QStringLiteral("/pam_evil.so"), "x");
    tree.write(QStringLiteral("usr/share/man/man8/pam_evil.8"),
               ".SH NAME\nx \\- \x1b[31mred \u202e \\[u001B]c\n.SH OPTIONS\n.TP\na\n\x1b]0;title\x07\xc2\x9b 31m\n");
    for (const char *command : {"modules", "modules pam_evil", "--json modules", "--json modules pam_evil"}) {
        const CliRun run = tree.run(words(command));
        QCOMPARE(run.code, 0);
        QVERIFY2(isTame(run.out), command);
    }
}

void TestModulesCommand::directory()
{
    const CliRun run = m_tree.run(words("modules --dir"));
    QCOMPARE(run.code, 0);
    QCOMPARE(run.out, QByteArray("/lib/x86_64-linux-gnu/security\n"));
    const CliRun json = m_tree.run(words("--json modules --dir"));
    QCOMPARE(json.object().value(QStringLiteral("directory")).toString(), QStringLiteral("/lib/x86_64-linux-gnu/security"));
    Tree other;
    other.write(QStringLiteral("lib/security/pam_x.so"), "x");
    QCOMPARE(other.run(words("modules --dir")).out, QByteArray("/lib/security\n"));
}

void TestModulesCommand::treeWithoutModules()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/login"), "auth required pam_unix.so\n");
    const CliRun run = tree.run(jsonModules());
    QCOMPARE(run.code, 0);
    QVERIFY(run.json().isArray());
    QVERIFY(run.array().isEmpty());
    QVERIFY(run.err.contains("no directory of modules"));
}

void TestModulesCommand::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("directory of a module") << words("modules --dir pam_unix");
    QTest::newRow("all of one") << words("modules --all pam_unix");
    QTest::newRow("directory and all") << words("modules --dir --all");
    QTest::newRow("two modules") << words("modules pam_unix pam_deny");
}

void TestModulesCommand::usage()
{
    QFETCH(QStringList, arguments);
    const CliRun run = m_tree.run(arguments);
    QCOMPARE(run.code, 2);
    QCOMPARE(run.out, QByteArray());
}

QTEST_GUILESS_MAIN(TestModulesCommand)
#include "tst_modulescommand.moc"
