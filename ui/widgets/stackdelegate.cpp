// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stackdelegate.h"

#include "ui/models/stackmodel.h"
#include "ui/style/colors.h"
#include "ui/style/fonts.h"
#include "ui/style/paint.h"
#include "ui/style/symbolicicon.h"
#include "ui/widgets/answercell.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace pamphlet::ui {

namespace {

constexpr int margin = 10;
constexpr int gap = 12;
constexpr int depthStep = 12;

// Narrower rows have no column for the place: it goes below the control.
constexpr int wideRow = 720;

/// The columns of a rule's row.
struct Columns {
    QRect control;
    QRect text;
    QRect place; ///< null: below the control
    QRect answer;
};

Columns columnsOf(const QRect &row, int depth, const QFontMetrics &metrics)
{
    const int indent = StackDelegate::gutter + margin + depth * depthStep;
    const int unit = metrics.averageCharWidth();
    const bool wide = row.width() >= wideRow;
    const int controlWidth = qBound(15 * unit, row.width() * 20 / 100, 20 * unit);
    const int answerWidth = answercell::width(row.width(), metrics);
    Columns columns;
    // One step of depth costs no width: what stands in an included file lines up with what includes it.
    const int right = row.left() + StackDelegate::gutter + margin + depthStep + controlWidth + qMax(0, depth - 1) * depthStep;
    columns.control = QRect(row.left() + indent, row.top(), right - row.left() - indent, row.height());
    columns.answer = QRect(row.right() - margin - answerWidth, row.top(), answerWidth, row.height() - 1);
    int textRight = columns.answer.left() - gap;
    if (wide) {
        columns.place = QRect(textRight - 16 * unit, row.top(), 16 * unit, row.height());
        textRight = columns.place.left() - gap;
    }
    const int textLeft = columns.control.right() + gap;
    columns.text = QRect(textLeft, row.top(), qMax(60, textRight - textLeft), row.height());
    return columns;
}

QFont moduleFont()
{
    QFont font = fixedFont();
    font.setBold(true);
    return font;
}

QFont sentenceFont(const QFont &font)
{
    return scaledFont(font, 0.93);
}

QFont chipFont(const QFont &font)
{
    return scaledFont(font, 0.86);
}

QFont controlFont(const QFont &font)
{
    return scaledFont(font, 1, QFont::DemiBold);
}

constexpr int chipGap = 5;

/// The control's words on at most three lines, and how high they are.
struct ControlText {
    QString text;
    int height = 0;
};

ControlText controlText(const QFont &font, const QString &words, int width)
{
    const QFontMetrics metrics(controlFont(font));
    const auto heightOf
        = [&](const QString &text) { return metrics.boundingRect(QRect(0, 0, width, 10000), Qt::TextWordWrap, text).height(); };
    const int limit = 3 * metrics.lineSpacing();
    if (const int height = heightOf(words); height <= limit) {
        return {words, height};
    }
    QString shorter = metrics.elidedText(words, Qt::ElideRight, 3 * width - 20);
    while (shorter.size() > 2 && heightOf(shorter) > limit) {
        shorter = shorter.left(shorter.size() - 2) + QStringLiteral("…");
    }
    return {shorter, heightOf(shorter)};
}

int sentenceHeight(const QFont &font, const QString &sentence, int width)
{
    return QFontMetrics(sentenceFont(font)).boundingRect(QRect(0, 0, width, 10000), Qt::TextWordWrap, sentence).height();
}

/// Arguments stand behind the module if there is room, else below it, on at most two lines.
struct ArgumentLines {
    QStringList below;
    int height = 0;
};

ArgumentLines argumentLines(const QString &module, const QString &arguments, int width)
{
    if (arguments.isEmpty()) {
        return {};
    }
    const QFontMetrics metrics(fixedFont());
    const int used = QFontMetrics(moduleFont()).horizontalAdvance(module) + metrics.averageCharWidth();
    if (metrics.horizontalAdvance(arguments) <= width - used) {
        return {};
    }
    // Between arguments, never inside one.
    QStringList lines{QString()};
    const QStringList words = arguments.split(QLatin1Char(' '));
    for (const QString &word : words) {
        const QString longer = lines.last().isEmpty() ? word : lines.last() + QLatin1Char(' ') + word;
        if (lines.size() == 2 || lines.last().isEmpty() || metrics.horizontalAdvance(longer) <= width) {
            lines.last() = longer;
        } else {
            lines << word;
        }
    }
    for (QString &line : lines) {
        line = metrics.elidedText(line, Qt::ElideRight, width);
    }
    return {lines, int(lines.size()) * metrics.lineSpacing() + 1};
}

int widthOf(const QStyleOptionViewItem &option)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return view ? view->viewport()->width() : option.rect.width();
}

QColor rowBackground(const QStyleOptionViewItem &option, const Colors &colors, const QColor &plain)
{
    return option.state & QStyle::State_Selected ? colors.selection : plain;
}

} // namespace

int StackDelegate::firstLineMiddle(const QFontMetrics &metrics)
{
    return margin + metrics.height() / 2;
}

