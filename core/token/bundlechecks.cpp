// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/relations.h"

#include "core/token/goformat.h"
#include "core/token/jwk.h"
#include "core/token/nearname.h"

#include <algorithm>

namespace pamphlet::token {

namespace {

Place placeOf(const TokenSetup &setup, const BundleBlock &block)
{
    return {setup.bundlePath, block.pem.line, 1};
}

Place placeInConfig(const TokenSetup &setup, const Setting RegistryConfig::*setting, const std::string &file)
{
    if (setup.registry && ((*setup.registry).*setting).present())
        return ((*setup.registry).*setting).where;
    return {file, 0, 0};
}

bool isKeys(const TokenSetup &setup, const Certificate &certificate)
{
    return setup.key && certificate.publicKey() == setup.key->publicKey();
}

void checkBlock(const TokenSetup &setup, const BundleBlock &block, FindingList &findings)
{
    const Place where = placeOf(setup, block);
    if (block.pem.label != "CERTIFICATE" || block.pem.broken) {
        const bool secret = isPrivateKeyLabel(block.pem.label);
        findings.add(secret ? "TOK069" : "TOK070", where, {block.pem.label});
        return;
    }
    if (!block.certificate) {
        findings.add("TOK062", where, {});
        return;
    }
    const PublicKey &key = block.certificate->publicKey();
    const bool two = !setup.paths.version || *setup.paths.version == RegistryVersion::V2;
    if (two && registryKeyIds(key, RegistryVersion::V2).empty())
        findings.add("TOK063", where, {key.description()});
    if (setup.paths.version == RegistryVersion::V30 && key.type() == KeyType::Ec)
        findings.add("TOK083", where, {key.description()});
}

void checkDates(const TokenSetup &setup, const BundleBlock &block, std::int64_t now, FindingList &findings)
{
    const Certificate &certificate = *block.certificate;
    if (now > certificate.notAfter())
        findings.add("TOK065", placeOf(setup, block), {certificate.subject(), goTime(certificate.notAfter())});
    else if (now < certificate.notBefore())
        findings.add("TOK066", placeOf(setup, block), {certificate.subject(), goTime(certificate.notBefore())});
}

/// An authority is a root for x5c chains: whatever it issued mints tokens. The signing key's own certificate adds nothing to what the key
/// can do.
void checkRole(const TokenSetup &setup, const BundleBlock &block, bool chain, std::size_t count, FindingList &findings)
{
    const Certificate &certificate = *block.certificate;
    const bool own = setup.key ? isKeys(setup, certificate) : count == 1;
    if (!own && certificate.mayIssue())
        findings.add(chain || !certificate.selfSigned() ? "TOK067" : "TOK072", placeOf(setup, block), {certificate.subject()});
    else if (!own && setup.key)
        findings.add("TOK071", placeOf(setup, block), {certificate.subject(), libtrustKeyId(certificate.publicKey())});
    if (own && !certificate.selfSigned())
        findings.add("TOK068", placeOf(setup, block), {certificate.subject(), certificate.issuer()});
}

} // namespace

void checkBundle(const TokenSetup &setup, std::int64_t now, FindingList &findings)
{
    if (setup.bundlePath.empty())
        return;
    const Place named = placeInConfig(setup, &RegistryConfig::rootCertBundle, setup.bundlePath);
    if (setup.bundleError) {
        // A registry in a container has paths of its own.
        const bool elsewhere = setup.bundleStatus.kind == FileKind::Missing && setup.paths.bundleFile.empty();
        findings.add(elsewhere ? "TOK059" : "TOK060", named, {setup.bundlePath, setup.bundleError->detail});
        return;
    }
    for (const BundleBlock &block : setup.bundle)
        checkBlock(setup, block, findings);
    const std::vector<Certificate> certificates = certificatesOf(setup.bundle);
    if (certificates.empty()) {
        const bool broken = std::any_of(setup.bundle.begin(), setup.bundle.end(),
                                        [](const BundleBlock &block) { return block.pem.label == "CERTIFICATE" && !block.pem.broken; });
        if (!broken)
            findings.add("TOK061", named, {setup.bundlePath});
        return;
    }
    // A certificate whose issuer is in the bundle too: somebody's whole chain was put in.
    const bool chain = std::any_of(certificates.begin(), certificates.end(), [&certificates](const Certificate &leaf) {
        return !leaf.mayIssue() && std::any_of(certificates.begin(), certificates.end(), [&leaf](const Certificate &issuer) {
            return !(issuer == leaf) && issuer.mayIssue() && issuer.namedAsIssuerOf(leaf);
        });
    });
    for (const BundleBlock &block : setup.bundle) {
        if (!block.certificate)
            continue;
        checkDates(setup, block, now, findings);
        checkRole(setup, block, chain, certificates.size(), findings);
    }
    if (setup.key && !setup.certificateOfKey())
        findings.add("TOK064", named, {setup.keyPath, setup.bundlePath, libtrustKeyId(setup.key->publicKey())});
}

void checkVersion3(const TokenSetup &setup, FindingList &findings)
{
    if (!setup.registry || !setup.registry->usesToken())
        return;
    const RegistryConfig &config = *setup.registry;
    const bool known = setup.paths.version.has_value();
    const bool two = known && *setup.paths.version == RegistryVersion::V2;
    if (!known || two) {
        for (const Setting *setting :
             std::initializer_list<const Setting *>{&config.autoRedirectPath, &config.jwks, &config.signingAlgorithms}) {
            if (setting->present())
                findings.add("TOK028", setting->where, {*setting->path.back().key()});
        }
    }
    if (two)
        return;
    for (const Setting *setting : {&config.autoRedirectPath, &config.jwks}) {
        if (setting->state == SettingState::WrongType)
            findings.add("TOK026", setting->where, {*setting->path.back().key(), setting->found, "string"});
    }
    if (config.signingAlgorithms.state == SettingState::WrongType)
        findings.add("TOK026", config.signingAlgorithms.where, {"signingalgorithms", config.signingAlgorithms.found, "list"});
    const std::vector<std::string> &names = registryAlgorithmNames();
    for (const Setting &item : config.signingAlgorithms.items) {
        if (!item.good())
            findings.add("TOK026", item.where, {"signingalgorithms", item.found, "string"});
        else if (std::find(names.begin(), names.end(), item.text) == names.end())
            findings.add("TOK029", item.where, {item.text, nearName(item.text, names).value_or(std::string())});
    }
    const std::vector<std::string> listed = config.algorithms();
    const std::string used(setup.key ? algorithmName(setup.key->defaultAlgorithm()) : std::string_view(setup.service ? "RS256" : ""));
    if (!listed.empty() && !used.empty() && std::find(listed.begin(), listed.end(), used) == listed.end())
        findings.add("TOK030", config.signingAlgorithms.where, {used});

    if (setup.jwksError)
        findings.add("TOK081", config.jwks.where, {setup.jwksPath, setup.jwksError->detail});
    std::vector<Jwk> keys;
    if (setup.jwks) {
        Result<std::vector<Jwk>> parsed = parseJwks(*setup.jwks);
        if (parsed)
            keys = std::move(*parsed);
        else
            findings.add("TOK082", {setup.jwksPath, 0, 0}, {parsed.error().detail});
    }
    if (!setup.service || !setup.key)
        return;
    const std::string id = libtrustKeyId(setup.key->publicKey());
    const bool found = std::any_of(keys.begin(), keys.end(),
                                   [&](const Jwk &jwk) { return jwk.keyId == id && jwk.key && *jwk.key == setup.key->publicKey(); });
    if (found)
        return;
    const Place where = config.jwks.present() ? config.jwks.where : config.token.where;
    const bool three = known || config.uses3;
    findings.add(three ? "TOK080" : "TOK084", where, {id, jwkThumbprint(setup.key->publicKey()).value_or(std::string())});
}

} // namespace pamphlet::token
