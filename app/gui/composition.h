// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "ui/ports/helperport.h"
#include "ui/window/mainwindow.h"

#include <memory>

namespace pamphlet::app::gui {

/// A window over a tree with the helper that fits it. The window goes first.
struct Composition {
    std::unique_ptr<ui::HelperPort> helper;
    std::unique_ptr<ui::MainWindow> window;
};

/// NotFound, NotADirectory, Unreadable for a root that cannot be shown. Without a helper the tree can be looked at, not changed.
Result<Composition> compose(const QString &root);

/// Translations for the locale and English plurals, for as long as the application lives.
void installTranslations();

/// Lets everything that is under way come to its end and be painted. For pictures and nothing else.
void settle();

} // namespace pamphlet::app::gui
