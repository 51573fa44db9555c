// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/privatebus.h"

#include <QFile>

namespace pamphlet::test {

PrivateBus::PrivateBus()
{
    const QString configuration = m_directory.filePath(QStringLiteral("bus.conf"));
    QFile file(configuration);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(QStringLiteral("<busconfig><type>private</type><listen>unix:path=%1/socket</listen><auth>EXTERNAL</auth>"
                              "<policy context=\"default\"><allow user=\"*\"/><allow own=\"*\"/><allow send_type=\"method_call\"/>"
                              "<allow send_type=\"signal\"/><allow send_requested_reply=\"true\" send_type=\"method_return\"/>"
                              "<allow send_requested_reply=\"true\" send_type=\"error\"/><allow receive_type=\"method_call\"/>"
                              "<allow receive_type=\"signal\"/><allow receive_type=\"method_return\"/><allow receive_type=\"error\"/>"
                              "</policy></busconfig>")
                   .arg(m_directory.path())
                   .toUtf8());
    file.close();
    m_daemon.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_daemon.start(QStringLiteral("dbus-daemon"),
                   {QStringLiteral("--nofork"), QStringLiteral("--nopidfile"), QStringLiteral("--nosyslog"),
                    QStringLiteral("--print-address"), QStringLiteral("--config-file=") + configuration});
    QByteArray line;
    while (!line.endsWith('\n') && m_daemon.waitForReadyRead(10000))
        line += m_daemon.readAllStandardOutput();
    m_address = QString::fromUtf8(line).trimmed();
}

PrivateBus::~PrivateBus()
{
    m_daemon.terminate();
    if (m_daemon.state() != QProcess::NotRunning && !m_daemon.waitForFinished(10000))
        m_daemon.kill();
    m_daemon.waitForFinished();
}

QDBusConnection PrivateBus::connect() const
{
    static int number = 0;
    return QDBusConnection::connectToBus(m_address, QStringLiteral("private-bus-%1").arg(++number));
}

} // namespace pamphlet::test
