// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/composition.h"

#include "app/dbus/helperforroot.h"
#include "app/gui/unavailablehelper.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStandardPaths>
#include <QThreadPool>
#include <QTranslator>

namespace pamphlet::app::gui {

Result<Composition> compose(const QString &root)
{
    auto tree = change::RootDirectory::open(root.toStdString());
    if (!tree) {
        return fail(tree.error());
    }
    if (const FileStatus status = (*tree)->status("/etc/pam.d"); status.kind == FileKind::Unreadable) {
        return fail(ErrorCode::Unreadable, status.detail, {root.toStdString() + "/etc/pam.d", 0, 0});
    }
    const auto place = helperPlace(root);
    Composition composition;
    if (auto helper = helperForRoot(root)) {
        composition.helper = std::move(*helper);
    } else {
        composition.helper = std::make_unique<UnavailableHelper>(helper.error());
    }
    const bool system = place && *place == HelperPlace::System;
    composition.window = std::make_unique<ui::MainWindow>(std::move(*tree), *composition.helper, system,
                                                          QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
                                                              + QStringLiteral("/files.conf"));
    return composition;
}

void installTranslations()
{
    // English first: it has the plural forms, and stands in for what a translation lacks.
    for (const QLocale &locale : {QLocale(QLocale::English), QLocale()}) {
        auto *translator = new QTranslator(QCoreApplication::instance());
        if (translator->load(locale, QStringLiteral("pamphlet"), QStringLiteral("_"), QStringLiteral(":/i18n"))) {
            QCoreApplication::installTranslator(translator);
        } else {
            delete translator;
        }
    }
}

void settle()
{
    for (int round = 0; round < 5; ++round) {
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
    }
}

} // namespace pamphlet::app::gui
