// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/pam/facility.h"
#include "core/pam/libpamprofile.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// Bytes [begin, end) of a document.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    std::size_t size() const { return end - begin; }
    bool operator==(const Span &) const = default;
};

/// A token as libpam sees it (brackets and `\]` undone) and the bytes it stands in (brackets included).
struct Token {
    std::string text;
    Span span;
    bool bracketed = false;

    bool operator==(const Token &) const = default;
};

enum class NodeKind {
    Blank, ///< only space, tab, newline
    Comment, ///< starts with `#`
    Rule, ///< a logical line: what libpam takes for a rule, well formed or not
    Unfinished, ///< a continuation at the end of the file: libpam stops with an error
    Unreachable, ///< bytes that libpam never gets to (it hangs before, semantics §2.1 step 1)
};

/// What a logical line asks for (semantics §2.5).
enum class RuleKind {
    Module, ///< type control module args…
    Include, ///< type include FILE
    Substack, ///< type substack FILE
    AtInclude, ///< @include FILE
    MustFail, ///< no module token: libpam adds an entry that always fails
};

/// The fields of a logical line. A missing field is nullopt.
struct Rule {
    RuleKind kind = RuleKind::MustFail;
    std::optional<Token> service; ///< pam.conf only
    std::optional<Token> type; ///< with its `-`
    bool silent = false; ///< the `-`
    std::optional<Facility> facility; ///< nullopt: illegal type, absent type, or @include
    std::optional<Token> control; ///< nullopt for @include
    std::optional<Token> target; ///< module path, or the file of an include
    std::vector<Token> arguments;

    bool operator==(const Rule &) const = default;
};

/**
 * A contiguous run of bytes with one meaning. The nodes of a document follow each other without a gap:
 * their bytes put together are the file. A node may span several physical lines (continuations), and with
 * the old parser a physical line over 1023 bytes holds several nodes.
 */
struct Node {
    NodeKind kind = NodeKind::Blank;
    Span span;
    std::size_t line = 1; ///< physical line of the first byte, from 1
    std::size_t ruleLine = 1; ///< Rule: the line that libpam's reader would name: where its first token stands
    Rule rule; ///< Rule only
    bool hidden = false; ///< bytes behind a NUL were dropped by libpam
    bool overlong = false; ///< old parser: this node starts in the middle of a physical line

    bool operator==(const Node &) const = default;
};

enum class Syntax {
    PamD, ///< /etc/pam.d/*: no service field
    PamConf, ///< /etc/pam.conf: the service comes first
};

/**
 * A PAM file, lossless: any bytes in, the same bytes out, also if nothing in it makes sense.
 * Immutable; edits (edit.h) return new bytes.
 */
class Document
{
public:
    /// Nothing at all.
    Document();

    /// Reads `bytes` as this libpam would. Never fails; linear in the size.
    static Document parse(std::string bytes, const LibpamProfile &profile, Syntax syntax = Syntax::PamD);
    /// The same for many files, which then share the profile.
    static Document parse(std::string bytes, std::shared_ptr<const LibpamProfile> profile, Syntax syntax = Syntax::PamD);

    const std::string &text() const { return m_content->text; }
    const std::vector<Node> &nodes() const { return m_content->nodes; }
    Syntax syntax() const { return m_content->syntax; }
    const LibpamProfile &profile() const { return *m_content->profile; }

    std::string_view bytes(Span span) const { return std::string_view(text()).substr(span.begin, span.size()); }

    /// Line and column (both from 1) of a byte.
    Place place(std::size_t offset) const;

    /// Index of the Rule node whose span covers this physical line; nullopt if there is none.
    std::optional<std::size_t> ruleAtLine(std::size_t line) const;

    /// True if this libpam would never come back from reading the file.
    bool hangs() const;

private:
    struct Content {
        std::string text;
        std::vector<Node> nodes;
        std::vector<std::size_t> lineStarts;
        Syntax syntax = Syntax::PamD;
        std::shared_ptr<const LibpamProfile> profile;
    };

    explicit Document(std::shared_ptr<const Content> content);

    std::shared_ptr<const Content> m_content; ///< never null; copies of a document share it
};

} // namespace pamphlet::pam
