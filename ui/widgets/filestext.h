// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QComboBox;

namespace pamphlet::ui {

class Callout;
class TextEditor;
class Workspace;

/// The raw text of some files of the workspace: which one is chosen from a list, and why it cannot be edited is said.
class FilesText final : public QWidget
{
    Q_OBJECT
public:
    /// Object names begin with `name`: nameTextPage, nameFileCaption, nameFileComboBox, nameObstacleCallout; `editor` is the editor's.
    FilesText(Workspace &workspace, const QString &name, const QString &editor, QWidget *parent = nullptr);

    TextEditor *editor() const { return m_text; }
    /// Which files there are to choose from. The one that is shown stays if `keep` and it is among them, else the first is shown.
    void setFiles(const QStringList &files, bool keep = true);
    bool has(const QString &file) const;
    /// Shows it at a line, from 1; a file that was not to choose from is from now on.
    void show(const QString &file, int line);

Q_SIGNALS:
    /// Another one is shown.
    void fileChanged();

private:
    QComboBox *m_file;
    Callout *m_obstacle;
    TextEditor *m_text;
};

} // namespace pamphlet::ui
