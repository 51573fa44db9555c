// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/printable.h"
#include "ui/text/sentence.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace pamphlet::ui::text {

namespace {

const char *problemSentence(pam::ProblemKind kind)
{
    using pam::ProblemKind;
    switch (kind) {
    case ProblemKind::IllegalType:
        return QT_TRANSLATE_NOOP("text", "“%1” is not a type: libpam counts the line as an auth rule that fails.");
    case ProblemKind::MissingControl:
        return QT_TRANSLATE_NOOP("text", "Control and module are missing after “%1”: libpam counts the line as a failure.");
    case ProblemKind::MissingModule:
        return QT_TRANSLATE_NOOP("text", "No module is named after “%1”: libpam counts the line as a failure.");
    case ProblemKind::BadControl:
        return QT_TRANSLATE_NOOP("text", "The control “%1” is not understood: whatever the module answers counts as a failure.");
    case ProblemKind::IncludeTargetMissing:
        return QT_TRANSLATE_NOOP("text", "The include names no file.");
    case ProblemKind::IncludeNotFound:
        return QT_TRANSLATE_NOOP("text", "The included file “%1” is not there: libpam counts a failure.");
    case ProblemKind::IncludeUnreadable:
        return QT_TRANSLATE_NOOP("text", "A file could not be read here (%1).");
    case ProblemKind::IncludeTooDeep:
        return QT_TRANSLATE_NOOP("text", "“%1” is nested too deep: libpam stops here and counts a failure.");
    case ProblemKind::IncludeFailed:
        return QT_TRANSLATE_NOOP("text", "libpam cannot read the included file “%1” to its end, and counts a failure.");
    case ProblemKind::IncludeCycle:
        return QT_TRANSLATE_NOOP("text", "“%1” includes itself: this libpam goes on until it runs out of files or memory.");
    case ProblemKind::BadModuleName:
        return QT_TRANSLATE_NOOP("text", "“%1” cannot be the name of a module: libpam stops reading the file here.");
    case ProblemKind::UnfinishedContinuation:
        return QT_TRANSLATE_NOOP("text", "The last line ends in a backslash and nothing follows: libpam gives up on the file.");
    case ProblemKind::OverlongLine:
        return QT_TRANSLATE_NOOP("text", "The line is longer than 1023 bytes: this libpam reads the rest of it as a rule of its own.");
    case ProblemKind::HiddenBytes:
        return QT_TRANSLATE_NOOP("text", "A NUL byte hides what follows it from libpam.");
    case ProblemKind::ReaderHangs:
        return QT_TRANSLATE_NOOP("text", "This libpam never comes back from reading this line.");
    case ProblemKind::ServiceNotFound:
        return QT_TRANSLATE_NOOP("text", "There is neither a file for “%1” nor a file “other”: the service cannot be used.");
    case ProblemKind::UsesOther:
        return QT_TRANSLATE_NOOP("text", "“%1” has no file of its own: the rules of “other” decide.");
    case ProblemKind::WorkLimit:
        return QT_TRANSLATE_NOOP("text", "The includes expand to more than %1 rules: Pamphlet shows only the first ones.");
    }
    return "";
}

} // namespace

QString problemMessage(const pam::Problem &problem)
{
    return sentence(problemSentence(problem.kind), {printable(problem.detail)});
}

} // namespace pamphlet::ui::text
