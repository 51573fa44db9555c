// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/yaml/editcheck.h"

#include <vector>

namespace pamphlet::yaml {

/// The patches that take a child out of its collection; the last one leaves `{}` or `[]`.
Result<std::vector<Patch>> removalOf(const Document &document, const Location &child);

/// The lines of a block child: from the start of its first to the start of the line behind it. EditRefused if it shares one of them.
Result<Span> ownLines(const Document &document, const Location &child);

/// What its removal makes of the tree.
void takeChild(Value &root, const Location &child);

/// The bytes of whole lines, widened to the line end before them where they reach the end of a file without one.
Span withoutDanglingBreak(const Document &document, Span lines);

} // namespace pamphlet::yaml
