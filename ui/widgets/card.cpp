// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card.h"

#include "ui/style/colors.h"
#include "ui/style/paint.h"
#include "ui/widgets/callout.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace pamphlet::ui {

namespace {

class Box final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paint::card(painter, rect(), palette().color(QPalette::Base), colorsFor(palette()).line);
    }
};

} // namespace

Card::Card(const QString &name, const QString &heading, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(name + QStringLiteral("Card"));
    setAccessibleName(heading);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(7);
    layout->addWidget(sectionLabel(heading, name + QStringLiteral("HeadingLabel"), this));
    auto *box = new Box(this);
    box->setObjectName(name + QStringLiteral("Box"));
    m_content = new QVBoxLayout(box);
    m_content->setContentsMargins(12, 10, 12, 12);
    m_content->setSpacing(8);
    layout->addWidget(box);
}

} // namespace pamphlet::ui
