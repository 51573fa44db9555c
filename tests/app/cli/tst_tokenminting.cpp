// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/jwt.h"
#include "tests/app/cli/tokentree.h"

#include <QScopeGuard>
#include <QTest>

#include <utility>

#include <unistd.h>

using namespace pamphlet;
using namespace pamphlet::test;

/// token access, mint, verify and key: the real program.
class TestTokenMinting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void access_data();
    void access();
    void accessOfNamedUsers();
    void accessNotesOddNames();
    void mintedTokens_data();
    void mintedTokens();
    void mintAsJson();
    void longTokensAreWhole();
    void matrix_data();
    void matrix();
    void verifySaysWhy();
    void verifyWithoutAConfiguration();
    void registryThatDoesNotStart();
    void keyFiles_data();
    void keyFiles();
    void keyOverwritesNothing();
    void keyFilesInsideTheTree();
};

void TestTokenMinting::access_data()
{
    QTest::addColumn<QByteArray>("php"); // null: no /etc/pam.d at all
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("getsToken");
    QTest::addColumn<QString>("authenticate");
    QTest::addColumn<QString>("account");
    QTest::addColumn<QStringList>("reasons");
    const auto row = [](const char *name, const QByteArray &php, const char *user, const char *gets, const char *auth, const char *account,
                        const char *reasons) {
        QTest::newRow(name) << php << QString::fromLatin1(user) << QString::fromLatin1(gets) << QString::fromLatin1(auth)
                            << QString::fromLatin1(account) << words(reasons);
    };
    const QByteArray unixStack = "auth required pam_unix.so\naccount required pam_unix.so\n";
    row("a password decides", unixStack, "ann", "unknown", "unknown", "unknown", "authentication-unknown account-unknown");
    row("blacklisted", unixStack, "mallory", "no", "unknown", "unknown", "blacklisted refresh-stays");
    row("blacklisted in another case", unixStack, "Mallory", "unknown", "unknown", "unknown", "authentication-unknown account-unknown");
    row("everybody is let in", "auth required pam_permit.so\naccount required pam_permit.so\n", "ann", "yes", "yes", "yes", "");
    row("a check that does not count", "auth optional pam_unix.so\nauth sufficient pam_permit.so\naccount required pam_permit.so\n", "ann",
        "unknown", "unknown", "yes", "authentication-unknown");
    row("account refuses, which nobody asks", "auth required pam_permit.so\naccount required pam_deny.so\n", "ann", "yes", "yes", "no",
        "account-ignored");
    row("auth refuses", "auth required pam_unix.so\nauth required pam_deny.so\naccount required pam_permit.so\n", "ann", "no", "no", "yes",
        "authentication-fails");
    row("a right password skips the refusal",
        "auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_deny.so\nauth required pam_permit.so\n"
        "account required pam_permit.so\n",
        "ann", "unknown", "unknown", "yes", "authentication-unknown");
    row("no rules, no other", "session required pam_permit.so\n", "ann", "no", "no", "no", "authentication-fails");
    row("an include that is not there", "auth include gone\n", "ann", "no", "no", "no", "authentication-fails");
    row("a tree without PAM", {}, "ann", "unknown", "unknown", "unknown", "authentication-unknown account-unknown");
    row("a name that is too long", unixStack, "abcdefghijklmnopqrstuvwxyz01234", "no", "unknown", "unknown", "name-too-long");
}

