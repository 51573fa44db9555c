// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/facility.h"
#include "core/pam/libpamprofile.h"
#include "core/pam/stack/effectivestack.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/** The simulator held against what a real libpam did: given the modules' answers, it must have called the same ones. */
namespace pamphlet::pam {

/// A call of a module, as it was seen.
struct ObservedCall {
    Primitive primitive = Primitive::Authenticate;
    std::string file; ///< as Entry::file
    std::size_t line = 0;
    std::string module; ///< as written
    int returned = 0;
};

struct ReplayedCall {
    /// This rule was to be called now. nullopt: it cannot be said, because something before it in this primitive went otherwise.
    std::optional<bool> predicted;
    std::string expectedFile; ///< if `predicted` is false: the rule that was to be called; empty: none, the chain had ended
    std::size_t expectedLine = 0;
};

struct Replay {
    std::vector<ReplayedCall> calls; ///< one for each that was seen
    std::vector<std::optional<int>> codes; ///< what each primitive was to return; nullopt where it cannot be said
};

/**
 * `primitives`: those that came back, in order. One that did not may have calls at the end of `calls`.
 * Of a stack that does not start nothing is predicted.
 */
Replay replay(const EffectiveStack &stack, const LibpamProfile &profile, const std::vector<Primitive> &primitives,
              const std::vector<ObservedCall> &calls);

} // namespace pamphlet::pam
