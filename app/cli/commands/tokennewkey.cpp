// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/tokennewkey.h"

#include "app/cli/commands/tokenkeytypes.h"
#include "app/cli/treefile.h"
#include "core/token/certificate.h"

#include <QCoreApplication>

#include <ctime>

namespace pamphlet::app::cli {

namespace {

std::string help(const char *text)
{
    return QCoreApplication::translate("pamphlet::app::cli::TokenNewKey", text).toStdString();
}

constexpr int usualDays = 365;

} // namespace

void TokenNewKey::define(CLI::App &app)
{
    app.add_option(
           "--new-key", m_type,
           help(QT_TRANSLATE_NOOP("pamphlet::app::cli::TokenNewKey",
                                  "Make a new signing key and its certificate, and put both in place: rsa, rsa-2048, rsa-3072, rsa-4096")))
        ->type_name("TYPE")
        ->check(
            CLI::IsMember(std::vector<std::string>{"rsa", "rsa-2048", "rsa-3072", "rsa-4096"})); // DockerAuthentication signs with no other
    app.add_option("--certificate-name", m_name,
                   help(QT_TRANSLATE_NOOP("pamphlet::app::cli::TokenNewKey", "The name in the new certificate")))
        ->type_name("TEXT");
    app.add_option("--days", m_days,
                   help(QT_TRANSLATE_NOOP("pamphlet::app::cli::TokenNewKey", "How long the new certificate is valid (default: 365)")))
        ->type_name("N");
    app.add_flag("--drop-old-certificates", m_drop,
                 help(QT_TRANSLATE_NOOP("pamphlet::app::cli::TokenNewKey",
                                        "Refuse every token that is out there; else those of the old key stay good until they expire")));
    app.add_option("--new-key-file", m_keyFile,
                   help(QT_TRANSLATE_NOOP("pamphlet::app::cli::TokenNewKey", "Where the new key goes, if not where private_key says")))
        ->type_name("FILE");
    app.add_option(
           "--new-bundle-file", m_bundleFile,
           help(QT_TRANSLATE_NOOP("pamphlet::app::cli::TokenNewKey", "Where the certificates go, if not where rootcertbundle says")))
        ->type_name("FILE");
}

Result<void> TokenNewKey::check() const
{
    const bool more = !m_name.empty() || m_days != usualDays || m_drop || !m_keyFile.empty() || !m_bundleFile.empty();
    if (more && !given())
        return fail(ErrorCode::InvalidArgument,
                    "--certificate-name, --days, --drop-old-certificates, --new-key-file and --new-bundle-file go with --new-key");
    return {};
}

Result<token::KeyChange> TokenNewKey::make(const std::string &issuer) const
{
    std::string places[2];
    const std::string *given[2] = {&m_keyFile, &m_bundleFile};
    for (int place = 0; place < 2; ++place) {
        if (given[place]->empty())
            continue;
        const auto path = treePath(*given[place]);
        if (!path)
            return fail(path.error());
        places[place] = *path;
    }
    const auto key = token::SigningKey::generate(keyTypeOf(m_type).value_or(token::KeyKind::Rsa3072));
    if (!key)
        return fail(key.error());
    const auto certificate = token::makeSelfSigned(*key, {m_name.empty() ? issuer + " tokens" : m_name, std::time(nullptr), m_days});
    if (!certificate)
        return fail(certificate.error());
    return token::KeyChange{*key, *certificate, m_drop ? token::OldCertificates::Drop : token::OldCertificates::Keep, places[0], places[1]};
}

} // namespace pamphlet::app::cli
