// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// The translation context of every sentence of ui/text. Tables mark their texts with QT_TRANSLATE_NOOP("text", …).
namespace pamphlet::ui::text {

/// The translation of `source` with %1…%9 replaced, all at once: an argument may hold "%1" itself. A missing argument is empty.
QString sentence(const char *source, const QStringList &arguments = {});

} // namespace pamphlet::ui::text
