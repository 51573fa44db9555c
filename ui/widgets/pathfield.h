// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace pamphlet::ui {

/// A file or directory of the tree: typed, or chosen from a dialog that begins in it.
class PathField final : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { File, Directory };

    /// `name` begins the object names: nameLineEdit, nameButton. `title`: what is chosen, for people and screen readers.
    PathField(const QString &name, const QString &title, Kind kind, QWidget *parent = nullptr);

    /// Where the tree is on this machine; "/" for the running system.
    void setRoot(const QString &root) { m_root = root; }
    /// Absolute inside the tree. No signal.
    void setPath(const QString &path);
    QString path() const;

Q_SIGNALS:
    /// Somebody wants another one: absolute inside the tree, without `.` and `..`; empty for none.
    void chosen(const QString &path);

private:
    void browse();
    void take(const QString &text);

    QString m_title;
    Kind m_kind;
    QString m_root = QStringLiteral("/");
    QString m_path;
    QLineEdit *m_edit;
    QPushButton *m_button;
};

} // namespace pamphlet::ui
