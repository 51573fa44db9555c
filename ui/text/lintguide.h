// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace pamphlet::ui::text {

/// What the reference says of an id, in English as it is written there. Empty texts for an id that it does not know.
struct LintGuide {
    QString title; ///< "Module not installed"
    QString why; ///< plain text
    QString whatToDo; ///< plain text
    QString markdown; ///< the whole section without its heading
};

LintGuide lintGuide(std::string_view id);

} // namespace pamphlet::ui::text
