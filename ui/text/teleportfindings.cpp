// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/findingrows.h"

#include <QCoreApplication>

namespace pamphlet::ui::text {

namespace {

constexpr FindingText texts[] = {
    {"TEL001", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "This is no YAML that Teleport could read, so it does not start (%1). Correct it at the marked place.")},
    {"TEL002", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The file holds %1 YAML documents, and Teleport reads only the first. Put everything into that one.")},
    {"TEL003", 1, ".",
     QT_TRANSLATE_NOOP("text",
                       "“%1” does not belong here but at the top of the file. Older versions of Teleport pass over it, newer ones do not "
                       "start. Move it.")},
    {"TEL003", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "“%1” does not belong here but into “%2”. Older versions of Teleport pass over it, newer ones do not start. Move it.")},
    {"TEL004", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "The key “%1” stands in line %2 already. Older versions of Teleport do not tell, newer ones do not start. Keep one of "
         "the two.")},
    {"TEL005", 1, "", QT_TRANSLATE_NOOP("text", "Teleport does not know the key “%1”, and does not start with it. Correct or remove it.")},
    {"TEL005", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Teleport does not know the key “%1”, and does not start with it. Write “%2”, if that is meant.")},
    {"TEL006", 0, ".",
     QT_TRANSLATE_NOOP("text", "The file has to hold sections with keys, so Teleport does not start. Is it one of another program?")},
    {"TEL006", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "“%1” has to be a section with keys of its own, so Teleport does not start. Write keys with values below it.")},
    {"TEL007", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "Pamphlet does not know the key “%1”. A Teleport that does not know it either does not start: check the spelling.")},
    {"TEL010", 0, "off", QT_TRANSLATE_NOOP("text", "PAM is switched off, so Teleport does not use it. Switch “enabled” on if it should.")},
    {"TEL010", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "Nothing switches PAM on, so Teleport does not use it. Write “enabled: yes” into ssh_service.pam if it should.")},
    {"TEL011", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Teleport takes “%1” for neither yes nor no: PAM is off, and nothing says so. Write yes or no.")},
    {"TEL012", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The value of “enabled” is not a word but a list or a section, so Teleport does not start. Write yes or no.")},
    {"TEL013", 0, "",
     QT_TRANSLATE_NOOP("text",
                       "The value of use_pam_auth has to be yes or no, so Teleport does not start. Write one of them, without quotes.")},
    {"TEL013", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "With “%1” as the value of use_pam_auth Teleport does not start. Write yes or no, without quotes.")},
    {"TEL014", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "The SSH service does not run on this machine, so what the file says of PAM does nothing. Switch it on if it should.")},
    {"TEL015", anyArgument, "", QT_TRANSLATE_NOOP("text", "libpam makes “%2” of the service name “%1”. Write it that way.")},
    {"TEL016", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The value of %1 cannot be used, so every session ends before it begins (%2). Correct it.")},
    {"TEL017", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "Teleport sets %1 itself. Here it gets another value, on which scripts must not rely. Give the variable another name.")},
    {"TEL018", 0, "", QT_TRANSLATE_NOOP("text", "A variable without a name cannot be set. Give it one, or remove it.")},
    {"TEL018", anyArgument, "", QT_TRANSLATE_NOOP("text", "“%1” cannot be the name of a variable. Use letters, digits and underscores.")},
    {"TEL020", 1, "open",
     QT_TRANSLATE_NOOP("text",
                       "There is no service file “%1”. libpam takes “other” in its place, which lets everyone in. Create the file, or name "
                       "another service.")},
    {"TEL020", 1, "closed",
     QT_TRANSLATE_NOOP("text",
                       "There is no service file “%1”. libpam takes “other” in its place, which lets nobody in. Create the file, or name "
                       "another service.")},
    {"TEL020", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "There is neither a service file “%1” nor “other”: PAM does not start, and every login fails. Create the file, or name "
         "another service.")},
    {"TEL021", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "No account rule of %1 can succeed, so every login through Teleport fails. Correct them, or add one that succeeds.")},
    {"TEL022", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "No session rule of %1 can succeed, so every login through Teleport fails. Correct them, or add one that succeeds.")},
    {"TEL023", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The session rules of %1 (%2) never say yes, so Teleport opens no session. Add “session required pam_permit.so”.")},
    {"TEL024", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "No auth rule of %1 can succeed, and use_pam_auth is on: every login fails. Correct them, or switch it off.")},
    {"TEL025", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "%1 asks a question that Teleport does not show; commands, scp and sftp hang. Remove the rule, or switch use_pam_auth "
         "off.")},
    {"TEL026", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Users see two messages of the day: this one, and that of the service %1. Remove one of them.")},
    {"TEL027", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The service %1 has no %2 rules, so those of “other” decide. Add rules of its own.")},
    {"TEL028", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "Who has to change the password is refused: %1 asks for it, and Teleport lets PAM change none. Have it changed "
                       "elsewhere.")},
    {"TEL029", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "Teleport runs account before auth, so %1 clears its counter before the password is checked. Use authsucc among the "
                       "auth rules instead.")},
    {"TEL030", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "SELinux is enforcing, and may refuse what PAM does for Teleport. Where a login fails, look into the audit log.")},
    {"TEL050", 0, "",
     QT_TRANSLATE_NOOP("text", "pam_exec cannot run the script: its first line names no interpreter. Begin it with “#!/bin/sh”.")},
    {"TEL050", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "pam_exec cannot run the script with “%1”: that is no absolute path, or has a Windows line end. Begin with “#!/bin/sh”.")},
    {"TEL051", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "“%2” is bash: where %1 is dash, the command runs in the background and always seems to succeed. Write “>/dev/null "
                       "2>&1”.")},
    {"TEL052", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "The name given to %1 is empty: a variable was replaced while the script was written. Write \"$PAM_USER\" in its place.")},
    {"TEL053", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "%1 is replaced while the here-document writes the script, when it is empty. Put the delimiter in quotes: <<'EOF'.")},
    {"TEL054", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "Root writes to %1 here, where anybody can have put a link to any other file. Use logger(1), or a directory of root.")},
    {"TEL055", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Nothing looks at whether %1 failed, so the login goes on without what it was to do. Add “|| exit 1”.")},
    {"TEL056", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "%1 may leave the new user without a home directory, and the login fails later. Add -m.")},
    {"TEL057", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "%1 runs at every connection, not only at the first, and then fails. Look first whether the user is there.")},
    {"TEL058", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The shell splits %1 into words and takes it for a pattern. Put it in double quotes.")},
    {"TEL059", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "pam_exec gives the script no PATH, so %1 may not be found. Write the whole path.")},
    {"TEL060", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "“%2” is bash, and %1 may be dash, which does not know it. Begin with “#!/bin/bash”, or write what every shell knows.")},
};

} // namespace

std::span<const FindingText> teleportFindings()
{
    return texts;
}

} // namespace pamphlet::ui::text
