// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/tokenkeytypes.h"

namespace pamphlet::app::cli {

namespace {

struct KeyTypeName {
    const char *name;
    token::KeyKind kind;
};
/// What NIST SP 800-57 still recommends comes first for each type.
constexpr KeyTypeName keyTypeNames[] = {
    {"rsa", token::KeyKind::Rsa3072},      {"ec", token::KeyKind::EcP256},        {"rsa-2048", token::KeyKind::Rsa2048},
    {"rsa-3072", token::KeyKind::Rsa3072}, {"rsa-4096", token::KeyKind::Rsa4096}, {"ec-p256", token::KeyKind::EcP256},
    {"ec-p384", token::KeyKind::EcP384},   {"ec-p521", token::KeyKind::EcP521},
};

} // namespace

std::vector<std::string> keyTypeWords()
{
    std::vector<std::string> words;
    for (const KeyTypeName &type : keyTypeNames)
        words.emplace_back(type.name);
    return words;
}

std::optional<token::KeyKind> keyTypeOf(std::string_view word)
{
    for (const KeyTypeName &type : keyTypeNames) {
        if (type.name == word)
            return type.kind;
    }
    return std::nullopt;
}

} // namespace pamphlet::app::cli
