// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/tokenverifycommand.h"

#include "app/cli/session.h"
#include "core/token/jwt.h"
#include "core/token/trial.h"
#include "ui/text/tokentext.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace pamphlet::app::cli {

namespace {

Json verdictJson(token::RegistryVersion version, const token::Verdict &verdict)
{
    const auto textOrNull = [](const std::string &text) { return text.empty() ? Json(nullptr) : Json(text); };
    return Json{{"registry", registryVersionName(version)},
                {"decision", token::decisionName(verdict.decision)},
                {"reason", verdict.accepted() ? Json(nullptr) : Json(token::reasonName(verdict.reason))},
                {"message", jsonString(ui::text::reasonMessage(verdict.reason, verdict.detail))},
                {"log", textOrNull(verdict.log)},
                {"detail", textOrNull(verdict.detail)},
                {"challenge_names_error", verdict.challengeNamesError},
                {"subject", textOrNull(verdict.subject)}};
}

/// What the registry compares with; it does not start without.
Result<std::string> neededText(const std::optional<std::string> &given, const char *option, const token::Setting *setting)
{
    if (given)
        return *given;
    if (!setting)
        return fail(ErrorCode::InvalidArgument, std::string("needed: --registry-config or ") + option);
    if (!setting->good())
        return fail(ErrorCode::InvalidInput, "the value is missing, or no text: the registry does not start", setting->where);
    return setting->text;
}

} // namespace

CLI::App *TokenVerifyCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("verify", tr("Tell what a registry answers to a token, and why").toStdString());
    app->add_option("TOKEN", m_token, tr("The token; - or nothing reads it from standard input").toStdString())->type_name("");
    m_files.define(*app);
    app->add_option("--access", m_access, tr("What it is to be good for: repository:team/app:pull; may be repeated").toStdString())
        ->type_name("SCOPE")
        ->allow_extra_args(false);
    app->add_option("--issuer", m_issuer, tr("Another issuer than the registry's").toStdString())->type_name("TEXT");
    app->add_option("--audience", m_audience, tr("Another service than the registry's").toStdString())->type_name("TEXT");
    app->add_option("--at", m_time, tr("The time, in seconds since 1970 (default: now)").toStdString())->type_name("SECONDS");
    return app;
}

Result<token::VerifyRequest> TokenVerifyCommand::request(const token::TokenSetup &setup) const
{
    auto issuer = neededText(m_issuer, "--issuer", setup.registry ? &setup.registry->issuer : nullptr);
    if (!issuer)
        return pamphlet::fail(issuer.error());
    auto service = neededText(m_audience, "--audience", setup.registry ? &setup.registry->service : nullptr);
    if (!service)
        return pamphlet::fail(service.error());
    token::VerifyRequest request{std::move(*issuer), std::move(*service), m_time.value_or(std::time(nullptr)), {}};
    for (const std::string &scope : m_access) {
        const auto entry = token::parseScope(scope);
        if (!entry)
            return pamphlet::fail(entry.error());
        for (const std::string &action : entry->actions)
            request.access.push_back({entry->type, entry->name, action});
    }
    return request;
}

Result<std::string> TokenVerifyCommand::readToken() const
{
    if (m_token != "-")
        return m_token;
    Result<std::string> text = readArgumentFile("-", token::maximumTokenBytes);
    if (text)
        text->erase(std::find_if_not(text->rbegin(), text->rend(), [](char c) { return c == '\n' || c == '\r'; }).base(), text->end());
    return text;
}

void TokenVerifyCommand::print(Session &session, token::RegistryVersion version, const token::Verdict &verdict)
{
    Console &console = session.console();
    const QString name = shown(registryVersionName(version));
    if (verdict.accepted()) {
        console.line(name + QStringLiteral(": ") + console.styled(Style::Good, tr("accepted"))
                     + (verdict.subject.empty() ? QString() : u' ' + tr("(for %1)").arg(shown(verdict.subject))));
        return;
    }
    const QString word = verdict.decision == token::Decision::NotStarted ? tr("the registry does not start") : tr("refused");
    console.line(name + QStringLiteral(": ") + console.styled(Style::Bad, word) + QStringLiteral(": ")
                 + shown(ui::text::reasonMessage(verdict.reason, verdict.detail)) + u' '
                 + console.styled(Style::Faint, u'[' + shown(token::reasonName(verdict.reason)) + u']'));
    if (!verdict.log.empty())
        console.line(QStringLiteral("    ") + console.styled(Style::Faint, tr("log: %1").arg(shown(verdict.log))));
}

void TokenVerifyCommand::run(Session &session)
{
    auto paths = m_files.paths();
    if (!paths)
        return session.fail(paths.error());
    // No registry ever sees these, so neither is a private key read for it.
    paths->serviceConfig.clear();
    paths->keyFile.clear();
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const token::TokenSetup setup = token::readSetup(*tree->files, *paths);
    if (const auto usable = usableConfigs(setup); !usable)
        return session.fail(usable.error());
    const auto wanted = request(setup);
    if (!wanted)
        return session.fail(wanted.error());
    std::vector<token::RegistryTrust> registries;
    for (const token::RegistryVersion version : m_files.versions()) {
        auto believed = token::trustOf(setup, version);
        if (!believed)
            return session.fail(believed.error());
        registries.push_back(std::move(*believed));
    }
    const auto text = readToken();
    if (!text)
        return session.fail(text.error());

    bool refused = false;
    Json document = Json::array();
    for (const token::RegistryTrust &registry : registries) {
        const token::Verdict verdict = token::verifyAsRegistry(registry, *wanted, *text);
        refused = refused || !verdict.accepted();
        if (session.options().json)
            document.push_back(verdictJson(registry.version, verdict));
        else
            print(session, registry.version, verdict);
    }
    if (session.options().json)
        session.console().document(document);
    session.finish(refused ? ExitCode::No : ExitCode::Yes);
}

} // namespace pamphlet::app::cli
