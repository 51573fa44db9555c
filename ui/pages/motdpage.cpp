// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/motdpage.h"

#include "ui/pages/motd/motdfilelist.h"
#include "ui/style/fonts.h"
#include "ui/text/motdtext.h"
#include "ui/text/printable.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/findingssection.h"
#include "ui/widgets/reportsection.h"
#include "ui/widgets/terminalview.h"
#include "ui/widgets/texteditor.h"
#include "ui/workspace/background.h"
#include "ui/workspace/workspace.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace pamphlet::ui {

namespace {

struct Style {
    int code;
    const char *name;
};

constexpr Style styles[] = {
    {0, QT_TR_NOOP("Back to normal")}, {1, QT_TR_NOOP("Bold")},    {4, QT_TR_NOOP("Underlined")}, {31, QT_TR_NOOP("Red")},
    {32, QT_TR_NOOP("Green")},         {33, QT_TR_NOOP("Yellow")}, {34, QT_TR_NOOP("Blue")},      {35, QT_TR_NOOP("Magenta")},
    {36, QT_TR_NOOP("Cyan")},          {37, QT_TR_NOOP("White")},
};

QString noteText(motd::TerminalNote::Kind kind)
{
    using Kind = motd::TerminalNote::Kind;
    switch (kind) {
    case Kind::CursorMovement:
        return MotdPage::tr("moves the cursor or clears the screen; the preview leaves it out");
    case Kind::UnknownEscape:
        return MotdPage::tr("an escape sequence that the preview does not know");
    case Kind::ControlCharacter:
        return MotdPage::tr("a control character");
    case Kind::InvalidUtf8:
        return MotdPage::tr("bytes that are not UTF-8");
    case Kind::OperatingSystemCommand:
        return MotdPage::tr("a command to the terminal itself (title, clipboard or link)");
    }
    return {};
}

} // namespace

