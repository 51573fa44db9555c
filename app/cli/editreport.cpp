// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/editreport.h"

#include "app/cli/comparisonreport.h"
#include "core/change/unifieddiff.h"
#include "ui/text/edittext.h"

#include <QCoreApplication>

#include <utility>

namespace pamphlet::app::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("pamphlet::app::cli::EditReport", text);
}

Json warningJson(const pam::EditWarning &warning)
{
    return Json{{"code", pam::editWarningName(warning.kind)},
                {"file", warning.where.file},
                {"line", jsonPosition(warning.where.line)},
                {"facility", warning.facility ? Json(pam::facilityName(*warning.facility)) : Json(nullptr)},
                {"services", warning.services},
                {"message", jsonString(ui::text::editWarningMessage(warning))},
                {"route", nullptr}};
}

Json warningJson(const pam::OwnershipWarning &warning)
{
    Json route = nullptr;
    if (warning.route.kind != pam::RouteKind::None) {
        Json commands = Json::array();
        for (const std::vector<std::string> &command : warning.route.commands)
            commands.push_back(pam::shellCommand(command));
        route = Json{{"message", jsonString(ui::text::routeMessage(warning))},
                     {"name", warning.route.what},
                     {"file", warning.route.file.empty() ? Json(nullptr) : Json(warning.route.file)},
                     {"commands", commands}};
    }
    return Json{{"code", pam::ownershipWarningName(warning.kind)},
                {"file", warning.where.file},
                {"line", jsonPosition(warning.where.line)},
                {"facility", nullptr},
                {"services", Json::array()},
                {"message", jsonString(ui::text::ownershipMessage(warning))},
                {"route", route},
                {"owner", pam::generatorName(warning.generator)}};
}

} // namespace

EditReport::EditReport(std::string file, const pam::EditOutcome &outcome, const std::vector<pam::OwnershipWarning> &ownership,
                       const std::vector<pam::ServiceChange> &changes)
    : m_file(std::move(file))
    , m_outcome(outcome)
    , m_ownership(ownership)
    , m_changes(changes)
{
    for (const pam::FileEdit &edit : outcome.files)
        m_diff += change::unifiedDiff(edit.file, edit.before, edit.after);
}

void EditReport::note(Console &console) const
{
    const auto warn = [&console](const Place &where, const QString &message) {
        console.note(placeText(where) + QStringLiteral(": ") + console.styledNote(Style::Warning, tr("warning")) + QStringLiteral(": ")
                     + message);
    };
    for (const pam::JumpRewrite &rewrite : m_outcome.rewrites)
        console.note(tr("%1: the jump of %2 becomes %3, so that it lands where it landed.")
                         .arg(placeText(rewrite.rule))
                         .arg(rewrite.before)
                         .arg(rewrite.after == 0 ? QStringLiteral("ignore") : QString::number(rewrite.after)));
    for (const pam::EditWarning &warning : m_outcome.warnings)
        warn(warning.where, ui::text::editWarningMessage(warning));
    for (const pam::OwnershipWarning &warning : m_ownership) {
        warn(warning.where, ui::text::ownershipMessage(warning));
        if (warning.route.kind == pam::RouteKind::None)
            continue;
        console.note(QStringLiteral("    ") + ui::text::routeMessage(warning));
        for (const QString &command : ui::text::routeCommands(warning.route))
            console.note(QStringLiteral("    # ") + command);
    }
    noteChanges(console, m_changes);
}

Json EditReport::json() const
{
    Json warnings = Json::array();
    for (const pam::EditWarning &warning : m_outcome.warnings)
        warnings.push_back(warningJson(warning));
    for (const pam::OwnershipWarning &warning : m_ownership)
        warnings.push_back(warningJson(warning));
    Json edits = Json::array();
    for (const pam::FileEdit &edit : m_outcome.files)
        edits.push_back(Json{{"path", edit.file}, {"diff", change::unifiedDiff(edit.file, edit.before, edit.after)}});
    Json rewrites = Json::array();
    for (const pam::JumpRewrite &rewrite : m_outcome.rewrites)
        rewrites.push_back(Json{{"file", rewrite.rule.file},
                                {"line", rewrite.rule.line},
                                {"before", rewrite.before},
                                {"after", rewrite.after == 0 ? Json("ignore") : Json(rewrite.after)}});
    Json changes = Json::array();
    for (const pam::ServiceChange &service : m_changes)
        changes.push_back(serviceChangeJson(service));
    return Json{{"file", m_file},
                {"line", m_outcome.line ? Json(*m_outcome.line) : Json(nullptr)},
                {"diff", m_diff},
                {"warnings", warnings},
                {"edits", edits},
                {"rewrites", rewrites},
                {"services", m_outcome.services},
                {"changes", changes}};
}

} // namespace pamphlet::app::cli
