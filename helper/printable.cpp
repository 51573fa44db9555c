// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/printable.h"

namespace pamphlet::helper {

QString printable(const QString &text, qsizetype maxLength)
{
    QString result;
    result.reserve(qMin(text.size(), maxLength));
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        qsizetype units = 1;
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
            units = 2;
        }
        if (result.size() + units > maxLength)
            break;
        // isPrint() is true for no-break and other wide spaces, and false for Cc, Cf, Cs, Co, Cn, Zl, Zp.
        if (QChar::isPrint(c) && QChar::category(c) != QChar::Separator_Line && QChar::category(c) != QChar::Separator_Paragraph)
            result.append(text.mid(i, units));
        else
            result.append(QChar::ReplacementCharacter);
        i += units - 1;
    }
    return result;
}

} // namespace pamphlet::helper
