// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/tokentree.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::test;

/// token check and set, and what is wrong on the command line: the real program, and where files are written the real helper.
class TestTokenCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checkIsClear();
    void checkFinds_data();
    void checkFinds();
    void checkIsPrinted();
    void checkOfVersions();
    void noKeyIsEverShown();
    void setPrintsTheDiff();
    void setWrites();
    void setMakesANewKey();
    void setBlacklistsAGroup();
    void setNeedsAList();
    void setBlacklist_data();
    void setBlacklist();
    void setWarns();
    void refusedEdits();
    void errors_data();
    void errors();
};

void TestTokenCommands::checkIsClear()
{
    Tree tree;
    writeGood(tree);
    const CliRun json = tree.run(both("check --registry-version 2.8 --json"));
    QVERIFY2(json.code == 0, json.out + json.err);
    QVERIFY(json.json().isArray() && json.array().isEmpty());
    const CliRun text = tree.run(both("check --registry-version 2.8"));
    QCOMPARE(text.code, 0);
    QVERIFY(text.out.isEmpty());
    QVERIFY(text.err.contains("No findings."));
}

void TestTokenCommands::checkFinds_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes"); // null: it is removed
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("title"); // of the fix
    const auto row = [](const char *name, const QString &file, const QByteArray &bytes, const char *id, int code, int line = 0,
                        const char *title = "") {
        QTest::newRow(name) << file << bytes << QString::fromLatin1(id) << code << line << QString::fromUtf8(title);
    };
    const QByteArray own = QByteArray::fromStdString(workshop().rsaCertificate);
    row("another issuer", registryPath, changed(registryConfig, "'auth.example.test'", "'auth.example.test/'"), "TOK040", 1, 6,
        "Write “auth.example.test” here");
    row("another audience", servicePath, changed(serviceConfig, "\"registry.example.test\"", "x"), "TOK041", 1, 5, "Write “x” here");
    row("a misspelled key", registryPath, changed(registryConfig, "rootcertbundle", "rootCertBundle"), "TOK027", 1, 7,
        "Rename it to “rootcertbundle”");
    row("a number for text", servicePath, changed(serviceConfig, "issuer: auth.example.test", "issuer: 12"), "TOK005", 1, 3,
        "Write it in quotes");
    row("two types", registryPath, registryConfig + "  htpasswd:\n    realm: x\n", "TOK023", 1, 8);
    row("a realm without its path", registryPath, changed(registryConfig, "/docker/v2/token", ""), "TOK042", 1, 4, "Add /docker/v2/token");
    row("passwords in the clear", registryPath, changed(registryConfig, "https:", "http:"), "TOK043", 1, 4);
    row("no YAML", servicePath, "issuer: [a\n\tb: }", "TOK002", 1, 2);
    row("no such service file", servicePath, {}, "TOK001", 3);
    row("no such registry file", registryPath, {}, "TOK020", 3);
    row("no key", keyPath, {}, "TOK050", 1, 2);
    row("a certificate for a key", keyPath, own, "TOK052", 1, 2);
    row("an encrypted key", keyPath, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n", "TOK051", 1, 2);
    row("an EC key", keyPath, pem(workshop().p256), "TOK053", 1, 2);
    row("the key of another certificate", keyPath, pem(workshop().stranger), "TOK064", 1, 7);
    row("an expired certificate", bundlePath, QByteArray::fromStdString(workshop().oldCertificate), "TOK065", 1, 1);
    row("no certificate", bundlePath, "nothing\n", "TOK061", 1, 7);
    row("no bundle here", bundlePath, {}, "TOK059", 1, 7);
}

