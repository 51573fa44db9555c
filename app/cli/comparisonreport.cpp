// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/comparisonreport.h"

#include "ui/text/comparisontext.h"

#include <QStringList>

#include <algorithm>

namespace pamphlet::app::cli {

namespace {

Json namesJson(const std::vector<pam::RuleRef> &rules)
{
    Json result = Json::array();
    for (const pam::RuleRef &rule : rules)
        result.push_back(Json{{"file", rule.file}, {"line", rule.line}, {"module", rule.module}});
    return result;
}

Style styleOf(pam::ChangeKind kind)
{
    switch (kind) {
    case pam::ChangeKind::Lockout:
    case pam::ChangeKind::OpenDoor:
        return Style::Bad;
    case pam::ChangeKind::Weaker:
        return Style::Warning;
    case pam::ChangeKind::Stronger:
        return Style::Good;
    case pam::ChangeKind::Different:
        return Style::Plain;
    }
    return Style::Plain;
}

} // namespace

Json serviceChangeJson(const pam::ServiceChange &service)
{
    Json changes = Json::array();
    for (const pam::FacilityChange &change : service.changes)
        changes.push_back(Json{{"facility", pam::facilityName(change.facility)},
                               {"kind", pam::changeKindName(change.kind)},
                               {"message", jsonString(ui::text::changeMessage(change))},
                               {"added", namesJson(change.added)},
                               {"removed", namesJson(change.removed)}});
    const char *presence = service.presence == pam::Presence::Added ? "added"
        : service.presence == pam::Presence::Removed                ? "removed"
                                                                    : "both";
    return Json{{"service", service.service}, {"changes", changes}, {"presence", presence}, {"files", service.files}};
}

void printServiceChange(Console &console, const pam::ServiceChange &service)
{
    QString heading = console.styled(Style::Heading, shown(service.service));
    if (const QString presence = ui::text::presenceText(service.presence); !presence.isEmpty())
        heading += QStringLiteral("  ") + console.styled(Style::Faint, presence);
    console.line(heading);
    QString last;
    for (const pam::FacilityChange &change : service.changes) {
        const QString message = ui::text::changeMessage(change);
        if (message == last) // where libpam cannot even start it is the same for all of them
            continue;
        last = message;
        console.line(QStringLiteral("  %1  ").arg(shown(pam::facilityName(change.facility)), -8)
                     + console.styled(styleOf(change.kind), ui::text::changeTitle(change.kind)) + QStringLiteral(": ") + message);
    }
}

void noteChanges(Console &console, const std::vector<pam::ServiceChange> &services)
{
    struct Meaning {
        const pam::FacilityChange *change;
        QString message;
        QStringList services;
    };
    std::vector<Meaning> meanings;
    for (const pam::ServiceChange &service : services) {
        for (const pam::FacilityChange &change : service.changes) {
            const QString message = ui::text::changeMessage(change);
            auto same = std::find_if(meanings.begin(), meanings.end(), [&](const Meaning &meaning) {
                return meaning.change->kind == change.kind && meaning.change->facility == change.facility && meaning.message == message;
            });
            if (same == meanings.end())
                same = meanings.insert(meanings.end(), {&change, message, {}});
            same->services.append(shown(service.service));
        }
    }
    std::stable_sort(meanings.begin(), meanings.end(),
                     [](const Meaning &one, const Meaning &other) { return one.change->kind < other.change->kind; });
    for (const Meaning &meaning : meanings)
        console.note(QStringLiteral("%1: ").arg(shown(pam::facilityName(meaning.change->facility)))
                     + console.styledNote(styleOf(meaning.change->kind), ui::text::changeTitle(meaning.change->kind))
                     + QStringLiteral(": %1 (%2)").arg(meaning.message, meaning.services.join(QStringLiteral(", "))));
}

} // namespace pamphlet::app::cli
