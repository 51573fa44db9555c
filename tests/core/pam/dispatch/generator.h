// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "configuration.h"

#include <array>
#include <cstddef>
#include <random>
#include <string>

namespace pamphlet::test {

/**
 * Configurations that are right often enough to get far and wrong often enough to be interesting: includes, substacks, jumps,
 * malformed lines, continuations, NULs, long lines, every code, any sequence of primitives.
 */
class Generator
{
public:
    Generator(std::uint32_t seed, std::string directory, std::string askModule);

    Configuration configuration();

private:
    bool chance(int percent) { return int(m_random() % 100) < percent; }
    std::size_t below(std::size_t limit) { return m_random() % limit; }
    template<std::size_t N>
    std::string pick(const char *const (&choices)[N])
    {
        return choices[m_random() % N];
    }

    std::string gap();
    std::string type();
    std::string code();
    std::string action();
    std::string list();
    std::string control();
    std::string oddControl();
    std::string debugArguments(const std::string &type);
    std::string module(const std::string &type);
    std::string argument();
    std::string target();
    std::string include();
    std::string rule();
    std::string line();
    std::string file();
    void addNest(Configuration &configuration);
    void addPrimitives(Configuration &configuration);

    std::mt19937 m_random;
    std::string m_directory;
    std::string m_askModule;
    int m_include = 0; ///< the file under way may include those with a greater number
    int m_count = 0; ///< gives modules that speak something of their own to say
    std::string m_mainType; ///< of most rules, so that some chain is long
    bool m_tidy = false; ///< this configuration has no malformed lines, so that runs get far
};

} // namespace pamphlet::test
