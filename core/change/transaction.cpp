// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/transaction.h"

#include "core/change/digest.h"
#include "core/change/journal.h"
#include "core/change/replacement.h"
#include "core/change/targets.h"
#include "core/change/text.h"

#include <algorithm>

namespace pamphlet::change {

struct TransactionLog::Private {
    /// The journal while nobody else may write, with nothing unfinished in it.
    struct Held {
        Descriptor lock;
        std::vector<JournalEntry> entries;
    };

    std::shared_ptr<const RootDirectory> root;
    Journal journal;

    Result<std::vector<std::string>> recoverLocked();
    Result<Held> hold();
    Result<TransactionRecord> run(JournalEntry entry, std::vector<WantedFile> wanted);
    Result<void> perform(DirectorySet &directories, const JournalEntry &entry, const Targets &targets);
};

namespace {

/// A journal may be older than the list of paths, and in a tree that is not root's its owner may have written it.
Result<void> checkPaths(const PathPolicy &policy, const JournalEntry &entry)
{
    for (const JournalFile &file : entry.files) {
        if (Result<void> allowed = policy.check(file.path); !allowed)
            return allowed;
    }
    return {};
}

bool contains(const std::vector<std::string> &values, const std::string &value)
{
    return std::find(values.begin(), values.end(), value) != values.end();
}

TransactionRecord recordOf(const JournalEntry &entry, const std::vector<std::string> &undone)
{
    TransactionRecord record;
    record.id = entry.id;
    record.state = entry.state == TransactionState::Applied && contains(undone, entry.id) ? TransactionState::RolledBack : entry.state;
    record.origin = entry.origin;
    record.reason = entry.reason;
    record.rollsBack = entry.rollsBack;
    for (const JournalFile &file : entry.files)
        record.files.push_back(file.path);
    return record;
}

Result<void> checkOrigin(const Origin &origin)
{
    constexpr std::size_t maxUserNameBytes = 256;
    if (!isHex(origin.transaction, 32, true))
        return fail(ErrorCode::InvalidArgument, "a transaction id is 32 hexadecimal digits");
    if (origin.userName.size() > maxUserNameBytes)
        return fail(ErrorCode::InvalidArgument, "user name too long");
    return {};
}

std::vector<WantedFile> wantedBy(const ChangeSet &changeSet)
{
    std::vector<WantedFile> wanted;
    wanted.reserve(changeSet.changes.size());
    for (const FileChange &change : changeSet.changes)
        wanted.push_back({change.path, change.before, change.content, change.mode, std::nullopt});
    return wanted;
}

std::vector<JournalFile> journalFiles(const Targets &targets)
{
    std::vector<JournalFile> files;
    files.reserve(targets.files.size());
    for (const Target &target : targets.files) {
        JournalFile file;
        file.path = target.wanted.path;
        if (target.current)
            file.before = JournalImage{sha256(target.current->bytes), target.current->attributes};
        if (target.wanted.content)
            file.after = JournalImage{sha256(*target.wanted.content), target.attributes};
        files.push_back(std::move(file));
    }
    return files;
}

std::vector<JournalBytes> journalBytes(const Targets &targets)
{
    std::vector<JournalBytes> bytes;
    bytes.reserve(targets.files.size());
    for (const Target &target : targets.files) {
        JournalBytes file;
        if (target.current)
            file.before = target.current->bytes;
        if (target.wanted.content)
            file.after = *target.wanted.content;
        bytes.push_back(file);
    }
    return bytes;
}

/// The change that undoes an entry.
Result<std::vector<WantedFile>> wantedToUndo(const Journal &journal, const JournalEntry &entry)
{
    std::vector<WantedFile> wanted;
    for (std::size_t i = 0; i < entry.files.size(); ++i) {
        const JournalFile &file = entry.files[i];
        WantedFile undo;
        undo.path = file.path;
        if (file.after)
            undo.before = file.after->digest;
        if (file.before) {
            Result<std::string> bytes = journal.beforeBytes(entry, i);
            if (!bytes)
                return fail(bytes.error());
            if (sha256(*bytes) != file.before->digest)
                return fail(ErrorCode::Io, "the old content is damaged in the journal", {file.path, 0, 0});
            undo.content = std::move(*bytes);
            undo.mode = file.before->attributes.mode;
            undo.attributes = file.before->attributes;
        }
        wanted.push_back(std::move(undo));
    }
    return wanted;
}

} // namespace

TransactionLog::TransactionLog(std::unique_ptr<Private> d_)
    : d(std::move(d_))
{ }

TransactionLog::TransactionLog(TransactionLog &&) noexcept = default;
TransactionLog &TransactionLog::operator=(TransactionLog &&) noexcept = default;
TransactionLog::~TransactionLog() = default;

Result<TransactionLog> TransactionLog::open(std::shared_ptr<const RootDirectory> root)
{
    Result<Journal> journal = Journal::open(root);
    if (!journal)
        return fail(journal.error());
    return TransactionLog(std::unique_ptr<Private>(new Private{std::move(root), std::move(*journal)}));
}

Result<std::vector<std::string>> TransactionLog::Private::recoverLocked()
{
    if (const Result<void> dropped = journal.discardInvalid(); !dropped)
        return fail(dropped.error());
    const Result<std::vector<JournalEntry>> entries = journal.entries();
    if (!entries)
        return fail(entries.error());

    const PathPolicy policy = PathPolicy::of(root);
    DirectorySet directories(root);
    std::vector<std::string> recovered;
    for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry) {
        if (entry->state != TransactionState::Intended)
            continue;
        if (const Result<void> allowed = checkPaths(policy, *entry); !allowed)
            return fail(allowed.error());
        if (const Result<void> restored = restoreFiles(directories, journal, *entry); !restored)
            return fail(restored.error());
        if (const Result<void> marked = journal.finish(entry->id, TransactionState::RolledBack); !marked)
            return fail(marked.error());
        recovered.push_back(entry->id);
    }
    if (const Result<void> swept = sweep(directories, policy); !swept)
        return fail(swept.error());
    return recovered;
}

