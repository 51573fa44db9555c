// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ports/helperport.h"

#include <QPointer>

#include <memory>

namespace pamphlet::app::gui {

/// A login with the same course every time, so that two runs of the screenshots give the same pictures: a laptop whose
/// fingerprint reader fails and whose user then types the password. Everything else goes to `real`.
class RecordedHelper final : public ui::HelperPort
{
public:
    explicit RecordedHelper(ui::HelperPort &real);

    QFuture<Result<ui::Applied>> apply(const change::ChangeSet &changeSet) override;
    QFuture<Result<ui::Applied>> rollback(const QString &transaction) override;
    std::unique_ptr<ui::TestLogin> startTest(const ui::TestRequest &request) override;

private:
    ui::HelperPort &m_real;
};

} // namespace pamphlet::app::gui
