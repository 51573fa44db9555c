// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/checkcommand.h"

#include "app/cli/findingreport.h"
#include "app/cli/sarif.h"
#include "app/cli/session.h"
#include "core/pam/lint/check.h"
#include "core/pam/stack/servicelookup.h"
#include "ui/text/text.h"

namespace pamphlet::app::cli {

CLI::App *CheckCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("check", tr("Look for mistakes in the configuration").toStdString());
    app->add_option("SERVICE", m_services, tr("Services to check; all of them if left out").toStdString())->type_name("");
    defineFailOn(*app, m_failOn);
    app->add_flag("--sarif", m_sarif, tr("Answer with a SARIF 2.1.0 log, for editors and code scanning").toStdString());
    return app;
}

void CheckCommand::run(Session &session)
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const MemoryTree files = pam::snapshot(*tree->files, tree->profile);
    if (!pam::usesPamD(files, tree->profile) && files.status("/etc/pam.conf").kind == FileKind::Missing)
        return session.fail(Error{ErrorCode::NotFound, "no PAM configuration in this tree", Place{tree->files->path(), 0, 0}});
    for (const std::string &service : m_services) {
        const std::string name = pam::normalizedServiceName(service);
        if (pam::usesPamD(files, tree->profile) && !pam::findServiceFile(files, tree->profile, name)
            && !pam::findServiceFile(files, tree->profile, "other"))
            return session.fail(
                Error{ErrorCode::NotFound, "neither the service nor \"other\" has a file", Place{"/etc/pam.d/" + name, 0, 0}});
    }
    const std::vector<pam::Finding> findings = pam::check(files, tree->profile, m_services);
    const std::vector<Error> unreadable = unreadableFiles(files, tree->profile);

    const ExitCode code = unreadable.empty() ? verdictOf(findings, m_failOn) : ExitCode::BadInput;

    if (m_sarif) {
        session.console().document(SarifLog(files).document(findings, {tree->files->path(), tree->profile.name, code, unreadable}));
    } else if (session.options().json) {
        Json document = Json::array();
        for (const pam::Finding &finding : findings)
            document.push_back(findingJson(files, finding));
        session.console().document(document);
    } else {
        for (const pam::Finding &finding : findings)
            printFinding(session.console(), finding);
        noteFindingCounts(session.console(), findings);
    }
    for (const Error &error : unreadable)
        session.console().complaint(shown(ui::text::errorMessage(error)));
    session.finish(code);
}

} // namespace pamphlet::app::cli
