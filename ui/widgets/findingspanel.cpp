// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/findingspanel.h"

#include "ui/text/text.h"
#include "ui/widgets/callout.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

namespace {

// A tree may have thousands; nobody reads on after these.
constexpr std::size_t maxShown = 60;

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

bool concerns(const pam::Finding &finding, const std::string &service, const std::string &path)
{
    return finding.where.file == path || std::binary_search(finding.services.begin(), finding.services.end(), service);
}

} // namespace

QString findingHtml(const pam::Finding &finding, int number)
{
    QString html = QStringLiteral("<b>%1</b> %2")
                       .arg(QString::fromStdString(finding.id).toHtmlEscaped(), text::findingMessage(finding).toHtmlEscaped());
    if (!finding.where.file.empty()) {
        const QString place = finding.where.line > 0 ? text::shortPlace(finding.where.file, finding.where.line)
                                                     : QString::fromStdString(finding.where.file);
        html += QStringLiteral(" <a href=\"place:%1\">%2</a>").arg(number).arg(place.toHtmlEscaped());
    }
    if (finding.fix) {
        html += QStringLiteral("<br><a href=\"fix:%1\">%2</a>")
                    .arg(number)
                    .arg(FindingsPanel::tr("Fix: %1").arg(text::fixTitle(finding)).toHtmlEscaped());
    }
    return html;
}

FindingsPanel::FindingsPanel(QWidget *parent)
    : QScrollArea(parent)
    , m_content(new QWidget(this))
    , m_layout(new QVBoxLayout(m_content))
{
    setObjectName(QStringLiteral("findingsPanel"));
    setAccessibleName(tr("Findings"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_content->setObjectName(QStringLiteral("findingsContent"));
    m_layout->setContentsMargins(14, 14, 14, 14);
    m_layout->setSpacing(8);
    setWidget(m_content);
    // The panel lies on the window, not on a page of paper.
    viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
}

void FindingsPanel::clear()
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

void FindingsPanel::show(const std::string &service, std::shared_ptr<const Analysis> analysis,
                         std::shared_ptr<const pam::EffectiveStack> stack)
{
    clear();
    m_analysis = std::move(analysis);
    m_shown.clear();
    const ServiceSummary *summary = m_analysis->service(service);
    const std::string path = summary ? summary->file.path : std::string();
    for (const pam::Finding &finding : m_analysis->findings) {
        if (concerns(finding, service, path)) {
            m_shown.push_back(finding);
        }
    }
    std::stable_sort(m_shown.begin(), m_shown.end(),
                     [](const pam::Finding &one, const pam::Finding &other) { return one.severity < other.severity; });

    m_layout->addWidget(sectionLabel(tr("Findings"), QStringLiteral("findingsHeadingLabel"), m_content));
    const auto add = [&](Tone tone, const QString &html, const QString &name) {
        auto *callout = new Callout(tone, html, m_content);
        callout->setObjectName(name);
        connect(callout, &Callout::linkActivated, this, &FindingsPanel::follow);
        m_layout->addWidget(callout);
    };
    for (std::size_t number = 0; number < std::min(m_shown.size(), maxShown); ++number) {
        const pam::Finding &finding = m_shown[number];
        add(toneOf(finding.severity), findingHtml(finding, int(number)), QStringLiteral("finding%1Callout").arg(number));
    }
    if (m_shown.size() > maxShown) {
        m_layout->addWidget(
            mutedLabel(tr("… and %n more", nullptr, int(m_shown.size() - maxShown)), QStringLiteral("moreFindingsLabel"), m_content));
    }

    // What the reader of the files met and no finding speaks of.
    int problems = 0;
    for (const pam::Problem &problem : stack ? stack->problems : std::vector<pam::Problem>()) {
        const bool told = std::any_of(m_shown.begin(), m_shown.end(), [&](const pam::Finding &finding) {
            return finding.where.file == problem.where.file && finding.where.line == problem.where.line;
        });
        if (!told && problems < 20) {
            const Tone tone = problem.kind == pam::ProblemKind::UsesOther ? Tone::Accent : Tone::Warning;
            const QString where
                = problem.where.line > 0 ? QLatin1Char(' ') + text::shortPlace(problem.where.file, problem.where.line) : QString();
            add(tone, (text::problemMessage(problem) + where).toHtmlEscaped(), QStringLiteral("problem%1Callout").arg(problems++));
        }
    }
    if (m_shown.empty() && problems == 0 && summary) {
        add(Tone::Success, tr("Nothing found in %1.").arg(QString::fromStdString(service)).toHtmlEscaped(),
            QStringLiteral("noFindingsCallout"));
    }
    m_layout->addStretch(1);
}

void FindingsPanel::follow(const QString &link)
{
    const qsizetype colon = link.indexOf(QLatin1Char(':'));
    bool ok = false;
    const std::size_t number = link.mid(colon + 1).toULongLong(&ok);
    if (!ok || number >= m_shown.size()) {
        return;
    }
    const pam::Finding finding = m_shown[number];
    if (link.startsWith(QLatin1String("place:"))) {
        Q_EMIT placeRequested(QString::fromStdString(finding.where.file), int(finding.where.line));
    } else if (finding.fix) {
        Q_EMIT fixRequested(finding);
    }
}

} // namespace pamphlet::ui
