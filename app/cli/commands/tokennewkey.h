// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/token/coupledchange.h"

#include <CLI/CLI.hpp>

#include <string>

namespace pamphlet::app::cli {

/// Options for a new signing key with its certificate, in all files that this takes.
class TokenNewKey
{
public:
    void define(CLI::App &app);

    bool given() const { return !m_type.empty(); }
    /// InvalidArgument for options that go with --new-key and stand without it.
    Result<void> check() const;
    /// Makes the key. `issuer`: for the name in the certificate, where none is given.
    Result<token::KeyChange> make(const std::string &issuer) const;

private:
    std::string m_type;
    std::string m_name;
    int m_days = 365;
    bool m_drop = false;
    std::string m_keyFile;
    std::string m_bundleFile;
};

} // namespace pamphlet::app::cli
