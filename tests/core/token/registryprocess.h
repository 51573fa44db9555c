// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <optional>
#include <string>

namespace pamphlet::test {

/// Debian's docker-registry; empty if it is not installed.
QString registryProgram();

struct HttpReply {
    int status = 0; ///< 0: the connection was cut
    QByteArray challenge; ///< WWW-Authenticate
    QByteArray body;
};

/// A registry of the test's own: a directory, a port and a process that go with it.
class RegistryProcess
{
public:
    RegistryProcess();
    ~RegistryProcess();
    RegistryProcess(const RegistryProcess &) = delete;
    RegistryProcess &operator=(const RegistryProcess &) = delete;

    /// The lines of auth.token beyond rootcertbundle, indented by four; the bundle as it is written. False if it ended instead of
    /// listening.
    bool start(const std::string &options, const std::string &bundle);
    /// What it wrote so far, whole.
    QByteArray output() const { return m_output; }
    quint16 port() const { return m_port; }

    HttpReply request(const QByteArray &method, const QByteArray &path, const QByteArray &authorization = {}) const;
    /// Messages of the log since the last call, up to the one that ends a request; empty list if none came in time.
    QByteArrayList messagesOfRequest();

private:
    bool readMore();

    QTemporaryDir m_directory;
    QProcess m_process;
    quint16 m_port = 0;
    QByteArray m_output;
    qsizetype m_read = 0;
};

} // namespace pamphlet::test
