// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace pamphlet::ui {

/// A heading in capitals, and below it a framed box with what belongs together.
class Card final : public QWidget
{
    Q_OBJECT
public:
    /// Object names of the card and its heading begin with `name`.
    Card(const QString &name, const QString &heading, QWidget *parent = nullptr);

    /// Of the box.
    QVBoxLayout *content() const { return m_content; }

private:
    QVBoxLayout *m_content;
};

} // namespace pamphlet::ui
