// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "helper/caller.h"

#include <QMap>
#include <QString>

#include <functional>
#include <memory>

namespace pamphlet::helper {

struct AuthorizationRequest {
    std::shared_ptr<const Caller> caller;
    QString actionId;
    QMap<QString, QString> details; ///< validated by the verb
    bool interactive = false; ///< the authority may ask the user
};

/// Says whether a caller may do something. Anything but a clear yes is an error.
class Authorizer
{
public:
    /// A question that is under way. Destroying it takes the question back, and its answer never arrives.
    class Check
    {
    public:
        virtual ~Check() = default;
    };
    using Done = std::function<void(Result<void>)>;

    virtual ~Authorizer() = default;

    /// `done` is called at most once, never before check() has returned, and may destroy the Check. A yes is a value; a no is
    /// AccessDenied, and so is any failure to ask (the detail says which).
    [[nodiscard]] virtual std::unique_ptr<Check> check(const AuthorizationRequest &request, Done done) = 0;
};

} // namespace pamphlet::helper
