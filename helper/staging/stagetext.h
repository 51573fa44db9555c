// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/rootdirectory.h"
#include "core/pam/libpamprofile.h"
#include "core/pam/syntax/document.h"
#include "core/tree/filesource.h"

#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::helper {

/**
 * The text of a staged file while it is made from its source: a document's nodes, some with another module or include target
 * and everything else byte for byte. From a pam.conf only the lines of one service are taken, without their first word.
 */
class StagedText
{
public:
    /// service: pam.conf only.
    StagedText(const pam::Document &document, std::string_view service);

    /// False for a pam.conf line of another service.
    bool keeps(const pam::Node &node) const;

    /// Puts `words` in the place of a rule's module. False, and nothing is changed, if a word cannot be written so that libpam
    /// reads it back or the line would be too long for its reader.
    [[nodiscard]] bool replaceModule(std::size_t node, const std::vector<std::string> &words);

    /// The same for the target of an include line. What follows the target has no meaning, and goes if there is no room.
    [[nodiscard]] bool replaceInclude(std::size_t node, const std::string &target);

    std::string take();

private:
    bool fits(const pam::Node &node, std::size_t before, std::size_t after) const;
    std::string bytesOf(const pam::Node &node) const;

    const pam::Document &m_document;
    std::string m_service;
    std::vector<std::string> m_texts; ///< by node
};

/// A name that makes libpam give up the file (semantics: basename without its last suffix is empty or "?").
bool hasBadModuleName(std::string_view module);

/// A module file of a tree.
struct ModuleFile {
    std::string path; ///< inside the root
    bool found = true;
};

/**
 * The files that libpam would try for a module, in its order; those that are not there are left out, unless none is: then
 * the first one, so that libpam's log says what is missing.
 */
std::vector<ModuleFile> moduleFiles(const FileSource &modules, const pam::LibpamProfile &profile, const std::string &module);

/// The path that a file of a root has on this machine, with all links resolved inside the root. Empty if there is none.
std::string pathOnMachine(const change::RootDirectory &root, const std::string &path);

} // namespace pamphlet::helper
