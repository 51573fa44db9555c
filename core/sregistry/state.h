// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/sregistry/compose.h"
#include "core/sregistry/era.h"
#include "core/tree/filesource.h"

#include <optional>
#include <string>
#include <vector>

/** How far a registry's files let users log in through PAM, read from the files as the programs read them. */
namespace pamphlet::sregistry {

enum class PamSwitch {
    Off,
    On, ///< plugin, image and account files
    Half, ///< some of it
    Unknown, ///< a file that decides cannot be read
};
/// "off", "on", "half", "unknown".
std::string_view pamSwitchName(PamSwitch value);

/// A compose file.
struct ComposeState {
    std::string file;
    std::optional<Error> error; ///< not usable
    std::vector<Bind> binds; ///< of the account files, each in its own place
    Place where; ///< of uwsgi

    bool complete() const { return binds.size() == accountFiles.size(); }
};

struct State {
    std::vector<std::string> plugins; ///< that are loaded
    Place pluginsWhere; ///< what decides over them
    std::optional<Error> pluginsError;
    bool pluginOn = false;

    bool imageInstalls = false; ///< django-pam
    bool hasBuildArgument = false;
    std::string buildArgument; ///< the value of ENABLE_PAM that the image is built with
    Place imageWhere;

    std::vector<ComposeState> compose;

    PamSwitch pam() const;
};

State readState(const FileSource &tree, const Layout &layout);

} // namespace pamphlet::sregistry
