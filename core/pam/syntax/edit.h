// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/document.h"
#include "core/result.h"

#include <optional>
#include <string>
#include <vector>

/**
 * Structured edits. Each rewrites the bytes of what it changes and nothing else, parses the result again, and
 * refuses (EditRefused, with the place) if the file would then mean anything but the intended change.
 * Indexes are node indexes of Document::nodes() and must name a Rule node (InvalidArgument otherwise);
 * `before` may name any node.
 * A file whose last line has no newline keeps it so; among lines that end in CR LF a new one does too.
 */
namespace pamphlet::pam {

/// A rule as a person writes it; brackets are added where a token needs them.
struct RuleFields {
    std::string type; ///< "auth", "-session", "@include"
    std::string control; ///< "required", "success=1 default=ignore", "[…]"; empty for @include
    std::string target; ///< module or file
    std::vector<std::string> arguments;

    bool operator==(const RuleFields &) const = default;
};

/// The fields of an existing rule.
RuleFields fieldsOf(const Node &node);

/// A token as it has to be written so that libpam reads `text` back: bare, or in brackets with `]` escaped.
/// nullopt if no spelling exists (newline, NUL, `#`, a trailing backslash).
std::optional<std::string> spellToken(std::string_view text);

/// Changes only the tokens that differ; blanks, comments and the other tokens keep their bytes.
Result<std::string> replaceRule(const Document &document, std::size_t node, const RuleFields &fields);

/// Adds a rule as a line of its own before node `before`, or at the end (nullopt), blanks like its neighbours'.
Result<std::string> addRule(const Document &document, std::optional<std::size_t> before, const RuleFields &fields);

/// Removes the rule with all its physical lines.
Result<std::string> removeRule(const Document &document, std::size_t node);

/// Moves the rule's lines, byte for byte, to stand before node `before`, or at the end (nullopt).
Result<std::string> moveRule(const Document &document, std::size_t node, std::optional<std::size_t> before);

} // namespace pamphlet::pam
