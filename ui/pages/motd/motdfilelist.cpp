// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/motd/motdfilelist.h"

#include "ui/pages/motd/motdnamedialog.h"
#include "ui/pages/motd/motdpartdelegate.h"
#include "ui/pages/motd/motdpartsmodel.h"
#include "ui/text/printable.h"
#include "ui/text/text.h"
#include "ui/workspace/workspace.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

namespace {

const std::string staticFile = "/etc/motd";
const std::string directory = "/etc/motd.d/";

QString nameOf(const std::string &file)
{
    return text::printable(std::string_view(file).substr(file.rfind('/') + 1));
}

} // namespace

MotdFileList::MotdFileList(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_file(staticFile)
    , m_model(new MotdPartsModel(this))
    , m_view(new QListView(this))
{
    setObjectName(QStringLiteral("motdFileList"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_view->setObjectName(QStringLiteral("motdPartsView"));
    m_view->setAccessibleName(tr("Parts of the message of the day"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new MotdPartDelegate(m_view));
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    layout->addWidget(m_view, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(addButton(tr("A&dd…"), QStringLiteral("motdAddButton"), &MotdFileList::add));
    m_rename = addButton(tr("Re&name…"), QStringLiteral("motdRenameButton"), &MotdFileList::rename);
    row->addWidget(m_rename);
    m_remove = addButton(tr("Re&move"), QStringLiteral("motdRemoveButton"), &MotdFileList::remove);
    row->addWidget(m_remove);
    m_override = addButton(tr("&Override"), QStringLiteral("motdOverrideButton"), &MotdFileList::overrideFile);
    m_override->setToolTip(tr("Copies the file to /etc, where it is shown instead of this one and can be edited"));
    row->addWidget(m_override);
    row->addStretch(1);
    layout->addLayout(row);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        const std::string file = current.data(MotdPartsModel::PathRole).toString().toStdString();
        if (!file.empty() && file != m_file) {
            m_file = file;
            updateButtons();
            Q_EMIT fileChanged();
        }
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &MotdFileList::showSelection);
    const auto whenChanged = [this](const QString &file) {
        if (file.toStdString() == m_file) {
            updateButtons();
        }
    };
    connect(&workspace, &Workspace::changed, this, whenChanged);
    connect(&workspace, &Workspace::loaded, this, &MotdFileList::updateButtons);
    updateButtons();
}

QPushButton *MotdFileList::addButton(const QString &text, const QString &name, void (MotdFileList::*action)())
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, action);
    return button;
}

void MotdFileList::setSurvey(const motd::Survey &survey, const std::string &service)
{
    m_model->setSurvey(survey, service);
    updateButtons();
}

void MotdFileList::select(const std::string &file)
{
    if (file == m_file) {
        showSelection();
        return;
    }
    m_file = file;
    showSelection();
    updateButtons();
    Q_EMIT fileChanged();
}

void MotdFileList::showSelection()
{
    // A file that was made a moment ago has no row before the next survey.
    const int row = m_model->rowOf(QString::fromStdString(m_file));
    const QModelIndex current = m_view->currentIndex();
    if (row < 0) {
        m_view->clearSelection();
    } else if (current.data(MotdPartsModel::PathRole).toString().toStdString() != m_file) {
        m_view->setCurrentIndex(m_model->index(row));
    }
}

void MotdFileList::updateButtons()
{
    const bool there = m_workspace.effectiveTree()->status(m_file).kind == FileKind::Regular;
    const bool editable = there && m_workspace.checkEditable(m_file).has_value();
    m_rename->setEnabled(editable && m_file.starts_with(directory));
    m_remove->setEnabled(editable && (m_file == staticFile || m_file.starts_with(directory)));
    m_override->setEnabled(there && !overrideOf(m_file).empty());
}

QString MotdFileList::objection(const QString &name, const std::string &self) const
{
    const std::string file = directory + name.toStdString();
    if (name.contains(QLatin1Char('/')) || !m_workspace.policy().check(file)) {
        return tr("Letters, digits and . _ - + @ only.");
    }
    if (file != self && m_workspace.effectiveTree()->status(file).kind != FileKind::Missing) {
        return tr("There is a file of that name.");
    }
    if (const auto editable = m_workspace.checkEditable(file); !editable) {
        return text::errorMessage(editable.error());
    }
    return {};
}

void MotdFileList::add()
{
    auto *dialog = new MotdNameDialog(
        tr("Add a part"), tr("Add"), {}, [this](const QString &name) { return objection(name, {}); }, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const std::string file = directory + dialog->name().toStdString();
        m_workspace.setContent(file, std::string(), tr("Add %1").arg(nameOf(file)));
        select(file);
        Q_EMIT fileMade();
    });
    dialog->open();
}

void MotdFileList::rename()
{
    const std::string file = m_file;
    const QString name = QString::fromStdString(file.substr(directory.size()));
    auto *dialog = new MotdNameDialog(
        tr("Rename %1").arg(nameOf(file)), tr("Rename"), name, [this, file](const QString &other) { return objection(other, file); }, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, file] {
        const std::string other = directory + dialog->name().toStdString();
        const std::optional<std::string> bytes = m_workspace.content(file);
        if (other == file || !bytes) {
            return;
        }
        const QString step = tr("Rename %1 to %2").arg(nameOf(file), nameOf(other));
        // Under its new name it is for those who could read it under the old one, and for no one else.
        const std::uint32_t mode = (m_workspace.effectiveTree()->status(file).mode & 0644U) | 0600U;
        m_workspace.undoStack()->beginMacro(step);
        m_workspace.setContents({{file, std::nullopt}, {other, bytes}}, step);
        if (mode != 0644) {
            (void)m_workspace.rewrite({{other, bytes, mode}}, step);
        }
        m_workspace.undoStack()->endMacro();
        select(other);
    });
    dialog->open();
}

void MotdFileList::remove()
{
    m_workspace.setContent(m_file, std::nullopt, tr("Remove %1").arg(nameOf(m_file)));
    select(staticFile);
}

std::string MotdFileList::overrideOf(const std::string &file) const
{
    std::string own;
    for (const std::string &vendor : motd::defaultDirectories()) {
        if (file.starts_with(vendor + '/')) {
            own = directory + file.substr(vendor.size() + 1);
        }
    }
    const std::vector<std::string> &files = motd::defaultFiles();
    if (std::find(files.begin(), files.end(), file) != files.end()) {
        own = staticFile;
    }
    if (own.empty() || own == file || m_workspace.effectiveTree()->status(own).kind != FileKind::Missing
        || !m_workspace.checkEditable(own)) {
        return {};
    }
    return own;
}

void MotdFileList::overrideFile()
{
    const std::string own = overrideOf(m_file);
    const std::optional<std::string> bytes = m_workspace.content(m_file);
    if (own.empty() || !bytes) {
        return;
    }
    m_workspace.setContent(own, *bytes, tr("Override %1").arg(nameOf(m_file)));
    select(own);
    Q_EMIT fileMade();
}

} // namespace pamphlet::ui
