// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/tokencheckcommand.h"

#include "app/cli/commands/tokenfindingreport.h"
#include "app/cli/findingreport.h"
#include "app/cli/session.h"
#include "app/cli/treefile.h"
#include "core/token/relations.h"
#include "ui/text/text.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

namespace pamphlet::app::cli {

namespace {

/// Named on the command line, and not there or not readable: nothing can be said of it.
std::vector<Error> unusableTokenFiles(const token::TokenSetup &setup)
{
    struct NamedFile {
        const std::string &name;
        const std::optional<Error> &error;
    };
    std::vector<Error> errors;
    for (const NamedFile &file : {NamedFile{setup.paths.serviceConfig, setup.serviceError},
                                  {setup.paths.registryConfig, setup.registryError},
                                  {setup.paths.keyFile, setup.keyError},
                                  {setup.paths.bundleFile, setup.bundleError},
                                  {setup.paths.jwksFile, setup.jwksError}}) {
        if (!file.name.empty() && file.error && (file.error->code == ErrorCode::NotFound || file.error->code == ErrorCode::Unreadable))
            errors.push_back(*file.error);
    }
    return errors;
}

} // namespace

CLI::App *TokenCheckCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("check", tr("Look for what does not fit in and between the two configurations").toStdString());
    m_files.define(*app);
    app->add_option("--web-root", m_webRoots, tr("A directory that a web server serves; may be repeated").toStdString())
        ->type_name("DIR")
        ->allow_extra_args(false);
    defineFailOn(*app, m_failOn);
    return app;
}

void TokenCheckCommand::run(Session &session)
{
    if (!m_files.anything())
        return session.fail(Error{ErrorCode::InvalidArgument, "--service-config or --registry-config is needed", {}});
    auto paths = m_files.paths();
    if (!paths)
        return session.fail(paths.error());
    for (const std::string &root : m_webRoots) {
        auto inside = treePath(root);
        if (!inside)
            return session.fail(inside.error());
        paths->webRoots.push_back(std::move(*inside));
    }
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const token::TokenSetup setup = token::readSetup(*tree->files, *paths);
    const std::vector<token::Finding> findings = token::checkSetup(*tree->files, setup, std::time(nullptr));
    const std::vector<Error> unusable = unusableTokenFiles(setup);

    if (session.options().json) {
        Json document = Json::array();
        for (const token::Finding &finding : findings)
            document.push_back(tokenFindingJson(*tree->files, finding));
        session.console().document(document);
    } else {
        print(session, findings);
    }
    for (const Error &error : unusable)
        session.console().complaint(shown(ui::text::errorMessage(error)));
    session.finish(unusable.empty() ? verdict(findings) : ExitCode::BadInput);
}

ExitCode TokenCheckCommand::verdict(const std::vector<token::Finding> &findings) const
{
    const token::Severity least = m_failOn == "error" ? token::Severity::Error
        : m_failOn == "warning"                       ? token::Severity::Warning
                                                      : token::Severity::Note;
    const bool clear
        = std::none_of(findings.begin(), findings.end(), [least](const token::Finding &finding) { return finding.severity <= least; });
    return clear ? ExitCode::Yes : ExitCode::No;
}

void TokenCheckCommand::print(Session &session, const std::vector<token::Finding> &findings)
{
    std::array<int, 3> counts{};
    for (const token::Finding &finding : findings) {
        ++counts.at(static_cast<std::size_t>(finding.severity));
        printTokenFinding(session.console(), finding);
    }
    if (findings.empty())
        session.console().note(tr("No findings."));
    else
        session.console().note(tr("errors: %1, warnings: %2, notes: %3").arg(counts[0]).arg(counts[1]).arg(counts[2]));
}

} // namespace pamphlet::app::cli