Result<TransactionLog::Private::Held> TransactionLog::Private::hold()
{
    Result<Descriptor> lock = journal.lock();
    if (!lock)
        return fail(lock.error());
    if (const auto recovered = recoverLocked(); !recovered)
        return fail(recovered.error());
    Result<std::vector<JournalEntry>> entries = journal.entries();
    if (!entries)
        return fail(entries.error());
    return Held{std::move(*lock), std::move(*entries)};
}

Result<void> TransactionLog::Private::perform(DirectorySet &directories, const JournalEntry &entry, const Targets &targets)
{
    if (const Result<void> staged = stageFiles(directories, entry, targets); !staged)
        return staged;
    if (const Result<void> swapped = swapFiles(directories, entry, targets); !swapped)
        return swapped;
    return journal.finish(entry.id, TransactionState::Applied);
}

Result<TransactionRecord> TransactionLog::Private::run(JournalEntry entry, std::vector<WantedFile> wanted)
{
    DirectorySet directories(root);
    const Result<Targets> targets = examineTargets(directories, std::move(wanted));
    if (!targets)
        return fail(targets.error());
    entry.files = journalFiles(*targets);
    entry.createdDirectories = targets->missingDirectories;
    if (const Result<void> begun = journal.begin(entry, journalBytes(*targets)); !begun)
        return fail(begun.error());

    if (Result<void> performed = perform(directories, entry, *targets); !performed) {
        Error error = std::move(performed).error();
        Result<void> restored = restoreFiles(directories, journal, entry);
        if (restored)
            restored = journal.discard(entry.id);
        if (!restored)
            error = {ErrorCode::Io, error.detail + "; what was done is undone at the next start, for now: " + restored.error().detail,
                     restored.error().where};
        return fail(std::move(error));
    }
    entry.state = TransactionState::Applied;
    tidyUp(directories, entry);
    return recordOf(entry, {});
}

