// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/pam/lint/check.h"
#include "core/teleport/config.h"
#include "core/teleport/sequence.h"
#include "core/tree/filesource.h"
#include "ui/workspace/explainer.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::ui {

/// The login that the page plays through.
struct TeleportLogin {
    teleport::Login who;
    teleport::Request request = teleport::Request::Shell;
};

/// A variable of the file, and what becomes of it for a login.
struct TeleportVariable {
    std::string name;
    std::string value; ///< as the file has it
    bool scalar = true;
    std::optional<std::string> becomes; ///< nullopt: it is not set, or the session ends
    std::string trouble; ///< why the session ends; empty if it does not
    std::optional<teleport::EnvironmentNote::Kind> note;
    std::string noteDetail;

    bool operator==(const TeleportVariable &) const = default;
};

/// The PAM service that the file names.
struct TeleportService {
    std::string name; ///< as libpam has it
    pam::EffectiveStack stack;
    Explained explained;
};

/// Everything that the page shows, of one moment: a value made off the GUI thread.
struct TeleportSurvey {
    std::shared_ptr<const FileSource> tree; ///< what it was made from
    std::string file; ///< empty: nobody knows where it is
    FileStatus status;
    std::optional<teleport::Config> config; ///< nullopt: it cannot be read, or is no YAML
    std::optional<Error> error; ///< why
    std::string moveTo; ///< the file with its misplaced sections moved; empty: none is misplaced
    std::optional<Error> unmovable; ///< why a misplaced section cannot be moved
    std::vector<pam::Finding> findings;
    std::vector<std::string> services; ///< of the tree
    std::vector<std::string> scripts; ///< that the service runs, and that are text
    TeleportService service;
    std::vector<TeleportVariable> variables; ///< in file order
    Result<teleport::Sequence> sequence; ///< empty if PAM is off

    bool isMisplaced() const { return config && teleport::misplacedKey(*config); }
};

TeleportSurvey surveyTeleport(std::shared_ptr<const FileSource> tree, const pam::LibpamProfile &profile, const std::string &file,
                              const TeleportLogin &login);

} // namespace pamphlet::ui
