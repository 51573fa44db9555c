// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/token/workshop.h"

#include "core/token/certificatechain.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::test;
using namespace pamphlet::token;

namespace {

constexpr std::int64_t now = 1700000000;
constexpr std::int64_t day = 86400;

} // namespace

class CertificateTest : public QObject
{
    Q_OBJECT

    SigningKey m_key = SigningKey::generate(KeyKind::EcP256).value();
    SigningKey m_root = SigningKey::generate(KeyKind::EcP256).value();
    SigningKey m_middle = SigningKey::generate(KeyKind::EcP256).value();

    Certificate made(const char *name, const SigningKey &key, const SigningKey *issuer, const char *issuerName, bool authority,
                     std::int64_t begin = now - day, std::int64_t end = now + day, int length = -1) const
    {
        return certificateOf(issue({name, &key, issuer, issuerName ? issuerName : "", begin, end, authority, length}));
    }

private Q_SLOTS:
    void selfSigned_data()
    {
        QTest::addColumn<KeyKind>("kind");
        QTest::newRow("RSA") << KeyKind::Rsa2048;
        QTest::newRow("P-256") << KeyKind::EcP256;
        QTest::newRow("P-384") << KeyKind::EcP384;
        QTest::newRow("P-521") << KeyKind::EcP521;
    }
    void selfSigned()
    {
        QFETCH(KeyKind, kind);
        const SigningKey key = SigningKey::generate(kind).value();
        const std::string pem = makeSelfSigned(key, {"tokens of r\xc3\xa9gistry", now, 90}).value();
        const Certificate certificate = certificateOf(pem);
        QCOMPARE(certificate.subject(), std::string("CN=tokens of r\xc3\xa9gistry"));
        QCOMPARE(certificate.issuer(), certificate.subject());
        QCOMPARE(certificate.notBefore(), now);
        QCOMPARE(certificate.notAfter(), now + 90 * day);
        QVERIFY(certificate.selfSigned());
        QVERIFY(!certificate.authority());
        QVERIFY(!certificate.mayIssue());
        QVERIFY(!certificate.hasUnknownCriticalExtension());
        QVERIFY(certificate.publicKey() == key.publicKey());
        QVERIFY(certificate.validAt(now) && certificate.validAt(now + 90 * day));
        QVERIFY(!certificate.validAt(now - 1) && !certificate.validAt(now + 90 * day + 1));
        // Two certificates of one key and name differ: the serial number is random.
        QVERIFY(makeSelfSigned(key, {"tokens of r\xc3\xa9gistry", now, 90}).value() != pem);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<qint64>("time");
        QTest::addColumn<int>("days");
        QTest::newRow("no name") << QByteArray() << qint64(now) << 1;
        QTest::newRow("newline") << QByteArray("a\nb") << qint64(now) << 1;
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << qint64(now) << 1;
        QTest::newRow("ESC") << QByteArray("\x1b[31m") << qint64(now) << 1;
        QTest::newRow("65 characters") << QByteArray(65, 'a') << qint64(now) << 1;
        QTest::newRow("1 MiB") << QByteArray(1 << 20, 'a') << qint64(now) << 1;
        QTest::newRow("not UTF-8") << QByteArray("\xff") << qint64(now) << 1;
        QTest::newRow("no days") << QByteArray("a") << qint64(now) << 0;
        QTest::newRow("negative days") << QByteArray("a") << qint64(now) << -1;
        QTest::newRow("too many days") << QByteArray("a") << qint64(now) << 36501;
        QTest::newRow("before 1970") << QByteArray("a") << qint64(-1) << 1;
        QTest::newRow("beyond 9999") << QByteArray("a") << qint64(253402300800) << 1;
        QTest::newRow("end of time") << QByteArray("a") << std::numeric_limits<qint64>::max() << 36500;
    }
    void refusals()
    {
        QFETCH(QByteArray, name);
        QFETCH(qint64, time);
        QFETCH(int, days);
        const Result<std::string> result = makeSelfSigned(m_key, {name.toStdString(), time, days});
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
    }

    void longestLife()
    {
        const Certificate certificate = certificateOf(makeSelfSigned(m_key, {std::string(64, 'a'), now, 36500}).value());
        QCOMPARE(certificate.notAfter(), now + 36500 * day);
    }

    void bundle()
    {
        const std::string one = makeSelfSigned(m_key, {"one", now, 1}).value();
        const std::string key(m_key.toPem().value().view());
        const std::string two
            = QByteArray::fromStdString(makeSelfSigned(m_root, {"two", now, 1}).value()).replace("\n", "\r\n").toStdString();
        const std::string text = "subject=one\n" + one + "\n\n" + key + "between\n" + two + toPem("TRUSTED CERTIFICATE", "x")
            + toPem("CERTIFICATE", "nonsense") + "-----BEGIN CERTIFICATE-----\nMII!\n-----END CERTIFICATE-----\n"
            + "-----BEGIN CERTIFICATE-----\nAAAA\n";
        const std::vector<BundleBlock> blocks = readBundle(text);
        QCOMPARE(blocks.size(), std::size_t(7));
        QCOMPARE(blocks[0].pem.line, std::size_t(2));
        QCOMPARE(text.substr(blocks[0].pem.begin, blocks[0].pem.end - blocks[0].pem.begin), one);
        QCOMPARE(blocks[0].certificate->subject(), std::string("CN=one"));
        QCOMPARE(blocks[1].pem.label, std::string("PRIVATE KEY"));
        QVERIFY(blocks[1].pem.der.empty());
        QCOMPARE(text.substr(blocks[1].pem.begin, blocks[1].pem.end - blocks[1].pem.begin), key);
        QCOMPARE(blocks[2].certificate->subject(), std::string("CN=two"));
        QCOMPARE(text.substr(blocks[2].pem.begin, blocks[2].pem.end - blocks[2].pem.begin), two);
        QCOMPARE(blocks[3].pem.label, std::string("TRUSTED CERTIFICATE"));
        QVERIFY(!blocks[3].certificate);
        QVERIFY(!blocks[4].certificate && !blocks[4].pem.broken);
        QVERIFY(blocks[5].pem.broken);
        QVERIFY(blocks[6].pem.broken);
        QCOMPARE(certificatesOf(blocks).size(), std::size_t(2));
    }

