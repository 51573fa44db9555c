// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/token/workshop.h"

#include "core/token/base64url.h"
#include "core/token/jwk.h"
#include "core/token/jwt.h"

#include <QTest>

#include <set>

using namespace pamphlet;
using namespace pamphlet::test;
using namespace pamphlet::token;

namespace {

constexpr std::int64_t now = 1700000000;

const Workshop &workshop()
{
    static const Workshop made(now);
    return made;
}

std::string x5c(const std::string &pem)
{
    return ",\"x5c\":[\"" + toBase64(certificateOf(pem).der()) + "\"]";
}

std::string kid(const std::string &id)
{
    return ",\"kid\":\"" + id + '"';
}

std::string thumbprint(const SigningKey &key)
{
    return registryKeyIds(key.publicKey(), RegistryVersion::V31).front();
}

} // namespace

/// What tst_registrymatrix compares with the real 2.8, here without it; and 3.x by its sources.
class RegistryVerifyTest : public QObject
{
    Q_OBJECT

    Verdict verify3(const std::string &token, Route route = Route::Base, const std::optional<std::string> &jwks = {},
                    std::vector<std::string> algorithms = {}, RegistryVersion version = RegistryVersion::V31) const
    {
        const RegistryTrust trust = loadTrust(version, workshop().bundle(), jwks, std::move(algorithms));
        return verifyAsRegistry(trust, {issuerText, serviceText, now, accessOf(route)}, token);
    }

private Q_SLOTS:
    void version2_data()
    {
        QTest::addColumn<MatrixRow>("row");
        for (const MatrixRow &row : matrixRows(workshop()))
            QTest::newRow(row.name.constData()) << row;
    }
    void version2()
    {
        QFETCH(MatrixRow, row);
        const RegistryTrust trust = loadTrust(RegistryVersion::V2, workshop().bundle());
        QCOMPARE(trust.fault, StartFault::None);
        const Verdict verdict = verifyAsRegistry(trust, {issuerText, serviceText, now, accessOf(row.route)}, row.token);
        QVERIFY2(verdict.reason == row.reason, reasonName(verdict.reason).data());
        QCOMPARE(verdict.decision, row.decision);
        QCOMPARE(verdict.log.empty(), row.decision == Decision::Accepted);
    }

    void subjects()
    {
        const RegistryTrust trust = loadTrust(RegistryVersion::V2, workshop().bundle());
        const std::string good = matrixRows(workshop()).front().token;
        QCOMPARE(verifyAsRegistry(trust, {issuerText, serviceText, now, {}}, good).subject, std::string("alice"));
        QCOMPARE(verifyAsRegistry(trust, {issuerText + '/', serviceText, now, {}}, good).subject, std::string());
    }

    /// The bounds of the leeway, to the second.
    void bounds()
    {
        const RegistryTrust trust = loadTrust(RegistryVersion::V2, workshop().bundle());
        const std::string token = matrixRows(workshop()).front().token; // nbf now, exp now + 300
        const auto at = [&](std::int64_t time) { return verifyAsRegistry(trust, {issuerText, serviceText, time, {}}, token).reason; };
        QCOMPARE(at(now - 61), Reason::NotYetValid);
        QCOMPARE(at(now - 60), Reason::None);
        QCOMPARE(at(now + 360), Reason::None);
        QCOMPARE(at(now + 361), Reason::Expired);
    }

