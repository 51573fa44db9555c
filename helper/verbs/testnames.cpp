// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/verbs/testnames.h"

#include <algorithm>

namespace pamphlet::helper {

namespace {

constexpr qsizetype maxServiceLength = 255; // NAME_MAX
constexpr qsizetype maxUserBytes = 256;
constexpr qsizetype testIdLength = 32;

bool isServiceCharacter(QChar c)
{
    const char16_t unit = c.unicode();
    return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z') || (unit >= u'0' && unit <= u'9')
        || QStringView(u"._+-@").contains(c);
}

/// Letters and digits of any script, and what domains and machines add: DOMAIN\user, user@realm, host$. No quotes and brackets:
/// the name stands in the prompt that asks for consent.
bool isUserCharacter(uint point)
{
    return QChar::isLetterOrNumber(point) || QChar::isMark(point) || (point < 0x80 && QStringView(u"._-+@\\$ ").contains(QChar(point)));
}

bool isDots(const QString &name)
{
    return name == QLatin1String(".") || name == QLatin1String("..");
}

} // namespace

Result<std::string> checkedService(const QString &name)
{
    if (name.isEmpty() || name.size() > maxServiceLength || isDots(name) || !std::all_of(name.begin(), name.end(), isServiceCharacter))
        return fail(ErrorCode::InvalidArgument, "not the name of a service");
    return name.toStdString();
}

Result<std::string> checkedUser(const QString &name)
{
    const QByteArray bytes = name.toUtf8();
    const QList<uint> points = name.toUcs4();
    if (name.isEmpty() || bytes.size() > maxUserBytes || !std::all_of(points.begin(), points.end(), isUserCharacter) || isDots(name)
        || name.trimmed() != name || name.startsWith(QLatin1Char('-')))
        return fail(ErrorCode::InvalidArgument, "not the name of a user");
    return bytes.toStdString();
}

Result<QString> checkedTestId(const QString &id)
{
    const auto isDigit
        = [](QChar c) { return (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || (c >= QLatin1Char('a') && c <= QLatin1Char('f')); };
    if (id.size() != testIdLength || !std::all_of(id.begin(), id.end(), isDigit))
        return fail(ErrorCode::InvalidArgument, "not the id of a login test");
    return id;
}

} // namespace pamphlet::helper
