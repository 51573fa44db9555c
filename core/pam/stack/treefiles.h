// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/arena.h"
#include "core/pam/stack/nametable.h"
#include "core/pam/stack/treefile.h"
#include "core/pam/syntax/document.h"
#include "core/pam/syntax/rulescan.h"
#include "core/tree/filesource.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pamphlet::pam {

/**
 * The files of a tree that stacks are made of, each read at most once. The tree must outlive it and is taken as it was
 * at the first look at each file. Files stay where they are as long as this does.
 */
class TreeFiles
{
public:
    TreeFiles(const FileSource &tree, const LibpamProfile &profile);
    TreeFiles(const TreeFiles &) = delete;
    TreeFiles &operator=(const TreeFiles &) = delete;

    /// Forgets all files: what is looked at next is read anew.
    void clear();

    const LibpamProfile &profile() const { return *m_profile; }

    /// Reads the directories of the profile at once: quicker than one by one if many services are asked for.
    void readDirectories();

    /// The file with this name, also if it is missing or unreadable. `directory`: of the profile's, by number.
    const TreeFile &open(std::size_t directory, std::string_view name);
    /// Keeps a text as long as the files are kept.
    std::string_view keep(std::string_view text);

    const TreeFile &openInEtc(std::string_view name) { return open(m_etcPamD, name); }
    const TreeFile &open(std::string_view path);
    const TreeFile &openPamConf();

    const Control &control(const ScannedRule &rule) const { return m_scanner.control(rule.control); }
    /// The whole file with all nodes, parsed at the first call.
    const Document &document(const TreeFile &file);

    bool usesPamD();
    /// True if /etc/pam.d is a directory.
    bool hasEtcPamD();

private:
    struct Directory {
        std::string_view path;
        bool plain = false; ///< a file in it needs no normalizing
        NameTable files; ///< those with a plain name
    };

    const TreeFile &openNormal(std::string_view path);
    TreeFile &add(std::string_view directory, std::string_view name, Syntax syntax, const FileContent &content);
    void scan(TreeFile &file);
    std::optional<std::string> normalized(std::string_view path) const;

    const FileSource &m_tree;
    std::shared_ptr<const LibpamProfile> m_profile;
    RuleScanner m_scanner;
    Arena<char> m_texts;
    Arena<ScannedRule> m_rules;
    Arena<std::string_view> m_services;
    Arena<RareFields> m_rare;
    Arena<TreeFile> m_files;
    std::vector<Directory> m_directories;
    std::size_t m_etcPamD = 0;
    NameTable m_elsewhere; ///< by path
    const TreeFile *m_pamConf = nullptr;
    std::unordered_map<const TreeFile *, Document> m_documents;
    std::optional<bool> m_usesPamD;
    std::optional<bool> m_hasEtcPamD;
};

} // namespace pamphlet::pam
