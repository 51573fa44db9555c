// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/services.h"
#include "helper/testregistry.h"
#include "helper/verb.h"

namespace pamphlet::helper {

/// Starts a login against the tree with a change set laid over it.
class StartTest final : public Verb
{
public:
    static constexpr std::string_view method = "StartTest";
    static constexpr std::string_view actionId = "org.pamphlet.helper1.test-login";

    explicit StartTest(const Services &services)
        : m_services(services)
    { }

    Result<VerbObject> validate(const RequestContext &call) override;
    Result<void> recheck(const RequestContext &call) override;
    Result<QVariantList> act(const RequestContext &call) override;

private:
    const Services &m_services;
    TestOrder m_order;
};

} // namespace pamphlet::helper
