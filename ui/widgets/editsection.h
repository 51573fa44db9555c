// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panelsection.h"
#include "ui/workspace/ruleedits.h"

namespace pamphlet::ui {

/// What the last edit did beside what was asked for: jumps that were rewritten, what it may break, and who else writes the file.
/// Not there where there is nothing to say.
class EditSection final : public PanelSection
{
    Q_OBJECT
public:
    explicit EditSection(QWidget *parent = nullptr);

    void show(const edits::Edited &edited);
    void forget();
};

} // namespace pamphlet::ui
