// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panelsection.h"
#include "ui/workspace/analysis.h"

#include <memory>
#include <string>

namespace pamphlet::ui {

/// Error, Warning, or Accent for a note.
Tone toneOf(pam::Severity severity);

/// What is wrong with one service, with the way to the place and the fix where there is one.
class FindingsSection final : public PanelSection
{
    Q_OBJECT
public:
    explicit FindingsSection(QWidget *parent = nullptr);

    /// `stack` may be null.
    void show(const std::string &service, const std::shared_ptr<const Analysis> &analysis,
              const std::shared_ptr<const pam::EffectiveStack> &stack);

Q_SIGNALS:
    void fixRequested(const pamphlet::pam::Finding &finding);

private:
    void showProblems(const pam::EffectiveStack &stack);
    void follow(const QString &link) override;

    std::vector<pam::Finding> m_shown;
};

} // namespace pamphlet::ui
