// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/result.h"

#include <QTest>

#include <set>

using namespace pamphlet;

class ErrorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasItsOwnName()
    {
        std::set<std::string> names;
        for (std::size_t i = 0; i < allErrorCodes().size(); ++i) {
            const ErrorCode code = allErrorCodes()[i];
            QCOMPARE(static_cast<std::size_t>(code), i);
            const std::string name(errorName(code));
            QVERIFY(names.insert(name).second);
            QCOMPARE(errorFromName(name), code);
            // A component of a D-Bus error name: [A-Z][a-z]* without dots (D-Bus specification, "Valid Names").
            QVERIFY(!name.empty() && name.front() >= 'A' && name.front() <= 'Z');
            QVERIFY(name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == std::string::npos);
        }
        QCOMPARE(allErrorCodes().back(), ErrorCode::Internal);
    }

    void foreignNamesAreInternal_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("unknown") << QByteArray("NoSuchThing");
        QTest::newRow("full name") << QByteArray("org.pamphlet.Error.NotFound");
        QTest::newRow("case") << QByteArray("notfound");
        QTest::newRow("trailing newline") << QByteArray("NotFound\n");
        QTest::newRow("trailing NUL") << QByteArray("NotFound\0", 9);
        QTest::newRow("1 MiB") << QByteArray(1 << 20, 'N');
    }

    void foreignNamesAreInternal()
    {
        QFETCH(QByteArray, name);
        QCOMPARE(errorFromName({name.constData(), static_cast<std::size_t>(name.size())}), ErrorCode::Internal);
    }

    void resultsCarryEither()
    {
        const Result<int> good = 7;
        QVERIFY(good.has_value());
        QCOMPARE(*good, 7);
        const Result<int> bad = fail(ErrorCode::Changed, "detail", {"/etc/motd", 3, 4});
        QVERIFY(!bad.has_value());
        QCOMPARE(bad.error(), (Error{ErrorCode::Changed, "detail", {"/etc/motd", 3, 4}}));
        const Result<std::string> handedOn = fail(bad.error());
        QCOMPARE(handedOn.error(), bad.error());
        const Result<std::string> mapped = good.map([](int value) { return std::to_string(value); });
        QCOMPARE(*mapped, std::string("7"));
        const Result<std::string> unmapped = bad.map([](int value) { return std::to_string(value); });
        QCOMPARE(unmapped.error().where.line, std::size_t(3));
    }
};

QTEST_APPLESS_MAIN(ErrorTest)
#include "tst_error.moc"
