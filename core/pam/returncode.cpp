// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/returncode.h"

#include <array>
#include <charconv>

namespace pamphlet::pam {

namespace {

struct Name {
    std::string_view word;
    std::string_view constant;
};

// security/_pam_types.h. The word of 21 differs from its constant: libpam's control lists know `authtok_recover_err`.
constexpr std::array<Name, returnCodeCount> names{{
    {"success", "PAM_SUCCESS"},
    {"open_err", "PAM_OPEN_ERR"},
    {"symbol_err", "PAM_SYMBOL_ERR"},
    {"service_err", "PAM_SERVICE_ERR"},
    {"system_err", "PAM_SYSTEM_ERR"},
    {"buf_err", "PAM_BUF_ERR"},
    {"perm_denied", "PAM_PERM_DENIED"},
    {"auth_err", "PAM_AUTH_ERR"},
    {"cred_insufficient", "PAM_CRED_INSUFFICIENT"},
    {"authinfo_unavail", "PAM_AUTHINFO_UNAVAIL"},
    {"user_unknown", "PAM_USER_UNKNOWN"},
    {"maxtries", "PAM_MAXTRIES"},
    {"new_authtok_reqd", "PAM_NEW_AUTHTOK_REQD"},
    {"acct_expired", "PAM_ACCT_EXPIRED"},
    {"session_err", "PAM_SESSION_ERR"},
    {"cred_unavail", "PAM_CRED_UNAVAIL"},
    {"cred_expired", "PAM_CRED_EXPIRED"},
    {"cred_err", "PAM_CRED_ERR"},
    {"no_module_data", "PAM_NO_MODULE_DATA"},
    {"conv_err", "PAM_CONV_ERR"},
    {"authtok_err", "PAM_AUTHTOK_ERR"},
    {"authtok_recover_err", "PAM_AUTHTOK_RECOVERY_ERR"},
    {"authtok_lock_busy", "PAM_AUTHTOK_LOCK_BUSY"},
    {"authtok_disable_aging", "PAM_AUTHTOK_DISABLE_AGING"},
    {"try_again", "PAM_TRY_AGAIN"},
    {"ignore", "PAM_IGNORE"},
    {"abort", "PAM_ABORT"},
    {"authtok_expired", "PAM_AUTHTOK_EXPIRED"},
    {"module_unknown", "PAM_MODULE_UNKNOWN"},
    {"bad_item", "PAM_BAD_ITEM"},
    {"conv_again", "PAM_CONV_AGAIN"},
    {"incomplete", "PAM_INCOMPLETE"},
}};

bool known(int code)
{
    return code >= 0 && code < returnCodeCount;
}

} // namespace

std::string returnCodeConstant(int code)
{
    return known(code) ? std::string(names[static_cast<std::size_t>(code)].constant) : "PAM_" + std::to_string(code);
}

std::string returnCodeWord(int code)
{
    return known(code) ? std::string(names[static_cast<std::size_t>(code)].word) : std::to_string(code);
}

std::optional<int> returnCodeFromText(std::string_view text)
{
    for (std::size_t code = 0; code < names.size(); ++code) {
        if (text == names[code].word || text == names[code].constant)
            return static_cast<int>(code);
    }
    int code = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
    if (error == std::errc() && end == text.data() + text.size() && known(code))
        return code;
    return std::nullopt;
}

} // namespace pamphlet::pam
