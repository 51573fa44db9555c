// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/writeoptions.h"

#include "app/cli/session.h"
#include "app/dbus/helperforroot.h"

#include <QCoreApplication>
#include <QFile>

namespace pamphlet::app::cli {

void WriteOptions::define(CLI::App &app)
{
    const auto text
        = [](const char *source) { return QCoreApplication::translate("pamphlet::app::cli::WriteOptions", source).toStdString(); };
    auto *write
        = app.add_flag("--write", m_write, text(QT_TRANSLATE_NOOP("pamphlet::app::cli::WriteOptions", "Write it, to a tree of one's own")));
    app.add_flag("--apply", m_apply, text(QT_TRANSLATE_NOOP("pamphlet::app::cli::WriteOptions", "Write it, through the helper")))
        ->excludes(write);
    app.add_flag("--dry-run", m_dryRun,
                 text(QT_TRANSLATE_NOOP("pamphlet::app::cli::WriteOptions", "Whether it could be written; write nothing")));
    app.add_option("--reason", m_reason, text(QT_TRANSLATE_NOOP("pamphlet::app::cli::WriteOptions", "One line for the history")))
        ->type_name("TEXT");
}

Result<void> WriteOptions::check(const Session &session) const
{
    if (!m_write)
        return {};
    const auto place = helperPlace(QFile::decodeName(QByteArray::fromStdString(session.options().root)));
    if (!place)
        return fail(place.error());
    if (*place == HelperPlace::System)
        return fail(ErrorCode::InvalidArgument, "--write is for a tree of one's own: --root DIR, or --apply for the system");
    return {};
}

} // namespace pamphlet::app::cli
