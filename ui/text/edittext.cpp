// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/edittext.h"

#include "ui/text/printable.h"
#include "ui/text/sentence.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace pamphlet::ui::text {

namespace {

/// %1 the old number, %2 the new one, %3 where it lands now, %4 the services, %5 the facility, %6 a count.
const char *warningSentence(pam::EditWarningKind kind)
{
    using pam::EditWarningKind;
    switch (kind) {
    case EditWarningKind::JumpTargetGone:
        return QT_TRANSLATE_NOOP("text", "This %5 rule jumped to a rule that is no more; now it jumps to %3.");
    case EditWarningKind::JumpTargetBehind:
        return QT_TRANSLATE_NOOP("text", "What this %5 rule jumped to stands before it now, and no jump leads back; it goes on at %3.");
    case EditWarningKind::JumpOutOfReach:
        return QT_TRANSLATE_NOOP("text",
                                 "What this %5 rule jumped to is beyond a substack's border now, which no jump crosses; it goes on at %3.");
    case EditWarningKind::JumpBecameIgnore:
        return QT_TRANSLATE_NOOP("text",
                                 "Nothing is left for this %5 rule to jump over, so its jump became “ignore”. This libpam also counts a "
                                 "jump as a success in setcred and close_session; “ignore” does not count there.");
    case EditWarningKind::JumpServicesDiffer:
        return QT_TRANSLATE_NOOP("text",
                                 "The services that use this %5 rule would need different jumps. With %2 it lands elsewhere than before "
                                 "in %4: at %3.");
    case EditWarningKind::JumpNotWritable:
        return QT_TRANSLATE_NOOP("text",
                                 "The jump of this %5 rule would have to change, but its file is not the administrator's. In %4 it lands "
                                 "elsewhere than before: at %3.");
    case EditWarningKind::JumpNotRewritable:
        return QT_TRANSLATE_NOOP("text",
                                 "The jump of this %5 rule would have to change, but its control cannot be rewritten. In %4 it lands "
                                 "elsewhere than before: at %3. Change it by hand.");
    case EditWarningKind::JumpPassesOver:
        return QT_TRANSLATE_NOOP("text", "When this %5 rule jumps (to %3), the edited rule is not run.");
    case EditWarningKind::OwnJumpMisses:
        return QT_TRANSLATE_NOOP("text", "A jump of %1 leads beyond the last %5 rule here: libpam counts a failure (%4).");
    case EditWarningKind::ServiceBroken:
        return QT_TRANSLATE_NOOP("text", "libpam could not read the configuration of %4 any more: every login would fail.");
    case EditWarningKind::FallsBackToOther:
        return QT_TRANSLATE_NOOP("text", "No %5 rule is left in %4: the rules of “other” would be used.");
    case EditWarningKind::FacilityEmpty:
        return QT_TRANSLATE_NOOP("text", "No %5 rule is left in %4, and “other” has none: libpam would refuse.");
    case EditWarningKind::LeavesOther:
        return QT_TRANSLATE_NOOP("text", "Until now %4 used the %5 rules of “other”; with this rule they count no more.");
    case EditWarningKind::RulesGone:
        return QT_TRANSLATE_NOOP("text", "libpam would not read %6 other %5 rules any more, beginning here (%4).");
    case EditWarningKind::RulesAppear:
        return QT_TRANSLATE_NOOP("text", "libpam would read %6 more %5 rules, beginning here (%4).");
    }
    return "";
}

const char *serviceSentence(pam::ServiceWarningKind kind)
{
    using pam::ServiceWarningKind;
    switch (kind) {
    case ServiceWarningKind::UsesOther:
        return QT_TRANSLATE_NOOP("text", "Programs that ask for %1 get the rules of “other”.");
    case ServiceWarningKind::RefusesAll:
        return QT_TRANSLATE_NOOP("text", "There is no rule for %1, in “other” neither: libpam refuses everything.");
    case ServiceWarningKind::VendorTakesOver:
        return QT_TRANSLATE_NOOP("text", "The vendor's file is used for %1 then.");
    case ServiceWarningKind::HidesVendor:
        return QT_TRANSLATE_NOOP("text", "The vendor's file for %1 is not used any more.");
    case ServiceWarningKind::StillIncluded:
        return QT_TRANSLATE_NOOP("text", "This line still includes the file: libpam would count a failure in %1.");
    case ServiceWarningKind::IncludeNotWritable:
        return QT_TRANSLATE_NOOP(
            "text", "This line includes the old name, but its file is not the administrator's: libpam would count a failure in %1.");
    case ServiceWarningKind::IncludeNotRewritable:
        return QT_TRANSLATE_NOOP("text", "This line includes the old name and cannot be rewritten. Change it by hand (%1).");
    }
    return "";
}

const char *portabilitySentence(pam::PortabilityKind kind)
{
    using pam::PortabilityKind;
    switch (kind) {
    case PortabilityKind::ControlList:
        return QT_TRANSLATE_NOOP("text", "OpenPAM does not know value=action lists: “%1”.");
    case PortabilityKind::Substack:
        return QT_TRANSLATE_NOOP("text", "OpenPAM does not know “substack”. Write include.");
    case PortabilityKind::AtInclude:
        return QT_TRANSLATE_NOOP("text", "Only Debian's libpam knows “@include”. Write an include rule for each type.");
    case PortabilityKind::SilentType:
        return QT_TRANSLATE_NOOP("text", "OpenPAM does not know a “-” before the type.");
    case PortabilityKind::UnknownType:
        return QT_TRANSLATE_NOOP("text", "“%1” is not a type.");
    case PortabilityKind::UnknownControl:
        return QT_TRANSLATE_NOOP("text", "“%1” is not a control.");
    case PortabilityKind::IncludeArguments:
        return QT_TRANSLATE_NOOP("text", "OpenPAM takes no words behind the file of an include: “%1”.");
    case PortabilityKind::IncludeMissing:
        return QT_TRANSLATE_NOOP("text", "“%1” is not there: OpenPAM would refuse the whole service.");
    case PortabilityKind::IncludeCycle:
        return QT_TRANSLATE_NOOP("text", "“%1” leads back to this file, and OpenPAM would not notice.");
    case PortabilityKind::PamStack:
        return QT_TRANSLATE_NOOP("text", "OpenPAM has no pam_stack. Write include.");
    case PortabilityKind::LinuxModule:
        return QT_TRANSLATE_NOOP("text", "Systems with OpenPAM may not have %1: then the whole service fails.");
    case PortabilityKind::ModulePath:
        return QT_TRANSLATE_NOOP("text", "Modules are in another directory elsewhere: write the plain name instead of “%1”.");
    case PortabilityKind::Brackets:
        return QT_TRANSLATE_NOOP("text", "OpenPAM does not know words in brackets: “%1”.");
    case PortabilityKind::Quotes:
        return QT_TRANSLATE_NOOP("text", "OpenPAM reads quotes as a shell does, Linux-PAM takes them for letters: “%1”.");
    case PortabilityKind::Hash:
        return QT_TRANSLATE_NOOP("text", "OpenPAM takes a “#” inside a word for a letter, Linux-PAM for a comment. Put a blank before it.");
    case PortabilityKind::MissingField:
        return QT_TRANSLATE_NOOP("text", "The line ends after “%1”.");
    case PortabilityKind::Binding:
        return QT_TRANSLATE_NOOP("text", "Only OpenPAM knows “binding”; for Linux-PAM the rule always fails.");
    case PortabilityKind::ServiceName:
        return QT_TRANSLATE_NOOP("text", "OpenPAM accepts letters, digits, “.”, “_” and “-” in a service's name only: “%1”.");
    }
    return "";
}

QString joined(const std::vector<std::string> &names)
{
    QStringList list;
    for (const std::string &name : names)
        list.append(printable(name));
    return list.join(QStringLiteral(", "));
}

QString landing(const pam::EditWarning &warning)
{
    if (!warning.landing)
        return QCoreApplication::translate("text", "nothing (libpam counts a failure)");
    if (warning.landing->file.empty())
        return QCoreApplication::translate("text", "the end");
    return shortPlace(warning.landing->file, warning.landing->line);
}

} // namespace

QString editWarningMessage(const pam::EditWarning &warning)
{
    const QString facility
        = warning.facility ? QString::fromLatin1(facilityName(*warning.facility).data()) : QCoreApplication::translate("text", "other");
    const QString after = warning.after == 0 ? QStringLiteral("ignore") : QString::number(warning.after);
    return sentence(warningSentence(warning.kind),
                    {QString::number(warning.before), after, landing(warning),
                     warning.services.empty() ? QCoreApplication::translate("text", "this file") : joined(warning.services), facility,
                     QString::number(warning.count)});
}

QString serviceWarningMessage(const pam::ServiceWarning &warning)
{
    return sentence(serviceSentence(warning.kind), {joined(warning.services)});
}

QString portabilityMessage(const pam::PortabilityProblem &problem)
{
    return sentence(portabilitySentence(problem.kind), {printable(problem.detail)});
}

} // namespace pamphlet::ui::text
