// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dbus/helperforroot.h"

#include "app/dbus/helperclient.h"
#include "app/dbus/privatehelper.h"
#include "app/dbus/systemchannel.h"
#include "core/change/rootdirectory.h"

#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

namespace pamphlet::app {

namespace {

/// By inode, so that `/.`, `//` and a link to `/` are the system too.
bool isSystemRoot(int descriptor)
{
    struct stat tree = {};
    struct stat system = {};
    return ::fstat(descriptor, &tree) == 0 && ::stat("/", &system) == 0 && tree.st_dev == system.st_dev && tree.st_ino == system.st_ino;
}

} // namespace

Result<HelperPlace> helperPlace(const QString &root)
{
    const auto directory = change::RootDirectory::open(QFile::encodeName(root).toStdString());
    if (!directory)
        return pamphlet::fail(directory.error());
    if (isSystemRoot((*directory)->descriptor()))
        return HelperPlace::System;
    if (::geteuid() == 0 || (*directory)->owner() == ::geteuid())
        return HelperPlace::Private;
    return pamphlet::fail(ErrorCode::AccessDenied, "the tree belongs to another user", Place{(*directory)->path(), 0, 0});
}

Result<std::unique_ptr<ui::HelperPort>> helperForRoot(const QString &root)
{
    const auto place = helperPlace(root);
    if (!place)
        return pamphlet::fail(place.error());
    if (*place == HelperPlace::System)
        return std::make_unique<HelperClient>(std::make_unique<SystemChannel>());
    if (PrivateHelper::helperProgram().isEmpty())
        return pamphlet::fail(ErrorCode::HelperUnavailable, "pamphlet-helper is not installed");
    return std::make_unique<HelperClient>(std::make_unique<PrivateHelper>(root));
}

} // namespace pamphlet::app
