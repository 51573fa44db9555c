// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/dpkgstatus.h"
#include "core/pam/stack/servicelookup.h"

namespace pamphlet::pam {

/// ownerOf() for many files of one tree: dpkg's record is read once.
Owner ownerOf(const FileSource &tree, const DpkgConffiles &conffiles, const std::string &path);

/// The same of a file that was read already.
Owner ownerOf(const DpkgConffiles &conffiles, const std::string &path, const FileContent &file);

} // namespace pamphlet::pam
