// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/pam/dispatch/replay.h"
#include "core/pam/libpamprofile.h"
#include "core/pam/stack/effectivestack.h"
#include "ui/ports/helperport.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

#include <optional>

namespace pamphlet::app::cli {

/// What happened in a test login, and how it is told.
class LoginReport
{
    Q_DECLARE_TR_FUNCTIONS(pamphlet::app::cli::LoginReport)

public:
    void addMessage(ui::MessageStyle style, const QString &text);
    void addStep(const ui::TestStep &step);
    void addPrimitive(const ui::TestPrimitive &primitive);

    /// What libpam reads, so that the report can tell where it did what the simulator does not. Without it nothing is predicted.
    void predictFrom(pam::EffectiveStack stack, pam::LibpamProfile profile);

    /// Nothing happened yet.
    bool empty() const { return m_conversation.isEmpty() && m_trace.isEmpty() && m_sequence.isEmpty(); }
    /// The sequence ran to its end and every call succeeded. Without one call there was no login.
    bool ok() const;

    /// `error`: its name, if the login did not run to its end.
    Json document(const QString &service, const QString &user, const QString &error) const;
    void print(Console &console, bool trace) const;

private:
    struct Message {
        ui::MessageStyle style = ui::MessageStyle::Info;
        QString text;
    };
    struct Prediction {
        pam::EffectiveStack stack;
        pam::LibpamProfile profile;
    };
    /// What the simulator makes of the modules' answers: a call for each step, a code for each primitive but "start".
    pam::Replay replayed() const;

    std::optional<Prediction> m_prediction;
    QList<Message> m_conversation;
    QList<ui::TestStep> m_trace;
    QList<ui::TestPrimitive> m_sequence;
};

/// "echo-on", "echo-off", "info", "error".
const char *messageStyleName(ui::MessageStyle style);
/// "850 µs", "12.3 ms", "1.20 s"
QString durationText(quint64 microseconds);

} // namespace pamphlet::app::cli
