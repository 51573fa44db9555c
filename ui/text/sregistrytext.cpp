// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/sregistrytext.h"

#include "ui/text/sentence.h"

#include <QCoreApplication>

namespace pamphlet::ui::text {

QString registryTitle(sregistry::Era era)
{
    switch (era) {
    case sregistry::Era::Commented:
        return sentence(QT_TRANSLATE_NOOP("text", "Singularity Registry before July 2019"));
    case sregistry::Era::BuildArgument:
        return sentence(QT_TRANSLATE_NOOP("text", "Singularity Registry 1.1"));
    case sregistry::Era::SettingsFile:
        return sentence(QT_TRANSLATE_NOOP("text", "Singularity Registry 2"));
    }
    return {};
}

} // namespace pamphlet::ui::text
