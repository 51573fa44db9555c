// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/compare.h"
#include "core/pam/lint/check.h"
#include "core/pam/stack/effectivestack.h"
#include "core/pam/stack/servicelookup.h"
#include "core/tree/overlaytree.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pamphlet::ui {

/// A service, or a file that services share, as the list shows it.
struct ServiceSummary {
    pam::ServiceFile file;
    int errors = 0;
    int warnings = 0;
    int notes = 0;
    bool shared = false; ///< several others include it: no service of its own
    bool changed = false; ///< its own file is pending
    bool affected = false; ///< a file that it includes is pending
};

/// A rule for the find box: each place once, however many services reach it.
struct RuleSummary {
    std::string file;
    std::size_t line = 0;
    pam::Facility facility = pam::Facility::Auth;
    std::string text; ///< "sufficient pam_unix.so nullok"
    std::string service; ///< one that reaches it: the file itself if it is a service
};

struct PendingFile {
    std::string path;
    int changes = 0; ///< places in the file
    std::vector<std::string> services;
};

/// Everything that is computed over the whole tree. A value.
struct Analysis {
    std::vector<ServiceSummary> services;
    std::vector<pam::Finding> findings;
    std::vector<RuleSummary> rules;
    std::map<std::string, std::vector<std::string>> users; ///< file → services that read it, sorted
    std::map<std::string, pam::Owner> owners; ///< of every file that was read
    std::vector<std::string> modules; ///< installed, by name
    bool knowsModules = false;
    std::vector<PendingFile> pending;
    std::vector<pam::Finding> introduced; ///< findings that the pending changes bring
    int repaired = 0; ///< findings that they take away
    pam::TreeComparison comparison; ///< what they mean

    /// Without the shared files.
    int serviceCount() const;
    const ServiceSummary *service(const std::string &name) const;
    std::vector<std::string> usersOf(const std::string &file) const;
};

/// Slow (up to seconds on a strange tree): call it in the background.
Analysis analyse(const std::shared_ptr<const FileSource> &snapshot, const OverlayTree::Changes &pending, const pam::LibpamProfile &profile);

} // namespace pamphlet::ui
