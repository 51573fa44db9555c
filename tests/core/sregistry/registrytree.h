// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tree/memorytree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace pamphlet::test {

/// Every file below a directory, as a tree of which `root` is that directory.
inline MemoryTree treeOf(const QString &directory, const std::string &root)
{
    MemoryTree tree;
    tree.addDirectory(root);
    QDirIterator files(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            tree.setFile(root + '/' + QDir(directory).relativeFilePath(file.fileName()).toStdString(), file.readAll().toStdString());
    }
    return tree;
}

} // namespace pamphlet::test
