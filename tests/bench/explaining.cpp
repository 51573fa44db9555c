// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who gets in, for ever longer stacks: the peer is the same number of rules in stacks of 100, so that a ratio of 1 means that
// the time grows with the number of rules and no faster.
#include "core/pam/dispatch/explain.h"
#include "core/tree/memorytree.h"

#include <benchmark/benchmark.h>

#include <array>
#include <string>

using namespace pamphlet;

namespace {

/// A little of everything that steers a run, and at 100 rules already more ways in than are listed.
std::vector<pam::Entry> chainOf(int rules)
{
    constexpr std::array<const char *, 10> controls{"sufficient",
                                                    "sufficient",
                                                    "sufficient",
                                                    "sufficient",
                                                    "sufficient",
                                                    "sufficient",
                                                    "sufficient",
                                                    "optional",
                                                    "[success=1 default=ignore]",
                                                    "[success=ok ignore=ignore auth_err=reset default=ignore]"};
    MemoryTree tree;
    std::string text;
    for (int i = 0; i < rules; ++i)
        text += std::string("auth ") + controls[static_cast<std::size_t>(i) % controls.size()] + " pam_bench" + std::to_string(i) + ".so\n";
    tree.setFile("/etc/pam.d/bench", text);
    return pam::effectiveStack(tree, *pam::libpamProfile("debian-12"), "bench").chain(pam::Facility::Auth);
}

void explain(benchmark::State &state, int rules, int times)
{
    const std::vector<pam::Entry> chain = chainOf(rules);
    const std::vector<pam::RuleAnswers> answers(chain.size());
    for ([[maybe_unused]] auto _ : state) {
        for (int i = 0; i < times; ++i) {
            const pam::Explanation explanation = pam::explainChain(chain, pam::Facility::Auth, answers);
            if (!explanation.complete || explanation.ways.size() != pam::maxWays)
                state.SkipWithError("not explained");
        }
    }
}

template<int rules>
void ours(benchmark::State &state)
{
    explain(state, rules, 1);
}

template<int rules>
void inHundreds(benchmark::State &state)
{
    explain(state, 100, rules / 100);
}

} // namespace

BENCHMARK_TEMPLATE(ours, 100)->Name("explain, 100 rules/ours");
BENCHMARK_TEMPLATE(inHundreds, 100)->Name("explain, 100 rules/the same again");
BENCHMARK_TEMPLATE(ours, 400)->Name("explain, 400 rules/ours");
BENCHMARK_TEMPLATE(inHundreds, 400)->Name("explain, 400 rules/4 times 100 rules");
BENCHMARK_TEMPLATE(ours, 1600)->Name("explain, 1600 rules/ours");
BENCHMARK_TEMPLATE(inHundreds, 1600)->Name("explain, 1600 rules/16 times 100 rules");
BENCHMARK_TEMPLATE(ours, 6400)->Name("explain, 6400 rules/ours");
BENCHMARK_TEMPLATE(inHundreds, 6400)->Name("explain, 6400 rules/64 times 100 rules");