QRect StackDelegate::foldRect(const QRect &row, int depth)
{
    return {row.left() + gutter - 20 + depth * depthStep, row.top(), 26, row.height()};
}

QSize StackDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int width = widthOf(option);
    if (index.data(StackModel::RowKindRole).toInt() == int(StackModel::RowKind::Group)) {
        return {width, option.fontMetrics.height() + 12};
    }
    const Columns columns = columnsOf(QRect(0, 0, width, 100), index.data(StackModel::DepthRole).toInt(), option.fontMetrics);
    const int arguments = argumentLines(index.data(StackModel::ModuleRole).toString(), index.data(StackModel::ArgumentsRole).toString(),
                                        columns.text.width())
                              .height;
    const int text = QFontMetrics(moduleFont()).height() + arguments + 2
        + sentenceHeight(option.font, index.data(StackModel::SentenceRole).toString(), columns.text.width());
    int control = controlText(option.font, index.data(StackModel::ControlRole).toString(), columns.control.width()).height;
    if (columns.place.isNull()) {
        control += chipGap + qRound(paint::chipSize(chipFont(option.font), QStringLiteral("x")).height());
    }
    return {width, qMax(qMax(text, control) + 2 * margin, answercell::height(option) + margin)};
}

QRect StackDelegate::answerRect(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (index.data(StackModel::RowKindRole).toInt() == int(StackModel::RowKind::Group)) {
        return {};
    }
    return answercell::boxRect(columnsOf(option.rect, index.data(StackModel::DepthRole).toInt(), option.fontMetrics).answer, option);
}

bool StackDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto answer = index.data(StackModel::AnswerRole).value<RuleAnswer>();
    if (event->type() != QEvent::ToolTip || answer.sentence.isEmpty() || event->pos().x() < answerRect(option, index).left()) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    const QString hint = answer.isChoosable() ? tr("Click, or press F2, to choose another answer.") : QString();
    QToolTip::showText(event->globalPos(), QStringLiteral("%1\n%2").arg(answer.sentence, hint).trimmed(), view);
    return true;
}

QWidget *StackDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto *stack = qobject_cast<const StackModel *>(index.model());
    const pam::Entry *entry = stack ? stack->entryOf(index) : nullptr;
    if (!entry || !stack->run()) {
        return nullptr;
    }
    auto *box = new AnswerBox(*entry, stack->run()->pass, index.data(StackModel::AnswerRole).value<RuleAnswer>(), parent);
    auto *self = const_cast<StackDelegate *>(this); // QStyledItemDelegate's own editors do so too: its signals are not const
    connect(box, &AnswerBox::done, self, [self, box] {
        if (box->choice()) {
            Q_EMIT self->commitData(box);
        }
        Q_EMIT self->closeEditor(box);
    });
    return box;
}

void StackDelegate::setEditorData(QWidget *, const QModelIndex &) const
{
    // The box knows from the beginning.
}

void StackDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    // Losing the focus is no choice.
    if (const auto *box = qobject_cast<const AnswerBox *>(editor); box && box->choice()) {
        model->setData(index, *box->choice(), StackModel::AnswerRole);
    }
}

void StackDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    editor->setGeometry(answerRect(option, index));
}

void StackDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    if (index.data(StackModel::RowKindRole).toInt() == int(StackModel::RowKind::Group)) {
        paintGroup(*painter, option, index);
    } else {
        paintRule(*painter, option, index);
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setPen(QPen(option.palette.color(QPalette::Highlight), 1));
        painter->drawRect(option.rect.adjusted(0, 0, -1, -2));
    }
    painter->restore();
}