void TestTokenCommands::checkFinds()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, id);
    QFETCH(int, code);
    QFETCH(int, line);
    QFETCH(QString, title);
    Tree tree;
    writeGood(tree);
    if (bytes.isNull())
        QVERIFY(QFile::remove(tree.file(file)));
    else
        tree.write(file, bytes);
    const CliRun run = tree.run(both("check --registry-version 2.8 --json"));
    QVERIFY2(ids(run).contains(id), run.out + run.err);
    QCOMPARE(run.code, code);
    QCOMPARE(run.err.isEmpty(), code != 3);
    const QJsonObject found = finding(run, id);
    for (const char *key : {"severity", "file", "line", "column", "message", "services", "fix", "name"})
        QVERIFY2(found.contains(QLatin1String(key)), key);
    QVERIFY(found[QStringLiteral("file")].toString().startsWith(QStringLiteral("/etc/")));
    QVERIFY(found[QStringLiteral("message")].toString().endsWith(u'.'));
    QVERIFY(!found[QStringLiteral("name")].toString().isEmpty());
    if (line > 0)
        QCOMPARE(found[QStringLiteral("line")].toInt(), line);
    QCOMPARE(found[QStringLiteral("fix")][QStringLiteral("title")].toString(), title);
    QCOMPARE(found[QStringLiteral("fix")].isNull(), title.isEmpty());
    if (!title.isEmpty())
        QVERIFY(found[QStringLiteral("fix")][QStringLiteral("diff")].toString().startsWith(QStringLiteral("--- a/etc/")));
    const bool warning = found[QStringLiteral("severity")].toString() == QStringLiteral("warning");
    if (code == 1 && warning && run.array().size() == 1)
        QCOMPARE(tree.run(both("check --registry-version 2.8 --fail-on error")).code, 0);
}

void TestTokenCommands::checkIsPrinted()
{
    Tree tree;
    writeGood(tree);
    tree.write(registryPath, changed(registryConfig, "'auth.example.test'", "\"other\\x1b[2J\""));
    const CliRun run = tree.run(both("check --registry-version 2.8"));
    QCOMPARE(run.code, 1);
    QVERIFY2(run.out.startsWith("/etc/registry/config.yml:6:13: error: The token service's issuer is “auth.example.test”"),
             run.out.constData());
    QVERIFY(run.out.contains("[TOK040 issuer-differs]\n    fix: Write “auth.example.test” here\n"));
    QVERIFY(isTame(run.out) && run.out.contains("other\\x1B[2J"));
    QVERIFY(run.err.contains("errors: 1, warnings: 0, notes: 0"));
}

void TestTokenCommands::checkOfVersions()
{
    Tree tree;
    writeGood(tree);
    const CliRun any = tree.run(both("check --json"));
    QCOMPARE(ids(any), QStringList{QStringLiteral("TOK084")}); // a note alone
    QCOMPARE(any.code, 0);
    QCOMPARE(tree.run(both("check --fail-on note")).code, 1);
    const CliRun three = tree.run(both("check --registry-version 3.1 --json"));
    QCOMPARE(three.code, 1);
    QCOMPARE(ids(three), QStringList{QStringLiteral("TOK080")});
    tree.write(QStringLiteral("srv/www/config.yml"), serviceConfig);
    tree.write(QStringLiteral("opt/site/config.yml"), serviceConfig);
    const CliRun served
        = tree.run(words("token check --service-config /opt/site/config.yml --web-root /opt/site --key /etc/auth/token.pem --json"));
    QVERIFY2(ids(served).contains(QStringLiteral("TOK057")), served.out);
}

void TestTokenCommands::noKeyIsEverShown()
{
    Tree tree;
    writeGood(tree);
    const QByteArray secret = pem(workshop().rsa).mid(60, 40);
    setMode(tree, keyPath, 0644);
    tree.write(bundlePath, QByteArray::fromStdString(workshop().rsaCertificate) + pem(workshop().rsa));
    const CliRun run = tree.run(both("check --registry-version 2.8 --json"));
    QVERIFY(ids(run).contains(QStringLiteral("TOK055")) && ids(run).contains(QStringLiteral("TOK069")));
    const QJsonValue fix = finding(run, QStringLiteral("TOK055"))[QStringLiteral("fix")];
    QCOMPARE(fix[QStringLiteral("title")].toString(), QStringLiteral("Change its mode to 0640"));
    QCOMPARE(fix[QStringLiteral("diff")].toString(),
             QStringLiteral("diff --git a/etc/auth/token.pem b/etc/auth/token.pem\nold mode 100644\nnew mode 100640\n"));
    for (const char *command : {"check", "check --json", "set --issuer new", "mint --user ann", "mint --user ann --json"}) {
        const CliRun other = tree.run(both(command));
        QVERIFY2(!other.out.contains(secret) && !other.err.contains(secret), command);
    }
}

