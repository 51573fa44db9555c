// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/checkcommand.h"

#include "app/cli/sarif.h"
#include "app/cli/session.h"
#include "core/change/unifieddiff.h"
#include "core/pam/lint/check.h"
#include "core/pam/stack/servicelookup.h"
#include "ui/text/text.h"

#include <algorithm>
#include <array>

namespace pamphlet::app::cli {

namespace {

std::string_view slug(const pam::Finding &finding)
{
    for (const pam::LintInfo &info : pam::lintCatalogue()) {
        if (info.id == finding.id)
            return info.name;
    }
    return {};
}

Style styleOf(pam::Severity severity)
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
                {"line", finding.where.line == 0 ? Json(nullptr) : Json(finding.where.line)},
                {"column", finding.where.column == 0 ? Json(nullptr) : Json(finding.where.column)},
                {"message", jsonString(ui::text::findingMessage(finding))},
                {"services", finding.services},
                {"fix", fix},
                {"name", slug(finding)}};
}

} // namespace

CLI::App *CheckCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("check", tr("Look for mistakes in the configuration").toStdString());
    app->add_option("SERVICE", m_services, tr("Services to check; all of them if left out").toStdString())->type_name("");
    app->add_option("--fail-on", m_failOn,
                    tr("The least severity that makes the exit status 1: error, warning or note (default: warning)").toStdString())
        ->type_name("SEVERITY")
        ->check(CLI::IsMember({"error", "warning", "note"}));
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

    const ExitCode code = unreadable.empty() ? verdict(findings) : ExitCode::BadInput;

    if (m_sarif) {
        session.console().document(SarifLog(files).document(findings, {tree->files->path(), tree->profile.name, code, unreadable}));
    } else if (session.options().json) {
        Json document = Json::array();
        for (const pam::Finding &finding : findings)
            document.push_back(findingJson(files, finding));
        session.console().document(document);
    } else {
        print(session, findings);
    }
    for (const Error &error : unreadable)
        session.console().complaint(shown(ui::text::errorMessage(error)));
    session.finish(code);
}

ExitCode CheckCommand::verdict(const std::vector<pam::Finding> &findings) const
{
    const pam::Severity least = m_failOn == "error" ? pam::Severity::Error
        : m_failOn == "warning"                     ? pam::Severity::Warning
                                                    : pam::Severity::Note;
    const bool clear
        = std::none_of(findings.begin(), findings.end(), [least](const pam::Finding &finding) { return finding.severity <= least; });
    return clear ? ExitCode::Yes : ExitCode::No;
}

void CheckCommand::print(Session &session, const std::vector<pam::Finding> &findings)
{
    Console &console = session.console();
    std::array<int, 3> counts{};
    for (const pam::Finding &finding : findings) {
        ++counts.at(static_cast<std::size_t>(finding.severity));
        QStringList services;
        for (const std::string &service : finding.services)
            services.append(shown(service));
        console.line(placeText(finding.where) + QStringLiteral(": ")
                     + console.styled(styleOf(finding.severity), shown(pam::severityName(finding.severity))) + QStringLiteral(": ")
                     + shown(ui::text::findingMessage(finding)) + u' '
                     + console.styled(Style::Faint, u'[' + shown(finding.id) + u' ' + shown(slug(finding)) + u']'));
        if (!services.isEmpty())
            console.line(QStringLiteral("    ")
                         + console.styled(Style::Faint, tr("services: %1").arg(services.join(QStringLiteral(", ")))));
        if (finding.fix)
            console.line(QStringLiteral("    ") + tr("fix: %1").arg(shown(ui::text::fixTitle(finding))));
    }
    if (findings.empty())
        console.note(tr("No findings."));
    else
        console.note(tr("%1 errors, %2 warnings, %3 notes").arg(counts[0]).arg(counts[1]).arg(counts[2]));
}

} // namespace pamphlet::app::cli
