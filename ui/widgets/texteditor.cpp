// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/texteditor.h"

#include "ui/style/colors.h"
#include "ui/style/fonts.h"
#include "ui/style/symbolicicon.h"
#include "ui/text/text.h"
#include "ui/workspace/textcodec.h"
#include "ui/workspace/workspace.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace pamphlet::ui {

namespace {

class LineNumbers final : public QWidget
{
public:
    explicit LineNumbers(TextEditor *editor)
        : QWidget(editor)
        , m_editor(editor)
    {
        setObjectName(QStringLiteral("lineNumbers"));
    }

    QSize sizeHint() const override { return {m_editor->numberWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent *event) override { m_editor->paintNumbers(event); }

    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::ToolTip) {
            const auto *help = static_cast<QHelpEvent *>(event);
            QToolTip::showText(help->globalPos(), m_editor->markMessageAt(help->pos()), this);
            return true;
        }
        return QWidget::event(event);
    }

private:
    TextEditor *m_editor;
};

bool isUndoKey(const QKeyEvent &event)
{
    return event.matches(QKeySequence::Undo) || event.matches(QKeySequence::Redo);
}

} // namespace

TextEditor::TextEditor(Workspace &workspace, const QString &objectName, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_workspace(workspace)
    , m_numbers(new LineNumbers(this))
{
    setObjectName(objectName);
    setFont(fixedFont());
    setLineWrapMode(NoWrap);
    setUndoRedoEnabled(false);
    setTabChangesFocus(false);
    setTabStopDistance(8 * QFontMetricsF(font()).horizontalAdvance(QLatin1Char(' ')));
    setFrameShape(NoFrame);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &TextEditor::updateMargins);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy != 0) {
            m_numbers->scroll(0, dy);
        } else {
            m_numbers->update(0, rect.y(), m_numbers->width(), rect.height());
        }
    });
    connect(document(), &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        if (!m_loading && (removed > 0 || added > 0)) {
            store();
        }
    });
    connect(&workspace, &Workspace::changed, this, [this](const QString &path) {
        if (!m_storing && path.toStdString() == m_path) {
            load();
        }
    });
    connect(&workspace, &Workspace::loaded, this, [this] {
        if (!m_path.empty()) {
            load();
        }
    });
    updateMargins();
}

void TextEditor::setFile(const std::string &path)
{
    if (path != m_path) {
        m_path = path;
        m_mergeKey = m_workspace.nextMergeKey();
        load();
        moveCursor(QTextCursor::Start);
    }
}

QString TextEditor::plainText() const
{
    // Not toPlainText(): it turns no-break spaces into spaces.
    QStringList lines;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        lines << block.text();
    }
    return lines.join(QLatin1Char('\n'));
}

void TextEditor::load()
{
    m_loading = true;
    const FileContent file = m_workspace.effectiveTree()->read(m_path);
    const EditorText text = editorText(file.bytes);
    QString obstacle = obstacleText(text.obstacle);
    if (const auto editable = m_workspace.checkEditable(m_path); !editable) {
        obstacle = text::errorMessage(editable.error());
    }

    // Only what differs is replaced, so that the cursor and the view stay where they are.
    const QString before = plainText();
    if (before != text.text) {
        const qsizetype shorter = qMin(before.size(), text.text.size());
        qsizetype head = 0;
        while (head < shorter && before[head] == text.text[head]) {
            ++head;
        }
        qsizetype tail = 0;
        while (tail < shorter - head && before[before.size() - 1 - tail] == text.text[text.text.size() - 1 - tail]) {
            ++tail;
        }
        QTextCursor here = textCursor();
        const int position = here.position();
        QTextCursor cursor(document());
        cursor.setPosition(int(head));
        cursor.setPosition(int(before.size() - tail), QTextCursor::KeepAnchor);
        cursor.insertText(text.text.mid(head, text.text.size() - tail - head));
        if (position <= head && here.position() != position) { // what is put in at the cursor would push it along
            here.setPosition(position);
            setTextCursor(here);
        }
    }
    setReadOnly(!obstacle.isEmpty());
    setTextInteractionFlags(obstacle.isEmpty() ? Qt::TextEditorInteraction : Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_loading = false;
    if (obstacle != m_obstacle) {
        m_obstacle = obstacle;
        Q_EMIT obstacleChanged();
    }
}

void TextEditor::store()
{
    if (m_path.empty() || isReadOnly()) {
        return;
    }
    m_storing = true;
    const QString name = QString::fromStdString(m_path.substr(m_path.rfind('/') + 1));
    std::optional<std::string> content = bytesFromEditor(plainText());
    if (content->empty() && !m_workspace.originalContent(m_path)) {
        content.reset(); // an empty text of a file that does not exist is no file
    }
    m_workspace.setContent(m_path, std::move(content), tr("Typing in %1").arg(name), m_mergeKey);
    m_storing = false;
}

void TextEditor::keyPressEvent(QKeyEvent *event)
{
    if (isUndoKey(*event)) {
        event->ignore(); // belongs to the window
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    // A step of undo is a line, or what was typed in one place.
    const bool moved = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->text().isEmpty();
    if (moved && event->key() != Qt::Key_Shift) {
        m_mergeKey = m_workspace.nextMergeKey();
    }
}

void TextEditor::focusOutEvent(QFocusEvent *event)
{
    m_mergeKey = m_workspace.nextMergeKey();
    QPlainTextEdit::focusOutEvent(event);
}

bool TextEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isUndoKey(*static_cast<QKeyEvent *>(event))) {
        event->ignore(); // else the key would come here and not to the window's action
        return false;
    }
    return QPlainTextEdit::event(event);
}

