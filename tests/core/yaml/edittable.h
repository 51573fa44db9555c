// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/yaml/edit.h"

#include <QByteArray>
#include <QTest>

#include <functional>

/// A table of edits: bytes before, the edit, bytes after, or "!Code line:column" where it has to be refused.
/// Each row is run with LF and with CR LF: an edit knows the file's line ends.
namespace edittable {

using Edit = std::function<pamphlet::Result<std::string>(const pamphlet::yaml::Document &)>;

inline void columns()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<edittable::Edit>("edit");
    QTest::addColumn<QByteArray>("after");
}

inline void row(const char *name, const char *before, const Edit &edit, const char *after)
{
    QByteArray lines(before);
    QByteArray result(after);
    QTest::addRow("%s", name) << lines << edit << result;
    if (!lines.contains('\n'))
        return; // without a line end nobody can know what kind it would be
    lines.replace("\n", "\r\n");
    if (!result.startsWith('!'))
        result.replace("\n", "\r\n");
    QTest::addRow("%s, CR LF", name) << lines << edit << result;
}

inline QByteArray shown(const pamphlet::Result<std::string> &result)
{
    if (result)
        return QByteArray::fromStdString(*result);
    const pamphlet::Error &error = result.error();
    return '!' + QByteArray(pamphlet::errorName(error.code).data()) + ' ' + QByteArray::number(qulonglong(error.where.line)) + ':'
        + QByteArray::number(qulonglong(error.where.column));
}

inline void run()
{
    QFETCH(QByteArray, before);
    QFETCH(edittable::Edit, edit);
    QFETCH(QByteArray, after);
    const pamphlet::Result<pamphlet::yaml::Document> document = pamphlet::yaml::Document::parse(before.toStdString());
    QVERIFY2(document, document ? "" : document.error().detail.c_str());
    const pamphlet::Result<std::string> result = edit(*document);
    QCOMPARE(shown(result), after);
    if (!result)
        QVERIFY(!result.error().detail.empty());
}

} // namespace edittable
