// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/diffview.h"

#include "core/change/unifieddiff.h"
#include "core/tree/capturedtree.h"
#include "ui/style/colors.h"
#include "ui/style/fonts.h"

#include <QEvent>
#include <QTextBlock>

namespace pamphlet::ui {

namespace {

// Bytes that are not UTF-8 show as U+FFFD: this is to look at, the change itself is bytes.
QString shown(const std::string &bytes)
{
    const QString text = QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
    QString visible;
    for (const QChar character : text) {
        const ushort code = character.unicode();
        if ((code < 0x20 && character != QLatin1Char('\t')) || code == 0x7f) {
            visible += QLatin1Char('^') + QChar(code ^ 0x40); // as terminals name them
        } else {
            visible += code == 0x2028 || code == 0x2029 ? QChar(0xfffd) : character;
        }
    }
    return visible;
}

QString octal(std::uint32_t mode)
{
    return QStringLiteral("%1").arg(mode, 4, 8, QLatin1Char('0'));
}

/// Empty where the mode stays, or is that of every new file.
QString modeLine(const DiffView::File &file)
{
    constexpr std::uint32_t usual = 0644;
    if (!file.modeAfter || file.modeAfter == file.modeBefore.value_or(usual)) {
        return {};
    }
    return file.modeBefore ? DiffView::tr("mode %1 becomes %2").arg(octal(*file.modeBefore), octal(*file.modeAfter))
                           : DiffView::tr("mode %1").arg(octal(*file.modeAfter));
}

} // namespace

DiffView::DiffView(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("diffView"));
    setAccessibleName(tr("What changes in the files"));
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFont(scaledFont(fixedFont(), 0.95));
    setLineWrapMode(NoWrap);
    setUndoRedoEnabled(false);
    document()->setDocumentMargin(8);
    setCursorWidth(0); // nothing is typed here
}

void DiffView::setFiles(const std::vector<File> &files)
{
    QStringList text;
    m_lines.clear();
    const auto add = [&](Line kind, const QString &line) {
        m_lines.push_back(kind);
        text << line;
    };
    for (const File &file : files) {
        if (!m_lines.empty()) {
            add(Line::Context, QString());
        }
        const QString path = QString::fromStdString(file.path);
        add(Line::File, !file.before ? tr("%1 (new file)").arg(path) : !file.after ? tr("%1 (removed)").arg(path) : path);
        if (const QString mode = modeLine(file); !mode.isEmpty()) {
            add(Line::Context, mode);
        }
        // What it was before is as secret as what it becomes: backups and tokens may still be good.
        if (holdsPrivateKey(file.before.value_or(std::string())) || holdsPrivateKey(file.after.value_or(std::string()))) {
            add(Line::Context, tr("private key, not shown"));
            continue;
        }
        for (const change::DiffHunk &hunk : change::diffHunks(file.before.value_or(std::string()), file.after.value_or(std::string()))) {
            add(Line::Hunk,
                QStringLiteral("@@ -%1,%2 +%3,%4 @@").arg(hunk.oldStart).arg(hunk.oldCount).arg(hunk.newStart).arg(hunk.newCount));
            for (const change::DiffLine &line : hunk.lines) {
                const bool added = line.kind == change::DiffLine::Kind::Added;
                const bool removed = line.kind == change::DiffLine::Kind::Removed;
                const Line kind = added ? Line::Added : removed ? Line::Removed : Line::Context;
                add(kind, QLatin1Char(added ? '+' : removed ? '-' : ' ') + shown(line.text));
                if (line.noNewline) {
                    add(kind, tr("\\ no newline at the end of the file"));
                }
            }
        }
    }
    setPlainText(text.join(QLatin1Char('\n')));
    colour();
}

void DiffView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        colour();
    }
}

void DiffView::colour()
{
    const Colors colors = colorsFor(palette());
    QList<QTextEdit::ExtraSelection> selections;
    QTextBlock block = document()->begin();
    for (const Line line : m_lines) {
        if (line != Line::Context) {
            QTextEdit::ExtraSelection selection;
            selection.cursor = QTextCursor(block);
            selection.format.setProperty(QTextFormat::FullWidthSelection, true);
            switch (line) {
            case Line::File:
            case Line::Hunk:
                selection.format.setBackground(colors.header);
                selection.format.setForeground(line == Line::File ? palette().color(QPalette::Text) : colors.muted);
                break;
            case Line::Added:
                selection.format.setBackground(colors.successTint);
                break;
            case Line::Removed:
                selection.format.setBackground(colors.errorTint);
                break;
            case Line::Context:
                break;
            }
            selections << selection;
        }
        block = block.next();
    }
    setExtraSelections(selections);
}

} // namespace pamphlet::ui
