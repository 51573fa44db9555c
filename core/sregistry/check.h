// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/lint/check.h"
#include "core/tree/filesource.h"

#include <string>
#include <vector>

namespace pamphlet::sregistry {

/// Every id there is (docs/sregistry.md).
const std::vector<pam::LintInfo> &checkCatalogue();

/**
 * What is wrong, or worth knowing, with PAM in a registry's directory. `host` is the tree of the machine that runs the containers: its
 * /etc/passwd and /etc/group are looked at. Sorted by file, line, column, id.
 */
std::vector<pam::Finding> check(const FileSource &tree, const std::string &directory, const FileSource &host);

} // namespace pamphlet::sregistry
