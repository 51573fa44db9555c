// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/colors.h"

#include <QLabel>

namespace pamphlet::ui {

/// How a value stands: a sign and a word beside it, in the colour of its tone.
class StateMark final : public QLabel
{
    Q_OBJECT
public:
    StateMark(const QString &name, QWidget *parent);

    void setState(Tone tone, const QString &word);

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();

    Tone m_tone = Tone::Neutral;
    bool m_colouring = false;
};

} // namespace pamphlet::ui
