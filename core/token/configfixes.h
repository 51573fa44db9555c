// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/finding.h"
#include "core/token/setting.h"

#include <string>
#include <vector>

/** Edits that repair one finding; empty if the file cannot be patched. */
namespace pamphlet::token {

std::vector<Rewrite> fixByText(const yaml::Document &document, const std::string &file, const yaml::Path &path, const std::string &text);
std::vector<Rewrite> fixByBool(const yaml::Document &document, const std::string &file, const yaml::Path &path, bool value);
std::vector<Rewrite> fixByRename(const yaml::Document &document, const std::string &file, const UnknownKey &key);
/// A scalar becomes a list that holds it; nothing at all is taken out.
std::vector<Rewrite> fixByList(const yaml::Document &document, const std::string &file, const Setting &setting);

} // namespace pamphlet::token