void TestTokenMinting::access()
{
    QFETCH(QByteArray, php);
    QFETCH(QString, user);
    Tree tree;
    writeGood(tree);
    if (!php.isNull())
        tree.write(QStringLiteral("etc/pam.d/php"), php);
    const QStringList arguments{QStringLiteral("token"), QStringLiteral("access"), QStringLiteral("--service-config"),
                                QStringLiteral("/etc/auth/config.yml"), user};
    const CliRun run = tree.run(arguments + QStringList{QStringLiteral("--json")});
    const QJsonObject answer = run.object()[QStringLiteral("users")][0].toObject();
    QCOMPARE(answer[QStringLiteral("user")].toString(), user);
    QTEST(answer[QStringLiteral("gets_token")].toString(), "getsToken");
    QTEST(answer[QStringLiteral("authenticate")].toString(), "authenticate");
    QTEST(answer[QStringLiteral("account")].toString(), "account");
    QTEST(texts(answer[QStringLiteral("reasons")]), "reasons");
    const bool no = answer[QStringLiteral("gets_token")].toString() == QStringLiteral("no");
    QCOMPARE(answer[QStringLiteral("any_scope")].toBool(), !no);
    QCOMPARE(run.code, no ? 1 : 0);
    const CliRun text = tree.run(arguments);
    QCOMPARE(text.code, run.code);
    QVERIFY2(text.out.contains(user.toUtf8()), text.out.constData());
}

void TestTokenMinting::accessOfNamedUsers()
{
    Tree tree;
    writeGood(tree);
    tree.write(QStringLiteral("etc/pam.d/php"), "auth required pam_unix.so\n");
    tree.write(QStringLiteral("etc/passwd"),
               "root:x:0:0::/:/bin/sh\n# no user:x\n\n+nis::::::\nmallory:x:1:1::/:/bin/sh\nann:x:2:2::/:/bin/sh\n");
    const CliRun run = tree.run(words("token access --service-config /etc/auth/config.yml --json"));
    QCOMPARE(run.code, 0); // nobody was asked about
    QStringList users;
    for (const QJsonValue user : run.object()[QStringLiteral("users")].toArray())
        users << user[QStringLiteral("user")].toString();
    QCOMPARE(users, (QStringList{QStringLiteral("root"), QStringLiteral("mallory"), QStringLiteral("ann")}));
    QCOMPARE(run.object()[QStringLiteral("pam_service")].toString(), QStringLiteral("php"));
    QCOMPARE(tree.run(words("token access --service-config /etc/auth/config.yml ann mallory")).code, 1);
    QCOMPARE(tree.run(words("token access ann mallory")).code, 0); // no configuration, no blacklist
    QCOMPARE(tree.run(words("token access --pam-service nothing --json")).object()[QStringLiteral("authenticate")].toString(),
             QStringLiteral("no"));
}

void TestTokenMinting::accessNotesOddNames()
{
    Tree tree;
    writeGood(tree);
    tree.write(QStringLiteral("etc/passwd"), "ann:x:2:2::/:/bin/sh\n");
    tree.write(servicePath, changed(serviceConfig, "[mallory]", "[Ann, gone, gone, 12]"));
    const CliRun run = tree.run(words("token access --service-config /etc/auth/config.yml --json"));
    QVERIFY2(run.err.contains("perhaps ann is meant") && run.err.contains("Blacklisted twice: gone") && run.err.contains("[TOK009]"),
             run.err.constData());
    const QJsonArray list = run.object()[QStringLiteral("blacklist")].toArray();
    QCOMPARE(list[0][QStringLiteral("near")].toString(), QStringLiteral("ann"));
    QVERIFY(list[1][QStringLiteral("near")].isNull() && !list[1][QStringLiteral("exists")].toBool());
    QVERIFY(list[2][QStringLiteral("repeated")].toBool());
    tree.write(servicePath, changed(serviceConfig, "[mallory]", "ann"));
    const CliRun off = tree.run(words("token access --service-config /etc/auth/config.yml --json"));
    QVERIFY(off.err.contains("[TOK008]"));
    QVERIFY(!off.object()[QStringLiteral("users")][0][QStringLiteral("blacklisted")].toBool());
}

