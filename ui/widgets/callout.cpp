// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/callout.h"

#include "ui/style/fonts.h"
#include "ui/style/paint.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace pamphlet::ui {

Callout::Callout(Tone tone, const QString &richText, QWidget *parent)
    : QFrame(parent)
    , m_tone(tone)
    , m_label(new QLabel(richText, this))
{
    m_label->setObjectName(QStringLiteral("calloutLabel"));
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::RichText);
    m_label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 8, 10, 8);
    layout->addWidget(m_label);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_label, &QLabel::linkActivated, this, &Callout::linkActivated);
    updateColors();
}

void Callout::setTone(Tone tone)
{
    m_tone = tone;
    updateColors();
    update();
}

void Callout::setCard(bool card)
{
    m_card = card;
    update();
}

void Callout::setText(const QString &richText)
{
    m_label->setText(richText);
    updateGeometry();
}

QString Callout::text() const
{
    return m_label->text();
}

int Callout::heightForWidth(int width) const
{
    const QMargins margins = layout()->contentsMargins();
    return m_label->heightForWidth(width - margins.left() - margins.right()) + margins.top() + margins.bottom();
}

QSize Callout::minimumSizeHint() const
{
    // A label that wraps asks for the height of its narrowest shape, and windows would grow to it.
    const QMargins margins = layout()->contentsMargins();
    return {120, fontMetrics().height() + margins.top() + margins.bottom()};
}

void Callout::updateColors()
{
    static constexpr const char *words[]
        = {QT_TR_NOOP("Note"), QT_TR_NOOP("Note"), QT_TR_NOOP("Good"), QT_TR_NOOP("Warning"), QT_TR_NOOP("Error")};
    setAccessibleName(tr(words[int(m_tone)]));
    QPalette own = m_label->palette();
    const QColor link = colorsFor(window()->palette()).link;
    if (own.color(QPalette::Link) != link) {
        own.setColor(QPalette::Link, link);
        m_label->setPalette(own);
    }
}

void Callout::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateColors();
    }
}

void Callout::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors colors = colorsFor(palette());
    if (m_card) {
        paint::card(painter, rect(), palette().color(QPalette::Base), colors.line);
    } else {
        paint::callout(painter, rect(), colors, m_tone);
    }
}

QLabel *sectionLabel(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(text.toUpper(), parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setObjectName(objectName);
    label->setAccessibleName(text);
    QFont font = scaledFont(label->font(), 0.9, QFont::DemiBold);
    font.setLetterSpacing(QFont::PercentageSpacing, 104);
    label->setFont(font);
    return label;
}

QLabel *mutedLabel(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    return label;
}

} // namespace pamphlet::ui
