// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

namespace pamphlet::pam {

/// Compares with a word that is known beforehand: a few instructions where == calls a function.
template<std::size_t size>
bool isWord(std::string_view text, const char (&word)[size])
{
    return text.size() == size - 1 && std::memcmp(text.data(), word, size - 1) == 0;
}

} // namespace pamphlet::pam
