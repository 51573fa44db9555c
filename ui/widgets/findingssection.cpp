// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/findingssection.h"

#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/placelink.h"

#include <algorithm>

namespace pamphlet::ui {

namespace {

// A tree may have thousands; nobody reads on after these.
constexpr std::size_t maxShown = 60;
constexpr int maxProblems = 20;

bool concerns(const pam::Finding &finding, const std::string &service, const std::string &path)
{
    return finding.where.file == path || std::binary_search(finding.services.begin(), finding.services.end(), service);
}

// Message, place, fix; the fix is the link "fix:NUMBER".
QString findingHtml(const pam::Finding &finding, std::size_t number)
{
    QString html = QStringLiteral("<b>%1</b> %2")
                       .arg(QString::fromStdString(finding.id).toHtmlEscaped(), text::findingMessage(finding).toHtmlEscaped());
    if (!finding.where.file.empty()) {
        // What concerns a whole file leads to its beginning.
        html += QLatin1Char(' ')
            + (finding.where.line > 0 ? placeLink(finding.where.file, finding.where.line)
                                      : placeLink(finding.where.file, 1, QString::fromStdString(finding.where.file)));
    }
    if (finding.fix) {
        html += QStringLiteral("<br><a href=\"fix:%1\">%2</a>")
                    .arg(number)
                    .arg(FindingsSection::tr("Fix: %1").arg(text::fixTitle(finding)).toHtmlEscaped());
    }
    return html;
}

} // namespace

Tone toneOf(pam::Severity severity)
{
    switch (severity) {
    case pam::Severity::Error:
        return Tone::Error;
    case pam::Severity::Warning:
        return Tone::Warning;
    case pam::Severity::Note:
        break;
    }
    return Tone::Accent;
}

FindingsSection::FindingsSection(QWidget *parent)
    : PanelSection(QStringLiteral("findings"), tr("Findings"), parent)
{ }

void FindingsSection::show(const std::string &service, const std::shared_ptr<const Analysis> &analysis,
                           const std::shared_ptr<const pam::EffectiveStack> &stack)
{
    clear();
    m_shown.clear();
    const ServiceSummary *summary = analysis->service(service);
    const std::string path = summary ? summary->file.path : std::string();
    std::copy_if(analysis->findings.begin(), analysis->findings.end(), std::back_inserter(m_shown),
                 [&](const pam::Finding &finding) { return concerns(finding, service, path); });
    std::stable_sort(m_shown.begin(), m_shown.end(),
                     [](const pam::Finding &one, const pam::Finding &other) { return one.severity < other.severity; });
    for (std::size_t number = 0; number < std::min(m_shown.size(), maxShown); ++number) {
        addCallout(toneOf(m_shown[number].severity), findingHtml(m_shown[number], number), QStringLiteral("finding%1Callout").arg(number));
    }
    if (m_shown.size() > maxShown) {
        addNote(tr("… and %n more", nullptr, int(m_shown.size() - maxShown)), QStringLiteral("moreFindingsLabel"));
    }
    const qsizetype told = texts().size();
    if (stack) {
        showProblems(*stack);
    }
    if (m_shown.empty() && texts().size() == told && summary) {
        addCallout(Tone::Success, tr("Nothing found in %1.").arg(QString::fromStdString(service)).toHtmlEscaped(),
                   QStringLiteral("noFindingsCallout"));
    }
}

// What the reader of the files met and no finding speaks of.
void FindingsSection::showProblems(const pam::EffectiveStack &stack)
{
    int problems = 0;
    for (const pam::Problem &problem : stack.problems) {
        const bool told = std::any_of(m_shown.begin(), m_shown.end(), [&](const pam::Finding &finding) {
            return finding.where.file == problem.where.file && finding.where.line == problem.where.line;
        });
        if (told || problems >= maxProblems) {
            continue;
        }
        QString html = text::problemMessage(problem).toHtmlEscaped();
        if (problem.where.line > 0) {
            html += QLatin1Char(' ') + placeLink(problem.where.file, problem.where.line);
        }
        addCallout(problem.kind == pam::ProblemKind::UsesOther ? Tone::Accent : Tone::Warning, html,
                   QStringLiteral("problem%1Callout").arg(problems++));
    }
}

void FindingsSection::follow(const QString &link)
{
    const QLatin1String fix("fix:");
    bool ok = false;
    const std::size_t number = link.mid(fix.size()).toULongLong(&ok);
    if (link.startsWith(fix) && ok && number < m_shown.size() && m_shown[number].fix) {
        const pam::Finding finding = m_shown[number]; // the list is made anew meanwhile
        Q_EMIT fixRequested(finding);
    }
}

} // namespace pamphlet::ui
