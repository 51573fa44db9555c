// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as YAML, and any edit of what can be read: an edit that is not refused changes the bytes and the values that it says, and no
// others.
#include "core/yaml/edit.h"
#include "core/yaml/scalartype.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <utility>

using namespace pamphlet;
using namespace pamphlet::yaml;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

struct Leaf {
    Path path;
    const Value *value = nullptr;
    bool reachable = true; ///< no duplicate key on the way
};

/// Every node that has a path, in file order; spans are checked on the way.
void collect(const Document &document, const Value &value, const Path &path, bool reachable, std::vector<Leaf> &leaves)
{
    require(value.span.begin <= value.span.end && value.span.end <= document.bytes().size());
    require(value.line > 0 && value.column > 0);
    leaves.push_back({path, &value, reachable});
    std::size_t at = value.span.begin;
    const auto inOrder = [&](const Value &child) {
        require(beginOf(child) >= at && endOf(child) <= value.span.end);
        at = endOf(child);
    };
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        inOrder(value.items[i]);
        Path inner = path;
        inner.emplace_back(i);
        collect(document, value.items[i], inner, reachable, leaves);
    }
    for (const Entry &entry : value.entries) {
        inOrder(entry.key);
        inOrder(entry.value);
        if (!entry.name())
            continue;
        Path inner = path;
        inner.emplace_back(*entry.name());
        collect(document, entry.value, inner, reachable && value.count(*entry.name()) == 1, leaves);
    }
}

std::vector<Leaf> leavesOf(const Document &document)
{
    std::vector<Leaf> leaves;
    collect(document, document.root(), {}, true, leaves);
    return leaves;
}

Document reread(const Result<std::string> &bytes)
{
    Result<Document> document = Document::parse(*bytes);
    require(document.has_value());
    return *document;
}

void setAndCheck(const Document &document, const std::vector<Leaf> &leaves, std::size_t target, const ScalarValue &value)
{
    const Leaf &leaf = leaves[target];
    const Result<std::string> result = setScalar(document, leaf.path, value);
    require(leaf.reachable || !result);
    if (!result)
        return;
    const std::string &before = document.bytes();
    const Span span = leaf.value->span;
    if (!span.empty() && value.type() != ScalarValue::Type::Nothing) {
        require(result->size() >= before.size() - span.size());
        require(result->compare(0, span.begin, before, 0, span.begin) == 0);
        const std::size_t behind = before.size() - span.end;
        require(result->compare(result->size() - behind, behind, before, span.end, behind) == 0);
    }
    const Document after = reread(result);
    const std::vector<Leaf> now = leavesOf(after);
    require(now.size() == leaves.size());
    for (std::size_t i = 0; i < now.size(); ++i) {
        const Value &one = *now[i].value;
        const Value &old = *leaves[i].value;
        require(now[i].path == leaves[i].path && one.tag == old.tag && one.anchor == old.anchor);
        if (i != target)
            require(one.kind == old.kind && one.text == old.text && one.style == old.style);
        else
            require(one.text == value.text() || one.isNull());
    }
    if (leaf.value->isScalar()) {
        const ScalarValue back = typeOf(*leaf.value, Reader::Yaml11) == ScalarType::String ? ScalarValue::string(leaf.value->text)
                                                                                           : ScalarValue::plain(leaf.value->text);
        if (const Result<std::string> again = setScalar(after, leaf.path, back))
            require(leavesOf(reread(again))[target].value->text == leaf.value->text);
    }
}

void commentAndBack(const Document &document, const Leaf &leaf)
{
    const Result<std::string> result = commentOut(document, leaf.path);
    if (!result)
        return;
    // The lines that got a marker are the ones that differ.
    const Document after = reread(result);
    LineRange lines;
    for (std::size_t line = 1; line <= after.lineCount(); ++line) {
        const auto text = [line](const Document &d) { return d.bytes({d.lineStart(line), d.lineStart(line + 1)}); };
        if (text(document) == text(after))
            continue;
        lines.first = lines.first == 0 ? line : lines.first;
        lines.last = line;
    }
    const Result<std::string> back = uncomment(after, lines);
    require(!back || *back == document.bytes() || leavesOf(reread(back)).size() >= leavesOf(document).size());
}

void addAndRemove(const Document &document, const Leaf &leaf, const std::string &text)
{
    Path inner = leaf.path;
    if (const Result<std::string> result = addKey(document, leaf.path, text, ScalarValue::string(text))) {
        inner.emplace_back(text);
        const Document with = reread(result);
        const Value *added = with.find(inner);
        require(added && added->isScalar() && added->text == text);
        require(leavesOf(with).size() == leavesOf(document).size() + 1);
        const Result<std::string> removed = removeKey(with, inner);
        require(!removed || leaf.value->isNull() || leaf.value->entries.empty() || sameTree(reread(removed).root(), document.root()));
    }
    if (const Result<std::string> result = addItem(document, leaf.path, ScalarValue::string(text))) {
        const Document with = reread(result);
        const Value *list = with.find(leaf.path);
        require(list && list->isSequence() && list->items.back().text == text);
        inner = leaf.path;
        inner.emplace_back(list->items.size() - 1);
        const Result<std::string> removed = removeItem(with, inner);
        require(!removed || leaf.value->items.empty() || sameTree(reread(removed).root(), document.root()));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 4)
        return 0;
    const std::size_t choice = data[0];
    const std::size_t number = data[1] | static_cast<std::size_t>(data[2]) << 8;
    std::string_view input(reinterpret_cast<const char *>(data) + 3, size - 3);
    const std::size_t cut = input.find('\x01');
    const std::string text(cut == std::string_view::npos ? "new" : input.substr(0, cut));
    if (cut != std::string_view::npos)
        input.remove_prefix(cut + 1);
    const Result<Document> parsed = Document::parse(std::string(input));
    if (!parsed) {
        const Place &where = parsed.error().where;
        require(where.line > 0 && where.column > 0 && !parsed.error().detail.empty());
        return 0;
    }
    const Document &document = *parsed;
    const std::vector<Leaf> leaves = leavesOf(document);
    const std::size_t target = number % leaves.size();
    const Leaf &leaf = leaves[target];
    switch (choice % 8) {
    case 0:
        setAndCheck(document, leaves, target, ScalarValue::string(text));
        break;
    case 1:
        setAndCheck(document, leaves, target, ScalarValue::plain(text));
        break;
    case 2:
        setAndCheck(document, leaves, target, choice % 16 == 2 ? ScalarValue::boolean(true) : ScalarValue::nothing());
        break;
    case 3:
        addAndRemove(document, leaf, text);
        break;
    case 4:
        commentAndBack(document, leaf);
        break;
    case 5:
        (void)removeKey(document, leaf.path);
        (void)removeItem(document, leaf.path);
        (void)renameKey(document, leaf.path, text);
        break;
    case 6:
        (void)moveKey(document, leaf.path, leaves[choice / 8 % leaves.size()].path);
        (void)uncommentKey(document, leaf.path, text);
        (void)uncommentItem(document, leaf.path, text);
        break;
    default:
        (void)replaceItems(document, leaf.path, {ScalarValue::string(text), ScalarValue::string("b"), ScalarValue::integer(7)});
        (void)document.effective(leaf.path);
        (void)document.duplicates();
        (void)uncomment(document, {1 + number % 7, 1 + number % 11});
    }
    return 0;
}
