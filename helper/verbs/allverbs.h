// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pamphlet::helper {

class Dispatcher;
struct Services;

/// The only list of verbs.
void addAllVerbs(Dispatcher &dispatcher, Services &services);

} // namespace pamphlet::helper
