// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/modulephrases.h"
#include "ui/text/printable.h"
#include "ui/text/sentence.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <optional>

namespace pamphlet::ui::text {

namespace {

using pam::Action;

/// What all ordinary failures lead to; nullopt if it depends on the failure. Codes that say something else are left out:
/// success, new_authtok_reqd, ignore, module_unknown, conv_again, incomplete.
std::optional<Action> failureAction(const pam::Entry &entry)
{
    constexpr std::array<int, 6> others{0, 12, 25, 28, 30, 31};
    std::optional<Action> action;
    for (int code = 0; code < pam::returnCodeCount; ++code) {
        if (std::find(others.begin(), others.end(), code) != others.end())
            continue;
        const Action own = entry.actions[static_cast<std::size_t>(code)];
        if (action && !(*action == own))
            return std::nullopt;
        action = own;
    }
    return action;
}

QString jumpSentence(const char *one, const char *many, int count)
{
    return count == 1 ? sentence(one) : sentence(many, {QString::number(count)});
}

QString alwaysJumps(int count)
{
    return jumpSentence(QT_TRANSLATE_NOOP("text", "Always jumps over the next rule."),
                        QT_TRANSLATE_NOOP("text", "Always jumps over the next %1 rules."), count);
}

QString denyingSentence(const std::optional<Action> &failure)
{
    if (!failure)
        return sentence(QT_TRANSLATE_NOOP("text", "Always refuses."));
    if (failure->isJump())
        return alwaysJumps(failure->value);
    switch (failure->value) {
    case Action::Die:
        return sentence(QT_TRANSLATE_NOOP("text", "Always refuses, at once."));
    case Action::Ignore:
        return sentence(QT_TRANSLATE_NOOP("text", "Always refuses, but that is ignored here."));
    default:
        return sentence(QT_TRANSLATE_NOOP("text", "Always refuses."));
    }
}

QString permittingSentence(Action success)
{
    if (success.isJump())
        return alwaysJumps(success.value);
    switch (success.value) {
    case Action::Ok:
        return sentence(QT_TRANSLATE_NOOP("text", "Always succeeds; makes the result definite."));
    case Action::Done:
        return sentence(QT_TRANSLATE_NOOP("text", "Always succeeds: the rest is skipped."));
    case Action::Ignore:
        return sentence(QT_TRANSLATE_NOOP("text", "Always succeeds, but that counts for nothing here."));
    case Action::Bad:
    case Action::Die:
        return sentence(QT_TRANSLATE_NOOP("text", "Always succeeds, which counts as a failure here."));
    default:
        return sentence(QT_TRANSLATE_NOOP("text", "Always succeeds."));
    }
}

QString successSentence(const pam::Entry &entry)
{
    const Action action = entry.actions[pam::rc::success];
    if (action.isJump())
        return jumpSentence(QT_TRANSLATE_NOOP("text", "If it succeeds, jumps over the next rule."),
                            QT_TRANSLATE_NOOP("text", "If it succeeds, jumps over the next %1 rules."), action.value);
    switch (action.value) {
    case Action::Ok:
        return {};
    case Action::Done:
        return entry.level > 0 ? sentence(QT_TRANSLATE_NOOP("text", "If it succeeds, the rest of this substack is skipped."))
                               : sentence(QT_TRANSLATE_NOOP("text", "If it succeeds, that is enough: the rest is skipped."));
    case Action::Ignore:
        return sentence(QT_TRANSLATE_NOOP("text", "Success counts for nothing here."));
    case Action::Die:
        return sentence(QT_TRANSLATE_NOOP("text", "Success is a refusal here, at once."));
    case Action::Reset:
        return sentence(QT_TRANSLATE_NOOP("text", "Success makes everything before it in this stack forgotten."));
    default:
        return sentence(QT_TRANSLATE_NOOP("text", "Success counts as a failure here."));
    }
}

QString failureSentence(const pam::Entry &entry, const std::optional<Action> &failure)
{
    if (!failure)
        return sentence(QT_TRANSLATE_NOOP("text", "What a failure leads to depends on its kind."));
    if (failure->isJump())
        return jumpSentence(QT_TRANSLATE_NOOP("text", "If it fails, jumps over the next rule."),
                            QT_TRANSLATE_NOOP("text", "If it fails, jumps over the next %1 rules."), failure->value);
    const Action success = entry.actions[pam::rc::success];
    switch (failure->value) {
    case Action::Ignore:
        // With `sufficient` or a jump it goes without saying.
        return success.value == Action::Ok ? sentence(QT_TRANSLATE_NOOP("text", "A failure does not matter here.")) : QString();
    case Action::Die:
        return sentence(QT_TRANSLATE_NOOP("text", "It has to succeed, or nothing more runs here."));
    case Action::Ok:
    case Action::Done:
        return sentence(QT_TRANSLATE_NOOP("text", "A failure becomes the result unless something failed before."));
    case Action::Reset:
        return sentence(QT_TRANSLATE_NOOP("text", "A failure makes everything before it in this stack forgotten."));
    default:
        return success.value == Action::Ok || success.value == Action::Done || success.isJump()
            ? sentence(QT_TRANSLATE_NOOP("text", "It has to succeed."))
            : sentence(QT_TRANSLATE_NOOP("text", "A failure counts."));
    }
}

/// All answers alike: nothing depends on the module.
std::optional<QString> uniformSentence(const pam::Entry &entry)
{
    const Action first = entry.actions.front();
    if (!std::all_of(entry.actions.begin(), entry.actions.end(), [first](Action action) { return action == first; }))
        return std::nullopt;
    if (first.isJump())
        return alwaysJumps(first.value);
    switch (first.value) {
    case Action::Ignore:
        return sentence(QT_TRANSLATE_NOOP("text", "Its result does not matter here."));
    case Action::Bad:
        return sentence(QT_TRANSLATE_NOOP("text", "Whatever it answers counts as a failure."));
    case Action::Die:
        return sentence(QT_TRANSLATE_NOOP("text", "Whatever it answers is a refusal, at once."));
    default:
        return std::nullopt;
    }
}

QString mustFailSentence(const pam::Entry &entry)
{
    return entry.actions[pam::rc::permDenied].value == Action::Ignore
        ? sentence(QT_TRANSLATE_NOOP("text", "libpam cannot use this line and passes over it."))
        : sentence(QT_TRANSLATE_NOOP("text", "libpam cannot use this line and counts it as a failure."));
}

} // namespace

QString ruleSentence(const pam::Entry &entry)
{
    if (entry.kind == pam::EntryKind::Marker)
        return sentence(QT_TRANSLATE_NOOP("text", "Runs the rules of “%1” as a stack of their own."), {printable(entry.module)});
    if (entry.kind == pam::EntryKind::MustFail)
        return mustFailSentence(entry);

    const std::optional<Action> failure = failureAction(entry);
    const std::optional<QString> uniform = uniformSentence(entry);
    if (entry.module == "pam_deny.so" && !uniform)
        return denyingSentence(failure);
    if (entry.module == "pam_permit.so")
        return permittingSentence(entry.actions[pam::rc::success]);

    const char *phrase = modulePhrase(entry.module, entry.facility);
    QStringList parts{phrase ? sentence(phrase) : sentence(QT_TRANSLATE_NOOP("text", "Asks the module %1."), {printable(entry.module)})};
    if (uniform) {
        parts.append(*uniform);
    } else {
        parts.append(successSentence(entry));
        parts.append(failureSentence(entry, failure));
    }
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

} // namespace pamphlet::ui::text
