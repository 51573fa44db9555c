// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/pathpolicy.h"
#include "core/change/rootdirectory.h"
#include "core/pam/libpamprofile.h"

#include <QFuture>

#include <memory>

namespace pamphlet::ui {

/// What a root directory holds for us: what belongs to PAM has been read, anything else is when it is asked for (CapturedTree).
struct LoadedTree {
    std::shared_ptr<const FileSource> snapshot;
    pam::LibpamProfile profile;
    change::PathPolicy policy; ///< which files may be changed in it
};

/// Reads the tree in the background. Its libpam is detected; where the tree has none, this machine's is assumed.
QFuture<LoadedTree> loadTree(std::shared_ptr<const change::RootDirectory> root);

} // namespace pamphlet::ui
