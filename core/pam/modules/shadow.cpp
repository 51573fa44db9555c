// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/shadow.h"

#include "core/pam/returncode.h"

#include <charconv>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

namespace {

constexpr const char *shadowFile = "/etc/shadow";
constexpr int accountExpired = 13; // PAM_ACCT_EXPIRED
constexpr int passwordExpired = 27; // PAM_AUTHTOK_EXPIRED

std::vector<std::string_view> fieldsOf(std::string_view line)
{
    std::vector<std::string_view> fields;
    for (;;) {
        const std::size_t colon = line.find(':');
        fields.push_back(line.substr(0, colon));
        if (colon == std::string_view::npos)
            return fields;
        line.remove_prefix(colon + 1);
    }
}

/// crypt(3) begins no hash with these, so nothing that is typed can become it.
ShadowEntry::Password passwordOf(std::string_view hash)
{
    if (hash.empty())
        return ShadowEntry::Password::Empty;
    // Traditional DES hashes have 13 characters; everything else begins with a method.
    const bool usable = hash.starts_with('$') || hash.starts_with('_') || hash.size() == 13;
    return usable && hash.find_first_of("!*") == std::string_view::npos ? ShadowEntry::Password::Usable : ShadowEntry::Password::None;
}

using Days = std::optional<std::int64_t>;

/// InvalidInput for what is no number: glibc then reads no entry at all.
Result<Days> days(const std::vector<std::string_view> &fields, std::size_t place)
{
    if (place >= fields.size() || fields[place].empty())
        return Days();
    std::int64_t value = 0;
    const std::string_view text = fields[place];
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0)
        return fail(ErrorCode::InvalidInput, "not a number of days", {shadowFile, 0, 0});
    return Days(value);
}

Result<ShadowEntry> entryOf(const std::vector<std::string_view> &fields)
{
    const auto lastChange = days(fields, 2);
    const auto maximum = days(fields, 4);
    const auto inactive = days(fields, 6);
    const auto expires = days(fields, 7);
    const auto minimum = days(fields, 3);
    const auto warning = days(fields, 5);
    for (const auto *number : {&lastChange, &minimum, &maximum, &warning, &inactive, &expires}) {
        if (!*number)
            return fail(number->error());
    }
    return ShadowEntry{passwordOf(fields[1]), *lastChange, *maximum, *inactive, *expires};
}

} // namespace

Result<std::map<std::string, ShadowEntry>> readShadow(const FileSource &tree)
{
    const FileContent file = tree.read(shadowFile);
    if (file.status.kind == FileKind::Missing)
        return fail(ErrorCode::NotFound, "no such file", {shadowFile, 0, 0});
    if (file.status.kind != FileKind::Regular)
        return fail(ErrorCode::Unreadable, file.status.detail, {shadowFile, 0, 0});
    std::map<std::string, ShadowEntry> entries;
    std::string_view rest = file.bytes;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        const std::vector<std::string_view> fields = fieldsOf(line);
        if (fields.size() < 2 || fields[0].empty())
            continue;
        if (const auto entry = entryOf(fields))
            entries.try_emplace(std::string(fields[0]), *entry);
    }
    return entries;
}

int unixAccountCode(const ShadowEntry &entry, std::int64_t today, const LibpamProfile &profile)
{
    if (entry.expires && today >= *entry.expires)
        return accountExpired;
    if (entry.lastChange == 0)
        return rc::newAuthtokReqd;
    if (profile.parser16 && !entry.lastChange)
        return rc::success;
    const std::int64_t changed = entry.lastChange.value_or(-1);
    if (today < changed || !entry.maximum)
        return rc::success;
    const std::int64_t age = today - changed;
    if (profile.parser16) {
        if (entry.inactive && age >= *entry.maximum + *entry.inactive)
            return passwordExpired;
        return age >= *entry.maximum ? rc::newAuthtokReqd : rc::success;
    }
    if (entry.inactive && age > *entry.maximum && age > *entry.inactive && age > *entry.maximum + *entry.inactive)
        return passwordExpired;
    return age > *entry.maximum ? rc::newAuthtokReqd : rc::success;
}

std::optional<int> unixRightPasswordCode(const ShadowEntry &entry)
{
    switch (entry.password) {
    case ShadowEntry::Password::Usable:
        return rc::success;
    case ShadowEntry::Password::None:
        return rc::authErr;
    case ShadowEntry::Password::Empty:
        break;
    }
    return std::nullopt;
}

} // namespace pamphlet::pam
