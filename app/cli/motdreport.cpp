// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/motdreport.h"

#include "app/cli/findingreport.h"
#include "app/cli/table.h"
#include "ui/text/motdtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace pamphlet::app::cli {

namespace {

QString motdText(const char *text)
{
    return QCoreApplication::translate("pamphlet::app::cli::MotdReport", text);
}

Json motdPlaceJson(const Place &where)
{
    return where.file.empty() ? Json(nullptr) : Json{{"file", where.file}, {"line", jsonPosition(where.line)}};
}

Json motdRemarksJson(const std::vector<ui::text::MotdRemark> &remarks)
{
    Json list = Json::array();
    for (const ui::text::MotdRemark &remark : remarks)
        list.push_back(Json{{"severity", pam::severityName(remark.severity)},
                            {"message", jsonString(remark.text)},
                            {"where", motdPlaceJson(remark.where)}});
    return list;
}

Json motdPartJson(const motd::Part &part)
{
    return Json{{"path", part.path},
                {"kind", motd::partKindName(part.kind)},
                {"state", motd::partStateName(part.state)},
                {"shown_by", motd::showerName(part.by)},
                {"certain", part.certain},
                {"file", part.where.file},
                {"line", jsonPosition(part.where.line)},
                {"fresh", part.fresh},
                {"hides", part.hides},
                {"text", part.bytes}};
}

Json motdServiceJson(const motd::Composition &composition, const motd::Survey &survey)
{
    Json parts = Json::array();
    for (const motd::Part &part : composition.parts)
        parts.push_back(motdPartJson(part));
    Json twice = Json::array();
    for (const motd::Repetition &repetition : composition.repetitions)
        twice.push_back(Json{{"path", repetition.path}, {"parts", repetition.parts}});
    return Json{{"service", composition.service},
                {"parts", parts},
                {"shown_twice", twice},
                {"remarks", motdRemarksJson(ui::text::remarksOn(composition, survey))}};
}

void printMotdRemarks(Console &console, const std::vector<ui::text::MotdRemark> &remarks)
{
    for (const ui::text::MotdRemark &remark : remarks)
        console.line(QStringLiteral("    ") + (remark.where.file.empty() ? QString() : placeText(remark.where) + QStringLiteral(": "))
                     + console.styled(severityStyle(remark.severity), shown(pam::severityName(remark.severity))) + QStringLiteral(": ")
                     + shown(remark.text));
}

void printMotdService(Console &console, const motd::Composition &composition, const motd::Survey &survey)
{
    console.line(console.styled(Style::Heading, shown(composition.service)));
    Table table({}, 4);
    int number = 0;
    for (const motd::Part &part : composition.parts) {
        const bool shows = part.shows();
        table.addRow({shows ? QString::number(++number) : QStringLiteral("-"), shown(part.path), ui::text::partKindText(part.kind),
                      shown(ui::text::partShowerText(part)), ui::text::partStateText(part)},
                     shows ? Style::Plain : Style::Faint);
    }
    table.print(console);
    if (composition.parts.empty())
        console.line(QStringLiteral("    ")
                     + motdText(QT_TRANSLATE_NOOP("pamphlet::app::cli::MotdReport", "A login through it shows no message of the day.")));
    printMotdRemarks(console, ui::text::remarksOn(composition, survey));
}

} // namespace

Json motdPartsJson(const motd::Survey &survey, bool all)
{
    Json services = Json::array();
    for (const motd::Composition &composition : survey.services)
        services.push_back(motdServiceJson(composition, survey));
    if (!all)
        return services.at(0);
    Json files = Json::array();
    for (const motd::MotdFile &file : survey.files)
        files.push_back(Json{{"path", file.path},
                             {"kind", motd::partKindName(file.kind)},
                             {"services", file.services},
                             {"hidden_by", file.hiddenBy.empty() ? Json(nullptr) : Json(file.hiddenBy)}});
    Json scripts = Json::array();
    for (const motd::UpdateScript &script : survey.scripts)
        scripts.push_back(Json{{"path", script.path}, {"runs", survey.updates && script.runs}});
    return Json{{"services", services}, {"files", files}, {"scripts", scripts}, {"remarks", motdRemarksJson(ui::text::remarksOn(survey))}};
}

void printMotdParts(Console &console, const motd::Survey &survey, bool all)
{
    for (const motd::Composition &composition : survey.services)
        printMotdService(console, composition, survey);
    if (!all)
        return;
    if (survey.services.empty())
        console.note(motdText(QT_TRANSLATE_NOOP("pamphlet::app::cli::MotdReport", "No service shows a message of the day.")));
    const bool hidden = std::any_of(survey.files.begin(), survey.files.end(), [](const motd::MotdFile &f) { return f.services.empty(); });
    if (hidden) {
        console.line(console.styled(Style::Heading, motdText(QT_TRANSLATE_NOOP("pamphlet::app::cli::MotdReport", "Not shown"))));
        Table table({}, 4);
        for (const motd::MotdFile &file : survey.files) {
            if (file.services.empty())
                table.addRow({shown(file.path), ui::text::partKindText(file.kind), shown(ui::text::fileShownText(file))});
        }
        table.print(console);
    }
    if (survey.updates && !survey.scripts.empty()) {
        console.line(console.styled(Style::Heading,
                                    motdText(QT_TRANSLATE_NOOP("pamphlet::app::cli::MotdReport", "What makes %1, in this order"))
                                        .arg(QLatin1String(motd::dynamicFile))));
        Table table({}, 4);
        for (const motd::UpdateScript &script : survey.scripts)
            table.addRow({shown(script.path), ui::text::scriptStateText(script)}, script.runs ? Style::Plain : Style::Faint);
        table.print(console);
    }
}

} // namespace pamphlet::app::cli
