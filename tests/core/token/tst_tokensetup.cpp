// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/token/workshop.h"

#include "core/token/jwk.h"
#include "core/token/relations.h"
#include "core/tree/memorytree.h"
#include "tests/core/token/tokensetupfiles.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <functional>
#include <set>

using namespace pamphlet;
using namespace pamphlet::test;
using namespace pamphlet::token;

namespace {

constexpr std::int64_t now = 1700000000;
constexpr std::int64_t day = 86400;

const std::string servicePath = "/opt/docker-auth/config.yml";
const std::string registryPath = "/etc/docker/registry/config.yml";
const std::string keyPath = "/opt/keys/token.pem";
const std::string bundlePath = "/etc/docker/registry/bundle.pem";

const std::string service = "# the token service\n"
                            "private_key: \"../keys/token.pem\"\n"
                            "issuer: \"auth.example.test\"\n"
                            "audience: \"registry.example.test\"\n"
                            "blacklisted_users : [\"mallory\"]\n";
const std::string registry = "version: 0.1\n"
                             "http:\n  addr: :5000\n"
                             "auth:\n"
                             "  token:\n"
                             "    realm: https://auth.example.test/docker/v2/token\n"
                             "    service: registry.example.test\n"
                             "    issuer: auth.example.test # the same as there\n"
                             "    rootcertbundle: /etc/docker/registry/bundle.pem\n";

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
    tree.setFile(keyPath, std::string(workshop().rsa.toPem().value().view()), 0640);
    tree.setFile(bundlePath, workshop().rsaCertificate);
    return tree;
}

SetupPaths paths()
{
    return test::bothConfigs(servicePath, registryPath);
}

std::vector<Finding> checked(const MemoryTree &tree, const SetupPaths &where)
{
    return checkSetup(tree, readSetup(tree, where), now);
}

QByteArray idsOf(const std::vector<Finding> &findings)
{
    std::set<std::string> ids;
    for (const Finding &finding : findings)
        ids.insert(finding.id);
    QByteArray text;
    for (const std::string &id : ids)
        text += (text.isEmpty() ? "" : " ") + QByteArray::fromStdString(id);
    return text;
}

void apply(MemoryTree &tree, const std::vector<Rewrite> &fix)
{
    for (const Rewrite &rewrite : fix) {
        FileContent content = tree.read(rewrite.path);
        if (rewrite.bytes)
            content.bytes = *rewrite.bytes;
        if (rewrite.mode)
            content.status.mode = *rewrite.mode;
        tree.set(rewrite.path, content);
    }
}

} // namespace

struct SetupCase {
    std::function<void(MemoryTree &, SetupPaths &)> change;
    QByteArray ids;
    bool fixable = false;
};

class TokenSetupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void good()
    {
        QCOMPARE(idsOf(checked(goodTree(), paths())), QByteArray());
        const TokenSetup setup = readSetup(goodTree(), paths());
        QVERIFY(setup.service && setup.registry && setup.key && setup.certificateOfKey());
        QCOMPARE(setup.service->issuer.where, (Place{servicePath, 3, 9}));
        QCOMPARE(setup.registry->issuer.where, (Place{registryPath, 8, 13}));
        QCOMPARE(setup.service->blacklisted(), std::vector<std::string>{"mallory"});
        QCOMPARE(setup.keyPath, keyPath);
    }

    void findings_data()
    {
        QTest::addColumn<SetupCase>("row");
        using Change = std::function<void(MemoryTree &, SetupPaths &)>;
        const auto row = [](const char *name, const char *ids, Change change) {
            QTest::newRow(name) << SetupCase{std::move(change), ids, false};
        };
        const auto fixed = [](const char *name, const char *ids, Change change) {
            QTest::newRow(name) << SetupCase{std::move(change), ids, true};
        };
        const auto inService = [](const std::string &what, const std::string &with) -> Change {
            return [what, with](MemoryTree &tree, SetupPaths &) { tree.setFile(servicePath, test::replaced(service, what, with)); };
        };
        const auto inRegistry = [](const std::string &what, const std::string &with) -> Change {
            return [what, with](MemoryTree &tree, SetupPaths &) { tree.setFile(registryPath, test::replaced(registry, what, with)); };
        };
        const auto withBundle = [](const std::string &bytes) -> Change {
            return [bytes](MemoryTree &tree, SetupPaths &) { tree.setFile(bundlePath, bytes); };
        };
        const auto withKey = [](const std::string &bytes, std::uint32_t mode = 0600) -> Change {
            return [bytes, mode](MemoryTree &tree, SetupPaths &) { tree.setFile(keyPath, bytes, mode); };
        };
        const auto pem = [](const SigningKey &key) { return std::string(key.toPem().value().view()); };
        const Workshop &w = workshop();

        row("service file missing", "TOK001", [](MemoryTree &tree, SetupPaths &) { tree.remove(servicePath); });
        row("service file is a directory", "TOK001 TOK010", [](MemoryTree &, SetupPaths &where) {
            where.serviceConfig = "/etc/docker";
            where.registryConfig.clear();
        });
        row("service file is no YAML", "TOK002", inService("issuer:", "issuer: [\n"));
        row("service file of docker_auth", "TOK003",
            [](MemoryTree &tree, SetupPaths &) { tree.setFile(servicePath, "server:\n  addr: x\ntoken:\n  issuer: i\nacl: []\n"); });
        row("service file is a list", "TOK003", [](MemoryTree &tree, SetupPaths &) { tree.setFile(servicePath, "- a\n"); });
        row("no issuer", "TOK004", inService("issuer: \"auth.example.test\"\n", ""));
        row("empty service file", "TOK004", [](MemoryTree &tree, SetupPaths &) { tree.setFile(servicePath, ""); });
        fixed("issuer is a number", "TOK005", [](MemoryTree &tree, SetupPaths &) {
            tree.setFile(servicePath, test::replaced(service, "\"auth.example.test\"", "123"));
            tree.setFile(registryPath, test::replaced(registry, "issuer: auth.example.test", "issuer: \"123\""));
        });
        row("audience is a list", "TOK005", inService("\"registry.example.test\"", "[\"registry.example.test\"]"));
        row("private_key is null", "TOK005", inService("\"../keys/token.pem\"", ""));
        fixed("misspelled key", "TOK004 TOK006", inService("audience:", "audiance:"));
        fixed("camel case", "TOK004 TOK006", inService("private_key:", "privateKey:"));
        row("unknown key", "TOK006", inService("audience:", "colour: red\naudience:"));
        row("misspelled beside the right one", "TOK006", inService("audience:", "audiences: x\naudience:"));
        row("key twice", "TOK007", inService("audience:", "issuer: x\naudience:"));
        fixed("blacklist is a word", "TOK008", inService("[\"mallory\"]", "mallory"));
        fixed("blacklist is nothing", "TOK008", inService("[\"mallory\"]", ""));
        row("blacklist is a map", "TOK008", inService("[\"mallory\"]", "{mallory: 1}"));
        fixed("blacklist entry is a number", "TOK009", inService("[\"mallory\"]", "[mallory, 1001]"));
        row("another file name", "TOK010", [](MemoryTree &tree, SetupPaths &where) {
            where.serviceConfig = "/opt/docker-auth/config.yaml";
            tree.setFile(where.serviceConfig, service);
        });
        row("issuer is empty", "TOK011 TOK040", inService("\"auth.example.test\"", "\"\""));

        row("registry file missing", "TOK020", [](MemoryTree &tree, SetupPaths &) { tree.remove(registryPath); });
        row("registry file has a tab", "TOK021", inRegistry("  token:", "\ttoken:"));
        row("no auth", "TOK022", [](MemoryTree &tree, SetupPaths &) { tree.setFile(registryPath, "version: 0.1\n"); });
        row("two types", "TOK023",
            [](MemoryTree &tree, SetupPaths &) { tree.setFile(registryPath, registry + "  htpasswd:\n    realm: x\n"); });
        row("htpasswd", "TOK024", [](MemoryTree &tree, SetupPaths &) { tree.setFile(registryPath, "auth:\n  htpasswd:\n    realm: x\n"); });
        row("auth is a list", "TOK026", [](MemoryTree &tree, SetupPaths &) { tree.setFile(registryPath, "auth: [token]\n"); });
        row("token is text", "TOK026", [](MemoryTree &tree, SetupPaths &) { tree.setFile(registryPath, "auth:\n  token: x\n"); });
        row("token is empty", "TOK025", [](MemoryTree &tree, SetupPaths &) { tree.setFile(registryPath, "auth:\n  token:\n"); });
        row("auth is the word alone", "TOK024", [](MemoryTree &tree, SetupPaths &) { tree.setFile(registryPath, "auth: silly\n"); });
        row("no realm", "TOK025", inRegistry("    realm: https://auth.example.test/docker/v2/token\n", ""));
        fixed("service is a number", "TOK026", [](MemoryTree &tree, SetupPaths &) {
            tree.setFile(registryPath, test::replaced(registry, "service: registry.example.test", "service: 123"));
            tree.setFile(servicePath, test::replaced(service, "\"registry.example.test\"", "\"123\""));
        });
        fixed("autoredirect is text", "TOK026", inRegistry("    rootcert", "    autoredirect: \"false\"\n    rootcert"));
        row("autoredirect is a word", "TOK026", inRegistry("    rootcert", "    autoredirect: \"maybe\"\n    rootcert"));
        row("autoredirect: no", "", inRegistry("    rootcert", "    autoredirect: no\n    rootcert"));
        row("autoredirect: yes", "TOK031", inRegistry("    rootcert", "    autoredirect: yes\n    rootcert"));
        fixed("rootCertBundle", "TOK025 TOK027", inRegistry("rootcertbundle", "rootCertBundle"));
        row("unknown key of the registry", "TOK027", inRegistry("    issuer", "    foo: bar\n    issuer"));
        row("a key that exists in no version", "TOK027", inRegistry("    issuer", "    disablesignaturealgorithm: x\n    issuer"));
        row("a key of 3.x with 2.8", "TOK028", inRegistry("    issuer", "    jwks: /jwks.json\n    issuer"));

        fixed("issuers differ", "TOK040", inRegistry("issuer: auth.example.test", "issuer: other.example.test"));
        fixed("issuer with a slash behind", "TOK040", inRegistry("issuer: auth.example.test", "issuer: auth.example.test/"));
        fixed("audience differs", "TOK041", inService("\"registry.example.test\"", "\"Registry.example.test\""));
        fixed("realm without path", "TOK042", inRegistry("/docker/v2/token", ""));
        fixed("realm with a slash alone", "TOK042", inRegistry("/docker/v2/token", "/"));
        row("realm of another service", "TOK042", inRegistry("/docker/v2/token", "/auth"));
        row("realm with a slash too many", "TOK042", inRegistry("/docker/v2/token", "/docker/v2/token/"));
        row("realm below a path", "", inRegistry("/docker/v2/token", "/x/docker/v2/token"));
        row("realm in the clear", "TOK043", inRegistry("https://", "http://"));
        row("realm is no address", "TOK044", inRegistry("https://auth", "auth"));

        row("key missing", "TOK050", [](MemoryTree &tree, SetupPaths &) { tree.remove(keyPath); });
        const auto closed = [](std::uint32_t mode) {
            return [mode](MemoryTree &tree, SetupPaths &) {
                FileStatus status;
                status.kind = FileKind::Unreadable;
                status.mode = mode;
                status.detail = "Permission denied";
                tree.set(keyPath, FileContent{status, {}});
            };
        };
        row("key for its owner alone", "TOK085", closed(0600));
        row("key that cannot be read although everybody may", "TOK050", closed(0644));
        row("key encrypted", "TOK051",
            withKey("-----BEGIN ENCRYPTED PRIVATE "
                    "KEY-----\nMFAwSzA+BgkqhkiG9w0BBQ0wMTAcBgkqhkiG9w0BBQwwDwQIAAAAAAAAAAACAggA\nMBEGCSqGSIb3DQEBAQQEAAAAAAQBAA==\n-----"
                    "END ENCRYPTED PRIVATE KEY-----\n"));
        row("a certificate instead of the key", "TOK052", withKey(w.rsaCertificate));
        row("EC key", "TOK053 TOK064 TOK071", withKey(pem(w.p256)));
        row("key for others to read", "TOK055", withKey(pem(w.rsa), 0644));
        fixed("key for others to read, repaired", "TOK055", withKey(pem(w.rsa), 0666));
        row("key that the group writes", "TOK055", withKey(pem(w.rsa), 0660));
        row("key and config under a web root", "TOK056 TOK057", [](MemoryTree &tree, SetupPaths &where) {
            where.serviceConfig = "/var/www/html/auth/config.yml";
            tree.setFile(where.serviceConfig, test::replaced(service, "../keys", "keys"));
            tree.setFile("/var/www/html/auth/keys/token.pem", tree.read(keyPath).bytes, 0600);
        });
        row("served from where it is unpacked", "TOK057 TOK058", [](MemoryTree &tree, SetupPaths &) {
            tree.setFile("/opt/docker-auth/index.php", "<?php");
            tree.setFile("/opt/docker-auth/auth.log", "");
        });
        row("served, but the file is denied", "", [](MemoryTree &tree, SetupPaths &) {
            tree.setFile("/opt/docker-auth/index.php", "<?php");
            tree.setFile("/opt/docker-auth/.htaccess", "<Files config.yml>\nRequire all denied\n</Files>\n");
        });
        row("a web root that was told", "TOK056", [](MemoryTree &, SetupPaths &where) { where.webRoots = {"/opt/keys"}; });
        row("a name that only begins like a web root", "", [](MemoryTree &, SetupPaths &where) { where.webRoots = {"/opt/key"}; });

        row("bundle is somewhere else", "TOK059", [](MemoryTree &tree, SetupPaths &) { tree.remove(bundlePath); });
        row("bundle told, but missing", "TOK060", [](MemoryTree &, SetupPaths &where) { where.bundleFile = "/srv/bundle.pem"; });
        row("bundle told", "", [](MemoryTree &tree, SetupPaths &where) {
            where.bundleFile = "/srv/bundle.pem";
            tree.setFile("/srv/bundle.pem", workshop().rsaCertificate);
            tree.remove(bundlePath);
        });
        row("bundle empty", "TOK061", withBundle(""));
        row("bundle of a key alone", "TOK061 TOK069", withBundle(pem(w.rsa)));
        row("bundle with a broken certificate", "TOK062", withBundle(w.rsaCertificate + toPem("CERTIFICATE", "x")));
        row("bundle in OpenSSL's trusted form", "TOK061 TOK070",
            withBundle(toPem("TRUSTED CERTIFICATE", certificateOf(w.rsaCertificate).der())));
        row("bundle of another key", "TOK064 TOK071", withBundle(w.strangerCertificate));
        row("certificate of the key expired", "TOK065", withBundle(issue({"t", &w.rsa, nullptr, {}, now - 9 * day, now - day, false})));
        row("certificate of the key not yet valid", "TOK066",
            withBundle(issue({"t", &w.rsa, nullptr, {}, now + day, now + 9 * day, false})));
        row("a self-signed authority of the key itself", "", withBundle(issue({"t", &w.rsa, nullptr, {}, now - day, now + day, true})));
        const std::string leaf = issue({"host", &w.rsa, &w.leaf, "middle", now - day, now + day, false});
        const std::string middle = issue({"middle", &w.leaf, &w.authority, "authority", now - day, now + day, true});
        row("a whole chain", "TOK067 TOK068", withBundle(leaf + middle + w.authorityCertificate));
        row("a chain without its leaf", "TOK064 TOK067", withBundle(middle));
        row("a private root beside the certificate", "TOK072", withBundle(w.rsaCertificate + w.authorityCertificate));
        row("a leaf without its chain", "TOK068", withBundle(leaf));
        row("key and certificate in one file", "TOK069", withBundle(pem(w.rsa) + w.rsaCertificate));
        row("two keys trusted", "TOK071", withBundle(w.rsaCertificate + w.strangerCertificate));

        const auto three = [](SetupPaths &where) { where.version = RegistryVersion::V31; };
        row("DockerAuthentication with 3.x", "TOK080", [=](MemoryTree &, SetupPaths &where) { three(where); });
        row("DockerAuthentication, version not known", "TOK084", [](MemoryTree &, SetupPaths &where) { where.version.reset(); });
        const std::string libtrustId = libtrustKeyId(w.rsa.publicKey());
        const auto jwks = [=](const std::string &bytes, const std::string &more = {}) -> Change {
            return [=](MemoryTree &tree, SetupPaths &where) {
                three(where);
                tree.setFile(registryPath, test::replaced(registry, "    issuer", "    jwks: jwks.json\n" + more + "    issuer"));
                tree.setFile("/etc/docker/registry/jwks.json", bytes);
            };
        };
        row("3.x with a set that carries libtrust's id", "", jwks("{\"keys\":[" + jwkText(w.rsa.publicKey(), libtrustId) + "]}"));
        row("3.x with a set of another id", "TOK080", jwks("{\"keys\":[" + jwkText(w.rsa.publicKey(), "x") + "]}"));
        row("3.x with a set of another key", "TOK080", jwks("{\"keys\":[" + jwkText(w.stranger.publicKey(), libtrustId) + "]}"));
        row("3.x with a broken set", "TOK080 TOK082", jwks("{"));
        row("3.x without the set's file", "TOK080 TOK081", [=](MemoryTree &tree, SetupPaths &where) {
            three(where);
            tree.setFile(registryPath, test::replaced(registry, "    issuer", "    jwks: /nowhere.json\n    issuer"));
        });
        const std::string good = "{\"keys\":[" + jwkText(w.rsa.publicKey(), libtrustId) + "]}";
        row("3.x, algorithms", "", jwks(good, "    signingalgorithms: [RS256, ES256]\n"));
        row("3.x, algorithms without RS256", "TOK030", jwks(good, "    signingalgorithms: [ES256]\n"));
        row("3.x, a misspelled algorithm", "TOK029", jwks(good, "    signingalgorithms: [RS256, ES25]\n"));
        row("3.x, algorithms as text", "TOK026", jwks(good, "    signingalgorithms: RS256\n"));
        row("3.x, jwks is a number", "TOK026 TOK080", [=](MemoryTree &tree, SetupPaths &where) {
            three(where);
            tree.setFile(registryPath, test::replaced(registry, "    issuer", "    jwks: 5\n    issuer"));
        });
        row("3.0 with an EC certificate", "TOK071 TOK080 TOK083", [=](MemoryTree &tree, SetupPaths &where) {
            where.version = RegistryVersion::V30;
            tree.setFile(bundlePath, workshop().rsaCertificate + workshop().p256Certificate);
        });
    }
    void findings()
    {
        QFETCH(SetupCase, row);
        MemoryTree tree = goodTree();
        SetupPaths where = paths();
        row.change(tree, where);
        const std::vector<Finding> found = checked(tree, where);
        QByteArray details;
        for (const Finding &finding : found)
            details += QByteArray::fromStdString(finding.id + ' ' + finding.where.file + ':' + std::to_string(finding.where.line) + '\n');
        QVERIFY2(idsOf(found) == row.ids, (idsOf(found) + "\n" + details).constData());
        for (const Finding &finding : found)
            QVERIFY(!finding.where.file.empty());
        if (!row.fixable)
            return;
        // All fixes, one after the other, and nothing is left to find.
        for (int round = 0; round < 5; ++round) {
            const std::vector<Finding> left = checked(tree, where);
            if (left.empty())
                return;
            const auto fixable = std::find_if(left.begin(), left.end(), [](const Finding &finding) { return !finding.fix.empty(); });
            QVERIFY2(fixable != left.end(), idsOf(left).constData());
            apply(tree, fixable->fix);
        }
        QFAIL("the fixes do not come to an end");
    }

    /// Ed25519 needs OpenSSL's own key: no signing key of ours is one.
    void ed25519InBundle()
    {
        QFile file(QStringLiteral(PAMPHLET_TEST_DATA "/token/ed25519.pem"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string certificate = file.readAll().toStdString();
        QCOMPARE(certificateOf(certificate).publicKey().type(), KeyType::Ed25519);
        MemoryTree tree = goodTree();
        tree.setFile(bundlePath, workshop().rsaCertificate + certificate);
        SetupPaths where = paths();
        QVERIFY(idsOf(checked(tree, where)).contains("TOK063"));
        where.version = RegistryVersion::V31;
        QVERIFY(!idsOf(checked(tree, where)).contains("TOK063"));
        const RegistryTrust two = loadTrust(RegistryVersion::V2, tree.read(bundlePath).bytes);
        QCOMPARE(two.fault, StartFault::UnsupportedKey);
        QVERIFY(two.faultWords.find("ed25519.PublicKey is not supported") != std::string::npos);
    }

    void realms_data()
    {
        QTest::addColumn<QByteArray>("realm");
        QTest::addColumn<QByteArray>("parts");
        const auto row = [](const char *realm, const char *parts) { QTest::newRow(realm) << QByteArray(realm) << QByteArray(parts); };
        row("https://a/b", "https|a|/b");
        row("HTTPS://a:5000/b/c?d=e#f", "https|a:5000|/b/c");
        row("http://[::1]:80", "http|[::1]:80|");
        row("https://a?x", "https|a|");
        row("https://", "");
        row("https:///x", "");
        row("https://:80/x", "");
        row("ftp://a/b", "");
        row("a/b", "");
        row("https://a b/", "");
        row("https://a\"b/", "");
        row("", "");
    }
    void realms()
    {
        QFETCH(QByteArray, realm);
        QFETCH(QByteArray, parts);
        const std::optional<RealmParts> split = splitRealm(realm.toStdString());
        QCOMPARE(split ? QByteArray::fromStdString(split->scheme + '|' + split->host + '|' + split->path) : QByteArray(), parts);
    }

    void relativePaths()
    {
        QCOMPARE(resolvedPath("a/b", "/x/y.yml"), std::string("/x/a/b"));
        QCOMPARE(resolvedPath("../../../a", "/x/y.yml"), std::string("/a"));
        QCOMPARE(resolvedPath("/a/./b//c/..", "/x/y.yml"), std::string("/a/b"));
        QCOMPARE(resolvedPath("", "/x/y.yml"), std::string("/x"));
    }

    void throughAliases()
    {
        MemoryTree tree = goodTree();
        tree.setFile(registryPath, "x: &i auth.example.test\n" + test::replaced(registry, "issuer: auth.example.test", "issuer: *i"));
        QCOMPARE(idsOf(checked(tree, paths())), QByteArray());
    }

    /// Real files of others: no crash, places inside the file, and a finding for each that is broken.
    void corpus()
    {
        const QDir shared(QStringLiteral(PAMPHLET_SHARED "/corpus"));
        if (!shared.exists())
            QSKIP("the corpus of real files is not here");
        int files = 0;
        for (const QString &room : {QStringLiteral("registry"), QStringLiteral("tokenservice")}) {
            for (const QString &name : QDir(shared.filePath(room)).entryList(QDir::Files)) {
                QFile file(shared.filePath(room + QLatin1Char('/') + name));
                QVERIFY(file.open(QIODevice::ReadOnly));
                MemoryTree tree;
                const bool registryFile = room == QLatin1String("registry");
                tree.setFile("/x/config.yml", file.readAll().toStdString());
                SetupPaths where;
                (registryFile ? where.registryConfig : where.serviceConfig) = "/x/config.yml";
                const std::vector<Finding> found = checked(tree, where);
                const QByteArray ids = idsOf(found);
                if (name.contains(QLatin1String("INVALID")))
                    QVERIFY2(ids == "TOK021" && found.front().where.line > 1, qPrintable(name));
                else
                    QVERIFY2(!ids.contains("TOK021") && !ids.contains("TOK002"), qPrintable(name));
                if (registryFile && name.startsWith(QLatin1String("token-")) && !name.contains(QLatin1String("INVALID")))
                    QVERIFY2(!ids.contains("TOK022") && !ids.contains("TOK024") && !ids.contains("TOK025") && !ids.contains("TOK026"),
                             qPrintable(name + QLatin1Char(' ') + QString::fromUtf8(ids)));
                if (!registryFile)
                    QVERIFY2(ids.contains("TOK003") == !name.startsWith(QLatin1String("906")), qPrintable(name));
                ++files;
            }
        }
        QVERIFY(files > 30);
    }

    /// Every id has its section in the reference, and the reference has no other.
    void documentation()
    {
        QFile file(QStringLiteral(PAMPHLET_SOURCE_DIR "/docs/token-service.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        static const QRegularExpression heading(QStringLiteral("^### (TOK[0-9]{3}) ([a-z0-9-]+) \\((error|warning|note)\\)$"),
                                                QRegularExpression::MultilineOption);
        QStringList documented;
        for (auto match = heading.globalMatch(text); match.hasNext();)
            documented += match.next().captured(0);
        QStringList known;
        for (const FindingInfo &info : findingCatalogue())
            known
                += QStringLiteral("### %1 %2 (%3)")
                       .arg(QLatin1String(info.id.data(), static_cast<qsizetype>(info.id.size())),
                            QLatin1String(info.name.data(), static_cast<qsizetype>(info.name.size())),
                            QLatin1String(severityName(info.severity).data(), static_cast<qsizetype>(severityName(info.severity).size())));
        QCOMPARE(documented, known);
    }
};

QTEST_APPLESS_MAIN(TokenSetupTest)
#include "tst_tokensetup.moc"
