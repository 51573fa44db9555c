// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/effectivestack.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

/** The effective stack in few bytes: what resolving gives before anybody asks for texts. Read through a StackSet. */
namespace pamphlet::pam {

struct TreeFile;

/// Frame, without texts.
struct ResolvedFrame {
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    const TreeFile *file = nullptr; ///< null if the include failed before there was one
    std::int32_t parent = -1; ///< in the same part
    std::uint32_t directive = none; ///< the include line among the rules of the parent's file
    std::uint16_t depth = 0;
    Via via = Via::Service;
    bool failed = false;
};

/// Entry, without texts.
struct ResolvedEntry {
    std::uint32_t rule = 0; ///< among the rules of its frame's file
    std::uint16_t frame = 0; ///< in the same part
    std::uint8_t level = 0;
    std::uint8_t kindBits : 2 = 0;
    std::uint8_t facilityBits : 2 = 0;
    bool fallback : 1 = false;
    bool firstChainOnly : 1 = false;

    EntryKind kind() const { return static_cast<EntryKind>(kindBits); }
    Facility facility() const { return static_cast<Facility>(facilityBits); }
};
static_assert(sizeof(ResolvedEntry) == 8);

/// What one reading of files came to.
struct ResolvedPart {
    std::span<const ResolvedFrame> frames;
    std::span<const ResolvedEntry> serviceEntries;
    std::span<const ResolvedEntry> otherEntries;
    std::vector<Problem> problems;
    StartOutcome start = StartOutcome::Success;
    std::size_t steps = 0; ///< lines looked at
    bool undefinedTable = false; ///< an entry's actions are whatever the memory held
    bool otherSeen = false; ///< pam.conf has a line for `other`

    std::size_t entries() const { return serviceEntries.size() + otherEntries.size(); }
};

/// The part of the service, and that of `other`, which services share. Leads into the StackSet that it comes from.
struct ResolvedStack {
    std::string_view service; ///< normalized
    StartOutcome start = StartOutcome::Success;
    const TreeFile *serviceFile = nullptr; ///< null: none
    const TreeFile *otherFile = nullptr; ///< null: none, or not looked for
    ResolvedPart own;
    const ResolvedPart *other = nullptr; ///< null if it was not read
};

} // namespace pamphlet::pam
