// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/sregistry/sregistrysurvey.h"
#include "ui/widgets/diffview.h"

#include <QDialog>

namespace pamphlet::ui {

/// What enabling or disabling PAM changes, and what comes of it, before it is taken.
class SregistrySwitchDialog final : public QDialog
{
    Q_OBJECT
public:
    SregistrySwitchDialog(const QString &title, const QString &action, const SregistryPlan &plan, const std::string &directory,
                          const std::vector<DiffView::File> &files, QWidget *parent = nullptr);
};

} // namespace pamphlet::ui