MotdPage::MotdPage(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
{
    setObjectName(QStringLiteral("motdPage"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(4);
    auto *title = new QLabel(tr("Message of the day"), this);
    title->setObjectName(QStringLiteral("motdTitleLabel"));
    title->setFont(scaledFont(title->font(), 1.3, QFont::DemiBold));
    layout->addWidget(title);
    m_detail = mutedLabel({}, QStringLiteral("motdDetailLabel"), this);
    m_detail->setTextFormat(Qt::PlainText);
    layout->addWidget(m_detail);
    layout->addSpacing(8);
    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->setObjectName(QStringLiteral("motdSplitter"));
    m_parts = new QSplitter(Qt::Vertical, m_split);
    m_parts->setObjectName(QStringLiteral("motdPartsSplitter"));
    for (QSplitter *splitter : {m_split, m_parts}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(16);
    }
    m_files = new MotdFileList(workspace, m_parts);
    m_parts->addWidget(m_files);
    m_parts->addWidget(buildEditor());
    m_split->addWidget(m_parts);
    m_split->addWidget(buildPreview());
    for (int side = 0; side < 2; ++side) {
        m_parts->setStretchFactor(side, 1);
        m_split->setStretchFactor(side, 1);
    }
    for (QSplitter *splitter : {m_split, m_parts}) {
        splitter->setSizes({1000, 1000}); // halves
    }
    layout->addWidget(m_split, 1);

    connect(m_files, &MotdFileList::fileChanged, this, [this] {
        showFile();
        if (m_answer.service.empty()) {
            refresh(); // the preview is of this file
        }
    });
    connect(m_files, &MotdFileList::fileMade, m_text, qOverload<>(&QWidget::setFocus));
    connect(m_remarks, &ReportSection::placeRequested, this, [this](const QString &file, int line) {
        if (isOurs(file.toStdString())) {
            openFile(file);
            m_text->goToLine(line);
        } else {
            Q_EMIT placeRequested(file, line);
        }
    });
    connect(&workspace, &Workspace::changed, this, &MotdPage::refresh);
    connect(&workspace, &Workspace::loaded, this, &MotdPage::refresh);
    showFile();
    refresh();
}

QWidget *MotdPage::buildEditor()
{
    auto *side = new QWidget(this);
    side->setObjectName(QStringLiteral("motdEditorSide"));
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto *row = new QHBoxLayout;
    m_caption = sectionLabel({}, QStringLiteral("motdTextHeadingLabel"), side);
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_caption, 1);
    auto *button = new QPushButton(tr("Insert &style"), side);
    button->setObjectName(QStringLiteral("motdStyleButton"));
    auto *menu = new QMenu(button);
    menu->setObjectName(QStringLiteral("motdStyleMenu"));
    for (const Style &style : styles) {
        menu->addAction(tr(style.name), this, [this, code = style.code] { insertStyle(code); });
    }
    button->setMenu(menu);
    row->addWidget(button);
    layout->addLayout(row);
    m_obstacle = new Callout(Tone::Warning, {}, side);
    m_obstacle->setObjectName(QStringLiteral("motdObstacleCallout"));
    m_obstacle->hide();
    layout->addWidget(m_obstacle);
    m_text = new TextEditor(m_workspace, QStringLiteral("motdTextEdit"), side);
    m_text->setAccessibleName(tr("Text of the selected file"));
    m_text->setFrameShape(QFrame::StyledPanel);
    layout->addWidget(m_text, 1);
    connect(m_text, &TextEditor::obstacleChanged, this, [this, button] {
        // Most files of others are no mistake of anybody's: what to do is said, not what went wrong.
        const auto editable = m_workspace.checkEditable(m_text->file());
        const bool foreign = !editable && editable.error().code == ErrorCode::NotAllowed;
        const QString why = foreign ? tr("Read-only: what is edited here is /etc/motd and the files of /etc/motd.d.") : m_text->obstacle();
        m_obstacle->setTone(foreign ? Tone::Neutral : Tone::Warning);
        m_obstacle->setText(why.toHtmlEscaped());
        m_obstacle->setVisible(!m_text->obstacle().isEmpty());
        button->setEnabled(m_text->obstacle().isEmpty());
    });
    return side;
}

QWidget *MotdPage::buildPreview()
{
    auto *side = new QWidget(this);
    side->setObjectName(QStringLiteral("motdPreviewSide"));
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto *row = new QHBoxLayout;
    auto *heading = sectionLabel(tr("As a terminal shows it"), QStringLiteral("motdPreviewHeadingLabel"), side);
    heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(heading, 1);
    auto *caption = new QLabel(tr("&Login through"), side);
    caption->setObjectName(QStringLiteral("motdServiceCaption"));
    row->addWidget(caption);
    m_service = new QComboBox(side);
    m_service->setObjectName(QStringLiteral("motdServiceComboBox"));
    m_service->setAccessibleName(tr("Login through"));
    m_service->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    caption->setBuddy(m_service);
    row->addWidget(m_service);
    layout->addLayout(row);
    m_terminal = new TerminalView(side);
    layout->addWidget(m_terminal, 3);
    m_notes = new Callout(Tone::Warning, {}, side);
    m_notes->setObjectName(QStringLiteral("motdNotesCallout"));
    m_notes->hide();
    layout->addWidget(m_notes);
    auto *scroll = new QScrollArea(side);
    scroll->setObjectName(QStringLiteral("motdRemarksScrollArea"));
    scroll->setAccessibleName(tr("Worth knowing"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(scroll);
    content->setObjectName(QStringLiteral("motdRemarksContent"));
    content->setMinimumHeight(1); // else that of its texts in their narrowest shape
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 6, 0, 0);
    m_remarks = new ReportSection(QStringLiteral("motdRemarks"), tr("Worth knowing"), content);
    inner->addWidget(m_remarks);
    inner->addStretch(1);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    layout->addWidget(scroll, 2);
    connect(m_service, &QComboBox::activated, this, [this] {
        m_chosen = m_service->currentData().toString().toStdString();
        refresh();
    });
    return side;
}

void MotdPage::insertStyle(int code)
{
    // U+238B stands for ESC in the editor; what is selected gets the style and then the normal one again.
    const QString escape = QStringLiteral("\u238b[%1m").arg(code);
    QTextCursor cursor = m_text->textCursor();
    if (cursor.hasSelection() && code != 0) {
        cursor.insertText(escape + cursor.selectedText() + QStringLiteral("\u238b[0m"));
    } else {
        cursor.insertText(escape);
    }
    m_text->setFocus();
}

void MotdPage::openFile(const QString &file)
{
    m_files->select(file.toStdString());
}

// Whoever chose no service gets the one by which most people come, and where there is none the file alone.
MotdPage::Answer MotdPage::answer(const FileSource &tree, const pam::LibpamProfile &profile, std::optional<std::string> service,
                                  const std::string &file)
{
    Answer answer;
    answer.survey = motd::survey(tree, profile);
    if (!service || (!service->empty() && !answer.survey.find(*service))) {
        service = answer.survey.services.empty() ? std::string() : answer.survey.services.front().service;
        for (const char *usual : {"login", "sshd"}) {
            if (answer.survey.find(usual)) {
                service = usual;
            }
        }
    }
    answer.service = *service;
    // What each part adds to the text, to tell which of them a note is about: a style goes on from one part to the next.
    std::vector<std::pair<std::string, std::string>> parts;
    if (const motd::Composition *composition = answer.survey.find(answer.service)) {
        for (const motd::Part &part : composition->parts) {
            parts.emplace_back(part.path, part.bytes);
        }
    } else {
        parts.emplace_back(file, tree.read(file).bytes);
    }
    std::string bytes;
    for (const auto &[path, text] : parts) {
        bytes += text;
    }
    answer.text = motd::renderTerminalText(bytes);
    std::set<motd::TerminalNote::Kind> told;
    for (const motd::TerminalNote &note : answer.text.notes) {
        if (!told.insert(note.kind).second) {
            continue;
        }
        std::size_t begin = 0;
        for (const auto &[path, text] : parts) {
            if (note.offset < begin + text.size()) {
                const auto lines = std::count(text.begin(), text.begin() + std::ptrdiff_t(note.offset - begin), '\n');
                answer.notes.push_back({note.kind, path, std::size_t(lines) + 1});
                break;
            }
            begin += text.size();
        }
    }
    return answer;
}

void MotdPage::refresh()
{
    ++m_generation;
    if (m_running) {
        return; // take() begins anew
    }
    m_running = true;
    const quint64 generation = m_generation;
    whenDone(inBackground([tree = m_workspace.effectiveTree(), profile = m_workspace.profile(), service = m_chosen,
                           file = m_files->file()] { return answer(*tree, profile, service, file); }),
             this, [this, generation](const Answer &answer) {
                 m_running = false;
                 if (generation != m_generation) {
                     refresh();
                     return;
                 }
                 take(answer);
             });
}

void MotdPage::take(Answer answer)
{
    m_answer = std::move(answer);
    showServices();
    m_files->setSurvey(m_answer.survey, m_answer.service);
    showFile();
    m_terminal->setText(m_answer.text);
    QStringList lines;
    for (const Note &note : m_answer.notes) {
        lines << tr("%1, line %2: %3.").arg(text::printable(note.file)).arg(note.line).arg(noteText(note.kind));
    }
    m_notes->setText(lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
    m_notes->setVisible(!lines.isEmpty());
    showRemarks();
}

void MotdPage::showServices()
{
    QStringList names;
    for (const motd::Composition &composition : m_answer.survey.services) {
        names << QString::fromStdString(composition.service);
    }
    QStringList shown;
    for (int row = 0; row + 1 < m_service->count(); ++row) {
        shown << m_service->itemData(row).toString();
    }
    if (names != shown || m_service->count() == 0) {
        m_service->clear();
        for (const QString &name : names) {
            m_service->addItem(text::printable(name), name);
        }
        m_service->addItem(tr("the file alone"), QString());
    }
    m_service->setCurrentIndex(m_service->findData(QString::fromStdString(m_answer.service)));
}

void MotdPage::showFile()
{
    const std::string &file = m_files->file();
    const QString name = text::printable(file);
    m_text->setFile(file);
    m_caption->setText(name);
    m_caption->setAccessibleName(tr("Text of %1").arg(name));
    const FileStatus status = m_workspace.effectiveTree()->status(file);
    const auto &scripts = m_answer.survey.scripts;
    const bool isScript
        = std::any_of(scripts.begin(), scripts.end(), [&file](const motd::UpdateScript &script) { return script.path == file; });
    const auto known = std::find_if(m_answer.survey.files.begin(), m_answer.survey.files.end(),
                                    [&file](const motd::MotdFile &each) { return each.path == file; });
    QString what;
    if (isScript) {
        what = tr("what it prints becomes a part of %1, at each login").arg(QLatin1String(motd::dynamicFile));
    } else if (file == motd::dynamicFile) {
        what = m_answer.survey.updates
            ? tr("made by the scripts of %1, so there is nothing to edit").arg(QLatin1String(motd::scriptDirectory))
            : tr("made by a program, so there is nothing to edit");
    } else if (status.kind == FileKind::Missing) {
        what = tr("there is none; what you write becomes a new file");
    } else if (status.kind == FileKind::Unreadable) {
        what = tr("cannot be read");
    } else if (known != m_answer.survey.files.end()) {
        what = m_answer.survey.services.empty() ? tr("no service shows it") : text::fileShownText(*known);
    }
    m_detail->setText(what.isEmpty() ? name : tr("%1 · %2").arg(name, what));
}

bool MotdPage::isOurs(const std::string &file) const
{
    return std::any_of(m_answer.survey.files.begin(), m_answer.survey.files.end(),
                       [&file](const motd::MotdFile &known) { return known.path == file; });
}

void MotdPage::showRemarks()
{
    std::vector<text::MotdRemark> all = text::remarksOn(m_answer.survey);
    std::set<std::pair<QString, std::size_t>> grave;
    const auto count = [&grave](const std::vector<text::MotdRemark> &remarks) {
        for (const text::MotdRemark &remark : remarks) {
            if (remark.severity != pam::Severity::Note) {
                grave.insert({remark.text + QString::fromStdString(remark.where.file), remark.where.line});
            }
        }
    };
    count(all);
    for (const motd::Composition &composition : m_answer.survey.services) {
        std::vector<text::MotdRemark> own = text::remarksOn(composition, m_answer.survey);
        count(own);
        if (composition.service == m_answer.service) {
            all.insert(all.begin(), own.begin(), own.end());
        }
    }
    std::vector<ReportRow> rows;
    for (const text::MotdRemark &remark : all) {
        ReportRow row;
        row.tone = toneOf(remark.severity);
        row.message = remark.text;
        // Only what the window shows can be gone to.
        if (isOurs(remark.where.file) || remark.where.file.find("/pam.d/") != std::string::npos) {
            row.file = remark.where.file;
            row.line = remark.where.line;
        } else if (!remark.where.file.empty()) {
            row.message += tr(" (%1)").arg(remark.where.line > 0
                                               ? text::printable(remark.where.file) + QLatin1Char(':') + QString::number(remark.where.line)
                                               : text::printable(remark.where.file));
        }
        rows.push_back(row);
    }
    if (m_answer.survey.services.empty()) {
        ReportRow row;
        row.tone = Tone::Neutral;
        row.message = tr("No service shows a message of the day: no session rule has pam_motd, and sshd prints none.");
        rows.push_back(row);
    }
    m_remarks->show(rows, tr("Each part is shown once, and everyone may read it."));
    if (int(grave.size()) != m_attention) {
        m_attention = int(grave.size());
        Q_EMIT attentionChanged(m_attention);
    }
}

void MotdPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < 820;
    m_split->setOrientation(narrow ? Qt::Vertical : Qt::Horizontal);
    m_parts->setOrientation(narrow ? Qt::Horizontal : Qt::Vertical);
}

} // namespace pamphlet::ui
