// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/insightpanel.h"

#include "ui/widgets/changesection.h"
#include "ui/widgets/editsection.h"
#include "ui/widgets/findingssection.h"
#include "ui/widgets/wayssection.h"

#include <QBoxLayout>

#include <initializer_list>

namespace pamphlet::ui {

namespace {

constexpr int sideBySide = 480; // pixels

}

InsightPanel::InsightPanel(QWidget *parent)
    : QScrollArea(parent)
{
    setObjectName(QStringLiteral("insightPanel"));
    setAccessibleName(tr("Who gets in, findings, and this change"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(this);
    content->setObjectName(QStringLiteral("insightContent"));
    m_layout = new QBoxLayout(QBoxLayout::TopToBottom, content);
    m_layout->setContentsMargins(14, 14, 14, 14);
    m_layout->setSpacing(18);
    m_ways = new WaysSection(content);
    m_findings = new FindingsSection(content);
    m_change = new ChangeSection(content);
    m_edit = new EditSection(content);
    for (PanelSection *section : std::initializer_list<PanelSection *>{m_edit, m_ways, m_findings, m_change}) {
        m_layout->addWidget(section, 0, Qt::AlignTop);
        connect(section, &PanelSection::placeRequested, this, &InsightPanel::placeRequested);
    }
    m_layout->addStretch(1);
    setWidget(content);
    // The panel lies on the window, not on a page of paper.
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
}

void InsightPanel::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    const bool wide = viewport()->width() >= sideBySide;
    const auto direction = wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (m_layout->direction() != direction) {
        m_layout->setDirection(direction);
        for (int part = 0; part < m_layout->count(); ++part) {
            const bool stretch = !m_layout->itemAt(part)->widget();
            m_layout->setStretch(part, wide == stretch ? 0 : 1);
        }
    }
}

} // namespace pamphlet::ui
