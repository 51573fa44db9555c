// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/registryverify.h"

#include "core/token/base64url.h"
#include "core/token/certificatechain.h"
#include "core/token/goformat.h"
#include "core/token/registrytoken.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace pamphlet::token {

namespace {

constexpr std::int64_t leeway = 60;

tl::unexpected<ReadFault> faulty(Reason reason, std::string detail, std::string log)
{
    return tl::unexpected(ReadFault{reason, std::move(detail), std::move(log)});
}

ReadFault chainFaultOf(ChainFault fault)
{
    switch (fault) {
    case ChainFault::Expired:
        return {Reason::ChainExpired, {}, "x509: certificate has expired or is not yet valid: current time"};
    case ChainFault::NotYetValid:
        return {Reason::ChainNotYetValid, {}, "x509: certificate has expired or is not yet valid: current time"};
    case ChainFault::NotAuthority:
        return {Reason::ChainNotAuthority, {}, "x509: certificate signed by unknown authority"};
    case ChainFault::TooLong:
        return {Reason::ChainTooLong, {}, "x509: too many intermediates for path length constraint"};
    case ChainFault::UnknownExtension:
        return {Reason::ChainUnknownExtension, {}, "x509: unhandled critical extension"};
    case ChainFault::UnknownAuthority:
        break;
    }
    return {Reason::ChainUntrusted, {}, "x509: certificate signed by unknown authority"};
}

/// A refusal under way: what the registry says, and to whom.
class Verifier
{
public:
    Verifier(const RegistryTrust &trust, const VerifyRequest &request)
        : m_trust(trust)
        , m_request(request)
    { }

    Verdict run(std::string_view token) const
    {
        if (m_trust.fault != StartFault::None)
            return {Decision::NotStarted, Reason::RegistryNotStarted, {}, m_trust.faultWords, false, {}};
        if (token.empty() && !libtrust())
            return {Decision::TokenRequired, Reason::NoToken, {}, "authorization token required", false, {}};
        const ReadResult<TokenParts> parts = splitToken(m_trust.version, token);
        if (!parts)
            return refused(parts.error());
        const ReadResult<ReadHeader> header = readHeader(m_trust.version, parts->header);
        if (!header)
            return refused(header.error());
        return libtrust() ? runLibtrust(*parts, *header) : runGoJose(*parts, *header);
    }

private:
    bool libtrust() const { return m_trust.version == RegistryVersion::V2; }

    static Verdict refused(const ReadFault &fault, bool named = true)
    {
        return {Decision::InvalidToken, fault.reason, fault.detail, fault.log, named, {}};
    }

    Verdict runLibtrust(const TokenParts &parts, const ReadHeader &header) const
    {
        const ReadResult<ReadClaims> claims = readClaims(m_trust.version, parts.claims);
        if (!claims)
            return refused(claims.error());
        if (const std::optional<ReadFault> fault = claimsFault(*claims))
            return refused(*fault);
        if (parts.signature.empty())
            return refused({Reason::NoSignature, {}, "token has no signature"});
        const ReadResult<PublicKey> key = libtrustKey(header);
        if (!key)
            return refused(key.error());
        if (const std::optional<ReadFault> fault = libtrustSignatureFault(*key, header.algorithm, parts))
            return refused({fault->reason, fault->detail, "unable to verify token signature: " + fault->log});
        return scoped(*claims);
    }

