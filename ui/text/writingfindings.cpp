// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/findingrows.h"

#include <QCoreApplication>

namespace pamphlet::ui::text {

namespace {

constexpr FindingText texts[] = {
    {"PAM031", anyArgument, "", QT_TRANSLATE_NOOP("text", "“%1” weakens %2: %3. Remove it unless you need it.")},
    {"PAM049", 0, "ends",
     QT_TRANSLATE_NOOP("text",
                       "A blank line or comment stands inside this continued rule: libpam ends the rule here and reads what follows as a "
                       "line of its own. Remove it.")},
    {"PAM049", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "A blank line or comment stands inside this continued rule. This libpam passes over it; from Linux-PAM 1.6 on the "
                       "rule ends here. Remove it.")},
    {"PAM050", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "A backslash does not continue a comment: the next line is read as a rule. Write a # before that line too.")},
    {"PAM051", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The # in “%1” begins a comment, so libpam does not read what follows it. Choose a value without #.")},
    {"PAM052", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "A backslash continues a line only as its very last character; here libpam takes it as a word. Remove it, or what follows it.")},
    {"PAM053", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The file begins with a byte order mark, which libpam takes as part of the first word: the line counts as a rule "
                       "that fails. Save the file without it.")},
    {"PAM054", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "This word holds the character %1, which only looks like a blank, dash or quote. Type the word anew.")},
    {"PAM055", 1, "[",
     QT_TRANSLATE_NOOP("text",
                       "Brackets keep words together only if they begin the argument: “%1” and what follows it are handed over one by one. "
                       "Write [name=two words].")},
    {"PAM055", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "libpam does not know quotes: “%1” and the words after it are handed to the module one by one. Put the whole "
                       "argument into [brackets].")},
    {"PAM056", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The bracket of this argument is never closed, so the rest of the line belongs to it. Close it.")},
    {"PAM057", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "A list of several pairs needs brackets: libpam takes “%1” for the control and “%2” for the module. Write [%1 %2].")},
    {"PAM058", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "Two pairs run together here: libpam reads a new one from “%1” on. Write a blank between them if that is meant, "
                       "else correct the word.")},
    {"PAM059", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "“%1” stands in this list twice, and the second has no effect. Remove the one that is not meant.")},
    {"PAM060", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "“%1” stands in this list twice, and only the last counts. Remove the one that is not meant.")},
    {"PAM061", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "The control is empty, so every answer of the module counts as a failure, success too. Write the control that is meant.")},
    {"PAM062", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "“%1” has no default: whatever is not named counts as a failure. Write default=bad or default=ignore, as you mean it.")},
    {"PAM063", 0, "default",
     QT_TRANSLATE_NOOP("text",
                       "“default=%2” does not turn failures into success: the application is told of the failure. Write default=ignore to "
                       "pass over it.")},
    {"PAM063", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "“%1=%2” does not turn this failure into success: the application is told of it. Write %1=ignore to pass over it.")},
    {"PAM064", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "With “%1” libpam hands PAM_IGNORE to the application, which takes it for a failure. Write ignore=ignore.")},
    {"PAM065", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "The number %1 is too large: this libpam makes another number or action of it, later ones reject the list. Correct it.")},
    {"PAM066", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "The %2 takes one file and nothing else: libpam does not read “%1” and what follows. Remove it, or write it where it counts.")},
    {"PAM067", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "“%1” is a directory: libpam reads nothing from it, and the %2 has no effect. Name a file.")},
    {"PAM068", 2, "other",
     QT_TRANSLATE_NOOP(
         "text", "“%2” has no %1 rule, and the service has no other: the %1 rules of “other” decide. Check them, or write rules here.")},
    {"PAM068", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "“%2” has no %1 rule, the service has no other, and there is no “other”: %1 always fails. Write rules here.")},
    {"PAM069", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "This jump of %1 passes the substack “%2”, which cannot be read and then counts as two entries: it lands one too "
                       "early. Correct the substack.")},
    {"PAM070", 2, "", QT_TRANSLATE_NOOP("text", "From version %2 on Linux-PAM no longer has %1. Remove the rule or find another module.")},
    {"PAM070", 1, "", QT_TRANSLATE_NOOP("text", "%1 is no longer made. Use %3.")},
    {"PAM070", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "From version %2 on Linux-PAM no longer has %1, or does not build it by default. Use %3.")},
    {"PAM071", 2, "",
     QT_TRANSLATE_NOOP("text",
                       "From version %2 on Linux-PAM no longer has %1, or does not build it by default; the rule fails where it is "
                       "missing. Find another module.")},
    {"PAM071", 1, "", QT_TRANSLATE_NOOP("text", "%1 is no longer made, and the rule fails where it is missing. Use %3.")},
    {"PAM071", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "From version %2 on Linux-PAM no longer has %1, or does not build it by default; the rule fails where it is missing. Use %3.")},
    {"PAM072", anyArgument, "", QT_TRANSLATE_NOOP("text", "No module “%1” is known; %2 may be meant.")},
    {"PAM073", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The module “%1” has no .so at its end, and libpam adds none: it is not found. Write the whole name.")},
    {"PAM074", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "“%1”: $ISA is a left-over that libpam fills in differently from system to system. Write the name of the module alone.")},
    {"PAM075", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "%1 does nothing in %2 rules: libpam does not find it there, and this rule always fails. Remove it, or correct the type.")},
    {"PAM076", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "%1 does nothing in %2 rules, so this rule has no effect but a line in the log. Remove it, or correct the type.")},
    {"PAM077", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The “-” only keeps libpam from logging that %1 is missing: where it is, this %2 rule fails. Write optional if it "
                       "may be missing.")},
    {"PAM078", 2, "", QT_TRANSLATE_NOOP("text", "%2 does not know the argument “%1”. Correct or remove it.")},
    {"PAM078", anyArgument, "", QT_TRANSLATE_NOOP("text", "%2 does not know the argument “%1”; %3 may be meant.")},
    {"PAM079", anyArgument, "", QT_TRANSLATE_NOOP("text", "%2 no longer does anything with “%1”. Remove it.")},
    {"PAM080", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "“%1” does nothing for %2 in %3 rules. Remove it, or move it to the rule it is meant for.")},
    {"PAM081", 2, "number", QT_TRANSLATE_NOOP("text", "“%1”: %2 expects a number here.")},
    {"PAM081", 2, "octal", QT_TRANSLATE_NOOP("text", "“%1”: %2 expects a mode in octal digits here, for example 0077.")},
    {"PAM081", 2, "none", QT_TRANSLATE_NOOP("text", "“%1”: this argument of %2 takes no value. Write the word alone.")},
    {"PAM081", 2, "some", QT_TRANSLATE_NOOP("text", "“%1”: this argument of %2 needs a value. Write it after an equals sign.")},
    {"PAM081", anyArgument, "", QT_TRANSLATE_NOOP("text", "“%1”: %2 accepts only these values: %3.")},
};

} // namespace

std::span<const FindingText> writingFindings()
{
    return texts;
}

} // namespace pamphlet::ui::text
