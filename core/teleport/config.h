// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/yaml/document.h"
#include "core/yaml/path.h"

#include <optional>
#include <string>
#include <vector>

/** What Teleport's file configuration (teleport.yaml) says of PAM. Facts: lib/config/fileconf.go of Teleport, struct PAM. */
namespace pamphlet::teleport {

/// `ssh_service.pam.enabled` as Teleport reads it (ParseBool of api/utils).
enum class PamSwitch {
    Absent, ///< no key, or no value: off
    On,
    Off,
    NotAWord, ///< anything else is off, and nothing says so
    NotAScalar, ///< a list or a map: Teleport does not start
};

/// A value with its place. `where` is that of the value; line 0 if it is not there.
struct PlacedValue {
    std::string text;
    Place where;
    bool given = false;
};

struct PamEnabled {
    PamSwitch state = PamSwitch::Absent;
    PlacedValue value;

    bool on() const { return state == PamSwitch::On; }
};

/// `use_pam_auth`, a real bool: only plain words of YAML 1.1 will do.
struct UsePamAuth {
    bool on = false;
    bool valid = true; ///< false: Teleport does not start
    PlacedValue value;
};

struct EnvironmentEntry {
    std::string name;
    std::string value; ///< literal, or a template: `{{external.trait}}`
    Place where;
    bool scalar = true; ///< false: a list or a map, with which Teleport does not start
};

enum class KeyProblem {
    Unknown, ///< not a key of this section
    Duplicate,
    Misplaced, ///< a key that belongs elsewhere: `teleport: ssh_service:`
    WrongKind, ///< a section that is not a map
};

struct KeyFinding {
    KeyProblem problem = KeyProblem::Unknown;
    yaml::Path path; ///< of the key
    yaml::Path belongs; ///< Misplaced: the map that it belongs into
    std::string suggestion; ///< Unknown: the key that was probably meant; may be empty
    Place where;
    Place first; ///< Duplicate: of the first
};

struct Config {
    std::string file;
    yaml::Document document;
    bool sshSection = false;
    bool pamSection = false;
    bool sshEnabled = true; ///< `ssh_service.enabled`, on if nothing is said
    PamEnabled enabled;
    std::string serviceName = "sshd"; ///< what Teleport hands to pam_start(3)
    PlacedValue serviceNameValue; ///< as written
    UsePamAuth usePamAuth;
    std::vector<EnvironmentEntry> environment;
    PlacedValue messageOfTheDay; ///< `auth_service.message_of_the_day`: Teleport shows it by itself
    std::vector<KeyFinding> keys; ///< in file order
    std::size_t documents = 1; ///< Teleport reads the first
    Place pamWhere; ///< of the section's key, else of the nearest place for it
};

/// Reads the file as Teleport does. InvalidInput with line and column if it is no YAML.
Result<Config> readConfig(const std::string &bytes, const std::string &file);

/// The first section that stands where Teleport does not look for it; null: none. There may be others behind it.
const KeyFinding *misplacedKey(const Config &config);

/// ParseBool of Teleport: yes yeah y true 1 on / no nope n false 0 off in any case; nullopt for anything else.
std::optional<bool> parseBool(std::string_view text);

inline const yaml::Path pamPath{"ssh_service", "pam"};

} // namespace pamphlet::teleport
