// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/tree/filesource.h"

#include <string>
#include <vector>

namespace pamphlet::pam {

/// A service as people call it and as libpam is asked for it.
struct NamedService {
    std::string name;
    std::string asked; ///< differs for "other": a name that has no file, because libpam reads `other` twice for itself
};

/// Every service of a tree that an edit has to be held against. Files that are only ever included are none of them, as far as
/// their name says so (common-*, system-auth …) and somebody does include them.
std::vector<NamedService> servicesOf(const FileSource &tree, const LibpamProfile &profile);

/// True for names by which, as distributions use them, no program asks: they are there to be included.
bool isIncludeName(const std::string &name);

} // namespace pamphlet::pam
