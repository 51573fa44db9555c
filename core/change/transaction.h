// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/changeset.h"
#include "core/change/rootdirectory.h"
#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::change {

/// Who asked and when: core has no clock and asks nobody, so the caller says.
struct Origin {
    std::uint32_t uid = 0;
    std::string userName;
    std::int64_t secondsSinceEpoch = 0;
    std::string transaction; ///< id: 32 random hexadecimal digits
};

enum class TransactionState {
    Intended, ///< journalled; files may be old, new or mixed: recover() makes them old
    Applied, ///< every file is new
    RolledBack, ///< every file is old again
};

struct TransactionRecord {
    std::string id;
    TransactionState state = TransactionState::Intended;
    Origin origin;
    std::string reason;
    std::vector<std::string> files;
    std::optional<std::string> rollsBack; ///< the transaction that this one undid
};

/**
 * Applies change sets to a tree, whole or not at all, with a journal below `<root>/var/lib/pamphlet/transactions/`
 * (directory 0700, root-owned or the tree owner's). Order: check digests → write the intent with the old contents, fsync →
 * write each new file beside its target, fsync → rename each, fsync the directories → mark done, fsync.
 * A full disk is met before the first rename. Owner, mode, ACLs and extended attributes of a replaced file survive.
 * One process at a time: a lock on the journal (Busy).
 */
class TransactionLog
{
public:
    /// Creates the journal directory if needed. Unsafe if it, or a parent below the root, is writable by others or owned by a third party.
    static Result<TransactionLog> open(std::shared_ptr<const RootDirectory> root);

    TransactionLog(TransactionLog &&) noexcept;
    TransactionLog &operator=(TransactionLog &&) noexcept;
    ~TransactionLog();

    /// Finishes what a killed process left: every file of an Intended transaction becomes old again. Returns the ids.
    Result<std::vector<std::string>> recover();

    /// Validates by the tree's policy, then applies. Changed (with the path) if a digest does not match; Unsafe for links, foreign owners,
    /// directories others can write; NoSpace, ReadOnly, Io. On an error every file is old. InvalidArgument: the id is malformed or was
    /// used before; InvalidChangeSet: no changes. Recovers first.
    Result<TransactionRecord> apply(const ChangeSet &changeSet, const Origin &origin);

    /// Undoes an applied transaction: Conflict if a file is no longer what it wrote. Empty id: the last applied one
    /// that was not rolled back and is no roll-back itself (NothingToRollBack). NotFound: no transaction of this id. Recovers first.
    Result<TransactionRecord> rollback(const std::string &id, const Origin &origin);

    /// Oldest first.
    Result<std::vector<TransactionRecord>> records() const;

private:
    struct Private;
    explicit TransactionLog(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// What an apply of this set would refuse now, without writing: validate() by the tree's policy, digests, link and owner checks.
Result<void> checkApplicable(const RootDirectory &root, const ChangeSet &changeSet);

} // namespace pamphlet::change
