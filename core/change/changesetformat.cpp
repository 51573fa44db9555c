// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// serialize() and parseChangeSet(): the form of docs/changeset.md. Read by SAX, so a hostile document is dropped at its first wrong
// token, before anything is built of it, and a key that comes twice is seen.
#include "core/change/changeset.h"

#include "core/change/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace pamphlet::change {

namespace {

constexpr std::uint64_t formatVersion = 1;

std::string octal(std::uint32_t mode)
{
    std::string digits;
    for (; mode != 0 || digits.size() < 4; mode >>= 3)
        digits.insert(digits.begin(), static_cast<char>('0' + (mode & 7U)));
    return digits;
}

std::optional<std::uint32_t> fromOctal(std::string_view text)
{
    if (text.size() != 4 || text.front() != '0')
        return std::nullopt;
    std::uint32_t mode = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '7')
            return std::nullopt;
        mode = mode << 3 | static_cast<std::uint32_t>(digit - '0');
    }
    return mode;
}

class Reader final : public nlohmann::json_sax<nlohmann::json>
{
public:
    ChangeSet set;
    std::string problem; ///< empty: fine so far
    std::size_t position = 0; ///< byte of a syntax error, from 1; 0 if it was no syntax error

    bool complete() const { return m_level == Level::After; }

    bool start_object(std::size_t) override
    {
        if (m_level == Level::Before)
            return enter(Level::Top);
        if (m_level != Level::Changes)
            return refuse("an object where none belongs");
        if (set.changes.size() == maxChanges)
            return refuse("too many changes");
        set.changes.emplace_back();
        return enter(Level::Change);
    }

    bool key(string_t &name) override
    {
        const bool top = m_level == Level::Top;
        const auto known = std::find_if(keys.begin(), keys.end(), [&](const Key &entry) { return entry.top == top && entry.name == name; });
        if (known == keys.end())
            return refuse("an unknown key");
        m_key = known->field;
        const unsigned bit = 1U << static_cast<unsigned>(m_key);
        unsigned &seen = top ? m_seenTop : m_seenChange;
        if ((seen & bit) != 0)
            return refuse("a key that comes twice");
        seen |= bit;
        return true;
    }

    bool end_object() override
    {
        if (m_level == Level::Change) {
            if (!has(m_seenChange, {Field::Path, Field::Before, Field::Content}))
                return refuse("a change without path, before or content");
            return enter(Level::Changes);
        }
        if (!has(m_seenTop, {Field::Format, Field::Changes}))
            return refuse("no format or no changes");
        return enter(Level::After);
    }

    bool start_array(std::size_t) override
    {
        return m_level == Level::Top && m_key == Field::Changes ? enter(Level::Changes) : refuse("an array where none belongs");
    }

    bool end_array() override { return enter(Level::Top); }

    bool null() override
    {
        // The optionals are empty already; saying so is what these keys are for.
        return m_level == Level::Change && m_key != Field::Path ? true : refuse("null where a value belongs");
    }

    bool boolean(bool) override { return refuse("true or false where neither belongs"); }
    bool number_integer(number_integer_t) override { return refuse("a number where none belongs"); }
    bool number_float(number_float_t, const string_t &) override { return refuse("a number where none belongs"); }
    bool binary(binary_t &) override { return refuse("binary data"); }

    bool number_unsigned(number_unsigned_t value) override
    {
        if (m_level != Level::Top || m_key != Field::Format)
            return refuse("a number where none belongs");
        return value == formatVersion ? true : refuse("a format that this version does not know");
    }

    bool string(string_t &value) override
    {
        if (m_level == Level::Top && m_key == Field::Reason) {
            set.reason = std::move(value);
            return true;
        }
        if (m_level != Level::Change)
            return refuse("a string where none belongs");
        FileChange &change = set.changes.back();
        switch (m_key) {
        case Field::Path:
            change.path = std::move(value);
            return true;
        case Field::Before:
            change.before = std::move(value);
            return true;
        case Field::Content:
            change.content = fromBase64(value);
            return change.content ? true : refuse("content that is not base64");
        case Field::Mode:
            change.mode = fromOctal(value);
            return change.mode ? true : refuse("a malformed mode");
        default:
            return refuse("a string where none belongs");
        }
    }

