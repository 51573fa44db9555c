// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/motd/composition.h"

#include <set>

namespace pamphlet::motd {

/// Puts a composition together, part by part.
class Composer
{
public:
    explicit Composer(const FileSource &tree);

    void show(const MotdRule &rule);
    /// sshd and login, which write the whole file as it is.
    /// False: nothing is seen of it.
    bool showPlain(Part part);
    bool showDirectory(Part part, const std::string &suffix);

    std::vector<Part> take() { return std::move(m_parts); }

private:
    /// It is there for everyone to read.
    bool opens(const std::string &path) const;
    bool mayEnter(const std::string &path) const;
    bool mayRead(const std::string &path, const FileStatus &status) const;
    bool isMadeNow(const std::string &path) const;
    PartState look(const std::string &path, std::string &bytes) const;
    void add(const MotdRule &rule, const std::string &path, PartKind kind, std::vector<std::string> hides);
    void showFiles(const MotdRule &rule);
    void showDirectories(const MotdRule &rule);
    std::set<std::string> namesIn(const std::vector<std::string> &directories) const;

    const FileSource &m_tree;
    bool m_hasScripts; ///< their directory is there
    bool m_scriptsSpeak = false; ///< one of them would run
    bool m_modesCount = true; ///< false: the tree is a user's own copy, and its modes say nothing of the system
    bool m_fresh = false; ///< they were run
    std::vector<Part> m_parts;
};

PartKind kindOf(const FileSource &tree, const std::string &path, PartKind otherwise);

/// What a program shows besides PAM. Adds to the parts; tells whether PAM is passed over.
struct OwnMessage {
    std::vector<Part> parts; ///< without state and bytes
    bool directories = false; ///< a directory stands for the *.motd in it
    bool firstOnly = false;
    std::optional<Place> withoutPam;
};

OwnMessage ownMessageOf(const FileSource &tree, std::string_view service);

} // namespace pamphlet::motd
