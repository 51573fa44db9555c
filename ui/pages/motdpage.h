// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/motd/composition.h"
#include "core/motd/terminaltext.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QSplitter;

namespace pamphlet::ui {

class Callout;
class MotdFileList;
class ReportSection;
class TerminalView;
class TextEditor;
class Workspace;

/**
 * The message of the day: the files that a login through a service shows, in order; the text of one of them; and how a terminal shows
 * them all.
 */
class MotdPage final : public QWidget
{
    Q_OBJECT
public:
    explicit MotdPage(Workspace &workspace, QWidget *parent = nullptr);

    static constexpr const char *path = "/etc/motd";

    /// Selects a file of the message.
    void openFile(const QString &file);

Q_SIGNALS:
    /// Errors and warnings, over all services.
    void attentionChanged(int count);
    /// A rule, or another file that is none of the message's.
    void placeRequested(const QString &file, int line);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Something of the preview that a terminal shows otherwise.
    struct Note {
        motd::TerminalNote::Kind kind;
        std::string file;
        std::size_t line = 1; ///< of that file
    };
    struct Answer {
        motd::Survey survey;
        std::string service; ///< empty: the selected file alone is shown
        motd::TerminalText text;
        std::vector<Note> notes; ///< the first of each kind
    };

    static Answer answer(const FileSource &tree, const pam::LibpamProfile &profile, std::optional<std::string> service,
                         const std::string &file);
    QWidget *buildEditor();
    QWidget *buildPreview();
    void refresh();
    void take(Answer answer);
    void showServices();
    void showFile();
    void showRemarks();
    bool isOurs(const std::string &file) const;
    void insertStyle(int code);

    Workspace &m_workspace;
    QSplitter *m_split = nullptr;
    QSplitter *m_parts = nullptr;
    QLabel *m_detail = nullptr;
    QLabel *m_caption = nullptr;
    MotdFileList *m_files = nullptr;
    TextEditor *m_text = nullptr;
    Callout *m_obstacle = nullptr;
    QComboBox *m_service = nullptr;
    TerminalView *m_terminal = nullptr;
    Callout *m_notes = nullptr;
    ReportSection *m_remarks = nullptr;
    std::optional<std::string> m_chosen; ///< the service that somebody chose
    Answer m_answer;
    int m_attention = 0;
    quint64 m_generation = 0;
    bool m_running = false;
};

} // namespace pamphlet::ui
