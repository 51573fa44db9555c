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
    // By the conventions of Debian, authselect, Arch and Alpine no program asks for these names.
    constexpr std::array<std::string_view, 14> names{
        "system-auth",  "password-auth",      "fingerprint-auth",    "smartcard-auth", "postlogin",
        "base-account", "base-auth",          "base-password",       "base-session",   "base-session-noninteractive",
        "system-login", "system-local-login", "system-remote-login", "system-services"};
    return service.starts_with("common-") || std::find(names.begin(), names.end(), service) != names.end();
}

bool Subject::isGuess() const
{
    return std::any_of(stack.documents.begin(), stack.documents.end(), [](const auto &file) { return hasCarriageReturns(file.second); })
        || stack.hasProblem(ProblemKind::IncludeUnreadable) || stack.hasProblem(ProblemKind::WorkLimit);
}

std::vector<Entry> Subject::ownChain(Facility facility) const
{
    // libpam reads `other` twice when it is the service itself; every service that falls back on it gets it once.
    const std::vector<Entry> chain = stack.chain(facility);
    std::vector<Entry> own;
    std::copy_if(chain.begin(), chain.end(), std::back_inserter(own), [](const Entry &entry) { return !entry.fallback; });
    return own;
}

std::vector<const Entry *> Subject::ownEntries() const
{
    std::set<std::string_view> spoiled;
    for (const auto &[file, document] : stack.documents) {
        if (hasCarriageReturns(document))
            spoiled.insert(file);
    }
    std::vector<const Entry *> own;
    for (const std::vector<Entry> *entries : {&stack.serviceEntries, &stack.otherEntries}) {
        for (const Entry &entry : *entries) {
            if (!entry.fallback && !spoiled.contains(entry.file))
                own.push_back(&entry);
        }
    }
    return own;
}

Place placeOf(const EffectiveStack &stack, const Entry &entry, Field field)
{
    const Node *node = nodeOf(stack, entry);
    if (!node)
        return {entry.file, entry.line, 0};
    const Rule &rule = node->rule;
    const std::optional<Token> &token = field == Field::Control ? rule.control : field == Field::Target ? rule.target : rule.type;
    return token ? placeOf(stack, entry.file, *token) : Place{entry.file, entry.line, 1};
}

Place placeOf(const EffectiveStack &stack, const std::string &file, const Token &token)
{
    const auto document = stack.documents.find(file);
    Place place = document == stack.documents.end() ? Place{} : document->second.place(token.span.begin);
    place.file = file;
    return place;
}

const Node *nodeOf(const EffectiveStack &stack, const Entry &entry)
{
    const auto document = stack.documents.find(entry.file);
    if (document == stack.documents.end() || entry.node >= document->second.nodes().size())
        return nullptr;
    return &document->second.nodes()[entry.node];
}

std::string_view fileName(std::string_view path)
{
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

bool isModule(const Entry &entry, std::string_view module)
{
    return entry.kind == EntryKind::Module && fileName(entry.module) == module;
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
