#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Pamphlet developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# in-namespace.sh [--bare] PROGRAM [ARGUMENT…]
#
# Runs PROGRAM, as root, in a mount and PID namespace of its own in which the machine can be changed without being changed:
# /etc, /var and /usr are overlays whose upper layer is a tmpfs, /run is a fresh tmpfs. In there runs a real system bus and the
# real polkitd, and the helper is installed (component "helper" of the build tree, prefix /usr), so that D-Bus activation starts
# it. --bare leaves the installation out. Everything ends with PROGRAM, and its status is the result.
# Status 77: not possible here (no root, no namespaces, a program is missing); the reason is on standard error.
#
# In there:
#   users, all with the password "correct horse" and a home in /run/home
#     alice  a polkit rule allows her every org.pamphlet.helper1 action
#     bob    an ordinary user without any authorization
#     carol  an expired account: the password is right, acct_mgmt fails
#     dave   a locked password ("!" before the hash): authenticate fails
#     erin   member of sudo, hence an administrator for polkit: authorized once she has typed her password
#   PAMPHLET_NAMESPACE=1, PAMPHLET_DBUS_PID, PAMPHLET_POLKITD_PID, PAMPHLET_NAMESPACE_DIR (logs: dbus.log, polkitd.log)
# PAMPHLET_BUILD_DIR names the build tree (default: build/ beside tests/).
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
build=${PAMPHLET_BUILD_DIR:-$here/../../build}

skip() {
    echo "in-namespace: $*" >&2
    exit 77
}

if [ "${1:-}" != --inside ]; then
    [ $# -ge 1 ] || { echo "usage: in-namespace.sh [--bare] PROGRAM [ARGUMENT…]" >&2; exit 2; }
    [ "$(id -u)" -eq 0 ] || skip "needs root"
    for program in unshare dbus-daemon cmake setpriv; do
        command -v "$program" >/dev/null || skip "$program is missing"
    done
    unshare --mount --propagation private true 2>/dev/null || skip "mount namespaces are not permitted here"
    # A PID namespace as well: when its first process ends, the kernel ends everything in it, and nothing outside. It ends with this
    # process too, however that ends.
    exec setpriv --pdeathsig KILL unshare --mount --propagation private --pid --fork --mount-proc --kill-child \
        "$here/in-namespace.sh" --inside "$@"
fi

shift
bare=no
if [ "$1" = --bare ]; then
    bare=yes
    shift
fi

fail() {
    echo "in-namespace: $*" >&2
    for log in "$dir"/*.log; do
        [ ! -s "$log" ] || sed "s|^|${log##*/}: |" "$log" >&2
    done
    exit 99
}

mount -t tmpfs -o mode=0755,size=512m tmpfs /run
dir=/run/pamphlet-namespace
mkdir -p "$dir" /run/dbus /run/lock /run/home
for tree in etc var usr; do
    mkdir "$dir/$tree" "$dir/$tree.work"
    mount -t overlay -o "lowerdir=/$tree,upperdir=$dir/$tree,workdir=$dir/$tree.work" overlay "/$tree" || skip "overlays are not permitted here"
done
[ -e /run/shm ] || ln -s /dev/shm /run/shm

# shellcheck disable=SC2016 # a hash, nothing to expand: crypt(3) of "correct horse"
hash='$6$pamphlettest$zoGSdeINJX7/zwwnywT1L9u3Y1dox81Dnl8zCKJEnS0JlpN3vscFedNogNF854yr5lI6KlARTik0PDFuquk8H1'
uid=60101
for user in alice bob carol dave erin; do
    lock=
    expires=
    [ $user != dave ] || lock='!'
    [ $user != carol ] || expires=1
    echo "$user:x:$uid:$uid::/run/home/$user:/bin/sh" >>/etc/passwd
    echo "$user:$lock$hash:19000:0:99999:7::$expires:" >>/etc/shadow
    echo "$user:x:$uid:" >>/etc/group
    mkdir -m 0700 "/run/home/$user"
    chown "$uid:$uid" "/run/home/$user"
    uid=$((uid + 1))
done
if grep -q '^sudo:' /etc/group; then
    sed -i 's/^\(sudo:.*:\)$/\1erin/; t; s/^sudo:.*[^:]$/&,erin/' /etc/group
else
    echo 'sudo:x:60100:erin' >>/etc/group
fi
mkdir -p /etc/polkit-1/rules.d
cat >/etc/polkit-1/rules.d/00-pamphlet-test.rules <<'RULES'
polkit.addRule(function(action, subject) {
    if (action.id.indexOf("org.pamphlet.helper1.") == 0 && subject.user == "alice")
        return polkit.Result.YES;
});
polkit.addAdminRule(function(action, subject) {
    return ["unix-group:sudo"];
});
RULES
chmod 0644 /etc/polkit-1/rules.d/00-pamphlet-test.rules

if [ $bare = no ]; then
    cmake --install "$build" --prefix /usr --component helper >"$dir/install.log" 2>&1 || fail "the helper could not be installed (is it built?)"
fi

# Both say when they are ready, so nobody has to wait for a guessed while.
polkitd=
for candidate in /usr/lib/polkit-1/polkitd /usr/libexec/polkitd /usr/lib/policykit-1/polkitd; do
    [ ! -x $candidate ] || polkitd=$candidate
done
[ -n "$polkitd" ] || skip "polkitd is missing"
unset DBUS_SYSTEM_BUS_ADDRESS DBUS_SESSION_BUS_ADDRESS
mkfifo "$dir/dbus" "$dir/polkitd"
dbus-daemon --system --nofork --nopidfile --nosyslog --print-address=3 3>"$dir/dbus" 2>"$dir/dbus.log" &
PAMPHLET_DBUS_PID=$!
read -r address <"$dir/dbus" || fail "no system bus"
[ -n "$address" ] || fail "no system bus"
G_MESSAGES_DEBUG='' "$polkitd" >"$dir/polkitd" 2>"$dir/polkitd.log" &
PAMPHLET_POLKITD_PID=$!
exec 4<"$dir/polkitd"
acquired=no
while [ $acquired = no ] && read -r line <&4; do
    case $line in *Acquired*) acquired=yes ;; esac
done
[ $acquired = yes ] || fail "no polkitd"
cat <&4 >>"$dir/polkitd.log" &

export PAMPHLET_NAMESPACE=1 PAMPHLET_DBUS_PID PAMPHLET_POLKITD_PID PAMPHLET_NAMESPACE_DIR="$dir" PAMPHLET_BUILD_DIR="$build"
status=0
"$@" 4<&- || status=$?
kill "$PAMPHLET_POLKITD_PID" "$PAMPHLET_DBUS_PID" 2>/dev/null || true
exit $status