void TestTokenCommands::setPrintsTheDiff()
{
    Tree tree;
    writeGood(tree);
    const CliRun run = tree.run(both("set --issuer https://new.example.test"));
    QVERIFY2(run.code == 0, run.err.constData());
    QVERIFY2(run.out.contains("-issuer: auth.example.test\n") && run.out.contains("+issuer: https://new.example.test\n"),
             run.out.constData());
    QVERIFY(run.out.contains("-    issuer: 'auth.example.test' # the same\n")
            && run.out.contains("+    issuer: 'https://new.example.test' # the same\n"));
    QVERIFY(run.err.contains("restart"));
    QCOMPARE(tree.read(servicePath), serviceConfig);
    QCOMPARE(tree.read(registryPath), registryConfig);
    QVERIFY(!tree.exists(QStringLiteral("var")));

    const CliRun json = tree.run(both("set --audience registry --realm https://x.test/docker/v2/token --json"));
    QVERIFY2(json.code == 0, json.err.constData());
    const QJsonArray edits = json.object()[QStringLiteral("edits")].toArray();
    QCOMPARE(edits.size(), 2);
    QCOMPARE(edits[0][QStringLiteral("path")].toString(), QStringLiteral("/etc/auth/config.yml"));
    QCOMPARE(edits[1][QStringLiteral("path")].toString(), QStringLiteral("/etc/registry/config.yml"));
    QVERIFY(edits[1][QStringLiteral("diff")].toString().contains(QStringLiteral("+    realm: https://x.test/docker/v2/token\n")));
    QVERIFY(json.object()[QStringLiteral("warnings")].toArray().isEmpty());

    const CliRun same = tree.run(both("set --issuer auth.example.test"));
    QCOMPARE(same.code, 0);
    QVERIFY(same.out.isEmpty());
    QVERIFY(same.err.contains("Nothing to change."));
}

void TestTokenCommands::setWrites()
{
    Tree tree;
    writeGood(tree);
    tree.write(listPath, "file /etc/auth/config.yml\nfile /etc/registry/config.yml\n");
    const CliRun dry = tree.run(both("set --issuer new --audience other --write --dry-run --json"));
    QVERIFY2(dry.code == 0, dry.err.constData());
    QCOMPARE(dry.object()[QStringLiteral("state")].toString(), QStringLiteral("dry-run"));
    QCOMPARE(tree.read(servicePath), serviceConfig);

    const CliRun run = tree.run(both("set --issuer new --audience other --write --reason moved --json"));
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(run.object()[QStringLiteral("state")].toString(), QStringLiteral("applied"));
    QCOMPARE(texts(run.object()[QStringLiteral("files")]),
             (QStringList{QStringLiteral("/etc/auth/config.yml"), QStringLiteral("/etc/registry/config.yml")}));
    QCOMPARE(tree.read(servicePath), changed(changed(serviceConfig, "auth.example.test", "new"), "\"registry.example.test\"", "\"other\""));
    QCOMPARE(tree.read(registryPath),
             changed(changed(registryConfig, "'auth.example.test'", "'new'"), "service: registry.example.test", "service: other"));
    QCOMPARE(tree.run(both("check --registry-version 2.8")).code, 0);
    QCOMPARE(tree.run({QStringLiteral("rollback")}).code, 0);
    QCOMPARE(tree.read(servicePath), serviceConfig);
    QCOMPARE(tree.read(registryPath), registryConfig);
}

