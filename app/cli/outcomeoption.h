// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/answers.h"
#include "core/pam/stack/effectivestack.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::app::cli {

/// What a rule answers, as the command line says it: FILE:LINE=[EVENT:]RET. FILE is a path in the tree or a file's plain name.
struct OutcomeOption {
    std::string file;
    std::size_t line = 0;
    std::vector<pam::Pass> passes; ///< EVENT's; empty: all
    int code = 0;

    /// nullopt if it is not of that form.
    static std::optional<OutcomeOption> parse(std::string_view text);

    /// "sudo:3"
    std::string place() const { return file + ':' + std::to_string(line); }
    bool standsAt(const pam::Entry &entry) const;
};

/// The answers that an option chooses for rules of a stack: one for each file that it may mean; none if no module is called there.
std::vector<pam::GivenAnswer> givenAnswers(const OutcomeOption &option, const pam::EffectiveStack &stack);

/// An event by the name of a primitive, or as pam_debug(8) has it: "auth", "cred", "acct", "prechauthtok". chauthtok is both of its passes.
std::optional<std::vector<pam::Pass>> passesFromName(std::string_view name);

/// "authenticate,setcred": nullopt if one of them is none.
std::optional<std::vector<pam::Primitive>> primitivesFromList(std::string_view list);

} // namespace pamphlet::app::cli
