// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/family.h"

#include "core/pam/stack/servicelookup.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace pamphlet::pam {

bool Subject::isFragment(const LintContext &context) const
{
    if (asked)
        return false;
    if (context.included.contains(stack.serviceFile))
        return true;
    // By the conventions of Debian, authselect and Alpine no program asks for these names.
    constexpr std::array<std::string_view, 10> names{
        "system-auth",  "password-auth", "fingerprint-auth", "smartcard-auth", "postlogin",
        "base-account", "base-auth",     "base-password",    "base-session",   "base-session-noninteractive"};
    return service.starts_with("common-") || std::find(names.begin(), names.end(), service) != names.end();
}

bool Subject::isGuess() const
{
    return std::any_of(stack.documents.begin(), stack.documents.end(), [](const auto &file) { return hasCarriageReturns(file.second); })
        || hasProblem(ProblemKind::IncludeUnreadable) || hasProblem(ProblemKind::WorkLimit);
}

std::vector<Entry> Subject::ownChain(Facility facility) const
{
    // libpam reads `other` twice when it is the service itself; every service that falls back on it gets it once.
    const std::vector<Entry> chain = stack.chain(facility);
    std::vector<Entry> own;
    std::copy_if(chain.begin(), chain.end(), std::back_inserter(own), [](const Entry &entry) { return !entry.fallback; });
    return own;
}

bool Subject::hasProblem(ProblemKind kind) const
{
    return std::any_of(stack.problems.begin(), stack.problems.end(), [kind](const Problem &problem) { return problem.kind == kind; });
}

Place placeOf(const EffectiveStack &stack, const Entry &entry, Field field)
{
    const auto document = stack.documents.find(entry.file);
    if (document == stack.documents.end() || entry.node >= document->second.nodes().size())
        return {entry.file, entry.line, 0};
    const Rule &rule = document->second.nodes()[entry.node].rule;
    const std::optional<Token> &token = field == Field::Control ? rule.control : field == Field::Target ? rule.target : rule.type;
    if (!token)
        return {entry.file, entry.line, 1};
    Place place = document->second.place(token->span.begin);
    place.file = entry.file;
    return place;
}

const Node *nodeAt(const EffectiveStack &stack, const Place &where)
{
    const auto document = stack.documents.find(where.file);
    if (document == stack.documents.end())
        return nullptr;
    const auto precedes
        = [&where](const Place &place) { return std::pair(place.line, place.column) <= std::pair(where.line, where.column); };
    const std::vector<Node> &nodes = document->second.nodes();
    auto node
        = std::partition_point(nodes.begin(), nodes.end(), [&](const Node &n) { return precedes(document->second.place(n.span.begin)); });
    while (node != nodes.begin()) {
        --node;
        if (node->kind == NodeKind::Rule)
            return &*node;
    }
    return nullptr;
}

std::string directiveName(const Node &node)
{
    switch (node.rule.kind) {
    case RuleKind::AtInclude:
        return "@include";
    case RuleKind::Substack:
        return "substack";
    default:
        return "include";
    }
}

bool hasCarriageReturns(const Document &document)
{
    return std::any_of(document.nodes().begin(), document.nodes().end(), [&document](const Node &node) {
        const std::string_view bytes = document.bytes(node.span);
        return node.kind == NodeKind::Rule && (bytes.ends_with("\r\n") || bytes.ends_with('\r'))
            && bytes.find('#') == std::string_view::npos; // a comment takes the CR with it
    });
}

bool endsInCarriageReturn(std::string_view text)
{
    return text.ends_with('\r');
}

} // namespace pamphlet::pam
