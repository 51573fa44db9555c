// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/effectivestack.h"

#include <QObject>

#include <memory>
#include <string>

namespace pamphlet::ui {

class Workspace;

/**
 * The effective stack of one service, kept up to date. Computed at once while the files are small, so that an edit shows without a
 * flicker; in the background otherwise, late answers being dropped by generation.
 */
class StackLoader : public QObject
{
    Q_OBJECT
public:
    explicit StackLoader(Workspace &workspace, QObject *parent = nullptr);

    void setService(const std::string &service);
    const std::string &service() const { return m_service; }
    /// The stack is of this service and of the workspace as it is.
    bool isCurrent() const { return m_stack && m_doneGeneration == m_generation; }
    /// Null until the first one is there.
    const std::shared_ptr<const pam::EffectiveStack> &stack() const { return m_stack; }

Q_SIGNALS:
    void loaded();

private:
    void reload();
    bool isSmall() const;
    bool isSmallTree() const;
    void set(std::shared_ptr<const pam::EffectiveStack> stack);

    Workspace &m_workspace;
    std::string m_service;
    std::shared_ptr<const pam::EffectiveStack> m_stack;
    quint64 m_generation = 0;
    quint64 m_doneGeneration = 0;
    bool m_smallTree = false; ///< so small that no service of it can cost much
    std::size_t m_lastCost = 0; ///< bytes and entries of the last stack of this service
};

} // namespace pamphlet::ui
