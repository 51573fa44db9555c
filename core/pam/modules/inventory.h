// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/pam/modules/modulecatalogue.h"
#include "core/tree/filesource.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// A module, with all that is known of it: what the file offers, what the catalogue says, what its manual page in the tree adds.
struct ModuleRecord {
    ModuleInfo info; ///< facilities: those whose functions the file has, if it could be read
    std::string path; ///< the file that libpam loads; empty if it finds none
    bool known = false; ///< the catalogue has it
    std::string manPage; ///< the page in the tree; empty if there is none

    bool installed() const { return !path.empty(); }
};

/// Every module that libpam finds by its plain name in this tree, by name.
std::vector<ModuleRecord> moduleInventory(const FileSource &tree, const LibpamProfile &profile, const ModuleCatalogue &catalogue);

/// One module, by the name or path in a rule; a name may lack its ".so". nullopt if libpam does not find it and nothing is known of it.
std::optional<ModuleRecord> describeModule(const FileSource &tree, const LibpamProfile &profile, const ModuleCatalogue &catalogue,
                                           std::string_view module);

/// The facilities whose functions (pam_sm_authenticate(3) …) a module file has, as its table of names tells.
std::vector<Facility> facilitiesOfModuleFile(std::string_view bytes);

} // namespace pamphlet::pam