    Verdict runGoJose(const TokenParts &parts, const ReadHeader &header) const
    {
        const std::string malformed = "malformed token";
        // jws.go sanitizes all members of the header before it looks at the algorithm.
        const ReadResult<std::vector<Certificate>> chain = certificates(header.chain);
        if (!chain)
            return refused({chain.error().reason, chain.error().detail, malformed});
        std::optional<Jwk> jwk;
        if (header.jwk) {
            Result<Jwk> parsed = parseJwk(*header.jwk);
            if (!parsed || !parsed->key || parsed->privatePart)
                return refused({Reason::JwkBroken, parsed ? std::string() : parsed.error().detail, malformed});
            jwk = std::move(*parsed);
        }
        const std::optional<Algorithm> algorithm = algorithmFromName(header.algorithm);
        const bool shared = header.algorithm == "HS256" || header.algorithm == "HS384" || header.algorithm == "HS512";
        const bool listed = m_trust.algorithms.empty()
            || std::find(m_trust.algorithms.begin(), m_trust.algorithms.end(), header.algorithm) != m_trust.algorithms.end();
        if ((!algorithm && !shared) || !listed)
            return refused({Reason::AlgorithmNotAllowed, header.algorithm, malformed});

        const ReadResult<PublicKey> key = goJoseKey(header, *chain, jwk);
        if (!key)
            return refused(key.error());
        // What Claims() finds is no ErrInvalidToken: the challenge then names no error.
        if (header.critical)
            return refused({Reason::CriticalHeader, "crit", {}}, false);
        const std::string primitive = "go-jose/go-jose: error in cryptographic primitive";
        if (!algorithm || !fits(*algorithm, *key))
            return refused({Reason::AlgorithmDoesNotFitKey, header.algorithm, primitive}, false);
        if (const unsigned width = coordinateBytes(*algorithm); width > 0 && parts.signature.size() != std::size_t{2} * width)
            return refused({Reason::SignatureLength, std::to_string(parts.signature.size()), primitive}, false);
        if (!key->verifies(*algorithm, parts.signedText, parts.signature))
            return refused({Reason::SignatureWrong, {}, primitive}, false);

        const ReadResult<ReadClaims> claims = readClaims(m_trust.version, parts.claims);
        if (!claims)
            return refused(claims.error(), false);
        if (const std::optional<ReadFault> fault = claimsFault(*claims))
            return refused(*fault);
        return scoped(*claims);
    }

    static bool fits(Algorithm algorithm, const PublicKey &key)
    {
        switch (algorithmFamily(algorithm)) {
        case AlgorithmFamily::RsaPkcs1:
        case AlgorithmFamily::RsaPss:
            return key.type() == KeyType::Rsa;
        case AlgorithmFamily::Ec:
            return key.type() == KeyType::Ec;
        case AlgorithmFamily::EdDsa:
            return key.type() == KeyType::Ed25519;
        }
        return false;
    }

    std::optional<ReadFault> claimsFault(const ReadClaims &claims) const
    {
        if (claims.issuer != m_request.issuer)
            return ReadFault{Reason::IssuerDiffers, claims.issuer, "token from untrusted issuer: " + goQuoted(claims.issuer)};
        if (std::find(claims.audience.begin(), claims.audience.end(), m_request.service) == claims.audience.end()) {
            std::string list;
            for (const std::string &one : claims.audience)
                list += (list.empty() ? "" : " ") + one;
            return ReadFault{Reason::AudienceDiffers, list,
                             "token intended for another audience: " + (libtrust() ? goQuoted(list) : '[' + list + ']')};
        }
        if (m_request.time > later(claims.expires, leeway))
            return ReadFault{claims.expiryGiven ? Reason::Expired : Reason::ExpiryMissing, std::to_string(claims.expires),
                             "token not to be used after " + goTime(later(claims.expires, leeway))};
        if (m_request.time < later(claims.notBefore, -leeway))
            return ReadFault{Reason::NotYetValid, std::to_string(claims.notBefore),
                             "token not to be used before " + goTime(later(claims.notBefore, -leeway))};
        return std::nullopt;
    }

    static std::int64_t later(std::int64_t time, std::int64_t seconds)
    {
        std::int64_t sum = 0;
        if (__builtin_add_overflow(time, seconds, &sum))
            return time;
        return sum;
    }

    static ReadResult<std::vector<Certificate>> certificates(const std::vector<std::string> &chain)
    {
        std::vector<Certificate> list;
        for (const std::string &entry : chain) {
            const std::string which = list.empty() ? "leaf" : "intermediate";
            const std::optional<std::string> der = fromBase64AsGo(entry, Base64Alphabet::Standard, Base64Padding::Required);
            if (!der)
                return faulty(Reason::ChainEncoding, which, "unable to decode " + which + " certificate: ");
            Result<Certificate> certificate = Certificate::fromDer(*der);
            if (!certificate)
                return faulty(Reason::ChainEncoding, which, "unable to parse " + which + " certificate: ");
            list.push_back(std::move(*certificate));
        }
        return list;
    }

    std::optional<ReadFault> untrusted(const std::vector<Certificate> &chain) const
    {
        const std::vector<Certificate> intermediates(chain.begin() + 1, chain.end());
        const std::optional<ChainFault> fault = chainFault(chain.front(), intermediates, m_trust.roots, m_request.time);
        if (!fault)
            return std::nullopt;
        ReadFault read = chainFaultOf(*fault);
        read.detail = chain.front().subject();
        return read;
    }

