// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/verbs/loginverb.h"

namespace pamphlet::helper {

/// Starts a login with the calls of a program.
class StartTest final : public LoginVerb
{
public:
    static constexpr std::string_view method = "StartTest";
    static constexpr std::string_view actionId = "org.pamphlet.helper1.test-login";

    explicit StartTest(const Services &services)
        : LoginVerb(services)
    { }

    Result<VerbObject> validate(const RequestContext &call) override;
};

} // namespace pamphlet::helper
