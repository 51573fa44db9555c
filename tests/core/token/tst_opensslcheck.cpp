// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/base64url.h"
#include "core/token/certificate.h"
#include "core/token/jwt.h"
#include "core/token/mint.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace pamphlet;
using namespace pamphlet::token;

namespace {

struct Run {
    int code = -1;
    QByteArray out;
    QByteArray error;
};

Run openssl(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    process.waitForFinished(30000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

} // namespace

/// Keys, ids, signatures and certificates beside what the openssl program says of them.
class OpensslCheckTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;

    QString put(const char *name, std::string_view bytes) const
    {
        const QString path = m_directory.filePath(QLatin1String(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)
            || file.write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size()))
            return {};
        return path;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("openssl")).isEmpty())
            QSKIP("the openssl program is not installed");
    }

    void all_data()
    {
        QTest::addColumn<KeyKind>("kind");
        QTest::newRow("RSA 2048") << KeyKind::Rsa2048;
        QTest::newRow("P-256") << KeyKind::EcP256;
        QTest::newRow("P-384") << KeyKind::EcP384;
        QTest::newRow("P-521") << KeyKind::EcP521;
    }
    void all()
    {
        QFETCH(KeyKind, kind);
        const SigningKey key = SigningKey::generate(kind).value();
        const PrivateBytes pem = key.toPem().value();
        const QString keyFile = put("key.pem", pem.view());

        // The recipe of shell scripts for libtrust's id.
        const Run der = openssl({QStringLiteral("pkey"), QStringLiteral("-in"), keyFile, QStringLiteral("-pubout"),
                                 QStringLiteral("-outform"), QStringLiteral("DER")});
        QCOMPARE(der.code, 0);
        const QString derFile = put("pub.der", {der.out.constData(), static_cast<std::size_t>(der.out.size())});
        const Run digest = openssl({QStringLiteral("dgst"), QStringLiteral("-sha256"), QStringLiteral("-binary"), derFile});
        QCOMPARE(digest.out.size(), 32);
        QByteArray grouped = QByteArray::fromStdString(toBase32({digest.out.constData(), 30}));
        for (int at = 44; at > 0; at -= 4)
            grouped.insert(at, ':');
        QCOMPARE(QByteArray::fromStdString(libtrustKeyId(key.publicKey())), grouped);
        QCOMPARE(QByteArray::fromStdString(key.publicKey().der()), der.out);

        // RFC 7638 from openssl's own numbers.
        const Run text
            = openssl({QStringLiteral("pkey"), QStringLiteral("-in"), keyFile, QStringLiteral("-noout"), QStringLiteral("-text_pub")});
        const auto number = [&](const char *label, const char *behind) {
            const qsizetype begin = text.out.indexOf(label) + static_cast<qsizetype>(strlen(label));
            return QByteArray::fromHex(
                text.out.mid(begin, text.out.indexOf(behind, begin) - begin).replace(':', "").replace(' ', "").replace('\n', ""));
        };
        const auto url
            = [](const QByteArray &bytes) { return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals); };
        QByteArray input;
        if (kind == KeyKind::Rsa2048) {
            QByteArray modulus = number("Modulus:", "Exponent:");
            QCOMPARE(modulus.size(), 257);
            input = "{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"" + url(modulus.mid(1)) + "\"}";
        } else {
            const QByteArray point = number("pub:", "ASN1 OID:").mid(1);
            const QByteArray curve = kind == KeyKind::EcP256 ? "P-256" : kind == KeyKind::EcP384 ? "P-384" : "P-521";
            input = "{\"crv\":\"" + curve + "\",\"kty\":\"EC\",\"x\":\"" + url(point.left(point.size() / 2)) + "\",\"y\":\""
                + url(point.mid(point.size() / 2)) + "\"}";
        }
        QCOMPARE(QByteArray::fromStdString(*jwkThumbprintInput(key.publicKey())), input);
        const Run thumb = openssl({QStringLiteral("dgst"), QStringLiteral("-sha256"), QStringLiteral("-binary"),
                                   put("jwk", {input.constData(), static_cast<std::size_t>(input.size())})});
        QCOMPARE(QByteArray::fromStdString(*jwkThumbprint(key.publicKey())), url(thumb.out));

        // A certificate that openssl verifies, for this key.
        const std::int64_t now = QDateTime::currentSecsSinceEpoch();
        const QString certificateFile = put("cert.pem", makeSelfSigned(key, {"tokens", now - 60, 30}).value());
        const Run verified = openssl(
            {QStringLiteral("verify"), QStringLiteral("-check_ss_sig"), QStringLiteral("-CAfile"), certificateFile, certificateFile});
        QVERIFY2(verified.code == 0, verified.error.constData());
        const Run about
            = openssl({QStringLiteral("x509"), QStringLiteral("-in"), certificateFile, QStringLiteral("-noout"), QStringLiteral("-subject"),
                       QStringLiteral("-pubkey"), QStringLiteral("-ext"), QStringLiteral("basicConstraints,keyUsage")});
        QVERIFY2(about.out.contains("CN = tokens") && about.out.contains("CA:FALSE") && about.out.contains("Digital Signature"),
                 about.out.constData());
        const qsizetype begin = about.out.indexOf("-----BEGIN PUBLIC KEY-----");
        const QString publicFile = put("pub.pem", {about.out.constData() + begin, static_cast<std::size_t>(about.out.size() - begin)});

        // A token's signature, verified with the certificate's key.
        MintRequest request;
        request.issuer = "i";
        request.audience = "a";
        request.now = now;
        const std::string token = mint(key, request).value().text;
        const std::size_t dot = token.rfind('.');
        std::string signature = *fromBase64Url(token.substr(dot + 1));
        if (kind != KeyKind::Rsa2048) {
            // openssl takes DER: SEQUENCE { INTEGER r, INTEGER s }.
            const auto integer = [](std::string bytes) {
                while (bytes.size() > 1 && bytes[0] == '\0' && (bytes[1] & 0x80) == 0)
                    bytes.erase(0, 1);
                if ((bytes[0] & 0x80) != 0)
                    bytes.insert(0, 1, '\0');
                return "\x02" + std::string(1, static_cast<char>(bytes.size())) + bytes;
            };
            const std::string body = integer(signature.substr(0, signature.size() / 2)) + integer(signature.substr(signature.size() / 2));
            signature = (body.size() < 128 ? std::string("\x30") : std::string("\x30\x81")) + static_cast<char>(body.size()) + body;
        }
        const QString hash = kind == KeyKind::EcP384 ? QStringLiteral("-sha384")
            : kind == KeyKind::EcP521                ? QStringLiteral("-sha512")
                                                     : QStringLiteral("-sha256");
        const Run good = openssl({QStringLiteral("dgst"), hash, QStringLiteral("-verify"), publicFile, QStringLiteral("-signature"),
                                  put("sig", signature), put("input", token.substr(0, dot))});
        QVERIFY2(good.code == 0 && good.out.contains("Verified OK"), good.error.constData());
        const Run changed = openssl({QStringLiteral("dgst"), hash, QStringLiteral("-verify"), publicFile, QStringLiteral("-signature"),
                                     m_directory.filePath(QStringLiteral("sig")), put("other", token.substr(0, dot) + 'x')});
        QVERIFY(changed.code != 0);
    }

    /// Keys that openssl makes are read, whatever their form.
    void foreignKeys_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("genpkey RSA") << QStringList{QStringLiteral("genpkey"), QStringLiteral("-algorithm"), QStringLiteral("RSA"),
                                                    QStringLiteral("-pkeyopt"), QStringLiteral("rsa_keygen_bits:2048")};
        QTest::newRow("genrsa, PKCS#1") << QStringList{QStringLiteral("genrsa"), QStringLiteral("-traditional"), QStringLiteral("2048")};
        QTest::newRow("ecparam, with parameters")
            << QStringList{QStringLiteral("ecparam"), QStringLiteral("-name"), QStringLiteral("prime256v1"), QStringLiteral("-genkey")};
        QTest::newRow("ecparam, explicit parameters")
            << QStringList{QStringLiteral("ecparam"), QStringLiteral("-name"),      QStringLiteral("secp384r1"), QStringLiteral("-genkey"),
                           QStringLiteral("-noout"),  QStringLiteral("-conv_form"), QStringLiteral("compressed")};
    }
    void foreignKeys()
    {
        QFETCH(QStringList, arguments);
        const Run made = openssl(arguments);
        QCOMPARE(made.code, 0);
        const Result<SigningKey> key = SigningKey::fromPem(made.out.toStdString());
        QVERIFY2(key.has_value(), key ? "" : key.error().detail.c_str());
        QVERIFY(key->publicKey().verifies(key->defaultAlgorithm(), "x", key->sign(key->defaultAlgorithm(), "x").value()));
    }
};

QTEST_GUILESS_MAIN(OpensslCheckTest)
#include "tst_opensslcheck.moc"
