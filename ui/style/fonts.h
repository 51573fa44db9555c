// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace pamphlet::ui {

/// The desktop's fixed-width font, at the size of the interface font.
QFont fixedFont();
/// `font` scaled by a factor, optionally of another weight.
QFont scaledFont(const QFont &font, double factor, QFont::Weight weight = QFont::Normal);

} // namespace pamphlet::ui
