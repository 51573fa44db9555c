// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as a message of the day: what comes out holds no control character.
#include "core/motd/terminaltext.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace pamphlet;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const motd::TerminalText text = motd::renderTerminalText(std::string_view(reinterpret_cast<const char *>(data), size));
    for (const motd::TerminalLine &line : text.lines) {
        for (const motd::TerminalRun &run : line) {
            if (std::any_of(run.text.begin(), run.text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
                std::abort();
        }
    }
    return 0;
}
