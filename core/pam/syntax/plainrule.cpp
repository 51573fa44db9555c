// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/plainrule.h"

#include "core/pam/syntax/byteclass.h"

#include <cstddef>
#include <cstring>

namespace pamphlet::pam {

namespace {

/// Goes over the fields of a line. Every step says whether it found what it was to find.
class Fields
{
public:
    /// The newline at the end of the line stops whatever goes over it.
    explicit Fields(std::string_view line)
        : m_at(line.data())
        , m_end(line.data() + line.size() - 1)
    { }

    void skipBlanks()
    {
        while (*m_at == ' ' || *m_at == '\t')
            ++m_at;
    }

    char first() const { return *m_at; }

    /// A whole field that is this word.
    template<std::size_t size>
    bool take(const char (&word)[size])
    {
        constexpr std::size_t length = size - 1;
        if (static_cast<std::size_t>(m_end - m_at) <= length || std::memcmp(m_at, word, length) != 0
            || !isInClass(m_at[length], byteclass::blank))
            return false;
        m_at += length;
        return true;
    }

    /// What stands in brackets; empty if there is something special about it.
    std::string_view takeList()
    {
        const char *const begin = m_at + 1;
        const char *end = begin;
        while (*end != ']') {
            if (*end == '\\' || *end == '#' || *end == '\n')
                return {};
            ++end;
        }
        m_at = end + 1;
        return {begin, static_cast<std::size_t>(end - begin)};
    }

    /// A field without brackets; the target stays empty if there is none, or a comment in it.
    void takeTarget(PlainRule &rule)
    {
        const char *const begin = m_at;
        const char *name = begin;
        if (*begin == '[')
            return;
        while (true) {
            while (!isInClass(*m_at, byteclass::lineBlank | byteclass::comment | byteclass::slash))
                ++m_at;
            if (*m_at != '/')
                break;
            name = ++m_at;
        }
        if (*m_at == '#')
            return;
        rule.target = {begin, static_cast<std::size_t>(m_at - begin)};
        rule.fileName = {name, static_cast<std::size_t>(m_at - name)};
    }

private:
    const char *m_at;
    const char *m_end;
};

bool takeFacility(Fields &fields, PlainRule &rule)
{
    switch (fields.first()) {
    case 'a':
        rule.facility = Facility::Auth;
        if (fields.take("auth"))
            return true;
        rule.facility = Facility::Account;
        return fields.take("account");
    case 's':
        rule.facility = Facility::Session;
        return fields.take("session");
    case 'p':
        rule.facility = Facility::Password;
        return fields.take("password");
    default:
        return false;
    }
}

bool takeControl(Fields &fields, PlainRule &rule)
{
    switch (fields.first()) {
    case 'r':
        rule.control = ControlKind::Required;
        if (fields.take("required"))
            return true;
        rule.control = ControlKind::Requisite;
        return fields.take("requisite");
    case 'o':
        rule.control = ControlKind::Optional;
        return fields.take("optional");
    case 's':
        rule.control = ControlKind::Sufficient;
        if (fields.take("sufficient"))
            return true;
        rule.control = ControlKind::Substack;
        return fields.take("substack");
    case 'i':
        rule.control = ControlKind::Include;
        return fields.take("include");
    case '[':
        rule.control = ControlKind::List;
        rule.list = fields.takeList();
        return !rule.list.empty() && controlKind(rule.list) == ControlKind::List;
    default:
        return false;
    }
}

} // namespace

std::optional<PlainRule> readPlainRule(std::string_view line, bool atInclude)
{
    PlainRule rule;
    Fields fields(line);
    fields.skipBlanks();
    if (fields.first() == '@') {
        rule.atInclude = true;
        if (!atInclude || !fields.take("@include"))
            return std::nullopt;
    } else {
        if (!takeFacility(fields, rule))
            return std::nullopt;
        fields.skipBlanks();
        if (!takeControl(fields, rule))
            return std::nullopt;
    }
    fields.skipBlanks();
    fields.takeTarget(rule);
    if (rule.target.empty())
        return std::nullopt;
    // A backslash at the end goes on in the next line. In a comment it does not, but that is unusual enough.
    if (line[trimInClass(line, byteclass::lineBlank) - 1] == '\\')
        return std::nullopt;
    return rule;
}

} // namespace pamphlet::pam
