// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/value.h"

namespace pamphlet::yaml {

const Value *Value::find(const std::string &key) const
{
    for (const Entry &entry : entries) {
        const std::string *name = entry.name();
        if (name && *name == key)
            return &entry.value;
    }
    return nullptr;
}

std::size_t Value::count(const std::string &key) const
{
    return static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), [&key](const Entry &entry) {
        const std::string *name = entry.name();
        return name && *name == key;
    }));
}

bool sameTree(const Value &left, const Value &right)
{
    const auto sameEntry = [](const Entry &a, const Entry &b) { return sameTree(a.key, b.key) && sameTree(a.value, b.value); };
    return left.kind == right.kind && left.style == right.style && left.flow == right.flow && left.pair == right.pair
        && left.text == right.text && left.tag == right.tag && left.anchor == right.anchor
        && std::equal(left.items.begin(), left.items.end(), right.items.begin(), right.items.end(), sameTree)
        && std::equal(left.entries.begin(), left.entries.end(), right.entries.begin(), right.entries.end(), sameEntry);
}

} // namespace pamphlet::yaml
