// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panelsection.h"

#include <QStringList>

#include <string>
#include <vector>

namespace pamphlet::ui {

/// Something that a check found, ready to be shown.
struct ReportRow {
    std::string id; ///< "TEL004"
    Tone tone = Tone::Warning;
    QString message; ///< plain text
    std::string file; ///< empty: no place
    std::size_t line = 0;
    QString fix; ///< what its fix does; empty: there is none
    QStringList more = {}; ///< what follows from it, a line each: plain text
};

/// Findings of any kind, the gravest first, with the way to the place and the fix where there is one.
class ReportSection final : public PanelSection
{
    Q_OBJECT
public:
    /// Object names begin with `name`: "teleportFindings" gives teleportFindings0Callout.
    ReportSection(const QString &name, const QString &heading, QWidget *parent = nullptr);

    /// `nothing`: what is said when there are no rows.
    void show(const std::vector<ReportRow> &rows, const QString &nothing);

Q_SIGNALS:
    /// Of the rows as they were given to show().
    void fixRequested(int row);

private:
    void follow(const QString &link) override;

    QString m_name;
};

} // namespace pamphlet::ui
