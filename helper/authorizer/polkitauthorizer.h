// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/authorizer/authorizer.h"

#include <chrono>

namespace pamphlet::helper {

/**
 * Asks polkit. Each question has its own cancellable, its own time limit and its own data, so answers cannot be mixed up:
 * PolkitQt1::Authority's signal tells no question apart from another, its errors stick and its cancel is shared, so of
 * polkit-qt only the authority object and the subject are used here. Needs Qt's GLib event dispatcher.
 */
class PolkitAuthorizer final : public Authorizer
{
public:
    struct TimeLimits {
        std::chrono::milliseconds silent = std::chrono::seconds(25);
        std::chrono::milliseconds interactive = std::chrono::minutes(5); ///< a person types a password
    };

    PolkitAuthorizer();
    explicit PolkitAuthorizer(TimeLimits limits);

    std::unique_ptr<Check> check(const AuthorizationRequest &request, Done done) override;

private:
    TimeLimits m_limits;
};

/// Does this thread's event loop run GLib's? Without it polkit's answers would never arrive.
[[nodiscard]] bool hasGlibEventDispatcher();

} // namespace pamphlet::helper
