// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/editsection.h"

#include "ui/text/edittext.h"
#include "ui/widgets/placelink.h"

#include <algorithm>

namespace pamphlet::ui {

namespace {

constexpr int maxShown = 8;

QString placed(const Place &where, const QString &html)
{
    return where.line == 0 ? html : html + QLatin1Char(' ') + placeLink(where.file, where.line);
}

QString ownerHtml(const pam::OwnershipWarning &warning)
{
    QString html = text::ownershipMessage(warning).toHtmlEscaped();
    if (warning.route.kind == pam::RouteKind::None) {
        return html;
    }
    html += QLatin1String("<br>") + text::routeMessage(warning).toHtmlEscaped();
    const QStringList commands = text::routeCommands(warning.route);
    for (const QString &command : commands) {
        html += QStringLiteral("<br><code>%1</code>").arg(command.toHtmlEscaped());
    }
    return html;
}

QString rewriteHtml(const pam::JumpRewrite &rewrite)
{
    const QString message = rewrite.after == 0
        ? EditSection::tr("A jump of %1 became “ignore”, so that it lands where it landed.").arg(rewrite.before)
        : EditSection::tr("A jump of %1 became %2, so that it lands where it landed.").arg(rewrite.before).arg(rewrite.after);
    return placed(rewrite.rule, message.toHtmlEscaped());
}

// A jump that is safe here and may surprise there; all else changes who gets in.
Tone toneOf(pam::EditWarningKind kind)
{
    using pam::EditWarningKind;
    const bool grave = kind == EditWarningKind::ServiceBroken || kind == EditWarningKind::FacilityEmpty;
    return grave ? Tone::Error : Tone::Warning;
}

} // namespace

EditSection::EditSection(QWidget *parent)
    : PanelSection(QStringLiteral("edit"), tr("Your last edit"), parent)
{
    hide();
}

void EditSection::show(const edits::Edited &edited)
{
    clear();
    struct Note {
        Tone tone;
        QString html;
    };
    std::vector<Note> notes;
    for (const pam::EditWarning &warning : edited.outcome.warnings) {
        notes.push_back({toneOf(warning.kind), placed(warning.where, text::editWarningMessage(warning).toHtmlEscaped())});
    }
    for (const pam::OwnershipWarning &warning : edited.owners) {
        const QString html = ownerHtml(warning);
        if (std::none_of(notes.begin(), notes.end(), [&html](const Note &note) { return note.html == html; })) {
            notes.push_back({Tone::Warning, html});
        }
    }
    for (const pam::JumpRewrite &rewrite : edited.outcome.rewrites) {
        notes.push_back({Tone::Accent, rewriteHtml(rewrite)});
    }
    std::stable_sort(notes.begin(), notes.end(),
                     [](const Note &one, const Note &other) { return one.tone == Tone::Error && other.tone != Tone::Error; });
    setVisible(!notes.empty());
    const int count = int(notes.size());
    for (int number = 0; number < std::min(count, maxShown); ++number) {
        addCallout(notes[std::size_t(number)].tone, notes[std::size_t(number)].html, QStringLiteral("edit%1Callout").arg(number));
    }
    if (count > maxShown) {
        addNote(tr("… and %n more", nullptr, count - maxShown), QStringLiteral("moreEditNotesLabel"));
    }
}

void EditSection::forget()
{
    clear();
    hide();
}

} // namespace pamphlet::ui
