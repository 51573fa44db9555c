// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/comparecommand.h"

#include "app/cli/comparisonreport.h"
#include "app/cli/difftext.h"
#include "app/cli/session.h"
#include "core/change/unifieddiff.h"
#include "core/pam/dispatch/compare.h"
#include "core/pam/stack/servicelookup.h"
#include "ui/text/comparisontext.h"

#include <optional>

namespace pamphlet::app::cli {

namespace {

/// What is compared, held in memory, and what could not be read of it.
struct Side {
    MemoryTree files;
    pam::LibpamProfile profile;
    std::vector<Error> unreadable;
};

Result<Side> readSide(const std::string &root, const std::string &libpam)
{
    const auto tree = openTree(root, libpam);
    if (!tree)
        return fail(tree.error());
    Side side{pam::snapshot(*tree->files, tree->profile), tree->profile, unreadableFiles(*tree->files, tree->profile)};
    if (!pam::usesPamD(side.files, side.profile) && side.files.status("/etc/pam.conf").kind == FileKind::Missing)
        return fail(ErrorCode::NotFound, "no PAM configuration in this tree", Place{tree->files->path(), 0, 0});
    return side;
}

std::string diffOf(const Side &before, const Side &after, const std::string &path)
{
    const auto bytes = [&path](const Side &side) {
        FileContent content = side.files.read(path);
        return content.status.kind == FileKind::Regular ? std::optional(std::move(content.bytes)) : std::nullopt;
    };
    return change::unifiedDiff(path, bytes(before), bytes(after));
}

} // namespace

CLI::App *CompareCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("compare", tr("Tell what differs between two trees: who gets in now").toStdString());
    app->add_option("OLD", m_old, tr("The tree as it was").toStdString())->type_name("")->required();
    app->add_option("NEW", m_new, tr("The tree as it is to be").toStdString())->type_name("")->required();
    return app;
}

void CompareCommand::run(Session &session)
{
    const auto before = readSide(m_old, session.options().libpam);
    if (!before)
        return session.fail(before.error());
    const auto after = readSide(m_new, session.options().libpam);
    if (!after)
        return session.fail(after.error());
    for (const Side *side : {&*before, &*after}) {
        if (!side->unreadable.empty()) // what nobody could read nobody can compare
            return session.fail(side->unreadable.front());
    }
    const pam::TreeComparison comparison
        = pam::compareTrees(before->files, before->profile, after->files, after->profile, pam::ModuleCatalogue::builtin());

    Console &console = session.console();
    if (session.options().json) {
        Json services = Json::array(), files = Json::array();
        for (const pam::ServiceChange &service : comparison.services)
            services.push_back(serviceChangeJson(service));
        for (const pam::ChangedFile &file : comparison.files)
            files.push_back(Json{{"path", file.path}, {"diff", diffOf(*before, *after, file.path)}, {"services", file.services}});
        console.document(Json{{"services", services}, {"files", files}});
    } else {
        for (const pam::ServiceChange &service : comparison.services)
            printServiceChange(console, service);
        if (comparison.services.empty())
            console.line(tr("No difference in meaning."));
        for (const pam::ChangedFile &file : comparison.files) {
            QStringList names;
            for (const std::string &service : file.services)
                names.append(shown(service));
            console.line();
            console.line(names.isEmpty() ? console.styled(Style::Faint, tr("No service reads this file:"))
                                         : console.styled(Style::Faint, tr("Read by: %1").arg(names.join(QStringLiteral(", ")))));
            printDiff(console, diffOf(*before, *after, file.path));
        }
    }
    session.finish(comparison.services.empty() ? ExitCode::Yes : ExitCode::No);
}

} // namespace pamphlet::app::cli
