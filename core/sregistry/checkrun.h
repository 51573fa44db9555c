// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/lint/check.h"
#include "core/sregistry/compose.h"
#include "core/sregistry/era.h"
#include "core/tree/filesource.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::sregistry {

/// One check of one directory.
class CheckRun
{
public:
    CheckRun(const FileSource &tree, std::string directory, const FileSource &host);

    std::vector<pam::Finding> run();

private:
    void add(std::string_view id, Place where, std::vector<std::string> arguments = {}, std::optional<pam::Fix> fix = std::nullopt);
    void unusable(const Error &error, const std::string &file);
    void name(const std::string &plugin, const Place &where);
    void layout(const Recognition &recognition);
    void pythonList(const std::string &file);
    void settings(const std::string &file);
    void overruled();
    void secrets();
    void environment(const PlacedText &plugins);
    void dockerfile();
    void binds(const Compose &compose, const std::string &file, const std::string &bytes);
    void compose(const std::string &file);
    void hostAccounts();

    const FileSource &m_tree;
    const FileSource &m_host;
    std::string m_directory;
    Layout m_layout;
    bool m_enabled = false; ///< pam_auth will be among the plugins
    bool m_unknown = false; ///< what decides over the plugins cannot be read
    bool m_listDecides = false; ///< settings.yaml has a list: the environment is not asked
    bool m_environmentEnables = false;
    bool m_buildArgumentOn = false; ///< of a compose file
    bool m_accountsBound = false;
    std::set<std::string> m_known; ///< plugins that there are
    std::vector<pam::Finding> m_findings;
};

} // namespace pamphlet::sregistry
