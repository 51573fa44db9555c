// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "core/change/changeset.h"
#include "core/result.h"

#include <string>

namespace pamphlet::app::cli {

struct Tree;

/// The change set from `tree` to the tree in `directory` (apply --from, test-login --from). Errors of RootDirectory::open().
Result<change::ChangeSet> changeSetFrom(const Tree &tree, const std::string &directory, change::Absent absent, const std::string &reason);

/// pamphletctl apply --from DIR [--delete] | --changeset FILE
class ApplyCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    Result<change::ChangeSet> changeSet(const Tree &tree) const;

    std::string m_from;
    std::string m_file;
    std::string m_reason;
    bool m_delete = false;
    bool m_dryRun = false;
};

} // namespace pamphlet::app::cli
