// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panelsection.h"
#include "ui/workspace/explainer.h"

#include <memory>

namespace pamphlet::ui {

/// Who gets in: each way as a card, and whether somebody can come in without a credential or nobody at all.
class WaysSection final : public PanelSection
{
    Q_OBJECT
public:
    explicit WaysSection(QWidget *parent = nullptr);

    /// Null: it is being looked through.
    void show(const std::shared_ptr<const Explained> &explained, pam::Facility facility);

private:
    /// False: there was nothing to tell but the verdict.
    bool showWays(const pam::Explanation &explanation);
    void showVerdict(const pam::Explanation &explanation, const QString &culprit);
    void showAuthVerdict(const pam::Explanation &explanation, const QString &culprit);
};

} // namespace pamphlet::ui
