// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include <QCoreApplication>

#include <sys/prctl.h>
#include <sys/resource.h>

using namespace pamphlet::app::cli;

int main(int argc, char **argv)
{
    // Passwords pass through: nothing of this process is ever written to a disk, and no other process may look into it.
    const struct rlimit none = {0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);

    // Before QCoreApplication, which takes options of its own out of argv.
    const std::vector<const char *> words(argv, argv + argc);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("pamphletctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PAMPHLET_VERSION));

    CommandLine commandLine;
    const CommandLine::Parsed parsed = commandLine.parse(argc, words.data());
    if (!parsed.command)
        return static_cast<int>(parsed.code);

    Session session(parsed.options);
    QObject::connect(&session, &Session::finished, &application, &QCoreApplication::exit, Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        &application, [&] { parsed.command->run(session); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}
