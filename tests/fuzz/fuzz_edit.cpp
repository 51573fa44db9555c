// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any edit of any file: an edit that is not refused means exactly what was asked for, and one that is taken back leaves no trace.
#include "core/pam/syntax/edit.h"
#include "core/pam/syntax/editcheck.h"

#include <cstdint>
#include <cstdlib>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

/// The input, cut into fields: everything up to the next 0xFE byte.
std::string take(std::string_view &input)
{
    const std::size_t end = input.find('\xFE');
    const std::string result(input.substr(0, end));
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
    return result;
}

void require(bool condition)
{
    if (!condition)
        std::abort();
}

Document parsed(const Document &like, const std::string &bytes)
{
    return Document::parse(bytes, like.profile(), like.syntax());
}

void addAndRemove(const Document &document, std::optional<std::size_t> before, const RuleFields &fields)
{
    const Result<std::string> added = addRule(document, before, fields);
    if (!added)
        return;
    const Document with = parsed(document, *added);
    const std::vector<const Node *> meaning = meaningOf(document);
    const std::vector<const Node *> more = meaningOf(with);
    require(more.size() == meaning.size() + 1);
    std::size_t at = 0;
    while (at < meaning.size() && sameMeaning(*meaning[at], *more[at]))
        ++at;
    for (std::size_t i = at; i < meaning.size(); ++i)
        require(sameMeaning(*meaning[i], *more[i + 1]));

    const std::size_t offset = before ? document.nodes()[*before].span.begin : document.text().size();
    std::size_t node = 0;
    while (node < with.nodes().size() && (with.nodes()[node].kind != NodeKind::Rule || with.nodes()[node].span.begin < offset))
        ++node;
    require(node < with.nodes().size());
    const Result<std::string> removed = removeRule(with, node);
    require(!removed || *removed == document.text());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 3)
        return 0;
    const LibpamProfile &profile = libpamProfiles()[data[0] % libpamProfiles().size()];
    const Syntax syntax = data[1] % 4 == 0 ? Syntax::PamConf : Syntax::PamD;
    const std::size_t choice = data[2];
    std::string_view input(reinterpret_cast<const char *>(data) + 3, size - 3);
    RuleFields fields;
    fields.type = take(input);
    fields.control = take(input);
    fields.target = take(input);
    if (choice % 3 > 0)
        fields.arguments.push_back(take(input));
    if (choice % 3 > 1)
        fields.arguments.push_back(take(input));
    const Document document = Document::parse(std::string(input), profile, syntax);
    if (document.nodes().empty())
        return 0;
    const std::size_t node = choice % document.nodes().size();
    const std::size_t other = (choice / 3) % document.nodes().size();

    if (const Result<std::string> result = replaceRule(document, node, fields)) {
        const Document after = parsed(document, *result);
        require(after.nodes().size() >= 1);
        RuleFields first = fieldsOf(document.nodes()[node]);
        require(replaceRule(document, node, first).value_or("") == document.text());
    }
    (void)moveRule(document, node, other);
    addAndRemove(document, node, fields);
    addAndRemove(document, std::nullopt, fields);
    return 0;
}
