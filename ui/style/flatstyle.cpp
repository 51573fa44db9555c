// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/flatstyle.h"

#include "ui/style/colors.h"
#include "ui/style/paint.h"
#include "ui/style/symbolicicon.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>

namespace pamphlet::ui {

namespace {

QColor mixed(const QColor &one, const QColor &other, double share)
{
    return QColor::fromRgbF(float(one.redF() * (1 - share) + other.redF() * share),
                            float(one.greenF() * (1 - share) + other.greenF() * share),
                            float(one.blueF() * (1 - share) + other.blueF() * share));
}

bool isDefault(const QStyleOption *option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    return button && (button->features & QStyleOptionButton::DefaultButton) && (option->state & QStyle::State_Enabled);
}

void drawPanel(const QStyleOption *option, QPainter *painter, const QColor &fill)
{
    const bool focused = option->state & QStyle::State_HasFocus && option->state & QStyle::State_Enabled;
    const QColor line = focused ? option->palette.color(QPalette::Highlight) : colorsFor(option->palette).line;
    paint::card(*painter, option->rect, fill, line, 4);
}

void drawButtonPanel(const QStyleOption *option, QPainter *painter)
{
    const bool primary = isDefault(option);
    QColor fill = option->palette.color(primary ? QPalette::Highlight : QPalette::Button);
    if (!(option->state & QStyle::State_Enabled)) {
        fill = mixed(fill, option->palette.color(QPalette::Window), 0.6);
    } else if (option->state & (QStyle::State_Sunken | QStyle::State_On)) {
        fill = mixed(fill, option->palette.color(QPalette::Text), 0.16);
    } else if (option->state & QStyle::State_MouseOver) {
        fill = mixed(fill, option->palette.color(QPalette::Highlight), primary ? 0 : 0.1);
    }
    const QColor line = primary ? mixed(fill, Qt::black, 0.12) : colorsFor(option->palette).line;
    paint::card(*painter, option->rect, fill, line, 4);
}

void drawIndicator(const QStyleOption *option, QPainter *painter, bool round)
{
    const bool on = option->state & (QStyle::State_On | QStyle::State_NoChange);
    const bool enabled = option->state & QStyle::State_Enabled;
    const QRectF rect = QRectF(option->rect).adjusted(1, 1, -1, -1);
    const QColor fill = on && enabled ? option->palette.color(QPalette::Highlight) : option->palette.color(QPalette::Base);
    const QColor line = on && enabled ? fill : mixed(colorsFor(option->palette).line, option->palette.color(QPalette::Text), 0.25);
    paint::card(*painter, rect, fill, line, round ? rect.width() / 2 : 3);
    if (on) {
        const QColor mark = enabled ? option->palette.color(QPalette::HighlightedText) : colorsFor(option->palette).muted;
        paintGlyph(*painter, round ? Glyph::Dot : Glyph::Check, rect.adjusted(1, 1, -1, -1), mark);
    }
}

} // namespace

FlatStyle::FlatStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("fusion")))
{ }

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        drawButtonPanel(option, painter);
        return;
    case PE_PanelButtonTool:
        if (!(option->state & State_AutoRaise) || option->state & (State_MouseOver | State_Sunken | State_On)) {
            drawButtonPanel(option, painter);
        }
        return;
    case PE_FrameDefaultButton:
        return;
    case PE_FrameFocusRect: {
        if (qobject_cast<const QPushButton *>(widget)) {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            const QColor ring
                = isDefault(option) ? option->palette.color(QPalette::HighlightedText) : option->palette.color(QPalette::Highlight);
            painter->setPen(QPen(ring, 1.5));
            painter->drawRoundedRect(QRectF(widget->rect()).adjusted(2.5, 2.5, -2.5, -2.5), 3, 3);
            painter->restore();
            return;
        }
        break;
    }
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0) {
            drawPanel(option, painter, option->palette.color(QPalette::Base));
        } else {
            painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
        }
        return;
    case PE_FrameLineEdit:
        return;
    case PE_Frame: {
        painter->save();
        const bool focused = option->state & State_HasFocus && widget && widget->inherits("QAbstractScrollArea");
        painter->setPen(focused ? option->palette.color(QPalette::Highlight) : colorsFor(option->palette).line);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    }
    case PE_IndicatorCheckBox:
        drawIndicator(option, painter, false);
        return;
    case PE_IndicatorRadioButton:
        drawIndicator(option, painter, true);
        return;
    case PE_FrameTabBarBase:
        painter->save();
        painter->setPen(colorsFor(option->palette).line);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        painter->restore();
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void FlatStyle::drawTab(const QStyleOption *option, QPainter *painter) const
{
    const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
    if (!tab || !(tab->state & State_Selected)) {
        return;
    }
    const QColor line = colorsFor(tab->palette).line;
    const QRectF rect = QRectF(tab->rect).adjusted(0, 1, 0, 0);
    painter->save();
    painter->setClipRect(rect.adjusted(-1, -1, 1, 0));
    paint::card(*painter, rect.adjusted(0, 0, 0, 8), tab->palette.color(QPalette::Base), line, 4);
    painter->fillRect(QRectF(rect.left() + 1, rect.top() + 1, rect.width() - 2, 2), tab->palette.color(QPalette::Highlight));
    painter->restore();
}

