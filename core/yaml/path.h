// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pamphlet::yaml {

/// One step down a tree: into the value of a key, or into an item (from 0).
class Step
{
public:
    // NOLINTBEGIN(google-explicit-constructor): Path{"auth", "token", 0} is what callers write
    Step(std::string key)
        : m_step(std::move(key))
    { }
    Step(std::string_view key)
        : m_step(std::string(key))
    { }
    Step(const char *key)
        : m_step(std::string(key))
    { }
    Step(std::size_t index)
        : m_step(index)
    { }
    Step(int index)
        : m_step(static_cast<std::size_t>(index))
    { }
    // NOLINTEND(google-explicit-constructor)

    /// The key; nullptr for an item.
    const std::string *key() const { return std::get_if<std::string>(&m_step); }
    /// The index; nullptr for a key.
    const std::size_t *index() const { return std::get_if<std::size_t>(&m_step); }

    bool operator==(const Step &) const = default;

private:
    std::variant<std::string, std::size_t> m_step;
};

/// From the root of a document; empty is the root itself.
using Path = std::vector<Step>;

/// For messages: `auth.token.issuer`, `ssh_service.pam.environment[2]`; a key that would be misread is quoted; the root is `.`.
std::string pathText(const Path &path);

} // namespace pamphlet::yaml
