// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/yaml/value.h"

#include <optional>
#include <string_view>

namespace pamphlet::yaml {

/// Whose rules say what a plain scalar is. They differ, and so does what a file means.
enum class Reader {
    Yaml11, ///< the types of yaml.org/type, words and base 60 numbers and all
    Yaml12, ///< the core schema of YAML 1.2
    GoYaml2, ///< gopkg.in/yaml.v2: Teleport, the registry
    PyYaml, ///< sregistry, docker-compose
    Symfony, ///< symfony/yaml: the token service
};

enum class ScalarType {
    Null,
    Bool,
    Integer,
    Float,
    String,
    Other, ///< timestamp, merge key, a tag of its own
};

/// What this reader takes a plain scalar for.
ScalarType plainType(std::string_view text, Reader reader);

/// What this reader takes a node for; quoted and block scalars are strings, a tag decides. Other for collections and aliases.
ScalarType typeOf(const Value &value, Reader reader);

/// The boolean that this reader sees; nullopt if it sees something else.
std::optional<bool> boolOf(const Value &value, Reader reader);

/// The integer that this reader sees; nullopt if it sees something else or it does not fit.
std::optional<long long> integerOf(const Value &value, Reader reader);

/// True if every reader takes the plain scalar for a string: it needs no quotes for its meaning.
bool isStringForAll(std::string_view text);

} // namespace pamphlet::yaml
