// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/changesection.h"

#include "ui/text/comparisontext.h"
#include "ui/text/printable.h"
#include "ui/text/text.h"

#include <algorithm>

namespace pamphlet::ui {

namespace {

constexpr std::size_t maxShown = 6;
constexpr qsizetype maxNames = 8;

Tone toneOf(pam::ChangeKind kind)
{
    switch (kind) {
    case pam::ChangeKind::Lockout:
    case pam::ChangeKind::OpenDoor:
        return Tone::Error;
    case pam::ChangeKind::Weaker:
        return Tone::Warning;
    case pam::ChangeKind::Stronger:
        return Tone::Success;
    case pam::ChangeKind::Different:
        break;
    }
    return Tone::Accent;
}

// The services that it happens to, where they do not go without saying.
QString changeHtml(const pam::FacilityChange &change, QStringList services)
{
    QString title = text::changeTitle(change.kind);
    if (!title.isEmpty()) {
        title[0] = title.at(0).toUpper();
    }
    const QString message = text::changeMessage(change);
    QStringList parts;
    if (!message.startsWith(title, Qt::CaseInsensitive)) {
        parts << QStringLiteral("<b>%1:</b>").arg(title.toHtmlEscaped());
    }
    if (services.size() > maxNames) {
        const qsizetype more = services.size() - maxNames;
        services = services.mid(0, maxNames);
        services << ChangeSection::tr("%n more", nullptr, int(more));
    }
    if (!services.isEmpty()) {
        parts << QStringLiteral("%1:").arg(services.join(QStringLiteral(", ")).toHtmlEscaped());
    }
    if (change.facility != pam::Facility::Auth) {
        parts << QStringLiteral("%1:").arg(text::facilityTitle(change.facility).toHtmlEscaped());
    }
    parts << message.toHtmlEscaped();
    return parts.join(QLatin1Char(' '));
}

} // namespace

std::vector<Meaning> meaningsFor(const pam::TreeComparison &comparison, const std::string &file)
{
    struct Group {
        const pam::FacilityChange *change;
        QString html;
        QStringList services;
    };
    std::vector<Group> groups;
    for (const pam::ServiceChange &service : comparison.services) {
        if (!file.empty() && std::find(service.files.begin(), service.files.end(), file) == service.files.end()) {
            continue;
        }
        for (const pam::FacilityChange &change : service.changes) {
            const QString html = changeHtml(change, {});
            auto group = std::find_if(groups.begin(), groups.end(), [&html](const Group &each) { return each.html == html; });
            if (group == groups.end()) {
                group = groups.insert(groups.end(), {&change, html, {}});
            }
            group->services << text::printable(service.service);
        }
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group &one, const Group &other) { return one.change->kind < other.change->kind; });
    std::vector<Meaning> meanings;
    for (const Group &group : groups) {
        meanings.push_back({toneOf(group.change->kind), changeHtml(*group.change, group.services)});
    }
    return meanings;
}

ChangeSection::ChangeSection(QWidget *parent)
    : PanelSection(QStringLiteral("change"), tr("This change"), parent)
{
    hide();
}

void ChangeSection::show(const std::string &service, const Analysis &analysis)
{
    clear();
    const ServiceSummary *summary = analysis.service(service);
    setVisible(summary && (summary->changed || summary->affected));
    if (isHidden()) {
        return;
    }
    std::vector<Meaning> meanings;
    if (summary->shared) { // no service: what counts is what becomes of those that read it
        meanings = meaningsFor(analysis.comparison, summary->file.path);
    } else {
        const auto changed = std::find_if(analysis.comparison.services.begin(), analysis.comparison.services.end(),
                                          [&service](const pam::ServiceChange &change) { return change.service == service; });
        if (changed != analysis.comparison.services.end()) {
            for (const pam::FacilityChange &change : changed->changes) {
                meanings.push_back({toneOf(change.kind), changeHtml(change, {})});
            }
        }
    }
    for (std::size_t number = 0; number < std::min(meanings.size(), maxShown); ++number) {
        addCallout(meanings[number].tone, meanings[number].html, QStringLiteral("change%1Callout").arg(number));
    }
    if (meanings.size() > maxShown) {
        addNote(tr("… and %n more", nullptr, int(meanings.size() - maxShown)), QStringLiteral("moreChangesLabel"));
    }
    if (meanings.empty()) {
        addCallout(Tone::Success, tr("The same people get in as before."), QStringLiteral("noChangeCallout"));
    }
}

} // namespace pamphlet::ui
