// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filestext.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/texteditor.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

FilesText::FilesText(Workspace &workspace, const QString &name, const QString &editor, QWidget *parent)
    : QWidget(parent)
    , m_file(new QComboBox(this))
    , m_obstacle(new Callout(Tone::Warning, {}, this))
    , m_text(new TextEditor(workspace, editor, this))
{
    setObjectName(name + QStringLiteral("TextPage"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(10);
    auto *caption = mutedLabel(tr("File"), name + QStringLiteral("FileCaption"), this);
    m_file->setObjectName(name + QStringLiteral("FileComboBox"));
    m_file->setAccessibleName(tr("File"));
    m_file->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    caption->setBuddy(m_file);
    row->addWidget(caption);
    row->addWidget(m_file);
    row->addStretch(1);
    layout->addLayout(row);
    m_obstacle->setObjectName(name + QStringLiteral("ObstacleCallout"));
    m_obstacle->hide();
    layout->addWidget(m_obstacle);
    m_text->setAccessibleName(tr("Text of the file"));
    layout->addWidget(m_text, 1);

    connect(m_file, &QComboBox::currentIndexChanged, this, [this] {
        if (m_file->currentIndex() >= 0) {
            m_text->setFile(m_file->currentData().toString().toStdString());
            Q_EMIT fileChanged();
        }
    });
    connect(m_text, &TextEditor::obstacleChanged, this, [this] {
        m_obstacle->setText(m_text->obstacle().toHtmlEscaped());
        m_obstacle->setVisible(!m_text->obstacle().isEmpty());
    });
}

void FilesText::setFiles(const QStringList &files, bool keep)
{
    const QVariant shown = m_file->currentData();
    {
        const QSignalBlocker blocker(m_file);
        m_file->clear();
        for (const QString &file : files) {
            m_file->addItem(file, file);
        }
        m_file->setCurrentIndex(keep ? std::max(0, m_file->findData(shown)) : 0);
    }
    if (const std::string file = m_file->currentData().toString().toStdString(); !file.empty() && file != m_text->file()) {
        m_text->setFile(file);
        Q_EMIT fileChanged();
    }
}

bool FilesText::has(const QString &file) const
{
    return m_file->findData(file) >= 0;
}

void FilesText::show(const QString &file, int line)
{
    if (!has(file)) {
        m_file->addItem(file, file);
    }
    m_file->setCurrentIndex(m_file->findData(file));
    m_text->goToLine(std::max(1, line));
    m_text->setFocus();
}

} // namespace pamphlet::ui
