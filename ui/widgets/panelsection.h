// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/colors.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace pamphlet::ui {

class Callout;

/// A heading with notes below it, made anew with each refresh: a part of the panel beside a stack.
class PanelSection : public QWidget
{
    Q_OBJECT
public:
    /// Object names of the section and its heading begin with `name`.
    PanelSection(const QString &name, const QString &heading, QWidget *parent);

    /// The texts of its notes, without markup.
    QStringList texts() const;

Q_SIGNALS:
    void placeRequested(const QString &file, int line);

protected:
    void clear();
    void setHeading(const QString &heading);
    Callout *addCallout(Tone tone, const QString &html, const QString &name);
    /// A plain fact.
    Callout *addCard(const QString &html, const QString &name);
    void addNote(const QString &text, const QString &name);
    /// A link of a note that leads to no place.
    virtual void follow(const QString &link);

private:
    void followAny(const QString &link);

    QLabel *m_heading;
    QVBoxLayout *m_layout;
};

} // namespace pamphlet::ui
