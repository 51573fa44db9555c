// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/directoryset.h"
#include "core/change/journal.h"

#include "core/change/text.h"

#include <nlohmann/json.hpp>

namespace pamphlet::change {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr int formatVersion = 1;

ordered_json toJson(const std::optional<JournalImage> &image)
{
    if (!image)
        return nullptr;
    ordered_json extended = ordered_json::object();
    for (const auto &[name, value] : image->attributes.extended)
        extended[name] = toBase64(value);
    ordered_json result;
    result["digest"] = image->digest;
    result["mode"] = image->attributes.mode;
    result["uid"] = image->attributes.uid;
    result["gid"] = image->attributes.gid;
    result["xattrs"] = std::move(extended);
    return result;
}

// The readers below throw json::exception for a wrong type or a missing key; parseIntent() turns it into a value.

std::optional<JournalImage> imageFrom(const json &value)
{
    if (value.is_null())
        return std::nullopt;
    JournalImage image;
    image.digest = value.at("digest").get<std::string>();
    image.attributes.mode = value.at("mode").get<std::uint32_t>();
    image.attributes.uid = value.at("uid").get<std::uint32_t>();
    image.attributes.gid = value.at("gid").get<std::uint32_t>();
    for (const auto &[name, bytes] : value.at("xattrs").items())
        image.attributes.extended.emplace(name, fromBase64(bytes.get<std::string>()).value_or(std::string()));
    return image;
}

bool plausible(const JournalEntry &entry)
{
    if (!isHex(entry.id, 32, true) || (entry.rollsBack && !isHex(*entry.rollsBack, 32, true)))
        return false;
    // Only for a file's sake is a directory made, and removed with it.
    const auto isDirectory = [&entry](const std::string &path) {
        return std::any_of(entry.files.begin(), entry.files.end(),
                           [&path](const JournalFile &file) { return parentOf(file.path) == path; });
    };
    if (!std::all_of(entry.createdDirectories.begin(), entry.createdDirectories.end(), isDirectory)
        || !std::all_of(entry.removedDirectories.begin(), entry.removedDirectories.end(), isDirectory))
        return false;
    const PathPolicy policy = PathPolicy::anywhere(); // what was listed then need not be now
    const auto isImage = [](const std::optional<JournalImage> &image) { return !image || isHex(image->digest, 64); };
    return std::all_of(entry.files.begin(), entry.files.end(), [&](const JournalFile &file) {
        return policy.check(file.path).has_value() && isImage(file.before) && isImage(file.after) && (file.before || file.after);
    });
}

} // namespace

bool JournalEntry::operator==(const JournalEntry &other) const
{
    return id == other.id && sequence == other.sequence && origin.uid == other.origin.uid && origin.userName == other.origin.userName
        && origin.secondsSinceEpoch == other.origin.secondsSinceEpoch && reason == other.reason && rollsBack == other.rollsBack
        && createdDirectories == other.createdDirectories && removedDirectories == other.removedDirectories && files == other.files
        && state == other.state;
}

std::string serializeIntent(const JournalEntry &entry)
{
    ordered_json document;
    document["format"] = formatVersion;
    document["id"] = entry.id;
    document["sequence"] = entry.sequence;
    document["uid"] = entry.origin.uid;
    document["user"] = entry.origin.userName;
    document["seconds"] = entry.origin.secondsSinceEpoch;
    document["reason"] = entry.reason;
    document["rollsBack"] = entry.rollsBack ? ordered_json(*entry.rollsBack) : ordered_json(nullptr);
    document["createdDirectories"] = entry.createdDirectories;
    document["removedDirectories"] = entry.removedDirectories;
    ordered_json files = ordered_json::array();
    for (const JournalFile &file : entry.files)
        files.push_back({{"path", file.path}, {"before", toJson(file.before)}, {"after", toJson(file.after)}});
    document["files"] = std::move(files);
    // A user name from elsewhere may be any bytes.
    return document.dump(1, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

Result<JournalEntry> parseIntent(std::string_view text)
{
    const auto damaged = [] { return fail(ErrorCode::Io, "damaged journal entry"); };
    const json document = json::parse(text.begin(), text.end(), nullptr, false);
    try {
        if (document.at("format").get<int>() != formatVersion)
            return fail(ErrorCode::Unsupported, "a journal entry of another version");
        JournalEntry entry;
        entry.id = document.at("id").get<std::string>();
        entry.sequence = document.at("sequence").get<std::uint64_t>();
        entry.origin.uid = document.at("uid").get<std::uint32_t>();
        entry.origin.userName = document.at("user").get<std::string>();
        entry.origin.secondsSinceEpoch = document.at("seconds").get<std::int64_t>();
        entry.origin.transaction = entry.id;
        entry.reason = document.at("reason").get<std::string>();
        if (const json &target = document.at("rollsBack"); !target.is_null())
            entry.rollsBack = target.get<std::string>();
        entry.createdDirectories = document.at("createdDirectories").get<std::vector<std::string>>();
        entry.removedDirectories = document.at("removedDirectories").get<std::vector<std::string>>();
        for (const json &file : document.at("files"))
            entry.files.push_back({file.at("path").get<std::string>(), imageFrom(file.at("before")), imageFrom(file.at("after"))});
        if (!plausible(entry))
            return damaged();
        return entry;
    } catch (const json::exception &) {
        return damaged();
    }
}

} // namespace pamphlet::change