    ReadResult<PublicKey> libtrustChainKey(const std::vector<std::string> &texts) const
    {
        if (texts.empty())
            return faulty(Reason::ChainEncoding, {}, "empty x509 certificate chain");
        const ReadResult<std::vector<Certificate>> chain = certificates(texts);
        if (!chain)
            return tl::unexpected(chain.error());
        if (const std::optional<ReadFault> fault = untrusted(*chain))
            return faulty(fault->reason, fault->detail, "unable to verify certificate chain: " + fault->log);
        const PublicKey &key = chain->front().publicKey();
        if (registryKeyIds(key, RegistryVersion::V2).empty())
            return faulty(Reason::ChainKeyUnsupported, key.description(), "unable to make libtrust public key from leaf certificate: ");
        return key;
    }

    ReadResult<PublicKey> keyById(const std::string &id) const
    {
        if (const auto known = m_trust.keys.find(id); known != m_trust.keys.end())
            return known->second;
        Reason reason = Reason::UnknownKeyId;
        for (const auto &[other, key] : m_trust.keys) {
            if (libtrust() && jwkThumbprint(key) == id)
                reason = Reason::KeyIdIsThumbprint;
            else if (!libtrust() && libtrustKeyId(key) == id)
                reason = Reason::KeyIdIsLibtrust;
        }
        return faulty(reason, id, "token signed by untrusted key with ID: " + goQuoted(id));
    }

    ReadResult<PublicKey> libtrustKey(const ReadHeader &header) const
    {
        if (!header.chain.empty())
            return libtrustChainKey(header.chain);
        if (header.jwk)
            return libtrustJwkKey(*header.jwk);
        if (!header.keyId.empty())
            return keyById(header.keyId);
        return faulty(Reason::NoKeyNamed, {}, "unable to get token signing key");
    }

