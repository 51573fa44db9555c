// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/simulatecommand.h"

#include "app/cli/session.h"
#include "core/pam/dispatch/simulate.h"
#include "core/pam/stack/servicelookup.h"

#include <algorithm>

namespace pamphlet::app::cli {

namespace {

std::vector<pam::Primitive> chosenPrimitives(const std::string &list)
{
    if (list.empty())
        return {pam::allPrimitives.begin(), pam::allPrimitives.end()};
    return primitivesFromList(list).value_or(std::vector<pam::Primitive>());
}

} // namespace

CLI::App *SimulateCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("simulate", tr("Tell what libpam would return, rule by rule").toStdString());
    auto *service = app->add_option("SERVICE", m_service, tr("As in pam_start(3): sudo, sshd, login, …").toStdString())->type_name("");
    auto *all = app->add_flag("--all", m_all, tr("Every service of the tree, one line each").toStdString());
    all->excludes(service);
    app->add_option("--primitives", m_primitives,
                    tr("Calls of one transaction, in order: authenticate,setcred,… (default: each of the six once)").toStdString())
        ->type_name("LIST")
        ->check([](const std::string &list) {
            return primitivesFromList(list) ? std::string() : tr("\"%1\" is not a list of primitives").arg(shown(list)).toStdString();
        });
    app->add_option(
           "--outcome", m_outcomes,
           tr("What the rule at FILE:LINE returns: auth_err or 7, for one call only with its name before it (setcred:7)").toStdString())
        ->type_name("FILE:LINE=RET")
        ->allow_extra_args(false)
        ->check([](const std::string &text) {
            return OutcomeOption::parse(text) ? std::string() : tr("\"%1\" is not FILE:LINE=[EVENT:]RET").arg(shown(text)).toStdString();
        });
    QStringList names;
    for (const pam::Scenario scenario : pam::allScenarios)
        names.append(shown(pam::scenarioName(scenario)));
    app->add_option("--scenario", m_scenario,
                    tr("What known modules are likely to return: %1 (default: right-password, with --otherwise none)")
                        .arg(names.join(QStringLiteral(", ")))
                        .toStdString())
        ->type_name("NAME")
        ->check([](const std::string &name) {
            return pam::scenarioFromName(name) ? std::string() : tr("\"%1\" is not a scenario").arg(shown(name)).toStdString();
        });
    app->add_option("--otherwise", m_otherwise,
                    tr("What all other modules return; the output calls it assumed (default: success)").toStdString())
        ->type_name("RET")
        ->check([](const std::string &text) {
            return pam::returnCodeFromText(text) ? std::string() : tr("\"%1\" is not a return code").arg(shown(text)).toStdString();
        });
    app->final_callback([this, service] {
        if (!m_all && service->count() == 0)
            throw CLI::RequiredError("SERVICE");
    });
    return app;
}

Result<std::vector<SimulateCommand::Service>> SimulateCommand::services(const Tree &tree) const
{
    std::vector<Service> services;
    if (!m_all) {
        const std::string name = pam::normalizedServiceName(m_service);
        services.push_back({name, pam::effectiveStack(*tree.files, tree.profile, m_service)});
        if (services.front().stack.hasProblem(pam::ProblemKind::ServiceNotFound))
            return fail(ErrorCode::NotFound, "neither the service nor \"other\" has a file", {"/etc/pam.d/" + name, 0, 0});
        return services;
    }
    for (const pam::ServiceFile &file : pam::listServices(*tree.files, tree.profile))
        services.push_back({file.service, pam::effectiveStack(*tree.files, tree.profile, file.service)});
    if (services.empty())
        return fail(ErrorCode::NotFound, "no service files in this tree", {tree.files->path(), 0, 0});
    return services;
}

pam::Answers SimulateCommand::answers() const
{
    pam::Answers answers;
    answers.scenario = pam::scenarioFromName(m_scenario);
    if (m_scenario.empty() && m_otherwise.empty())
        answers.scenario = pam::Scenario::RightPassword;
    answers.otherwise = pam::returnCodeFromText(m_otherwise).value_or(pam::rc::success);
    return answers;
}

void SimulateCommand::run(Session &session)
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    // As root libpam reads what we may not: then what follows would not be what it does.
    if (const auto error = unreadableFileOf(*tree, m_all ? std::nullopt : std::optional(m_service)))
        return session.fail(*error);
    const auto services = this->services(*tree);
    if (!services)
        return session.fail(services.error());

    pam::Answers answers = this->answers();
    const bool started = std::any_of(services->begin(), services->end(),
                                     [](const Service &service) { return service.stack.start == pam::StartOutcome::Success; });
    for (const std::string &text : m_outcomes) {
        const OutcomeOption option = OutcomeOption::parse(text).value_or(OutcomeOption());
        bool found = false;
        for (const Service &service : *services) {
            for (pam::GivenAnswer &given : givenAnswers(option, service.stack)) {
                found = true;
                answers.given.push_back(std::move(given));
            }
        }
        if (found || !started) // of a configuration that libpam refuses no rule is called anyway
            continue;
        session.console().complaint(
            m_all ? tr("%1: no service calls a module there.").arg(shown(option.place()))
                  : tr("%1: \"%2\" calls no module there.").arg(shown(option.place()), shown(pam::normalizedServiceName(m_service))));
        return session.finish(ExitCode::Usage);
    }

    const std::vector<pam::Primitive> primitives = chosenPrimitives(m_primitives);
    const pam::AnswerFinder finder(answers, *tree->files, tree->profile);
    std::vector<SimulationReport> reports;
    bool blind = false;
    for (const Service &service : *services) {
        blind = blind || service.stack.hasProblem(pam::ProblemKind::IncludeUnreadable);
        reports.emplace_back(service.name, service.stack, pam::simulate(service.stack, tree->profile, primitives, finder));
    }

    Console &console = session.console();
    if (session.options().json) {
        Json document = Json::array();
        for (const SimulationReport &report : reports)
            document.push_back(report.document());
        console.document(document);
    } else if (m_all) {
        SimulationReport::printTable(console, reports, primitives);
    } else {
        reports.front().print(console);
    }
    const bool ok = std::all_of(reports.begin(), reports.end(), [](const SimulationReport &report) { return report.ok(); });
    session.finish(blind ? ExitCode::BadInput : ok ? ExitCode::Yes : ExitCode::No);
}

} // namespace pamphlet::app::cli
