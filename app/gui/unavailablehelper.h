// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ports/helperport.h"

namespace pamphlet::app::gui {

/// Stands in where there is no helper: whatever is asked of it fails with the reason. Looking at a tree works all the same.
class UnavailableHelper final : public ui::HelperPort
{
public:
    explicit UnavailableHelper(Error reason);

    QFuture<Result<ui::Applied>> apply(const change::ChangeSet &changeSet) override;
    QFuture<Result<ui::Applied>> rollback(const QString &transaction) override;
    std::unique_ptr<ui::TestLogin> startTest(const ui::TestRequest &request) override;

private:
    Error m_reason;
};

} // namespace pamphlet::app::gui
