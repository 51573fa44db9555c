// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/descriptor.h"
#include "core/change/directoryset.h"
#include "core/change/safefile.h"
#include "core/change/transaction.h"
#include "core/result.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::change {

/// A file on one side of a transaction.
struct JournalImage {
    std::string digest;
    FileAttributes attributes;

    bool operator==(const JournalImage &) const = default;
};

struct JournalFile {
    std::string path;
    std::optional<JournalImage> before; ///< nullopt: there was none
    std::optional<JournalImage> after; ///< nullopt: removed

    bool operator==(const JournalFile &) const = default;
};

/// One transaction as it is written down (docs/changeset.md, "The journal").
struct JournalEntry {
    std::string id;
    std::uint64_t sequence = 0; ///< rises from one transaction to the next
    Origin origin;
    std::string reason;
    std::optional<std::string> rollsBack;
    std::vector<std::string> createdDirectories;
    std::vector<std::string> removedDirectories; ///< that this one removes if they are empty once it is applied
    std::vector<JournalFile> files;
    TransactionState state = TransactionState::Intended; ///< not part of intent.json

    bool operator==(const JournalEntry &other) const;
};

/// intent.json and back. Never throws.
std::string serializeIntent(const JournalEntry &entry);
Result<JournalEntry> parseIntent(std::string_view json);

/// Old and new bytes of the files of an entry, in their order; nullopt as in JournalFile.
struct JournalBytes {
    std::optional<std::string_view> before;
    std::optional<std::string_view> after;
};

/**
 * The directory of transactions. An entry is valid from the moment its intent.json has its name: everything that restoring needs is
 * on the disk by then, the two possible state markers included, so that no later step of the bookkeeping needs space.
 */
class Journal
{
public:
    static constexpr const char *directoryPath = "/var/lib/pamphlet/transactions";

    static Result<Journal> open(std::shared_ptr<const RootDirectory> root);

    /// Held until the descriptor is closed; Busy.
    Result<Descriptor> lock() const;

    /// By sequence. Entries that never became valid are left out, and so are finished ones that cannot be read any more;
    /// an unfinished one that cannot be read is an error, for nobody knows what it was about to do.
    /// The state is the one of the marker: a later roll-back shows in rolledBack().
    Result<std::vector<JournalEntry>> entries() const;

    Result<void> begin(const JournalEntry &entry, const std::vector<JournalBytes> &bytes) const;
    Result<void> finish(const std::string &id, TransactionState state) const;
    /// Forgets an entry that changed nothing.
    Result<void> discard(const std::string &id) const;
    /// Removes what a process that was killed in begin() or discard() left.
    Result<void> discardInvalid() const;

    Result<std::string> beforeBytes(const JournalEntry &entry, std::size_t file) const;

private:
    explicit Journal(Descriptor directory);

    Result<JournalEntry> readEntry(const std::string &id) const;
    Result<std::optional<TransactionState>> readState(int directory, const std::string &id) const;
    Result<Descriptor> openEntry(const std::string &id) const;
    Result<std::vector<std::string>> ids() const;

    Descriptor m_directory;
};

/// Ids of applied transactions that a later one, itself still in force, has undone.
std::vector<std::string> rolledBack(const std::vector<JournalEntry> &entries);

} // namespace pamphlet::change
