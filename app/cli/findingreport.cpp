// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/findingreport.h"

#include "core/change/unifieddiff.h"
#include "core/sregistry/check.h"
#include "core/teleport/check.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <optional>

namespace pamphlet::app::cli {

namespace {

QString findingText(const char *text)
{
    return QCoreApplication::translate("pamphlet::app::cli::FindingReport", text);
}

} // namespace

Style severityStyle(pam::Severity severity)
{
    switch (severity) {
    case pam::Severity::Error:
        return Style::Bad;
    case pam::Severity::Warning:
        return Style::Warning;
    case pam::Severity::Note:
        return Style::Faint;
    }
    return Style::Plain;
}

std::string_view findingName(std::string_view id)
{
    for (const std::vector<pam::LintInfo> *catalogue : {&pam::lintCatalogue(), &teleport::checkCatalogue(), &sregistry::checkCatalogue()}) {
        for (const pam::LintInfo &info : *catalogue) {
            if (info.id == id)
                return info.name;
        }
    }
    return {};
}

Json findingJson(const FileSource &files, const pam::Finding &finding)
{
    Json fix = nullptr;
    if (finding.fix) {
        const FileContent before = files.read(finding.fix->file);
        const auto bytes = before.status.kind == FileKind::Regular ? std::optional(before.bytes) : std::nullopt;
        fix = Json{{"title", jsonString(ui::text::fixTitle(finding))},
                   {"diff", change::unifiedDiff(finding.fix->file, bytes, finding.fix->bytes)}};
    }
    return Json{{"id", finding.id},
                {"severity", pam::severityName(finding.severity)},
                {"file", finding.where.file.empty() ? Json(nullptr) : Json(finding.where.file)},
                {"line", jsonPosition(finding.where.line)},
                {"column", jsonPosition(finding.where.column)},
                {"message", jsonString(ui::text::findingMessage(finding))},
                {"services", finding.services},
                {"fix", fix},
                {"name", findingName(finding.id)}};
}

void printFinding(Console &console, const pam::Finding &finding)
{
    console.line(placeText(finding.where) + QStringLiteral(": ")
                 + console.styled(severityStyle(finding.severity), shown(pam::severityName(finding.severity))) + QStringLiteral(": ")
                 + shown(ui::text::findingMessage(finding)) + u' '
                 + console.styled(Style::Faint, u'[' + shown(finding.id) + u' ' + shown(findingName(finding.id)) + u']'));
    QStringList services;
    for (const std::string &service : finding.services)
        services.append(shown(service));
    if (!services.isEmpty())
        console.line(QStringLiteral("    ")
                     + console.styled(Style::Faint,
                                      findingText(QT_TRANSLATE_NOOP("pamphlet::app::cli::FindingReport", "services: %1"))
                                          .arg(services.join(QStringLiteral(", ")))));
    if (finding.fix)
        console.line(
            QStringLiteral("    ")
            + findingText(QT_TRANSLATE_NOOP("pamphlet::app::cli::FindingReport", "fix: %1")).arg(shown(ui::text::fixTitle(finding))));
}

void noteFindingCounts(Console &console, const std::vector<pam::Finding> &findings)
{
    std::array<int, 3> counts{};
    for (const pam::Finding &finding : findings)
        ++counts.at(static_cast<std::size_t>(finding.severity));
    if (findings.empty())
        console.note(findingText(QT_TRANSLATE_NOOP("pamphlet::app::cli::FindingReport", "No findings.")));
    else
        console.note(findingText(QT_TRANSLATE_NOOP("pamphlet::app::cli::FindingReport", "errors: %1, warnings: %2, notes: %3"))
                         .arg(counts[0])
                         .arg(counts[1])
                         .arg(counts[2]));
}

void noteFindings(Console &console, const std::vector<pam::Finding> &findings)
{
    for (const pam::Finding &finding : findings) {
        if (finding.severity != pam::Severity::Note)
            console.note(placeText(finding.where) + QStringLiteral(": ")
                         + console.styledNote(severityStyle(finding.severity), shown(pam::severityName(finding.severity)))
                         + QStringLiteral(": ") + shown(ui::text::findingMessage(finding)) + QStringLiteral(" [") + shown(finding.id)
                         + u']');
    }
}

std::vector<pam::Finding> withoutNotes(std::vector<pam::Finding> findings)
{
    std::erase_if(findings, [](const pam::Finding &finding) { return finding.severity == pam::Severity::Note; });
    return findings;
}

void defineFailOn(CLI::App &app, std::string &failOn)
{
    app.add_option(
           "--fail-on", failOn,
           findingText(QT_TRANSLATE_NOOP("pamphlet::app::cli::FindingReport",
                                         "The least severity that makes the exit status 1: error, warning or note (default: warning)"))
               .toStdString())
        ->type_name("SEVERITY")
        ->check(CLI::IsMember({"error", "warning", "note"}));
}

ExitCode verdictOf(const std::vector<pam::Finding> &findings, std::string_view failOn)
{
    const pam::Severity least = failOn == "error" ? pam::Severity::Error
        : failOn == "warning"                     ? pam::Severity::Warning
                                                  : pam::Severity::Note;
    const bool clear
        = std::none_of(findings.begin(), findings.end(), [least](const pam::Finding &finding) { return finding.severity <= least; });
    return clear ? ExitCode::Yes : ExitCode::No;
}

} // namespace pamphlet::app::cli
