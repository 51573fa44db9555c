// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/trial.h"
#include "core/tree/memorytree.h"
#include "tests/core/token/workshop.h"

#include <QDateTime>
#include <QTest>

using namespace pamphlet;
using namespace pamphlet::test;
using namespace pamphlet::token;

/// A token made as the service makes it, and what each registry answers.
class TokenTrialTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_workshop.emplace(QDateTime::currentSecsSinceEpoch()); }

    void acceptedByTwo()
    {
        const Result<Trial> trial = tryToken(setup(good()), "alice", "repository:team/app:pull,push", m_workshop->now);
        QVERIFY2(trial.has_value(), trial ? "" : trial.error().detail.c_str());
        QCOMPARE(trial->token.claims.subject, std::optional<std::string>("alice"));
        QCOMPARE(trial->token.header.keyId, std::optional<std::string>(libtrustKeyId(m_workshop->rsa.publicKey())));
        QCOMPARE(trial->answers.size(), std::size_t(3));
        QVERIFY(trial->answers[0].verdict->accepted());
        QCOMPARE(trial->answers[1].verdict->reason, Reason::KeyIdIsLibtrust);
        QCOMPARE(trial->answers[2].verdict->reason, Reason::KeyIdIsLibtrust);
    }

    void catalogAlone()
    {
        const Result<Trial> trial = tryToken(setup(good()), "alice", "", m_workshop->now);
        QVERIFY(trial.has_value());
        QCOMPARE(trial->token.claims.access->size(), std::size_t(1));
        QVERIFY(trial->answers[0].verdict->accepted());
    }

    void aPortInTheName()
    {
        // The service cuts at the second colon, and what it writes down fits nothing.
        const Result<Trial> trial = tryToken(setup(good()), "alice", "repository:host:5000/app:pull", m_workshop->now);
        QVERIFY(trial.has_value());
        QCOMPARE(trial->answers[0].verdict->reason, Reason::ScopeOfOtherName);
    }

    void nothingToCompareWith()
    {
        MemoryTree tree = good();
        TokenSetup alone = readSetup(tree, SetupPaths{servicePath, {}, {}, {}, {}, {}, {}});
        const Result<Trial> trial = tryToken(alone, "alice", "", m_workshop->now);
        QVERIFY(trial.has_value());
        QCOMPARE(trial->answers[0].verdict.error().code, ErrorCode::InvalidArgument);
        tree.remove("/etc/registry/bundle.pem");
        QCOMPARE(tryToken(setup(tree), "alice", "", m_workshop->now)->answers[0].verdict.error().code, ErrorCode::NotFound);
    }

    void refusals()
    {
        const TokenSetup good = setup(this->good());
        QCOMPARE(tryToken(good, "", "", 0).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(tryToken(good, std::string(31, 'a'), "", 0).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(tryToken(good, "alice", "pull", 0).error().code, ErrorCode::InvalidArgument);
        MemoryTree tree = this->good();
        FileStatus closed;
        closed.kind = FileKind::Unreadable;
        tree.set("/etc/auth/token.pem", FileContent{closed, {}});
        QCOMPARE(tryToken(setup(tree), "alice", "", 0).error().code, ErrorCode::Unreadable);
        tree.setFile("/etc/auth/token.pem", std::string(m_workshop->p256.toPem().value().view()));
        QCOMPARE(tryToken(setup(tree), "alice", "", 0).error().code, ErrorCode::Unsupported);
        tree.setFile(servicePath, "private_key: token.pem\nissuer: a\n");
        QCOMPARE(tryToken(setup(tree), "alice", "", 0).error().code, ErrorCode::InvalidInput);
        tree.setFile(servicePath, "private_key: [\n");
        QCOMPARE(tryToken(setup(tree), "alice", "", 0).error().code, ErrorCode::InvalidInput);
    }

private:
    static constexpr const char *servicePath = "/etc/auth/config.yml";
    static constexpr const char *registryPath = "/etc/registry/config.yml";

    MemoryTree good() const
    {
        MemoryTree tree;
        tree.setFile(servicePath, "private_key: token.pem\nissuer: a.example\naudience: r.example\n");
        tree.setFile(registryPath,
                     "auth:\n  token:\n    realm: https://a.example/docker/v2/token\n    issuer: a.example\n    service: r.example\n"
                     "    rootcertbundle: bundle.pem\n");
        tree.setFile("/etc/auth/token.pem", std::string(m_workshop->rsa.toPem().value().view()), 0600);
        tree.setFile("/etc/registry/bundle.pem", m_workshop->rsaCertificate);
        return tree;
    }

    static TokenSetup setup(const MemoryTree &tree)
    {
        SetupPaths paths;
        paths.serviceConfig = servicePath;
        paths.registryConfig = registryPath;
        return readSetup(tree, paths);
    }

    std::optional<Workshop> m_workshop;
};

QTEST_GUILESS_MAIN(TokenTrialTest)
#include "tst_tokentrial.moc"
