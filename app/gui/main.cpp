// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/arguments.h"
#include "app/gui/composition.h"
#include "ui/style/scheme.h"
#include "ui/style/symbolicicon.h"
#include "ui/text/text.h"

#include <QApplication>
#include <QPixmap>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <string_view>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace {

constexpr int exitUsage = 2;
constexpr int exitInput = 3;
constexpr int exitSystem = 5;

/// Help and version are for a terminal, also where there is no display.
bool asksForWords(int argc, char **argv)
{
    return std::any_of(argv, argv + argc, [](const char *word) {
        const std::string_view option(word);
        return option == "--help" || option == "-h" || option == "--version" || option == "-v";
    });
}

int complain(const QString &text, int code)
{
    std::fprintf(stderr, "pamphlet: %s\n", qUtf8Printable(text));
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    using namespace pamphlet;
    // Passwords of test logins pass through: nothing of this process is written to a disk, and no other process may look into it.
    const struct rlimit none = {0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
    if (asksForWords(argc, argv) && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("pamphlet"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PAMPHLET_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Pamphlet"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.pamphlet.Pamphlet"));
    app::gui::installTranslations();

    const auto arguments = app::gui::parseArguments(QCoreApplication::arguments());
    if (!arguments) {
        return complain(QString::fromStdString(arguments.error().detail), exitUsage);
    }
    if (!arguments->answer.isEmpty()) {
        std::fputs(qUtf8Printable(arguments->answer), stdout);
        return 0;
    }
    ui::applyDesktopStyle(application);
    QGuiApplication::setWindowIcon(ui::applicationIcon());

    auto composition = app::gui::compose(arguments->root);
    if (!composition) {
        Error error = composition.error();
        if (error.where.file.empty()) {
            error.where.file = arguments->root.toStdString();
        }
        return complain(ui::text::errorMessage(error), exitInput);
    }
    ui::MainWindow &window = *composition->window;
    if (!arguments->open.isEmpty()) {
        window.open(arguments->open);
    }
    int code = 0;
    if (!arguments->grab.isEmpty()) {
        QObject::connect(&window, &ui::MainWindow::ready, &application, [&] {
            QTimer::singleShot(0, &application, [&] {
                app::gui::settle();
                if (!window.grab().save(arguments->grab, "PNG")) {
                    code = complain(QObject::tr("%1 cannot be written.").arg(arguments->grab), exitSystem);
                }
                QCoreApplication::exit(code);
            });
        });
    }
    window.load();
    window.show();
    const int ended = QApplication::exec();
    return code != 0 ? code : ended;
}
