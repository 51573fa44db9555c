// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pathfield.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolTip>

namespace pamphlet::ui {

PathField::PathField(const QString &name, const QString &title, Kind kind, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_kind(kind)
    , m_edit(new QLineEdit(this))
    , m_button(new QPushButton(tr("Choose…"), this))
{
    setObjectName(name + QStringLiteral("Field"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_edit->setObjectName(name + QStringLiteral("LineEdit"));
    m_edit->setAccessibleName(title);
    m_edit->setPlaceholderText(tr("none"));
    m_button->setObjectName(name + QStringLiteral("Button"));
    m_button->setAccessibleName(tr("Choose: %1").arg(title));
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_button);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::editingFinished, this, [this] { take(m_edit->text()); });
    connect(m_button, &QPushButton::clicked, this, &PathField::browse);
}

void PathField::setPath(const QString &path)
{
    m_path = path;
    m_edit->setText(path);
    m_edit->setToolTip(path);
}

QString PathField::path() const
{
    return m_path;
}

void PathField::take(const QString &text)
{
    QString path = text.trimmed();
    if (!path.isEmpty()) {
        path = QDir::cleanPath(path.startsWith(QLatin1Char('/')) ? path : QLatin1Char('/') + path);
    }
    if (path == m_path) {
        m_edit->setText(path);
        return;
    }
    setPath(path);
    Q_EMIT chosen(path);
}

void PathField::browse()
{
    auto *dialog = new QFileDialog(this, m_title);
    dialog->setObjectName(QStringLiteral("pathDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(m_kind == Kind::File ? QFileDialog::ExistingFile : QFileDialog::Directory);
    if (m_kind == Kind::Directory) {
        dialog->setOption(QFileDialog::ShowDirsOnly);
    }
    const QString here = QDir::cleanPath(m_root + m_path);
    dialog->setDirectory(m_path.isEmpty() ? m_root : m_kind == Kind::File ? QFileInfo(here).path() : here);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        const QString root = QDir::cleanPath(m_root);
        const QString absolute = QDir::cleanPath(file);
        const QString prefix = root.endsWith(QLatin1Char('/')) ? root : root + QLatin1Char('/');
        if (absolute.startsWith(prefix)) {
            take(QLatin1Char('/') + absolute.mid(prefix.size()));
        } else {
            // The same path inside the tree would be another file.
            QToolTip::showText(m_button->mapToGlobal(QPoint(0, m_button->height())), tr("%1 is not in the tree %2.").arg(absolute, root),
                               this);
        }
    });
    dialog->open();
}

} // namespace pamphlet::ui
