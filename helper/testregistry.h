// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/changeset.h"
#include "core/result.h"
#include "core/secret.h"
#include "helper/caller.h"
#include "helper/probe/testrun.h"
#include "helper/services.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pamphlet::helper {

/// What a caller wants to see tested; validated.
struct TestOrder {
    std::string service;
    std::string user;
    LoginSequence sequence = LoginSequence::Generic;
    bool session = false;
    bool trace = false;
    unsigned timeoutSeconds = 60;
    change::ChangeSet changes;
    std::vector<std::string> environment = {}; ///< NAME=VALUE; of Teleport's sequences
};

/// The programs that a test needs; they stand beside the helper.
struct TestTools {
    std::string probe;
    std::string traceModule;

    static TestTools besideThisProgram();
};

/**
 * The test logins under way. Each belongs to the caller who started it: to everybody else it does not exist, and it ends when
 * its caller vanishes. What a test has to say goes to its caller as signals of org.pamphlet.Helper1.
 */
class TestRegistry final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t maxTestsPerUid = 2;
    static constexpr std::size_t maxTests = 8;

    /// Removes what an earlier helper left staged.
    explicit TestRegistry(const Services &services, TestTools tools = TestTools::besideThisProgram());
    ~TestRegistry() override;

    /// LimitExceeded if this user, or everybody together, has too many tests under way.
    Result<void> hasRoomFor(const Caller &caller) const;

    /// Stages and starts; the test's id. No signal is sent before the event loop runs again.
    Result<QString> start(const std::shared_ptr<Caller> &caller, const TestOrder &order);

    /// NotFound unless the test is this caller's.
    Result<void> answer(const Caller &caller, const QString &test, quint32 prompt, const Secret &secret);
    Result<void> cancel(const Caller &caller, const QString &test);

    std::size_t size() const { return m_tests.size(); }

private:
    struct Test {
        std::shared_ptr<Caller> caller;
        std::unique_ptr<TestRun> run;
    };

    Result<TestSetup> prepare(const Caller &caller, const TestOrder &order) const;
    Result<TestRun *> find(const Caller &caller, const QString &test) const;
    void relay(const QString &id, const Test &test);
    void finished(const QString &id, const QString &error, const QString &detail);

    const Services &m_services;
    TestTools m_tools;
    std::map<QString, Test> m_tests;
};

} // namespace pamphlet::helper
