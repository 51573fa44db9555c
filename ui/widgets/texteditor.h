// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/colors.h"

#include <QPlainTextEdit>
#include <QString>

#include <string>
#include <vector>

namespace pamphlet::ui {

class Workspace;

/// Something to say about a line (from 1).
struct LineMark {
    int line = 0;
    Tone tone = Tone::Neutral;
    QString message;
};

/**
 * The raw text of one file of the workspace. Typing goes through the workspace like any other edit, so it is undone with everything else;
 * the editor has no undo of its own. Read-only for a file that text cannot hold without loss (see obstacle()).
 */
class TextEditor final : public QPlainTextEdit
{
    Q_OBJECT
public:
    TextEditor(Workspace &workspace, const QString &objectName, QWidget *parent = nullptr);

    void setFile(const std::string &path);
    const std::string &file() const { return m_path; }
    /// Why it is read-only, as a sentence; empty if it is not.
    const QString &obstacle() const { return m_obstacle; }
    /// Shows and marks a line, from 1.
    void goToLine(int line);
    /// The text as it is, each block a line.
    QString plainText() const;

    /// Underlines these lines, and marks them beside their numbers; the message is the tooltip there. They stay with their text while one
    /// types.
    void setMarks(const std::vector<LineMark> &marks);
    /// The message of the mark at a line, from 1; empty if there is none.
    QString markMessage(int line) const;
    /// The same for a point of the viewport.
    QString markMessageAt(const QPoint &point) const;

    int numberWidth() const;
    void paintNumbers(QPaintEvent *event);

Q_SIGNALS:
    void obstacleChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void load();
    void store();
    void updateMargins();
    void showMarks();

    struct Mark {
        QTextCursor cursor; ///< moves with the text
        Tone tone = Tone::Neutral;
        QString message;
    };
    const Mark *markOf(int line) const;

    Workspace &m_workspace;
    std::string m_path;
    QString m_obstacle;
    QWidget *m_numbers;
    std::vector<Mark> m_marks;
    quint64 m_mergeKey = 0;
    bool m_loading = false;
    bool m_storing = false;
};

} // namespace pamphlet::ui
