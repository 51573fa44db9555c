// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/loginreport.h"
#include "app/cli/teleportlogin.h"
#include "core/result.h"
#include "core/secret.h"
#include "ui/ports/helperport.h"

#include <memory>
#include <optional>
#include <string>

namespace pamphlet::app::cli {

class Terminal;

/// pamphletctl test-login SERVICE USER
class TestLoginCommand final : public Command
{
    Q_OBJECT
public:
    TestLoginCommand();
    ~TestLoginCommand() override;

    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    Result<ui::TestRequest> request(Session &session) const;
    /// What the file configuration adds to a login.
    Result<ui::TeleportCalls> teleportCalls(const FileSource &files) const;
    /// Lets the report say where libpam does what the simulator does not. Left out if this machine's libpam or the files cannot be read.
    void predict(const Session &session, const change::ChangeSet &staged);
    void prompted(Session &session, unsigned prompt, ui::MessageStyle style, const QString &text);
    void answered(unsigned prompt, Result<Secret> answer);
    /// Ends a login that asks for what cannot be given, and says why.
    void refuse(Session &session, const QString &why);
    void concluded(Session &session, const std::optional<Error> &error);

    std::string m_service;
    std::string m_user;
    std::string m_from;
    std::string m_as = "generic";
    std::string m_teleportConfig;
    TeleportLoginOptions m_teleportLogin;
    bool m_passwordStdin = false;
    bool m_session = false;
    bool m_trace = false;
    unsigned m_timeout = 60;

    std::optional<Secret> m_password; ///< from standard input, for the first prompt without echo
    bool m_refused = false;
    LoginReport m_report;
    std::unique_ptr<Terminal> m_terminal;
    std::unique_ptr<ui::TestLogin> m_login;
};

} // namespace pamphlet::app::cli
