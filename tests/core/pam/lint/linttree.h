// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/lint/check.h"
#include "core/tree/memorytree.h"

#include <QString>
#include <QStringList>

/// Help for the tests of lints.
namespace pamphlet::pam::test {

using Files = std::map<std::string, std::string>;

/// A tree with these files and the modules that the tests speak of.
MemoryTree treeWithModules(const Files &files);

/// Every file of a directory on disk as /etc/pam.d/NAME. Empty if there is no such directory.
MemoryTree treeOfCorpus(const QString &directory);

/// "PAM011 /etc/pam.d/x:1:6 [frob] {x}".
QString described(const Finding &finding);
QStringList described(const std::vector<Finding> &findings);

/// The lints from PAM049 on and PAM031, without PAM108, which is true of nearly every example.
QStringList laterOnes(std::vector<Finding> findings);

} // namespace pamphlet::pam::test