void StackDelegate::paintRule(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors colors = colorsFor(option.palette);
    const QRect row = option.rect;
    painter.fillRect(row, rowBackground(option, colors, option.palette.color(QPalette::Base)));
    painter.setPen(colors.line);
    painter.drawLine(row.bottomLeft(), row.bottomRight());

    const QVariant known = index.data(StackModel::AnswerRole);
    const auto answer = known.value<RuleAnswer>();
    if (answer.ran) {
        painter.fillRect(QRect(row.left(), row.top(), 4, row.height() - 1), colors.strong(answer.effectTone));
    }

    const Columns columns = columnsOf(row, index.data(StackModel::DepthRole).toInt(), option.fontMetrics);
    const QFont module = moduleFont();
    const QFontMetrics moduleMetrics(module);
    const QColor text = option.palette.color(QPalette::Text);

    QFont number = fixedFont();
    painter.setFont(number);
    painter.setPen(colors.muted);
    painter.drawText(QRect(row.left(), row.top() + margin, gutter - 4, moduleMetrics.height()), Qt::AlignRight | Qt::AlignVCenter,
                     index.data(StackModel::LineRole).toString());
    paintFindingMark(painter, QRectF(row.left() + gutter - 17, row.top() + margin + moduleMetrics.height() + 4, 13, 13), colors, index);

    // What does not run stays readable, but stands back.
    painter.setOpacity(index.data(StackModel::DimmedRole).toBool() ? 0.55 : 1);
    painter.setFont(controlFont(option.font));
    painter.setPen(index.data(StackModel::WeightlessRole).toBool() ? colors.muted : text);
    const ControlText control = controlText(option.font, index.data(StackModel::ControlRole).toString(), columns.control.width());
    const QRect controlRect(columns.control.left(), row.top() + margin, columns.control.width(), control.height);
    painter.drawText(controlRect, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, control.text);
    painter.setPen(text);

    // The module, then its arguments in what is left of the line.
    QRect line(columns.text.left(), row.top() + margin, columns.text.width(), moduleMetrics.height());
    const QString name = moduleMetrics.elidedText(index.data(StackModel::ModuleRole).toString(), Qt::ElideMiddle, line.width());
    painter.setFont(module);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
    const QString arguments = index.data(StackModel::ArgumentsRole).toString();
    const ArgumentLines lines = argumentLines(index.data(StackModel::ModuleRole).toString(), arguments, line.width());
    painter.setFont(fixedFont());
    painter.setPen(colors.muted);
    if (!lines.below.isEmpty()) {
        const QRect rest(line.left(), line.bottom() + 1, line.width(), lines.height);
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignTop | Qt::TextDontClip, lines.below.join(QLatin1Char('\n')));
        line.setBottom(rest.bottom());
    } else if (!arguments.isEmpty()) {
        painter.drawText(line.adjusted(moduleMetrics.horizontalAdvance(name) + moduleMetrics.averageCharWidth(), 0, 0, 0),
                         Qt::AlignLeft | Qt::AlignVCenter, arguments);
    }

    painter.setFont(sentenceFont(option.font));
    painter.setPen(colors.muted);
    const QRect sentence(line.left(), line.bottom() + 3, line.width(), row.bottom() - line.bottom() - margin + 2);
    painter.drawText(sentence, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, index.data(StackModel::SentenceRole).toString());

    const double chipHeight = paint::chipSize(chipFont(option.font), QStringLiteral("x")).height();
    const QRectF place = columns.place.isNull()
        ? QRectF(controlRect.left() - 2, controlRect.top() + control.height + chipGap, controlRect.width(), chipHeight)
        : QRectF(columns.place);
    paint::chip(painter, place, chipFont(option.font), index.data(StackModel::PlaceRole).toString(),
                option.state & QStyle::State_Selected ? option.palette.color(QPalette::Base) : colors.chip, colors.chipText);
    if (known.isValid()) {
        answercell::paint(painter, columns.answer, option, answer);
    }
}

void StackDelegate::paintFindingMark(QPainter &painter, const QRectF &rect, const Colors &colors, const QModelIndex &index)
{
    const auto tone = Tone(index.data(StackModel::ToneRole).toInt());
    if (tone != Tone::Neutral) {
        paintGlyph(painter,
                   tone == Tone::Error         ? Glyph::Cross
                       : tone == Tone::Warning ? Glyph::Exclamation
                                               : Glyph::Info,
                   rect, colors.strong(tone));
    }
}

void StackDelegate::paintGroup(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors colors = colorsFor(option.palette);
    const QRect row = option.rect;
    const auto tone = Tone(index.data(StackModel::ToneRole).toInt());
    painter.fillRect(row, rowBackground(option, colors, tone == Tone::Neutral ? colors.header : colors.tint(tone)));
    painter.setPen(colors.line);
    painter.drawLine(row.bottomLeft(), row.bottomRight());
    if (tone != Tone::Neutral) {
        const QRectF mark(row.left() + 12, row.center().y() - 6, 13, 13);
        paintFindingMark(painter, mark, colors, index);
    }

    const int depth = index.data(StackModel::DepthRole).toInt();
    const QRect fold = foldRect(row, depth);
    const QRectF glyph(fold.center().x() - 6, fold.center().y() - 6, 12, 12);
    if (index.model()->hasChildren(index)) {
        paintGlyph(painter, option.state & QStyle::State_Open ? Glyph::ArrowDown : Glyph::ArrowRight, glyph, colors.muted);
    } else if (index.data(StackModel::FailedRole).toBool()) {
        paintGlyph(painter, Glyph::Cross, glyph, colors.error);
    }

    int x = fold.right() + 6;
    const auto draw = [&](const QString &text, QFont::Weight weight, const QColor &color) {
        const QFont font = scaledFont(option.font, 0.93, weight);
        const QFontMetrics metrics(font);
        const int room = row.right() - margin - x;
        if (text.isEmpty() || room < 20) {
            return;
        }
        const QString shown = metrics.elidedText(text, Qt::ElideRight, room);
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(QRect(x, row.top(), room, row.height() - 1), Qt::AlignLeft | Qt::AlignVCenter, shown);
        x += metrics.horizontalAdvance(shown);
    };
    const QString note = index.data(StackModel::GroupNoteRole).toString();
    draw(index.data(StackModel::GroupKindRole).toString() + QLatin1Char(' '), QFont::Normal, colors.muted);
    draw(index.data(StackModel::GroupNameRole).toString(), QFont::DemiBold, option.palette.color(QPalette::Text));
    draw(note.isEmpty() ? QString() : QStringLiteral(" · ") + note, QFont::Normal, tone == Tone::Error ? colors.error : colors.muted);
}

} // namespace pamphlet::ui
