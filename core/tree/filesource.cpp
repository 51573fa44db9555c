// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tree/filesource.h"

namespace pamphlet {

void FileSource::readAll(const std::string &directory, const FileVisitor &visit) const
{
    const std::string prefix = directory.ends_with('/') ? directory : directory + '/';
    for (const std::string &name : list(directory)) {
        FileContent content = read(prefix + name);
        visit(name, content);
    }
}

} // namespace pamphlet