    void version3_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<Route>("route");
        QTest::addColumn<Decision>("decision");
        QTest::addColumn<Reason>("reason");
        QTest::addColumn<bool>("named");
        const Workshop &w = workshop();
        const std::string good = goodClaims(w);
        const std::string id = kid(thumbprint(w.rsa));
        const auto row = [](const char *name, const std::string &token, Reason reason, bool named = true, Route route = Route::Base) {
            const bool scope = reason == Reason::ScopeMissing || reason == Reason::ScopeLacksAction;
            QTest::newRow(name) << QByteArray::fromStdString(token) << route
                                << (reason == Reason::None          ? Decision::Accepted
                                        : reason == Reason::NoToken ? Decision::TokenRequired
                                        : scope                     ? Decision::InsufficientScope
                                                                    : Decision::InvalidToken)
                                << reason << (named && reason != Reason::None);
        };
        const auto rs256 = [&](const SigningKey &key, const std::string &more) {
            return signedToken(key, Algorithm::RS256, headerJson("RS256", more), good);
        };
        const auto claims = [&](const std::vector<std::pair<std::string, std::string>> &members) {
            return signedToken(w.rsa, Algorithm::RS256, headerJson("RS256", id), claimsWith(w, members));
        };
        row("thumbprint", rs256(w.rsa, id), Reason::None);
        row("thumbprint, reading", rs256(w.rsa, id), Reason::None, true, Route::Read);
        row("thumbprint of an EC key", signedToken(w.p521, Algorithm::ES512, headerJson("ES512", kid(thumbprint(w.p521))), good),
            Reason::None);
        row("PS256", signedToken(w.rsa, Algorithm::PS256, headerJson("PS256", id), good), Reason::None);
        row("aud is a list", claims({{"aud", "[\"x\",\"" + serviceText + "\"]"}}), Reason::None);
        row("typ of any type", signedToken(w.rsa, Algorithm::RS256, "{\"typ\":5,\"alg\":\"RS256\"" + id + '}', good), Reason::None);
        row("x5c", rs256(w.rsa, x5c(w.rsaCertificate)), Reason::None);
        row("x5c of a leaf of an authority", rs256(w.leaf, x5c(w.leafCertificate)), Reason::None);
        row("empty x5c, then kid", rs256(w.rsa, ",\"x5c\":[]" + id), Reason::None);
        row("jwk with its kid", rs256(w.rsa, ",\"jwk\":" + jwkText(w.rsa.publicKey(), thumbprint(w.rsa))), Reason::None);
        row("libtrust's kid", rs256(w.rsa, kid(libtrustKeyId(w.rsa.publicKey()))), Reason::KeyIdIsLibtrust);
        row("no token", "", Reason::NoToken, false);
        row("unknown kid", rs256(w.rsa, kid("x")), Reason::UnknownKeyId);
        row("no kid", rs256(w.rsa, {}), Reason::NoKeyNamed);
        row("jwk without kid", rs256(w.rsa, ",\"jwk\":" + jwkText(w.rsa.publicKey())), Reason::JwkUntrusted);
        row("jwk of a stranger", rs256(w.stranger, ",\"jwk\":" + jwkText(w.stranger.publicKey(), "x")), Reason::JwkUntrusted);
        row("jwk is broken", rs256(w.rsa, ",\"jwk\":{\"kty\":\"RSA\"}"), Reason::JwkBroken);
        row("jwk is a secret", rs256(w.rsa, ",\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}"), Reason::JwkBroken);
        row("x5c of a stranger", rs256(w.stranger, x5c(w.strangerCertificate)), Reason::ChainUntrusted);
        row("x5c expired", rs256(w.old, x5c(w.oldCertificate)), Reason::ChainExpired);
        row("x5c is nonsense", rs256(w.rsa, ",\"x5c\":[\"AAAA\"]"), Reason::ChainEncoding);
        row("trusted kid, another key", rs256(w.stranger, id), Reason::SignatureWrong, false);
        row("ES256 with an RSA key", signedToken(w.p256, Algorithm::ES256, headerJson("ES256", id), good), Reason::AlgorithmDoesNotFitKey,
            false);
        row("HS256 with an RSA key", signedToken(w.rsa, Algorithm::RS256, headerJson("HS256", id), good), Reason::AlgorithmDoesNotFitKey,
            false);
        row("EC signature cut", compact(signingInput(headerJson("ES256", kid(thumbprint(w.p256))), good), "short"), Reason::SignatureLength,
            false);
        row("none", signingInput(headerJson("none", id), good) + '.', Reason::AlgorithmNotAllowed);
        row("no signature", signingInput(headerJson("RS256", id), good) + '.', Reason::SignatureWrong, false);
        row("crit", rs256(w.rsa, id + ",\"crit\":[\"exp\"]"), Reason::CriticalHeader, false);
        row("alg twice", rs256(w.rsa, id + ",\"alg\":\"RS256\""), Reason::HeaderJson);
        row("ALG in capitals", signedToken(w.rsa, Algorithm::RS256, "{\"ALG\":\"RS256\"" + id + '}', good), Reason::AlgorithmNotAllowed);
        row("padding", rs256(w.rsa, id) + "==", Reason::SignatureEncoding);
        row("two parts", "e30.e30", Reason::NotThreeParts);
        row("kid is a number", rs256(w.rsa, ",\"kid\":5"), Reason::HeaderType);
        row("wrong iss", claims({{"iss", "\"x\""}}), Reason::IssuerDiffers);
        row("wrong aud", claims({{"aud", "[\"x\"]"}}), Reason::AudienceDiffers);
        row("no aud", claims({{"aud", ""}}), Reason::AudienceDiffers);
        row("aud holds a number", claims({{"aud", "[5]"}}), Reason::ClaimsType, false);
        row("exp is a float", claims({{"exp", "1.5"}}), Reason::TimeNotInteger, false);
        row("expired", claims({{"exp", std::to_string(now - 61)}}), Reason::Expired);
        row("no exp", claims({{"exp", ""}}), Reason::ExpiryMissing);
        row("not yet", claims({{"nbf", std::to_string(now + 61)}}), Reason::NotYetValid);
        row("no access", claims({{"access", ""}}), Reason::ScopeMissing, true, Route::Read);
        row("push alone", claims({{"access", R"([{"type":"repository","name":"team/app","actions":["push"]}])"}}), Reason::ScopeLacksAction,
            true, Route::Write);
    }
    void version3()
    {
        QFETCH(QByteArray, token);
        QFETCH(Route, route);
        QFETCH(Decision, decision);
        QFETCH(Reason, reason);
        QFETCH(bool, named);
        const Verdict verdict = verify3(token.toStdString(), route);
        QVERIFY2(verdict.reason == reason, reasonName(verdict.reason).data());
        QCOMPARE(verdict.decision, decision);
        QCOMPARE(verdict.challengeNamesError, named);
    }

    /// The way out for DockerAuthentication with 3.x: a jwks file that carries libtrust's kid.
    void jwksWithLibtrustId()
    {
        const Workshop &w = workshop();
        const std::string token = matrixRows(w).front().token;
        QCOMPARE(verify3(token).reason, Reason::KeyIdIsLibtrust);
        const std::string jwks = jwksText(w.rsa.publicKey(), libtrustKeyId(w.rsa.publicKey()));
        QCOMPARE(verify3(token, Route::Read, jwks).reason, Reason::None);
        QCOMPARE(verify3(token, Route::Base, jwks, {"ES256", "RS384"}).reason, Reason::AlgorithmNotAllowed);
        QCOMPARE(verify3(token, Route::Base, jwks, {"ES256", "RS256"}).reason, Reason::None);
    }

    /// 3.0.0: one id for every key of a curve, so the last certificate of the bundle is the one that is found.
    void generatorId()
    {
        const Workshop &w = workshop();
        const std::string id = registryKeyIds(w.p256.publicKey(), RegistryVersion::V30).front();
        QCOMPARE(registryKeyIds(w.authority.publicKey(), RegistryVersion::V30).front(), id);
        const auto signedBy = [&](const SigningKey &key, const std::string &kidText) {
            return signedToken(key, Algorithm::ES256, headerJson("ES256", kid(kidText)), goodClaims(w));
        };
        // The authority's P-256 certificate stands behind the service's.
        QCOMPARE(verify3(signedBy(w.p256, id), Route::Base, {}, {}, RegistryVersion::V30).reason, Reason::SignatureWrong);
        QCOMPARE(verify3(signedBy(w.authority, id), Route::Base, {}, {}, RegistryVersion::V30).reason, Reason::None);
        QCOMPARE(verify3(signedBy(w.p256, thumbprint(w.p256)), Route::Base, {}, {}, RegistryVersion::V30).reason, Reason::UnknownKeyId);
    }

    void trust_data()
    {
        QTest::addColumn<QByteArray>("bundle");
        QTest::addColumn<QByteArray>("jwks");
        QTest::addColumn<StartFault>("two");
        QTest::addColumn<StartFault>("three");
        const QByteArray good = QByteArray::fromStdString(workshop().rsaCertificate);
        QTest::newRow("good") << good << QByteArray("-") << StartFault::None << StartFault::None;
        QTest::newRow("nothing") << QByteArray() << QByteArray("-") << StartFault::NoKeys << StartFault::NoKeys;
        QTest::newRow("no keys in the set") << QByteArray() << QByteArray("{\"keys\":[]}") << StartFault::NoKeys << StartFault::NoKeys;
        QTest::newRow("a set alone") << QByteArray()
                                     << QByteArray("{\"keys\":[") + QByteArray::fromStdString(jwkText(workshop().rsa.publicKey(), "x"))
                + "]}" << StartFault::NoKeys
                                     << StartFault::None;
        QTest::newRow("set broken") << good << QByteArray("{") << StartFault::None << StartFault::BrokenJwks;
        QTest::newRow("certificate broken") << good + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
                                            << QByteArray("-") << StartFault::BrokenCertificate << StartFault::BrokenCertificate;
    }
    void trust()
    {
        QFETCH(QByteArray, bundle);
        QFETCH(QByteArray, jwks);
        QFETCH(StartFault, two);
        QFETCH(StartFault, three);
        const std::optional<std::string> set = jwks == "-" ? std::nullopt : std::optional(jwks.toStdString());
        QCOMPARE(loadTrust(RegistryVersion::V2, bundle.toStdString(), set).fault, two);
        const RegistryTrust trust = loadTrust(RegistryVersion::V31, bundle.toStdString(), set);
        QCOMPARE(trust.fault, three);
        const Verdict verdict = verifyAsRegistry(trust, {issuerText, serviceText, now, {}}, "x");
        QCOMPARE(verdict.decision == Decision::NotStarted, three != StartFault::None);
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("NULs") << QByteArray(100, '\0');
        QTest::newRow("dots") << QByteArray(1 << 20, '.');
        QTest::newRow("1 MiB") << QByteArray(1 << 20, 'A');
        QTest::newRow("deep header") << QByteArray(200000, '[').toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
                + ".e30.AA";
        QTest::newRow("not UTF-8")
            << QByteArray("{\"alg\":\"\xff\"}").toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) + ".e30.AA";
        QTest::newRow("newline inside") << QByteArray("e30\n.e30.AA");
    }
    void hostile()
    {
        QFETCH(QByteArray, token);
        for (const RegistryVersion version : {RegistryVersion::V2, RegistryVersion::V30, RegistryVersion::V31}) {
            const RegistryTrust trust = loadTrust(version, workshop().bundle());
            QCOMPARE(verifyAsRegistry(trust, {issuerText, serviceText, now, {}}, token.toStdString()).decision, Decision::InvalidToken);
        }
    }

    void names()
    {
        std::set<std::string_view> seen;
        for (int i = 0; i <= static_cast<int>(Reason::JwkKeyDiffers); ++i)
            QVERIFY(seen.insert(reasonName(static_cast<Reason>(i))).second);
        QCOMPARE(reasonName(Reason::ScopeMissing), std::string_view("scope-missing"));
        QCOMPARE(reasonName(Reason::ChainKeyUnsupported), std::string_view("chain-key-unsupported"));
        QCOMPARE(reasonName(Reason::JwkKeyDiffers), std::string_view("jwk-key-differs"));
    }
};

QTEST_APPLESS_MAIN(RegistryVerifyTest)
#include "tst_registryverify.moc"
