// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/teleporttext.h"

#include "ui/text/printable.h"
#include "ui/text/sentence.h"

#include <QCoreApplication>

namespace pamphlet::ui::text {

namespace {

const char *effectPattern(teleport::Effect effect)
{
    switch (effect) {
    case teleport::Effect::Ignored:
        return QT_TRANSLATE_NOOP("text", "%1: as if it were not there.");
    case teleport::Effect::Delays:
        return QT_TRANSLATE_NOOP("text", "%1: an error in the log, five seconds of waiting, then it starts without it.");
    case teleport::Effect::RefusesToStart:
        return QT_TRANSLATE_NOOP("text", "%1: does not start.");
    case teleport::Effect::SilentlyOff:
        return QT_TRANSLATE_NOOP("text", "%1: PAM is off, and nothing says so.");
    case teleport::Effect::SessionFails:
        return QT_TRANSLATE_NOOP("text", "%1: starts, and every session fails.");
    }
    return "%1.";
}

QString versionsText(std::string_view versions)
{
    constexpr std::string_view before = "before ", from = "from ";
    if (versions == "all")
        return sentence(QT_TRANSLATE_NOOP("text", "Every Teleport"));
    if (versions.starts_with(before))
        return sentence(QT_TRANSLATE_NOOP("text", "Teleport before %1"), {printable(versions.substr(before.size()))});
    if (versions.starts_with(from))
        return sentence(QT_TRANSLATE_NOOP("text", "Teleport from %1 on"), {printable(versions.substr(from.size()))});
    return sentence(QT_TRANSLATE_NOOP("text", "Teleport %1"), {printable(versions)});
}

} // namespace

QString effectMessage(const teleport::VersionEffect &effect)
{
    return sentence(effectPattern(effect.effect), {versionsText(effect.versions)});
}

QString environmentNoteMessage(const teleport::EnvironmentNote &note)
{
    const QStringList arguments{printable(note.name), printable(note.detail)};
    switch (note.kind) {
    case teleport::EnvironmentNote::Kind::Unset:
        return sentence(QT_TRANSLATE_NOOP("text", "%1 is not set: the user has no trait “%2”."), arguments);
    case teleport::EnvironmentNote::Kind::Overwrites:
        return sentence(QT_TRANSLATE_NOOP("text", "%1 replaces what Teleport sets itself, “%2”."), arguments);
    case teleport::EnvironmentNote::Kind::NotEvaluated:
        return sentence(QT_TRANSLATE_NOOP("text", "%1 is left out here: %2 is evaluated by Teleport alone."), arguments);
    }
    return {};
}

QString teleportStateMessage(const teleport::Config &config)
{
    if (!config.enabled.on())
        return sentence(QT_TRANSLATE_NOOP("text", "PAM is off in this file: Teleport calls nothing of it."));
    return sentence(config.usePamAuth.on ? QT_TRANSLATE_NOOP("text", "Teleport asks PAM: service %1, with authentication.")
                                         : QT_TRANSLATE_NOOP("text", "Teleport asks PAM: service %1, without authentication."),
                    {printable(config.serviceName)});
}

QString callArguments(const teleport::Call &call)
{
    switch (call.kind) {
    case teleport::CallKind::Start:
        return printable(call.name) + QLatin1Char(' ') + printable(call.value);
    case teleport::CallKind::SetItem:
    case teleport::CallKind::PutEnvironment:
        return printable(call.name) + QLatin1Char('=') + printable(call.value, 4 * printableLimit);
    default:
        return printable(call.name);
    }
}

QString callSentence(teleport::CallKind kind)
{
    using teleport::CallKind;
    switch (kind) {
    case CallKind::Start:
        return sentence(QT_TRANSLATE_NOOP("text", "Service and local user, who need not be there yet."));
    case CallKind::SetItem:
        return sentence(QT_TRANSLATE_NOOP("text", "Newer versions of Teleport tell the modules where the login comes from."));
    case CallKind::PutEnvironment:
        return sentence(QT_TRANSLATE_NOOP("text", "Modules, their scripts and the user's shell see these variables."));
    case CallKind::AccountManagement:
        return sentence(QT_TRANSLATE_NOOP("text", "The account rules, before any authentication."));
    case CallKind::Authenticate:
        return sentence(QT_TRANSLATE_NOOP("text", "The auth rules, because use_pam_auth is on."));
    case CallKind::OpenSession:
        return sentence(QT_TRANSLATE_NOOP("text", "The session rules. A shell shows what they say, a command does not."));
    case CallKind::LookUpUser:
        return sentence(QT_TRANSLATE_NOOP("text", "Only now the user has to be there."));
    case CallKind::CloseSession:
        return sentence(QT_TRANSLATE_NOOP("text", "The session rules again, when the login is over."));
    case CallKind::End:
        break;
    }
    return {};
}

} // namespace pamphlet::ui::text
