// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::ui {

/// A file as the workspace holds it.
struct PendingContent {
    std::optional<std::string> bytes; ///< nullopt: no file
    std::optional<std::uint32_t> mode; ///< of a file; nullopt: as on disk, 0644 where there is none

    bool operator==(const PendingContent &) const = default;
};

/// One file before and after an edit.
struct ContentChange {
    std::string path;
    PendingContent before;
    PendingContent after;
};

/// An edit that can be undone. Edits of one file with the same merge key, if it is not 0, become one.
class ContentCommand final : public QUndoCommand
{
public:
    using Writer = std::function<void(const std::string &path, const PendingContent &content)>;

    ContentCommand(std::vector<ContentChange> changes, const QString &text, quint64 mergeKey, Writer writer);

    void redo() override;
    void undo() override;
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand *other) override;

private:
    std::vector<ContentChange> m_changes;
    quint64 m_mergeKey;
    Writer m_writer;
};

} // namespace pamphlet::ui
