// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/facility.h"

#include <array>
#include <string_view>

namespace pamphlet::pam {

/// One run of a chain. A primitive is one pass; chauthtok is two (pam_chauthtok(3)).
enum class Pass { Authenticate, Setcred, AcctMgmt, OpenSession, CloseSession, PreliminaryCheck, UpdateToken };
inline constexpr std::array allPasses{Pass::Authenticate, Pass::Setcred,          Pass::AcctMgmt,   Pass::OpenSession,
                                      Pass::CloseSession, Pass::PreliminaryCheck, Pass::UpdateToken};

/// The words of pam_debug(8): "auth", "cred", "acct", "open_session", "close_session", "prechauthtok", "chauthtok".
std::string_view eventName(Pass pass);
Primitive primitiveOf(Pass pass);
inline Facility facilityOf(Pass pass)
{
    return facilityOf(primitiveOf(pass));
}

/// True for the passes that go the way which authenticate or open_session went before them in the same transaction.
inline bool isFrozen(Pass pass)
{
    return pass == Pass::Setcred || pass == Pass::CloseSession;
}

} // namespace pamphlet::pam
