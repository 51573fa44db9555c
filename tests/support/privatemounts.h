// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pamphlet::test {

/// Puts this process into a mount namespace of its own, so that nothing it mounts is seen outside. Call it in main(), before any thread.
/// Empty: done. Otherwise why not (not root, or forbidden), for QSKIP.
QString enterPrivateMounts();

/// A mount for the lifetime of the object. Only after enterPrivateMounts().
class Mount
{
public:
    /// mount(8) -t tmpfs -o OPTIONS ("size=64k,nr_inodes=100")
    static Mount tmpfs(const QString &directory, const QString &options);
    /// `upper` and `work` over `lower`, all existing; more options with a comma in front.
    static Mount overlay(const QString &directory, const QString &lower, const QString &upper, const QString &work,
                         const QString &more = {});
    /// The directory over itself, read-only.
    static Mount readOnly(const QString &directory);

    ~Mount();
    Mount(Mount &&other) noexcept;
    Mount &operator=(Mount &&) = delete;
    Mount(const Mount &) = delete;
    Mount &operator=(const Mount &) = delete;

    bool mounted() const { return !m_directory.isEmpty(); }

private:
    explicit Mount(QString directory);
    QString m_directory;
};

} // namespace pamphlet::test
