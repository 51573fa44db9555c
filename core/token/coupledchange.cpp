// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/coupledchange.h"

#include "core/token/relations.h"
#include "core/yaml/edit.h"

#include <algorithm>
#include <map>
#include <utility>

namespace pamphlet::token {

namespace {

constexpr std::size_t maximumText = 1024;

Result<void> checkText(const char *name, const std::string &text)
{
    const bool control = std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; });
    if (text.empty() || text.size() > maximumText || control)
        return fail(ErrorCode::InvalidArgument,
                    std::string(name) + " must have 1 to " + std::to_string(maximumText) + " bytes and no control characters");
    return {};
}

/// The files under way: each edit is made on the result of the one before.
class Draft
{
public:
    explicit Draft(const TokenSetup &setup)
        : m_setup(setup)
    { }

    Result<void> setService(const char *key, const std::string &text)
    {
        const Result<yaml::Document> document = service();
        if (!document)
            return fail(document.error());
        return set(m_setup.paths.serviceConfig, *document, {}, key, text);
    }

    Result<void> setRegistry(const char *key, const std::string &text)
    {
        const Result<yaml::Document> document = registry();
        if (!document)
            return fail(document.error());
        if (!m_setup.registry->token.good())
            return fail(ErrorCode::NotFound, "the registry has no auth.token", m_setup.registry->token.where);
        return set(m_setup.paths.registryConfig, *document, {"auth", "token"}, key, text);
    }

    Result<void> setBlacklist(const std::vector<std::string> &users)
    {
        const std::string &file = m_setup.paths.serviceConfig;
        Result<yaml::Document> document = service();
        if (!document)
            return fail(document.error());
        const yaml::Path path{"blacklisted_users"};
        std::vector<yaml::ScalarValue> scalars;
        std::vector<yaml::NewValue> items;
        for (const std::string &user : users) {
            scalars.push_back(yaml::ScalarValue::string(user));
            items.emplace_back(yaml::ScalarValue::string(user));
        }
        const yaml::Value *now = document->find(path);
        if (now && now->isSequence())
            return keep(file, yaml::replaceItems(*document, path, scalars));
        if (now) {
            // A scalar never was a blacklist.
            if (Result<void> removed = keep(file, yaml::removeKey(*document, path)); !removed)
                return removed;
            document = service();
            if (!document)
                return fail(document.error());
        }
        if (users.empty())
            return {};
        return keep(file, yaml::addKey(*document, {}, "blacklisted_users", yaml::NewValue::sequence(items)));
    }

    void put(const std::string &file, std::string bytes, std::optional<std::uint32_t> mode)
    {
        m_files[file] = Rewrite{file, std::move(bytes), mode};
    }

    std::vector<Rewrite> take(const FileSource &tree)
    {
        std::vector<Rewrite> files;
        for (auto &[path, rewrite] : m_files) {
            const FileContent old = tree.read(path);
            if (old.status.kind != FileKind::Regular || old.bytes != rewrite.bytes)
                files.push_back(std::move(rewrite));
        }
        return files;
    }

private:
    Result<yaml::Document> current(const std::string &file, const std::optional<Error> &error, const yaml::Document *read, const char *what)
    {
        if (file.empty())
            return fail(ErrorCode::NotFound, std::string("the configuration of the ") + what + " is not given");
        if (error)
            return fail(*error);
        const auto draft = m_files.find(file);
        if (draft == m_files.end())
            return *read;
        return yaml::Document::parse(*draft->second.bytes);
    }

    Result<yaml::Document> service()
    {
        // Another program's file would be read by nobody as it is meant.
        if (m_setup.service && m_setup.service->otherProgram)
            return fail(ErrorCode::InvalidInput, "this is not the configuration of DockerAuthentication",
                        {m_setup.paths.serviceConfig, 1, 1});
        return current(m_setup.paths.serviceConfig, m_setup.serviceError, m_setup.service ? &m_setup.service->document : nullptr,
                       "token service");
    }

    Result<yaml::Document> registry()
    {
        return current(m_setup.paths.registryConfig, m_setup.registryError, m_setup.registry ? &m_setup.registry->document : nullptr,
                       "registry");
    }

    Result<void> set(const std::string &file, const yaml::Document &document, const yaml::Path &map, const char *key,
                     const std::string &text)
    {
        yaml::Path path = map;
        path.emplace_back(key);
        const yaml::ScalarValue value = yaml::ScalarValue::string(text);
        // What is there through an alias or a merge key is refused by the edit, with the place.
        if (document.find(path) || document.effective(path))
            return keep(file, yaml::setScalar(document, path, value));
        return keep(file, yaml::addKey(document, map, key, value));
    }

    Result<void> keep(const std::string &file, Result<std::string> bytes)
    {
        if (!bytes) {
            Error error = bytes.error();
            error.where.file = file;
            return fail(std::move(error));
        }
        m_files[file] = Rewrite{file, std::move(*bytes), std::nullopt};
        return {};
    }

    const TokenSetup &m_setup;
    std::map<std::string, Rewrite> m_files;
};

/// The new certificate, and behind it the old ones, byte for byte.
std::string bundleWith(const TokenSetup &setup, const KeyChange &change, const Certificate &certificate)
{
    std::string bytes = change.certificate;
    if (!bytes.ends_with('\n'))
        bytes += '\n';
    if (change.old == OldCertificates::Drop)
        return bytes;
    for (const BundleBlock &block : setup.bundle) {
        if (!block.certificate || *block.certificate == certificate)
            continue;
        bytes.append(setup.bundleBytes, block.pem.begin, block.pem.end - block.pem.begin);
        if (!bytes.ends_with('\n'))
            bytes += '\n';
    }
    return bytes;
}

