// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/modules/modulecatalogue.h"

#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// What the manual page of a module says, as far as a program can tell.
struct ManPage {
    std::string summary; ///< of the section NAME, one line
    std::vector<ModuleArgument> arguments; ///< of the section OPTIONS or ARGUMENTS, each with its first sentence
};

/**
 * The source of a page of section 8, as man(7) or mdoc(7); compressed pages are gunzip()'s to open. Pages are written by hand and by
 * many programs: what is not understood is left out, and nothing is an error.
 */
ManPage parseManPage(std::string_view source);

} // namespace pamphlet::pam
