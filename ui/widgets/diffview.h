// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::ui {

/// Unified diffs to read and to copy: with + and -, and coloured.
class DiffView final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit DiffView(QWidget *parent = nullptr);

    struct File {
        std::string path;
        std::optional<std::string> before; ///< nullopt: a new file
        std::optional<std::string> after; ///< nullopt: removed
        /// Permission bits; where they become others, that is said. nullopt: not known, or no file.
        std::optional<std::uint32_t> modeBefore = {};
        std::optional<std::uint32_t> modeAfter = {};
    };

    void setFiles(const std::vector<File> &files);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Line { File, Hunk, Context, Added, Removed };

    void colour();

    std::vector<Line> m_lines;
};

} // namespace pamphlet::ui
