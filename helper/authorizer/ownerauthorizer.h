// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/rootdirectory.h"
#include "helper/authorizer/authorizer.h"

#include <memory>

namespace pamphlet::helper {

/**
 * For a tree over a private connection: allows exactly the user that this process runs as, and only if that user owns the
 * tree's root or is root. So it never gives anybody more than the kernel does; there is no privilege here to lend.
 */
class OwnerAuthorizer final : public Authorizer
{
public:
    explicit OwnerAuthorizer(std::shared_ptr<const change::RootDirectory> root);

    std::unique_ptr<Check> check(const AuthorizationRequest &request, Done done) override;

private:
    std::shared_ptr<const change::RootDirectory> m_root;
};

} // namespace pamphlet::helper
