// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QBoxLayout;

namespace pamphlet::ui {

class ChangeSection;
class EditSection;
class FindingsSection;
class WaysSection;

/// Beside a stack: who gets in, what is wrong, what the last edit brought along, and what the pending changes mean. Its parts stand side by
/// side where there is room.
class InsightPanel final : public QScrollArea
{
    Q_OBJECT
public:
    explicit InsightPanel(QWidget *parent = nullptr);

    WaysSection *ways() const { return m_ways; }
    FindingsSection *findings() const { return m_findings; }
    ChangeSection *change() const { return m_change; }
    EditSection *edit() const { return m_edit; }

Q_SIGNALS:
    void placeRequested(const QString &file, int line);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QBoxLayout *m_layout;
    WaysSection *m_ways;
    FindingsSection *m_findings;
    ChangeSection *m_change;
    EditSection *m_edit;
};

} // namespace pamphlet::ui
