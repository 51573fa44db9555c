// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/token/setting.h"

#include <string>
#include <vector>

namespace pamphlet::token {

/**
 * The blacklist with these names added behind it and those taken out; a name that is there already is not added again. A list that is
 * none holds one name at most: the service takes it for off, and here it becomes a list. EditRefused, with the place, if it holds
 * something that is no name.
 */
Result<std::vector<std::string>> editedBlacklist(const ListSetting &now, const std::vector<std::string> &add,
                                                 const std::vector<std::string> &remove);

} // namespace pamphlet::token