/// What a new certificate alone would not do.
Result<void> checkTrust(const TokenSetup &setup, OldCertificates old)
{
    if (setup.service && (!setup.service->isMap || setup.service->otherProgram))
        return fail(ErrorCode::InvalidInput, "this is not the configuration of DockerAuthentication", {setup.paths.serviceConfig, 1, 1});
    if (!setup.jwksPath.empty() && setup.paths.version != RegistryVersion::V2)
        return fail(
            ErrorCode::Conflict,
            "the registry trusts the keys of this file too: it would go on trusting the old key, and never know the new one. Take jwks "
            "out of its configuration first, or say that it is registry 2.8, which does not read it",
            {setup.jwksPath, 0, 0});
    if (old == OldCertificates::Keep && setup.bundleError && setup.bundleError->code != ErrorCode::NotFound)
        return fail(*setup.bundleError); // what cannot be read cannot be kept
    return {};
}

/// The certificate that the registry shows to its clients must not be replaced by one for tokens.
Result<void> checkSharedUse(const TokenSetup &setup)
{
    if (!setup.registry)
        return {};
    const RegistryConfig &registry = *setup.registry;
    const Setting tls = readText(registry.document, registry.file, {"http", "tls", "certificate"}, yaml::Reader::GoYaml2);
    if (tls.good() && registry.rootCertBundle.good() && tls.text == registry.rootCertBundle.text)
        return fail(ErrorCode::Conflict, "rootcertbundle is the registry's TLS certificate too; name another file for the bundle",
                    tls.where);
    return {};
}

Result<PrivateFile> changeKey(const FileSource &tree, const TokenSetup &setup, const KeyChange &change, Draft &draft)
{
    const std::vector<Certificate> certificates = certificatesOf(readBundle(change.certificate));
    if (certificates.size() != 1 || !(certificates.front().publicKey() == change.key.publicKey()))
        return fail(ErrorCode::InvalidArgument, "the certificate is not of this key");
    if (setup.service && change.key.publicKey().type() != KeyType::Rsa)
        return fail(ErrorCode::Unsupported,
                    "DockerAuthentication signs with RSA keys only; this one is " + change.key.publicKey().description());
    if (Result<void> trust = checkTrust(setup, change.old); !trust)
        return fail(trust.error());
    const std::string keyFile = change.keyFile.empty() ? setup.keyPath : change.keyFile;
    const std::string bundleFile = change.bundleFile.empty() ? setup.bundlePath : change.bundleFile;
    if (keyFile.empty())
        return fail(ErrorCode::NotFound, "the configuration of the token service names no private_key");
    if (bundleFile.empty())
        return fail(ErrorCode::NotFound, "the registry's configuration names no rootcertbundle");
    if (keyFile == bundleFile)
        return fail(ErrorCode::Conflict, "private_key and rootcertbundle are one file: the registry needs the certificate alone",
                    {keyFile, 0, 0});
    if (change.bundleFile.empty()) {
        if (Result<void> alone = checkSharedUse(setup); !alone)
            return fail(alone.error());
    }
    if (!change.keyFile.empty()) {
        if (Result<void> set = draft.setService("private_key", change.keyFile); !set)
            return fail(set.error());
    }
    if (!change.bundleFile.empty()) {
        if (Result<void> set = draft.setRegistry("rootcertbundle", change.bundleFile); !set)
            return fail(set.error());
    }
    Result<PrivateBytes> pem = change.key.toPem();
    if (!pem)
        return fail(pem.error());
    const bool newBundle = tree.status(bundleFile).kind != FileKind::Regular;
    draft.put(bundleFile, bundleWith(setup, change, certificates.front()), newBundle ? std::optional<std::uint32_t>(0644) : std::nullopt);
    // What may read the old key may read the new one, but nobody else.
    const FileStatus old = tree.status(keyFile);
    return PrivateFile{keyFile, std::move(*pem), old.kind == FileKind::Regular ? ((old.mode & 0040) | 0600) : 0600U};
}

} // namespace

Result<CoupledChange> coupledChange(const FileSource &tree, const SetupPaths &paths, const WantedSetup &wanted)
{
    for (const auto &[name, text] :
         {std::pair{"issuer", &wanted.issuer}, std::pair{"audience", &wanted.audience}, std::pair{"realm", &wanted.realm}}) {
        if (*text) {
            if (Result<void> good = checkText(name, **text); !good)
                return fail(good.error());
        }
    }
    if (wanted.realm && !splitRealm(*wanted.realm))
        return fail(ErrorCode::InvalidArgument, "the realm must be an http or https address");
    for (const std::string &user : wanted.blacklist.value_or(std::vector<std::string>())) {
        if (Result<void> good = checkText("a user of the blacklist", user); !good)
            return fail(good.error());
    }
    const TokenSetup setup = readSetup(tree, paths);
    Draft draft(setup);
    CoupledChange change;
    Result<void> done;
    if (wanted.issuer && (done = draft.setService("issuer", *wanted.issuer)))
        done = draft.setRegistry("issuer", *wanted.issuer);
    if (done && wanted.audience && (done = draft.setService("audience", *wanted.audience)))
        done = draft.setRegistry("service", *wanted.audience);
    if (done && wanted.realm)
        done = draft.setRegistry("realm", *wanted.realm);
    if (done && wanted.blacklist)
        done = draft.setBlacklist(*wanted.blacklist);
    if (!done)
        return fail(done.error());
    if (wanted.key) {
        Result<PrivateFile> key = changeKey(tree, setup, *wanted.key, draft);
        if (!key)
            return fail(key.error());
        change.key = std::move(*key);
    }
    change.files = draft.take(tree);
    return change;
}

} // namespace pamphlet::token
