// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/modulephrases.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <iterator>

namespace pamphlet::ui::text {

namespace {

/// One row a module: auth, account, password, session, each from the module's man page. nullptr: not offered, or nothing to say.
struct ModulePhrases {
    std::string_view module;
    std::array<const char *, 4> phrases;
};

constexpr const char *none = nullptr;

constexpr ModulePhrases table[] = {
    {"pam_access.so",
     {QT_TRANSLATE_NOOP("text", "Checks who may come from where (access.conf)."),
      QT_TRANSLATE_NOOP("text", "Checks who may come from where (access.conf)."),
      QT_TRANSLATE_NOOP("text", "Checks who may come from where (access.conf)."),
      QT_TRANSLATE_NOOP("text", "Checks who may come from where (access.conf).")}},
    {"pam_cap.so", {QT_TRANSLATE_NOOP("text", "Sets the user's capabilities."), none, none, none}},
    {"pam_cracklib.so", {none, none, QT_TRANSLATE_NOOP("text", "Checks that the new password is strong enough."), none}},
    {"pam_debug.so",
     {QT_TRANSLATE_NOOP("text", "Answers what its arguments say: for tests."),
      QT_TRANSLATE_NOOP("text", "Answers what its arguments say: for tests."),
      QT_TRANSLATE_NOOP("text", "Answers what its arguments say: for tests."),
      QT_TRANSLATE_NOOP("text", "Answers what its arguments say: for tests.")}},
    {"pam_deny.so",
     {QT_TRANSLATE_NOOP("text", "Always refuses."), QT_TRANSLATE_NOOP("text", "Always refuses."),
      QT_TRANSLATE_NOOP("text", "Always refuses."), QT_TRANSLATE_NOOP("text", "Always refuses.")}},
    {"pam_echo.so",
     {QT_TRANSLATE_NOOP("text", "Shows a text."), QT_TRANSLATE_NOOP("text", "Shows a text."), QT_TRANSLATE_NOOP("text", "Shows a text."),
      QT_TRANSLATE_NOOP("text", "Shows a text.")}},
    {"pam_env.so",
     {QT_TRANSLATE_NOOP("text", "Sets environment variables."), none, none, QT_TRANSLATE_NOOP("text", "Sets environment variables.")}},
    {"pam_exec.so",
     {QT_TRANSLATE_NOOP("text", "Runs a program and goes by how it ends."),
      QT_TRANSLATE_NOOP("text", "Runs a program and goes by how it ends."),
      QT_TRANSLATE_NOOP("text", "Runs a program and goes by how it ends."),
      QT_TRANSLATE_NOOP("text", "Runs a program and goes by how it ends.")}},
    {"pam_faildelay.so", {QT_TRANSLATE_NOOP("text", "Sets how long a refusal takes."), none, none, none}},
    {"pam_faillock.so",
     {QT_TRANSLATE_NOOP("text", "Counts failed attempts and locks the account after too many."),
      QT_TRANSLATE_NOOP("text", "Forgets the failed attempts."), none, none}},
    {"pam_fprintd.so", {QT_TRANSLATE_NOOP("text", "Asks for a fingerprint."), none, none, none}},
    {"pam_gnome_keyring.so",
     {QT_TRANSLATE_NOOP("text", "Keeps the password to unlock the keyring."), none,
      QT_TRANSLATE_NOOP("text", "Gives the keyring the new password."), QT_TRANSLATE_NOOP("text", "Unlocks the keyring.")}},
    {"pam_google_authenticator.so", {QT_TRANSLATE_NOOP("text", "Asks for a one-time code."), none, none, none}},
    {"pam_group.so", {QT_TRANSLATE_NOOP("text", "Gives membership in further groups (group.conf)."), none, none, none}},
    {"pam_issue.so", {QT_TRANSLATE_NOOP("text", "Shows the text of the issue file before the prompt."), none, none, none}},
    {"pam_keyinit.so",
     {QT_TRANSLATE_NOOP("text", "Gives the user a kernel keyring."), none, none,
      QT_TRANSLATE_NOOP("text", "Gives the session a kernel keyring of its own.")}},
    {"pam_krb5.so",
     {QT_TRANSLATE_NOOP("text", "Asks for the Kerberos password."), QT_TRANSLATE_NOOP("text", "Checks the account with Kerberos."),
      QT_TRANSLATE_NOOP("text", "Changes the Kerberos password."),
      QT_TRANSLATE_NOOP("text", "Keeps the Kerberos ticket for the session.")}},
    {"pam_lastlog.so",
     {QT_TRANSLATE_NOOP("text", "Refuses accounts that were not used for long."),
      QT_TRANSLATE_NOOP("text", "Refuses accounts that were not used for long."), none,
      QT_TRANSLATE_NOOP("text", "Shows and records the last login.")}},
    {"pam_ldap.so",
     {QT_TRANSLATE_NOOP("text", "Asks for the LDAP password."), QT_TRANSLATE_NOOP("text", "Checks the account in LDAP."),
      QT_TRANSLATE_NOOP("text", "Changes the LDAP password."), none}},
    {"pam_limits.so", {none, none, none, QT_TRANSLATE_NOOP("text", "Sets resource limits (limits.conf).")}},
    {"pam_listfile.so",
     {QT_TRANSLATE_NOOP("text", "Allows or refuses by a list in a file."),
      QT_TRANSLATE_NOOP("text", "Allows or refuses by a list in a file."),
      QT_TRANSLATE_NOOP("text", "Allows or refuses by a list in a file."),
      QT_TRANSLATE_NOOP("text", "Allows or refuses by a list in a file.")}},
    {"pam_localuser.so",
     {QT_TRANSLATE_NOOP("text", "Checks that the user is in the local passwd file."),
      QT_TRANSLATE_NOOP("text", "Checks that the user is in the local passwd file."),
      QT_TRANSLATE_NOOP("text", "Checks that the user is in the local passwd file."),
      QT_TRANSLATE_NOOP("text", "Checks that the user is in the local passwd file.")}},
    {"pam_loginuid.so",
     {none, QT_TRANSLATE_NOOP("text", "Records for auditing who logged in."), none,
      QT_TRANSLATE_NOOP("text", "Records for auditing who logged in.")}},
    {"pam_mail.so",
     {QT_TRANSLATE_NOOP("text", "Says whether there is mail."), none, none, QT_TRANSLATE_NOOP("text", "Says whether there is mail.")}},
    {"pam_mkhomedir.so", {none, none, none, QT_TRANSLATE_NOOP("text", "Creates the home directory if it is missing.")}},
    {"pam_motd.so", {none, none, none, QT_TRANSLATE_NOOP("text", "Shows the message of the day.")}},
    {"pam_namespace.so", {none, none, none, QT_TRANSLATE_NOOP("text", "Gives the session directories of its own.")}},
    {"pam_nologin.so",
     {QT_TRANSLATE_NOOP("text", "Refuses ordinary users while a nologin file exists."),
      QT_TRANSLATE_NOOP("text", "Refuses ordinary users while a nologin file exists."), none, none}},
    {"pam_permit.so",
     {QT_TRANSLATE_NOOP("text", "Always succeeds."), QT_TRANSLATE_NOOP("text", "Always succeeds."),
      QT_TRANSLATE_NOOP("text", "Always succeeds."), QT_TRANSLATE_NOOP("text", "Always succeeds.")}},
    {"pam_pkcs11.so", {QT_TRANSLATE_NOOP("text", "Asks for a smart card."), none, none, none}},
    {"pam_pwhistory.so", {none, none, QT_TRANSLATE_NOOP("text", "Refuses passwords that were used before."), none}},
    {"pam_pwquality.so", {none, none, QT_TRANSLATE_NOOP("text", "Checks that the new password is strong enough."), none}},
    {"pam_radius_auth.so",
     {QT_TRANSLATE_NOOP("text", "Asks a RADIUS server."), none, QT_TRANSLATE_NOOP("text", "Changes the password on a RADIUS server."),
      QT_TRANSLATE_NOOP("text", "Tells a RADIUS server about the session.")}},
    {"pam_rootok.so",
     {QT_TRANSLATE_NOOP("text", "Succeeds if the caller is root."), QT_TRANSLATE_NOOP("text", "Succeeds if the caller is root."),
      QT_TRANSLATE_NOOP("text", "Succeeds if the caller is root."), none}},
    {"pam_securetty.so",
     {QT_TRANSLATE_NOOP("text", "Lets root log in on listed terminals only."),
      QT_TRANSLATE_NOOP("text", "Lets root log in on listed terminals only."), none, none}},
    {"pam_selinux.so", {none, none, none, QT_TRANSLATE_NOOP("text", "Sets the SELinux context of the session.")}},
    {"pam_shells.so",
     {QT_TRANSLATE_NOOP("text", "Checks that the login shell is a listed one."),
      QT_TRANSLATE_NOOP("text", "Checks that the login shell is a listed one."), none, none}},
    {"pam_sss.so",
     {QT_TRANSLATE_NOOP("text", "Asks for the password of a directory user (SSSD)."),
      QT_TRANSLATE_NOOP("text", "Checks the account of a directory user (SSSD)."),
      QT_TRANSLATE_NOOP("text", "Changes the password of a directory user (SSSD)."),
      QT_TRANSLATE_NOOP("text", "Tells SSSD about the session.")}},
    {"pam_succeed_if.so",
     {QT_TRANSLATE_NOOP("text", "Checks properties of the user."), QT_TRANSLATE_NOOP("text", "Checks properties of the user."),
      QT_TRANSLATE_NOOP("text", "Checks properties of the user."), QT_TRANSLATE_NOOP("text", "Checks properties of the user.")}},
    {"pam_systemd.so", {none, none, none, QT_TRANSLATE_NOOP("text", "Registers the session with systemd-logind.")}},
    {"pam_time.so", {none, QT_TRANSLATE_NOOP("text", "Checks whether this is a permitted time (time.conf)."), none, none}},
    {"pam_tty_audit.so", {none, none, none, QT_TRANSLATE_NOOP("text", "Turns the auditing of terminal input on or off.")}},
    {"pam_u2f.so", {QT_TRANSLATE_NOOP("text", "Asks for a security key."), none, none, none}},
    {"pam_umask.so", {none, none, none, QT_TRANSLATE_NOOP("text", "Sets the file mode creation mask.")}},
    {"pam_unix.so",
     {QT_TRANSLATE_NOOP("text", "Asks for the Unix password."),
      QT_TRANSLATE_NOOP("text", "Checks that account and password have not expired."),
      QT_TRANSLATE_NOOP("text", "Changes the Unix password."),
      QT_TRANSLATE_NOOP("text", "Logs the beginning and the end of the session.")}},
    {"pam_usertype.so",
     {QT_TRANSLATE_NOOP("text", "Checks whether the user is a system or an ordinary user."),
      QT_TRANSLATE_NOOP("text", "Checks whether the user is a system or an ordinary user."),
      QT_TRANSLATE_NOOP("text", "Checks whether the user is a system or an ordinary user."),
      QT_TRANSLATE_NOOP("text", "Checks whether the user is a system or an ordinary user.")}},
    {"pam_warn.so",
     {QT_TRANSLATE_NOOP("text", "Writes the attempt to the log."), QT_TRANSLATE_NOOP("text", "Writes the attempt to the log."),
      QT_TRANSLATE_NOOP("text", "Writes the attempt to the log."), QT_TRANSLATE_NOOP("text", "Writes the attempt to the log.")}},
    {"pam_wheel.so",
     {QT_TRANSLATE_NOOP("text", "Checks that the caller is in a privileged group (wheel)."),
      QT_TRANSLATE_NOOP("text", "Checks that the caller is in a privileged group (wheel)."), none, none}},
    {"pam_winbind.so",
     {QT_TRANSLATE_NOOP("text", "Asks for the domain password (Winbind)."),
      QT_TRANSLATE_NOOP("text", "Checks the domain account (Winbind)."),
      QT_TRANSLATE_NOOP("text", "Changes the domain password (Winbind)."), none}},
    {"pam_xauth.so", {none, none, none, QT_TRANSLATE_NOOP("text", "Passes X11 authorization on.")}},
};

} // namespace

const char *modulePhrase(std::string_view module, pam::Facility facility)
{
    const auto row
        = std::find_if(std::begin(table), std::end(table), [module](const ModulePhrases &entry) { return entry.module == module; });
    return row == std::end(table) ? nullptr : row->phrases.at(static_cast<std::size_t>(facility));
}

} // namespace pamphlet::ui::text
