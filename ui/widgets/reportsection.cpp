// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/reportsection.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/placelink.h"

#include <algorithm>
#include <numeric>

namespace pamphlet::ui {

namespace {

constexpr std::size_t maxShown = 60; // nobody reads on after these
const QString fixLink = QStringLiteral("fix:");

int gravity(Tone tone)
{
    return tone == Tone::Error ? 0 : tone == Tone::Warning ? 1 : 2;
}

QString rowHtml(const ReportRow &row, std::size_t number)
{
    QString html = QStringLiteral("<b>%1</b> %2").arg(QString::fromStdString(row.id).toHtmlEscaped(), row.message.toHtmlEscaped());
    if (!row.file.empty()) {
        // What concerns a whole file leads to its beginning.
        html
            += QLatin1Char(' ') + (row.line > 0 ? placeLink(row.file, row.line) : placeLink(row.file, 1, QString::fromStdString(row.file)));
    }
    for (const QString &line : row.more) {
        html += QStringLiteral("<br>") + line.toHtmlEscaped();
    }
    if (!row.fix.isEmpty()) {
        html += QStringLiteral("<br><a href=\"%1%2\">%3</a>")
                    .arg(fixLink)
                    .arg(number)
                    .arg(ReportSection::tr("Fix: %1").arg(row.fix).toHtmlEscaped());
    }
    return html;
}

} // namespace

ReportSection::ReportSection(const QString &name, const QString &heading, QWidget *parent)
    : PanelSection(name, heading, parent)
    , m_name(name)
{ }

void ReportSection::show(const std::vector<ReportRow> &rows, const QString &nothing)
{
    clear();
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&rows](std::size_t one, std::size_t other) { return gravity(rows[one].tone) < gravity(rows[other].tone); });
    for (std::size_t place = 0; place < std::min(order.size(), maxShown); ++place) {
        addCallout(rows[order[place]].tone, rowHtml(rows[order[place]], order[place]), m_name + QStringLiteral("%1Callout").arg(place));
    }
    if (rows.size() > maxShown) {
        addNote(tr("… and %n more", nullptr, int(rows.size() - maxShown)), m_name + QStringLiteral("MoreLabel"));
    }
    if (rows.empty()) {
        addCallout(Tone::Success, nothing.toHtmlEscaped(), m_name + QStringLiteral("NoneCallout"));
    }
}

void ReportSection::follow(const QString &link)
{
    bool ok = false;
    const int row = link.mid(fixLink.size()).toInt(&ok);
    if (link.startsWith(fixLink) && ok) {
        Q_EMIT fixRequested(row);
    }
}

} // namespace pamphlet::ui
