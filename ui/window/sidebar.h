// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/linedpanel.h"

class QLabel;
class QListView;
class QStandardItemModel;

namespace pamphlet::ui {

/// The pages by name, with how much there is in each and what needs attention; below them, which tree this is.
class Sidebar final : public LinedPanel
{
    Q_OBJECT
public:
    explicit Sidebar(QWidget *parent = nullptr);

    void addPage(const QString &title);
    void setCurrent(int page);
    /// How much there is.
    void setCount(int page, int count);
    /// Errors and warnings; 0: none.
    void setAttention(int page, int count);
    /// `path`: where it is, for the tooltip.
    void setTree(const QString &name, const QString &path);

Q_SIGNALS:
    void pageRequested(int page);

private:
    QStandardItemModel *m_model;
    QListView *m_list;
    QLabel *m_tree;
};

} // namespace pamphlet::ui
