// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/token/workshop.h"

#include "core/token/base64url.h"
#include "core/token/jwk.h"
#include "core/token/jwt.h"
#include "core/token/mint.h"
#include "core/token/opensslhandles.h"

#include <openssl/x509v3.h>

#include <nlohmann/json.hpp>

namespace pamphlet::test {

using namespace token;

namespace {

constexpr std::int64_t day = 86400;

SigningKey make(KeyKind kind)
{
    return SigningKey::generate(kind).value();
}

void setName(X509_NAME *name, const std::string &text)
{
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(text.data()),
                               static_cast<int>(text.size()), -1, 0);
}

std::string selfSigned(const SigningKey &key, const char *name, std::int64_t now)
{
    return makeSelfSigned(key, {name, now - day, 30}).value();
}

std::string x5c(const std::vector<std::string> &pems)
{
    std::string list;
    for (const std::string &pem : pems)
        list += (list.empty() ? "\"" : ",\"") + toBase64(certificateOf(pem).der()) + '"';
    return ",\"x5c\":[" + list + ']';
}

std::string kid(const std::string &id)
{
    return ",\"kid\":\"" + id + '"';
}

} // namespace

std::string issue(const Issue &what)
{
    const CertificateHandle certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    static long serial = 1000;
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), what.notBefore);
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), what.notAfter);
    setName(X509_get_subject_name(certificate.get()), what.name);
    setName(X509_get_issuer_name(certificate.get()), what.issuerName.empty() ? what.name : what.issuerName);
    X509_set_pubkey(certificate.get(), what.key->handle());
    const std::string constraints = what.authority
        ? "critical,CA:TRUE" + (what.pathLength >= 0 ? ",pathlen:" + std::to_string(what.pathLength) : std::string())
        : std::string("critical,CA:FALSE");
    const std::unique_ptr<X509_EXTENSION, FreeWith<&X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_basic_constraints, constraints.c_str()));
    X509_add_ext(certificate.get(), extension.get(), -1);
    X509_sign(certificate.get(), (what.issuerKey ? what.issuerKey : what.key)->handle(), EVP_sha256());
    unsigned char *der = nullptr;
    const int size = i2d_X509(certificate.get(), &der);
    const std::string pem = toPem("CERTIFICATE", {reinterpret_cast<const char *>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    return pem;
}

Certificate certificateOf(const std::string &pem)
{
    return certificatesOf(readBundle(pem)).front();
}

Workshop::Workshop(std::int64_t time)
    : now(time)
    , rsa(make(KeyKind::Rsa2048))
    , p256(make(KeyKind::EcP256))
    , p384(make(KeyKind::EcP384))
    , p521(make(KeyKind::EcP521))
    , stranger(make(KeyKind::Rsa2048))
    , leaf(make(KeyKind::Rsa2048))
    , authority(make(KeyKind::EcP256))
    , old(make(KeyKind::Rsa2048))
    , rsaCertificate(selfSigned(rsa, "tokens", now))
    , p256Certificate(selfSigned(p256, "tokens p256", now))
    , p384Certificate(selfSigned(p384, "tokens p384", now))
    , p521Certificate(selfSigned(p521, "tokens p521", now))
    , strangerCertificate(selfSigned(stranger, "stranger", now))
    , leafCertificate(issue({"leaf", &leaf, &authority, "authority", now - day, now + day, false}))
    , authorityCertificate(issue({"authority", &authority, nullptr, {}, now - day, now + day, true}))
    , oldCertificate(issue({"old", &old, nullptr, {}, now - 3 * day, now - day, false}))
    , leafOfLeafCertificate(issue({"leaf of a leaf", &stranger, &leaf, "leaf", now - day, now + day, false}))
{ }

std::string Workshop::bundle() const
{
    return rsaCertificate + p256Certificate + p384Certificate + p521Certificate + authorityCertificate + oldCertificate;
}

std::vector<RequestedAccess> accessOf(Route route)
{
    switch (route) {
    case Route::Read:
        return accessForRepository("GET", "team/app");
    case Route::Write:
        return accessForRepository("POST", "team/app");
    case Route::Base:
        break;
    }
    return {};
}

std::string claimsWith(const Workshop &workshop, const std::vector<std::pair<std::string, std::string>> &members)
{
    const std::string now = std::to_string(workshop.now);
    std::vector<std::pair<std::string, std::string>> all{
        {"iss", '"' + issuerText + '"'},
        {"aud", '"' + serviceText + '"'},
        {"iat", now},
        {"nbf", now},
        {"sub", "\"alice\""},
        {"jti", "\"1\""},
        {"exp", std::to_string(workshop.now + 300)},
        {"access",
         R"([{"type":"registry","name":"catalog","actions":["*"]},{"type":"repository","name":"team/app","actions":["pull","push"]}])"}};
    for (const auto &[name, value] : members) {
        const auto found = std::find_if(all.begin(), all.end(), [&name = name](const auto &entry) { return entry.first == name; });
        if (found == all.end())
            all.emplace_back(name, value);
        else
            found->second = value;
    }
    std::string text;
    for (const auto &[name, value] : all) {
        if (!value.empty())
            text += (text.empty() ? "{\"" : ",\"") + name + "\":" + value;
    }
    return text + '}';
}

std::string goodClaims(const Workshop &workshop)
{
    return claimsWith(workshop, {});
}

std::string headerJson(const std::string &algorithm, const std::string &more)
{
    return "{\"typ\":\"JWT\",\"alg\":\"" + algorithm + '"' + more + '}';
}

std::string signedToken(const SigningKey &key, Algorithm algorithm, const std::string &header, const std::string &claims)
{
    return signToken(key, algorithm, header, claims).value();
}

std::vector<MatrixRow> matrixRows(const Workshop &w)
{
    std::vector<MatrixRow> rows;
    const std::string good = goodClaims(w);
    const std::string rsaId = libtrustKeyId(w.rsa.publicKey());
    const auto refuse = [&](const char *name, const std::string &token, Reason reason, Route route = Route::Base,
                            Decision decision = Decision::InvalidToken) {
        rows.push_back({name, token, route, decision, reason});
    };
    const auto accept = [&](const char *name, const std::string &token, Route route = Route::Base) {
        rows.push_back({name, token, route, Decision::Accepted, Reason::None});
    };
    /// Signed by the RSA key, named by its kid, with these claims.
    const auto claims = [&](const std::vector<std::pair<std::string, std::string>> &members) {
        return signedToken(w.rsa, Algorithm::RS256, headerJson("RS256", kid(rsaId)), claimsWith(w, members));
    };
    /// Signed with this header and good claims.
    const auto header
        = [&](const SigningKey &key, Algorithm algorithm, const std::string &json) { return signedToken(key, algorithm, json, good); };
    const auto at = [&](std::int64_t seconds) { return std::to_string(w.now + seconds); };
    const auto rs256
        = [&](const SigningKey &key, const std::string &more) { return header(key, Algorithm::RS256, headerJson("RS256", more)); };

    accept("RS256 with libtrust's kid", rs256(w.rsa, kid(rsaId)));
    accept("RS256, reading a repository", rs256(w.rsa, kid(rsaId)), Route::Read);
    accept("RS256, writing a repository", rs256(w.rsa, kid(rsaId)), Route::Write);
    accept("RS384", header(w.rsa, Algorithm::RS384, headerJson("RS384", kid(rsaId))));
    accept("RS512", header(w.rsa, Algorithm::RS512, headerJson("RS512", kid(rsaId))));
    accept("x5c of a self-signed certificate in the bundle", rs256(w.rsa, x5c({w.rsaCertificate})));
    accept("x5c of a leaf of a bundled authority", rs256(w.leaf, x5c({w.leafCertificate})));
    accept("x5c of a leaf with its authority", rs256(w.leaf, x5c({w.leafCertificate, w.authorityCertificate})));
    accept("x5c beside a wrong kid", rs256(w.rsa, x5c({w.rsaCertificate}) + kid("WRONG")));
    accept("jwk of a trusted key", rs256(w.rsa, ",\"jwk\":" + jwkText(w.rsa.publicKey())));
    accept("jwk of a trusted key with its kid", rs256(w.rsa, ",\"jwk\":" + jwkText(w.rsa.publicKey(), rsaId)));
    accept("jwk of a trusted EC key", header(w.p256, Algorithm::ES256, headerJson("ES256", ",\"jwk\":" + jwkText(w.p256.publicKey()))));
    accept("ES256 with kid", header(w.p256, Algorithm::ES256, headerJson("ES256", kid(libtrustKeyId(w.p256.publicKey())))));
    accept("ES384 with kid", header(w.p384, Algorithm::ES384, headerJson("ES384", kid(libtrustKeyId(w.p384.publicKey())))));
    accept("ES512 with kid", header(w.p521, Algorithm::ES512, headerJson("ES512", kid(libtrustKeyId(w.p521.publicKey())))));
    accept("ES256 with x5c", header(w.p256, Algorithm::ES256, headerJson("ES256", x5c({w.p256Certificate}))));
    accept("kid of an expired certificate", rs256(w.old, kid(libtrustKeyId(w.old.publicKey()))));
    accept("no typ", header(w.rsa, Algorithm::RS256, "{\"alg\":\"RS256\"" + kid(rsaId) + '}'));
    accept("members of the header in capitals", header(w.rsa, Algorithm::RS256, "{\"ALG\":\"RS256\",\"KID\":\"" + rsaId + "\"}"));
    accept("expired 30 seconds ago", claims({{"exp", at(-30)}}));
    accept("valid in 30 seconds", claims({{"nbf", at(30)}}));
    accept("no nbf", claims({{"nbf", ""}}));
    accept("no iat, jti, sub", claims({{"iat", ""}, {"jti", ""}, {"sub", ""}}));
    accept("sub is null", claims({{"sub", "null"}}));
    accept("no access, nothing needed", claims({{"access", ""}}));
    accept("access is null, nothing needed", claims({{"access", "null"}}));
    accept("access is empty, nothing needed", claims({{"access", "[]"}}));
    accept("any action", claims({{"access", R"([{"type":"repository","name":"team/app","actions":["*"]}])"}}), Route::Write);
    accept(
        "actions in two entries",
        claims(
            {{"access",
              R"([{"type":"repository","name":"team/app","actions":["pull"]},{"type":"repository","name":"team/app","actions":["push"]}])"}}),
        Route::Write);
    accept("unknown members", claims({{"x", "[1,{\"y\":null}]"}}), Route::Read);

    refuse("kid is the RFC 7638 thumbprint", rs256(w.rsa, kid(*jwkThumbprint(w.rsa.publicKey()))), Reason::KeyIdIsThumbprint);
    refuse("unknown kid", rs256(w.rsa, kid("AAAA:BBBB")), Reason::UnknownKeyId);
    refuse("kid with a quote", rs256(w.rsa, R"(,"kid":"a\"b\n")"), Reason::UnknownKeyId);
    refuse("kid of a leaf whose authority alone is bundled", rs256(w.leaf, kid(libtrustKeyId(w.leaf.publicKey()))), Reason::UnknownKeyId);
    refuse("trusted kid, another key", rs256(w.stranger, kid(rsaId)), Reason::SignatureWrong);
    refuse("x5c of a stranger", rs256(w.stranger, x5c({w.strangerCertificate})), Reason::ChainUntrusted);
    refuse("x5c of a leaf issued by a leaf", rs256(w.stranger, x5c({w.leafOfLeafCertificate, w.leafCertificate})),
           Reason::ChainNotAuthority);
    refuse("x5c of an expired certificate in the bundle", rs256(w.old, x5c({w.oldCertificate})), Reason::ChainExpired);
    refuse("x5c as base64url", rs256(w.rsa, ",\"x5c\":[\"" + toBase64Url(certificateOf(w.rsaCertificate).der()) + "\"]"),
           Reason::ChainEncoding);
    refuse("x5c as PEM", rs256(w.rsa, ",\"x5c\":[" + nlohmann::json(w.rsaCertificate).dump() + "]"), Reason::ChainEncoding);
    refuse("x5c of another key", rs256(w.stranger, x5c({w.rsaCertificate})), Reason::SignatureWrong);
    refuse("jwk of a stranger", rs256(w.stranger, ",\"jwk\":" + jwkText(w.stranger.publicKey())), Reason::JwkUntrusted);
    refuse("jwk with a wrong kid", rs256(w.rsa, ",\"jwk\":" + jwkText(w.rsa.publicKey(), "X")), Reason::JwkBroken);
    refuse("jwk without kty", rs256(w.rsa, ",\"jwk\":{}"), Reason::JwkBroken);
    refuse("neither kid nor x5c nor jwk", rs256(w.rsa, {}), Reason::NoKeyNamed);
    refuse("ES256 with an RSA key", header(w.rsa, Algorithm::RS256, headerJson("ES256", kid(rsaId))), Reason::AlgorithmDoesNotFitKey);
    refuse("RS256 with an EC key", header(w.p256, Algorithm::ES256, headerJson("RS256", kid(libtrustKeyId(w.p256.publicKey())))),
           Reason::AlgorithmDoesNotFitKey);
    refuse("ES384 with a P-256 key", header(w.p256, Algorithm::ES256, headerJson("ES384", kid(libtrustKeyId(w.p256.publicKey())))),
           Reason::AlgorithmDoesNotFitKey);
    refuse("PS256", header(w.rsa, Algorithm::PS256, headerJson("PS256", kid(rsaId))), Reason::AlgorithmDoesNotFitKey);
    refuse("HS256", header(w.rsa, Algorithm::RS256, headerJson("HS256", kid(rsaId))), Reason::AlgorithmDoesNotFitKey);
    refuse("alg none, no signature", signingInput(headerJson("none", kid(rsaId)), good) + '.', Reason::NoSignature);
    refuse("alg none, signed", header(w.rsa, Algorithm::RS256, headerJson("none", kid(rsaId))), Reason::AlgorithmDoesNotFitKey);
    refuse("no alg", header(w.rsa, Algorithm::RS256, "{\"kid\":\"" + rsaId + "\"}"), Reason::AlgorithmDoesNotFitKey);
    refuse("ES256 of a wrong key", header(w.authority, Algorithm::ES256, headerJson("ES256", kid(libtrustKeyId(w.p256.publicKey())))),
           Reason::SignatureWrong);
    refuse("EC signature cut",
           compact(signingInput(headerJson("ES256", kid(libtrustKeyId(w.p256.publicKey()))), good), std::string(63, '\x01')),
           Reason::SignatureLength);
    refuse("wrong iss", claims({{"iss", "\"someone.else\""}}), Reason::IssuerDiffers);
    refuse("no iss", claims({{"iss", ""}}), Reason::IssuerDiffers);
    refuse("iss with a slash behind", claims({{"iss", "\"" + issuerText + "/\""}}), Reason::IssuerDiffers);
    refuse("iss that needs quoting", claims({{"iss", R"("a\"\\\u0001\u00e9\t")"}}), Reason::IssuerDiffers);
    refuse("iss is a number", claims({{"iss", "5"}}), Reason::ClaimsType);
    refuse("wrong aud", claims({{"aud", "\"other\""}}), Reason::AudienceDiffers);
    refuse("no aud", claims({{"aud", ""}}), Reason::AudienceDiffers);
    refuse("aud is a list", claims({{"aud", "[\"" + serviceText + "\"]"}}), Reason::AudienceIsList);
    refuse("expired 120 seconds ago", claims({{"exp", at(-120)}}), Reason::Expired);
    refuse("no exp", claims({{"exp", ""}}), Reason::ExpiryMissing);
    refuse("exp is null", claims({{"exp", "null"}}), Reason::ExpiryMissing);
    refuse("exp is a float", claims({{"exp", at(300) + ".5"}}), Reason::TimeNotInteger);
    refuse("exp in scientific notation", claims({{"exp", "1e10"}}), Reason::TimeNotInteger);
    refuse("exp is a string", claims({{"exp", '"' + at(300) + '"'}}), Reason::TimeNotInteger);
    refuse("exp beyond 64 bits", claims({{"exp", "9223372036854775808"}}), Reason::TimeNotInteger);
    refuse("iat is a float", claims({{"iat", "1.5"}}), Reason::TimeNotInteger);
    refuse("valid in 120 seconds", claims({{"nbf", at(120)}}), Reason::NotYetValid);
    refuse("sub is a list", claims({{"sub", "[]"}}), Reason::ClaimsType);
    refuse("access is an object", claims({{"access", "{}"}}), Reason::ClaimsType);
    refuse("access holds a string", claims({{"access", "[\"x\"]"}}), Reason::ClaimsType);
    refuse("actions is a string", claims({{"access", R"([{"type":"repository","name":"team/app","actions":"pull"}])"}}),
           Reason::ClaimsType);
    refuse("action is a number", claims({{"access", R"([{"type":"repository","name":"team/app","actions":[1]}])"}}), Reason::ClaimsType);
    refuse("name is true", claims({{"access", R"([{"type":"repository","name":true,"actions":[]}])"}}), Reason::ClaimsType);
    refuse("a refresh token of DockerAuthentication", claims({{"exp", ""}, {"access", ""}}), Reason::ExpiryMissing);
    refuse("two parts", signingInput(headerJson("RS256"), good), Reason::NotThreeParts);
    refuse("four parts", rs256(w.rsa, kid(rsaId)) + ".x", Reason::NotThreeParts);
    refuse("header not base64", "$$$$." + toBase64Url(good) + ".AAAA", Reason::HeaderEncoding);
    refuse("header of impossible length", "A." + toBase64Url(good) + ".AAAA", Reason::HeaderEncoding);
    refuse("claims not base64", toBase64Url(headerJson("RS256")) + ".$$$$.AAAA", Reason::ClaimsEncoding);
    refuse("signature not base64", signingInput(headerJson("RS256"), good) + ".$$$$", Reason::SignatureEncoding);
    refuse("header not JSON", toBase64Url("{") + '.' + toBase64Url(good) + ".AAAA", Reason::HeaderJson);
    refuse("header is a list", toBase64Url("[]") + '.' + toBase64Url(good) + ".AAAA", Reason::HeaderJson);
    refuse("claims not JSON", toBase64Url(headerJson("RS256")) + '.' + toBase64Url("nonsense") + ".AAAA", Reason::ClaimsJson);
    refuse("kid is a number", rs256(w.rsa, ",\"kid\":7"), Reason::HeaderType);
    refuse("x5c is a string", rs256(w.rsa, ",\"x5c\":\"x\""), Reason::HeaderType);

    const auto scope = [&](const char *name, const std::string &access, Reason reason, Route route) {
        refuse(name, claims({{"access", access}}), reason, route, Decision::InsufficientScope);
    };
    scope("access for another repository", R"([{"type":"repository","name":"other","actions":["pull"]}])", Reason::ScopeOfOtherName,
          Route::Read);
    scope("access for a longer name", R"([{"type":"repository","name":"team/app/x","actions":["pull"]}])", Reason::ScopeOfOtherName,
          Route::Read);
    scope("access for another type", R"([{"type":"registry","name":"team/app","actions":["pull"]}])", Reason::ScopeOfOtherName,
          Route::Read);
    scope("name is *", R"([{"type":"repository","name":"*","actions":["*"]}])", Reason::ScopeNameWildcard, Route::Read);
    scope("push alone, for reading", R"([{"type":"repository","name":"team/app","actions":["push"]}])", Reason::ScopeLacksAction,
          Route::Read);
    scope("pull alone, for writing", R"([{"type":"repository","name":"team/app","actions":["pull"]}])", Reason::ScopeLacksAction,
          Route::Write);
    scope("no access", "[]", Reason::ScopeMissing, Route::Read);
    scope("no actions", R"([{"type":"repository","name":"team/app"}])", Reason::ScopeLacksAction, Route::Read);
    return rows;
}

} // namespace pamphlet::test
