// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading a file: the lossless document against the floor, a split of the same bytes into lines and words.
#include "core/pam/syntax/document.h"

#include <benchmark/benchmark.h>

#include <sstream>
#include <string>

using namespace pamphlet;

namespace {

const std::string &file()
{
    static const std::string bytes = [] {
        std::string text;
        for (int i = 0; i < 10000; ++i)
            text += i % 4 == 0 ? "# a comment, as files have them\n"
                               : "auth\t[success=1 default=ignore]\tpam_unix.so nullok try_first_pass\n";
        return text;
    }();
    return bytes;
}

void document(benchmark::State &state)
{
    const auto profile = pam::libpamProfile("debian-12");
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(pam::Document::parse(file(), *profile));
}

void split(benchmark::State &state)
{
    for ([[maybe_unused]] auto _ : state) {
        std::istringstream lines(file());
        std::vector<std::vector<std::string>> rows;
        for (std::string line; std::getline(lines, line);) {
            std::istringstream words(line);
            rows.emplace_back();
            for (std::string word; words >> word;)
                rows.back().push_back(word);
        }
        benchmark::DoNotOptimize(rows);
    }
}

} // namespace

BENCHMARK(document)->Name("parse 10,000 lines/ours");
BENCHMARK(split)->Name("parse 10,000 lines/floor: split into words");
