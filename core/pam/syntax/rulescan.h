// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/control.h"
#include "core/pam/syntax/document.h"
#include "core/pam/syntax/tokenizer.h"

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pamphlet::pam {

/**
 * What resolving a stack needs of a node, in few bytes; everything else of it is in the Document of the same bytes,
 * whose nodes are counted alike because one reader and one tokenizer make both.
 */
struct ScannedRule {
    const char *targetBegin = nullptr;
    std::uint32_t targetSize = 0;
    std::uint32_t node = 0; ///< index in Document::nodes()
    std::uint32_t line = 0; ///< Node::ruleLine
    std::uint32_t control = 0; ///< for RuleScanner::control()
    std::uint8_t nodeKindBits = 0;
    std::uint8_t kindBits = 0;
    std::uint8_t facilityBits = noFacility;
    bool silent : 1 = false;
    bool hasType : 1 = false;
    bool hasControl : 1 = false;
    bool hasTarget : 1 = false;
    bool hidden : 1 = false;
    bool overlong : 1 = false;
    bool badControl : 1 = false; ///< libpam rejects the list
    bool badName : 1 = false; ///< libpam gives up on a module (or substack) that is called so (semantics §2.7)
    bool plain = false; ///< a well-formed rule that names a module: an entry and nothing to say about it

    static constexpr std::uint8_t noFacility = 0xff;

    NodeKind nodeKind() const { return static_cast<NodeKind>(nodeKindBits); }
    RuleKind kind() const { return static_cast<RuleKind>(kindBits); }
    std::optional<Facility> facility() const
    {
        return facilityBits == noFacility ? std::nullopt : std::optional(static_cast<Facility>(facilityBits));
    }
    std::string_view target() const { return {targetBegin, targetSize}; } ///< as Rule::target
};

/// Reads many files for their rules alone, and each control's text once.
class RuleScanner
{
public:
    /// What a line without a control has: all 32 actions are bad.
    static constexpr std::uint32_t noControl = 0;

    /// `shortcuts`: for tests, which find the same rules without them.
    explicit RuleScanner(std::shared_ptr<const LibpamProfile> profile, bool shortcuts = true);

    /**
     * The nodes of a file that are more than blanks and comments, in its order. Views lead into `bytes`, or into
     * the scanner for a token that stands in no piece of the file. The result holds until the next call.
     */
    std::span<const ScannedRule> scan(std::string_view bytes, Syntax syntax);
    /// pam.conf: the service of each rule of the last scan.
    const std::vector<std::string_view> &services() const { return m_services; }

    /// Forgets the texts that rules lead to; the controls stay.
    void clear() { m_texts.clear(); }

    const Control &control(std::uint32_t index) const { return m_controls[index]; }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    /// False if the next line is not written as nearly every rule is; then take() does it, and would always have done it.
    bool takePlain(LineReader &reader);
    /// The service is pam.conf's.
    std::string_view take(const LogicalLine &line, std::string_view bytes, Syntax syntax, ScannedRule &rule);
    std::string_view kept(const TokenCursor &cursor, const TokenRange &token, bool joined);
    /// Index of the control that is not a keyword.
    std::uint32_t listOf(std::string_view contents, bool escapes);

    std::shared_ptr<const LibpamProfile> m_profile;
    bool m_shortcuts = true;
    std::vector<ScannedRule> m_rules;
    std::vector<std::string_view> m_services;
    std::deque<std::string> m_texts;
    std::deque<Control> m_controls;
    std::array<std::uint32_t, 6> m_keywords{}; ///< by ControlKind
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> m_lists; ///< by text
};

} // namespace pamphlet::pam
