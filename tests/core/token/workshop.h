// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/certificate.h"
#include "core/token/registryverify.h"
#include "core/token/signingkey.h"

#include <QByteArray>

#include <cstdint>
#include <string>
#include <vector>

namespace pamphlet::test {

/// How a certificate is made that makeSelfSigned() does not make.
struct Issue {
    std::string name;
    const token::SigningKey *key = nullptr; ///< whose it is
    const token::SigningKey *issuerKey = nullptr; ///< nullptr: self-signed
    std::string issuerName; ///< empty: self-signed
    std::int64_t notBefore = 0;
    std::int64_t notAfter = 0;
    bool authority = false;
    int pathLength = -1;
};
/// As PEM.
std::string issue(const Issue &what);
token::Certificate certificateOf(const std::string &pem);

/// Keys and certificates of one run; valid around `now`.
class Workshop
{
public:
    explicit Workshop(std::int64_t now);

    std::int64_t now;
    token::SigningKey rsa;
    token::SigningKey p256;
    token::SigningKey p384;
    token::SigningKey p521;
    token::SigningKey stranger; ///< RSA, known to nobody
    token::SigningKey leaf; ///< RSA, certified by the authority
    token::SigningKey authority;
    token::SigningKey old; ///< RSA, its certificate is in the bundle and expired
    std::string rsaCertificate;
    std::string p256Certificate;
    std::string p384Certificate;
    std::string p521Certificate;
    std::string strangerCertificate;
    std::string leafCertificate;
    std::string authorityCertificate;
    std::string oldCertificate;
    std::string leafOfLeafCertificate; ///< the stranger's key, issued by the leaf, which may not

    /// rsa, p256, p384, p521, authority, old.
    std::string bundle() const;
};

inline const std::string issuerText = "auth.example.test";
inline const std::string serviceText = "registry.example.test";

enum class Route {
    Base, ///< GET /v2/
    Read, ///< GET /v2/team/app/tags/list
    Write, ///< POST /v2/team/app/blobs/uploads/
};
std::vector<token::RequestedAccess> accessOf(Route route);

/// One row of the facts' matrix for registry 2.8.
struct MatrixRow {
    QByteArray name;
    std::string token;
    Route route = Route::Base;
    token::Decision decision = token::Decision::Accepted;
    token::Reason reason = token::Reason::None;
};
std::vector<MatrixRow> matrixRows(const Workshop &workshop);

/// {"iss":…} with what a good token has.
std::string goodClaims(const Workshop &workshop);
/// The same with members replaced, added, or (empty value) taken out.
std::string claimsWith(const Workshop &workshop, const std::vector<std::pair<std::string, std::string>> &members);
std::string headerJson(const std::string &algorithm, const std::string &more = {});
std::string signedToken(const token::SigningKey &key, token::Algorithm algorithm, const std::string &header, const std::string &claims);

} // namespace pamphlet::test
