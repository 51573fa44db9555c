// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/authorizer/ownerauthorizer.h"

#include <QObject>

#include <unistd.h>

namespace pamphlet::helper {

namespace {

/// The context of the queued answer: gone, nothing arrives.
class QueuedCheck final : public Authorizer::Check
{
public:
    QObject context;
};

} // namespace

OwnerAuthorizer::OwnerAuthorizer(std::shared_ptr<const change::RootDirectory> root)
    : m_root(std::move(root))
{ }

std::unique_ptr<Authorizer::Check> OwnerAuthorizer::check(const AuthorizationRequest &request, Done done)
{
    const uid_t self = geteuid();
    Result<void> answer;
    if (request.caller->uid() != self)
        answer = fail(ErrorCode::AccessDenied, "the caller is another user");
    else if (self != 0 && m_root->owner() != self)
        answer = fail(ErrorCode::AccessDenied, "the tree belongs to another user");
    auto check = std::make_unique<QueuedCheck>();
    QMetaObject::invokeMethod(
        &check->context, [done = std::move(done), answer] { done(answer); }, Qt::QueuedConnection);
    return check;
}

} // namespace pamphlet::helper
