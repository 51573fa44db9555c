// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/edit/editplan.h"
#include "core/tree/memorytree.h"

#include <map>
#include <string>
#include <utility>

/** Edits as rows of a table name them. */
namespace pamphlet::test {

using pam::EditKind;
using pam::EditRequest;
using pam::RuleFields;

using Texts = std::map<std::string, std::string>; // by name in /etc/pam.d

inline MemoryTree treeOf(const Texts &texts)
{
    MemoryTree tree;
    for (const auto &[name, text] : texts)
        tree.setFile("/etc/pam.d/" + name, text);
    return tree;
}

/// An edit as rows name it: lines instead of nodes.
struct Step {
    EditKind kind = EditKind::Add;
    std::string file;
    std::size_t line = 0; ///< the rule; for Add and Move `before` is the line in front of which it goes, 0 the end
    std::size_t before = 0;
    RuleFields fields;
    bool catchJumps = false;
};

inline Step add(const char *file, std::size_t before, RuleFields fields, bool catchJumps = false)
{
    return {EditKind::Add, file, 0, before, std::move(fields), catchJumps};
}

inline Step remove(const char *file, std::size_t line)
{
    return {EditKind::Remove, file, line, 0, {}, false};
}

inline Step replace(const char *file, std::size_t line, RuleFields fields)
{
    return {EditKind::Replace, file, line, 0, std::move(fields), false};
}

inline Step move(const char *file, std::size_t line, std::size_t before)
{
    return {EditKind::Move, file, line, before, {}, false};
}

inline EditRequest requestOf(const MemoryTree &tree, const pam::LibpamProfile &profile, const Step &step)
{
    EditRequest request;
    request.kind = step.kind;
    request.file = "/etc/pam.d/" + step.file;
    const pam::Document document = pam::Document::parse(tree.read(request.file).bytes, profile);
    if (step.line != 0)
        request.node = document.ruleAtLine(step.line).value();
    if (step.before != 0)
        request.before = document.ruleAtLine(step.before).value();
    request.fields = step.fields;
    request.catchJumps = step.catchJumps;
    return request;
}

inline const RuleFields authX{"auth", "required", "pam_x.so", {}};

// Debian's common-auth, as short as can be.
inline constexpr const char *primary = "auth [success=1 default=ignore] pam_unix.so nullok\n"
                                       "auth requisite pam_deny.so\n"
                                       "auth required pam_permit.so\n";

} // namespace pamphlet::test
