// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/sregistry/era.h"
#include "core/tree/filesource.h"

#include <string>

namespace pamphlet::app::cli {

/// The registry in a directory that the command line names; it has a layout. InvalidArgument, NotFound, NotADirectory, Unreadable.
Result<sregistry::Recognition> openSregistry(const FileSource &files, const std::string &directory);

} // namespace pamphlet::app::cli
