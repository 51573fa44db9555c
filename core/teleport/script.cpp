// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/script.h"

#include <algorithm>

namespace pamphlet::teleport {

namespace {

bool isAbsolutePath(std::string_view path)
{
    const auto isFine = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("._-+/").find(c) != std::string_view::npos;
    };
    return path.starts_with('/') && path.size() > 1 && path.size() < 4096 && std::all_of(path.begin(), path.end(), isFine)
        && path.find("/../") == path.npos && !path.ends_with("/..");
}

/// As groupadd(8) takes it on every distribution.
bool isGroupName(std::string_view name)
{
    const auto isFine = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
    return !name.empty() && name.size() <= 32 && !(name.front() >= '0' && name.front() <= '9') && name.front() != '-'
        && std::all_of(name.begin(), name.end(), isFine);
}

Result<void> checkOptions(const ScriptOptions &options)
{
    const auto badPath = [](const std::string &path) { return !path.empty() && !isAbsolutePath(path); };
    if (badPath(options.shell))
        return fail(ErrorCode::InvalidArgument, "the login shell is not an absolute path");
    if (badPath(options.homeBase))
        return fail(ErrorCode::InvalidArgument, "the directory of homes is not an absolute path");
    for (const std::string *tool :
         {&options.tools.useradd, &options.tools.groupadd, &options.tools.getent, &options.tools.makeHome, &options.tools.logger}) {
        if (!isAbsolutePath(*tool))
            return fail(ErrorCode::InvalidArgument, "a tool without an absolute path");
    }
    if (!std::all_of(options.groups.begin(), options.groups.end(), isGroupName))
        return fail(ErrorCode::InvalidArgument, "not a name of a group: lower-case letters, digits, _ and -");
    if (options.createGroups && options.groups.empty())
        return fail(ErrorCode::InvalidArgument, "no groups to create");
    return {};
}

constexpr std::string_view lookup = R"(user=${PAM_USER:-}
[ -n "$user" ] || user=${TELEPORT_LOGIN:-}
[ -n "$user" ] || refuse 10 'no user name in the environment'

# An entry of `environment:` in teleport.yaml can overwrite TELEPORT_LOGIN; PAM_USER is who logs in.
[ "${TELEPORT_LOGIN:-$user}" = "$user" ] || refuse 12 'TELEPORT_LOGIN is not the user who logs in'

# Nothing that a program would take for an option, or passwd(5) for two fields.
case $user in
    -* | *[:/]* | *[[:cntrl:]]*) refuse 11 'the name is not one of a user' ;;
esac

# 0: there is such a user; 2: there is none; anything else: nobody knows. A number finds the user of that id, who is not meant.
known() {
    entry=$("$getent" passwd "$user" 2>/dev/null) || return
    [ "${entry%%:*}" = "$user" ] || return 2
}

known
case $? in
    0) new=no ;;
    2) new=yes ;;
    *) refuse 13 'the user database did not answer' ;;
esac
)";

std::string creation(const ScriptOptions &options)
{
    std::string text = R"(
if [ "$new" = yes ]; then
    # Nothing but what every useradd takes.
    case $user in
        [!a-z_]* | *[!a-z0-9_-]*) refuse 11 'the name has characters that a new local user must not have' ;;
    esac
    [ "${#user}" -le 32 ] || refuse 11 'the name is longer than 32 characters'
)";
    if (options.createGroups) {
        for (const std::string &group : options.groups)
            text += "    \"$groupadd\" -f -- " + shellQuoted(group) + " >/dev/null 2>&1 || refuse 14 "
                + shellQuoted("the group " + group + " could not be created") + "\n";
    }
    text += "    set --";
    if (options.createHome)
        text += " -m";
    if (!options.homeBase.empty())
        text += " -b " + shellQuoted(options.homeBase);
    if (!options.shell.empty())
        text += " -s " + shellQuoted(options.shell);
    std::string groups;
    for (const std::string &group : options.groups)
        groups += (groups.empty() ? "" : ",") + group;
    if (!groups.empty())
        text += " -G " + shellQuoted(groups);
    text += "\n";
    if (options.comment) {
        text += R"(    # The name in Teleport is often a mail address; the comment field takes no colon and no newline.
    case ${TELEPORT_USERNAME:-} in
        '' | *[!A-Za-z0-9@._+-]*) set -- "$@" -c 'created by Teleport' ;;
        *) set -- "$@" -c "created by Teleport for $TELEPORT_USERNAME" ;;
    esac
)";
    }
    text += R"(
    # Two connections may come at once: who is second finds the lock taken, or the user there.
    tries=0
    until "$useradd" "$@" -- "$user" >/dev/null 2>&1; do
        status=$?
        ! known || break
        tries=$((tries + 1))
        case $status:$tries in
            1:[12] | 10:[12]) sleep 1 ;; # passwd(5) or group(5) is locked
            *) refuse 15 "useradd ended with status $status" ;;
        esac
    done
    known || refuse 13 'the new user is not in the user database'
    note "created the user $user"
