// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as a manual page, and as a compressed one: what comes out is short, named, and drives no terminal.
#include "core/pam/modules/gunzip.h"
#include "core/pam/modules/manpage.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <set>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

bool isLine(const std::string &text)
{
    return text.size() < 300
        && std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool isName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    constexpr std::size_t limit = 1 << 16;
    const Result<std::string> content = gunzip(bytes, limit);
    require(!content || content->size() <= limit);

    const ManPage page = parseManPage(bytes);
    require(isLine(page.summary));
    std::set<std::string> names;
    for (const ModuleArgument &argument : page.arguments) {
        require(!argument.name.empty() && std::all_of(argument.name.begin(), argument.name.end(), isName));
        require(names.insert(argument.name).second);
        require(isLine(argument.summary));
        require(argument.choices.empty() == (argument.type != ArgumentType::Choice));
        require(!argument.bare || argument.type != ArgumentType::Flag);
    }
    return 0;
}
