// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>

class QApplication;

namespace pamphlet::ui {

enum class Scheme { Light, Dark };

/// The palette used where the desktop brings none, and by the screenshots.
QPalette schemePalette(Scheme scheme);

/// Keeps the desktop's style and palette if there is one; otherwise sets our flat style and a palette.
void applyDesktopStyle(QApplication &application);

/// Our flat style with the palette of a scheme, whatever the desktop says.
void applyScheme(QApplication &application, Scheme scheme);

} // namespace pamphlet::ui
