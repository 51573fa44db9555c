// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/pass.h"

namespace pamphlet::pam {

std::string_view eventName(Pass pass)
{
    constexpr std::array<std::string_view, allPasses.size()> names{"auth",          "cred",         "acct",     "open_session",
                                                                   "close_session", "prechauthtok", "chauthtok"};
    return names.at(static_cast<std::size_t>(pass));
}

Primitive primitiveOf(Pass pass)
{
    constexpr std::array<Primitive, allPasses.size()> primitives{Primitive::Authenticate, Primitive::Setcred,      Primitive::AcctMgmt,
                                                                 Primitive::OpenSession,  Primitive::CloseSession, Primitive::Chauthtok,
                                                                 Primitive::Chauthtok};
    return primitives.at(static_cast<std::size_t>(pass));
}

} // namespace pamphlet::pam