void TestTokenMinting::mintedTokens_data()
{
    QTest::addColumn<QStringList>("mint");
    QTest::addColumn<QStringList>("verify");
    QTest::addColumn<QStringList>("reasons"); // of 2.8, 3.0, 3.1; "": accepted
    const auto row = [](const char *name, const char *mint, const char *verify, const QStringList &reasons) {
        QTest::newRow(name) << words(mint) << words(verify) << reasons;
    };
    const QString libtrust = QStringLiteral("key-id-is-libtrust");
    const QString thumbprint = QStringLiteral("key-id-is-thumbprint");
    const QString lacks = QStringLiteral("scope-lacks-action");
    const QString other = QStringLiteral("scope-of-other-name");
    row("as the service makes it", "--user ann", "", {QString(), libtrust, libtrust});
    row("with a thumbprint", "--user ann --key-id thumbprint", "", {thumbprint, QString(), QString()});
    row("without a name of the key", "--user ann --key-id none", "",
        {QStringLiteral("no-key-named"), QStringLiteral("no-key-named"), QStringLiteral("no-key-named")});
    row("for the catalog", "--user ann --key-id thumbprint", "--access registry:catalog:*", {thumbprint, QString(), QString()});
    row("for a repository", "--user ann --scope repository:team/app:pull", "--access repository:team/app:pull",
        {QString(), libtrust, libtrust});
    row("for pulling alone", "--user ann --scope repository:team/app:pull", "--access repository:team/app:pull,push",
        {lacks, libtrust, libtrust});
    row("for another one", "--user ann --scope repository:team/app:pull", "--access repository:team/x:pull", {other, libtrust, libtrust});
    row("two scopes", "--user ann --scope repository:a:pull --scope repository:b:push",
        "--access repository:a:pull --access repository:b:push", {QString(), libtrust, libtrust});
    row("for nothing", "--user ann --no-catalog", "--access repository:a:pull", {QStringLiteral("scope-missing"), libtrust, libtrust});
    row("another issuer", "--user ann --issuer x", "", {QStringLiteral("issuer-differs"), libtrust, libtrust});
    row("another audience", "--user ann --audience x", "", {QStringLiteral("audience-differs"), libtrust, libtrust});
    row("expired meanwhile", "--user ann --lifetime 1 --key-id thumbprint", "--at 32503680000",
        {QStringLiteral("expired"), QStringLiteral("expired"), QStringLiteral("expired")});
    row("too early", "--user ann", "--at 1000", {QStringLiteral("not-yet-valid"), libtrust, libtrust});
}

void TestTokenMinting::mintedTokens()
{
    QFETCH(QStringList, mint);
    QFETCH(QStringList, verify);
    QFETCH(QStringList, reasons);
    Tree tree;
    writeGood(tree);
    const CliRun minted = tree.run(both("mint") + mint);
    QVERIFY2(minted.code == 0, minted.err.constData());
    QCOMPARE(minted.out.count('\n'), 1);
    const CliRun run = tree.run(both("verify --json") + verify, minted.out);
    QVERIFY2(run.err.isEmpty(), run.err.constData());
    QStringList found;
    QStringList registries;
    for (const QJsonValue verdict : run.array()) {
        registries << verdict[QStringLiteral("registry")].toString();
        found << verdict[QStringLiteral("reason")].toString();
        const bool accepted = verdict[QStringLiteral("reason")].isNull();
        QCOMPARE(verdict[QStringLiteral("decision")].toString() == QStringLiteral("accepted"), accepted);
        if (accepted)
            QCOMPARE(verdict[QStringLiteral("subject")].toString(), QStringLiteral("ann"));
    }
    QCOMPARE(registries, words("2.8 3.0 3.1"));
    QCOMPARE(found.join(u' '), reasons.join(u' '));
    QCOMPARE(run.code, 1); // one of the three always refuses here
    const CliRun two = tree.run(both("verify --registry-version 2.8") + verify, minted.out);
    QCOMPARE(two.code, reasons.front().isEmpty() ? 0 : 1);
    const CliRun three = tree.run(both("verify --registry-version 3.0,3.1") + verify, minted.out);
    QCOMPARE(three.code, reasons.back().isEmpty() ? 0 : 1);
    QCOMPARE(three.out.count("\n3.1: ") + three.out.startsWith("3.0: "), 2);
}

