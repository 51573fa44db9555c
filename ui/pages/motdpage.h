// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QSplitter;

namespace pamphlet::ui {

class Callout;
class TerminalView;
class TextEditor;
class Workspace;

/// The message of the day: its text, and how a terminal shows it.
class MotdPage final : public QWidget
{
    Q_OBJECT
public:
    explicit MotdPage(Workspace &workspace, QWidget *parent = nullptr);

    static constexpr const char *path = "/etc/motd";

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildEditor();
    QWidget *buildPreview();
    void preview();
    void insertStyle(int code);

    Workspace &m_workspace;
    QSplitter *m_split = nullptr;
    QLabel *m_detail = nullptr;
    TextEditor *m_text = nullptr;
    Callout *m_obstacle = nullptr;
    TerminalView *m_terminal = nullptr;
    Callout *m_notes = nullptr;
    quint64 m_generation = 0;
};

} // namespace pamphlet::ui
