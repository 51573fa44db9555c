// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/edit/editplan.h"
#include "core/pam/edit/jumpneed.h"
#include "core/pam/edit/jumpnumbers.h"

#include <map>
#include <set>
#include <utility>

namespace pamphlet::pam {

/// One edit on its way: planEdit() is the way in from outside. Use once.
class PlanRun
{
public:
    PlanRun(const FileSource &tree, const LibpamProfile &profile, Identities identities, const std::vector<ServiceView> &services,
            const EditRequest &request);

    /// False if no service reads the file.
    bool isUsed() const { return !m_concerned.empty(); }

    Result<EditOutcome> run(const std::string &bytes);

private:
    /// A rule with jumps: its file, and its node as numbered before the edit.
    using RuleKey = std::pair<std::string, std::size_t>;

    /// A jump of one rule in one chain of one service.
    struct Occurrence {
        std::size_t service = 0;
        std::size_t chain = 0;
        bool frozen = false;
        std::size_t index = 0; ///< in the new chain
        JumpNeed need;
    };

    /// All jumps of a rule with one number, and what became of it.
    struct Jump {
        std::vector<Occurrence> occurrences;
        int after = 0;
        bool writable = true;
        bool rewritable = true;
    };

    Result<std::string> editedText(const Document &document) const;
    Result<void> number(const Document &before, const Document &after);
    /// The services as they are with these texts.
    std::vector<ServiceView> viewsWith(const std::map<std::string, std::string> &texts, const std::set<std::size_t> &indexes);

    bool isLiteral(const ChainEntry &entry) const;
    bool comparable(std::size_t service) const;
    ChainPair pairOf(std::size_t service, std::size_t chain, bool frozen) const;
    void survey(std::size_t service, const std::set<RuleKey> *only);
    void surveyJumps();
    void decide();
    void rewrite();
    /// Where the rule stands in the text as it will be.
    std::size_t nodeNow(const RuleKey &rule) const;
    Document documentNow(const std::string &file) const;
    Result<void> verify();
    Result<void> verifyOthersStay(const ChainPair &pair) const;
    bool isPlanned(const ChainEntries &planned, const ChainEntries &actual) const;

    void warnOfJumps();
    void warnOfOwnJumps(std::size_t service, const ChainPair &pair, Facility facility);
    void warnOfService(std::size_t service);
    void warnOfRules(std::size_t service, const ChainPair &pair, Facility facility);
    /// Adds to a warning that says the same of another service.
    void warn(EditWarning warning, const std::string &service);
    Place placeOf(const ChainEntry &entry) const;

    const FileSource &m_tree;
    const LibpamProfile &m_profile;
    Identities m_identities;
    const std::vector<ServiceView> &m_before;
    std::vector<ServiceView> m_after; ///< with the edit and the old numbers; services that are not concerned as before
    const EditRequest &m_request;
    std::string m_file; ///< canonical
    bool m_literal = false; ///< the numbers in the rule itself are what was asked for
    std::set<std::size_t> m_concerned; ///< indexes of services that read the file
    NodeNumbering m_numbering;
    std::map<std::size_t, std::size_t> m_nodeNow; ///< of the edited file: node before → node now
    std::map<std::string, std::string> m_texts; ///< new bytes, by canonical path
    std::map<RuleKey, std::map<int, Jump>> m_jumps;
    EditOutcome m_outcome;
};

} // namespace pamphlet::pam
