// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/placedjson.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace pamphlet::pam {

namespace {

constexpr std::size_t maxDepth = 16;

/// Walks over the text and lets others see how far it has come: a SAX reader is not told where it is.
class Watched
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    Watched(const char *at, std::size_t *read)
        : m_at(at)
        , m_read(read)
    { }
    const char &operator*() const { return *m_at; }
    Watched &operator++()
    {
        ++m_at;
        ++*m_read;
        return *this;
    }
    bool operator==(const Watched &other) const { return m_at == other.m_at; }
    bool operator!=(const Watched &other) const { return m_at != other.m_at; }

private:
    const char *m_at;
    std::size_t *m_read;
};

class Reader final : public nlohmann::json_sax<nlohmann::json>
{
public:
    Reader(std::string_view json, const std::size_t &read)
        : m_json(json)
        , m_read(read)
    { }

    PlacedJson root;
    Error problem;

    bool null() override { return add(PlacedJson::Kind::Null, wordStart()); }
    bool boolean(bool value) override
    {
        if (!add(PlacedJson::Kind::Boolean, wordStart()))
            return false;
        m_last->boolean = value;
        return true;
    }
    bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
    bool number_float(number_float_t, const string_t &digits) override { return number(digits); }
    bool binary(binary_t &) override { return refuse("binary data", m_read); }
    bool string(string_t &value) override
    {
        if (!add(PlacedJson::Kind::String, stringStart()))
            return false;
        m_last->text = std::move(value);
        return true;
    }

    bool start_object(std::size_t) override { return open(PlacedJson::Kind::Object); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(PlacedJson::Kind::Array); }
    bool end_array() override { return close(); }

    bool key(string_t &name) override
    {
        std::vector<PlacedJson::Member> &members = m_open.back()->members;
        const std::size_t at = stringStart();
        if (std::any_of(members.begin(), members.end(), [&name](const PlacedJson::Member &member) { return member.key == name; }))
            return refuse("a key that comes twice", at);
        members.push_back({std::move(name), place(at), {}});
        return true;
    }

    bool parse_error(std::size_t at, const std::string &, const nlohmann::json::exception &) override
    {
        return refuse("not JSON", at == 0 ? 0 : at - 1); // the parser's own message quotes the document
    }

private:
    bool number(std::string digits)
    {
        // The lexer has looked one byte further, unless the text ends with the number.
        std::size_t at = std::min(m_read, m_json.size());
        const auto partOfNumber = [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'; };
        if (at > 0 && !partOfNumber(m_json[at - 1]))
            --at;
        while (at > 0 && partOfNumber(m_json[at - 1]))
            --at;
        if (!add(PlacedJson::Kind::Number, at))
            return false;
        m_last->text = std::move(digits);
        return true;
    }

    bool open(PlacedJson::Kind kind)
    {
        if (m_open.size() == maxDepth)
            return refuse("values nested too deep", m_read - 1);
        if (!add(kind, m_read - 1))
            return false;
        m_open.push_back(m_last);
        return true;
    }

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    bool add(PlacedJson::Kind kind, std::size_t at)
    {
        // Pointers into the vectors stay good: a container grows only while none of its elements is open.
        if (m_open.empty()) {
            m_last = &root;
        } else if (m_open.back()->kind == PlacedJson::Kind::Object) {
            m_last = &m_open.back()->members.back().value;
        } else {
            m_last = &m_open.back()->elements.emplace_back();
        }
        m_last->kind = kind;
        m_last->where = place(at);
        return true;
    }

    bool refuse(std::string what, std::size_t at)
    {
        problem = Error{ErrorCode::InvalidInput, std::move(what), place(at)};
        return false;
    }

    /// Of "null", "true", "false", which end where reading has come to.
    std::size_t wordStart() const
    {
        std::size_t at = m_read;
        while (at > 0 && m_json[at - 1] >= 'a' && m_json[at - 1] <= 'z')
            --at;
        return at;
    }

    /// The opening quote of the string that ends where reading has come to: the next one back that no backslash escapes.
    std::size_t stringStart() const
    {
        for (std::size_t at = m_read - 1; at > 0;) {
            --at;
            if (m_json[at] != '"')
                continue;
            std::size_t backslashes = 0;
            while (backslashes < at && m_json[at - 1 - backslashes] == '\\')
                ++backslashes;
            if (backslashes % 2 == 0)
                return at;
        }
        return 0;
    }

    /// Positions are asked for in about their order, so that lines are counted only once.
    Place place(std::size_t at)
    {
        at = std::min(at, m_json.size());
        if (at < m_lineStart) {
            m_line = 1;
            m_lineStart = 0;
        }
        for (std::size_t newline = m_json.find('\n', m_lineStart); newline < at; newline = m_json.find('\n', m_lineStart)) {
            ++m_line;
            m_lineStart = newline + 1;
        }
        return {{}, m_line, at - m_lineStart + 1};
    }

    std::string_view m_json;
    const std::size_t &m_read;
    std::vector<PlacedJson *> m_open;
    PlacedJson *m_last = nullptr;
    std::size_t m_line = 1;
    std::size_t m_lineStart = 0;
};

} // namespace

Result<PlacedJson> parsePlacedJson(std::string_view json)
{
    // The lexer takes a NUL for the end, and would not read what follows.
    if (const std::size_t null = json.find('\0'); null != std::string_view::npos) {
        const std::string_view before = json.substr(0, null);
        const std::size_t newline = before.rfind('\n');
        return fail(ErrorCode::InvalidInput, "not JSON: a NUL byte",
                    {{},
                     static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1,
                     newline == std::string_view::npos ? null + 1 : null - newline});
    }
    if (json.starts_with("\xef\xbb\xbf"))
        return fail(ErrorCode::InvalidInput, "not JSON: begins with a byte order mark", {{}, 1, 1});
    std::size_t read = 0;
    Reader reader(json, read);
    if (!nlohmann::json::sax_parse(Watched(json.data(), &read), Watched(json.data() + json.size(), &read), &reader))
        return fail(std::move(reader.problem));
    return std::move(reader.root);
}

} // namespace pamphlet::pam
