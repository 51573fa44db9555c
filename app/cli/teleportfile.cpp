// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/teleportfile.h"

#include "app/cli/treefile.h"

#include <QCoreApplication>

namespace pamphlet::app::cli {

void defineTeleportFile(CLI::App &app, std::string &path)
{
    path = "/etc/teleport.yaml";
    app.add_option("--config", path,
                   QCoreApplication::translate("pamphlet::app::cli::TeleportFile", "The file configuration (default: /etc/teleport.yaml)")
                       .toStdString())
        ->type_name("PATH");
}

Result<TeleportFile> readTeleportFile(const FileSource &files, const std::string &path)
{
    auto inside = treePath(path);
    if (!inside)
        return fail(inside.error());
    auto bytes = treeFile(files, *inside);
    if (!bytes)
        return fail(bytes.error());
    return TeleportFile{*std::move(inside), *std::move(bytes)};
}

} // namespace pamphlet::app::cli
