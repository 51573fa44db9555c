// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tracemodel.h"

#include "core/pam/returncode.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace pamphlet::ui {

QString durationText(quint64 microseconds)
{
    const QLocale locale;
    if (microseconds < 1000) {
        return QCoreApplication::translate("TraceModel", "%1 µs").arg(locale.toString(microseconds));
    }
    if (microseconds < 10'000) {
        return QCoreApplication::translate("TraceModel", "%1 ms").arg(locale.toString(double(microseconds) / 1000, 'f', 1));
    }
    if (microseconds < 1'000'000) {
        return QCoreApplication::translate("TraceModel", "%1 ms").arg(locale.toString(double(microseconds) / 1000, 'f', 0));
    }
    return QCoreApplication::translate("TraceModel", "%1 s").arg(locale.toString(double(microseconds) / 1e6, 'f', 1));
}

Tone returnTone(int code)
{
    if (code == pam::rc::success) {
        return Tone::Success;
    }
    return code == pam::rc::ignore ? Tone::Neutral : Tone::Error;
}

void TraceModel::clear()
{
    beginResetModel();
    m_steps.clear();
    m_longest = 0;
    endResetModel();
}

void TraceModel::append(const TestStep &step)
{
    const int row = int(m_steps.size());
    beginInsertRows({}, row, row);
    m_steps.push_back(step);
    endInsertRows();
    if (step.microseconds > m_longest) {
        m_longest = step.microseconds;
        Q_EMIT dataChanged(index(0, BarColumn), index(row, BarColumn), {ShareRole});
    }
}

int TraceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_steps.size());
}

int TraceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TraceModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const TestStep &step = m_steps[std::size_t(index.row())];
    switch (role) {
    case ToneRole:
        return int(returnTone(step.returned));
    case ShareRole:
        return m_longest > 0 ? double(step.microseconds) / double(m_longest) : 0.0;
    case PrimitiveRole:
        return step.primitive;
    case Qt::DisplayRole:
        switch (index.column()) {
        case ModuleColumn:
            return step.module;
        case ResultColumn:
            return QString::fromStdString(pam::returnCodeWord(step.returned));
        case DurationColumn:
            return durationText(step.microseconds);
        case PlaceColumn:
            return text::shortPlace(step.file.toStdString(), step.line);
        default:
            return {};
        }
    case Qt::ToolTipRole:
        return tr("%1 in %2: %3").arg(step.module, step.primitive, QString::fromStdString(pam::returnCodeConstant(step.returned)));
    case Qt::TextAlignmentRole:
        return index.column() == DurationColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant TraceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case ModuleColumn:
        return tr("Module");
    case ResultColumn:
        return tr("Returned");
    case DurationColumn:
        return tr("Time");
    case PlaceColumn:
        return tr("Rule");
    default:
        return {};
    }
}

} // namespace pamphlet::ui
