// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/printable.h"

#include <QList>

namespace pamphlet::ui::text {

namespace {

bool isHarmless(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // among them everything that changes the direction of text
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

QString escaped(char32_t character)
{
    switch (character) {
    case U'\n':
        return QStringLiteral("\\n");
    case U'\r':
        return QStringLiteral("\\r");
    case U'\t':
        return QStringLiteral("\\t");
    default:
        break;
    }
    const bool byte = character < 0x100;
    const QString digits = QString::number(static_cast<uint>(character), 16).toUpper();
    return (byte ? QStringLiteral("\\x") : QStringLiteral("\\u")) + digits.rightJustified(byte ? 2 : 4, QLatin1Char('0'));
}

} // namespace

QString printable(const QString &text, qsizetype limit)
{
    // Both ends are enough: what lies between is left out anyway, and a megabyte is not worth decoding for that.
    const bool cut = text.size() > 4 * limit + 16;
    const QString ends = cut ? text.left(2 * limit) + text.right(2 * limit) : text;
    QList<QString> shown;
    for (const char32_t character : ends.toUcs4())
        shown.append(isHarmless(character) ? QString::fromUcs4(&character, 1) : escaped(character));
    QString result;
    if (shown.size() <= limit && !cut) {
        for (const QString &part : shown)
            result += part;
        return result;
    }
    const qsizetype head = (limit - 1) * 2 / 3;
    const qsizetype tail = limit - 1 - head;
    for (qsizetype i = 0; i < head; ++i)
        result += shown.at(i);
    result += QChar(0x2026);
    for (qsizetype i = shown.size() - tail; i < shown.size(); ++i)
        result += shown.at(i);
    return result;
}

QString printable(std::string_view bytes, qsizetype limit)
{
    const auto size = static_cast<qsizetype>(bytes.size());
    const qsizetype ends = 8 * limit + 32; // a character has at most four bytes
    if (size <= 2 * ends)
        return printable(QString::fromUtf8(bytes.data(), size), limit);
    return printable(QString::fromUtf8(bytes.data(), ends) + QString::fromUtf8(bytes.data() + size - ends, ends), limit);
}

} // namespace pamphlet::ui::text
