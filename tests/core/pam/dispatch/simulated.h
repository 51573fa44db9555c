// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/simulate.h"
#include "core/pam/libpamprofile.h"
#include "core/tree/memorytree.h"

#include <QByteArray>
#include <QList>

#include <vector>

namespace pamphlet::test {

/**
 * A tree from one text: the file `svc`, then after each line "== name" another file of /etc/pam.d. $D stands for pam_debug.so, $P and $N
 * for pam_permit.so and pam_deny.so. Their modules are there, and pam_unix.so and pam_echo.so.
 */
MemoryTree simulatedTree(const QByteArray &text, const pam::LibpamProfile &profile);

/// "asmocp": authenticate, setcred, acct_mgmt, open_session, close_session, chauthtok; spaces do not count.
std::vector<pam::Primitive> primitivesOf(const QByteArray &letters);

pam::Simulation simulated(const QByteArray &text, const QByteArray &letters, const pam::LibpamProfile &profile,
                          const pam::Answers &answers = {});

/// The code of each primitive; pam_start's alone where it is not a success (-1 where it does not return).
QList<int> codesOf(const pam::Simulation &simulation);

/// "0 6 7"
QList<int> numbers(const QByteArray &text);

} // namespace pamphlet::test
