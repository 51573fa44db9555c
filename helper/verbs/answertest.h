// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"
#include "helper/services.h"
#include "helper/verb.h"

#include <QString>

namespace pamphlet::helper {

/// Answers a prompt of a test of one's own.
class AnswerTest final : public Verb
{
public:
    static constexpr std::string_view method = "AnswerTest";
    static constexpr std::string_view actionId = "org.pamphlet.helper1.answer-test";

    explicit AnswerTest(const Services &services)
        : m_services(services)
    { }

    Result<VerbObject> validate(const RequestContext &call) override;
    Result<QVariantList> act(const RequestContext &call) override;

private:
    const Services &m_services;
    QString m_test;
    quint32 m_prompt = 0;
    Secret m_secret;
};

} // namespace pamphlet::helper
