// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/rootdirectory.h"
#include "core/result.h"

#include <QStringList>

#include <memory>
#include <string>
#include <vector>

namespace pamphlet::helper {

/// Variables as NAME=VALUE: names of ASCII letters, digits and `_`, each once, values without control characters, within the limits of
/// a frame (helper/probe/frame.h).
Result<std::vector<std::string>> checkedEnvironment(const QStringList &variables);

/// Names beside the three that Teleport sets by itself.
std::vector<std::string> furtherNames(const std::vector<std::string> &variables);

/**
 * A variable decides over programs that modules run as root (LD_PRELOAD, PATH, BASH_ENV …). So beside Teleport's own only those go through
 * whose names the tree's own /etc/teleport.yaml has in ssh_service.pam.environment: its administrator wants them there. InvalidArgument;
 * Unsafe for a file that others could have written.
 */
Result<void> isConfigured(const std::vector<std::string> &variables, const std::shared_ptr<const change::RootDirectory> &root);

} // namespace pamphlet::helper
