// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/journal.h"

#include "core/change/systemerror.h"
#include "core/change/text.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pamphlet::change {

namespace {

constexpr std::string_view intentName = "intent.json";
constexpr std::string_view newIntentName = "intent.new";
constexpr std::string_view stateName = "state";
constexpr std::string_view lockName = "lock";
constexpr std::size_t maxIntentBytes = 256u << 20;

struct Marker {
    TransactionState state;
    std::string_view name; ///< prepared under this name, in force as `state`
    std::string_view text;
};
constexpr std::array<Marker, 2> markers{{
    {TransactionState::Applied, "state.applied", "applied\n"},
    {TransactionState::RolledBack, "state.rolled-back", "rolled-back\n"},
}};

std::string entryPath(const std::string &id, std::string_view name = {})
{
    std::string path = std::string(Journal::directoryPath) + '/' + id;
    if (!name.empty())
        path += '/' + std::string(name);
    return path;
}

std::string numbered(std::string_view side, std::size_t file)
{
    return std::string(side) + '-' + std::to_string(file);
}

Result<std::vector<std::string>> namesIn(int directory, const std::string &path)
{
    Descriptor own = openInside(directory, ".", O_RDONLY | O_DIRECTORY, Resolve::Beneath);
    if (!own.valid())
        return fail(systemError(errno, "list", path));
    const std::unique_ptr<DIR, int (*)(DIR *)> stream(::fdopendir(own.get()), &::closedir);
    if (!stream)
        return fail(systemError(errno, "list", path));
    (void)own.release();
    std::vector<std::string> names;
    errno = 0;
    while (const dirent *entry = ::readdir(stream.get())) {
        std::string name = entry->d_name;
        if (name != "." && name != "..")
            names.push_back(std::move(name));
    }
    if (errno != 0)
        return fail(systemError(errno, "list", path));
    return names;
}

/// Belongs to whom its directory belongs to.
Result<void> writeJournalFile(int directory, const std::string &id, std::string_view name, std::string_view bytes)
{
    struct stat above {
    };
    if (::fstat(directory, &above) != 0)
        return fail(systemError(errno, "examine", entryPath(id)));
    const FileAttributes attributes{0600, above.st_uid, above.st_gid, {}};
    return writeNewFile({directory, std::string(name), entryPath(id, name)}, bytes, attributes, Attributes::Inherit);
}

} // namespace

Journal::Journal(Descriptor directory)
    : m_directory(std::move(directory))
{ }

Result<Journal> Journal::open(std::shared_ptr<const RootDirectory> root)
{
    struct Step {
        const char *path;
        std::uint32_t mode;
    };
    // Old contents may hold what only root may read.
    constexpr std::array<Step, 4> steps{{{"/var", 0755}, {"/var/lib", 0755}, {"/var/lib/pamphlet", 0755}, {directoryPath, 0700}}};

    DirectorySet directories(std::move(root));
    int directory = -1;
    for (const Step &step : steps) {
        Result<int> found = directories.get(step.path);
        if (!found && found.error().code == ErrorCode::NotFound)
            found = directories.create(step.path, step.mode);
        if (!found)
            return fail(found.error());
        directory = *found;
    }
    struct stat info {
    };
    if (::fstat(directory, &info) != 0)
        return fail(systemError(errno, "examine", directoryPath));
    if ((info.st_mode & 07777) != 0700 && ::fchmod(directory, 0700) != 0)
        return fail(systemError(errno, "close the journal to others", directoryPath));
    Descriptor own = openInside(directory, ".", O_RDONLY | O_DIRECTORY, Resolve::Beneath);
    if (!own.valid())
        return fail(systemError(errno, "open the directory", directoryPath));
    return Journal(std::move(own));
}

Result<Descriptor> Journal::lock() const
{
    const std::string path = entryPath(std::string(lockName));
    constexpr int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK;
    struct stat above {
    };
    if (::fstat(m_directory.get(), &above) != 0)
        return fail(systemError(errno, "examine", directoryPath));
    Descriptor file = openInside(m_directory.get(), std::string(lockName), flags | O_CREAT | O_EXCL, Resolve::Beneath, 0600);
    if (file.valid()) {
        // Root working in somebody's own tree must not leave a lock that its owner cannot open.
        if (::geteuid() == 0 && above.st_uid != 0 && ::fchown(file.get(), above.st_uid, above.st_gid) != 0)
            return fail(systemError(errno, "set the owner", path));
    } else if (errno == EEXIST) {
        // What is there already keeps its owner: it could be another name of any file of root's.
        file = openInside(m_directory.get(), std::string(lockName), flags, Resolve::Beneath);
        struct stat found {
        };
        if (file.valid() && ::fstat(file.get(), &found) != 0)
            return fail(systemError(errno, "examine", path));
        if (file.valid() && (!S_ISREG(found.st_mode) || found.st_nlink != 1 || (found.st_uid != 0 && found.st_uid != above.st_uid)))
            return fail(ErrorCode::Unsafe, "not a lock that we made", {path, 0, 0});
    }
    if (!file.valid())
        return fail(systemError(errno, "open the lock", path));
    while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR)
            continue;
        if (errno == EWOULDBLOCK)
            return fail(ErrorCode::Busy, "another transaction is under way", {path, 0, 0});
        return fail(systemError(errno, "lock", path));
    }
    return file;
}

