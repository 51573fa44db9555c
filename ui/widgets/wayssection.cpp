// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wayssection.h"

#include "ui/text/answertext.h"
#include "ui/text/explanationtext.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/placelink.h"

#include <QRegularExpression>

#include <algorithm>

namespace pamphlet::ui {

namespace {

constexpr std::size_t maxShown = 6;

QString heading(pam::Facility facility)
{
    switch (facility) {
    case pam::Facility::Auth:
        return WaysSection::tr("Who gets in");
    case pam::Facility::Account:
        return WaysSection::tr("Whose account passes");
    case pam::Facility::Password:
        return WaysSection::tr("Who can change the password");
    case pam::Facility::Session:
        return WaysSection::tr("When a session opens");
    }
    return {};
}

// The way in words, with what is checked in bold and each module as a link to its rule.
QString wayHtml(const pam::Way &way, pam::Facility facility, bool first)
{
    QString phrase = text::wayPhrase(way, facility);
    if (first && !phrase.isEmpty()) {
        phrase[0] = phrase.at(0).toUpper();
    }
    QString html = phrase.toHtmlEscaped();
    for (const std::string &factor : way.factors) {
        const QString words = text::factorPhrase(factor).toHtmlEscaped();
        html.replace(words, QStringLiteral("<b>%1</b>").arg(words));
    }
    QStringList done;
    for (const pam::Condition &condition : way.needs) {
        const QString module = text::moduleTitle(condition.rule.module).toHtmlEscaped();
        if (!module.isEmpty() && !done.contains(module)) {
            done << module;
            const QRegularExpression word(QStringLiteral("(?<![\\w\">-])%1(?![\\w-])").arg(QRegularExpression::escape(module)));
            html.replace(word,
                         placeLink(condition.rule.file, condition.rule.line, module).replace(QLatin1Char('\\'), QLatin1String("\\\\")));
        }
    }
    //: %1 is a way in, the second or a later one
    return first ? html : WaysSection::tr("or %1").arg(html);
}

QString linkOf(const std::optional<Place> &place)
{
    return place ? QLatin1Char(' ') + placeLink(place->file, place->line) : QString();
}

} // namespace

WaysSection::WaysSection(QWidget *parent)
    : PanelSection(QStringLiteral("ways"), heading(pam::Facility::Auth), parent)
{ }

void WaysSection::show(const std::shared_ptr<const Explained> &explained, pam::Facility facility)
{
    clear();
    setHeading(heading(facility));
    if (!explained) {
        addNote(tr("Looking at every way through…"), QStringLiteral("waysPendingLabel"));
        return;
    }
    if (explained->service.start != pam::StartOutcome::Success) {
        //: %1 says why
        const QString sentence = tr("Nobody gets in: %1").arg(text::startSentence(explained->service.start));
        addCallout(Tone::Error, sentence.toHtmlEscaped() + linkOf(explained->notStarted), QStringLiteral("lockoutCallout"));
        return;
    }
    const auto found = explained->service.facilities.find(facility);
    if (found == explained->service.facilities.end()) {
        return;
    }
    const bool told = showWays(found->second);
    const auto culprit = explained->culprits.find(facility);
    const bool calm = facility != pam::Facility::Auth && found->second.complete && found->second.canSucceed;
    if (!told || !calm) {
        showVerdict(found->second, culprit == explained->culprits.end() ? QString() : linkOf(culprit->second));
    }
}

bool WaysSection::showWays(const pam::Explanation &explanation)
{
    if (!explanation.complete || (explanation.ways.size() == 1 && explanation.ways.front().needs.empty())) {
        return false; // the verdict says it all
    }
    // What somebody should worry about comes first.
    std::vector<const pam::Way *> ways;
    for (const pam::Way &way : explanation.ways) {
        ways.push_back(&way);
    }
    if (explanation.facility == pam::Facility::Auth) {
        std::stable_sort(ways.begin(), ways.end(),
                         [](const pam::Way *one, const pam::Way *other) { return one->vouching < other->vouching; });
    }
    for (std::size_t number = 0; number < std::min(ways.size(), maxShown); ++number) {
        addCard(wayHtml(*ways[number], explanation.facility, number == 0), QStringLiteral("way%1Card").arg(number))
            ->setToolTip(text::spoilingSentence(*ways[number]));
    }
    if (ways.size() > maxShown || !explanation.waysComplete) {
        addNote(explanation.waysComplete ? tr("… and %n more way(s)", nullptr, int(ways.size() - maxShown)) : tr("… and many more ways"),
                QStringLiteral("moreWaysLabel"));
    }
    return !ways.empty();
}

void WaysSection::showVerdict(const pam::Explanation &explanation, const QString &culprit)
{
    const QString sentence = text::verdictSentence(explanation).toHtmlEscaped();
    if (!explanation.complete) {
        addCallout(Tone::Warning, sentence, QStringLiteral("tangledCallout"));
    } else if (!explanation.canSucceed) {
        addCallout(explanation.canAskForToken ? Tone::Warning : Tone::Error, sentence + culprit, QStringLiteral("lockoutCallout"));
    } else if (explanation.facility == pam::Facility::Auth) {
        showAuthVerdict(explanation, culprit);
    } else {
        addCallout(Tone::Neutral, sentence, QStringLiteral("passesCallout"));
    }
}

void WaysSection::showAuthVerdict(const pam::Explanation &explanation, const QString &culprit)
{
    const QString sentence = text::verdictSentence(explanation).toHtmlEscaped();
    if (explanation.openDoor()) {
        addCallout(Tone::Error, sentence + culprit, QStringLiteral("openDoorCallout"));
        return;
    }
    const bool known = explanation.leastVouching != pam::Vouching::UnknownModule;
    if (!known) {
        addCallout(Tone::Warning, sentence, QStringLiteral("unknownModuleCallout"));
    }
    int number = 0;
    for (const pam::SkippableFactor &factor : explanation.skippable) {
        addCallout(Tone::Warning,
                   text::skippableSentence(factor).toHtmlEscaped() + QLatin1Char(' ')
                       + placeLink(factor.through.rule.file, factor.through.rule.line),
                   QStringLiteral("skippable%1Callout").arg(number++));
    }
    if (known) {
        addCallout(Tone::Success, tr("No way in without a credential. No one is locked out.").toHtmlEscaped(),
                   QStringLiteral("safeCallout"));
    }
}

} // namespace pamphlet::ui
