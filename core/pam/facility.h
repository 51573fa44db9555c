// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace pamphlet::pam {

/// pam.conf(5): the management group ("type") of a rule.
enum class Facility { Auth, Account, Password, Session };
inline constexpr std::array allFacilities{Facility::Auth, Facility::Account, Facility::Password, Facility::Session};

/// "auth", "account", "password", "session".
std::string_view facilityName(Facility facility);
/// ASCII case is ignored, as libpam does (semantics §2.5).
std::optional<Facility> facilityFromName(std::string_view name);

/// pam(3): the calls of an application.
enum class Primitive { Authenticate, Setcred, AcctMgmt, OpenSession, CloseSession, Chauthtok };
inline constexpr std::array allPrimitives{Primitive::Authenticate, Primitive::Setcred,      Primitive::AcctMgmt,
                                          Primitive::OpenSession,  Primitive::CloseSession, Primitive::Chauthtok};

/// "authenticate", "setcred", "acct_mgmt", "open_session", "close_session", "chauthtok".
std::string_view primitiveName(Primitive primitive);
std::optional<Primitive> primitiveFromName(std::string_view name);
Facility facilityOf(Primitive primitive);

} // namespace pamphlet::pam