Result<std::vector<std::string>> TransactionLog::recover()
{
    const Result<Descriptor> lock = d->journal.lock();
    if (!lock)
        return fail(lock.error());
    return d->recoverLocked();
}

Result<TransactionRecord> TransactionLog::apply(const ChangeSet &changeSet, const Origin &origin)
{
    if (const Result<void> valid = validate(changeSet, PathPolicy::of(d->root)); !valid)
        return fail(valid.error());
    if (changeSet.changes.empty())
        return fail(ErrorCode::InvalidChangeSet, "no changes");
    if (const Result<void> valid = checkOrigin(origin); !valid)
        return fail(valid.error());
    const auto held = d->hold();
    if (!held)
        return fail(held.error());
    const std::vector<JournalEntry> &entries = held->entries;

    JournalEntry entry;
    entry.id = origin.transaction;
    entry.origin = origin;
    entry.reason = changeSet.reason;
    entry.sequence = entries.empty() ? 1 : entries.back().sequence + 1;
    return d->run(std::move(entry), wantedBy(changeSet));
}

Result<TransactionRecord> TransactionLog::rollback(const std::string &id, const Origin &origin)
{
    if (const Result<void> valid = checkOrigin(origin); !valid)
        return fail(valid.error());
    if (!id.empty() && !isHex(id, 32, true))
        return fail(ErrorCode::InvalidArgument, "a transaction id is 32 hexadecimal digits");
    const auto held = d->hold();
    if (!held)
        return fail(held.error());
    const std::vector<JournalEntry> &entries = held->entries;

    const std::vector<std::string> undone = rolledBack(entries);
    // Without an id a roll-back itself does not count: asked twice, the second time undoes the one before.
    const auto wanted = std::find_if(entries.rbegin(), entries.rend(), [&](const JournalEntry &entry) {
        return id.empty() ? entry.state == TransactionState::Applied && !entry.rollsBack && !contains(undone, entry.id) : entry.id == id;
    });
    if (wanted == entries.rend())
        return fail(id.empty() ? ErrorCode::NothingToRollBack : ErrorCode::NotFound, "no such transaction");
    if (wanted->state != TransactionState::Applied || contains(undone, wanted->id))
        return fail(ErrorCode::NothingToRollBack, "already rolled back");

    if (const Result<void> allowed = checkPaths(PathPolicy::of(d->root), *wanted); !allowed)
        return fail(allowed.error());
    Result<std::vector<WantedFile>> files = wantedToUndo(d->journal, *wanted);
    if (!files)
        return fail(files.error());
    JournalEntry entry;
    entry.id = origin.transaction;
    entry.origin = origin;
    entry.sequence = entries.back().sequence + 1;
    entry.rollsBack = wanted->id;
    entry.removedDirectories = wanted->createdDirectories;
    Result<TransactionRecord> record = d->run(std::move(entry), std::move(*files));
    if (!record && record.error().code == ErrorCode::Changed) {
        Error error = std::move(record).error();
        error.code = ErrorCode::Conflict;
        return fail(std::move(error));
    }
    return record;
}

Result<std::vector<TransactionRecord>> TransactionLog::records() const
{
    const Result<std::vector<JournalEntry>> entries = d->journal.entries();
    if (!entries)
        return fail(entries.error());
    const std::vector<std::string> undone = rolledBack(*entries);
    std::vector<TransactionRecord> records;
    records.reserve(entries->size());
    for (const JournalEntry &entry : *entries)
        records.push_back(recordOf(entry, undone));
    return records;
}

Result<void> checkApplicable(const RootDirectory &root, const ChangeSet &changeSet)
{
    // Nothing here outlives this call: the root is only borrowed.
    const std::shared_ptr<const RootDirectory> borrowed(std::shared_ptr<void>(), &root);
    if (const Result<void> valid = validate(changeSet, PathPolicy::of(borrowed)); !valid)
        return valid;
    DirectorySet directories(borrowed);
    const Result<Targets> targets = examineTargets(directories, wantedBy(changeSet));
    if (!targets)
        return fail(targets.error());
    return {};
}

} // namespace pamphlet::change
