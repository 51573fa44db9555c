// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

/** Owners of OpenSSL's objects. Used by .cpp files only, so that no public header needs OpenSSL. */
namespace pamphlet::token {

template<auto Free>
struct FreeWith {
    template<class T>
    void operator()(T *object) const
    {
        Free(object);
    }
};

using KeyHandle = std::unique_ptr<EVP_PKEY, FreeWith<&EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeWith<&EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeWith<&EVP_MD_CTX_free>>;
using BioHandle = std::unique_ptr<BIO, FreeWith<&BIO_free_all>>;
using BigNumber = std::unique_ptr<BIGNUM, FreeWith<&BN_clear_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, FreeWith<&ECDSA_SIG_free>>;
using CertificateHandle = std::unique_ptr<X509, FreeWith<&X509_free>>;

} // namespace pamphlet::token
