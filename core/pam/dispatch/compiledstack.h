// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/pass.h"
#include "core/pam/libpamprofile.h"
#include "core/pam/stack/effectivestack.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace pamphlet::pam {

/// libpam's bound on substacks in each other; EffectiveStack keeps to it.
inline constexpr std::size_t maxLevels = 16;

/// An Action's value: what is beyond any chain's end need not be told apart.
using CompiledAction = std::int16_t;
static_assert(maxEntries < std::numeric_limits<CompiledAction>::max());

/// An entry as the dispatcher needs it: small, so that a long chain stays in the processor's cache.
struct CompiledEntry {
    std::uint32_t source = 0; ///< index in EffectiveStack::chain()
    std::uint32_t groupEnd = 0; ///< index of the last entry that counts as one with this for a jump: of a marker the substack's last
    std::uint32_t levelEnd = 0; ///< index of the last entry before its substack, or the chain, is left
    std::uint8_t level = 0;
    EntryKind kind = EntryKind::Module;
    bool canSpoil = false; ///< some answer of it makes the stack fail
    std::array<CompiledAction, returnCodeCount> actions{};
};

using CompiledChain = std::vector<CompiledEntry>;

/**
 * The chains of a stack, prepared for running: made once, then run as often as wanted (Run in run.h). Independent of the
 * EffectiveStack that it was made from. Only for a stack that starts: of another it has no chains.
 */
class CompiledStack
{
public:
    CompiledStack(const EffectiveStack &stack, const LibpamProfile &profile);

    /// setcred and close_session may have fewer entries than authenticate and open_session (Entry::firstChainOnly).
    const CompiledChain &chain(Primitive primitive) const { return m_chains[m_chainOf[static_cast<std::size_t>(primitive)]]; }
    /// The number of entries of EffectiveStack::chain().
    std::size_t size(Facility facility) const { return m_sizes[static_cast<std::size_t>(facility)]; }
    bool jumpIsIgnore() const { return m_jumpIsIgnore; }

private:
    std::vector<CompiledChain> m_chains;
    std::array<std::uint8_t, allPrimitives.size()> m_chainOf{};
    std::array<std::size_t, allFacilities.size()> m_sizes{};
    bool m_jumpIsIgnore = false;
};

} // namespace pamphlet::pam
