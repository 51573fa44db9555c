// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/contentcommand.h"

namespace pamphlet::ui {

ContentCommand::ContentCommand(std::vector<ContentChange> changes, const QString &text, quint64 mergeKey, Writer writer)
    : QUndoCommand(text)
    , m_changes(std::move(changes))
    , m_mergeKey(mergeKey)
    , m_writer(std::move(writer))
{ }

void ContentCommand::redo()
{
    for (const ContentChange &change : m_changes) {
        m_writer(change.path, change.after);
    }
}

void ContentCommand::undo()
{
    for (const ContentChange &change : m_changes) {
        m_writer(change.path, change.before);
    }
}

bool ContentCommand::mergeWith(const QUndoCommand *other)
{
    // All commands of the stack are ours.
    const auto *next = static_cast<const ContentCommand *>(other);
    if (m_mergeKey == 0 || next->m_mergeKey != m_mergeKey || m_changes.size() != 1 || next->m_changes.size() != 1
        || m_changes.front().path != next->m_changes.front().path) {
        return false;
    }
    m_changes.front().after = next->m_changes.front().after;
    setObsolete(m_changes.front().after == m_changes.front().before);
    return true;
}

} // namespace pamphlet::ui