void TextEditor::goToLine(int line)
{
    const QTextBlock block = document()->findBlockByNumber(qMax(0, line - 1));
    if (!block.isValid()) {
        return;
    }
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    centerCursor();
}

void TextEditor::setMarks(const std::vector<LineMark> &marks)
{
    m_marks.clear();
    for (const LineMark &mark : marks) {
        const QTextBlock block = document()->findBlockByNumber(mark.line - 1);
        if (!block.isValid()) {
            continue;
        }
        const auto same = std::find_if(m_marks.begin(), m_marks.end(), [&](const Mark &known) { return known.cursor.block() == block; });
        if (same != m_marks.end()) {
            same->tone = std::max(same->tone, mark.tone);
            same->message += QLatin1Char('\n') + mark.message;
            continue;
        }
        QTextCursor cursor(block);
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        m_marks.push_back({cursor, mark.tone, mark.message});
    }
    showMarks();
}

void TextEditor::showMarks()
{
    const Colors colors = colorsFor(palette());
    QList<QTextEdit::ExtraSelection> selections;
    QStringList told;
    for (const Mark &mark : m_marks) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = mark.cursor;
        selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        selection.format.setUnderlineColor(colors.strong(mark.tone));
        selections << selection;
        told << tr("Line %1: %2").arg(mark.cursor.blockNumber() + 1).arg(mark.message);
    }
    setExtraSelections(selections);
    setAccessibleDescription(told.join(QLatin1Char('\n')));
    m_numbers->update();
}

const TextEditor::Mark *TextEditor::markOf(int line) const
{
    const auto found
        = std::find_if(m_marks.begin(), m_marks.end(), [line](const Mark &mark) { return mark.cursor.blockNumber() + 1 == line; });
    return found == m_marks.end() ? nullptr : &*found;
}

QString TextEditor::markMessage(int line) const
{
    const Mark *mark = markOf(line);
    return mark ? mark->message : QString();
}

QString TextEditor::markMessageAt(const QPoint &point) const
{
    const QTextCursor cursor = cursorForPosition(QPoint(0, point.y()));
    const QRect line = cursorRect(cursor);
    return point.y() <= line.bottom() ? markMessage(cursor.blockNumber() + 1) : QString();
}

bool TextEditor::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), markMessageAt(help->pos()), viewport());
        return true;
    }
    return QPlainTextEdit::viewportEvent(event);
}

void TextEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_marks.empty()) {
        showMarks();
    }
}

int TextEditor::numberWidth() const
{
    const int digits = int(QString::number(qMax(1, blockCount())).size());
    return 30 + fontMetrics().horizontalAdvance(QLatin1Char('9')) * qMax(3, digits);
}

void TextEditor::updateMargins()
{
    setViewportMargins(numberWidth(), 0, 0, 0);
    const QRect inside = contentsRect();
    m_numbers->setGeometry(QRect(inside.left(), inside.top(), numberWidth(), inside.height()));
}

void TextEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateMargins();
}

void TextEditor::paintNumbers(QPaintEvent *event)
{
    QPainter painter(m_numbers);
    const Colors colors = colorsFor(palette());
    painter.fillRect(event->rect(), colors.header);
    painter.setPen(colors.line);
    painter.drawLine(m_numbers->width() - 1, event->rect().top(), m_numbers->width() - 1, event->rect().bottom());
    painter.setPen(colors.muted);
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    double top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= event->rect().bottom()) {
        const double height = blockBoundingRect(block).height();
        if (block.isVisible()) {
            const Mark *mark = markOf(block.blockNumber() + 1);
            if (mark) {
                const Glyph glyph = mark->tone == Tone::Error ? Glyph::Cross
                    : mark->tone == Tone::Warning             ? Glyph::Exclamation
                                                              : Glyph::Info;
                paintGlyph(painter, glyph, QRectF(5, top + (fontMetrics().height() - 12) / 2.0, 12, 12), colors.strong(mark->tone));
            }
            painter.setPen(mark ? colors.strong(mark->tone) : colors.muted);
            painter.drawText(QRectF(0, top, m_numbers->width() - 10, fontMetrics().height()), Qt::AlignRight | Qt::AlignTop,
                             QString::number(block.blockNumber() + 1));
        }
        top += height;
        block = block.next();
    }
}

} // namespace pamphlet::ui
