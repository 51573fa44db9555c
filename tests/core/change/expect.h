// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/change/testtree.h"

#include <QTest>

/// The Result of the expression has a value; what the error says, if not.
#define OK(expression)                                                                                                                     \
    do {                                                                                                                                   \
        const auto result_ = (expression);                                                                                                 \
        QVERIFY2(result_.has_value(), result_ ? "" : qPrintable(describe(result_.error())));                                               \
    } while (false)

/// It has this error.
#define FAILS(expression, wanted)                                                                                                          \
    do {                                                                                                                                   \
        const auto result_ = (expression);                                                                                                 \
        QVERIFY2(!result_.has_value(), "succeeded");                                                                                       \
        QVERIFY2(result_.error().code == (wanted), qPrintable(describe(result_.error())));                                                 \
    } while (false)
