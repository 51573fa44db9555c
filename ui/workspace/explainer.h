// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/explain.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>

namespace pamphlet::ui {

class StackLoader;
class Workspace;

/// Who gets in through a service, and where it is decided that nobody or anybody does.
struct Explained {
    pam::ServiceExplanation service;
    /// By facility: the rule that refuses although every module that has a choice succeeds, or that lets in whom nobody vouches for.
    std::map<pam::Facility, Place> culprits;
    std::optional<Place> notStarted; ///< the line for which pam_start does not succeed
};
Explained explained(const pam::EffectiveStack &stack, const FileSource &tree, const pam::LibpamProfile &profile);

/// The line for which pam_start does not succeed; nullopt if it does, or if that is no line's fault.
std::optional<Place> whyNotStarted(const pam::EffectiveStack &stack);

/**
 * Who gets in through the service of a loader, kept up to date: at once while its stack is small, in the background otherwise, late
 * answers being dropped by generation.
 */
class Explainer : public QObject
{
    Q_OBJECT
public:
    Explainer(Workspace &workspace, StackLoader &loader, QObject *parent = nullptr);

    /// Of the loader's stack; null while that is being looked through.
    const std::shared_ptr<const Explained> &explanation() const { return m_explanation; }

Q_SIGNALS:
    /// explanation() is another one, or null.
    void changed();

private:
    void restart();
    void set(std::shared_ptr<const Explained> explanation);

    Workspace &m_workspace;
    StackLoader &m_loader;
    std::shared_ptr<const Explained> m_explanation;
    quint64 m_generation = 0;
};

} // namespace pamphlet::ui
