// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/explaincommand.h"

#include "app/cli/explanationreport.h"
#include "app/cli/session.h"
#include "core/pam/stack/servicelookup.h"

#include <algorithm>

namespace pamphlet::app::cli {

namespace {

bool canSucceed(const pam::ServiceExplanation &explanation, const std::vector<pam::Facility> &facilities)
{
    return std::all_of(facilities.begin(), facilities.end(),
                       [&](pam::Facility facility) { return explanation.facilities.at(facility).canSucceed; });
}

} // namespace

CLI::App *ExplainCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("explain", tr("Tell who gets in, and what it takes").toStdString());
    auto *service = app->add_option("SERVICE", m_service, tr("As in pam_start(3): sudo, sshd, login, …").toStdString())->type_name("");
    app->add_option("FACILITY", m_facility, tr("auth, account, password or session; all four if left out").toStdString())
        ->type_name("")
        ->check([](const std::string &name) {
            return pam::facilityFromName(name) ? std::string() : tr("\"%1\" is not a facility").arg(shown(name)).toStdString();
        });
    auto *all = app->add_flag("--all", m_all, tr("Every service of the tree").toStdString());
    all->excludes(service);
    app->final_callback([this, service] {
        if (!m_all && service->count() == 0)
            throw CLI::RequiredError("SERVICE");
    });
    return app;
}

void ExplainCommand::run(Session &session)
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    // As root libpam reads what we may not: then what follows would not be what it does.
    if (const auto error = unreadableFileOf(*tree, m_all ? std::nullopt : std::optional(m_service)))
        return session.fail(*error);
    std::vector<pam::Facility> facilities(pam::allFacilities.begin(), pam::allFacilities.end());
    if (const auto facility = pam::facilityFromName(m_facility))
        facilities = {*facility};

    std::vector<pam::ServiceExplanation> explanations;
    bool blind = false;
    if (m_all) {
        explanations = pam::explainTree(*tree->files, tree->profile, pam::ModuleCatalogue::builtin());
    } else {
        const pam::EffectiveStack stack = pam::effectiveStack(*tree->files, tree->profile, m_service);
        if (stack.hasProblem(pam::ProblemKind::ServiceNotFound))
            return session.fail(Error{ErrorCode::NotFound, "neither the service nor \"other\" has a file",
                                      Place{"/etc/pam.d/" + pam::normalizedServiceName(m_service), 0, 0}});
        blind = stack.hasProblem(pam::ProblemKind::IncludeUnreadable);
        explanations.push_back(pam::explainService(stack, *tree->files, tree->profile, pam::ModuleCatalogue::builtin()));
    }

    if (session.options().json) {
        Json documents = Json::array();
        for (const pam::ServiceExplanation &explanation : explanations)
            documents.push_back(explanationJson(explanation, facilities));
        session.console().document(m_all ? documents : documents.front());
    } else {
        for (const pam::ServiceExplanation &explanation : explanations)
            printExplanation(session.console(), explanation, facilities);
    }
    const bool everyone = std::all_of(explanations.begin(), explanations.end(),
                                      [&](const pam::ServiceExplanation &explanation) { return canSucceed(explanation, facilities); });
    session.finish(blind ? ExitCode::BadInput : everyone ? ExitCode::Yes : ExitCode::No);
}

} // namespace pamphlet::app::cli
