// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stackdelegate.h"

#include "ui/models/stackmodel.h"
#include "ui/style/colors.h"
#include "ui/style/fonts.h"
#include "ui/style/paint.h"
#include "ui/style/symbolicicon.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>

namespace pamphlet::ui {

namespace {

constexpr int margin = 10;
constexpr int gap = 14;
constexpr int depthStep = 12;

/// The columns of a rule's row.
struct Columns {
    QRect control;
    QRect text;
    QRect place;
};

Columns columnsOf(const QRect &row, int depth, const QFontMetrics &metrics)
{
    const int indent = StackDelegate::gutter + margin + depth * depthStep;
    const int unit = metrics.averageCharWidth();
    const int controlWidth = qBound(17 * unit, row.width() * 22 / 100, 20 * unit);
    const int placeWidth = qBound(15 * unit, row.width() / 5, 17 * unit);
    Columns columns;
    // One step of depth costs no width: what stands in an included file lines up with what includes it.
    const int right = row.left() + StackDelegate::gutter + margin + depthStep + controlWidth + qMax(0, depth - 1) * depthStep;
    columns.control = QRect(row.left() + indent, row.top(), right - row.left() - indent, row.height());
    columns.place = QRect(row.right() - margin - placeWidth, row.top(), placeWidth, row.height());
    const int textLeft = columns.control.right() + gap;
    columns.text = QRect(textLeft, row.top(), qMax(60, columns.place.left() - gap - textLeft), row.height());
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
    return {width, qMax(text, 2 * option.fontMetrics.height()) + 2 * margin};
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

    const auto tone = Tone(index.data(StackModel::ToneRole).toInt());
    painter.fillRect(QRect(row.left(), row.top(), 4, row.height() - 1), tone == Tone::Neutral ? colors.line : colors.strong(tone));

    const Columns columns = columnsOf(row, index.data(StackModel::DepthRole).toInt(), option.fontMetrics);
    const QFont module = moduleFont();
    const QFontMetrics moduleMetrics(module);
    const QColor text = option.palette.color(QPalette::Text);

    QFont number = fixedFont();
    painter.setFont(number);
    painter.setPen(colors.muted);
    painter.drawText(QRect(row.left(), row.top() + margin, gutter - 4, moduleMetrics.height()), Qt::AlignRight | Qt::AlignVCenter,
                     index.data(StackModel::LineRole).toString());

    QFont control = option.font;
    control.setWeight(QFont::DemiBold);
    painter.setFont(control);
    painter.setPen(text);
    const QRect controlRect = columns.control.adjusted(0, margin, 0, -margin);
    const QString controlText = index.data(StackModel::ControlRole).toString();
    const QFontMetrics controlMetrics(control);
    const bool fits = controlMetrics.boundingRect(controlRect, Qt::TextWordWrap, controlText).height() <= controlRect.height();
    painter.drawText(controlRect, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                     fits ? controlText : controlMetrics.elidedText(controlText, Qt::ElideRight, controlRect.width() * 2 - 10));

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

    paint::chip(painter, columns.place, chipFont(option.font), index.data(StackModel::PlaceRole).toString(),
                option.state & QStyle::State_Selected ? option.palette.color(QPalette::Base) : colors.chip, colors.chipText);
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
        painter.fillRect(QRect(row.left(), row.top(), 4, row.height() - 1), colors.strong(tone));
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
