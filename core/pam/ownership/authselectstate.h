// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/facility.h"
#include "core/tree/filesource.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// What authselect has selected (authselect(8); /etc/authselect/authselect.conf: the profile, then a feature per line).
struct AuthselectState {
    std::string profile; ///< "sssd", "custom/mine"
    std::vector<std::string> features;
    std::string directory; ///< where the templates of the profile are; empty: not in this tree

    bool isCustom() const { return profile.starts_with("custom/"); }
};

inline constexpr const char *authselectConfigFile = "/etc/authselect/authselect.conf";

/// From the bytes of that file; the templates are looked for in the tree.
std::optional<AuthselectState> parseAuthselect(std::string_view config, const FileSource &tree);

/// nullopt if authselect has selected nothing here.
std::optional<AuthselectState> readAuthselect(const FileSource &tree);

/// The feature of the selected profile that brings a rule of this module into a file ("system-auth"), where a template says so
/// plainly: `{include if "with-faillock"}`.
std::optional<std::string> authselectFeature(const FileSource &tree, const AuthselectState &state, const std::string &file,
                                             Facility facility, std::string_view module);

} // namespace pamphlet::pam
