// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/comparisontext.h"

#include "ui/text/explanationtext.h"
#include "ui/text/printable.h"
#include "ui/text/sentence.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace pamphlet::ui::text {

namespace {

/// More of one kind are counted, not told.
constexpr qsizetype maxParts = 3;

QString lockoutSentence(const pam::FacilityChange &change)
{
    if (change.startAfter != pam::StartOutcome::Success)
        return sentence(QT_TRANSLATE_NOOP("text", "libpam cannot read the configuration any more: nobody can use the service."));
    switch (change.facility) {
    case pam::Facility::Auth:
        return sentence(QT_TRANSLATE_NOOP("text", "Nobody can log in any more."));
    case pam::Facility::Account:
        return sentence(QT_TRANSLATE_NOOP("text", "Every account is refused now."));
    case pam::Facility::Password:
        return sentence(QT_TRANSLATE_NOOP("text", "No password can be changed any more."));
    case pam::Facility::Session:
        return sentence(QT_TRANSLATE_NOOP("text", "No session can be opened any more."));
    }
    return {};
}

QString moreThan(QStringList parts)
{
    if (parts.size() <= maxParts)
        return parts.join(QStringLiteral("; "));
    const auto more = parts.size() - maxParts;
    parts = parts.mid(0, maxParts);
    return sentence(QT_TRANSLATE_NOOP("text", "%1; and %2 more"), {parts.join(QStringLiteral("; ")), QString::number(more)});
}

/// One thing that is enough by itself: "a fingerprint (pam_fprintd)"; empty if the way asks for more.
QString singleProof(const pam::Way &way)
{
    if (way.needs.size() != 1 || way.factors.size() != 1 || way.factors.front() == "caller")
        return {};
    return sentence(QT_TRANSLATE_NOOP("text", "%1 (%2)"), {factorPhrase(way.factors.front()), moduleTitle(way.needs.front().rule.module)});
}

QString capitalized(QString text)
{
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

QString gainedSentence(const pam::FacilityChange &change)
{
    if (change.gained.size() == 1) {
        if (const QString proof = singleProof(change.gained.front()); !proof.isEmpty())
            return capitalized(sentence(QT_TRANSLATE_NOOP("text", "%1 alone now suffices."), {proof}));
    }
    QStringList ways;
    for (const pam::Way &way : change.gained)
        ways.append(wayPhrase(way, change.facility));
    ways.removeDuplicates();
    return change.facility == pam::Facility::Auth ? sentence(QT_TRANSLATE_NOOP("text", "Now gets in: %1."), {moreThan(ways)})
                                                  : sentence(QT_TRANSLATE_NOOP("text", "Now passes: %1."), {moreThan(ways)});
}

QString lostSentence(const pam::FacilityChange &change)
{
    if (change.lost.size() == 1) {
        if (const QString proof = singleProof(change.lost.front()); !proof.isEmpty())
            return capitalized(sentence(QT_TRANSLATE_NOOP("text", "%1 alone no longer suffices."), {proof}));
    }
    QStringList ways;
    for (const pam::Way &way : change.lost)
        ways.append(wayPhrase(way, change.facility));
    ways.removeDuplicates();
    return change.facility == pam::Facility::Auth ? sentence(QT_TRANSLATE_NOOP("text", "No longer enough: %1."), {moreThan(ways)})
                                                  : sentence(QT_TRANSLATE_NOOP("text", "No longer passes: %1."), {moreThan(ways)});
}

QString modules(const std::vector<pam::RuleRef> &rules)
{
    QStringList names;
    for (const pam::RuleRef &rule : rules)
        names.append(moduleTitle(rule.module));
    names.removeDuplicates();
    if (names.size() > maxParts) {
        const auto more = names.size() - maxParts;
        names = names.mid(0, maxParts);
        names.append(sentence(QT_TRANSLATE_NOOP("text", "%1 more"), {QString::number(more)}));
    }
    return enumeration(names);
}

QString words(const std::vector<std::string> &arguments)
{
    QStringList result;
    for (const std::string &argument : arguments)
        result.append(printable(argument));
    return result.join(QLatin1Char(' '));
}

QString argumentSentence(const pam::ArgumentChange &change)
{
    const QString module = moduleTitle(change.after.module);
    if (change.added.empty() && change.removed.empty())
        return sentence(QT_TRANSLATE_NOOP("text", "%1 has its arguments in another order."), {module});
    if (change.removed.empty())
        return sentence(QT_TRANSLATE_NOOP("text", "%1 is given “%2”."), {module, words(change.added)});
    if (change.added.empty())
        return sentence(QT_TRANSLATE_NOOP("text", "%1 is no longer given “%2”."), {module, words(change.removed)});
    return sentence(QT_TRANSLATE_NOOP("text", "%1 is given “%2” in place of “%3”."), {module, words(change.added), words(change.removed)});
}

} // namespace

QString changeMessage(const pam::FacilityChange &change)
{
    if (change.kind == pam::ChangeKind::Lockout)
        return lockoutSentence(change);
    QStringList parts;
    if (change.kind == pam::ChangeKind::OpenDoor)
        parts.append(sentence(QT_TRANSLATE_NOOP("text", "There is a way in now on which no rule checks a credential.")));
    if (!change.complete)
        parts.append(sentence(QT_TRANSLATE_NOOP("text", "The stack is too tangled to say what changed.")));
    if (change.startBefore != pam::StartOutcome::Success)
        parts.append(sentence(QT_TRANSLATE_NOOP("text", "libpam can read the configuration again.")));
    if (!change.gained.empty())
        parts.append(gainedSentence(change));
    if (!change.lost.empty())
        parts.append(lostSentence(change));
    if (!change.added.empty())
        parts.append(sentence(QT_TRANSLATE_NOOP("text", "New: %1."), {modules(change.added)}));
    if (!change.removed.empty())
        parts.append(sentence(QT_TRANSLATE_NOOP("text", "Gone: %1."), {modules(change.removed)}));
    for (std::size_t i = 0; i < std::min<std::size_t>(change.arguments.size(), maxParts); ++i)
        parts.append(argumentSentence(change.arguments[i]));
    if (!change.noLongerRuns.empty())
        parts.append(sentence(QT_TRANSLATE_NOOP("text", "No longer runs: %1."), {modules(change.noLongerRuns)}));
    if (!change.runsAgain.empty())
        parts.append(sentence(QT_TRANSLATE_NOOP("text", "Runs again: %1."), {modules(change.runsAgain)}));
    if (parts.isEmpty()) {
        switch (change.kind) {
        case pam::ChangeKind::Weaker:
            return sentence(QT_TRANSLATE_NOOP("text", "More answers lead to success than before."));
        case pam::ChangeKind::Stronger:
            return sentence(QT_TRANSLATE_NOOP("text", "Fewer answers lead to success than before."));
        default:
            return sentence(QT_TRANSLATE_NOOP("text", "Some answers lead to another result than before."));
        }
    }
    parts.removeDuplicates(); // `other` is read twice, and so has each of its rules
    return parts.join(QLatin1Char(' '));
}

QString changeTitle(pam::ChangeKind kind)
{
    switch (kind) {
    case pam::ChangeKind::Lockout:
        return sentence(QT_TRANSLATE_NOOP("text", "locked out"));
    case pam::ChangeKind::OpenDoor:
        return sentence(QT_TRANSLATE_NOOP("text", "open door"));
    case pam::ChangeKind::Weaker:
        return sentence(QT_TRANSLATE_NOOP("text", "weaker"));
    case pam::ChangeKind::Stronger:
        return sentence(QT_TRANSLATE_NOOP("text", "stronger"));
    case pam::ChangeKind::Different:
        return sentence(QT_TRANSLATE_NOOP("text", "different"));
    }
    return {};
}

QString presenceText(pam::Presence presence)
{
    switch (presence) {
    case pam::Presence::Both:
        return {};
    case pam::Presence::Added:
        return sentence(QT_TRANSLATE_NOOP("text", "new; before, “other” decided"));
    case pam::Presence::Removed:
        return sentence(QT_TRANSLATE_NOOP("text", "has no file any more: “other” decides"));
    }
    return {};
}

} // namespace pamphlet::ui::text
