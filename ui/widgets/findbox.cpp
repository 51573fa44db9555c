// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/findbox.h"

#include "ui/models/findmodel.h"
#include "ui/style/colors.h"
#include "ui/style/fonts.h"

#include <QAbstractItemView>
#include <QAbstractProxyModel>
#include <QCompleter>
#include <QPainter>

namespace pamphlet::ui {

FindBox::FindBox(FindModel &model, QWidget *parent)
    : QLineEdit(parent)
{
    setObjectName(QStringLiteral("findLineEdit"));
    setAccessibleName(tr("Find a service, file or rule"));
    setPlaceholderText(tr("Find a service, file or rule…"));
    setClearButtonEnabled(true);
    auto *completer = new QCompleter(&model, this);
    completer->setObjectName(QStringLiteral("findCompleter"));
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setMaxVisibleItems(12);
    completer->popup()->setObjectName(QStringLiteral("findPopup"));
    setCompleter(completer);
    connect(completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, &FindBox::choose);
    connect(this, &QLineEdit::returnPressed, this, [this, completer] {
        if (!text().isEmpty() && completer->completionCount() > 0 && !completer->popup()->currentIndex().isValid()) {
            completer->setCompletionPrefix(text());
            choose(completer->completionModel()->index(0, 0));
        }
    });
}

void FindBox::choose(const QModelIndex &completion)
{
    if (!completion.isValid()) {
        return;
    }
    const QString service = completion.data(FindModel::ServiceRole).toString();
    const int facility = completion.data(FindModel::FacilityRole).toInt();
    const QString file = completion.data(FindModel::FileRole).toString();
    const int line = completion.data(FindModel::LineRole).toInt();
    // The completer writes its own text into the field after this.
    QMetaObject::invokeMethod(this, &QLineEdit::clear, Qt::QueuedConnection);
    Q_EMIT found(service, facility, file, line);
}

void FindBox::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (text().isEmpty() && !hasFocus()) {
        QPainter painter(this);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.setFont(scaledFont(font(), 0.9));
        painter.drawText(rect().adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, tr("Ctrl+K"));
    }
}

} // namespace pamphlet::ui