void TestTokenCommands::setMakesANewKey()
{
    Tree tree;
    writeGood(tree);
    tree.write(listPath,
               "file /etc/auth/config.yml\nfile /etc/registry/config.yml\nfile /etc/auth/token.pem\nfile /etc/registry/bundle.pem\n");
    const QByteArray oldKey = tree.read(keyPath);
    const QByteArray oldBundle = tree.read(bundlePath);
    const CliRun shown = tree.run(both("set --new-key rsa-2048"));
    QVERIFY2(shown.code == 0, shown.err.constData());
    QVERIFY2(shown.out.contains("private key, not shown") && !shown.out.contains("PRIVATE KEY"), shown.out.constData());
    QCOMPARE(tree.read(keyPath), oldKey);

    const CliRun run = tree.run(both("set --new-key rsa-2048 --certificate-name ours --days 30 --drop-old-certificates --write --json"));
    QVERIFY2(run.code == 0, run.err.constData());
    QVERIFY(!run.out.contains("PRIVATE KEY"));
    QCOMPARE(texts(run.object()[QStringLiteral("files")]),
             (QStringList{QStringLiteral("/etc/auth/token.pem"), QStringLiteral("/etc/registry/bundle.pem")}));
    QVERIFY(tree.read(keyPath) != oldKey && tree.read(keyPath).contains("PRIVATE KEY"));
    QVERIFY(!tree.read(bundlePath).contains(oldBundle));
    QVERIFY(!(QFile::permissions(tree.file(keyPath)) & (QFile::ReadOther | QFile::WriteGroup)));
    QCOMPARE(tree.run(both("check --registry-version 2.8 --fail-on error")).code, 0);
    QCOMPARE(tree.run({QStringLiteral("rollback")}).code, 0);
    QCOMPARE(tree.read(keyPath), oldKey);
    QCOMPARE(tree.read(bundlePath), oldBundle);

    QCOMPARE(tree.run(both("set --new-key rsa-2048 --write")).code, 0); // beside the old certificate
    QVERIFY(tree.read(bundlePath).endsWith(oldBundle));
    QCOMPARE(tree.run(both("set --new-key ec")).code, 2); // no key for this service
    QCOMPARE(tree.run(both("set --issuer x --days 3")).code, 2);
    QCOMPARE(tree.run(both("set --new-key rsa-17")).code, 2);
}

void TestTokenCommands::setBlacklistsAGroup()
{
    Tree tree;
    writeGood(tree);
    tree.write(QStringLiteral("etc/passwd"), "ann:x:1000:2000::/:\nbob:x:1001:1001::/:\n");
    tree.write(QStringLiteral("etc/group"), "guests:x:2000:bob\nempty:x:2001:\n");
    tree.write(listPath, "file /etc/auth/config.yml\n");
    const CliRun run = tree.run(both("set --blacklist-group guests --write"));
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(tree.read(servicePath), changed(serviceConfig, "[mallory]", "[mallory, ann, bob]"));
    QCOMPARE(tree.run(both("set --blacklist-group none --write")).code, 3);
    QCOMPARE(tree.run(both("set --blacklist-group empty --write")).code, 3);
}

void TestTokenCommands::setNeedsAList()
{
    Tree tree;
    writeGood(tree);
    tree.write(listPath, "file /etc/auth/config.yml\n");
    const CliRun run = tree.run(both("set --issuer new --write"));
    QCOMPARE(run.code, 3);
    QVERIFY(run.out.isEmpty());
    QVERIFY2(run.err.contains("/etc/pamphlet/paths.d") && run.err.contains("file /etc/registry/config.yml"), run.err.constData());
    QVERIFY(!run.err.contains("file /etc/auth/config.yml"));
    QCOMPARE(tree.read(servicePath), serviceConfig); // both or none
}

