// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/privateservice.h"
#include "helper/process.h"
#include "helper/systemservice.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <syslog.h>

#include <cstdio>

using namespace pamphlet;

namespace {

int failed(const Error &error)
{
    std::fprintf(stderr, "pamphlet-helper: %s\n", error.detail.c_str());
    syslog(LOG_ERR, "%s", error.detail.c_str());
    return 1;
}

} // namespace

int main(int argc, char *argv[])
{
    if (const auto hardened = helper::hardenProcess(); !hardened)
        return failed(hardened.error());
    openlog("pamphlet-helper", LOG_PID | LOG_NDELAY, LOG_AUTHPRIV);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("pamphlet-helper"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PAMPHLET_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("The privileged side of Pamphlet. Started by D-Bus, or by a client for a tree of its own."));
    const QCommandLineOption system(QStringLiteral("system"),
                                    QStringLiteral("Serve org.pamphlet.Helper1 on the system bus (the default)."));
    const QCommandLineOption idleExit(QStringLiteral("idle-exit"), QStringLiteral("With --system: quit after this many idle seconds."),
                                      QStringLiteral("SECONDS"), QStringLiteral("30"));
    const QCommandLineOption root(QStringLiteral("root"), QStringLiteral("Serve this tree over a private connection."),
                                  QStringLiteral("DIR"));
    const QCommandLineOption listen(QStringLiteral("listen"), QStringLiteral("Where: unix:path=SOCKET, in a directory of mode 0700."),
                                    QStringLiteral("ADDRESS"));
    parser.addOptions({system, idleExit, root, listen});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    bool isNumber = false;
    const int seconds = parser.value(idleExit).toInt(&isNumber);
    const bool isPrivate = parser.isSet(root) || parser.isSet(listen);
    if (!parser.positionalArguments().isEmpty() || !isNumber || seconds < 1 || (isPrivate && parser.isSet(system))
        || parser.isSet(root) != parser.isSet(listen)) {
        std::fputs("pamphlet-helper: --system, or --root with --listen\n", stderr);
        return 2;
    }

    if (isPrivate) {
        helper::PrivateService service;
        if (const auto started = service.start(parser.value(root), parser.value(listen)); !started)
            return failed(started.error());
        return QCoreApplication::exec();
    }
    helper::SystemService service(std::chrono::seconds{seconds});
    if (const auto started = service.start(); !started)
        return failed(started.error());
    return QCoreApplication::exec();
}
