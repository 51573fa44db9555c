// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "core/result.h"
#include "core/token/signingkey.h"

#include <string>

namespace pamphlet::app::cli {

/// pamphletctl token key: a new signing key and its certificate, in new files.
class TokenKeyCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    void report(Session &session, const std::string &keyPath, const std::string &certificatePath, const token::SigningKey &key) const;

    std::string m_type;
    std::string m_keyFile;
    std::string m_certificateFile;
    std::string m_name = "Pamphlet token signing key";
    int m_days = 365;
};

} // namespace pamphlet::app::cli
