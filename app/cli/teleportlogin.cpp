// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/teleportlogin.h"

#include <QCoreApplication>

namespace pamphlet::app::cli {

namespace {

std::string help(const char *text)
{
    return QCoreApplication::translate("pamphlet::app::cli::TeleportLogin", text).toStdString();
}

} // namespace

void TeleportLoginOptions::define(CLI::App &app, const std::string &userOption)
{
    app.add_option(userOption, m_user, help(QT_TRANSLATE_NOOP("pamphlet::app::cli::TeleportLogin", "The name in Teleport")))
        ->type_name("NAME");
    app.add_option("--role", m_roles, help(QT_TRANSLATE_NOOP("pamphlet::app::cli::TeleportLogin", "A role in Teleport; may be repeated")))
        ->type_name("NAME")
        ->allow_extra_args(false);
    app.add_option(
           "--trait", m_traits,
           help(QT_TRANSLATE_NOOP("pamphlet::app::cli::TeleportLogin", "A trait of the identity provider, NAME=VALUE; may be repeated")))
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
}

Result<teleport::Login> TeleportLoginOptions::login(const std::string &login) const
{
    teleport::Login who;
    who.teleportUser = m_user.empty() ? login : m_user;
    who.login = login;
    who.roles = m_roles;
    for (const std::string &trait : m_traits) {
        const std::size_t equals = trait.find('=');
        if (equals == std::string::npos || equals == 0)
            return fail(ErrorCode::InvalidArgument, "a trait is given as NAME=VALUE: " + trait);
        who.traits[trait.substr(0, equals)].push_back(trait.substr(equals + 1));
    }
    return who;
}

} // namespace pamphlet::app::cli
