// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/token/registryprocess.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QStandardPaths>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace pamphlet::test {

namespace {

constexpr int patience = 20000; ///< milliseconds

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

/// One that nobody listens on now.
quint16 freePort()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    const bool bound = ::bind(fd, reinterpret_cast<sockaddr *>(&address), size) == 0
        && ::getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size) == 0;
    ::close(fd);
    return bound ? ntohs(address.sin_port) : 0;
}

int connected(quint16 port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval limit{patience / 1000, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    const sockaddr_in address = loopback(port);
    if (::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        return fd;
    ::close(fd);
    return -1;
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

QString registryProgram()
{
    // `./dev test` unpacks it there, so that no service is installed.
    const QString unpacked = QStringLiteral(PAMPHLET_SOURCE_DIR "/build/deps/docker-registry/usr/bin");
    const QString found = QStandardPaths::findExecutable(QStringLiteral("docker-registry"), {unpacked});
    return found.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("docker-registry")) : found;
}

RegistryProcess::RegistryProcess() = default;

RegistryProcess::~RegistryProcess()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    // Its own process, by the id that QProcess keeps.
    m_process.terminate();
    if (!m_process.waitForFinished(patience)) {
        m_process.kill();
        m_process.waitForFinished(patience);
    }
}

bool RegistryProcess::start(const std::string &options, const std::string &bundle)
{
    m_port = freePort();
    const QString bundlePath = m_directory.filePath(QStringLiteral("bundle.pem"));
    const QString configPath = m_directory.filePath(QStringLiteral("config.yml"));
    const QByteArray address = "127.0.0.1:" + QByteArray::number(m_port);
    const QByteArray config = "version: 0.1\n"
                              "log:\n  level: info\n  formatter: json\n  accesslog:\n    disabled: true\n"
                              "storage:\n  filesystem:\n    rootdirectory: "
        + m_directory.filePath(QStringLiteral("data")).toUtf8() + "\n  maintenance:\n    uploadpurging:\n      enabled: false\n"
        + "http:\n  addr: " + address + "\n  secret: of-a-test\n" + "auth:\n  token:\n" + QByteArray::fromStdString(options)
        + "    rootcertbundle: " + bundlePath.toUtf8() + '\n';
    if (!write(bundlePath, QByteArray::fromStdString(bundle)) || !write(configPath, config))
        return false;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("TZ"), QStringLiteral("UTC"));
    environment.insert(QStringLiteral("OTEL_TRACES_EXPORTER"), QStringLiteral("none"));
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(registryProgram(), {QStringLiteral("serve"), configPath});
    if (!m_process.waitForStarted(patience))
        return false;
    while (!m_output.contains("listening on " + address)) {
        if (!readMore())
            return false;
    }
    // It says so before it accepts; connecting waits for the rest.
    const int fd = connected(m_port);
    if (fd < 0)
        return false;
    ::close(fd);
    m_read = m_output.size();
    return true;
}

bool RegistryProcess::readMore()
{
    const bool more = m_process.waitForReadyRead(patience);
    m_output += m_process.readAll();
    if (!more && m_process.state() == QProcess::NotRunning)
        m_process.waitForFinished(0);
    return more;
}

HttpReply RegistryProcess::request(const QByteArray &method, const QByteArray &path, const QByteArray &authorization) const
{
    HttpReply reply;
    const int fd = connected(m_port);
    if (fd < 0)
        return reply;
    QByteArray text = method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_port) + "\r\nConnection: close\r\n";
    if (!authorization.isEmpty())
        text += "Authorization: " + authorization + "\r\n";
    text += "Content-Length: 0\r\n\r\n";
    for (qsizetype sent = 0; sent < text.size();) {
        const ssize_t count = ::send(fd, text.constData() + sent, static_cast<std::size_t>(text.size() - sent), MSG_NOSIGNAL);
        if (count <= 0)
            break;
        sent += count;
    }
    QByteArray answer;
    char buffer[4096];
    for (ssize_t count = 0; (count = ::recv(fd, buffer, sizeof buffer, 0)) > 0;)
        answer.append(buffer, count);
    ::close(fd);
    const qsizetype end = answer.indexOf("\r\n\r\n");
    const QByteArrayList lines = answer.left(end).split('\n');
    const QByteArrayList status = lines.value(0).split(' ');
    if (end < 0 || status.size() < 2)
        return reply;
    reply.status = status.at(1).toInt();
    reply.body = answer.mid(end + 4);
    for (const QByteArray &line : lines) {
        if (line.toLower().startsWith("www-authenticate:"))
            reply.challenge = line.mid(line.indexOf(':') + 1).trimmed();
    }
    return reply;
}

QByteArrayList RegistryProcess::messagesOfRequest()
{
    QByteArrayList messages;
    const QDeadlineTimer deadline(patience);
    while (!deadline.hasExpired()) {
        for (qsizetype end = m_output.indexOf('\n', m_read); end >= 0; end = m_output.indexOf('\n', m_read)) {
            const QByteArray line = m_output.mid(m_read, end - m_read);
            m_read = end + 1;
            const QByteArray message = QJsonDocument::fromJson(line).object().value(QLatin1String("msg")).toString().toUtf8();
            messages += message;
            if (message.startsWith("response completed") || message.startsWith("error authorizing context"))
                return messages;
        }
        if (!readMore())
            break;
    }
    return {};
}

} // namespace pamphlet::test
