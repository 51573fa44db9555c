// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/findingrows.h"

#include <QCoreApplication>

namespace pamphlet::ui::text {

namespace {

constexpr FindingText texts[] = {
    {"PAM082", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "None of these %1 modules ever contributes a success, so libpam refuses. Add a rule that succeeds, for example “%1 "
                       "required pam_permit.so”.")},
    {"PAM083", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "Anyone is let in here without a password or any other proof: %1 succeeds although the rules that check have "
                       "refused. Let those decide.")},
    {"PAM084", 1, "some",
     QT_TRANSLATE_NOOP("text", "Some are let in here without a password or any other proof, as %1 decides. Check who that is.")},
    {"PAM084", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Everyone is let in here without a password or any other proof (%1), as this service seems to be meant.")},
    {"PAM085", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "If %1 holds back (PAM_IGNORE), nothing else asks for a proof and the user is let in. Add a rule that checks, or "
                       "end with pam_deny.so.")},
    {"PAM086", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "%1 restricts nobody who passes %2: a success there ends the %3 rules before this one. Move it before.")},
    {"PAM087", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "%1 is never asked after a right password: a success of %2 ends the %3 rules before it. Make %2 required.")},
    {"PAM088", 0, "authfail",
     QT_TRANSLATE_NOOP("text", "pam_faillock counts no failures here: a rule with authfail is missing after the password. Add it.")},
    {"PAM088", 0, "preauth",
     QT_TRANSLATE_NOOP("text",
                       "pam_faillock counts failures here but never refuses a locked account: a rule with preauth is missing before the "
                       "password. Add it.")},
    {"PAM088", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "pam_faillock never forgets failures here: an account rule (or one with authsucc) is missing. Honest users are "
                       "locked out in the end. Add it.")},
    {"PAM089", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "After a wrong password %1 ends or skips past this rule, so the failure is not counted. Let a wrong password come to it.")},
    {"PAM090", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "A right password comes to this rule too: each login counts as a failure. Let a success of %1 skip past it, or end the stack.")},
    {"PAM091", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "%1 is shown by a rule before this one already: users see the message twice. Remove one of them.")},
    {"PAM092", anyArgument, "", QT_TRANSLATE_NOOP("text", "The same rule (%1) stands in line %2 already. Remove one of them.")},
    {"PAM093", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "%1 is told by “%2” to take a password that no rule before it has asked for: it always fails. Remove the word, or "
                       "add the rule that asks.")},
    {"PAM094", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "%1 asks for a password of its own where %2 has not: what it gets is not checked. Add use_authtok.")},
    {"PAM095", anyArgument, "", QT_TRANSLATE_NOOP("text", "%1 comes too late: %2 has set the new password by then. Move it before.")},
    {"PAM096", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "pam_loginuid does not belong into %1: the audit log would then name the new user, not who called. Remove the rule.")},
    {"PAM097", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "This empty file hides the file of the vendor (%2): “other” decides for %1. Remove it, or copy the rules.")},
    {"PAM098", 1, "other",
     QT_TRANSLATE_NOOP("text", "The file of %1 has no rules: “other” decides everything. Write rules, or remove the file.")},
    {"PAM098", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The file of %1 has no rules, and there is no “other”: everything is refused. Write rules, or remove the file.")},
    {"PAM099", 0, "directory",
     QT_TRANSLATE_NOOP(
         "text", "A directory stands where a service file could be: libpam reads it as an empty file, and %2 is not used. Move it away.")},
    {"PAM099", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "A pipe, socket or device stands where a service file could be: programs that ask may wait for ever. Move it away.")},
    {"PAM100", 1, "",
     QT_TRANSLATE_NOOP("text", "This link leads nowhere (%1): libpam goes on with “other” as if it were not there. Correct or remove it.")},
    {"PAM100", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "This link leads nowhere (%1): libpam goes on with %2 as if it were not there. Correct or remove it.")},
    {"PAM101", 3, "everyone",
     QT_TRANSLATE_NOOP("text", "Everyone may write %1 (mode %3), and so decide who logs in. Run chmod go-w, and look at what it holds.")},
    {"PAM101", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "A group other than root’s may write %1 (mode %3), and so decide who logs in. Run chmod go-w, and look at what it holds.")},
    {"PAM102", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "%1 belongs to the user with the number %3, who may change it at any time. Run chown root:root, and look at "
                       "what it holds.")},
    {"PAM103", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "%2 is to run %1, which is not there: the rule fails. Install it, correct the path, or remove the rule.")},
    {"PAM104", anyArgument, "", QT_TRANSLATE_NOOP("text", "%2 is to run “%1”, but no path is searched for it. Write the whole path.")},
    {"PAM105", anyArgument, "", QT_TRANSLATE_NOOP("text", "%2 is to run %1, which nobody may execute: the rule fails. Run chmod 755.")},
    {"PAM106", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "Only some users may read %1. A program that others run, such as a screen locker, goes on without it. Run chmod 644.")},
    {"PAM107", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "libpam never reads this file while there is a directory /etc/pam.d. Move the rules there.")},
    {"PAM108", 1, "other",
     QT_TRANSLATE_NOOP("text", "%1 has auth rules but no account rules: those of “other” decide. Add account rules.")},
    {"PAM108", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "%1 has auth rules but no account rules, and there is no “other”: most programs are refused. Add account rules.")},
    {"PAM109", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "As a service of its own “other” is read twice: each module runs twice. Give the program a service of its own.")},
};

} // namespace

std::span<const FindingText> meaningFindings()
{
    return texts;
}

} // namespace pamphlet::ui::text
