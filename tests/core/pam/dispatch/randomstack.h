// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/pam/stack/effectivestack.h"
#include "core/tree/memorytree.h"

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

/** Small stacks made of everything that steers a run: includes, substacks, jumps, reset, die, done, lines that must fail. */
namespace pamphlet::testing {

/// A code for each kind of answer that the dispatcher's result tells apart.
inline constexpr std::array<int, 4> answerCodes{0, 7, 25, 12};

inline std::string randomControl(std::mt19937 &random)
{
    constexpr std::array<const char *, 4> keywords{"required", "requisite", "sufficient", "optional"};
    if (random() % 2 == 0)
        return keywords[random() % keywords.size()];
    constexpr std::array<const char *, 11> actions{"ok", "ok", "ignore", "ignore", "bad", "die", "done", "reset", "1", "2", "3"};
    std::string control = "[";
    for (const char *word : {"success", "auth_err", "ignore", "new_authtok_reqd"})
        control += std::string(word) + '=' + actions[random() % actions.size()] + ' ';
    return control + "default=bad]";
}

inline std::string randomRules(std::mt19937 &random, int depth, int &modules)
{
    std::string text;
    const int lines = 1 + static_cast<int>(random() % (depth == 0 ? 5 : 3));
    for (int line = 0; line < lines; ++line) {
        const unsigned dice = random() % 12;
        if (dice < 3 && depth < 3)
            text += std::string("auth ") + (dice < 2 ? "substack" : "include") + " part" + std::to_string(depth + 1) + '\n';
        else if (dice == 3)
            text += "auth " + randomControl(random) + '\n'; // without a module: must fail
        else
            text += "auth " + randomControl(random) + " pam_" + std::to_string(modules++) + ".so\n";
    }
    return text;
}

/// The auth chain of a stack of at most `most` modules and 30 entries.
inline std::vector<pam::Entry> randomChain(std::mt19937 &random, int most)
{
    for (;;) {
        MemoryTree tree;
        int modules = 0;
        for (int depth = 3; depth > 0; --depth)
            tree.setFile("/etc/pam.d/part" + std::to_string(depth), randomRules(random, depth, modules));
        tree.setFile("/etc/pam.d/x", randomRules(random, 0, modules));
        std::vector<pam::Entry> chain = pam::effectiveStack(tree, *pam::libpamProfile("debian-12"), "x").chain(pam::Facility::Auth);
        const auto called
            = std::count_if(chain.begin(), chain.end(), [](const pam::Entry &entry) { return entry.kind == pam::EntryKind::Module; });
        if (called > 0 && called <= most && chain.size() <= 30)
            return chain;
    }
}

} // namespace pamphlet::testing
