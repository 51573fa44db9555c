// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/returncode.h"
#include "core/pam/stack/effectivestack.h"

#include <array>
#include <cstdint>
#include <vector>

/** One run of libpam's dispatcher with given results, kept as close to its source as can be: walks are held against it. */
namespace pamphlet::testing {

struct LiteralRun {
    int result = pam::rc::permDenied;
    std::uint32_t ran = 0; ///< bit n: entry n was come to
};

/// `without`: an entry that is passed over as if it were not there.
inline LiteralRun literalRun(const std::vector<pam::Entry> &chain, const std::vector<int> &results, std::size_t without = ~std::size_t(0))
{
    enum { Undefined, Positive, Negative };
    struct Saved {
        int impression = Undefined;
        int status = pam::rc::permDenied;
    };
    LiteralRun outcome;
    std::array<Saved, 20> saved;
    int impression = Undefined, status = pam::rc::permDenied, previous = 0;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const pam::Entry &entry = chain[i];
        const int level = entry.level;
        outcome.ran |= 1U << i;
        if (previous < level)
            saved[static_cast<std::size_t>(level)] = {impression, status};
        previous = level;
        if (entry.kind == pam::EntryKind::Marker || i == without)
            continue;
        const int code = entry.kind == pam::EntryKind::MustFail ? pam::rc::permDenied : results[i];
        const int action = entry.actions[static_cast<std::size_t>(code)].value;
        bool stop = false;
        if (action == pam::Action::Reset) {
            impression = saved[static_cast<std::size_t>(level)].impression;
            status = saved[static_cast<std::size_t>(level)].status;
        } else if (action == pam::Action::Ok || action == pam::Action::Done) {
            if (impression == Undefined || (impression == Positive && status == pam::rc::success)) {
                impression = Positive;
                status = code;
            }
            stop = action == pam::Action::Done && impression == Positive;
        } else if (action == pam::Action::Bad || action == pam::Action::Die) {
            if (impression != Negative) {
                impression = Negative;
                status = code == pam::rc::ignore ? pam::rc::permDenied : code;
            }
            stop = action == pam::Action::Die;
        } else if (action > 0) {
            int left = action;
            while (left > 0 && i + 1 < chain.size() && chain[i + 1].level >= level) {
                ++i;
                while (i + 1 < chain.size() && chain[i + 1].level > level)
                    ++i;
                --left;
            }
            if (left != 0) {
                impression = Negative;
                status = pam::rc::permDenied;
            }
        } else if (action != pam::Action::Ignore) {
            impression = Negative;
            status = pam::rc::permDenied;
        }
        while (stop && i + 1 < chain.size() && chain[i + 1].level >= level)
            ++i;
    }
    outcome.result = status == pam::rc::success && impression != Positive ? pam::rc::permDenied : status;
    return outcome;
}

} // namespace pamphlet::testing
