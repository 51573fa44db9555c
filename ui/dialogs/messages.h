// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>

#include <functional>

class QMessageBox;
class QWidget;

/** Message boxes that do not stop the event loop; tests find them by object name. */
namespace pamphlet::ui {

/// "errorMessageBox": title and sentence of an error.
QMessageBox *showError(QWidget *parent, const Error &error);

/// "questionMessageBox": calls `yes` if the person chooses the button named `action`.
QMessageBox *ask(QWidget *parent, const QString &title, const QString &text, const QString &action, std::function<void()> yes);

} // namespace pamphlet::ui
