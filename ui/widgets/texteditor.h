// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QString>

#include <string>

namespace pamphlet::ui {

class Workspace;

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

    int numberWidth() const;
    void paintNumbers(QPaintEvent *event);

Q_SIGNALS:
    void obstacleChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void load();
    void store();
    void updateMargins();

    Workspace &m_workspace;
    std::string m_path;
    QString m_obstacle;
    QWidget *m_numbers;
    quint64 m_mergeKey = 0;
    bool m_loading = false;
    bool m_storing = false;
};

} // namespace pamphlet::ui