Result<std::vector<std::string>> Journal::ids() const
{
    Result<std::vector<std::string>> names = namesIn(m_directory.get(), directoryPath);
    if (names)
        std::erase_if(*names, [](const std::string &name) { return !isHex(name, 32, true); });
    return names;
}

Result<Descriptor> Journal::openEntry(const std::string &id) const
{
    Descriptor directory = openInside(m_directory.get(), id, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, Resolve::Beneath);
    if (!directory.valid())
        return fail(systemError(errno, "open the directory", entryPath(id)));
    return directory;
}

Result<std::optional<TransactionState>> Journal::readState(int directory, const std::string &id) const
{
    const Result<std::optional<std::string>> text = readBytes({directory, std::string(stateName), entryPath(id, stateName)}, 64);
    if (!text)
        return fail(text.error());
    if (!*text)
        return std::optional<TransactionState>();
    for (const Marker &marker : markers) {
        if (**text == marker.text)
            return std::optional(marker.state);
    }
    return fail(ErrorCode::Io, "damaged state of a transaction", {entryPath(id, stateName), 0, 0});
}

Result<JournalEntry> Journal::readEntry(const std::string &id) const
{
    const Result<Descriptor> directory = openEntry(id);
    if (!directory)
        return fail(directory.error());
    const Place place{entryPath(id, intentName), 0, 0};
    const Result<std::optional<std::string>> text = readBytes({directory->get(), std::string(intentName), place.file}, maxIntentBytes);
    if (!text)
        return fail(text.error());
    if (!*text)
        return fail(ErrorCode::NotFound, "never became valid", place);
    const Result<std::optional<TransactionState>> state = readState(directory->get(), id);
    if (!state)
        return fail(state.error());
    Result<JournalEntry> entry = parseIntent(**text);
    if (entry && entry->id == id) {
        entry->state = state->value_or(TransactionState::Intended);
        return entry;
    }
    // What is finished needs nobody to understand it; what is not must not be guessed at.
    if (*state)
        return fail(ErrorCode::NotFound, "finished, and no longer readable", place);
    return fail(entry ? ErrorCode::Io : entry.error().code, "unfinished transaction whose journal entry is damaged", place);
}

Result<std::vector<JournalEntry>> Journal::entries() const
{
    const Result<std::vector<std::string>> found = ids();
    if (!found)
        return fail(found.error());
    std::vector<JournalEntry> entries;
    for (const std::string &id : *found) {
        Result<JournalEntry> entry = readEntry(id);
        if (entry)
            entries.push_back(std::move(*entry));
        else if (entry.error().code != ErrorCode::NotFound)
            return fail(entry.error());
    }
    std::sort(entries.begin(), entries.end(), [](const JournalEntry &a, const JournalEntry &b) { return a.sequence < b.sequence; });
    return entries;
}

Result<void> Journal::begin(const JournalEntry &entry, const std::vector<JournalBytes> &bytes) const
{
    const std::string &id = entry.id;
    const int parent = m_directory.get();
    if (::mkdirat(parent, id.c_str(), 0700) != 0) {
        if (errno == EEXIST)
            return fail(ErrorCode::InvalidArgument, "a transaction of this id exists", {entryPath(id), 0, 0});
        return fail(systemError(errno, "make the directory", entryPath(id)));
    }
    const auto write = [&]() -> Result<void> {
        const Result<Descriptor> opened = openEntry(id);
        if (!opened)
            return fail(opened.error());
        const int directory = opened->get();
        struct stat above {
        };
        if (::fstat(parent, &above) != 0)
            return fail(systemError(errno, "examine", directoryPath));
        if (::geteuid() == 0 && above.st_uid != 0 && ::fchown(directory, above.st_uid, above.st_gid) != 0)
            return fail(systemError(errno, "set the owner", entryPath(id)));

        const auto add = [&](std::string_view name, std::string_view content) { return writeJournalFile(directory, id, name, content); };
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            for (const auto &[side, content] : {std::pair("before", bytes[i].before), std::pair("after", bytes[i].after)}) {
                if (!content)
                    continue;
                if (const Result<void> added = add(numbered(side, i), *content); !added)
                    return added;
            }
        }
        for (const Marker &marker : markers) {
            if (const Result<void> added = add(marker.name, marker.text); !added)
                return added;
        }
        if (const Result<void> added = add(newIntentName, serializeIntent(entry)); !added)
            return added;
        if (::renameat(directory, newIntentName.data(), directory, intentName.data()) != 0)
            return fail(systemError(errno, "rename", entryPath(id, intentName)));
        if (const Result<void> synced = syncDirectory(directory, entryPath(id)); !synced)
            return synced;
        return syncDirectory(parent, directoryPath);
    };
    Result<void> written = write();
    if (!written)
        (void)discard(id); // the first error is the one to tell; recover() finds what is left
    return written;
}