// Icon and text together in the middle, as on a push button.
void FlatStyle::drawToolButtonLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (!button || button->toolButtonStyle != Qt::ToolButtonTextBesideIcon || button->text.isEmpty()) {
        QProxyStyle::drawControl(CE_ToolButtonLabel, option, painter, widget);
        return;
    }
    const bool enabled = button->state & State_Enabled;
    const int icon = button->icon.isNull() ? 0 : 16;
    const int gap = icon > 0 ? 6 : 0;
    const int width = icon + gap + button->fontMetrics.horizontalAdvance(button->text);
    const int left = button->rect.left() + (button->rect.width() - width) / 2;
    const QRect iconRect(left, button->rect.center().y() - icon / 2 + 1, icon, icon);
    button->icon.paint(painter, iconRect, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    painter->setPen(button->palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText));
    painter->drawText(QRect(left + icon + gap, button->rect.top(), button->rect.right() - left, button->rect.height()),
                      Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, button->text);
}

QRect FlatStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents) {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        return frame && frame->lineWidth > 0 ? rect.adjusted(6, 0, -4, 0) : rect;
    }
    return rect;
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option); button && isDefault(button)) {
            QStyleOptionButton primary = *button;
            primary.palette.setColor(QPalette::ButtonText, primary.palette.color(QPalette::HighlightedText));
            QProxyStyle::drawControl(element, &primary, painter, widget);
            return;
        }
        break;
    case CE_ToolButtonLabel:
        drawToolButtonLabel(option, painter, widget);
        return;
    case CE_TabBarTabShape:
        drawTab(option, painter);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            QStyleOptionTab label = *tab;
            const bool selected = tab->state & State_Selected;
            label.palette.setColor(QPalette::WindowText, selected ? tab->palette.color(QPalette::Text) : colorsFor(tab->palette).muted);
            painter->save();
            QFont font = painter->font();
            font.setWeight(selected ? QFont::DemiBold : QFont::Normal);
            painter->setFont(font);
            painter->setPen(label.palette.color(QPalette::WindowText));
            painter->drawText(tab->rect, Qt::AlignCenter | Qt::TextShowMnemonic, tab->text);
            if (tab->state & State_HasFocus) {
                painter->setPen(QPen(tab->palette.color(QPalette::Highlight), 1, Qt::DotLine));
                painter->drawRect(tab->rect.adjusted(6, 6, -7, -5));
            }
            painter->restore();
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void FlatStyle::drawComboBox(const QStyleOptionComplex *option, QPainter *painter) const
{
    const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    if (!combo) {
        return;
    }
    if (combo->editable) {
        drawPanel(option, painter, option->palette.color(QPalette::Base));
    } else {
        drawButtonPanel(option, painter);
        if (option->state & State_HasFocus) {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(option->palette.color(QPalette::Highlight), 1));
            painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
            painter->restore();
        }
    }
    const QRect arrow = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, nullptr);
    const auto group = option->state & State_Enabled ? QPalette::Active : QPalette::Disabled;
    paintGlyph(*painter, Glyph::ArrowDown, QRectF(arrow.center().x() - 6, arrow.center().y() - 6, 13, 13),
               option->palette.color(group, QPalette::ButtonText));
}

