// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/registryverify.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pamphlet::token {

namespace {

/// The type that Go's crypto/x509 gives a key which libtrust then refuses.
std::string unsupportedWords(const PublicKey &key)
{
    constexpr std::string_view prefix = "unable to get public key from token auth root certificate: ";
    if (key.type() == KeyType::Ec)
        return std::string(prefix) + "unsupported elliptic curve";
    if (key.type() == KeyType::Ed25519)
        return std::string(prefix) + "public key type ed25519.PublicKey is not supported";
    return std::string(prefix) + "public key type";
}

void readCertificates(RegistryTrust &trust, std::string_view bundle)
{
    for (const BundleBlock &block : readBundle(bundle)) {
        if (block.pem.label != "CERTIFICATE" || block.pem.broken)
            continue;
        // Go does not know curves beyond its own, in a certificate either.
        if (!block.certificate || block.certificate->publicKey().curve() == Curve::Other) {
            trust.fault = StartFault::BrokenCertificate;
            trust.faultWords = "unable to parse token auth root certificate: ";
            return;
        }
        trust.roots.push_back(*block.certificate);
    }
}

void addBundleKeys(RegistryTrust &trust)
{
    for (const Certificate &root : trust.roots) {
        const std::vector<std::string> ids = registryKeyIds(root.publicKey(), trust.version);
        if (ids.empty() && trust.version == RegistryVersion::V2) {
            trust.fault = StartFault::UnsupportedKey;
            trust.faultWords = unsupportedWords(root.publicKey());
            return;
        }
        for (const std::string &id : ids)
            trust.keys.insert_or_assign(id, root.publicKey());
    }
}

} // namespace

RegistryTrust loadTrust(RegistryVersion version, std::string_view bundle, const std::optional<std::string> &jwks,
                        std::vector<std::string> algorithms)
{
    RegistryTrust trust;
    trust.version = version;
    if (version != RegistryVersion::V2)
        trust.algorithms = std::move(algorithms);
    readCertificates(trust, bundle);
    if (trust.fault != StartFault::None)
        return trust;
    std::vector<Jwk> keys;
    if (version != RegistryVersion::V2 && jwks) {
        Result<std::vector<Jwk>> parsed = parseJwks(*jwks);
        if (!parsed) {
            trust.fault = StartFault::BrokenJwks;
            trust.faultWords = "failed to parse jwks: ";
            return trust;
        }
        keys = std::move(*parsed);
    }
    if (trust.roots.empty() && keys.empty()) {
        trust.fault = StartFault::NoKeys;
        trust.faultWords = version == RegistryVersion::V2 ? "token auth requires at least one token signing root certificate"
                                                          : "token auth requires at least one token signing key";
        return trust;
    }
    addBundleKeys(trust);
    for (Jwk &jwk : keys) {
        // A shared secret has no public half: the registry keeps an entry that verifies nothing.
        if (jwk.key)
            trust.keys.insert_or_assign(jwk.keyId.value_or(std::string()), std::move(*jwk.key));
    }
    return trust;
}

std::vector<RequestedAccess> accessForRepository(std::string_view method, const std::string &name)
{
    if (method == "GET" || method == "HEAD")
        return {{"repository", name, "pull"}};
    if (method == "POST" || method == "PUT" || method == "PATCH")
        return {{"repository", name, "pull"}, {"repository", name, "push"}};
    if (method == "DELETE")
        return {{"repository", name, "delete"}};
    return {};
}

RequestedAccess accessForCatalog()
{
    return {"registry", "catalog", "*"};
}

std::string_view decisionName(Decision decision)
{
    constexpr std::array<std::string_view, 5> names{"accepted", "token_required", "invalid_token", "insufficient_scope", "not_started"};
    static_assert(names.size() == static_cast<std::size_t>(Decision::NotStarted) + 1);
    return names[static_cast<std::size_t>(decision)];
}

std::string_view reasonName(Reason reason)
{
    constexpr std::array<std::string_view, 45> names{"none",
                                                     "no-token",
                                                     "registry-not-started",
                                                     "not-three-parts",
                                                     "header-encoding",
                                                     "claims-encoding",
                                                     "signature-encoding",
                                                     "header-json",
                                                     "claims-json",
                                                     "header-type",
                                                     "claims-type",
                                                     "audience-is-list",
                                                     "time-not-integer",
                                                     "algorithm-not-allowed",
                                                     "critical-header",
                                                     "issuer-differs",
                                                     "audience-differs",
                                                     "expired",
                                                     "expiry-missing",
                                                     "not-yet-valid",
                                                     "no-signature",
                                                     "no-key-named",
                                                     "unknown-key-id",
                                                     "key-id-is-thumbprint",
                                                     "key-id-is-libtrust",
                                                     "chain-encoding",
                                                     "chain-untrusted",
                                                     "chain-expired",
                                                     "chain-not-yet-valid",
                                                     "chain-not-authority",
                                                     "chain-unknown-extension",
                                                     "chain-key-unsupported",
                                                     "jwk-broken",
                                                     "jwk-untrusted",
                                                     "jwk-chain-broken",
                                                     "algorithm-does-not-fit-key",
                                                     "signature-length",
                                                     "signature-wrong",
                                                     "null-access-entry",
                                                     "scope-of-other-name",
                                                     "scope-name-wildcard",
                                                     "scope-lacks-action",
                                                     "scope-missing",
                                                     "chain-too-long",
                                                     "jwk-key-differs"};
    static_assert(names.size() == static_cast<std::size_t>(Reason::JwkKeyDiffers) + 1, "one name per reason");
    return names[static_cast<std::size_t>(reason)];
}

} // namespace pamphlet::token
