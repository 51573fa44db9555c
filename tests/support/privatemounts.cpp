// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/privatemounts.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <utility>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

namespace pamphlet::test {

QString enterPrivateMounts()
{
    if (::geteuid() != 0)
        return QStringLiteral("needs root");
    if (::unshare(CLONE_NEWNS) != 0)
        return QStringLiteral("no mount namespace: %1").arg(QString::fromLocal8Bit(std::strerror(errno)));
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return QStringLiteral("mounts cannot be made private: %1").arg(QString::fromLocal8Bit(std::strerror(errno)));
    return {};
}

Mount::Mount(QString directory)
    : m_directory(std::move(directory))
{ }

Mount::Mount(Mount &&other) noexcept
    : m_directory(std::exchange(other.m_directory, {}))
{ }

Mount::~Mount()
{
    if (mounted())
        ::umount2(QFile::encodeName(m_directory).constData(), MNT_DETACH);
}

Mount Mount::tmpfs(const QString &directory, const QString &options)
{
    const bool done = ::mount("tmpfs", QFile::encodeName(directory).constData(), "tmpfs", 0, options.toLatin1().constData()) == 0;
    return Mount(done ? directory : QString());
}

Mount Mount::overlay(const QString &directory, const QString &lower, const QString &upper, const QString &work, const QString &more)
{
    const QString options = QStringLiteral("lowerdir=%1,upperdir=%2,workdir=%3%4").arg(lower, upper, work, more);
    const bool done
        = ::mount("overlay", QFile::encodeName(directory).constData(), "overlay", 0, QFile::encodeName(options).constData()) == 0;
    return Mount(done ? directory : QString());
}

Mount Mount::readOnly(const QString &directory)
{
    const QByteArray path = QFile::encodeName(directory);
    if (::mount(path.constData(), path.constData(), nullptr, MS_BIND, nullptr) != 0)
        return Mount(QString());
    Mount bound(directory);
    if (::mount(nullptr, path.constData(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) != 0)
        return Mount(QString());
    return bound;
}

} // namespace pamphlet::test
