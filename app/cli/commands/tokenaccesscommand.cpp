// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/tokenaccesscommand.h"

#include "app/cli/commands/tokenfindingreport.h"
#include "app/cli/session.h"
#include "app/cli/table.h"
#include "core/token/machineusers.h"
#include "core/token/pamanswer.h"
#include "core/token/relations.h"
#include "ui/text/tokentext.h"

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <optional>

namespace pamphlet::app::cli {

namespace {

constexpr std::int64_t secondsPerDay = 86400;

QString answerWord(token::Answer answer)
{
    switch (answer) {
    case token::Answer::No:
        return TokenAccessCommand::tr("no");
    case token::Answer::Yes:
        return TokenAccessCommand::tr("yes");
    case token::Answer::Unknown:
        break;
    }
    return TokenAccessCommand::tr("unknown");
}

QString certainWords(token::Answer answer)
{
    switch (answer) {
    case token::Answer::No:
        return TokenAccessCommand::tr("refuses everybody");
    case token::Answer::Yes:
        return TokenAccessCommand::tr("lets everybody in");
    case token::Answer::Unknown:
        break;
    }
    return TokenAccessCommand::tr("depends on who logs in");
}

Json accessJson(const token::EffectiveAccess &access)
{
    Json reasons = Json::array();
    Json messages = Json::array();
    for (const token::AccessReason reason : access.reasons) {
        reasons.push_back(token::reasonName(reason));
        messages.push_back(jsonString(ui::text::accessReasonMessage(reason)));
    }
    return Json{{"user", access.user},
                {"authenticate", token::answerName(access.pam.authenticate)},
                {"account", token::answerName(access.pam.account)},
                {"blacklisted", access.blacklisted},
                {"gets_token", token::answerName(access.getsToken)},
                {"any_scope", access.anyScope},
                {"reasons", reasons},
                {"messages", messages}};
}

} // namespace

CLI::App *TokenAccessCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("access", tr("Tell who gets a token from the token service").toStdString());
    app->add_option("USER", m_users, tr("Users to tell about; those of /etc/passwd if left out").toStdString())->type_name("");
    m_files.define(*app);
    app->add_option("--pam-service", m_service, tr("The service that the token service asks PAM for (default: php)").toStdString())
        ->type_name("SERVICE");
    return app;
}

void TokenAccessCommand::run(Session &session)
{
    const auto paths = m_files.paths();
    if (!paths)
        return session.fail(paths.error());
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    token::SetupPaths wanted;
    wanted.serviceConfig = paths->serviceConfig;
    const token::TokenSetup setup = token::readSetup(*tree->files, wanted);
    if (const auto usable = usableConfigs(setup); !usable)
        return session.fail(usable.error());

    const auto everybody = token::passwdUsers(*tree->files);
    if (m_users.empty() && !everybody)
        return session.fail(everybody.error());
    const auto pam = token::certainPamAnswer(*tree->files, tree->profile, m_service);
    if (!pam)
        return session.fail(pam.error());
    const auto answers = token::pamAnswers(*tree->files, tree->profile, m_service, std::time(nullptr) / secondsPerDay);
    if (!answers)
        return session.fail(answers.error());
    const std::vector<std::string> names = setup.service ? setup.service->blacklisted() : std::vector<std::string>();
    const std::vector<token::EffectiveAccess> list = token::effectiveAccess(m_users.empty() ? *everybody : m_users, names, *answers);
    const std::vector<token::BlacklistEntry> entries
        = everybody ? token::reviewBlacklist(names, *everybody) : std::vector<token::BlacklistEntry>();

    if (session.options().json) {
        Json users = Json::array();
        for (const token::EffectiveAccess &access : list)
            users.push_back(accessJson(access));
        Json blacklist = Json::array();
        for (const token::BlacklistEntry &entry : entries)
            blacklist.push_back(Json{{"name", entry.name},
                                     {"exists", entry.exists},
                                     {"repeated", entry.repeated},
                                     {"near", entry.near.empty() ? Json(nullptr) : Json(entry.near)}});
        session.console().document(Json{{"pam_service", m_service},
                                        {"authenticate", token::answerName(pam->authenticate)},
                                        {"account", token::answerName(pam->account)},
                                        {"users", users},
                                        {"blacklist", blacklist}});
    } else {
        print(session, list, *pam);
    }
    // A blacklist that does not do what it seems to do is the one mistake that lets people in.
    token::FindingList findings;
    token::checkService(setup, findings);
    for (const token::Finding &finding : findings.take()) {
        if (finding.id == "TOK008" || finding.id == "TOK009")
            noteTokenFinding(session.console(), finding);
    }
    noteBlacklist(session, entries);
    const bool refused = !m_users.empty() && std::any_of(list.begin(), list.end(), [](const token::EffectiveAccess &access) {
        return access.getsToken == token::Answer::No;
    });
    session.finish(refused ? ExitCode::No : ExitCode::Yes);
}

void TokenAccessCommand::print(Session &session, const std::vector<token::EffectiveAccess> &list, const token::PamAnswer &pam) const
{
    Console &console = session.console();
    console.note(tr("PAM, service %1: auth %2; account %3, but the token service does not ask it.")
                     .arg(shown(m_service), certainWords(pam.authenticate), certainWords(pam.account)));
    Table table({tr("USER"), tr("TOKEN"), tr("FOR"), tr("WHY")});
    for (const token::EffectiveAccess &access : list) {
        QStringList why;
        for (const token::AccessReason reason : access.reasons) {
            if (reason != token::AccessReason::AccountUnknown)
                why.append(shown(ui::text::accessReasonMessage(reason)));
        }
        table.addRow(
            {shown(access.user), answerWord(access.getsToken), access.anyScope ? tr("anything") : QStringLiteral("-"), why.join(u' ')},
            access.getsToken == token::Answer::No ? Style::Faint : Style::Plain);
    }
    table.print(console);
}

void TokenAccessCommand::noteBlacklist(Session &session, const std::vector<token::BlacklistEntry> &entries)
{
    for (const token::BlacklistEntry &entry : entries) {
        if (!entry.near.empty())
            session.console().note(tr("Blacklisted, but no user of this machine: %1. Names are compared exactly, so perhaps %2 is meant.")
                                       .arg(shown(entry.name), shown(entry.near)));
        else if (!entry.exists)
            session.console().note(tr("Blacklisted, but no user of this machine: %1.").arg(shown(entry.name)));
        if (entry.repeated)
            session.console().note(tr("Blacklisted twice: %1.").arg(shown(entry.name)));
    }
}

} // namespace pamphlet::app::cli