    ReadResult<PublicKey> libtrustJwkKey(const std::string &text) const
    {
        nlohmann::ordered_json object = nlohmann::ordered_json::parse(text, nullptr, false);
        // libtrust reads the chain by itself, after the key.
        nlohmann::ordered_json chain;
        if (object.is_object() && object.contains("x5c")) {
            chain = object["x5c"];
            object.erase("x5c");
        }
        const std::string prefix = "unable to decode raw JWK value: ";
        const Result<Jwk> jwk = parseJwk(object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
        if (!jwk)
            return faulty(Reason::JwkBroken, jwk.error().detail, prefix);
        if (!jwk->key || registryKeyIds(*jwk->key, RegistryVersion::V2).empty())
            return faulty(Reason::JwkBroken, "kty", prefix);
        const std::string id = libtrustKeyId(*jwk->key);
        const std::string family = jwk->key->type() == KeyType::Rsa ? "RSA" : "EC";
        if (jwk->keyId && *jwk->keyId != id)
            return faulty(Reason::JwkBroken, *jwk->keyId, prefix + "JWK " + family + " Public Key ID does not match: " + *jwk->keyId);
        if (jwk->privatePart && family == "RSA")
            return faulty(Reason::JwkBroken, "d", prefix + "JWK RSA Public Key cannot contain private exponent");
        if (!chain.is_array()) {
            if (m_trust.keys.find(id) == m_trust.keys.end())
                return faulty(Reason::JwkUntrusted, id, "untrusted JWK with no certificate chain");
            return *jwk->key;
        }
        std::vector<std::string> entries;
        for (const auto &item : chain) {
            if (!item.is_string() || item.get_ref<const std::string &>().empty())
                return faulty(Reason::JwkChainBroken, {}, "malformed certificate chain");
            entries.push_back(item.get<std::string>());
        }
        const ReadResult<PublicKey> leaf = libtrustChainKey(entries);
        if (!leaf)
            return faulty(leaf.error().reason, leaf.error().detail, "could not verify JWK certificate chain: " + leaf.error().log);
        if (!(*leaf == *jwk->key))
            return faulty(Reason::JwkKeyDiffers, {}, "leaf certificate public key ID does not match JWK key ID");
        return *jwk->key;
    }

    ReadResult<PublicKey> goJoseKey(const ReadHeader &header, const std::vector<Certificate> &chain, const std::optional<Jwk> &jwk) const
    {
        const auto logged = [](ReadFault fault) {
            fault.log = "failed to verify token: " + fault.log;
            return tl::unexpected(std::move(fault));
        };
        const std::vector<Certificate> &own = chain.empty() && jwk ? jwk->certificates : chain;
        if (!own.empty()) {
            if (std::optional<ReadFault> fault = untrusted(own))
                return logged(std::move(*fault));
            return own.front().publicKey();
        }
        if (jwk) {
            const auto known = m_trust.keys.find(jwk->keyId.value_or(std::string()));
            if (known == m_trust.keys.end())
                return logged({Reason::JwkUntrusted, jwk->keyId.value_or(std::string()), "untrusted JWK with no certificate chain"});
            return known->second;
        }
        if (header.keyId.empty())
            return logged({Reason::NoKeyNamed, {}, "invalid token"});
        ReadResult<PublicKey> key = keyById(header.keyId);
        if (!key)
            return logged(key.error());
        return key;
    }

    static std::optional<ReadFault> libtrustSignatureFault(const PublicKey &key, const std::string &name, const TokenParts &parts)
    {
        const std::optional<Algorithm> algorithm = algorithmFromName(name);
        if (key.type() == KeyType::Rsa) {
            if (!algorithm || algorithmFamily(*algorithm) != AlgorithmFamily::RsaPkcs1)
                return ReadFault{Reason::AlgorithmDoesNotFitKey, name,
                                 "unable to verify Signature: RSA Digital Signature Algorithm " + goQuoted(name) + " not supported"};
            if (!key.verifies(*algorithm, parts.signedText, parts.signature))
                return ReadFault{Reason::SignatureWrong, {}, "invalid " + name + " signature: crypto/rsa: verification error"};
            return std::nullopt;
        }
        const Algorithm wanted = key.curve() == Curve::P521 ? Algorithm::ES512
            : key.curve() == Curve::P384                    ? Algorithm::ES384
                                                            : Algorithm::ES256;
        if (algorithm != wanted)
            return ReadFault{Reason::AlgorithmDoesNotFitKey, name,
                             "unable to verify signature: EC Public Key with curve " + goQuoted(curveName(key.curve()))
                                 + " does not support signature algorithm " + goQuoted(name)};
        const std::size_t length = std::size_t{2} * coordinateBytes(wanted);
        if (parts.signature.size() != length)
            return ReadFault{Reason::SignatureLength, std::to_string(parts.signature.size()),
                             "signature length is " + std::to_string(parts.signature.size()) + " octets long, should be "
                                 + std::to_string(length)};
        if (!key.verifies(wanted, parts.signedText, parts.signature))
            return ReadFault{Reason::SignatureWrong, {}, "invalid signature"};
        return std::nullopt;
    }

    Verdict scoped(const ReadClaims &claims) const
    {
        if (claims.nullEntry)
            return {Decision::InvalidToken, Reason::NullAccessEntry, "access", {}, false, {}};
        for (const RequestedAccess &wanted : m_request.access) {
            bool same = false;
            bool granted = false;
            bool wildcard = false;
            for (const AccessEntry &entry : claims.access) {
                wildcard = wildcard || (entry.type == wanted.type && entry.name == "*");
                if (entry.type != wanted.type || entry.name != wanted.name)
                    continue;
                same = true;
                granted = granted || std::any_of(entry.actions.begin(), entry.actions.end(), [&wanted](const std::string &action) {
                              return action == "*" || action == wanted.action;
                          });
            }
            if (granted)
                continue;
            const Reason reason = same  ? Reason::ScopeLacksAction
                : wildcard              ? Reason::ScopeNameWildcard
                : claims.access.empty() ? Reason::ScopeMissing
                                        : Reason::ScopeOfOtherName;
            return {Decision::InsufficientScope, reason, wanted.type + ':' + wanted.name + ':' + wanted.action,
                    "insufficient scope",        true,   {}};
        }
        return {Decision::Accepted, Reason::None, {}, {}, false, claims.subject};
    }

    const RegistryTrust &m_trust;
    const VerifyRequest &m_request;
};

} // namespace

Verdict verifyAsRegistry(const RegistryTrust &trust, const VerifyRequest &request, std::string_view token)
{
    return Verifier(trust, request).run(token);
}

} // namespace pamphlet::token
