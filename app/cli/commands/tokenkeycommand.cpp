// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/tokenkeycommand.h"

#include "app/cli/commands/tokenkeytypes.h"
#include "app/cli/commands/tokennewfile.h"
#include "app/cli/session.h"
#include "app/cli/treefile.h"
#include "core/token/certificate.h"
#include "core/token/keyid.h"

#include <ctime>

namespace pamphlet::app::cli {

CLI::App *TokenKeyCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("key", tr("Create a signing key and a certificate for it, in new files").toStdString());
    app->add_option("--type", m_type, tr("rsa or ec; rsa-2048, rsa-3072, rsa-4096, ec-p256, ec-p384, ec-p521").toStdString())
        ->type_name("TYPE")
        ->required()
        ->check(CLI::IsMember(keyTypeWords()));
    app->add_option("--out-key", m_keyFile, tr("The new file of the private key (mode 0600)").toStdString())->type_name("FILE")->required();
    app->add_option("--out-certificate", m_certificateFile, tr("The new file of the certificate (mode 0644)").toStdString())
        ->type_name("FILE")
        ->required();
    app->add_option("--name", m_name, tr("The name in the certificate").toStdString())->type_name("TEXT");
    app->add_option("--days", m_days, tr("How long the certificate is valid (default: 365)").toStdString())->type_name("N");
    return app;
}

void TokenKeyCommand::run(Session &session)
{
    const auto keyPath = treePath(m_keyFile);
    if (!keyPath)
        return session.fail(keyPath.error());
    const auto certificatePath = treePath(m_certificateFile);
    if (!certificatePath)
        return session.fail(certificatePath.error());
    if (*keyPath == *certificatePath)
        return session.fail(Error{ErrorCode::InvalidArgument, "two files are needed: registries read the certificate alone", {}});
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const auto key = token::SigningKey::generate(keyTypeOf(m_type).value_or(token::KeyKind::Rsa3072));
    if (!key)
        return session.fail(key.error());
    const auto certificate = token::makeSelfSigned(*key, {m_name, std::time(nullptr), m_days});
    if (!certificate)
        return session.fail(certificate.error());
    const auto pem = key->toPem();
    if (!pem)
        return session.fail(pem.error());
    const auto create = [&](const std::string &path) {
        auto file = TokenNewFile::create(*tree->files, path);
        if (!file && file.error().code == ErrorCode::Conflict) {
            session.console().complaint(tr("%1 is there already, and nothing is overwritten. Nothing was written.").arg(shown(path)));
            session.finish(ExitCode::No);
        } else if (!file) {
            session.fail(file.error());
        }
        return file;
    };
    auto keyFile = create(*keyPath);
    if (!keyFile)
        return;
    auto certificateFile = create(*certificatePath);
    if (!certificateFile)
        return;
    if (const auto written = keyFile->write(pem->view(), 0600); !written)
        return session.fail(written.error());
    if (const auto written = certificateFile->write(*certificate, 0644); !written)
        return session.fail(written.error());
    keyFile->keep();
    certificateFile->keep();
    report(session, *keyPath, *certificatePath, *key);
}

void TokenKeyCommand::report(Session &session, const std::string &keyPath, const std::string &certificatePath,
                             const token::SigningKey &key) const
{
    const token::PublicKey &half = key.publicKey();
    const std::string libtrust = token::libtrustKeyId(half);
    const std::optional<std::string> thumbprint = token::jwkThumbprint(half);
    if (session.options().json) {
        session.console().document(Json{{"key", keyPath},
                                        {"certificate", certificatePath},
                                        {"type", half.description()},
                                        {"key_id", libtrust},
                                        {"thumbprint", thumbprint ? Json(*thumbprint) : Json(nullptr)}});
    } else {
        session.console().line(tr("%1: private key, %2, mode 0600").arg(shown(keyPath), shown(half.description())));
        session.console().line(tr("%1: certificate, mode 0644").arg(shown(certificatePath)));
        session.console().line(tr("key id of registry 2.8: %1").arg(shown(libtrust)));
        if (thumbprint)
            session.console().line(tr("key id of registry 3.x: %1").arg(shown(*thumbprint)));
    }
    if (half.type() != token::KeyType::Rsa)
        session.console().note(tr("DockerAuthentication signs with RSA keys only; other token services take this one."));
    session.finish(ExitCode::Yes);
}

} // namespace pamphlet::app::cli
