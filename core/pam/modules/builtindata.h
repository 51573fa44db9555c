// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace pamphlet::pam {

/// resources/modules.json; its source is made by cmake/EmbedText.cmake.
std::string builtinModuleData();

} // namespace pamphlet::pam
