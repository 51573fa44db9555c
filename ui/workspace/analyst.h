// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/workspace/analysis.h"

#include <QObject>

#include <memory>

namespace pamphlet::ui {

class Workspace;

/// Keeps an Analysis of the workspace up to date, in the background. One run at a time; what came meanwhile is one more run.
class Analyst : public QObject
{
    Q_OBJECT
public:
    explicit Analyst(Workspace &workspace, QObject *parent = nullptr);

    /// The last one that was finished; may be older than the workspace. Never null.
    const std::shared_ptr<const Analysis> &analysis() const { return m_analysis; }
    /// Nothing is being computed and the analysis is of the workspace as it is.
    bool isCurrent() const { return m_workspaceGeneration == m_doneGeneration; }

Q_SIGNALS:
    void analysed();

private:
    void start();

    Workspace &m_workspace;
    std::shared_ptr<const Analysis> m_analysis;
    quint64 m_workspaceGeneration = 0;
    quint64 m_doneGeneration = 0;
    bool m_running = false;
};

} // namespace pamphlet::ui
