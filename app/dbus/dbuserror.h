// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QDBusError>
#include <QString>

#include <string>

namespace pamphlet::app {

/// An error reply as a value. org.pamphlet.Error.* by name, with the position that its text may begin with
/// ("/etc/pam.d/sudo:3:9: …"); nobody there, or no answer, is HelperUnavailable; a bus that forbids is AccessDenied.
Error errorFromDbus(const QDBusError &error);

/// The same for the last component of a name and a text, as TestFinished carries them.
Error errorFromParts(const QString &name, const QString &text);

} // namespace pamphlet::app
