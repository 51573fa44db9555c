// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/edit/editplan.h"
#include "core/pam/edit/servicefiles.h"
#include "core/pam/generate/portability.h"
#include "core/pam/ownership/ownership.h"

#include <QString>
#include <QStringList>

/** What planned edits have to say, in sentences. */
namespace pamphlet::ui::text {

QString editWarningMessage(const pam::EditWarning &warning);
QString serviceWarningMessage(const pam::ServiceWarning &warning);
/// What will become of the edit.
QString ownershipMessage(const pam::OwnershipWarning &warning);
/// What to do instead, without the commands; empty if there is no such way.
QString routeMessage(const pam::OwnershipWarning &warning);
/// The commands to run, as one types them.
QStringList routeCommands(const pam::NativeRoute &route);
QString portabilityMessage(const pam::PortabilityProblem &problem);

} // namespace pamphlet::ui::text
