// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/arguments.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace pamphlet::app::gui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Arguments", text);
}

// A file's path tells the tree it is in: "image/etc/pam.d/sudo" is sudo of the tree "image".
struct Located {
    QString root;
    QString path;
};

Located located(const QString &file)
{
    const QString absolute = QDir::cleanPath(QFileInfo(file).absoluteFilePath());
    for (const char *place : {"/etc/pam.d/", "/usr/lib/pam.d/", "/usr/etc/pam.d/", "/usr/share/pam/pam.d/", "/etc/motd"}) {
        const qsizetype at = absolute.lastIndexOf(QLatin1String(place));
        if (at >= 0) {
            return {at == 0 ? QStringLiteral("/") : absolute.left(at), absolute.mid(at)};
        }
    }
    return {{}, absolute};
}

} // namespace

Result<Arguments> parseArguments(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(say(QT_TRANSLATE_NOOP("Arguments", "See, change and try who may log in to a Linux machine.")));
    const QCommandLineOption root(QStringLiteral("root"),
                                  say(QT_TRANSLATE_NOOP("Arguments", "Work on the tree below DIR instead of this system.")),
                                  QStringLiteral("DIR"));
    const QCommandLineOption system(QStringLiteral("system"), say(QT_TRANSLATE_NOOP("Arguments", "Work on this system (the default).")));
    const QCommandLineOption grab(QStringLiteral("grab"),
                                  say(QT_TRANSLATE_NOOP("Arguments", "Save what the window shows as FILE.png, and end.")),
                                  QStringLiteral("FILE.png"));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, say(QT_TRANSLATE_NOOP("Arguments", "Show this help.")));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     say(QT_TRANSLATE_NOOP("Arguments", "Show the version.")));
    parser.addOptions({root, system, grab, help, version});
    parser.addPositionalArgument(
        QStringLiteral("SERVICE|FILE"),
        say(QT_TRANSLATE_NOOP("Arguments",
                              "What to show first: a service, one of its files, /etc/motd, or page:token, page:teleport, page:sregistry.")),
        QStringLiteral("[SERVICE|FILE]"));
    if (!parser.parse(arguments)) {
        return fail(ErrorCode::InvalidArgument, parser.errorText().toStdString());
    }
    Arguments result;
    if (parser.isSet(help)) {
        result.answer = parser.helpText();
        return result;
    }
    if (parser.isSet(version)) {
        result.answer = QStringLiteral("pamphlet %1\n").arg(QStringLiteral(PAMPHLET_VERSION));
        return result;
    }
    if (parser.isSet(root) && parser.isSet(system)) {
        return fail(ErrorCode::InvalidArgument,
                    say(QT_TRANSLATE_NOOP("Arguments", "--root and --system exclude each other.")).toStdString());
    }
    if (parser.positionalArguments().size() > 1) {
        return fail(ErrorCode::InvalidArgument,
                    say(QT_TRANSLATE_NOOP("Arguments", "Only one service or file can be shown first.")).toStdString());
    }
    if (parser.isSet(root)) {
        result.root = parser.value(root);
        if (result.root.isEmpty()) {
            return fail(ErrorCode::InvalidArgument, say(QT_TRANSLATE_NOOP("Arguments", "--root needs a directory.")).toStdString());
        }
    }
    result.grab = parser.value(grab);
    result.open = parser.positionalArguments().value(0);
    if (result.open.contains(QLatin1Char('/')) && !parser.isSet(root) && !parser.isSet(system)) {
        const Located place = located(result.open);
        if (!place.root.isEmpty()) {
            result.root = place.root;
        }
        result.open = place.path;
    }
    return result;
}

} // namespace pamphlet::app::gui
