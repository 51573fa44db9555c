// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/setup.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace pamphlet::ui {

class KnownFiles;
class PathField;

/// Which files belong together, where they are on this machine, and which registry reads them. What is chosen is remembered.
class FilesCard final : public QWidget
{
    Q_OBJECT
public:
    FilesCard(KnownFiles &files, const QString &root, QWidget *parent = nullptr);

    token::SetupPaths paths() const;
    /// Shows what is known now.
    void refresh();

    /// Key or bundle are where the configurations say.
    void forgetPlaces(bool key, bool bundle);

Q_SIGNALS:
    /// Something else than the two configurations, which KnownFiles tells of itself.
    void changed();

private:
    KnownFiles &m_files;
    PathField *m_service = nullptr;
    PathField *m_registry = nullptr;
    PathField *m_key = nullptr;
    PathField *m_bundle = nullptr;
    QComboBox *m_version = nullptr;
};

} // namespace pamphlet::ui
