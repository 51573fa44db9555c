// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "core/pam/edit/editplan.h"
#include "core/result.h"

#include <optional>
#include <string>
#include <vector>

namespace pamphlet::app::cli {

struct Tree;

/// pamphletctl edit add|remove|replace|move: one structured edit; jumps that cross it go on landing where they landed.
class EditCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    void defineAdd(CLI::App &parent);
    void defineReplace(CLI::App &parent);
    void definePosition(CLI::App &app, bool required);
    void defineEnd(CLI::App &app);

    Result<pam::EditRequest> request(const Tree &tree) const;
    /// Where an added or moved rule goes in this document.
    Result<std::optional<std::size_t>> position(const pam::Document &document, const std::string &file) const;
    Result<pam::RuleFields> addedFields() const;
    pam::RuleFields replacedFields(pam::RuleFields fields) const;

    CLI::App *m_add = nullptr;
    CLI::App *m_remove = nullptr;
    CLI::App *m_replace = nullptr;
    CLI::App *m_move = nullptr;
    CLI::Option *m_argsOption = nullptr;
    std::string m_place;
    std::vector<std::string> m_rule;
    std::size_t m_before = 0;
    std::size_t m_after = 0;
    bool m_first = false;
    bool m_last = false;
    bool m_silent = false;
    bool m_catchJumps = false;
    std::string m_type;
    std::string m_control;
    std::string m_module;
    std::vector<std::string> m_args;
    std::vector<std::string> m_addArgs;
    std::vector<std::string> m_removeArgs;
    bool m_write = false;
    bool m_apply = false;
    bool m_dryRun = false;
    std::string m_reason;
};

} // namespace pamphlet::app::cli
