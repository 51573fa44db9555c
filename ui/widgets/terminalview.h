// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/motd/terminaltext.h"

#include <QAbstractScrollArea>

namespace pamphlet::ui {

/// Text as a terminal with a dark background would show it: colours, bold, underline. To look at only.
class TerminalView final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit TerminalView(QWidget *parent = nullptr);

    void setText(motd::TerminalText text);
    const motd::TerminalText &text() const { return m_text; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateScrollBars();
    int lineHeight() const;

    motd::TerminalText m_text;
    int m_columns = 0;
};

/// The colour of a terminal, xterm's palette; `fallback` for Default.
QColor terminalColor(const motd::TerminalColor &color, const QColor &fallback, bool bright = false);

} // namespace pamphlet::ui
