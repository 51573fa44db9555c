// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/** Whether a Dockerfile of Singularity Registry puts django-pam into the image. */
namespace pamphlet::sregistry {

/// One `ARG ENABLE_PAM`.
struct BuildArgument {
    std::string value; ///< its default, quotes taken off; empty: none
    bool hasValue = false;
    bool beforeFrom = false; ///< above the first FROM: no stage sees it
    std::size_t begin = 0; ///< of the value, or of the place behind the name
    std::size_t end = 0;
    Place where;

    /// The image is built with `if $ENABLE_PAM; then …`: the value is a command. None at all is one that succeeds.
    bool on() const { return value == "true" || value == ":" || value.empty(); }
};

/// A line that installs django-pam.
struct Installation {
    bool commented = false;
    bool conditional = false; ///< only if ENABLE_PAM says so
    std::size_t begin = 0; ///< of the comment's `#`, or of the instruction
    Place where;
};

struct Dockerfile {
    std::vector<BuildArgument> arguments;
    std::vector<Installation> installations; ///< in file order
    std::vector<std::size_t> stages; ///< where each FROM stands

    bool hasBuildArgument() const { return !arguments.empty(); }
    /// The last ARG that a stage sees; nullptr without one.
    const BuildArgument *argument() const;
    /// The image that is built without any --build-arg has django-pam.
    bool installs() const;
    /// With another value of the build argument than its own; null: none.
    bool installs(const BuildArgument *enable) const;
};

/// Never fails: what is not understood installs nothing.
Dockerfile readDockerfile(std::string_view text, const std::string &file);

/// The Dockerfile that installs django-pam: the argument's default becomes `true`, or the RUN line is uncommented, or one is added.
/// disableInDockerfile() gives the old bytes back. EditRefused where no way leads there.
Result<std::string> enableInDockerfile(const std::string &text, const std::string &file);
Result<std::string> disableInDockerfile(const std::string &text, const std::string &file);

} // namespace pamphlet::sregistry
