// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/token/registryprocess.h"
#include "tests/core/token/workshop.h"

#include "core/token/challenge.h"
#include "core/token/mint.h"

#include <QDateTime>
#include <QFile>
#include <QTest>

#include <memory>

using namespace pamphlet;
using namespace pamphlet::test;
using namespace pamphlet::token;

namespace {

const std::string options
    = "    realm: https://auth.example.test/docker/v2/token\n    service: " + serviceText + "\n    issuer: " + issuerText + '\n';

const QByteArray &methodOf(Route route)
{
    static const QByteArray get("GET");
    static const QByteArray post("POST");
    return route == Route::Write ? post : get;
}

QByteArray pathOf(Route route)
{
    return route == Route::Base ? "/v2/" : route == Route::Read ? "/v2/team/app/tags/list" : "/v2/team/app/blobs/uploads/";
}

/// An empty repository: its tags are unknown to it, an upload is begun.
int statusOfAccepted(Route route)
{
    return route == Route::Base ? 200 : route == Route::Read ? 404 : 202;
}

} // namespace

/// What Pamphlet says a registry answers, beside what Debian's registry answers.
class RegistryMatrixTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workshop> m_workshop;
    std::unique_ptr<RegistryProcess> m_registry;
    RegistryTrust m_trust;

private Q_SLOTS:
    void initTestCase()
    {
        if (registryProgram().isEmpty())
            QSKIP("there is no docker-registry (./dev test unpacks Debian's)");
        m_workshop = std::make_unique<Workshop>(QDateTime::currentSecsSinceEpoch());
        m_trust = loadTrust(RegistryVersion::V2, m_workshop->bundle());
        QCOMPARE(m_trust.faultWords, std::string());
        m_registry = std::make_unique<RegistryProcess>();
        QVERIFY2(m_registry->start(options, m_workshop->bundle()), m_registry->output().constData());
    }

    void cleanupTestCase() { m_registry.reset(); }

    void challenges()
    {
        const HttpReply base = m_registry->request("GET", "/v2/");
        QCOMPARE(base.status, 401);
        const Result<Challenge> plain = parseChallenge(base.challenge.toStdString());
        QVERIFY(plain.has_value());
        QCOMPARE(*plain, (Challenge{"https://auth.example.test/docker/v2/token", serviceText, {}, {}}));

        const HttpReply write = m_registry->request("POST", pathOf(Route::Write), "Basic YTpi");
        QCOMPARE(write.status, 401);
        const Result<Challenge> scoped = parseChallenge(write.challenge.toStdString());
        QVERIFY(scoped.has_value());
        QVERIFY(scoped->error.empty());
        Result<AccessEntry> scope = parseScope(scoped->scope);
        QVERIFY(scope.has_value());
        std::sort(scope->actions.begin(), scope->actions.end());
        QCOMPARE(*scope, (AccessEntry{"repository", "team/app", {"pull", "push"}}));
        (void)m_registry->messagesOfRequest();
        (void)m_registry->messagesOfRequest();
    }

    /// The whole way: the challenge's scope and service, a token for them, the request again.
    void mintedToken()
    {
        for (const SigningKey *key : {&m_workshop->rsa, &m_workshop->p256, &m_workshop->p384, &m_workshop->p521}) {
            for (const Route route : {Route::Base, Route::Read, Route::Write}) {
                const Challenge challenge
                    = parseChallenge(m_registry->request(methodOf(route), pathOf(route)).challenge.toStdString()).value();
                (void)m_registry->messagesOfRequest();
                MintRequest request;
                request.issuer = issuerText;
                request.audience = challenge.service;
                request.subject = "alice";
                request.now = m_workshop->now;
                if (!challenge.scope.empty())
                    request.scopes = {challenge.scope};
                const Result<MintedToken> minted = mint(*key, request);
                QVERIFY(minted.has_value());
                const HttpReply reply
                    = m_registry->request(methodOf(route), pathOf(route), "Bearer " + QByteArray::fromStdString(minted->text));
                QCOMPARE(reply.status, statusOfAccepted(route));
                QVERIFY(!m_registry->messagesOfRequest().isEmpty());
            }
        }
    }

    void asService()
    {
        MintRequest request;
        request.issuer = issuerText;
        request.audience = serviceText;
        request.subject = "alice";
        request.now = m_workshop->now;
        const Result<MintedToken> minted = mintAsService(m_workshop->rsa, request, "repository:team/app:pull,push");
        QVERIFY(minted.has_value());
        const QByteArray bearer = "Bearer " + QByteArray::fromStdString(minted->text);
        QCOMPARE(m_registry->request("GET", pathOf(Route::Read), bearer).status, 404);
        (void)m_registry->messagesOfRequest();
        QCOMPARE(m_registry->request("GET", "/v2/_catalog", bearer).status, 200);
        (void)m_registry->messagesOfRequest();
    }

    void rows_data()
    {
        QTest::addColumn<MatrixRow>("row");
        if (!m_workshop)
            return;
        for (const MatrixRow &row : matrixRows(*m_workshop))
            QTest::newRow(row.name.constData()) << row;
    }
    void rows()
    {
        QFETCH(MatrixRow, row);
        const HttpReply reply
            = m_registry->request(methodOf(row.route), pathOf(row.route), "bEarer " + QByteArray::fromStdString(row.token));
        const QByteArrayList messages = m_registry->messagesOfRequest();
        QVERIFY(!messages.isEmpty());
        const Verdict verdict = verifyAsRegistry(m_trust, {issuerText, serviceText, m_workshop->now, accessOf(row.route)}, row.token);
        const QByteArray log = messages.join('\n');
        if (row.decision == Decision::Accepted) {
            QVERIFY2(reply.status == statusOfAccepted(row.route), (QByteArray::number(reply.status) + ": " + log).constData());
            QVERIFY2(verdict.accepted(), verdict.log.c_str());
            return;
        }
        QVERIFY2(reply.status == 401, (QByteArray::number(reply.status) + ": " + log).constData());
        QVERIFY(!verdict.accepted());
        const Result<Challenge> challenge = parseChallenge(reply.challenge.toStdString());
        QVERIFY(challenge.has_value());
        QCOMPARE(challenge->error, std::string(decisionName(verdict.decision)));
        QVERIFY(verdict.challengeNamesError);
        QVERIFY(!verdict.log.empty());
        QVERIFY2(log.contains(QByteArray::fromStdString(verdict.log)),
                 ("predicted: " + QByteArray::fromStdString(verdict.log) + "\nlogged: " + log).constData());
    }

    /// Last: the handler panics, and what follows in the log is a trace.
    void nullAccess()
    {
        const std::string token = signedToken(m_workshop->rsa, Algorithm::RS256,
                                              headerJson("RS256", ",\"kid\":\"" + libtrustKeyId(m_workshop->rsa.publicKey()) + '"'),
                                              claimsWith(*m_workshop, {{"access", "[null]"}}));
        const HttpReply reply = m_registry->request("GET", "/v2/", "Bearer " + QByteArray::fromStdString(token));
        QCOMPARE(reply.status, 0);
        const Verdict verdict = verifyAsRegistry(m_trust, {issuerText, serviceText, m_workshop->now, {}}, token);
        QCOMPARE(verdict.reason, Reason::NullAccessEntry);
        QVERIFY(!verdict.challengeNamesError);
    }

    void startFaults_data()
    {
        QTest::addColumn<QByteArray>("bundle");
        QTest::addColumn<StartFault>("fault");
        if (!m_workshop)
            return;
        const Workshop &w = *m_workshop;
        const QByteArray certificate = QByteArray::fromStdString(w.rsaCertificate);
        const auto label = [&](const char *name) { return QByteArray(certificate).replace("CERTIFICATE", name); };
        QTest::newRow("empty") << QByteArray() << StartFault::NoKeys;
        QTest::newRow("junk") << QByteArray("nothing\n") << StartFault::NoKeys;
        QTest::newRow("a key only") << QByteArray::fromStdString(std::string(w.rsa.toPem().value().view())) << StartFault::NoKeys;
        QTest::newRow("a public key only") << QByteArray::fromStdString(toPem("PUBLIC KEY", w.rsa.publicKey().der())) << StartFault::NoKeys;
        QTest::newRow("DER") << QByteArray::fromStdString(certificateOf(w.rsaCertificate).der()) << StartFault::NoKeys;
        QTest::newRow("TRUSTED CERTIFICATE") << label("TRUSTED CERTIFICATE") << StartFault::NoKeys;
        QTest::newRow("base64 broken") << QByteArray(certificate).replace("\nMII", "\n!!!") << StartFault::NoKeys;
        QTest::newRow("not a certificate inside")
            << QByteArray::fromStdString(toPem("CERTIFICATE", "nonsense")) << StartFault::BrokenCertificate;
        QFile ed25519(QStringLiteral(PAMPHLET_TEST_DATA "/token/ed25519.pem"));
        QVERIFY(ed25519.open(QIODevice::ReadOnly));
        QTest::newRow("an Ed25519 certificate behind a good one") << certificate + ed25519.readAll() << StartFault::UnsupportedKey;
        QTest::newRow("key and certificate") << QByteArray::fromStdString(std::string(w.rsa.toPem().value().view())) + certificate
                                             << StartFault::None;
        QTest::newRow("text around, CR LF") << "Subject: x\r\n" + QByteArray(certificate).replace("\n", "\r\n") + "bye\r\n"
                                            << StartFault::None;
    }
    void startFaults()
    {
        QFETCH(QByteArray, bundle);
        QFETCH(StartFault, fault);
        const RegistryTrust trust = loadTrust(RegistryVersion::V2, bundle.toStdString());
        QCOMPARE(trust.fault, fault);
        RegistryProcess registry;
        QCOMPARE(registry.start(options, bundle.toStdString()), fault == StartFault::None);
        QVERIFY2(registry.output().contains(QByteArray::fromStdString(trust.faultWords)), registry.output().constData());
    }
};

QTEST_GUILESS_MAIN(RegistryMatrixTest)
#include "tst_registrymatrix.moc"
