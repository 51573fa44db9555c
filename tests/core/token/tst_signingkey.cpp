// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/base64url.h"
#include "core/token/jwk.h"
#include "core/token/keyid.h"
#include "core/token/opensslhandles.h"
#include "core/token/pem.h"
#include "core/token/sha256.h"
#include "core/token/signingkey.h"

#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <openssl/pem.h>

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::token;

namespace {

/// RFC 7638 §3.1
const std::string rfcModulus
    = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64t"
      "Z_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbO"
      "pbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

std::string pemOf(EVP_PKEY *key, const char *passphrase = nullptr, bool traditional = false)
{
    const BioHandle out(BIO_new(BIO_s_mem()));
    const EVP_CIPHER *cipher = passphrase ? EVP_aes_256_cbc() : nullptr;
    const auto *bytes = reinterpret_cast<const unsigned char *>(passphrase);
    const int size = passphrase ? static_cast<int>(strlen(passphrase)) : 0;
    if (traditional)
        PEM_write_bio_PrivateKey_traditional(out.get(), key, cipher, bytes, size, nullptr, nullptr);
    else
        PEM_write_bio_PKCS8PrivateKey(out.get(), key, cipher, passphrase, size, nullptr, nullptr);
    char *text = nullptr;
    const long length = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(length)};
}

std::string made(const char *type, int bits = 0)
{
    const KeyHandle key(bits > 0 ? EVP_RSA_gen(static_cast<unsigned>(bits)) : EVP_PKEY_Q_keygen(nullptr, nullptr, type));
    return pemOf(key.get());
}

std::string madeEc(const char *curve)
{
    const KeyHandle key(EVP_EC_gen(curve));
    return pemOf(key.get());
}

QByteArray text(const std::string &bytes)
{
    return QByteArray::fromStdString(bytes);
}

} // namespace

class SigningKeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void base64()
    {
        std::string bytes;
        for (int i = 0; i < 256; ++i) {
            QCOMPARE(fromBase64Url(toBase64Url(bytes)), std::optional(bytes));
            QCOMPARE(text(toBase64(bytes)), text(bytes).toBase64());
            QCOMPARE(text(toBase64Url(bytes)), text(bytes).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
            bytes += static_cast<char>(i);
        }
        QCOMPARE(toBase32("foobar"), std::string("MZXW6YTBOI")); // RFC 4648 §10
    }

    void base64Refusals_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<bool>("asGo");
        QTest::newRow("padding") << QByteArray("YQ==") << true;
        QTest::newRow("unused bits") << QByteArray("YR==") << true;
        QTest::newRow("line end inside") << QByteArray("YW\r\nE=") << true;
        QTest::newRow("standard alphabet") << QByteArray("+/==") << false;
        QTest::newRow("blank") << QByteArray("Y Q=") << false;
        QTest::newRow("one digit") << QByteArray("Y") << false;
        QTest::newRow("padding alone") << QByteArray("====") << false;
        QTest::newRow("NUL") << QByteArray("YQ\0=", 4) << false;
    }
    void base64Refusals()
    {
        QFETCH(QByteArray, input);
        QFETCH(bool, asGo);
        QVERIFY(!fromBase64Url(input.toStdString()));
        QCOMPARE(fromBase64AsGo(input.toStdString(), Base64Alphabet::Url, Base64Padding::Required).has_value(), asGo);
    }

    void thumbprints()
    {
        const PublicKey rsa = PublicKey::fromRsa(*fromBase64Url(rfcModulus), *fromBase64Url("AQAB")).value();
        QCOMPARE(*jwkThumbprint(rsa), std::string("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"));
        QCOMPARE(registryKeyIds(rsa, RegistryVersion::V30), std::vector<std::string>{*jwkThumbprint(rsa)});
        // RFC 8037 A.3
        const PublicKey ed = PublicKey::fromEd25519(*fromBase64Url("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")).value();
        QCOMPARE(*jwkThumbprint(ed), std::string("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"));
        QVERIFY(registryKeyIds(ed, RegistryVersion::V2).empty());
        QVERIFY(registryKeyIds(ed, RegistryVersion::V30).empty());
        QCOMPARE(registryKeyIds(ed, RegistryVersion::V31).front(), *jwkThumbprint(ed));
    }

    void libtrustForm()
    {
        const PublicKey rsa = PublicKey::fromRsa(*fromBase64Url(rfcModulus), *fromBase64Url("AQAB")).value();
        const std::string id = libtrustKeyId(rsa);
        const QList<QByteArray> groups = text(id).split(':');
        QCOMPARE(groups.size(), 12);
        for (const QByteArray &group : groups)
            QCOMPARE(group.size(), 4);
        QCOMPARE(text(id).replace(":", ""), text(toBase32(sha256(rsa.der()).substr(0, 30))));
        QCOMPARE(registryKeyIds(rsa, RegistryVersion::V2), std::vector{id});
    }

    /// RFC 7515 A.3
    void knownEcSignature()
    {
        const PublicKey key = PublicKey::fromEc(Curve::P256, *fromBase64Url("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                                                *fromBase64Url("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"))
                                  .value();
        const std::string input
            = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        const std::string signature
            = *fromBase64Url("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
        QVERIFY(key.verifies(Algorithm::ES256, input, signature));
        QVERIFY(!key.verifies(Algorithm::ES256, input + ' ', signature));
        QVERIFY(!key.verifies(Algorithm::ES384, input, signature));
        QVERIFY(!key.verifies(Algorithm::RS256, input, signature));
        QVERIFY(!key.verifies(Algorithm::ES256, input, signature + '\0'));
        QVERIFY(!key.verifies(Algorithm::ES256, input, {}));
    }

    /// 3.0.0 knows one id for all keys of a curve: the generator's.
    void generatorIds_data()
    {
        QTest::addColumn<int>("nid");
        QTest::addColumn<Curve>("curve");
        QTest::newRow("P-224") << NID_secp224r1 << Curve::P224;
        QTest::newRow("P-256") << NID_X9_62_prime256v1 << Curve::P256;
        QTest::newRow("P-384") << NID_secp384r1 << Curve::P384;
        QTest::newRow("P-521") << NID_secp521r1 << Curve::P521;
    }
    void generatorIds()
    {
        QFETCH(int, nid);
        QFETCH(Curve, curve);
        const std::unique_ptr<EC_GROUP, FreeWith<&EC_GROUP_free>> group(EC_GROUP_new_by_curve_name(nid));
        const BigNumber x(BN_new());
        const BigNumber y(BN_new());
        EC_POINT_get_affine_coordinates(group.get(), EC_GROUP_get0_generator(group.get()), x.get(), y.get(), nullptr);
        const auto digits = [](const BIGNUM *number) {
            std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
            BN_bn2bin(number, reinterpret_cast<unsigned char *>(bytes.data()));
            return toBase64Url(bytes);
        };
        const std::string input = "{\"crv\":\"" + std::string(curveName(curve)) + "\",\"kty\":\"EC\",\"x\":\"" + digits(x.get())
            + "\",\"y\":\"" + digits(y.get()) + "\"}";
        const KeyHandle raw(EVP_EC_gen(OBJ_nid2sn(nid)));
        EVP_PKEY_up_ref(raw.get());
        const PublicKey key(std::shared_ptr<EVP_PKEY>(raw.get(), &EVP_PKEY_free));
        QCOMPARE(key.curve(), curve);
        QCOMPARE(registryKeyIds(key, RegistryVersion::V30), std::vector{toBase64Url(sha256(input))});
        QVERIFY(registryKeyIds(key, RegistryVersion::V31) != registryKeyIds(key, RegistryVersion::V30));
        QCOMPARE(registryKeyIds(key, RegistryVersion::V2).size(), std::size_t(curve == Curve::P224 ? 0 : 1));
    }

    /// Registries strip zeros that RFC 7638 keeps. The first byte of a P-521 number is 0 every second time.
    void leadingZeros()
    {
        bool with = false;
        bool without = false;
        for (int i = 0; i < 200 && !(with && without); ++i) {
            const PublicKey key = SigningKey::generate(KeyKind::EcP521).value().publicKey();
            QCOMPARE(key.x().size(), std::size_t(66));
            const bool zero = key.x().front() == '\0' || key.y().front() == '\0';
            QCOMPARE(registryKeyIds(key, RegistryVersion::V31).front() == *jwkThumbprint(key), !zero);
            (zero ? with : without) = true;
        }
        QVERIFY(with && without);
    }

    void roundTrip_data()
    {
        QTest::addColumn<KeyKind>("kind");
        QTest::addColumn<QByteArray>("description");
        QTest::addColumn<Algorithm>("algorithm");
        QTest::addColumn<int>("size");
        QTest::newRow("RSA 2048") << KeyKind::Rsa2048 << QByteArray("RSA 2048") << Algorithm::RS256 << 256;
        QTest::newRow("RSA 3072") << KeyKind::Rsa3072 << QByteArray("RSA 3072") << Algorithm::RS256 << 384;
        QTest::newRow("P-256") << KeyKind::EcP256 << QByteArray("EC P-256") << Algorithm::ES256 << 64;
        QTest::newRow("P-384") << KeyKind::EcP384 << QByteArray("EC P-384") << Algorithm::ES384 << 96;
        QTest::newRow("P-521") << KeyKind::EcP521 << QByteArray("EC P-521") << Algorithm::ES512 << 132;
    }
    void roundTrip()
    {
        QFETCH(KeyKind, kind);
        QFETCH(QByteArray, description);
        QFETCH(Algorithm, algorithm);
        QFETCH(int, size);
        const SigningKey key = SigningKey::generate(kind).value();
        QCOMPARE(text(key.publicKey().description()), description);
        const PrivateBytes pem = key.toPem().value();
        const SigningKey again = SigningKey::fromPem(pem.view()).value();
        QVERIFY(again.publicKey() == key.publicKey());
        QCOMPARE(again.defaultAlgorithm(), algorithm);
        const std::string signature = again.sign(algorithm, "data").value();
        QCOMPARE(signature.size(), std::size_t(size));
        QVERIFY(key.publicKey().verifies(algorithm, "data", signature));
        QVERIFY(!key.publicKey().verifies(algorithm, "date", signature));
        QVERIFY(PublicKey::fromDer(key.publicKey().der()).value() == key.publicKey());
        const Jwk jwk = parseJwk(jwkText(key.publicKey(), "id")).value();
        QVERIFY(*jwk.key == key.publicKey());
        QCOMPARE(*jwk.keyId, std::string("id"));
    }

    void rsa4096() { QCOMPARE(SigningKey::generate(KeyKind::Rsa4096).value().publicKey().bits(), 4096); }

    void algorithmsThatDoNotFit()
    {
        const SigningKey key = SigningKey::generate(KeyKind::EcP256).value();
        for (const Algorithm algorithm : {Algorithm::RS256, Algorithm::PS256, Algorithm::ES384, Algorithm::EdDSA})
            QCOMPARE(key.sign(algorithm, "x").error().code, ErrorCode::InvalidArgument);
    }

    void unreadable_data()
    {
        QTest::addColumn<QByteArray>("pem");
        QTest::addColumn<ErrorCode>("code");
        const KeyHandle rsa(EVP_RSA_gen(2048));
        const std::string good = pemOf(rsa.get());
        const auto row = [](const char *name, const std::string &pem, ErrorCode code) { QTest::newRow(name) << text(pem) << code; };
        row("empty", "", ErrorCode::InvalidInput);
        row("text", "hello\n", ErrorCode::InvalidInput);
        row("1 MiB of text", std::string(1 << 20, 'A'), ErrorCode::InvalidInput);
        row("NUL", std::string(64, '\0'), ErrorCode::InvalidInput);
        row("public key", toPem("PUBLIC KEY", "x"), ErrorCode::InvalidInput);
        row("certificate", toPem("CERTIFICATE", "x"), ErrorCode::InvalidInput);
        row("cut off", good.substr(0, good.size() / 2), ErrorCode::InvalidInput);
        row("not base64", text(good).replace("MII", "!!!").toStdString(), ErrorCode::InvalidInput);
        row("nonsense inside", toPem("PRIVATE KEY", "nonsense"), ErrorCode::InvalidInput);
        row("encrypted PKCS#8", pemOf(rsa.get(), "secret"), ErrorCode::AccessDenied);
        row("encrypted PKCS#1", pemOf(rsa.get(), "secret", true), ErrorCode::AccessDenied);
        row("Ed25519", made("ED25519"), ErrorCode::Unsupported);
        row("X25519", made("X25519"), ErrorCode::Unsupported);
        row("P-224", madeEc("P-224"), ErrorCode::Unsupported);
        row("secp256k1", madeEc("secp256k1"), ErrorCode::Unsupported);
        row("RSA 1024", made("RSA", 1024), ErrorCode::Unsafe);
    }
    /// The error tells what it is, and nothing of what is in it.
    void unreadable()
    {
        QFETCH(QByteArray, pem);
        QFETCH(ErrorCode, code);
        const Result<SigningKey> key = SigningKey::fromPem(pem.toStdString());
        QVERIFY(!key.has_value());
        QCOMPARE(key.error().code, code);
        QVERIFY(!key.error().detail.empty());
        for (const QByteArray &line : pem.split('\n'))
            QVERIFY(line.size() < 20 || line.startsWith("-----") || !text(key.error().detail).contains(line.left(20)));
    }

    void readable_data()
    {
        QTest::addColumn<QByteArray>("pem");
        const KeyHandle rsa(EVP_RSA_gen(2048));
        const KeyHandle ec(EVP_EC_gen("P-256"));
        const QByteArray good = text(pemOf(rsa.get()));
        QTest::newRow("PKCS#8") << good;
        QTest::newRow("PKCS#1") << text(pemOf(rsa.get(), nullptr, true));
        QTest::newRow("SEC 1") << text(pemOf(ec.get(), nullptr, true));
        QTest::newRow("CR LF") << QByteArray(good).replace("\n", "\r\n");
        QTest::newRow("text before") << "a comment\n" + good;
        QTest::newRow("certificate before") << text(toPem("CERTIFICATE", "x")) + good;
    }
    void readable()
    {
        QFETCH(QByteArray, pem);
        const Result<SigningKey> key = SigningKey::fromPem(pem.toStdString());
        QVERIFY2(key.has_value(), key ? "" : key.error().detail.c_str());
    }

    void numbersThatAreNoKey()
    {
        QCOMPARE(PublicKey::fromEc(Curve::P256, "1", "2").error().code, ErrorCode::InvalidInput);
        QCOMPARE(PublicKey::fromEc(Curve::P256, std::string(33, '\1'), "2").error().code, ErrorCode::InvalidInput);
        QCOMPARE(PublicKey::fromRsa("", "\3").error().code, ErrorCode::InvalidInput);
        QCOMPARE(PublicKey::fromRsa(std::string(5000, '\7'), "\3").error().code, ErrorCode::InvalidInput);
        QCOMPARE(PublicKey::fromEd25519("short").error().code, ErrorCode::InvalidInput);
        QCOMPARE(PublicKey::fromDer("nonsense").error().code, ErrorCode::InvalidInput);
        QCOMPARE(PublicKey::fromDer("").error().code, ErrorCode::InvalidInput);
    }

    void keySets_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("count");
        QTest::newRow("empty object") << QByteArray("{}") << 0;
        QTest::newRow("no keys") << QByteArray(R"({"keys":[]})") << 0;
        QTest::newRow("shared secret") << QByteArray(R"({"keys":[{"kty":"oct","k":"AAAA"}]})") << 1;
        QTest::newRow("not JSON") << QByteArray("{") << -1;
        QTest::newRow("a list") << QByteArray("[]") << -1;
        QTest::newRow("keys is a string") << QByteArray(R"({"keys":"x"})") << -1;
        QTest::newRow("key is a number") << QByteArray(R"({"keys":[1]})") << -1;
        QTest::newRow("no kty") << QByteArray(R"({"keys":[{}]})") << -1;
        QTest::newRow("kty is a list") << QByteArray(R"({"keys":[{"kty":[]}]})") << -1;
        QTest::newRow("unknown kty") << QByteArray(R"({"keys":[{"kty":"XX"}]})") << -1;
        QTest::newRow("RSA without e") << QByteArray(R"({"keys":[{"kty":"RSA","n":"AQAB"}]})") << -1;
        QTest::newRow("n is a number") << QByteArray(R"({"keys":[{"kty":"RSA","n":5,"e":"AQAB"}]})") << -1;
        QTest::newRow("n is not base64url") << QByteArray(R"({"keys":[{"kty":"RSA","n":"+/","e":"AQAB"}]})") << -1;
        QTest::newRow("point not on the curve") << QByteArray(R"({"keys":[{"kty":"EC","crv":"P-256","x":"AQ","y":"AQ"}]})") << -1;
        QTest::newRow("unknown curve") << QByteArray(R"({"keys":[{"kty":"EC","crv":"P-1","x":"AQ","y":"AQ"}]})") << -1;
        QTest::newRow("kid is a number") << QByteArray(R"({"keys":[{"kty":"oct","kid":5}]})") << -1;
        QTest::newRow("x5c is a string") << QByteArray(R"({"keys":[{"kty":"oct","x5c":"x"}]})") << -1;
        QTest::newRow("x5c holds nonsense") << QByteArray(R"({"keys":[{"kty":"oct","x5c":["AAAA"]}]})") << -1;
        QTest::newRow("deep") << QByteArray(100000, '[') << -1;
    }
    void keySets()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, count);
        const Result<std::vector<Jwk>> keys = parseJwks(json.toStdString());
        QCOMPARE(keys.has_value(), count >= 0);
        if (keys)
            QCOMPARE(static_cast<int>(keys->size()), count);
    }
};

QTEST_APPLESS_MAIN(SigningKeyTest)
#include "tst_signingkey.moc"