void TestTokenCommands::setBlacklist_data()
{
    QTest::addColumn<QByteArray>("before"); // the line
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, const char *arguments, const char *after) {
        QTest::newRow(name) << QByteArray(before) << words(arguments) << QByteArray(after);
    };
    row("added", "blacklisted_users: [mallory]\n", "--blacklist-add ann", "blacklisted_users: [mallory, ann]\n");
    row("two added", "blacklisted_users: [mallory]\n", "--blacklist-add ann --blacklist-add bob",
        "blacklisted_users: [mallory, ann, bob]\n");
    row("there already", "blacklisted_users: [mallory]\n", "--blacklist-add mallory", "blacklisted_users: [mallory]\n");
    row("removed", "blacklisted_users: [mallory, ann]\n", "--blacklist-remove mallory", "blacklisted_users: [ann]\n");
    row("replaced", "blacklisted_users:\n  - mallory # why\n  - bob # ask\n", "--blacklist-remove mallory --blacklist-add ann",
        "blacklisted_users:\n  - bob # ask\n  - ann\n");
    row("the first one", "", "--blacklist-add ann", "blacklisted_users:\n  - \"ann\"\n"); // quoted as its neighbours are
    row("a scalar becomes a list", "blacklisted_users: mallory\n", "--blacklist-add ann",
        "blacklisted_users:\n  - \"mallory\"\n  - \"ann\"\n");
}

void TestTokenCommands::setBlacklist()
{
    QFETCH(QByteArray, before);
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, after);
    const QByteArray head = changed(serviceConfig, "blacklisted_users: [mallory]\n", "#\n").chopped(2);
    Tree tree;
    writeGood(tree);
    tree.write(servicePath, head + before);
    tree.write(listPath, "file /etc/auth/config.yml\n");
    const CliRun run = tree.run(words("token set --write --service-config /etc/auth/config.yml") + arguments);
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(tree.read(servicePath), head + after);
}

void TestTokenCommands::setWarns()
{
    Tree tree;
    writeGood(tree);
    tree.write(QStringLiteral("etc/passwd"), "root:x:0:0::/:/bin/sh\nann:x:1000:1000::/:/bin/sh\n");
    const CliRun realm = tree.run(both("set --realm http://auth.example.test/docker/v2/token --json"));
    QCOMPARE(realm.code, 0);
    QCOMPARE(realm.object()[QStringLiteral("warnings")][0][QStringLiteral("id")].toString(), QStringLiteral("TOK043"));
    QVERIFY(realm.err.contains("[TOK043]"));
    const CliRun near = tree.run(both("set --blacklist-add Ann"));
    QVERIFY2(near.err.contains("no user Ann") && near.err.contains("perhaps ann is meant"), near.err.constData());
    QVERIFY(near.err.contains("until the signing key is changed"));
    const CliRun gone = tree.run(both("set --blacklist-remove nobody"));
    QVERIFY(gone.err.contains("nobody is not on the blacklist"));
    QVERIFY(gone.err.contains("Nothing to change."));
}

void TestTokenCommands::refusedEdits()
{
    Tree tree;
    writeGood(tree);
    tree.write(servicePath, changed(serviceConfig, "[mallory]", "[{a: b}]"));
    const CliRun list = tree.run(both("set --blacklist-add ann"));
    QCOMPARE(list.code, 1);
    QVERIFY2(list.err.contains("/etc/auth/config.yml:5:"), list.err.constData());
    tree.write(servicePath, "issuer: [a\n\tb: }");
    const CliRun broken = tree.run(both("set --issuer new"));
    QCOMPARE(broken.code, 3);
    QVERIFY2(broken.err.contains("/etc/auth/config.yml:2:"), broken.err.constData());
    tree.write(servicePath, "a: &x auth.example.test\nissuer: *x\naudience: b\n");
    const CliRun alias = tree.run(both("set --issuer new"));
    QCOMPARE(alias.code, 1);
    QVERIFY2(alias.err.contains("/etc/auth/config.yml:2:"), alias.err.constData());
    QVERIFY(alias.out.isEmpty());
}

