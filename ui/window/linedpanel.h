// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace pamphlet::ui {

/// A panel with a hairline on one side, on the window's own background.
class LinedPanel : public QWidget
{
    Q_OBJECT
public:
    /// `edge`: bottom or right.
    explicit LinedPanel(Qt::Edge edge, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::Edge m_edge;
};

} // namespace pamphlet::ui