void FlatStyle::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!slider || slider->maximum == slider->minimum) {
        return;
    }
    QRectF handle = proxy()->subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    handle = slider->orientation == Qt::Vertical ? handle.adjusted(3, 1, -3, -1) : handle.adjusted(1, 3, -1, -3);
    const bool active = option->state & State_MouseOver || slider->activeSubControls & SC_ScrollBarSlider;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(mixed(option->palette.color(QPalette::Window), option->palette.color(QPalette::Text), active ? 0.5 : 0.28));
    const double radius = qMin(handle.width(), handle.height()) / 2;
    painter->drawRoundedRect(handle, radius, radius);
    painter->restore();
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                   const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        drawComboBox(option, painter);
        return;
    }
    if (control == CC_ScrollBar) {
        drawScrollBar(option, painter, widget);
        return;
    }
    if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option); control == CC_ToolButton && button) {
        // A button that is a menu says so by its glyph; it needs no second arrow.
        QStyleOptionToolButton plain = *button;
        plain.features &= ~QStyleOptionToolButton::ToolButtonFeatures(QStyleOptionToolButton::HasMenu);
        QProxyStyle::drawComplexControl(control, &plain, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect FlatStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                                const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!slider) {
            return {};
        }
        // No arrow buttons: the groove is the whole bar.
        const bool vertical = slider->orientation == Qt::Vertical;
        const int length = vertical ? slider->rect.height() : slider->rect.width();
        const int range = slider->maximum - slider->minimum;
        const int handle
            = range > 0 ? qBound(qMin(28, length), int(qint64(length) * slider->pageStep / (range + slider->pageStep)), length) : length;
        const int start
            = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - handle, slider->upsideDown);
        const auto part = [&](int from, int size) {
            return vertical ? QRect(0, from, slider->rect.width(), size) : QRect(from, 0, size, slider->rect.height());
        };
        switch (subControl) {
        case SC_ScrollBarSlider:
            return part(start, handle);
        case SC_ScrollBarGroove:
            return slider->rect;
        case SC_ScrollBarSubPage:
            return part(0, start);
        case SC_ScrollBarAddPage:
            return part(start + handle, length - start - handle);
        default:
            return {};
        }
    }
    const QRect rect = QProxyStyle::subControlRect(control, option, subControl, widget);
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField) {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        return rect.adjusted(combo && combo->editable ? 3 : 6, 0, 0, 0);
    }
    return rect;
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        result.setHeight(qMax(result.height(), option->fontMetrics.height() + 13));
        result.rwidth() += 12;
        break;
    case CT_ToolButton:
        result = QSize(result.width() + 12, qMax(result.height(), option->fontMetrics.height() + 13));
        break;
    case CT_ComboBox:
        result.rwidth() += 8; // its text begins further in: see subControlRect()
        [[fallthrough]];
    case CT_LineEdit:
        result.setHeight(qMax(result.height(), option->fontMetrics.height() + 13));
        break;
    case CT_TabBarTab:
        result = QSize(result.width() + 12, option->fontMetrics.height() + 17);
        break;
    default:
        break;
    }
    return result;
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 18;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
        return 0;
    case PM_LayoutVerticalSpacing:
    case PM_LayoutHorizontalSpacing:
        return 8;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_DialogButtonLayout:
        return QDialogButtonBox::GnomeLayout; // what one mostly wants stands in the corner
    case SH_ComboBox_Popup:
        return 0;
    case SH_UnderlineShortcut:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace pamphlet::ui