void TestTokenCommands::errors_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const char *arguments, int code, const char *message) {
        QTest::newRow(name) << QString::fromUtf8(arguments) << code << QByteArray(message);
    };
    const char *const nothing = "";
    row("what", "token", 2, nothing);
    row("no such command", "token frob", 2, nothing);
    row("check what", "token check", 2, "--service-config");
    row("a relative path", "token check --service-config config.yml", 2, "absolute path");
    row("no such version", "token check --service-config /etc/auth/config.yml --registry-version 4", 2, nothing);
    row("no such severity", "token check --service-config /etc/auth/config.yml --fail-on x", 2, nothing);
    row("set what", "token set --service-config /etc/auth/config.yml", 2, "--issuer");
    row("set without the registry", "token set --issuer x --service-config /etc/auth/config.yml", 2, "--registry-config");
    row("set without the service", "token set --issuer x --registry-config /etc/registry/config.yml", 2, "--service-config");
    row("an empty issuer", "token set --service-config /etc/auth/config.yml --registry-config /etc/registry/config.yml --issuer=", 2,
        "issuer");
    row("a realm that is none", "token set --realm x --registry-config /etc/registry/config.yml", 2, "realm");
    row("added and removed", "token set --blacklist-add a --blacklist-remove a --service-config /etc/auth/config.yml", 2,
        "added and removed");
    row("write and apply", "token set --issuer x --write --apply", 2, nothing);
    row("set on a missing file", "token set --blacklist-add a --service-config /etc/no.yml", 3, "/etc/no.yml");
    row("access without users", "token access", 3, "/etc/passwd");
    row("access with a broken file", "token access --service-config /etc/auth/token.pem a", 3, "/etc/auth/token.pem");
    row("mint for whom", "token mint --service-config /etc/auth/config.yml", 2, nothing);
    row("mint without a key", "token mint --user a --registry-config /etc/registry/config.yml", 2, "--key");
    row("mint without an issuer", "token mint --user a --key /etc/auth/token.pem", 2, "--issuer");
    row("mint with a certificate", "token mint --user a --key /etc/registry/bundle.pem --issuer i --audience a", 3,
        "/etc/registry/bundle.pem");
    row("mint with no file", "token mint --user a --key /etc/no.pem --issuer i --audience a", 3, "/etc/no.pem");
    row("a scope that is none", "token mint --user a --service-config /etc/auth/config.yml --scope x", 2, nothing);
    row("a lifetime that is none", "token mint --user a --service-config /etc/auth/config.yml --lifetime 0", 2, "10 years");
    row("verify with what", "token verify", 2, "--registry-config");
    row("verify without certificates", "token verify --issuer i --audience a", 2, "--bundle");
    row("verify with no bundle", "token verify --issuer i --audience a --bundle /etc/no.pem", 3, "/etc/no.pem");
    row("access that is none", "token verify --registry-config /etc/registry/config.yml --access x", 2, nothing);
    row("verify with another program's file", "token verify --registry-config /etc/auth/config.yml", 3, "auth.token");
    row("a key of what type", "token key --out-key /k --out-certificate /c", 2, nothing);
    row("a key of no type", "token key --type dsa --out-key /k --out-certificate /c", 2, nothing);
    row("key and certificate in one", "token key --type ec --out-key /k --out-certificate /k", 2, "two files");
    row("a key to nowhere", "token key --type ec --out-key /no/k --out-certificate /c", 3, "/no");
    row("a certificate to nowhere", "token key --type ec --out-key /k --out-certificate /no/c", 3, "/no");
    row("a certificate for no days", "token key --type ec --out-key /k --out-certificate /c --days 0", 2, nothing);
}

void TestTokenCommands::errors()
{
    QFETCH(QString, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    Tree tree;
    writeGood(tree);
    const CliRun run = tree.run(arguments.split(u' '));
    QVERIFY2(run.code == code, QByteArray::number(run.code) + run.out + run.err);
    QVERIFY2(run.err.contains(message) && !run.err.isEmpty(), run.err.constData());
    QVERIFY(run.out.isEmpty() && isTame(run.err));
    QVERIFY(!tree.exists(QStringLiteral("k")) && !tree.exists(QStringLiteral("c")));
    QCOMPARE(tree.read(servicePath), serviceConfig);
    QCOMPARE(tree.read(registryPath), registryConfig);
}

QTEST_GUILESS_MAIN(TestTokenCommands)
#include "tst_tokencommands.moc"
