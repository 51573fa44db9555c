#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Pamphlet developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# untouched.sh PROGRAM [ARGUMENT…]: runs PROGRAM, a test that runs itself in a namespace, after writing all over that kind of namespace
# itself, and sees that the machine is what it was: names, owners, modes, times and contents.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# All of /etc; of the rest what tests write there (the machine's own services go on writing logs meanwhile).
listing() {
    for tree in /etc /var/lib/pamphlet /var/lib/polkit-1 /var/log/lastlog /var/log/faillog /var/log/wtmp /var/log/btmp /var/mail /var/spool/mail \
        /usr/libexec/pamphlet /usr/share/dbus-1 /usr/share/polkit-1 /run/faillock /run/home /run/dbus; do
        find "$tree" -printf '%p %y %m %U:%G %s %T@ %l\n' 2>/dev/null || echo "$tree missing"
        find "$tree" -type f -exec sha256sum {} + 2>/dev/null || true
    done | LC_ALL=C sort
}

listing >"$work/before"
[ "$(wc -l <"$work/before")" -gt 100 ] || { echo "untouched: the listing is too short to say anything" >&2; exit 1; }
# shellcheck disable=SC2016 # for the inner shell
"$here/in-namespace.sh" --bare sh -c '
    echo x >>/etc/passwd && echo x >/etc/pam.d/pamphlet-untouched && chmod 0600 /etc/group && rm -rf /etc/dbus-1 /usr/share/dbus-1 /run/dbus
    mkdir -p /var/lib/pamphlet /usr/libexec/pamphlet /run/faillock && echo x >/var/log/wtmp && test ! -e /etc/dbus-1' || exit $?
"$@" >"$work/output" 2>&1 || { status=$?; cat "$work/output"; exit $status; }
listing >"$work/after"
diff "$work/before" "$work/after"
