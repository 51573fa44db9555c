// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/tokenfindingreport.h"

#include "app/cli/filediff.h"
#include "ui/text/tokentext.h"

#include <QCoreApplication>

#include <algorithm>

namespace pamphlet::app::cli {

namespace {

std::string_view tokenFindingName(const token::Finding &finding)
{
    const std::vector<token::FindingInfo> &catalogue = token::findingCatalogue();
    const auto info
        = std::find_if(catalogue.begin(), catalogue.end(), [&finding](const token::FindingInfo &row) { return row.id == finding.id; });
    return info == catalogue.end() ? std::string_view() : info->name;
}

Style tokenSeverityStyle(token::Severity severity)
{
    switch (severity) {
    case token::Severity::Error:
        return Style::Bad;
    case token::Severity::Warning:
        return Style::Warning;
    case token::Severity::Note:
        return Style::Faint;
    }
    return Style::Plain;
}

std::string tokenFixDiff(const FileSource &files, const token::Finding &finding)
{
    std::string diff;
    for (const token::Rewrite &rewrite : finding.fix) {
        const FileContent before = files.read(rewrite.path);
        // Where the bytes stay they are not shown either: it may be a private key.
        if (rewrite.bytes)
            diff += fileDiff(rewrite.path, before, rewrite.bytes, rewrite.mode);
        else if (rewrite.mode)
            diff += fileDiff(rewrite.path, FileContent{before.status, {}}, std::string(), rewrite.mode);
    }
    return diff;
}

} // namespace

Json tokenFindingJson(const FileSource &files, const token::Finding &finding)
{
    Json fix = nullptr;
    if (!finding.fix.empty())
        fix = Json{{"title", jsonString(ui::text::fixTitle(finding))}, {"diff", tokenFixDiff(files, finding)}};
    return Json{{"id", finding.id},
                {"severity", token::severityName(finding.severity)},
                {"file", finding.where.file.empty() ? Json(nullptr) : Json(finding.where.file)},
                {"line", jsonPosition(finding.where.line)},
                {"column", jsonPosition(finding.where.column)},
                {"message", jsonString(ui::text::findingMessage(finding))},
                {"services", Json::array()},
                {"fix", fix},
                {"name", tokenFindingName(finding)}};
}

void printTokenFinding(Console &console, const token::Finding &finding)
{
    console.line(placeText(finding.where) + QStringLiteral(": ")
                 + console.styled(tokenSeverityStyle(finding.severity), shown(token::severityName(finding.severity))) + QStringLiteral(": ")
                 + shown(ui::text::findingMessage(finding)) + u' '
                 + console.styled(Style::Faint, u'[' + shown(finding.id) + u' ' + shown(tokenFindingName(finding)) + u']'));
    if (!finding.fix.empty())
        console.line(
            QStringLiteral("    ")
            + QCoreApplication::translate("pamphlet::app::cli::TokenFindingReport", "fix: %1").arg(shown(ui::text::fixTitle(finding))));
}

void noteTokenFinding(Console &console, const token::Finding &finding)
{
    console.note(placeText(finding.where) + QStringLiteral(": ")
                 + console.styledNote(tokenSeverityStyle(finding.severity), shown(token::severityName(finding.severity)))
                 + QStringLiteral(": ") + shown(ui::text::findingMessage(finding)) + QStringLiteral(" [") + shown(finding.id) + u']');
}

} // namespace pamphlet::app::cli
