// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/changeset.h"
#include "helper/services.h"
#include "helper/verb.h"

namespace pamphlet::helper {

/// Writes a change set, whole or not at all.
class Apply final : public Verb
{
public:
    static constexpr std::string_view method = "Apply";
    static constexpr std::string_view actionId = "org.pamphlet.helper1.apply";

    explicit Apply(const Services &services)
        : m_services(services)
    { }

    Result<VerbObject> validate(const RequestContext &call) override;
    Result<void> recheck(const RequestContext &call) override;
    Result<QVariantList> act(const RequestContext &call) override;

private:
    const Services &m_services;
    change::ChangeSet m_changeSet;
};

} // namespace pamphlet::helper
