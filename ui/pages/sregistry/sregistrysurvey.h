// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/lint/check.h"
#include "core/result.h"
#include "core/sregistry/enablepam.h"
#include "core/sregistry/era.h"
#include "core/sregistry/hostaccounts.h"
#include "core/sregistry/state.h"
#include "core/tree/filesource.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::ui {

/// What enabling or disabling would do.
struct SregistryPlan {
    Result<std::vector<sregistry::FileChange>> changes = std::vector<sregistry::FileChange>(); ///< none: it is so already
    sregistry::State after; ///< read from the new files
    std::vector<pam::Finding> findings; ///< errors and warnings of the new files
};

/// A registry's directory as it is. A value.
struct SregistrySurvey {
    std::shared_ptr<const FileSource> tree; ///< what it was made from
    std::string directory;
    std::optional<Error> error; ///< of the directory itself
    sregistry::Recognition recognition;
    sregistry::State state; ///< with a layout
    std::vector<pam::Finding> findings;
    std::optional<std::vector<sregistry::HostAccount>> accounts; ///< nullopt: not readable
    SregistryPlan enable;
    SregistryPlan disable;

    bool recognized() const { return recognition.layout.has_value(); }
    /// Every file that the version has and that is there.
    std::vector<std::string> files() const;
};

/// Reads a directory of the tree; call it in the background.
SregistrySurvey surveySregistry(const std::shared_ptr<const FileSource> &tree, const std::string &directory);

} // namespace pamphlet::ui
