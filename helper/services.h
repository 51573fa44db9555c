// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/rootdirectory.h"

#include <memory>

namespace pamphlet::helper {

class TestRegistry;

enum class Mode {
    System, ///< on the system bus, as root, for "/"
    Private, ///< peer to peer, for a tree of the caller's own
};

/// What verbs work on. One object for the life of the process.
struct Services {
    Mode mode = Mode::Private;
    std::shared_ptr<const change::RootDirectory> root;
    TestRegistry *tests = nullptr; ///< the test logins under way
};

} // namespace pamphlet::helper
