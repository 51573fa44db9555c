// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/listcommand.h"

#include "app/cli/session.h"
#include "app/cli/table.h"
#include "core/pam/stack/effectivestack.h"
#include "core/pam/stack/servicelookup.h"
#include "ui/text/text.h"

#include <set>

namespace pamphlet::app::cli {

namespace {

/// The facilities for which libpam has rules of this file's own, includes followed.
std::vector<pam::Facility> facilitiesOf(const FileSource &files, const pam::LibpamProfile &profile, const pam::ServiceFile &file)
{
    std::set<pam::Facility> found;
    if (pam::normalizedServiceName(file.service) == file.service) {
        const pam::EffectiveStack stack = pam::effectiveStack(files, profile, file.service);
        for (const pam::Entry &entry : file.service == "other" ? stack.otherEntries : stack.serviceEntries) {
            if (entry.kind != pam::EntryKind::Marker)
                found.insert(entry.facility);
        }
    } else { // never a service, for its upper-case letters; but a file to include
        const pam::Document document = pam::Document::parse(files.read(file.path).bytes, profile);
        for (const pam::Node &node : document.nodes()) {
            if (node.kind == pam::NodeKind::Rule && node.rule.facility)
                found.insert(*node.rule.facility);
        }
    }
    return {found.begin(), found.end()};
}

} // namespace

CLI::App *ListCommand::define(CLI::App &parent)
{
    return parent.add_subcommand("list", tr("List the services of the tree").toStdString());
}

void ListCommand::run(Session &session)
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const MemoryTree files = pam::snapshot(*tree->files, tree->profile);
    const std::vector<pam::ServiceFile> services = pam::listServices(files, tree->profile);
    if (services.empty() && !pam::usesPamD(files, tree->profile))
        return session.fail(Error{ErrorCode::NotFound, "no PAM configuration in this tree", Place{tree->files->path(), 0, 0}});

    Json document = Json::array();
    Table table({tr("SERVICE"), tr("SOURCE"), tr("OWNER"), tr("FACILITIES"), tr("FILE")});
    for (const pam::ServiceFile &file : services) {
        Json facilities = Json::array();
        QStringList names;
        for (const pam::Facility facility : facilitiesOf(files, tree->profile, file)) {
            facilities.push_back(pam::facilityName(facility));
            names.append(shown(pam::facilityName(facility)));
        }
        const std::string source = file.vendor ? "vendor" : "etc";
        document.push_back(Json{{"service", file.service},
                                {"path", file.path},
                                {"source", source},
                                {"facilities", facilities},
                                {"owner", pam::ownerName(file.owner)},
                                {"masks_vendor", file.masksVendor}});
        table.addRow(
            {shown(file.service), shown(source), ui::text::ownerText(file.owner), names.join(QStringLiteral(", ")), shown(file.path)});
    }
    if (session.options().json)
        session.console().document(document);
    else
        table.print(session.console());

    const std::vector<Error> unreadable = unreadableFiles(files, tree->profile);
    for (const Error &error : unreadable)
        session.console().complaint(shown(ui::text::errorMessage(error)));
    session.finish(unreadable.empty() ? ExitCode::Yes : ExitCode::BadInput);
}

} // namespace pamphlet::app::cli
