// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panelsection.h"
#include "ui/workspace/analysis.h"

#include <string>
#include <vector>

namespace pamphlet::ui {

/// Something that the pending changes bring about, for one service or, in the same way, for several.
struct Meaning {
    Tone tone = Tone::Neutral;
    QString html; ///< "<b>Weaker:</b> sudo, su: …"
};

/// What changes for the services that read `file`, or, without one, for all; the gravest first.
std::vector<Meaning> meaningsFor(const pam::TreeComparison &comparison, const std::string &file = {});

/// What the pending changes mean for a service. Not there while nothing is pending that the service reads.
class ChangeSection final : public PanelSection
{
    Q_OBJECT
public:
    explicit ChangeSection(QWidget *parent = nullptr);

    void show(const std::string &service, const Analysis &analysis);
};

} // namespace pamphlet::ui
