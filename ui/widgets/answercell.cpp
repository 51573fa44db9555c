// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/answercell.h"

#include "ui/style/colors.h"
#include "ui/style/fonts.h"
#include "ui/style/paint.h"
#include "ui/style/symbolicicon.h"
#include "ui/text/answertext.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleOptionComboBox>
#include <QTimer>

namespace pamphlet::ui {

namespace answercell {

namespace {

constexpr int padding = 8;
constexpr int arrowRoom = 18;
constexpr int effectGap = 3;

QFont wordFont(const QFont &font, const RuleAnswer &answer)
{
    QFont own = scaledFont(font, 0.93, answer.chosen ? QFont::DemiBold : QFont::Normal);
    own.setItalic(answer.isChoosable() && !answer.chosen); // likely, not certain
    return own;
}

QFont effectFont(const QFont &font, const RuleAnswer &answer)
{
    return scaledFont(font, 0.86, answer.decided ? QFont::DemiBold : QFont::Normal);
}

int boxHeight(const QStyleOptionViewItem &option)
{
    return option.fontMetrics.height() + 8;
}

Glyph glyphOf(const RuleAnswer &answer)
{
    if (answer.jumps) {
        return Glyph::Skip;
    }
    switch (answer.effectTone) {
    case Tone::Success:
        return Glyph::Check;
    case Tone::Error:
        return Glyph::Cross;
    case Tone::Warning:
        return Glyph::Exclamation;
    case Tone::Neutral:
    case Tone::Accent:
        break;
    }
    return Glyph::Dot;
}

} // namespace

int width(int rowWidth, const QFontMetrics &metrics)
{
    const int unit = metrics.averageCharWidth();
    return qBound(14 * unit, rowWidth * 18 / 100, 18 * unit);
}

int height(const QStyleOptionViewItem &option)
{
    return boxHeight(option) + effectGap + QFontMetrics(scaledFont(option.font, 0.86)).height();
}

QRect boxRect(const QRect &column, const QStyleOptionViewItem &option)
{
    return {column.left(), column.top() + (column.height() - height(option)) / 2, column.width(), boxHeight(option)};
}

void paint(QPainter &painter, const QRect &column, const QStyleOptionViewItem &option, const RuleAnswer &answer)
{
    const Colors colors = colorsFor(option.palette);
    const QRect box = boxRect(column, option);
    painter.save();
    if (answer.isChoosable()) {
        paint::card(painter, box, option.palette.color(QPalette::Button), colors.line, 4);
        paintGlyph(painter, Glyph::ArrowDown, QRectF(box.right() - arrowRoom, box.center().y() - 5, 12, 12), colors.muted);
    }
    const QFont font = wordFont(option.font, answer);
    const QRect word = box.adjusted(padding, 0, answer.isChoosable() ? -arrowRoom - 2 : -2, 0);
    painter.setFont(font);
    painter.setPen(colors.strong(answer.codeTone));
    painter.drawText(word, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(answer.word, Qt::ElideRight, word.width()));

    const QFont small = effectFont(option.font, answer);
    const QFontMetrics metrics(small);
    QRect effect(box.left() + padding, box.bottom() + effectGap, box.width() - padding, metrics.height());
    if (answer.ran) {
        paintGlyph(painter, glyphOf(answer), QRectF(effect.left(), effect.center().y() - 4, 10, 10), colors.strong(answer.effectTone));
        effect.setLeft(effect.left() + 15);
    }
    painter.setFont(small);
    painter.setPen(colors.strong(answer.effectTone));
    painter.drawText(effect, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(answer.effect, Qt::ElideRight, effect.width()));
    painter.restore();
}

} // namespace answercell

AnswerBox::AnswerBox(const pam::Entry &entry, pam::Pass pass, const RuleAnswer &answer, QWidget *parent)
    : QComboBox(parent)
    , m_word(answer.word)
{
    setObjectName(QStringLiteral("answerComboBox"));
    setAccessibleName(tr("What %1 answers").arg(QString::fromStdString(entry.module)));
    if (answer.chosen) {
        addItem(tr("Take the choice back"), -1);
        insertSeparator(count());
    }
    const CodeChoice choice = codeChoice(entry, pass);
    for (std::size_t number = 0; number < choice.codes.size(); ++number) {
        if (number == choice.likely) {
            insertSeparator(count());
        }
        addItem(text::answerTitle(entry, choice.codes[number]), choice.codes[number]);
    }
    setCurrentIndex(findData(answer.code));
    setMaxVisibleItems(16);
    view()->setObjectName(QStringLiteral("answerListView"));
    view()->setAccessibleName(accessibleName());
    view()->setTextElideMode(Qt::ElideNone);
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + 40);
    connect(this, &QComboBox::activated, this, [this] {
        m_choice = currentData().toInt();
        end();
    });
    QTimer::singleShot(0, this, &QComboBox::showPopup);
}

void AnswerBox::hidePopup()
{
    QComboBox::hidePopup();
    QTimer::singleShot(0, this, &AnswerBox::end); // what was chosen comes after it
}

void AnswerBox::end()
{
    if (!m_ended) {
        m_ended = true;
        Q_EMIT done();
    }
}

void AnswerBox::initStyleOption(QStyleOptionComboBox *option) const
{
    QComboBox::initStyleOption(option);
    option->currentText = m_word;
}

} // namespace pamphlet::ui