    void bundleOfNothing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("blocks");
        QTest::newRow("empty") << QByteArray() << 0;
        QTest::newRow("text") << QByteArray("x\ny") << 0;
        QTest::newRow("NULs") << QByteArray(4096, '\0') << 0;
        QTest::newRow("1 MiB of dashes") << QByteArray(1 << 20, '-') << 0;
        QTest::newRow("BEGIN in the middle of a line") << QByteArray("x -----BEGIN CERTIFICATE-----\n") << 0;
        QTest::newRow("BEGIN alone") << QByteArray("-----BEGIN CERTIFICATE-----") << 1;
        QTest::newRow("END of another") << QByteArray("-----BEGIN A-----\n-----END B-----\n") << 1;
        QTest::newRow("two BEGINs") << QByteArray("-----BEGIN A-----\n-----BEGIN A-----\nAAAA\n-----END A-----\n") << 2;
        QTest::newRow("1000 BEGINs") << QByteArray("-----BEGIN A-----\n").repeated(1000) << 1000;
    }
    void bundleOfNothing()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, blocks);
        const std::vector<BundleBlock> bundle = readBundle(bytes.toStdString());
        QCOMPARE(static_cast<int>(bundle.size()), blocks);
        QVERIFY(certificatesOf(bundle).empty());
    }

    void chains()
    {
        const Certificate root = made("root", m_root, nullptr, nullptr, true);
        const Certificate middle = made("middle", m_middle, &m_root, "root", true);
        const Certificate leaf = made("leaf", m_key, &m_middle, "middle", false);
        QCOMPARE(chainFault(leaf, {middle}, {root}, now), std::nullopt);
        QCOMPARE(chainFault(leaf, {}, {root, middle}, now), std::nullopt);
        QCOMPARE(chainFault(leaf, {}, {middle}, now), std::nullopt);
        QCOMPARE(chainFault(leaf, {}, {leaf}, now), std::nullopt);
        QCOMPARE(chainFault(leaf, {}, {root}, now), ChainFault::UnknownAuthority);
        QCOMPARE(chainFault(leaf, {middle}, {}, now), ChainFault::UnknownAuthority);
        QCOMPARE(chainFault(leaf, {leaf, leaf, middle, middle}, {root}, now), std::nullopt);
        QCOMPARE(chainFault(leaf, {middle}, {root}, now + 2 * day), ChainFault::Expired);
        QCOMPARE(chainFault(leaf, {middle}, {root}, now - 2 * day), ChainFault::NotYetValid);

        const Certificate expiredRoot = made("root", m_root, nullptr, nullptr, true, now - 3 * day, now - 2 * day);
        QCOMPARE(chainFault(leaf, {middle}, {expiredRoot}, now), ChainFault::Expired);
        QCOMPARE(chainFault(leaf, {middle}, {expiredRoot, root}, now), std::nullopt);
        const Certificate impostor = made("root", m_key, nullptr, nullptr, true);
        QCOMPARE(chainFault(leaf, {middle}, {impostor}, now), ChainFault::UnknownAuthority);
        const Certificate powerless = made("middle", m_middle, &m_root, "root", false);
        QCOMPARE(chainFault(leaf, {powerless}, {root}, now), ChainFault::NotAuthority);
        const Certificate shortRoot = made("root", m_root, nullptr, nullptr, true, now - day, now + day, 0);
        QCOMPARE(chainFault(leaf, {middle}, {shortRoot}, now), ChainFault::TooLong);
        QCOMPARE(chainFault(middle, {}, {shortRoot}, now), std::nullopt);
    }

    /// Authorities that certify each other, many times over: the search ends.
    void loops()
    {
        std::vector<Certificate> crowd;
        for (int i = 0; i < 40; ++i) {
            crowd.push_back(made("a", m_root, &m_middle, "b", true));
            crowd.push_back(made("b", m_middle, &m_root, "a", true));
        }
        const Certificate leaf = made("leaf", m_key, &m_root, "a", false);
        QCOMPARE(chainFault(leaf, crowd, {}, now), ChainFault::UnknownAuthority);
    }

    void notACertificate_data()
    {
        QTest::addColumn<QByteArray>("der");
        const QByteArray good = QByteArray::fromStdString(certificateOf(makeSelfSigned(m_key, {"x", now, 1}).value()).der());
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("cut off") << good.left(good.size() - 1);
        QTest::newRow("a byte behind") << good + 'x';
        QTest::newRow("two") << good + good;
        QTest::newRow("a length without end") << QByteArray("\x30\x84\xff\xff\xff\xff", 6);
    }
    void notACertificate()
    {
        QFETCH(QByteArray, der);
        QCOMPARE(Certificate::fromDer(der.toStdString()).error().code, ErrorCode::InvalidInput);
    }
};

QTEST_APPLESS_MAIN(CertificateTest)
#include "tst_certificate.moc"
