// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/facility.h"

#include <string_view>

namespace pamphlet::ui::text {

/// What a module does in a facility, as a sentence marked for translation; nullptr for a module or use not in the table.
const char *modulePhrase(std::string_view module, pam::Facility facility);

} // namespace pamphlet::ui::text
