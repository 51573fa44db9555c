// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "configuration.h"

#include <functional>

namespace pamphlet::test {

/// True if the configuration still shows what is being looked for.
using StillShows = std::function<bool(const Configuration &)>;

/// A configuration that still shows it and from which no file, call, line, word or byte can be taken away, as far as `tries` reach.
Configuration shrunk(Configuration configuration, const StillShows &shows, int tries = 4000);

} // namespace pamphlet::test
