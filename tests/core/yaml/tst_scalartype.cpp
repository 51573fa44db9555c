// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/document.h"
#include "core/yaml/scalartype.h"

#include <QTest>

#include <limits>

using namespace pamphlet;
using namespace pamphlet::yaml;

namespace {

constexpr Reader readers[] = {Reader::Yaml11, Reader::Yaml12, Reader::GoYaml2, Reader::PyYaml, Reader::Symfony};

/// One letter for each reader.
QByteArray letters(std::string_view text)
{
    QByteArray result;
    for (const Reader reader : readers)
        result += "nbifso"[static_cast<int>(plainType(text, reader))];
    return result;
}

Value valueOf(const std::string &text)
{
    const Result<Document> document = Document::parse("k: " + text + '\n');
    return document ? *document->find({"k"}) : Value();
}

} // namespace

class TestScalarType : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plain_data();
    void plain();
    void quotesAndTagsDecide();
    void booleans();
    void integers();
};

void TestScalarType::plain_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("types"); // YAML 1.1, 1.2, yaml.v2, PyYAML, Symfony: null bool integer float string other
    const auto row = [](const char *text, const char *types) {
        QTest::newRow(*text == '\0' ? "nothing" : text) << QByteArray(text) << QByteArray(types);
    };
    row("", "nnnnn");
    row("~", "nnnnn");
    row("null", "nnnnn");
    row("NULL", "nnnnn");
    row("nUll", "ssssn");
    row("true", "bbbbb");
    row("FALSE", "bbbbb");
    row("tRUE", "ssssb");
    row("yes", "bsbbs");
    row("Off", "bsbbs");
    row("oFF", "sssss");
    row("y", "bsbss");
    row("0", "iiiii");
    row("5000", "iiiii");
    row("-12", "iiiii");
    row("+12", "iiiif");
    row("0755", "iiiio");
    row("089", "sifso");
    row("0o17", "siisi");
    row("0x1F", "iiiii");
    row("0b101", "isiis");
    row("1_000", "isiii");
    row("190:20:30", "issis");
    row("1:2", "issis");
    row("22:65", "sssss");
    row("1.5", "fffff");
    row(".5", "fffff");
    row("+.5", "fffsf");
    row("1e3", "sffsf");
    row("1.0e+3", "fffff");
    row(".inf", "fffff");
    row("-.INF", "fffff");
    row(".NaN", "fffff");
    row("nan", "sssss");
    row("1.2.3", "sssss");
    row("10s", "sssss");
    row("2001-12-14", "osooo");
    row("2001-12-14t21:59:43.10-05:00", "osooo");
    row("2001-12-14x", "sssss");
    row("=", "ossos");
    row("<<", "osoos");
    row("a", "sssss");
    row("-", "sssss");
    row("+", "sssss");
    row(".", "sssss");
    row("_1", "sssss");
    row("/var/lib/x", "sssss");
}

void TestScalarType::plain()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, types);
    QCOMPARE(letters(text.toStdString()), types);
    QCOMPARE(isStringForAll(text.toStdString()), types == "sssss");
}

void TestScalarType::quotesAndTagsDecide()
{
    for (const Reader reader : readers) {
        QCOMPARE(typeOf(valueOf("'true'"), reader), ScalarType::String);
        QCOMPARE(typeOf(valueOf("\"\""), reader), ScalarType::String);
        QCOMPARE(typeOf(valueOf("|\n  5"), reader), ScalarType::String);
        QCOMPARE(typeOf(valueOf("!!str 5"), reader), ScalarType::String);
        QCOMPARE(typeOf(valueOf("! 5"), reader), ScalarType::String);
        QCOMPARE(typeOf(valueOf("!!int '5'"), reader), ScalarType::Integer);
        QCOMPARE(typeOf(valueOf("!own 5"), reader), ScalarType::Other);
        QCOMPARE(typeOf(valueOf(""), reader), ScalarType::Null);
        QCOMPARE(typeOf(valueOf("[5]"), reader), ScalarType::Other);
    }
}

void TestScalarType::booleans()
{
    QCOMPARE(boolOf(valueOf("yes"), Reader::GoYaml2), std::optional(true));
    QCOMPARE(boolOf(valueOf("off"), Reader::PyYaml), std::optional(false));
    QCOMPARE(boolOf(valueOf("n"), Reader::Yaml11), std::optional(false));
    QCOMPARE(boolOf(valueOf("True"), Reader::Yaml12), std::optional(true));
    QCOMPARE(boolOf(valueOf("tRue"), Reader::Symfony), std::optional(true));
    QVERIFY(!boolOf(valueOf("yes"), Reader::Yaml12));
    QVERIFY(!boolOf(valueOf("'true'"), Reader::GoYaml2));
    QVERIFY(!boolOf(valueOf("1"), Reader::GoYaml2));
    QVERIFY(!boolOf(valueOf("!!bool 7"), Reader::GoYaml2));
}

void TestScalarType::integers()
{
    QCOMPARE(integerOf(valueOf("5000"), Reader::GoYaml2), std::optional(5000LL));
    QCOMPARE(integerOf(valueOf("-1_000"), Reader::PyYaml), std::optional(-1000LL));
    QCOMPARE(integerOf(valueOf("0755"), Reader::GoYaml2), std::optional(0755LL));
    QCOMPARE(integerOf(valueOf("0755"), Reader::Yaml12), std::optional(755LL));
    QCOMPARE(integerOf(valueOf("0o17"), Reader::Yaml12), std::optional(15LL));
    QCOMPARE(integerOf(valueOf("0x1f"), Reader::Symfony), std::optional(31LL));
    QCOMPARE(integerOf(valueOf("0b11"), Reader::Yaml11), std::optional(3LL));
    QCOMPARE(integerOf(valueOf("190:20:30"), Reader::PyYaml), std::optional(685230LL));
    QCOMPARE(integerOf(valueOf("9223372036854775807"), Reader::Yaml12), std::optional(std::numeric_limits<long long>::max()));
    QVERIFY(!integerOf(valueOf("9223372036854775808"), Reader::Yaml12));
    QVERIFY(!integerOf(valueOf("99999999999999999999999"), Reader::Yaml12));
    QVERIFY(!integerOf(valueOf("!!int x"), Reader::Yaml12));
    QVERIFY(!integerOf(valueOf("1:2"), Reader::Yaml12));
}

QTEST_APPLESS_MAIN(TestScalarType)
#include "tst_scalartype.moc"
