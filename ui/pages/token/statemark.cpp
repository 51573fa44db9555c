// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/token/statemark.h"

#include <QEvent>

namespace pamphlet::ui {

namespace {

QString sign(Tone tone)
{
    switch (tone) {
    case Tone::Success:
        return QStringLiteral("✓");
    case Tone::Warning:
        return QStringLiteral("!");
    case Tone::Error:
        return QStringLiteral("✗");
    case Tone::Accent:
    case Tone::Neutral:
        break;
    }
    return QStringLiteral("–");
}

} // namespace

StateMark::StateMark(const QString &name, QWidget *parent)
    : QLabel(parent)
{
    setObjectName(name);
    setTextFormat(Qt::PlainText);
}

void StateMark::setState(Tone tone, const QString &word)
{
    m_tone = tone;
    setText(QStringLiteral("%1 %2").arg(sign(tone), word));
    colour();
}

void StateMark::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_colouring) {
        colour();
    }
}

void StateMark::colour()
{
    m_colouring = true; // setting the palette is a change of it
    QPalette own = palette();
    own.setColor(QPalette::WindowText, colorsFor(window()->palette()).strong(m_tone));
    setPalette(own);
    m_colouring = false;
}

} // namespace pamphlet::ui