void TestTokenMinting::mintAsJson()
{
    Tree tree;
    writeGood(tree);
    const CliRun run = tree.run(both("mint --user ann --scope repository:team/app:pull,push --lifetime 60 --json"));
    QVERIFY2(run.code == 0, run.err.constData());
    const QJsonObject document = run.object();
    QCOMPARE(document[QStringLiteral("header")][QStringLiteral("alg")].toString(), QStringLiteral("RS256"));
    const QJsonObject claims = document[QStringLiteral("claims")].toObject();
    QCOMPARE(claims[QStringLiteral("iss")].toString(), QStringLiteral("auth.example.test"));
    QCOMPARE(claims[QStringLiteral("aud")].toString(), QStringLiteral("registry.example.test"));
    QCOMPARE(claims[QStringLiteral("sub")].toString(), QStringLiteral("ann"));
    QCOMPARE(claims[QStringLiteral("exp")].toInteger() - claims[QStringLiteral("iat")].toInteger(), 60);
    QCOMPARE(texts(claims[QStringLiteral("access")][1][QStringLiteral("actions")]), words("pull push"));
    const auto parsed = token::parseToken(document[QStringLiteral("token")].toString().toStdString());
    QVERIFY(parsed);
    QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(parsed->claimsJson)).object(), claims);
    // The key alone, and what else is needed by hand.
    const CliRun alone = tree.run(words("token mint --user ann --key /etc/auth/token.pem --issuer i --audience a --json"));
    QVERIFY2(alone.code == 0, alone.err.constData());
    QCOMPARE(alone.object()[QStringLiteral("claims")][QStringLiteral("iss")].toString(), QStringLiteral("i"));
}

void TestTokenMinting::longTokensAreWhole()
{
    Tree tree;
    writeGood(tree);
    QStringList arguments = both("mint --user ann");
    for (int i = 0; i < 200; ++i)
        arguments << QStringLiteral("--scope") << QStringLiteral("repository:some/rather/long/name/%1:pull,push").arg(i);
    const CliRun minted = tree.run(arguments);
    QCOMPARE(minted.code, 0);
    QVERIFY(minted.out.size() > 15000);
    const CliRun run = tree.run(both("verify --registry-version 2.8 --access repository:some/rather/long/name/199:push"), minted.out);
    QVERIFY2(run.code == 0, run.out.constData());
}

void TestTokenMinting::matrix_data()
{
    QTest::addColumn<int>("index");
    const std::vector<MatrixRow> rows = matrixRows(workshop());
    for (std::size_t i = 0; i < rows.size(); ++i)
        QTest::newRow(rows[i].name.constData()) << static_cast<int>(i);
}

/// What the tests of core/token compare with a real registry, said by the program: the same reasons and words.
void TestTokenMinting::matrix()
{
    QFETCH(int, index);
    static const std::vector<MatrixRow> rows = matrixRows(workshop());
    const MatrixRow &row = rows.at(static_cast<std::size_t>(index));
    static const Tree tree;
    writeGood(tree);
    tree.write(bundlePath, QByteArray::fromStdString(workshop().bundle()));
    QStringList arguments = both("verify --registry-version 2.8 --json --at");
    arguments.insert(arguments.indexOf(QStringLiteral("--at")) + 1, QString::number(workshop().now));
    for (const token::RequestedAccess &access : accessOf(row.route))
        arguments << QStringLiteral("--access") << QString::fromStdString(access.type + ':' + access.name + ':' + access.action);
    const CliRun run = tree.run(arguments, QByteArray::fromStdString(row.token) + '\n');
    QVERIFY2(run.array().size() == 1, run.err.constData());
    const QJsonValue verdict = run.array()[0];
    const auto text = [](std::string_view view) { return QString::fromLatin1(view.data(), static_cast<qsizetype>(view.size())); };
    QCOMPARE(verdict[QStringLiteral("decision")].toString(), text(token::decisionName(row.decision)));
    if (row.decision == token::Decision::Accepted)
        QVERIFY(verdict[QStringLiteral("reason")].isNull());
    else
        QCOMPARE(verdict[QStringLiteral("reason")].toString(), text(token::reasonName(row.reason)));
    QCOMPARE(run.code, row.decision == token::Decision::Accepted ? 0 : 1);
    const token::Verdict expected = token::verifyAsRegistry(token::loadTrust(token::RegistryVersion::V2, workshop().bundle()),
                                                            {issuerText, serviceText, workshop().now, accessOf(row.route)}, row.token);
    QCOMPARE(verdict[QStringLiteral("log")].toString(), QString::fromStdString(expected.log));
    QVERIFY(verdict[QStringLiteral("message")].toString().endsWith(u'.'));
}

