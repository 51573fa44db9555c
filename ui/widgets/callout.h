// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/colors.h"

#include <QFrame>

class QLabel;

namespace pamphlet::ui {

/// A tinted note with a bar on its left. Rich text; links are told to whoever listens. Its tone is also a word for screen readers.
class Callout final : public QFrame
{
    Q_OBJECT
public:
    explicit Callout(Tone tone = Tone::Neutral, const QString &richText = {}, QWidget *parent = nullptr);

    void setTone(Tone tone);
    /// As a framed card without tint and bar: a plain fact, neither good nor bad.
    void setCard(bool card);
    void setText(const QString &richText);
    QString text() const;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void linkActivated(const QString &link);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateColors();

    Tone m_tone;
    bool m_card = false;
    QLabel *m_label;
};

/// A small heading in capitals above a part of a page.
QLabel *sectionLabel(const QString &text, const QString &objectName, QWidget *parent = nullptr);

/// A muted line of text that wraps.
QLabel *mutedLabel(const QString &text, const QString &objectName, QWidget *parent = nullptr);

} // namespace pamphlet::ui
