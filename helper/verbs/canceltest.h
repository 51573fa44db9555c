// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/services.h"
#include "helper/verb.h"

#include <QString>

namespace pamphlet::helper {

/// Ends a test of one's own.
class CancelTest final : public Verb
{
public:
    static constexpr std::string_view method = "CancelTest";
    static constexpr std::string_view actionId = "org.pamphlet.helper1.cancel-test";

    explicit CancelTest(const Services &services)
        : m_services(services)
    { }

    Result<VerbObject> validate(const RequestContext &call) override;
    Result<QVariantList> act(const RequestContext &call) override;

private:
    const Services &m_services;
    QString m_test;
};

} // namespace pamphlet::helper
