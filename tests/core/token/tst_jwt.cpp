// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/token/workshop.h"

#include "core/token/base64url.h"
#include "core/token/challenge.h"
#include "core/token/goformat.h"
#include "core/token/mint.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::test;
using namespace pamphlet::token;

namespace {

constexpr std::int64_t now = 1700000000;

std::string unsignedToken(const std::string &header, const std::string &claims)
{
    return compact(signingInput(header, claims), "sig");
}

MintRequest request()
{
    MintRequest wanted;
    wanted.issuer = issuerText;
    wanted.audience = serviceText;
    wanted.subject = "al\"ice\xe2\x80\xae";
    wanted.now = now;
    return wanted;
}

} // namespace

class JwtTest : public QObject
{
    Q_OBJECT

    SigningKey m_rsa = SigningKey::generate(KeyKind::Rsa2048).value();
    SigningKey m_ec = SigningKey::generate(KeyKind::EcP384).value();

private Q_SLOTS:
    void strict_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("detail"); ///< empty: good
        const std::string header = R"({"alg":"RS256"})";
        const auto row = [](const char *name, const std::string &token, const char *detail) {
            QTest::newRow(name) << QByteArray::fromStdString(token) << QByteArray(detail);
        };
        const auto claims
            = [&](const char *name, const std::string &json, const char *detail) { row(name, unsignedToken(header, json), detail); };
        row("least", unsignedToken(header, "{}"), "");
        row("no signature", signingInput(header, "{}") + '.', "");
        claims(
            "all",
            R"({"iss":"a","aud":["b","c"],"exp":1,"nbf":-1,"iat":0,"sub":"","jti":"x","access":[{"type":"t","name":"n","actions":["*"]}],"more":{"a":1}})",
            "");
        claims("access is null", R"({"access":null})", "");
        row("empty", "", "three parts");
        row("one part", "abc", "three parts");
        row("four parts", "e30.e30.e30.e30", "three parts");
        row("padding", "e30=.e30.", "header: not base64url");
        row("unused bits", "e31.e30.", "header: not base64url");
        row("blank in the claims", "e30.e 0.", "claims: not base64url");
        row("signature", "e30.e30.!", "signature: not base64url");
        row("header is empty", ".e30.", "header: not JSON");
        row("header is a list", unsignedToken("[]", "{}"), "header: not a JSON object");
        row("no alg", unsignedToken("{}", "{}"), "\"alg\" is missing");
        row("alg is a number", unsignedToken(R"({"alg":5})", "{}"), "\"alg\" must be a string");
        row("alg twice", unsignedToken(R"({"alg":"a","alg":"b"})", "{}"), "\"alg\" is there twice");
        row("twice, below", unsignedToken(R"({"alg":"a","jwk":{"k":1,"k":2}})", "{}"), "\"k\" is there twice");
        row("kid is null", unsignedToken(R"({"alg":"a","kid":null})", "{}"), "\"kid\" must be a string");
        row("x5c is a string", unsignedToken(R"({"alg":"a","x5c":"x"})", "{}"), "\"x5c\" must be a list of strings");
        row("jwk is a string", unsignedToken(R"({"alg":"a","jwk":"x"})", "{}"), "\"jwk\" must be an object");
        claims("claims are null", "null", "claims: not a JSON object");
        claims("exp is a float", R"({"exp":1.5})", "\"exp\" must be an integer");
        claims("exp is too large", R"({"exp":9223372036854775808})", "\"exp\" must be an integer");
        claims("iat is a string", R"({"iat":"1"})", "\"iat\" must be an integer");
        claims("iss is a number", R"({"iss":1})", "\"iss\" must be a string");
        claims("aud is a number", R"({"aud":1})", "\"aud\" must be a list of strings");
        claims("aud holds a number", R"({"aud":[1]})", "\"aud\" must be a list of strings");
        claims("access is an object", R"({"access":{}})", "\"access\" must be a list of objects");
        claims("access holds a null", R"({"access":[null]})", "\"access\" must be a list of objects");
        claims("actions is a string", R"({"access":[{"actions":"pull"}]})", "\"actions\" must be a list of strings");
        claims("not UTF-8", "{\"iss\":\"\xff\"}", "claims: not JSON");
        claims("cut off", "{\"iss\":", "claims: not JSON");
        claims("deep", std::string(200000, '['), "claims: not JSON");
    }
    void strict()
    {
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, detail);
        const Result<Token> parsed = parseToken(token.toStdString());
        if (detail.isEmpty()) {
            QVERIFY2(parsed.has_value(), parsed ? "" : parsed.error().detail.c_str());
            return;
        }
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().code, ErrorCode::InvalidInput);
        QVERIFY2(QByteArray::fromStdString(parsed.error().detail).contains(detail), parsed.error().detail.c_str());
    }

    void tooLarge() { QCOMPARE(parseToken(std::string(maximumTokenBytes + 1, 'a')).error().code, ErrorCode::TooLarge); }

    void minted_data()
    {
        QTest::addColumn<bool>("rsa");
        QTest::addColumn<KeyIdStyle>("style");
        QTest::newRow("RSA, libtrust") << true << KeyIdStyle::Libtrust;
        QTest::newRow("RSA, thumbprint") << true << KeyIdStyle::Thumbprint;
        QTest::newRow("EC, libtrust") << false << KeyIdStyle::Libtrust;
        QTest::newRow("EC, no kid") << false << KeyIdStyle::None;
    }
    void minted()
    {
        QFETCH(bool, rsa);
        QFETCH(KeyIdStyle, style);
        const SigningKey &key = rsa ? m_rsa : m_ec;
        MintRequest wanted = request();
        wanted.keyId = style;
        wanted.scopes = {"repository:host:5000/team/app:pull,push", "repository:other:delete"};
        wanted.chain = {certificateOf(makeSelfSigned(key, {"x", now, 1}).value())};
        wanted.embedKey = true;
        const MintedToken token = mint(key, wanted).value();
        const Token parsed = parseToken(token.text).value();
        QVERIFY(parsed.header == token.header);
        QVERIFY(parsed.claims == token.claims);
        QCOMPARE(parsed.header.algorithm, std::string(rsa ? "RS256" : "ES384"));
        QCOMPARE(parsed.header.keyId.value_or("none"),
                 style == KeyIdStyle::Libtrust         ? libtrustKeyId(key.publicKey())
                     : style == KeyIdStyle::Thumbprint ? *jwkThumbprint(key.publicKey())
                                                       : std::string("none"));
        QCOMPARE(*parsed.claims.expires, now + 259200);
        QCOMPARE(*parsed.claims.notBefore, now);
        QCOMPARE(*parsed.claims.subject, wanted.subject);
        QVERIFY(!parsed.claims.audienceIsList);
        const std::vector<AccessEntry> access{
            {"registry", "catalog", {"*"}}, {"repository", "host:5000/team/app", {"pull", "push"}}, {"repository", "other", {"delete"}}};
        QCOMPARE(*parsed.claims.access, access);
        QVERIFY(key.publicKey().verifies(*algorithmFromName(parsed.header.algorithm), signingInput(parsed.headerJson, parsed.claimsJson),
                                         parsed.signature));
        QVERIFY(*mint(key, wanted).value().claims.id != *token.claims.id);
    }

    void mintRefusals_data()
    {
        QTest::addColumn<QByteArray>("scope");
        QTest::addColumn<qint64>("lifetime");
        QTest::newRow("no colons") << QByteArray("repository") << qint64(60);
        QTest::newRow("one colon") << QByteArray("repository:x") << qint64(60);
        QTest::newRow("no type") << QByteArray(":x:pull") << qint64(60);
        QTest::newRow("no name") << QByteArray("repository::pull") << qint64(60);
        QTest::newRow("no action") << QByteArray("repository:x:") << qint64(60);
        QTest::newRow("empty action") << QByteArray("repository:x:pull,,push") << qint64(60);
        QTest::newRow("two in one") << QByteArray("repository:x:pull repository:y:pull") << qint64(60);
        QTest::newRow("newline") << QByteArray("repository:x\n:pull") << qint64(60);
        QTest::newRow("no lifetime") << QByteArray("repository:x:pull") << qint64(0);
        QTest::newRow("for ever") << QByteArray("repository:x:pull") << std::numeric_limits<qint64>::max();
    }
    void mintRefusals()
    {
        QFETCH(QByteArray, scope);
        QFETCH(qint64, lifetime);
        MintRequest wanted = request();
        wanted.scopes = {scope.toStdString()};
        wanted.lifetime = lifetime;
        QCOMPARE(mint(m_rsa, wanted).error().code, ErrorCode::InvalidArgument);
    }

    void algorithmOfAnotherKey()
    {
        MintRequest wanted = request();
        wanted.algorithm = Algorithm::ES256;
        QCOMPARE(mint(m_rsa, wanted).error().code, ErrorCode::InvalidArgument);
    }

    /// The service cuts at the first two colons, whatever stands there.
    void serviceScopes_data()
    {
        QTest::addColumn<QByteArray>("scope");
        QTest::addColumn<QByteArray>("entry");
        QTest::newRow("plain") << QByteArray("repository:team/app:pull,push") << QByteArray("repository|team/app|pull|push");
        QTest::newRow("a name with a port") << QByteArray("repository:host:5000/app:pull") << QByteArray("repository|host|5000/app:pull");
        QTest::newRow("several") << QByteArray("repository:a:pull repository:b:pull") << QByteArray("repository|a|pull repository:b:pull");
        QTest::newRow("name alone") << QByteArray("repository:a") << QByteArray("repository|a|");
        QTest::newRow("type alone") << QByteArray("repository") << QByteArray("repository||");
    }
    void serviceScopes()
    {
        QFETCH(QByteArray, scope);
        QFETCH(QByteArray, entry);
        const AccessEntry made = *scopeAsServiceReadsIt(scope.toStdString());
        std::string joined = made.type + '|' + made.name;
        for (const std::string &action : made.actions)
            joined += '|' + action;
        QCOMPARE(QByteArray::fromStdString(joined), entry);
    }

    void asService()
    {
        QVERIFY(!scopeAsServiceReadsIt({}));
        MintRequest wanted = request();
        wanted.keyId = KeyIdStyle::None;
        wanted.lifetime = 5;
        const MintedToken token = mintAsService(m_rsa, wanted, {}).value();
        QCOMPARE(*token.header.keyId, libtrustKeyId(m_rsa.publicKey()));
        QCOMPARE(token.header.algorithm, std::string("RS256"));
        QCOMPARE(*token.claims.expires, now + serviceTokenSeconds);
        QCOMPARE(token.claims.access->size(), std::size_t(1));
        QCOMPARE(mintAsService(m_ec, wanted, {}).error().code, ErrorCode::Unsupported);
    }

    void scopeRoundTrip()
    {
        for (const char *text : {"repository:a:pull", "repository:host:1/a/b:pull,push", "registry:catalog:*"})
            QCOMPARE(scopeText(parseScope(text).value()), std::string(text));
    }

    void challenges_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("joined"); ///< empty: refused
        const auto row = [](const char *name, const char *header, const char *joined) {
            QTest::newRow(name) << QByteArray(header) << QByteArray(joined);
        };
        row("2.8", R"(Bearer realm="https://a/t",service="s",scope="repository:x:pull,push",error="invalid_token")",
            "https://a/t|s|repository:x:pull,push|invalid_token");
        row("blanks", "Bearer  realm = \"r\" , service=\"s\"", "r|s||");
        row("bare words", "bearer realm=r,service=s", "r|s||");
        row("escapes", "Bearer realm=\"a\\\"b\\\\c\"", "a\"b\\c|||");
        row("empty realm", R"(Bearer realm="")", "|||");
        row("unknown parameter", R"(Bearer realm="r",x="y")", "r|||");
        row("Basic", R"(Basic realm="r")", "");
        row("empty", "", "");
        row("no realm", R"(Bearer service="s")", "");
        row("open quote", R"(Bearer realm="r)", "");
        row("ends in a backslash", R"(Bearer realm="r\)", "");
        row("no value", "Bearer realm", "");
        row("no name", "Bearer =x", "");
    }
    void challenges()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, joined);
        const Result<Challenge> challenge = parseChallenge(header.toStdString());
        QCOMPARE(challenge.has_value(), !joined.isEmpty());
        if (challenge)
            QCOMPARE(
                QByteArray::fromStdString(challenge->realm + '|' + challenge->service + '|' + challenge->scope + '|' + challenge->error),
                joined);
    }

    void goWords()
    {
        QCOMPARE(goTime(0), std::string("1970-01-01 00:00:00 +0000 UTC"));
        QCOMPARE(goTime(1700000000), std::string("2023-11-14 22:13:20 +0000 UTC"));
        QCOMPARE(goTime(951782399), std::string("2000-02-28 23:59:59 +0000 UTC"));
        QCOMPARE(goTime(-1), std::string("1969-12-31 23:59:59 +0000 UTC"));
        QCOMPARE(goTime(std::numeric_limits<std::int64_t>::max()), std::string());
        QCOMPARE(goQuoted("a\"b\\\n\x01\x7f\xc3\xa9"), std::string("\"a\\\"b\\\\\\n\\x01\\x7f\xc3\xa9\""));
    }

    void pretty()
    {
        QCOMPARE(prettyJson("{\"b\":1,\"a\":[]}"), std::string("{\n  \"b\": 1,\n  \"a\": []\n}"));
        QCOMPARE(prettyJson("nonsense"), std::string("nonsense"));
    }
};

QTEST_APPLESS_MAIN(JwtTest)
#include "tst_jwt.moc"
