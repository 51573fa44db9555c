// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/tokentext.h"

#include "core/token/goformat.h"
#include "ui/text/printable.h"
#include "ui/text/sentence.h"

#include <QCoreApplication>

#include <charconv>

namespace pamphlet::ui::text {

namespace {

/// %1: the detail.
const char *reasonSentence(token::Reason reason, bool named)
{
    using token::Reason;
    switch (reason) {
    case Reason::None:
        return QT_TRANSLATE_NOOP("text", "The registry accepts the token.");
    case Reason::NoToken:
        return QT_TRANSLATE_NOOP("text", "There is no token: the client is sent to the realm to get one.");
    case Reason::RegistryNotStarted:
        return QT_TRANSLATE_NOOP("text", "The registry does not start with these certificates and keys, so it answers nothing at all.");
    case Reason::NotThreeParts:
        return QT_TRANSLATE_NOOP("text", "This is no token: one has three parts, joined by dots.");
    case Reason::HeaderEncoding:
        return QT_TRANSLATE_NOOP("text", "The token's header is not in base64url.");
    case Reason::ClaimsEncoding:
        return QT_TRANSLATE_NOOP("text", "The token's claims are not in base64url.");
    case Reason::SignatureEncoding:
        return QT_TRANSLATE_NOOP("text", "The token's signature is not in base64url.");
    case Reason::HeaderJson:
        return QT_TRANSLATE_NOOP("text", "The token's header is no JSON object.");
    case Reason::ClaimsJson:
        return QT_TRANSLATE_NOOP("text", "The token's claims are no JSON object.");
    case Reason::HeaderType:
        return QT_TRANSLATE_NOOP("text", "“%1” in the token's header is of another type than the registry reads.");
    case Reason::ClaimsType:
        return QT_TRANSLATE_NOOP("text", "“%1” in the token's claims is of another type than the registry reads.");
    case Reason::AudienceIsList:
        return QT_TRANSLATE_NOOP("text", "The audience is a list, and registry 2.8 reads a single text only.");
    case Reason::TimeNotInteger:
        return QT_TRANSLATE_NOOP("text", "“%1” is no whole number of seconds.");
    case Reason::AlgorithmNotAllowed:
        return named ? QT_TRANSLATE_NOOP("text", "The registry does not take tokens that are signed by “%1”.")
                     : QT_TRANSLATE_NOOP("text", "The token does not say by which algorithm it is signed.");
    case Reason::CriticalHeader:
        return QT_TRANSLATE_NOOP("text", "The token's header demands extensions (“crit”), and the registry knows none.");
    case Reason::IssuerDiffers:
        return named ? QT_TRANSLATE_NOOP("text", "The token's issuer is “%1”, which is not the registry's. A slash at the end counts.")
                     : QT_TRANSLATE_NOOP("text", "The token names no issuer.");
    case Reason::AudienceDiffers:
        return named ? QT_TRANSLATE_NOOP("text", "The token's audience is “%1”, which is not the registry's service.")
                     : QT_TRANSLATE_NOOP("text", "The token names no audience.");
    case Reason::Expired:
        return QT_TRANSLATE_NOOP("text", "The token has expired (%1). Get a new one, or check the clocks.");
    case Reason::ExpiryMissing:
        return QT_TRANSLATE_NOOP("text",
                                 "The token has no time of expiry (“exp”), which counts as expired long ago. A refresh token is no token "
                                 "for the registry.");
    case Reason::NotYetValid:
        return QT_TRANSLATE_NOOP("text", "The token is not valid yet (%1). Check the clocks.");
    case Reason::NoSignature:
        return QT_TRANSLATE_NOOP("text", "The token is not signed.");
    case Reason::NoKeyNamed:
        return QT_TRANSLATE_NOOP("text", "The token does not say which key signed it: it has neither x5c nor jwk nor kid.");
    case Reason::UnknownKeyId:
        return QT_TRANSLATE_NOOP("text",
                                 "The registry has no key with the name %1. Put the certificate of the signing key into rootcertbundle, "
                                 "and restart the registry.");
    case Reason::KeyIdIsThumbprint:
        return QT_TRANSLATE_NOOP("text",
                                 "The registry has the key, but 2.8 looks for libtrust's name of it; %1 is its RFC 7638 thumbprint.");
    case Reason::KeyIdIsLibtrust:
        return QT_TRANSLATE_NOOP("text",
                                 "The registry has the key, but 3.x looks for its RFC 7638 thumbprint; %1 is libtrust's name of it. A jwks "
                                 "file can give it that name.");
    case Reason::ChainEncoding:
        return QT_TRANSLATE_NOOP("text", "A certificate that the token brings along (x5c) cannot be read: each is base64 of DER, not PEM.");
    case Reason::ChainUntrusted:
        return QT_TRANSLATE_NOOP("text", "Nothing in rootcertbundle vouches for the certificate that the token brings along (%1).");
    case Reason::ChainExpired:
        return QT_TRANSLATE_NOOP("text", "The certificate that the token brings along (%1), or one above it, has expired.");
    case Reason::ChainNotYetValid:
        return QT_TRANSLATE_NOOP("text", "The certificate that the token brings along (%1), or one above it, is not valid yet.");
    case Reason::ChainNotAuthority:
        return QT_TRANSLATE_NOOP("text", "The certificate that the token brings along (%1) was issued by one that may not issue others.");
    case Reason::ChainUnknownExtension:
        return QT_TRANSLATE_NOOP(
            "text", "The certificate that the token brings along (%1), or one above it, has a critical extension that is not known.");
    case Reason::ChainKeyUnsupported:
        return QT_TRANSLATE_NOOP("text", "Registry 2.8 does not know the type of key (%1) in the certificate that the token brings along.");
    case Reason::ChainTooLong:
        return QT_TRANSLATE_NOOP("text", "Below an authority there are more certificates than it allows, down to that of the token (%1).");
    case Reason::JwkBroken:
        return named ? QT_TRANSLATE_NOOP("text", "The key that the token brings along (jwk) cannot be used (%1).")
                     : QT_TRANSLATE_NOOP("text", "The key that the token brings along (jwk) cannot be used.");
    case Reason::JwkUntrusted:
        return QT_TRANSLATE_NOOP("text",
                                 "The registry does not know the key that the token brings along, and no certificate vouches for it.");
    case Reason::JwkChainBroken:
        return QT_TRANSLATE_NOOP("text", "The certificates beside the key that the token brings along (x5c in jwk) cannot be read.");
    case Reason::JwkKeyDiffers:
        return QT_TRANSLATE_NOOP("text", "The key that the token brings along (jwk) is not the one of the certificate beside it.");
    case Reason::AlgorithmDoesNotFitKey:
        return named ? QT_TRANSLATE_NOOP("text", "The key does not sign by “%1”, as the token says.")
                     : QT_TRANSLATE_NOOP("text", "The token does not say how its key signs.");
    case Reason::SignatureLength:
        return QT_TRANSLATE_NOOP(
            "text", "The signature is %1 bytes long, which it never is by this algorithm. That of an EC key is r and s, not DER.");
    case Reason::SignatureWrong:
        return QT_TRANSLATE_NOOP("text", "The signature is wrong: another key made it, or the token was changed since.");
    case Reason::NullAccessEntry:
        return QT_TRANSLATE_NOOP("text", "A null among the entries of “access” makes the registry cut the connection.");
    case Reason::ScopeOfOtherName:
        return QT_TRANSLATE_NOOP("text", "The token is for other things than %1. Ask for a token with that scope.");
    case Reason::ScopeNameWildcard:
        return QT_TRANSLATE_NOOP("text", "The token's “*” stands for no name: %1 is needed as it is.");
    case Reason::ScopeLacksAction:
        return QT_TRANSLATE_NOOP("text", "The token is for the right thing, but not for the action: %1 is needed.");
    case Reason::ScopeMissing:
        return QT_TRANSLATE_NOOP("text", "The token is for nothing, and %1 is needed.");
    }
    return "";
}

QString reasonDetail(token::Reason reason, std::string_view detail)
{
    if (reason == token::Reason::Expired || reason == token::Reason::NotYetValid) {
        std::int64_t seconds = 0;
        const auto [end, error] = std::from_chars(detail.data(), detail.data() + detail.size(), seconds);
        // Years of four digits.
        if (error == std::errc() && end == detail.data() + detail.size() && seconds >= 0 && seconds < 253402300800)
            return printable(token::goTime(seconds));
    }
    return printable(detail);
}

} // namespace

QString reasonMessage(token::Reason reason, std::string_view detail)
{
    return sentence(reasonSentence(reason, !detail.empty()), {reasonDetail(reason, detail)});
}

QString accessReasonMessage(token::AccessReason reason)
{
    using token::AccessReason;
    switch (reason) {
    case AccessReason::NameTooLong:
        return sentence(QT_TRANSLATE_NOOP("text", "Names of more than 30 bytes are refused before PAM is asked."));
    case AccessReason::Blacklisted:
        return sentence(QT_TRANSLATE_NOOP("text", "On the blacklist: a password brings no token."));
    case AccessReason::AuthenticationFails:
        return sentence(QT_TRANSLATE_NOOP("text", "PAM refuses every password for this service."));
    case AccessReason::AuthenticationUnknown:
        return sentence(QT_TRANSLATE_NOOP("text", "Whether PAM lets them in only a login can tell."));
    case AccessReason::AccountIgnored:
        return sentence(QT_TRANSLATE_NOOP("text", "PAM's account rules would refuse, but the token service never asks them."));
    case AccessReason::AccountUnknown:
        return sentence(QT_TRANSLATE_NOOP("text", "An expired or locked account changes nothing: the token service does not ask."));
    case AccessReason::RefreshStays:
        return sentence(QT_TRANSLATE_NOOP("text", "Who has a token already exchanges it for new ones, until the signing key is changed."));
    }
    return {};
}

} // namespace pamphlet::ui::text
