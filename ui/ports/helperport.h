// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/changeset.h"
#include "core/pam/facility.h"
#include "core/result.h"
#include "core/secret.h"

#include <QFuture>
#include <QObject>
#include <QString>
#include <QStringList>

#include <map>
#include <memory>
#include <string>

namespace pamphlet::ui {

/// What an apply or a rollback did.
struct Applied {
    QString transaction;
    QStringList files;
};

enum class TestSequence { Generic, Sshd, Teleport, TokenService };
/// "generic", "sshd", "teleport", "token-service".
QString testSequenceName(TestSequence sequence);

/// What Teleport adds to a login (core/teleport/sequence.h). With TestSequence::Teleport alone.
struct TeleportCalls {
    bool authenticate = false; ///< use_pam_auth
    std::map<std::string, std::string> environment; ///< TELEPORT_… and those of the configuration
};

struct TestRequest {
    QString service;
    QString user;
    TestSequence sequence = TestSequence::Generic;
    bool session = false;
    bool trace = true;
    unsigned timeoutSeconds = 60;
    change::ChangeSet staged; ///< no changes: the installed configuration
    TeleportCalls teleport = {};
};

enum class MessageStyle { EchoOn, EchoOff, Info, Error };

/// One module call of a traced login.
struct TestStep {
    QString primitive;
    QString file;
    unsigned line = 0;
    QString module;
    int returned = 0;
    quint64 microseconds = 0;
};

/// One call of the application; primitive "start" is pam_start.
struct TestPrimitive {
    QString primitive;
    int code = 0;
    quint64 microseconds = 0;
};

/// A login that is under way. Signals come in the order things happened; finished() or failed() is the last one, exactly once.
/// Deleting the object cancels the login.
class TestLogin : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Answers prompt number `prompt`.
    virtual void answer(unsigned prompt, Secret secret) = 0;
    virtual void cancel() = 0;

Q_SIGNALS:
    void started();
    void message(pamphlet::ui::MessageStyle style, const QString &text);
    void prompted(unsigned prompt, pamphlet::ui::MessageStyle style, const QString &text);
    void stepped(const pamphlet::ui::TestStep &step);
    void primitiveReturned(const pamphlet::ui::TestPrimitive &primitive);
    void finished();
    void failed(const pamphlet::Error &error);
};

/// The privileged side, as the interface sees it. Implemented over D-Bus in app/dbus, by a fake in tests.
/// Authorization happens behind it; AccessDenied is an ordinary answer.
class HelperPort
{
public:
    virtual ~HelperPort() = default;

    virtual QFuture<Result<Applied>> apply(const change::ChangeSet &changeSet) = 0;
    /// Empty: the last one.
    virtual QFuture<Result<Applied>> rollback(const QString &transaction) = 0;
    /// Never null; a failure to start arrives as failed().
    virtual std::unique_ptr<TestLogin> startTest(const TestRequest &request) = 0;
};

} // namespace pamphlet::ui

Q_DECLARE_METATYPE(pamphlet::Error)
