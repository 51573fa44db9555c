// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/descriptor.h"
#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::change {

/// A directory of this process's user alone (0700), on a path that nobody else can make lead elsewhere (openTrusted()). So the path
/// stands for the directory: whoever is neither root nor this user can neither look in, nor swap it.
struct PrivateDirectory {
    Descriptor descriptor; ///< for reading
    std::string path; ///< absolute, without links
};

/// Where private directories of a user go, best first. For root it is one place whatever the environment says: the run-time
/// directory that is in it may be another user's (`su`, `sudo -E`).
std::vector<std::string> privatePlaces(std::uint32_t user, const char *runtimeDirectory);

/// Opens, after making it if need be, the first of the places that will do; the first one's error if none does. Unsafe, NotFound, …
Result<PrivateDirectory> makePrivateDirectory(const std::vector<std::string> &places);

/// NotFound, NotADirectory, Unsafe.
Result<PrivateDirectory> openPrivateDirectory(const std::string &path);

/// A new private directory with an unguessable name, removed with all that is in it on destruction.
class TemporaryDirectory
{
public:
    static Result<TemporaryDirectory> create(const PrivateDirectory &parent, std::string_view prefix);

    TemporaryDirectory(TemporaryDirectory &&other) noexcept;
    TemporaryDirectory &operator=(TemporaryDirectory &&other) noexcept;
    ~TemporaryDirectory();

    const std::string &path() const { return m_path; }
    int descriptor() const { return m_descriptor.get(); }

private:
    TemporaryDirectory(std::string path, Descriptor descriptor);

    std::string m_path;
    Descriptor m_descriptor;
};

} // namespace pamphlet::change
