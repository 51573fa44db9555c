// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace pamphlet::yaml {

/// A scalar to be written.
class ScalarValue
{
public:
    enum class Type {
        String, ///< a string for every reader: quoted where it would be taken for something else
        Bool, ///< `true` or `false`
        Integer,
        Null, ///< the word `null`
        Nothing, ///< no value at all: `key:`
        Plain, ///< this plain text, whatever a reader makes of it
    };

    static ScalarValue string(std::string text) { return {Type::String, std::move(text)}; }
    static ScalarValue boolean(bool value) { return {Type::Bool, value ? "true" : "false"}; }
    static ScalarValue integer(long long value) { return {Type::Integer, std::to_string(value)}; }
    static ScalarValue null() { return {Type::Null, "null"}; }
    static ScalarValue nothing() { return {Type::Nothing, {}}; }
    static ScalarValue plain(std::string text) { return {Type::Plain, std::move(text)}; }

    Type type() const { return m_type; }
    const std::string &text() const { return m_text; }

    bool operator==(const ScalarValue &) const = default;

private:
    ScalarValue(Type type, std::string text)
        : m_type(type)
        , m_text(std::move(text))
    { }

    Type m_type;
    std::string m_text;
};

/// A value to be written: a scalar, a sequence or a map. Collections are written in block style (`[]` and `{}` if they are empty).
class NewValue
{
public:
    enum class Kind { Scalar, Sequence, Map };
    using Entries = std::vector<std::pair<std::string, NewValue>>;

    // NOLINTBEGIN(google-explicit-constructor): a scalar is a value
    NewValue(ScalarValue scalar)
        : m_scalar(std::move(scalar))
    { }
    // NOLINTEND(google-explicit-constructor)
    static NewValue sequence(std::vector<NewValue> items)
    {
        NewValue value(ScalarValue::nothing());
        value.m_kind = Kind::Sequence;
        value.m_items = std::move(items);
        return value;
    }
    static NewValue map(Entries entries)
    {
        NewValue value(ScalarValue::nothing());
        value.m_kind = Kind::Map;
        value.m_entries = std::move(entries);
        return value;
    }

    Kind kind() const { return m_kind; }
    const ScalarValue &scalar() const { return m_scalar; }
    const std::vector<NewValue> &items() const { return m_items; }
    const Entries &entries() const { return m_entries; }

private:
    Kind m_kind = Kind::Scalar;
    ScalarValue m_scalar;
    std::vector<NewValue> m_items;
    Entries m_entries;
};

} // namespace pamphlet::yaml