void TestTokenMinting::verifySaysWhy()
{
    Tree tree;
    writeGood(tree);
    const QByteArray token = QByteArray::fromStdString(
        signedToken(workshop().rsa, token::Algorithm::RS256, headerJson("RS256", ",\"kid\":\"a\\u001b[2J\""), claimsWith(workshop(), {})));
    const CliRun run = tree.run(both("verify --registry-version 2.8"), token);
    QCOMPARE(run.code, 1);
    QVERIFY2(run.out.startsWith("2.8: refused: The registry has no key with the name a\\x1B[2J. "), run.out.constData());
    QVERIFY(run.out.contains("[unknown-key-id]\n    log: token signed by untrusted key with ID: "));
    QVERIFY(isTame(run.out));
    for (const QByteArray &odd : {QByteArray(""), QByteArray("\n"), QByteArray("\x1b[2J.\xff.\x00", 8), QByteArray("a.b.c")}) {
        const CliRun nothing = tree.run(both("verify"), odd);
        QCOMPARE(nothing.code, 1);
        QVERIFY(isTame(nothing.out) && nothing.out.count("refused") == 3);
    }
    // On the command line, and after a dash.
    const QByteArray good = QByteArray::fromStdString(signedToken(
        workshop().rsa, token::Algorithm::RS256,
        headerJson("RS256", ",\"kid\":\"" + token::libtrustKeyId(workshop().rsa.publicKey()) + '"'), claimsWith(workshop(), {})));
    QCOMPARE(tree.run(both("verify --registry-version 2.8") << QString::fromLatin1(good)).code, 0);
    QCOMPARE(tree.run(both("verify --registry-version 2.8") << QStringLiteral("-"), good + "\r\n").code, 0);
}

void TestTokenMinting::verifyWithoutAConfiguration()
{
    Tree tree;
    writeGood(tree);
    const QByteArray minted = tree.run(both("mint --user ann")).out;
    const QStringList arguments
        = words("token verify --bundle /etc/registry/bundle.pem --issuer auth.example.test --audience registry.example.test");
    QCOMPARE(tree.run(arguments + words("--registry-version 2.8"), minted).code, 0);
    QCOMPARE(tree.run(arguments + words("--registry-version 3.1"), minted).code, 1);
    // A jwks file that gives the key the name which DockerAuthentication uses.
    tree.write(QStringLiteral("etc/registry/jwks.json"),
               QByteArray::fromStdString(token::jwksText(workshop().rsa.publicKey(), token::libtrustKeyId(workshop().rsa.publicKey()))));
    QCOMPARE(tree.run(arguments + words("--jwks /etc/registry/jwks.json --registry-version 3.1"), minted).code, 0);
}

void TestTokenMinting::registryThatDoesNotStart()
{
    Tree tree;
    writeGood(tree);
    const QByteArray minted = tree.run(both("mint --user ann")).out;
    tree.write(bundlePath, "nothing\n");
    const CliRun run = tree.run(both("verify --registry-version 2.8 --json"), minted);
    QCOMPARE(run.code, 1);
    QCOMPARE(run.array()[0][QStringLiteral("decision")].toString(), QStringLiteral("not_started"));
    QVERIFY(run.array()[0][QStringLiteral("log")].toString().contains(QStringLiteral("at least one token signing root certificate")));
}

