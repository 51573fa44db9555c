// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/findingrows.h"

#include <QCoreApplication>

namespace pamphlet::ui::text {

namespace {

constexpr FindingText texts[] = {
    {"PAM001", 2, "silent",
     QT_TRANSLATE_NOOP("text",
                       "%1 is not installed, so this %2 rule always fails; the “-” only keeps libpam from logging it. Install the module "
                       "or remove the rule.")},
    {"PAM001", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "%1 is not installed, so this %2 rule always fails. Install the module or remove the rule.")},
    {"PAM002", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "%1 is not installed, so this %2 rule does nothing but write to the log at each use. Install the module or remove the rule.")},
    {"PAM003", anyArgument, "", QT_TRANSLATE_NOOP("text", "%1 is not installed; this %2 rule is written so that this does not matter.")},
    {"PAM010", 0, "@include",
     QT_TRANSLATE_NOOP("text",
                       "The libpam of this system does not know “@include” (only Debian's does): it takes the line for an auth rule that "
                       "fails. Write an include rule for each type instead.")},
    {"PAM010", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "“%1” is not a type, so libpam counts the line as an auth rule that fails. Write auth, account, password or session.")},
    {"PAM011", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "The control “%1” is not understood, so whatever the module answers counts as a failure. Correct it at the marked column.")},
    {"PAM012", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The control “%1” holds a jump of 0. libpam rejects the whole list, and whatever the module answers counts as a "
                       "failure. Write ignore instead of 0.")},
    {"PAM013", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "The line ends after “%1”: control and module are missing, and libpam counts it as a failure. Complete the line or remove it.")},
    {"PAM014", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "The line names no module after “%1”, and libpam counts it as a failure. A rule is type, control, module: add what is missing.")},
    {"PAM015", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "“%1” cannot be the name of a module: libpam stops reading the file here. Write the full name, for example pam_unix.so.")},
    {"PAM016", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The last line ends in a backslash, but nothing follows: libpam gives up on the whole file. Remove the backslash or "
                       "add the missing line.")},
    {"PAM017", 0, "comment",
     QT_TRANSLATE_NOOP("text",
                       "The comment is longer than 1023 bytes: this libpam reads the rest of it as a rule. Split it into shorter lines.")},
    {"PAM017", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The line is longer than 1023 bytes: this libpam reads the rest of it as a rule of its own. Split it with a "
                       "backslash at the end of each part.")},
    {"PAM018", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "There is a NUL byte here: libpam does not see what follows it. Remove the byte.")},
    {"PAM019", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The file has Windows line ends. libpam takes the carriage return as part of the rule, so modules and includes are "
                       "not found. Convert the line ends.")},
    {"PAM020", 1, "crash",
     QT_TRANSLATE_NOOP(
         "text", "%1 names no file: this libpam crashes here, and the program that asked with it. Name the file or remove the line.")},
    {"PAM020", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "%1 names no file, so the line counts as a failure. Name the file or remove the line.")},
    {"PAM021", 2, "abort",
     QT_TRANSLATE_NOOP("text",
                       "The file “%1” is not there, and a failed %2 stops libpam: the service cannot be used at all. Create the file or "
                       "remove the line.")},
    {"PAM021", 2, "vendor",
     QT_TRANSLATE_NOOP("text",
                       "The %2 finds no file “%1”: this libpam looks for it in /etc/pam.d only, and it is at %4. Copy it there, or write "
                       "the whole path.")},
    {"PAM021", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The file “%1” is not there, so the %2 counts as a rule that always fails. Create the file or remove the line.")},
    {"PAM022", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "The file of this %2 could not be read here, so its rules are not checked (%1). Check its permissions, or check again as root.")},
    {"PAM023", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "“%1” is nested too deep: libpam stops here and counts a failure. Use fewer levels of includes, and look for a file "
                       "that includes itself.")},
    {"PAM024", 2, "abort",
     QT_TRANSLATE_NOOP(
         "text", "libpam cannot read “%1” to its end, and a failed %2 stops it: the service cannot be used at all. Correct that file.")},
    {"PAM024", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "libpam cannot read “%1” to its end, so the %2 ends in a rule that always fails. Correct that file.")},
    {"PAM025", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "“%1” includes itself: this libpam goes on until the process runs out of files or memory. Break the circle.")},
    {"PAM030", 2, "include",
     QT_TRANSLATE_NOOP(
         "text", "The %2 rules of “%1” never run: what stands before always ends or skips past them. Move the include up or remove it.")},
    {"PAM030", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "This %2 rule never runs: what stands before %1 always ends or skips past it. Move it up or remove it.")},
    {"PAM032", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The jump skips %1 %3 rules, but only %2 follow here: libpam counts that as a failure. Correct the number.")},
    {"PAM033", 2, "missing",
     QT_TRANSLATE_NOOP(
         "text", "No one can pass the %1 rules: %2 is not installed, and its rule is needed. Install the module or change the rule.")},
    {"PAM033", 2, "denies",
     QT_TRANSLATE_NOOP(
         "text",
         "No one can pass the %1 rules: every way through them meets %2, which always refuses. Check the jumps and controls before it.")},
    {"PAM033", 2, "certain",
     QT_TRANSLATE_NOOP(
         "text", "No one can pass the %1 rules: with these arguments %2 always gives an answer that this control turns into a refusal.")},
    {"PAM033", 2, "line",
     QT_TRANSLATE_NOOP("text",
                       "No one can pass the %1 rules: this line is in the way, because libpam counts it as a failure. Correct the line.")},
    {"PAM033", 2, "control",
     QT_TRANSLATE_NOOP("text", "No one can pass the %1 rules: the control of %2 turns every answer into a failure. Correct the control.")},
    {"PAM033", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "No one can pass the %1 rules: no answers of their modules, in any combination, make them succeed. Check the "
                       "controls from here on.")},
    {"PAM034", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "These %1 rules hold nothing but refusals: no one can pass them. If that is not meant, add a rule that can succeed.")},
    {"PAM040", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "This libpam never comes back from reading the file: a continued line fills its buffer of 1023 bytes exactly. Make "
                       "the line shorter.")},
    {"PAM042", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "What this libpam does from here on is not defined; it may crash. Correct the fault in the file that is read here.")},
    {"PAM043", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "The service “%1” has no file, and there is no file “other” that would decide for it: it cannot be used. Check the name.")},
    {"PAM044", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The service “%1” has no file of its own: the rules of “other” decide. Check the name, or write a file for it.")},
    {"PAM045", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "libpam cannot read “other” to its end, and it reads it for every service: none of them can be used. Correct this file first.")},
    {"PAM046", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "libpam asks for services in lower case, so “%1” is never used as one. Rename it to “%2” if it is meant to be a service.")},
    {"PAM047", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The includes expand to more than %1 rules. Pamphlet stops there, so this service is not checked. Look for files "
                       "that include each other.")},
    {"PAM048", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "The file of this service could not be read here, so it is not checked (%1). Check its permissions, or check again as root.")},
};

} // namespace

std::span<const FindingText> lineFindings()
{
    return texts;
}

} // namespace pamphlet::ui::text
