// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/composition.h"
#include "app/gui/shots/gallery.h"
#include "app/gui/shots/signingfiles.h"

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>

#include <cstdio>

namespace {

int complain(const QString &text, int code)
{
    std::fprintf(stderr, "pamphlet-shots: %s\n", qUtf8Printable(text));
    return code;
}

bool copyTree(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = to + file.mid(from.size());
        if (!QDir().mkpath(QFileInfo(target).path()) || !QFile::copy(file, target)) {
            return false;
        }
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    using namespace pamphlet;
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("pamphlet"));
    app::gui::installTranslations();
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 2 || arguments[1].startsWith(QLatin1Char('-'))) {
        return complain(QStringLiteral("usage: pamphlet-shots DIR"), 2);
    }
    QTemporaryDir tree;
    const QString fixture = QStringLiteral(PAMPHLET_SHOTS_TREE);
    if (!QDir().mkpath(arguments[1]) || !tree.isValid() || !copyTree(fixture, tree.path())) {
        return complain(QStringLiteral("%1 or a copy of %2 cannot be written").arg(arguments[1], fixture), 5);
    }
    if (!copyTree(QStringLiteral(PAMPHLET_SHOTS_TREE "/../sregistry/2"), tree.filePath(QStringLiteral("srv/sregistry")))) {
        return complain(QStringLiteral("the registry's files cannot be copied"), 5);
    }
    if (const auto written = app::gui::writeSigningFiles(tree.path()); !written) {
        return complain(QString::fromStdString(written.error().where.file + ' ' + written.error().detail), 5);
    }
    app::gui::Gallery gallery(tree.path(), arguments[1]);
    for (const ui::Scheme scheme : {ui::Scheme::Light, ui::Scheme::Dark}) {
        if (const auto taken = gallery.take(scheme); !taken) {
            return complain(QString::fromStdString(taken.error().where.file + ' ' + taken.error().detail), 5);
        }
    }
    std::printf("%d pictures in %s\n", gallery.count(), qUtf8Printable(arguments[1]));
    return 0;
}
