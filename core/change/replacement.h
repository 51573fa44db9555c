// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/directoryset.h"
#include "core/change/journal.h"
#include "core/change/pathpolicy.h"
#include "core/change/targets.h"
#include "core/result.h"

namespace pamphlet::change {

/*
 * The steps of a transaction in the directories of its files. Beside each target, under names that libpam and pam_motd's users never ask
 * for:
 *
 *   .pamphlet-<transaction>-<n>      the new file, complete and on the disk, until it is renamed over the target
 *   .pamphlet-<transaction>-<n>.old  a second name of the old file, until the transaction is marked as applied
 *
 * Putting the old file back is therefore one rename: it needs no space, keeps the inode, and can be repeated.
 */

/// Makes missing directories, writes the new files, links the old ones, fsyncs. NoSpace shows here, before any target is touched.
Result<void> stageFiles(DirectorySet &directories, const JournalEntry &entry, const Targets &targets);

/// Renames the new files into place and fsyncs the directories. Stops at the first failure.
Result<void> swapFiles(DirectorySet &directories, const JournalEntry &entry, const Targets &targets);

/// Puts every file back as it was, from any point of stageFiles() and swapFiles(); harmless if repeated. A file that somebody else has
/// changed in the meantime is left to them.
Result<void> restoreFiles(DirectorySet &directories, const Journal &journal, const JournalEntry &entry);

/// After the transaction is marked as applied: drops the old files and the directories that it removes. What fails is left to sweep().
void tidyUp(DirectorySet &directories, const JournalEntry &entry);

/// Removes temporary files of transactions that are over, in every directory where there may be some: PAM's own, and those of listed
/// files.
Result<void> sweep(DirectorySet &directories, const PathPolicy &policy);

} // namespace pamphlet::change
