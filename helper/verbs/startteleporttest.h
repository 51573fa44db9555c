// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/verbs/loginverb.h"

namespace pamphlet::helper {

/// Starts a login as Teleport makes it, with its variables.
class StartTeleportTest final : public LoginVerb
{
public:
    static constexpr std::string_view method = "StartTeleportTest";
    static constexpr std::string_view actionId = "org.pamphlet.helper1.test-teleport-login";

    explicit StartTeleportTest(const Services &services)
        : LoginVerb(services)
    { }

    Result<VerbObject> validate(const RequestContext &call) override;
    /// Here and not before: which names the configuration has is not for everybody to know.
    Result<void> recheck(const RequestContext &call) override;
};

} // namespace pamphlet::helper
