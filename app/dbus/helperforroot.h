// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "ui/ports/helperport.h"

#include <QString>

#include <memory>

namespace pamphlet::app {

/// Who changes a tree.
enum class HelperPlace {
    System, ///< the running system: the service on the system bus, authorized by polkit
    Private, ///< a tree of one's own: a child process with one's own rights
};

/// By the tree alone: `/` in any spelling is the system. NotFound, NotADirectory, Unreadable; AccessDenied for another
/// user's tree.
Result<HelperPlace> helperPlace(const QString &root);

/// The helper for a tree; connects when it is first used. Errors of helperPlace(), and HelperUnavailable if the program is not installed.
Result<std::unique_ptr<ui::HelperPort>> helperForRoot(const QString &root);

} // namespace pamphlet::app
