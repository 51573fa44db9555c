// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json.h"
#include "core/change/changeset.h"
#include "core/error.h"

#include <vector>

class QObject;

/** The common end of commands that give files new bytes or modes, beside PAM's own as well. */
namespace pamphlet::app::cli {

class Session;
class WriteOptions;
struct Tree;

/**
 * Prints the difference, or applies it as the options say, and ends the session. A path that the tree does not list (docs/changeset.md) is
 * refused with the line that lists it. `more`: members that the document gets besides `files` and `diff`.
 */
void endWithRewrites(QObject *parent, Session &session, const Tree &tree, const std::vector<change::FileRewrite> &rewrites,
                     const WriteOptions &options, Json more);

/// Ends the session with an edit that could not be made: where, and why.
void endRefused(Session &session, const Error &error);

} // namespace pamphlet::app::cli
