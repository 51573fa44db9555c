// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ports/helperport.h"

namespace pamphlet::ui {

QString testSequenceName(TestSequence sequence)
{
    switch (sequence) {
    case TestSequence::Generic:
        return QStringLiteral("generic");
    case TestSequence::Sshd:
        return QStringLiteral("sshd");
    case TestSequence::Teleport:
        return QStringLiteral("teleport");
    case TestSequence::TokenService:
        return QStringLiteral("token-service");
    }
    return {};
}

} // namespace pamphlet::ui