Result<void> Journal::finish(const std::string &id, TransactionState state) const
{
    const auto marker = std::find_if(markers.begin(), markers.end(), [state](const Marker &entry) { return entry.state == state; });
    if (marker == markers.end())
        return fail(ErrorCode::Internal, "no marker for this state");
    const Result<Descriptor> opened = openEntry(id);
    if (!opened)
        return fail(opened.error());
    const int directory = opened->get();
    const std::string path = entryPath(id, stateName);
    if (::renameat(directory, marker->name.data(), directory, stateName.data()) != 0) {
        if (errno != ENOENT)
            return fail(systemError(errno, "rename", path));
        // The prepared marker is gone; nothing of ours removes it before this.
        if (const Result<void> written = writeJournalFile(directory, id, marker->name, marker->text); !written)
            return written;
        if (::renameat(directory, marker->name.data(), directory, stateName.data()) != 0)
            return fail(systemError(errno, "rename", path));
    }
    if (const Result<void> synced = syncDirectory(directory, entryPath(id)); !synced) {
        ::unlinkat(directory, stateName.data(), 0); // the caller takes the failure for "not marked", so it must not be
        return synced;
    }
    for (const Marker &other : markers)
        ::unlinkat(directory, other.name.data(), 0); // tidiness: it means nothing under this name
    return {};
}

Result<void> Journal::discard(const std::string &id) const
{
    const Result<Descriptor> opened = openEntry(id);
    if (!opened)
        return fail(opened.error());
    const int directory = opened->get();
    // The intent goes first: without it the rest is only litter, whenever we are killed.
    if (::unlinkat(directory, intentName.data(), 0) != 0 && errno != ENOENT)
        return fail(systemError(errno, "remove", entryPath(id, intentName)));
    if (const Result<void> synced = syncDirectory(directory, entryPath(id)); !synced)
        return synced;
    const Result<std::vector<std::string>> names = namesIn(directory, entryPath(id));
    if (!names)
        return fail(names.error());
    for (const std::string &name : *names) {
        if (::unlinkat(directory, name.c_str(), 0) != 0 && errno != ENOENT)
            return fail(systemError(errno, "remove", entryPath(id, name)));
    }
    if (::unlinkat(m_directory.get(), id.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT)
        return fail(systemError(errno, "remove", entryPath(id)));
    return {};
}

Result<void> Journal::discardInvalid() const
{
    const Result<std::vector<std::string>> found = ids();
    if (!found)
        return fail(found.error());
    for (const std::string &id : *found) {
        const Result<Descriptor> directory = openEntry(id);
        if (!directory)
            return fail(directory.error());
        if (::faccessat(directory->get(), intentName.data(), F_OK, AT_SYMLINK_NOFOLLOW) == 0)
            continue;
        if (errno != ENOENT)
            return fail(systemError(errno, "examine", entryPath(id, intentName)));
        if (const Result<void> dropped = discard(id); !dropped)
            return dropped;
    }
    return {};
}

Result<std::string> Journal::beforeBytes(const JournalEntry &entry, std::size_t file) const
{
    const Result<Descriptor> directory = openEntry(entry.id);
    if (!directory)
        return fail(directory.error());
    const std::string name = numbered("before", file);
    Result<std::optional<std::string>> bytes = readBytes({directory->get(), name, entryPath(entry.id, name)}, maxFileBytes);
    if (!bytes)
        return fail(bytes.error());
    if (!*bytes)
        return fail(ErrorCode::Io, "the old content is missing from the journal", {entryPath(entry.id, name), 0, 0});
    return std::move(**bytes);
}

std::vector<std::string> rolledBack(const std::vector<JournalEntry> &entries)
{
    // Newest first: a roll-back counts only while nothing newer has undone it in turn.
    std::vector<std::string> undone;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (entry->state == TransactionState::Applied && entry->rollsBack
            && std::find(undone.begin(), undone.end(), entry->id) == undone.end())
            undone.push_back(*entry->rollsBack);
    }
    return undone;
}

} // namespace pamphlet::change