    bool parse_error(std::size_t at, const std::string &, const nlohmann::json::exception &) override
    {
        position = std::max<std::size_t>(at, 1);
        problem = "not JSON"; // the parser's own message quotes the document
        return false;
    }

private:
    enum class Level { Before, Top, Changes, Change, After };
    enum class Field { Format, Reason, Changes, Path, Before, Content, Mode };
    struct Key {
        bool top;
        std::string_view name;
        Field field;
    };
    static constexpr std::array<Key, 7> keys{{
        {true, "format", Field::Format},
        {true, "reason", Field::Reason},
        {true, "changes", Field::Changes},
        {false, "path", Field::Path},
        {false, "before", Field::Before},
        {false, "content", Field::Content},
        {false, "mode", Field::Mode},
    }};

    static bool has(unsigned seen, std::initializer_list<Field> fields)
    {
        return std::all_of(fields.begin(), fields.end(), [seen](Field field) { return (seen >> static_cast<unsigned>(field) & 1U) != 0; });
    }

    bool enter(Level level)
    {
        m_level = level;
        if (level == Level::Change)
            m_seenChange = 0;
        return true;
    }

    bool refuse(std::string_view what)
    {
        problem = what;
        if (m_level == Level::Change || m_level == Level::Changes)
            problem += " (change " + std::to_string(set.changes.size()) + ')';
        return false;
    }

    Level m_level = Level::Before;
    Field m_key = Field::Format;
    unsigned m_seenTop = 0;
    unsigned m_seenChange = 0;
};

Place placeOf(std::string_view json, std::size_t position)
{
    if (position == 0)
        return {};
    const std::string_view before = json.substr(0, std::min(position - 1, json.size()));
    const auto newline = before.rfind('\n');
    return {{},
            static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1,
            newline == std::string_view::npos ? before.size() + 1 : before.size() - newline};
}

} // namespace

std::string serialize(const ChangeSet &changeSet)
{
    using nlohmann::ordered_json;
    ordered_json changes = ordered_json::array();
    for (const FileChange &change : changeSet.changes) {
        ordered_json entry;
        entry["path"] = change.path;
        entry["before"] = change.before ? ordered_json(*change.before) : ordered_json(nullptr);
        entry["content"] = change.content ? ordered_json(toBase64(*change.content)) : ordered_json(nullptr);
        if (change.mode)
            entry["mode"] = octal(*change.mode);
        changes.push_back(std::move(entry));
    }
    ordered_json document;
    document["format"] = formatVersion;
    document["reason"] = changeSet.reason;
    document["changes"] = std::move(changes);
    // Only an invalid set can have bytes that are not UTF-8: it must not throw here, and parseChangeSet() need not take it.
    return document.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

Result<ChangeSet> parseChangeSet(std::string_view json, const PathPolicy &policy)
{
    if (json.size() > maxChangeSetBytes)
        return fail(ErrorCode::InvalidChangeSet, "larger than " + std::to_string(maxChangeSetBytes) + " bytes");
    // The lexer takes a NUL for the end, so whatever followed it would go unread.
    if (json.find('\0') != std::string_view::npos)
        return fail(ErrorCode::InvalidChangeSet, "not JSON: a NUL byte", placeOf(json, json.find('\0') + 1));
    if (json.starts_with("\xef\xbb\xbf"))
        return fail(ErrorCode::InvalidChangeSet, "not JSON: begins with a byte order mark", {{}, 1, 1});
    Reader reader;
    const bool parsed = nlohmann::json::sax_parse(json.begin(), json.end(), &reader);
    if (!parsed || !reader.complete())
        return fail(ErrorCode::InvalidChangeSet, reader.problem.empty() ? "not JSON" : reader.problem, placeOf(json, reader.position));
    if (Result<void> valid = validate(reader.set, policy); !valid) {
        Error error = std::move(valid).error();
        error.code = ErrorCode::InvalidChangeSet;
        return fail(std::move(error));
    }
    return std::move(reader.set);
}

} // namespace pamphlet::change
