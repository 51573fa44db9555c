// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/fixes.h"

#include "core/pam/syntax/edit.h"

#include <utility>

namespace pamphlet::pam {

namespace {

bool isRule(const Document &document, std::size_t node)
{
    return document.text().size() <= maxFixBytes && node < document.nodes().size() && document.nodes()[node].kind == NodeKind::Rule;
}

std::optional<Fix> fixed(const std::string &file, const Document &document, std::size_t node, const RuleFields &fields)
{
    Result<std::string> bytes = replaceRule(document, node, fields);
    if (!bytes || *bytes == document.text())
        return std::nullopt;
    return Fix{file, *std::move(bytes)};
}

} // namespace

std::optional<Fix> withoutArgument(const std::string &file, const Document &document, std::size_t node, std::size_t argument)
{
    if (!isRule(document, node))
        return std::nullopt;
    RuleFields fields = fieldsOf(document.nodes()[node]);
    if (argument >= fields.arguments.size())
        return std::nullopt;
    fields.arguments.erase(fields.arguments.begin() + static_cast<std::ptrdiff_t>(argument));
    return fixed(file, document, node, fields);
}

std::optional<Fix> withoutArguments(const std::string &file, const Document &document, std::size_t node)
{
    if (!isRule(document, node))
        return std::nullopt;
    RuleFields fields = fieldsOf(document.nodes()[node]);
    fields.arguments.clear();
    return fixed(file, document, node, fields);
}

std::optional<Fix> withTarget(const std::string &file, const Document &document, std::size_t node, const std::string &target)
{
    if (!isRule(document, node))
        return std::nullopt;
    RuleFields fields = fieldsOf(document.nodes()[node]);
    fields.target = target;
    return fixed(file, document, node, fields);
}

} // namespace pamphlet::pam
