// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/workspace/analysis.h"

#include <QScrollArea>

#include <memory>
#include <string>

class QVBoxLayout;

namespace pamphlet::ui {

/// What is wrong with one service, with the way to the place and the fix where there is one.
class FindingsPanel final : public QScrollArea
{
    Q_OBJECT
public:
    explicit FindingsPanel(QWidget *parent = nullptr);

    /// `stack` may be null.
    void show(const std::string &service, std::shared_ptr<const Analysis> analysis, std::shared_ptr<const pam::EffectiveStack> stack);

Q_SIGNALS:
    void placeRequested(const QString &file, int line);
    void fixRequested(const pamphlet::pam::Finding &finding);

private:
    void clear();
    void follow(const QString &link);

    std::shared_ptr<const Analysis> m_analysis;
    std::vector<pam::Finding> m_shown;
    QWidget *m_content;
    QVBoxLayout *m_layout;
};

/// A finding as rich text: its message, where, and its fix; links are "place:N" and "fix:N".
QString findingHtml(const pam::Finding &finding, int number);

} // namespace pamphlet::ui
