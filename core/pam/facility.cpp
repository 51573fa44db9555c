// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/facility.h"

#include "core/pam/word.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

constexpr std::array<std::string_view, 4> facilityNames{"auth", "account", "password", "session"};
constexpr std::array<std::string_view, 6> primitiveNames{"authenticate", "setcred",       "acct_mgmt",
                                                         "open_session", "close_session", "chauthtok"};

// libpam uses tolower() in the current locale; every byte that matters here is ASCII.
char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

} // namespace

std::string_view facilityName(Facility facility)
{
    return facilityNames.at(static_cast<std::size_t>(facility));
}

std::optional<Facility> facilityFromName(std::string_view name)
{
    // As files have it, told by its length; then in any case.
    if (isWord(name, "auth"))
        return Facility::Auth;
    if (isWord(name, "session"))
        return Facility::Session;
    if (isWord(name, "account"))
        return Facility::Account;
    if (isWord(name, "password"))
        return Facility::Password;
    for (const Facility facility : allFacilities) {
        if (equalIgnoringCase(name, facilityName(facility)))
            return facility;
    }
    return std::nullopt;
}

std::string_view primitiveName(Primitive primitive)
{
    return primitiveNames.at(static_cast<std::size_t>(primitive));
}

std::optional<Primitive> primitiveFromName(std::string_view name)
{
    for (const Primitive primitive : allPrimitives) {
        if (name == primitiveName(primitive))
            return primitive;
    }
    return std::nullopt;
}

Facility facilityOf(Primitive primitive)
{
    switch (primitive) {
    case Primitive::Authenticate:
    case Primitive::Setcred:
        return Facility::Auth;
    case Primitive::AcctMgmt:
        return Facility::Account;
    case Primitive::OpenSession:
    case Primitive::CloseSession:
        return Facility::Session;
    case Primitive::Chauthtok:
        return Facility::Password;
    }
    return Facility::Auth;
}

} // namespace pamphlet::pam
