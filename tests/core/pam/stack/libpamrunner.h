// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/facility.h"
#include "core/pam/libpamprofile.h"

#include <QByteArrayList>
#include <QList>
#include <QString>

#include <optional>

struct pam_handle;

namespace pamphlet::test {

/// What one call answered and what the modules said meanwhile.
struct LibpamCall {
    int code = -1;
    QByteArrayList said;
};

struct LibpamAnswer {
    int signal = 0; ///< that ended the process: SIGALRM if libpam hung
    int start = -1;
    QList<LibpamCall> calls; ///< none if `start` is not 0
};

/**
 * Asks the libpam that this program is linked with, in a child process: it may crash or hang (`seconds`).
 * Uses pam_start_confdir(3): needs no privileges and reads only `directory`, apart from relative includes.
 */
LibpamAnswer askLibpam(const QString &directory, const QByteArray &service, const QList<pam::Primitive> &primitives, unsigned seconds = 10);

/// The code of the call, without flags.
int callPrimitive(pam_handle *handle, pam::Primitive primitive);

/// The profile of the libpam that is asked: from PAMPHLET_TEST_LIBPAM if it is set, else that of the installed package.
std::optional<pam::LibpamProfile> profileOfThisLibpam();

/// True if this machine has the module, in the directory of any of the profiles: a libpam under test may be built to use another's modules.
bool hasModule(const char *name);

} // namespace pamphlet::test
