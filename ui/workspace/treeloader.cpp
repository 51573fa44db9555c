// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/treeloader.h"

#include "core/pam/stack/servicelookup.h"
#include "core/tree/capturedtree.h"
#include "ui/workspace/background.h"

namespace pamphlet::ui {

QFuture<LoadedTree> loadTree(std::shared_ptr<const change::RootDirectory> root)
{
    return inBackground([root = std::move(root)] {
        pam::LibpamProfile machine = pam::libpamProfiles().back(); // as pamphletctl assumes
        if (const auto here = change::RootDirectory::open("/")) {
            machine = pam::detectLibpam(**here, machine);
        }
        const pam::LibpamProfile profile = pam::detectLibpam(*root, machine);
        auto tree = std::make_shared<CapturedTree>(root);
        (void)pam::snapshot(*tree, profile);
        return LoadedTree{tree, profile, change::PathPolicy::of(root)};
    });
}

} // namespace pamphlet::ui
