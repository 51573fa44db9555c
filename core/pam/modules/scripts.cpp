// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/scripts.h"

#include <algorithm>
#include <array>

namespace pamphlet::pam {

namespace {

/// The options before the command. pam_exec ends its options at the first word that is none.
bool isExecOption(std::string_view argument)
{
    constexpr std::array<std::string_view, 6> flags{"debug", "stdout", "expose_authtok", "quiet", "quiet_log", "seteuid"};
    return std::find(flags.begin(), flags.end(), argument) != flags.end() || argument.starts_with("log=") || argument.starts_with("type=");
}

} // namespace

std::vector<std::string> scriptsOf(std::string_view module, const std::vector<std::string> &arguments)
{
    const std::string_view name = module.substr(module.rfind('/') + 1); // npos + 1 is 0
    if (name == "pam_exec.so") {
        const auto command = std::find_if_not(arguments.begin(), arguments.end(), isExecOption);
        return command == arguments.end() ? std::vector<std::string>{} : std::vector<std::string>{*command};
    }
    if (name != "pam_script.so")
        return {};
    std::string directory = "/usr/share/libpam-script";
    for (const std::string &argument : arguments) {
        if (argument.starts_with("dir="))
            directory = argument.substr(4);
    }
    std::vector<std::string> scripts;
    for (const char *script : {"pam_script_auth", "pam_script_acct", "pam_script_passwd", "pam_script_ses_open", "pam_script_ses_close"})
        scripts.push_back(directory + '/' + script);
    return scripts;
}

} // namespace pamphlet::pam
