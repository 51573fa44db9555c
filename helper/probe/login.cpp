// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/probe/login.h"

#include "helper/probe/conversation.h"

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include <time.h>

namespace pamphlet::helper {

namespace {

std::uint64_t now()
{
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U + static_cast<std::uint64_t>(time.tv_nsec);
}

class Login
{
public:
    Login(const LoginRequest &request, Channel &channel)
        : m_request(request)
        , m_channel(channel)
        , m_conversation(channel)
        , m_callback(m_conversation.callback())
    { }

    void run()
    {
        if (start()) {
            runSequence();
            // Always: modules undo here what they did (their data's cleanup functions).
            pam_end(m_handle, m_last);
        }
        (void)m_channel.send(SequenceEnded{});
    }

private:
    template<class Function>
    bool call(std::optional<pam::Primitive> primitive, Function function)
    {
        if (!m_channel.send(CallBegins{primitive}))
            return false;
        const auto before = now();
        m_last = function();
        const auto after = now();
        return m_channel.send(CallReturned{primitive, m_last, after - before}) && m_last == PAM_SUCCESS;
    }

    bool start()
    {
        const bool ok = call(std::nullopt, [this] {
            const int code = pam_start_confdir(m_request.service.c_str(), m_request.user.c_str(), &m_callback,
                                               m_request.confDirectory.c_str(), &m_handle);
            if (code != PAM_SUCCESS)
                m_handle = nullptr;
            return code == PAM_SUCCESS ? setItems() : code;
        });
        if (!ok && m_handle)
            pam_end(std::exchange(m_handle, nullptr), m_last);
        return ok;
    }

    /// What the programs tell libpam about where the login comes from. A program without a terminal uses its own name.
    int setItems()
    {
        std::vector<std::pair<int, std::string>> items;
        switch (m_request.sequence) {
        case LoginSequence::Generic:
            items = {{PAM_TTY, "pamphlet"}};
            if (!m_request.remoteUser.empty())
                items.emplace_back(PAM_RUSER, m_request.remoteUser);
            break;
        case LoginSequence::Sshd: // auth-pam.c, sshpam_init()
            items = {{PAM_TTY, "ssh"}, {PAM_RHOST, "127.0.0.1"}};
            break;
        case LoginSequence::Teleport: // lib/pam/pam.go, Open(); the terminal's name is there only for shells
        case LoginSequence::TeleportAuth:
            items = {{PAM_RUSER, m_request.user}, {PAM_RHOST, "127.0.0.1"}, {PAM_TTY, ""}};
            break;
        case LoginSequence::TokenService: // php-pam: the client's address and nothing else
            items = {{PAM_RHOST, "127.0.0.1"}};
            break;
        }
        for (const auto &[item, value] : items) {
            const int code = pam_set_item(m_handle, item, value.c_str());
            if (code != PAM_SUCCESS)
                return code;
        }
        return isTeleport() ? setTeleportEnvironment() : PAM_SUCCESS;
    }

    int setTeleportEnvironment()
    {
        std::vector<std::string> variables = m_request.environment;
        if (variables.empty())
            variables = {"TELEPORT_USERNAME=" + m_request.user, "TELEPORT_LOGIN=" + m_request.user, "TELEPORT_ROLES="};
        for (const std::string &variable : variables) {
            // Teleport sets both: old modules and scripts read the process environment.
            const std::size_t equals = variable.find('=');
            if (equals == std::string::npos || ::setenv(variable.substr(0, equals).c_str(), variable.c_str() + equals + 1, 1) != 0)
                return PAM_BUF_ERR;
            const int code = pam_putenv(m_handle, variable.c_str());
            if (code != PAM_SUCCESS)
                return code;
        }
        return PAM_SUCCESS;
    }

    bool isTeleport() const { return m_request.sequence == LoginSequence::Teleport || m_request.sequence == LoginSequence::TeleportAuth; }

    bool authenticate(int flags)
    {
        return call(pam::Primitive::Authenticate, [this, flags] { return pam_authenticate(m_handle, flags); });
    }
    bool account(int flags)
    {
        return call(pam::Primitive::AcctMgmt, [this, flags] { return pam_acct_mgmt(m_handle, flags); });
    }
    bool credentials(int flags)
    {
        return call(pam::Primitive::Setcred, [this, flags] { return pam_setcred(m_handle, flags); });
    }
    bool openAndClose()
    {
        return call(pam::Primitive::OpenSession, [this] { return pam_open_session(m_handle, 0); })
            && call(pam::Primitive::CloseSession, [this] { return pam_close_session(m_handle, 0); });
    }

    void runSequence()
    {
        switch (m_request.sequence) {
        case LoginSequence::Generic:
            runUsual(0);
            break;
        case LoginSequence::Sshd:
            runUsual(PAM_DISALLOW_NULL_AUTHTOK); // PermitEmptyPasswords no
            break;
        case LoginSequence::Teleport:
            (void)(account(0) && m_request.session && openAndClose());
            break;
        case LoginSequence::TeleportAuth:
            (void)(account(0) && authenticate(0) && m_request.session && openAndClose());
            break;
        case LoginSequence::TokenService:
            (void)authenticate(PAM_DISALLOW_NULL_AUTHTOK);
            break;
        }
    }

    void runUsual(int authenticateFlags)
    {
        if (!authenticate(authenticateFlags) || !account(0) || !m_request.session || !credentials(PAM_ESTABLISH_CRED))
            return;
        // What was established is deleted, also if no session could be opened.
        const bool closed = openAndClose();
        const int last = m_last;
        (void)credentials(PAM_DELETE_CRED);
        if (!closed)
            m_last = last;
    }

    const LoginRequest &m_request;
    Channel &m_channel;
    Conversation m_conversation;
    pam_conv m_callback;
    pam_handle_t *m_handle = nullptr;
    int m_last = PAM_SUCCESS;
};

} // namespace

void runLogin(const LoginRequest &request, Channel &channel)
{
    Login(request, channel).run();
}

} // namespace pamphlet::helper
