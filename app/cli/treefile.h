// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/tree/filesource.h"

#include <string>
#include <string_view>

/** Paths of the command line that are meant inside the tree. */
namespace pamphlet::app::cli {

/// Normalized, without a slash at its end. InvalidArgument if it is not absolute.
Result<std::string> treePath(std::string_view text);

/// The bytes of a file; NotFound, Unreadable.
Result<std::string> treeFile(const FileSource &files, const std::string &path);

} // namespace pamphlet::app::cli