void TestTokenMinting::keyFiles_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("description");
    for (const auto &[type, description] : {std::pair("rsa", "RSA 3072"), std::pair("rsa-2048", "RSA 2048"), std::pair("ec", "EC P-256"),
                                            std::pair("ec-p384", "EC P-384"), std::pair("ec-p521", "EC P-521")})
        QTest::newRow(type) << QString::fromLatin1(type) << QString::fromLatin1(description);
}

void TestTokenMinting::keyFiles()
{
    QFETCH(QString, type);
    QFETCH(QString, description);
    Tree tree;
    tree.write(registryPath, registryConfig);
    tree.write(servicePath, serviceConfig);
    const mode_t before = ::umask(0);
    const auto back = qScopeGuard([before] { ::umask(before); });
    const CliRun run
        = tree.run(words("token key --out-key /etc/auth/token.pem --out-certificate /etc/registry/bundle.pem --json --type") << type);
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(run.object()[QStringLiteral("type")].toString(), description);
    QVERIFY(!run.out.contains("PRIVATE") && tree.read(keyPath).startsWith("-----BEGIN PRIVATE KEY-----\n"));
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(tree.file(keyPath)).constData(), &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0600U);
    QCOMPARE(::stat(QFile::encodeName(tree.file(bundlePath)).constData(), &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0644U);
    // They belong together, and the ids are those of a token.
    const CliRun minted = tree.run(both("mint --user ann --json"));
    QVERIFY2(minted.code == 0, minted.err.constData());
    QCOMPARE(minted.object()[QStringLiteral("header")][QStringLiteral("kid")], run.object()[QStringLiteral("key_id")]);
    QCOMPARE(tree.run(both("verify --registry-version 2.8"), minted.object()[QStringLiteral("token")].toString().toLatin1()).code, 0);
    const CliRun check = tree.run(both("check --registry-version 2.8 --json"));
    QCOMPARE(check.code, type.startsWith(QStringLiteral("rsa")) ? 0 : 1); // DockerAuthentication's own limit
    QCOMPARE(ids(check), type.startsWith(QStringLiteral("rsa")) ? QStringList() : QStringList{QStringLiteral("TOK053")});
}

void TestTokenMinting::keyOverwritesNothing()
{
    Tree tree;
    const QStringList arguments = words("token key --type ec --out-key /k.pem --out-certificate /c.pem");
    tree.write(QStringLiteral("c.pem"), "mine");
    const CliRun there = tree.run(arguments);
    QCOMPARE(there.code, 1);
    QVERIFY2(there.err.contains("/c.pem is there already"), there.err.constData());
    QCOMPARE(tree.read(QStringLiteral("c.pem")), QByteArray("mine"));
    QVERIFY(!tree.exists(QStringLiteral("k.pem"))); // both or none
    QVERIFY(QFile::remove(tree.file(QStringLiteral("c.pem"))));

    QVERIFY(QFile::link(QStringLiteral("target.pem"), tree.file(QStringLiteral("k.pem"))));
    const CliRun link = tree.run(arguments);
    QCOMPARE(link.code, 1);
    QVERIFY(!tree.exists(QStringLiteral("target.pem")) && !tree.exists(QStringLiteral("c.pem")));
    QVERIFY(QFile::remove(tree.file(QStringLiteral("k.pem"))));

    QCOMPARE(tree.run(arguments).code, 0);
    const QByteArray key = tree.read(QStringLiteral("k.pem"));
    QCOMPARE(tree.run(arguments).code, 1);
    QCOMPARE(tree.read(QStringLiteral("k.pem")), key);
}

void TestTokenMinting::keyFilesInsideTheTree()
{
    Tree tree;
    Tree outside;
    // A link that would lead out of the tree is resolved inside it.
    QVERIFY(QFile::link(outside.path(), tree.file(QStringLiteral("out"))));
    const CliRun run = tree.run(words("token key --type ec --out-key /out/k.pem --out-certificate /c.pem"));
    QCOMPARE(run.code, 3);
    QVERIFY(!outside.exists(QStringLiteral("k.pem")) && !tree.exists(QStringLiteral("c.pem")));
}

QTEST_GUILESS_MAIN(TestTokenMinting)
#include "tst_tokenminting.moc"
