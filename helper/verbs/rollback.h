// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/services.h"
#include "helper/verb.h"

#include <string>

namespace pamphlet::helper {

/// Undoes a transaction.
class Rollback final : public Verb
{
public:
    static constexpr std::string_view method = "Rollback";
    static constexpr std::string_view actionId = "org.pamphlet.helper1.rollback";

    explicit Rollback(const Services &services)
        : m_services(services)
    { }

    Result<VerbObject> validate(const RequestContext &call) override;
    Result<void> recheck(const RequestContext &call) override;
    Result<QVariantList> act(const RequestContext &call) override;

private:
    const Services &m_services;
    std::string m_asked; ///< as the caller said; empty is the last one
    Result<std::string> m_transaction; ///< the one that the prompt names, or why there is none
};

} // namespace pamphlet::helper
