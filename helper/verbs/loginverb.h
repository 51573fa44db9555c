// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/services.h"
#include "helper/testregistry.h"
#include "helper/verb.h"

namespace pamphlet::helper {

/// What the verbs that start a login against the tree with a change set laid over it have in common.
class LoginVerb : public Verb
{
public:
    Result<void> recheck(const RequestContext &call) override;
    Result<QVariantList> act(const RequestContext &call) override;

protected:
    explicit LoginVerb(const Services &services)
        : m_services(services)
    { }

    /// Where the arguments that all have stand. Service and user are the first two.
    struct Places {
        int session;
        int trace;
        int timeout;
        int changeset;
    };
    Result<VerbObject> accept(const RequestContext &call, const Places &places, LoginSequence sequence,
                              std::vector<std::string> environment = {});

    const Services &m_services;
    TestOrder m_order;
};

} // namespace pamphlet::helper
