// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/analyst.h"

#include "ui/workspace/background.h"
#include "ui/workspace/workspace.h"

namespace pamphlet::ui {

Analyst::Analyst(Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_analysis(std::make_shared<Analysis>())
{
    connect(&workspace, &Workspace::pendingChanged, this, [this] {
        ++m_workspaceGeneration;
        if (!m_running) {
            start();
        }
    });
}

void Analyst::start()
{
    m_running = true;
    const quint64 generation = m_workspaceGeneration;
    auto work = [snapshot = m_workspace.snapshot(), pending = m_workspace.pending(), profile = m_workspace.profile()] {
        return std::shared_ptr<const Analysis>(std::make_shared<Analysis>(analyse(snapshot, pending, profile)));
    };
    whenDone(inBackground(std::move(work)), this, [this, generation](const std::shared_ptr<const Analysis> &analysis) {
        m_running = false;
        m_analysis = analysis;
        m_doneGeneration = generation;
        if (generation != m_workspaceGeneration) {
            start();
            return; // an outdated picture is not worth a flicker
        }
        Q_EMIT analysed();
    });
}

} // namespace pamphlet::ui