fi
)";
    return text;
}

constexpr std::string_view home = R"(
# Where the home is missing, login fails later. System accounts are left as they are.
home=${entry%:*}
home=${home##*:}
uid=${entry#*:*:}
uid=${uid%%:*}
case $uid in
    '' | *[!0-9]*) refuse 13 'the entry of the user cannot be read' ;;
esac
if [ "$uid" -ge 1000 ] && [ "$uid" -ne 65534 ] && [ ! -d "$home" ]; then
    if [ -x "$makehome" ] && "$makehome" "$user" >/dev/null 2>&1 && [ -d "$home" ]; then
        note "made the home of $user"
    elif [ "$new" = yes ]; then
        refuse 16 'the home directory is missing'
    else
        note "the home of $user is missing"
    fi
fi
)";

} // namespace

std::string shellQuoted(std::string_view text)
{
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'')
            result += "'\\''";
        else
            result += c;
    }
    return result + '\'';
}

std::vector<std::pair<ScriptExit, std::string_view>> scriptExits()
{
    return {
        {ScriptExit::Done, "the user is there"},
        {ScriptExit::NoName, "no user name in the environment"},
        {ScriptExit::BadName, "the name is not one that a local user can have"},
        {ScriptExit::OtherName, "TELEPORT_LOGIN is not the user who logs in"},
        {ScriptExit::LookupFailed, "the user database did not answer"},
        {ScriptExit::GroupFailed, "a group could not be created"},
        {ScriptExit::UserFailed, "useradd refused"},
        {ScriptExit::HomeFailed, "the home directory is missing and could not be made"},
    };
}

Result<std::string> provisioningScript(const ScriptOptions &options)
{
    if (const auto fine = checkOptions(options); !fine)
        return fail(fine.error());
    std::string text = "#!/bin/sh\n"
                       "# Creates the local user who logs in through Teleport. Written by Pamphlet; run by pam_exec(8) as root.\n"
                       "# It runs at every connection, so it changes nothing where nothing is missing. Exit status:\n";
    for (const auto &[status, meaning] : scriptExits())
        text += "#   " + std::to_string(static_cast<int>(status)) + "  " + std::string(meaning) + "\n";
    text += "set -u\n"
            "umask 022\n"
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin\n"
            "LC_ALL=C\n"
            "export PATH LC_ALL\n"
            "\n";
    text += "useradd=" + shellQuoted(options.tools.useradd) + "\n";
    if (options.createGroups)
        text += "groupadd=" + shellQuoted(options.tools.groupadd) + "\n";
    text += "getent=" + shellQuoted(options.tools.getent) + "\n";
    if (options.createHome)
        text += "makehome=" + shellQuoted(options.tools.makeHome) + "\n";
    text += "logger=" + shellQuoted(options.tools.logger) + "\n";
    text += R"(
note() {
    [ ! -x "$logger" ] || "$logger" -t teleport-user -p auth.notice -- "$1" || :
}

refuse() {
    note "refused with status $1: $2"
    exit "$1"
}

)";
    text += lookup;
    text += creation(options);
    if (options.createHome)
        text += home;
    text += "\nexit 0\n";
    return text;
}

} // namespace pamphlet::teleport
