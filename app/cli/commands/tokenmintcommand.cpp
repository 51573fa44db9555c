// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/tokenmintcommand.h"

#include "app/cli/session.h"
#include "core/token/trial.h"

#include <ctime>

namespace pamphlet::app::cli {

namespace {

/// The text that is asked for, or the first good one of these settings.
Result<std::string> textOrSetting(const std::optional<std::string> &given, const char *option, const token::Setting *service,
                                  const token::Setting *registry)
{
    if (given)
        return *given;
    for (const token::Setting *setting : {service, registry}) {
        if (!setting)
            continue;
        if (!setting->good())
            return fail(ErrorCode::InvalidInput, "the value is missing, or no text", setting->where);
        return setting->text;
    }
    return fail(ErrorCode::InvalidArgument, std::string("needed: --service-config, --registry-config or ") + option);
}

} // namespace

CLI::App *TokenMintCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("mint", tr("Make a token for trying, signed by the token service's key").toStdString());
    app->add_option("--user", m_user, tr("Whom it is for").toStdString())->type_name("NAME")->required();
    app->add_option("--scope", m_scopes, tr("What for: repository:team/app:pull,push; may be repeated").toStdString())
        ->type_name("SCOPE")
        ->allow_extra_args(false);
    m_files.define(*app);
    app->add_option("--issuer", m_issuer, tr("Another issuer than the configuration's").toStdString())->type_name("TEXT");
    app->add_option("--audience", m_audience, tr("Another audience than the configuration's").toStdString())->type_name("TEXT");
    app->add_option("--lifetime", m_lifetime, tr("Seconds until it expires (default: three days)").toStdString())->type_name("SECONDS");
    app->add_option("--key-id", m_keyId, tr("How it names its key: libtrust, thumbprint or none (default: libtrust)").toStdString())
        ->type_name("STYLE")
        ->check(CLI::IsMember({"libtrust", "thumbprint", "none"}));
    app->add_flag("--no-catalog", m_noCatalog, tr("Without the catalog, which the token service gives to everybody").toStdString());
    return app;
}

Result<token::MintRequest> TokenMintCommand::request(const token::TokenSetup &setup) const
{
    auto issuer = textOrSetting(m_issuer, "--issuer", setup.service ? &setup.service->issuer : nullptr,
                                setup.registry ? &setup.registry->issuer : nullptr);
    if (!issuer)
        return pamphlet::fail(issuer.error());
    auto audience = textOrSetting(m_audience, "--audience", setup.service ? &setup.service->audience : nullptr,
                                  setup.registry ? &setup.registry->service : nullptr);
    if (!audience)
        return pamphlet::fail(audience.error());
    token::MintRequest request;
    request.issuer = std::move(*issuer);
    request.audience = std::move(*audience);
    request.subject = m_user;
    request.now = std::time(nullptr);
    request.lifetime = m_lifetime;
    request.scopes = m_scopes;
    request.catalog = !m_noCatalog;
    request.keyId = m_keyId == "none" ? token::KeyIdStyle::None
        : m_keyId == "thumbprint"     ? token::KeyIdStyle::Thumbprint
                                      : token::KeyIdStyle::Libtrust;
    return request;
}

void TokenMintCommand::run(Session &session)
{
    const auto paths = m_files.paths();
    if (!paths)
        return session.fail(paths.error());
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const token::TokenSetup setup = token::readSetup(*tree->files, *paths);
    if (const auto usable = usableConfigs(setup); !usable)
        return session.fail(usable.error());
    const auto key = token::signingKeyOf(setup);
    if (!key)
        return session.fail(key.error());
    const auto wanted = request(setup);
    if (!wanted)
        return session.fail(wanted.error());
    const auto minted = token::mint(*key, *wanted);
    if (!minted)
        return session.fail(minted.error());
    if (session.options().json)
        session.console().document(Json{{"header", Json::parse(token::headerText(minted->header), nullptr, false)},
                                        {"claims", Json::parse(token::claimsText(minted->claims), nullptr, false)},
                                        {"token", minted->text}});
    else // base64url and two dots, of any length: there is nothing in it that would have to be shown in another way
        session.console().line(QString::fromLatin1(minted->text.data(), static_cast<qsizetype>(minted->text.size())));
    session.finish(ExitCode::Yes);
}

} // namespace pamphlet::app::cli
