// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/rulescan.h"

#include "core/pam/syntax/linereader.h"
#include "core/pam/syntax/plainrule.h"

#include <utility>

namespace pamphlet::pam {

namespace {

std::string_view fileNameOf(std::string_view path)
{
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

/// Without its last suffix it is nothing or `?`.
bool isBadName(std::string_view name)
{
    if (!name.empty() && name.front() != '.' && name.front() != '?')
        return false;
    name = name.substr(0, name.rfind('.'));
    return name.empty() || name == "?";
}

} // namespace

RuleScanner::RuleScanner(std::shared_ptr<const LibpamProfile> profile, bool shortcuts)
    : m_profile(std::move(profile))
    , m_shortcuts(shortcuts)
{
    Control missing;
    missing.actions.fill({Action::Bad});
    m_controls.push_back(missing);
    for (const char *word : {"required", "requisite", "optional", "sufficient", "include", "substack"}) {
        const Control control = parseControl(word, *m_profile);
        m_keywords[static_cast<std::size_t>(control.kind)] = static_cast<std::uint32_t>(m_controls.size());
        m_controls.push_back(control);
    }
}

std::span<const ScannedRule> RuleScanner::scan(std::string_view bytes, Syntax syntax)
{
    m_rules.clear();
    m_services.clear();
    LineReader reader(bytes, m_profile->parser16, m_shortcuts);
    while (true) {
        reader.skipPlain();
        if (syntax == Syntax::PamD && takePlain(reader))
            continue;
        const auto node = static_cast<std::uint32_t>(reader.index());
        const LogicalLine *const line = reader.next();
        if (!line)
            return m_rules;
        if (!line->hidden && (line->kind == NodeKind::Blank || line->kind == NodeKind::Comment))
            continue;
        ScannedRule &rule = m_rules.emplace_back();
        rule.nodeKindBits = static_cast<std::uint8_t>(line->kind);
        rule.node = node;
        rule.line = static_cast<std::uint32_t>(line->line);
        rule.hidden = line->hidden;
        rule.overlong = line->overlong;
        std::string_view service;
        if (line->kind == NodeKind::Rule)
            service = take(*line, bytes, syntax, rule);
        if (syntax == Syntax::PamConf)
            m_services.push_back(service);
    }
}

bool RuleScanner::takePlain(LineReader &reader)
{
    const std::string_view line = reader.peekLine();
    if (line.empty())
        return false;
    const std::optional<PlainRule> read = readPlainRule(line, m_profile->atInclude);
    if (!read)
        return false;
    ScannedRule &rule = m_rules.emplace_back();
    rule.node = static_cast<std::uint32_t>(reader.index());
    rule.line = static_cast<std::uint32_t>(reader.line());
    rule.nodeKindBits = static_cast<std::uint8_t>(NodeKind::Rule);
    rule.overlong = reader.isOverlong();
    reader.takeLine(line);
    rule.hasType = true;
    rule.hasTarget = true;
    rule.targetBegin = read->target.data();
    rule.targetSize = static_cast<std::uint32_t>(read->target.size());
    rule.badName = isBadName(read->fileName);
    if (read->atInclude) {
        rule.kindBits = static_cast<std::uint8_t>(RuleKind::AtInclude);
        return true;
    }
    rule.facilityBits = static_cast<std::uint8_t>(read->facility);
    rule.hasControl = true;
    if (read->control == ControlKind::List) {
        rule.control = listOf(read->list, false);
        rule.badControl = m_controls[rule.control].errorOffset.has_value();
    } else {
        rule.control = m_keywords[static_cast<std::size_t>(read->control)];
    }
    const RuleKind kind = ruleKind(read->control, true);
    rule.kindBits = static_cast<std::uint8_t>(kind);
    rule.plain = kind == RuleKind::Module && !rule.badControl && !rule.badName && !rule.overlong;
    return true;
}

std::string_view RuleScanner::take(const LogicalLine &line, std::string_view bytes, Syntax syntax, ScannedRule &rule)
{
    TokenCursor cursor(line.text);
    const RuleHead head = readHead(cursor, *m_profile, syntax);
    rule.line = static_cast<std::uint32_t>(line.ruleLine(bytes));
    rule.kindBits = static_cast<std::uint8_t>(head.kind);
    if (head.facility)
        rule.facilityBits = static_cast<std::uint8_t>(*head.facility);
    rule.silent = head.silent;
    rule.hasType = head.type.there;
    rule.hasControl = head.controlToken.there;
    rule.hasTarget = head.target.there;
    if (head.controlToken.there) {
        rule.control = head.control == ControlKind::List ? listOf(cursor.contents(head.controlToken), head.controlToken.escapes)
                                                         : m_keywords[static_cast<std::size_t>(head.control)];
        rule.badControl = m_controls[rule.control].errorOffset.has_value();
    }
    if (head.target.there) {
        const std::string_view target = kept(cursor, head.target, line.joined);
        rule.targetBegin = target.data();
        rule.targetSize = static_cast<std::uint32_t>(target.size());
        rule.badName = isBadName(fileNameOf(target));
    }
    rule.plain = head.kind == RuleKind::Module && head.facility && !rule.badControl && !rule.badName && !rule.hidden && !rule.overlong
        && syntax == Syntax::PamD;
    return head.service.there ? kept(cursor, head.service, line.joined) : std::string_view();
}

std::string_view RuleScanner::kept(const TokenCursor &cursor, const TokenRange &token, bool joined)
{
    const std::string_view contents = cursor.contents(token);
    if (!joined && !token.escapes)
        return contents;
    return m_texts.emplace_back(tokenText(contents, token.escapes));
}

std::uint32_t RuleScanner::listOf(std::string_view contents, bool escapes)
{
    if (!escapes) {
        if (const auto found = m_lists.find(contents); found != m_lists.end())
            return found->second;
    }
    const auto index = static_cast<std::uint32_t>(m_controls.size());
    const auto [list, added] = m_lists.emplace(tokenText(contents, escapes), index);
    if (added)
        m_controls.push_back(parseControl(list->first, *m_profile));
    return list->second;
}

} // namespace pamphlet::pam
