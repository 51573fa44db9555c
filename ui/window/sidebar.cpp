// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/sidebar.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/listdelegates.h"

#include <QLabel>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace pamphlet::ui {

Sidebar::Sidebar(QWidget *parent)
    : LinedPanel(Qt::RightEdge, parent)
    , m_model(new QStandardItemModel(this))
    , m_list(new QListView(this))
    , m_tree(mutedLabel({}, QStringLiteral("treeLabel"), this))
{
    setObjectName(QStringLiteral("sidebarPanel"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 1, 12);
    m_list->setObjectName(QStringLiteral("sidebarListView"));
    m_list->setAccessibleName(tr("Pages"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new SidebarDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    layout->addWidget(m_list, 1);
    m_tree->setTextFormat(Qt::PlainText);
    m_tree->setContentsMargins(16, 0, 12, 0);
    layout->addWidget(m_tree);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { Q_EMIT pageRequested(current.row()); });
}

void Sidebar::addPage(const QString &title)
{
    m_model->appendRow(new QStandardItem(title));
}

void Sidebar::setCurrent(int page)
{
    m_list->setCurrentIndex(m_model->index(page, 0));
}

void Sidebar::setCount(int page, int count)
{
    m_model->setData(m_model->index(page, 0), QString::number(count), SidebarDelegate::CountRole);
}

void Sidebar::setAttention(int page, int count)
{
    const QModelIndex index = m_model->index(page, 0);
    m_model->setData(index, count > 0 ? tr("%1 !").arg(count) : QString(), SidebarDelegate::CountRole);
    const QString title = index.data(Qt::DisplayRole).toString();
    m_model->setData(index, count > 0 ? tr("%1: %n problem(s)", nullptr, count).arg(title) : title, Qt::AccessibleTextRole);
    m_model->setData(index, count > 0 ? tr("%n error(s) and warning(s)", nullptr, count) : QString(), Qt::ToolTipRole);
}

void Sidebar::setTree(const QString &name, const QString &path)
{
    m_tree->setText(name);
    m_tree->setToolTip(path);
}

} // namespace pamphlet::ui
