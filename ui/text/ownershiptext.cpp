// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/edittext.h"
#include "ui/text/printable.h"
#include "ui/text/sentence.h"

#include <QCoreApplication>

namespace pamphlet::ui::text {

namespace {

/// %1 the program, %2 the profile that brought the rule.
const char *warningSentence(const pam::OwnershipWarning &warning)
{
    using pam::OwnershipWarningKind;
    switch (warning.kind) {
    case OwnershipWarningKind::StopsManaging:
        return QT_TRANSLATE_NOOP("text",
                                 "The rule is in the part of the file that pam-auth-update writes. With this change it leaves all common-* "
                                 "files alone from now on: packages can no longer add their modules, and “pam-auth-update --force” drops "
                                 "the change.");
    case OwnershipWarningKind::ComesBack:
        return warning.profile.empty()
            ? QT_TRANSLATE_NOOP("text",
                                "The rule is in the part of the file that pam-auth-update writes, and may come back at its next run.")
            : QT_TRANSLATE_NOOP("text", "The profile “%2” of pam-auth-update brought the rule, and brings it back while it is enabled.");
    case OwnershipWarningKind::JumpRegenerated:
        return QT_TRANSLATE_NOOP("text",
                                 "The jump of this rule had to change, but pam-auth-update writes its own number again at its next run.");
    case OwnershipWarningKind::Overwritten:
        return warning.generator == pam::Generator::Authselect
            ? QT_TRANSLATE_NOOP("text",
                                "authselect writes this file. It takes a changed one for broken and refuses to work until it is told to "
                                "overwrite it.")
            : QT_TRANSLATE_NOOP("text", "%1 writes this file: its next run takes the change away.");
    case OwnershipWarningKind::ConffileQuestion:
        return QT_TRANSLATE_NOOP("text",
                                 "The file is as its package delivered it. After a change, new versions ask before they replace it.");
    case OwnershipWarningKind::MergedByHand:
        return QT_TRANSLATE_NOOP("text",
                                 "The file comes with the package pambase: what its next version changes has to be merged by hand.");
    case OwnershipWarningKind::VendorFile:
        return QT_TRANSLATE_NOOP("text", "The file is the vendor's: the next update of its package takes the change away.");
    }
    return "";
}

/// %1 the profile, feature or module, %2 the file to write first.
const char *routeSentence(const pam::OwnershipWarning &warning)
{
    using pam::RouteKind;
    switch (warning.route.kind) {
    case RouteKind::None:
        return "";
    case RouteKind::EnableProfile:
        return QT_TRANSLATE_NOOP("text", "“%1” brings this rule; instead of the edit, run:");
    case RouteKind::DisableProfile:
        return QT_TRANSLATE_NOOP("text", "“%1” brought this rule; instead of the edit, run:");
    case RouteKind::OwnProfile:
        return warning.generator == pam::Generator::Authselect
            ? QT_TRANSLATE_NOOP("text", "Make a profile of your own, and edit %2 in it between these commands:")
            : QT_TRANSLATE_NOOP("text", "Write a profile of your own, %2, with this rule, then run:");
    case RouteKind::EditProfile:
        return QT_TRANSLATE_NOOP("text", "The profile is your own: edit %2 instead, then run:");
    case RouteKind::OwnFile:
        return QT_TRANSLATE_NOOP("text", "To keep the change, make %2 a file of your own first:");
    case RouteKind::Merge:
        return QT_TRANSLATE_NOOP("text", "After each update of %1, run:");
    }
    return "";
}

} // namespace

QString ownershipMessage(const pam::OwnershipWarning &warning)
{
    return sentence(warningSentence(warning), {QString::fromLatin1(generatorName(warning.generator).data()), printable(warning.profile)});
}

QString routeMessage(const pam::OwnershipWarning &warning)
{
    if (warning.route.kind == pam::RouteKind::None)
        return {};
    return sentence(routeSentence(warning), {printable(warning.route.what), printable(warning.route.file)});
}

QStringList routeCommands(const pam::NativeRoute &route)
{
    constexpr qsizetype longest = 4096;
    QStringList commands;
    for (const std::vector<std::string> &command : route.commands)
        commands.append(printable(pam::shellCommand(command), longest));
    return commands;
}

} // namespace pamphlet::ui::text
