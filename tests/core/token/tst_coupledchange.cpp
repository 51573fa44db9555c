// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/token/workshop.h"

#include "core/token/coupledchange.h"
#include "core/token/relations.h"
#include "core/tree/memorytree.h"
#include "tests/core/token/tokensetupfiles.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::test;
using namespace pamphlet::token;

namespace {

constexpr std::int64_t now = 1700000000;

const std::string servicePath = "/opt/docker-auth/config.yml";
const std::string registryPath = "/etc/docker/registry/config.yml";
const std::string keyPath = "/opt/keys/token.pem";
const std::string bundlePath = "/etc/docker/registry/bundle.pem";

const std::string service = "# who signs\r\n"
                            "private_key: \"../keys/token.pem\"\r\n"
                            "issuer: 'auth.example.test'   # must match\r\n"
                            "audience: \"registry.example.test\"\r\n"
                            "blacklisted_users : [\"mallory\", \"eve\"] # out\r\n";
const std::string registry = "version: 0.1\n"
                             "auth:\n"
                             "    token:\n"
                             "        realm: https://auth.example.test/docker/v2/token\n"
                             "        # ours\n"
                             "        service: registry.example.test\n"
                             "        issuer: auth.example.test # the same as there\n"
                             "        rootcertbundle: /etc/docker/registry/bundle.pem\n"
                             "health: {}";

const Workshop &workshop()
{
    static const Workshop made(now);
    return made;
}

MemoryTree goodTree()
{
    MemoryTree tree;
    tree.setFile(servicePath, service);
    tree.setFile(registryPath, registry);
    tree.setFile(keyPath, std::string(workshop().rsa.toPem().value().view()), 0644);
    tree.setFile(bundlePath, workshop().rsaCertificate);
    return tree;
}

SetupPaths paths()
{
    return test::bothConfigs(servicePath, registryPath);
}

const Rewrite *fileOf(const CoupledChange &change, const std::string &path)
{
    for (const Rewrite &rewrite : change.files) {
        if (rewrite.path == path)
            return &rewrite;
    }
    return nullptr;
}

void apply(MemoryTree &tree, const CoupledChange &change)
{
    for (const Rewrite &rewrite : change.files)
        tree.setFile(rewrite.path, *rewrite.bytes);
    if (change.key)
        tree.setFile(change.key->path, std::string(change.key->bytes.view()), change.key->mode);
}

std::vector<std::string> idsOf(const std::vector<Finding> &findings)
{
    std::vector<std::string> ids;
    for (const Finding &finding : findings)
        ids.push_back(finding.id);
    return ids;
}

KeyChange newKey(OldCertificates old)
{
    SigningKey key = SigningKey::generate(KeyKind::Rsa2048).value();
    std::string certificate = makeSelfSigned(key, {"new tokens", now, 365}).value();
    return {std::move(key), std::move(certificate), old, {}, {}};
}

ErrorCode code(const WantedSetup &wanted, const MemoryTree &tree, const SetupPaths &where)
{
    const Result<CoupledChange> change = coupledChange(tree, where, wanted);
    return change ? ErrorCode::Internal : change.error().code;
}

} // namespace

class CoupledChangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts()
    {
        WantedSetup wanted;
        wanted.issuer = "new: issuer";
        wanted.audience = "5000";
        wanted.realm = "https://new.example.test/docker/v2/token";
        const MemoryTree tree = goodTree();
        const Result<CoupledChange> change = coupledChange(tree, paths(), wanted);
        QVERIFY2(change.has_value(), change ? "" : change.error().detail.c_str());
        QCOMPARE(change->files.size(), std::size_t(2));
        QVERIFY(!change->key);
        QCOMPARE(QByteArray::fromStdString(*fileOf(*change, servicePath)->bytes),
                 QByteArray::fromStdString(test::replaced(test::replaced(service, "'auth.example.test'", "'new: issuer'"),
                                                          "\"registry.example.test\"", "\"5000\"")));
        const ServiceConfig newService = readServiceConfig(*fileOf(*change, servicePath)->bytes, servicePath).value();
        const RegistryConfig newRegistry = readRegistryConfig(*fileOf(*change, registryPath)->bytes, registryPath).value();
        QVERIFY(newService.issuer.good() && newRegistry.issuer.good() && newRegistry.service.good());
        QCOMPARE(newService.issuer.text, *wanted.issuer);
        QCOMPARE(newRegistry.issuer.text, *wanted.issuer);
        QCOMPARE(newRegistry.service.text, *wanted.audience);
        QCOMPARE(newRegistry.realm.text, *wanted.realm);
        // What stands around them stays.
        const std::string &bytes = *fileOf(*change, registryPath)->bytes;
        QVERIFY(bytes.find(" # the same as there\n") != std::string::npos && bytes.find("        # ours\n") != std::string::npos
                && bytes.ends_with("health: {}"));
        MemoryTree after = tree;
        apply(after, *change);
        QCOMPARE(idsOf(checkSetup(after, readSetup(after, paths()), now)), std::vector<std::string>{"TOK055"});
    }

    void nothingToDo()
    {
        WantedSetup wanted;
        wanted.issuer = "auth.example.test";
        wanted.audience = "registry.example.test";
        wanted.blacklist = std::vector<std::string>{"mallory", "eve"};
        const Result<CoupledChange> change = coupledChange(goodTree(), paths(), wanted);
        QVERIFY(change.has_value());
        QVERIFY(change->empty());
    }

    void missingKeysAreAdded()
    {
        MemoryTree tree = goodTree();
        tree.setFile(servicePath, "private_key: x\n");
        tree.setFile(registryPath, "auth:\n  token:\n    realm: https://a/docker/v2/token\n");
        WantedSetup wanted;
        wanted.issuer = "i";
        wanted.audience = "a";
        wanted.blacklist = std::vector<std::string>{"no", "5"};
        const Result<CoupledChange> change = coupledChange(tree, paths(), wanted);
        QVERIFY2(change.has_value(), change ? "" : change.error().detail.c_str());
        const ServiceConfig newService = readServiceConfig(*fileOf(*change, servicePath)->bytes, servicePath).value();
        QCOMPARE(newService.issuer.text, std::string("i"));
        QCOMPARE(newService.audience.text, std::string("a"));
        QCOMPARE(newService.blacklisted(), (std::vector<std::string>{"no", "5"}));
        const RegistryConfig newRegistry = readRegistryConfig(*fileOf(*change, registryPath)->bytes, registryPath).value();
        QCOMPARE(newRegistry.issuer.text, std::string("i"));
        QCOMPARE(newRegistry.service.text, std::string("a"));
    }

    void blacklist_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QStringList>("users");
        const QStringList two{QStringLiteral("eve"), QStringLiteral("null")};
        QTest::newRow("flow") << QByteArray("blacklisted_users: [mallory]\n") << two;
        QTest::newRow("block") << QByteArray("blacklisted_users:\n  - mallory\n  - eve # keep\n") << two;
        QTest::newRow("scalar") << QByteArray("blacklisted_users: mallory\n") << two;
        QTest::newRow("nothing") << QByteArray("blacklisted_users:\n") << two;
        QTest::newRow("absent") << QByteArray() << two;
        QTest::newRow("emptied") << QByteArray("blacklisted_users: [mallory]\n") << QStringList();
        QTest::newRow("absent, none wanted") << QByteArray() << QStringList();
        QTest::newRow("scalar, none wanted") << QByteArray("blacklisted_users: mallory\n") << QStringList();
    }
    void blacklist()
    {
        QFETCH(QByteArray, line);
        QFETCH(QStringList, users);
        MemoryTree tree = goodTree();
        tree.setFile(servicePath, "issuer: i # here\n" + line.toStdString() + "audience: a\n");
        WantedSetup wanted;
        wanted.blacklist.emplace();
        for (const QString &user : users)
            wanted.blacklist->push_back(user.toStdString());
        SetupPaths only;
        only.serviceConfig = servicePath;
        const Result<CoupledChange> change = coupledChange(tree, only, wanted);
        QVERIFY2(change.has_value(), change ? "" : change.error().detail.c_str());
        const Rewrite *file = fileOf(*change, servicePath);
        const ServiceConfig config = readServiceConfig(file ? *file->bytes : tree.read(servicePath).bytes, servicePath).value();
        QVERIFY(config.blacklist.state != SettingState::WrongType);
        QCOMPARE(config.blacklisted(), *wanted.blacklist);
        QCOMPARE(config.issuer.text + config.audience.text, std::string("ia"));
        QVERIFY(!file || file->bytes->find("# here") != std::string::npos);
    }

    void keyAndCertificate()
    {
        const MemoryTree tree = goodTree();
        for (const OldCertificates old : {OldCertificates::Keep, OldCertificates::Drop}) {
            WantedSetup wanted;
            wanted.key = newKey(old);
            const Result<CoupledChange> change = coupledChange(tree, paths(), wanted);
            QVERIFY2(change.has_value(), change ? "" : change.error().detail.c_str());
            QVERIFY(change->key.has_value());
            QCOMPARE(change->key->path, keyPath);
            QCOMPARE(change->key->mode, 0640U);
            QCOMPARE(change->files.size(), std::size_t(1));
            const std::string &bundle = *fileOf(*change, bundlePath)->bytes;
            QCOMPARE(bundle, wanted.key->certificate + (old == OldCertificates::Keep ? workshop().rsaCertificate : std::string()));
            MemoryTree after = tree;
            apply(after, *change);
            const std::vector<std::string> ids = idsOf(checkSetup(after, readSetup(after, paths()), now));
            QCOMPARE(ids, old == OldCertificates::Keep ? std::vector<std::string>{"TOK071"} : std::vector<std::string>());
            // Twice the same leaves the bundle alone.
            WantedSetup again;
            again.key = KeyChange{wanted.key->key, wanted.key->certificate, OldCertificates::Keep, {}, {}};
            const Result<CoupledChange> second = coupledChange(after, paths(), again);
            QVERIFY(second.has_value());
            QVERIFY(second->files.empty());
        }
    }

    void modeOfTheNewKey()
    {
        for (const auto &[before, after] : {std::pair{0400U, 0600U}, {0440U, 0640U}, {0644U, 0640U}, {0600U, 0600U}}) {
            MemoryTree tree = goodTree();
            tree.setFile(keyPath, tree.read(keyPath).bytes, before);
            WantedSetup wanted;
            wanted.key = newKey(OldCertificates::Drop);
            const Result<CoupledChange> change = coupledChange(tree, paths(), wanted);
            QVERIFY(change.has_value());
            QCOMPARE(change->key->mode, after);
        }
    }

    void newPlaces()
    {
        WantedSetup wanted;
        wanted.key = newKey(OldCertificates::Keep);
        wanted.key->keyFile = "/etc/docker-auth/key.pem";
        wanted.key->bundleFile = "/etc/docker/tokens.pem";
        const Result<CoupledChange> change = coupledChange(goodTree(), paths(), wanted);
        QVERIFY2(change.has_value(), change ? "" : change.error().detail.c_str());
        QCOMPARE(change->key->path, std::string("/etc/docker-auth/key.pem"));
        QCOMPARE(change->key->mode, 0600U);
        QCOMPARE(fileOf(*change, "/etc/docker/tokens.pem")->mode, std::optional<std::uint32_t>(0644));
        QCOMPARE(readServiceConfig(*fileOf(*change, servicePath)->bytes, servicePath)->privateKey.text,
                 std::string("/etc/docker-auth/key.pem"));
        QCOMPARE(readRegistryConfig(*fileOf(*change, registryPath)->bytes, registryPath)->rootCertBundle.text,
                 std::string("/etc/docker/tokens.pem"));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("serviceText");
        QTest::addColumn<QByteArray>("registryText");
        QTest::addColumn<QByteArray>("issuer");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("line");
        const QByteArray s = QByteArray::fromStdString(service);
        const QByteArray r = QByteArray::fromStdString(registry);
        const QByteArray sp = QByteArray::fromStdString(servicePath);
        const QByteArray rp = QByteArray::fromStdString(registryPath);
        QTest::newRow("service no YAML") << QByteArray("a: b\nissuer: [\n") << r << QByteArray("x") << ErrorCode::InvalidInput << sp << 2;
        QTest::newRow("registry no YAML") << s << QByteArray("a: b\n c: d\n") << QByteArray("x") << ErrorCode::InvalidInput << rp << 2;
        QTest::newRow("registry without token")
            << s << QByteArray("a: b\nauth:\n  htpasswd:\n    realm: x\n") << QByteArray("x") << ErrorCode::NotFound << rp << 3;
        QTest::newRow("issuer is an alias") << QByteArray("x: &x i\nissuer: *x\n") << r << QByteArray("new") << ErrorCode::EditRefused << sp
                                            << 2;
        QTest::newRow("issuer twice") << QByteArray("issuer: a\nissuer: b\n") << r << QByteArray("new") << ErrorCode::EditRefused << sp
                                      << 2;
        QTest::newRow("issuer is a list") << QByteArray("audience: a\nissuer: [a]\n") << r << QByteArray("new") << ErrorCode::EditRefused
                                          << sp << 2;
        QTest::newRow("service is a list") << QByteArray("- a\n") << r << QByteArray("new") << ErrorCode::EditRefused << sp << 1;
        QTest::newRow("empty issuer") << s << r << QByteArray() << ErrorCode::InvalidArgument << QByteArray() << 0;
        QTest::newRow("newline") << s << r << QByteArray("a\nb") << ErrorCode::InvalidArgument << QByteArray() << 0;
        QTest::newRow("NUL") << s << r << QByteArray("a\0b", 3) << ErrorCode::InvalidArgument << QByteArray() << 0;
        QTest::newRow("1 MiB") << s << r << QByteArray(1 << 20, 'a') << ErrorCode::InvalidArgument << QByteArray() << 0;
    }
    void refusals()
    {
        QFETCH(QByteArray, serviceText);
        QFETCH(QByteArray, registryText);
        QFETCH(QByteArray, issuer);
        QFETCH(ErrorCode, code);
        QFETCH(QByteArray, file);
        QFETCH(int, line);
        MemoryTree tree = goodTree();
        tree.setFile(servicePath, serviceText.toStdString());
        tree.setFile(registryPath, registryText.toStdString());
        WantedSetup wanted;
        wanted.issuer = issuer.toStdString();
        const Result<CoupledChange> change = coupledChange(tree, paths(), wanted);
        QVERIFY(!change.has_value());
        const Error error = change.error();
        QVERIFY2(error.code == code, (std::string(errorName(error.code)) + ' ' + error.detail).c_str());
        QCOMPARE(QByteArray::fromStdString(error.where.file), file);
        QCOMPARE(static_cast<int>(error.where.line), line);
        QVERIFY(line == 0 || error.where.column > 0);
    }

    void otherRefusals()
    {
        WantedSetup issuer;
        issuer.issuer = "x";
        SetupPaths half = paths();
        half.registryConfig.clear();
        QCOMPARE(code(issuer, goodTree(), half), ErrorCode::NotFound);
        MemoryTree without = goodTree();
        without.remove(servicePath);
        QCOMPARE(code(issuer, without, paths()), ErrorCode::NotFound);

        WantedSetup realm;
        realm.realm = "not an address";
        QCOMPARE(code(realm, goodTree(), paths()), ErrorCode::InvalidArgument);
        WantedSetup blacklisted;
        blacklisted.blacklist = std::vector<std::string>{"a\nb"};
        QCOMPARE(code(blacklisted, goodTree(), paths()), ErrorCode::InvalidArgument);

        WantedSetup key;
        key.key = newKey(OldCertificates::Keep);
        key.key->certificate = workshop().rsaCertificate;
        QCOMPARE(code(key, goodTree(), paths()), ErrorCode::InvalidArgument);
        key.key->certificate = "nonsense";
        QCOMPARE(code(key, goodTree(), paths()), ErrorCode::InvalidArgument);
        key.key = KeyChange{workshop().p256, workshop().p256Certificate, OldCertificates::Keep, {}, {}};
        QCOMPARE(code(key, goodTree(), paths()), ErrorCode::Unsupported);
        key.key = newKey(OldCertificates::Keep);
        key.key->keyFile = bundlePath;
        QCOMPARE(code(key, goodTree(), paths()), ErrorCode::Conflict);

        // The seed's registry: one fullchain.pem for TLS and for tokens.
        MemoryTree shared = goodTree();
        shared.setFile(registryPath, "http:\n  tls:\n    certificate: /etc/docker/registry/bundle.pem\n" + registry);
        key.key = newKey(OldCertificates::Keep);
        const Result<CoupledChange> conflict = coupledChange(shared, paths(), key);
        QVERIFY(!conflict.has_value());
        QCOMPARE(conflict.error().code, ErrorCode::Conflict);
        QCOMPARE(conflict.error().where, (Place{registryPath, 3, 18}));
        key.key->bundleFile = "/etc/docker/tokens.pem";
        QVERIFY(coupledChange(shared, paths(), key).has_value());
    }

    // A registry 3.x would go on trusting the old key by its jwks, and never know the new one.
    void keysThatAreTrustedBesideTheBundle()
    {
        MemoryTree tree = goodTree();
        tree.setFile(registryPath, test::replaced(registry, "        # ours\n", "        jwks: /etc/docker/registry/jwks.json\n"));
        tree.setFile("/etc/docker/registry/jwks.json", "{\"keys\": []}\n");
        WantedSetup key;
        key.key = newKey(OldCertificates::Drop);
        SetupPaths unknown = paths();
        unknown.version.reset();
        QCOMPARE(code(key, tree, unknown), ErrorCode::Conflict);
        QVERIFY(coupledChange(tree, paths(), key).has_value()); // 2.8 does not read it
    }

    void theFileOfAnotherProgram()
    {
        MemoryTree tree = goodTree();
        tree.setFile(servicePath, "server:\n  addr: :5001\ntoken:\n  issuer: x\nacl: []\n");
        WantedSetup key;
        key.key = newKey(OldCertificates::Keep);
        key.key->keyFile = "/opt/keys/new.pem";
        QCOMPARE(code(key, tree, paths()), ErrorCode::InvalidInput);
        WantedSetup issuer;
        issuer.issuer = "y";
        QCOMPARE(code(issuer, tree, paths()), ErrorCode::InvalidInput);
    }

    void whatCannotBeReadCannotBeKept()
    {
        MemoryTree tree = goodTree();
        FileContent closed;
        closed.status.kind = FileKind::Unreadable;
        closed.status.detail = "Permission denied";
        tree.set(bundlePath, closed);
        WantedSetup key;
        key.key = newKey(OldCertificates::Keep);
        key.key->bundleFile = "/etc/docker/tokens.pem";
        QCOMPARE(code(key, tree, paths()), ErrorCode::Unreadable);
        key.key->old = OldCertificates::Drop;
        QVERIFY(coupledChange(tree, paths(), key).has_value());
    }
};

QTEST_APPLESS_MAIN(CoupledChangeTest)
#include "tst_coupledchange.moc"
