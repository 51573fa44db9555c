// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/stackloader.h"

#include "core/pam/stack/servicelookup.h"
#include "ui/workspace/background.h"
#include "ui/workspace/workspace.h"

namespace pamphlet::ui {

namespace {

// Well below 100 ms on an old machine.
constexpr std::size_t smallBytes = 128 * 1024;
constexpr std::size_t bytesPerEntry = 256;

std::size_t costOf(const pam::EffectiveStack &stack)
{
    std::size_t cost = (stack.serviceEntries.size() + stack.otherEntries.size() + stack.frames.size()) * bytesPerEntry;
    for (const auto &[path, document] : stack.documents) {
        cost += document.text().size();
    }
    return cost;
}

} // namespace

StackLoader::StackLoader(Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    connect(&workspace, &Workspace::changed, this, [this](const QString &path) {
        if (!m_service.empty()
            && (!m_stack || path.startsWith(QStringLiteral("/etc/pam.")) || m_stack->documents.contains(path.toStdString()))) {
            reload();
        }
    });
    connect(&workspace, &Workspace::loaded, this, [this] {
        m_smallTree = isSmallTree();
        m_lastCost = smallBytes; // a tree that nobody has looked at yet
        if (!m_service.empty()) {
            reload();
        }
    });
}

void StackLoader::setService(const std::string &service)
{
    if (service != m_service) {
        m_service = service;
        m_lastCost = smallBytes;
        reload();
    }
}

bool StackLoader::isSmallTree() const
{
    std::size_t bytes = 0;
    for (const std::string &directory : m_workspace.profile().directories) {
        for (const std::string &name : m_workspace.snapshot()->list(directory)) {
            bytes += m_workspace.snapshot()->read(directory + '/' + name).bytes.size();
            if (bytes >= smallBytes) {
                return false;
            }
        }
    }
    return true;
}

bool StackLoader::isSmall() const
{
    if (m_lastCost >= smallBytes && !m_smallTree) {
        return false;
    }
    const auto path = pam::findServiceFile(*m_workspace.effectiveTree(), m_workspace.profile(), m_service);
    return !path || m_workspace.effectiveTree()->read(*path).bytes.size() < smallBytes;
}

void StackLoader::reload()
{
    const quint64 generation = ++m_generation;
    auto work = [tree = m_workspace.effectiveTree(), profile = m_workspace.profile(), service = m_service] {
        return std::shared_ptr<const pam::EffectiveStack>(
            std::make_shared<pam::EffectiveStack>(pam::effectiveStack(*tree, profile, service)));
    };
    if (isSmall()) {
        set(work());
        return;
    }
    whenDone(inBackground(std::move(work)), this, [this, generation](const std::shared_ptr<const pam::EffectiveStack> &stack) {
        if (generation == m_generation) {
            set(stack);
        }
    });
}

void StackLoader::set(std::shared_ptr<const pam::EffectiveStack> stack)
{
    m_stack = std::move(stack);
    m_doneGeneration = m_generation;
    m_lastCost = costOf(*m_stack);
    Q_EMIT loaded();
}

} // namespace pamphlet::ui
