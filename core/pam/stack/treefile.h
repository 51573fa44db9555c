// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/document.h"
#include "core/pam/syntax/rulescan.h"
#include "core/tree/filesource.h"

#include <span>
#include <string>
#include <string_view>

namespace pamphlet::pam {

/// What few files have.
struct RareFields {
    std::string_view detail; ///< Unreadable: why
    std::span<const std::string_view> services; ///< pam.conf: of each rule
};

/// A file as libpam finds it, read and scanned once. A thousand of them are kept at a time, so it is small.
struct TreeFile {
    std::string_view directory; ///< one that services are looked for in, or empty
    std::string_view name; ///< in that directory, or the whole path
    std::string_view text; ///< of what can be opened; empty for anything but a regular file
    std::span<const ScannedRule> rules;
    const RareFields *rare = nullptr; ///< null: all empty
    Syntax syntax = Syntax::PamD;
    FileKind kind = FileKind::Missing;

    /// Absolute inside the root, without `.`, `..` and `//`.
    std::string path() const
    {
        std::string path(directory);
        if (!directory.empty())
            path += '/';
        return path += name;
    }
    bool opens() const { return kind != FileKind::Missing && kind != FileKind::Unreadable; }
    std::string_view detail() const { return rare ? rare->detail : std::string_view(); }
};

} // namespace pamphlet::pam
