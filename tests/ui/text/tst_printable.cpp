// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/printable.h"
#include "ui/text/sentence.h"

#include <QTest>

using namespace pamphlet::ui::text;

class TestPrintable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatIsThere_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QByteArray("pam_unix.so") << QStringLiteral("pam_unix.so");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("UTF-8") << QByteArray("Gr\xc3\xbc\xc3\x9f\x65") << QStringLiteral("Grüße");
        QTest::newRow("beyond the first plane") << QByteArray("\xf0\x9f\x94\x92") << QStringLiteral("🔒");
        QTest::newRow("newline, tab, CR") << QByteArray("a\nb\tc\r") << QStringLiteral("a\\nb\\tc\\r");
        QTest::newRow("ESC sequence") << QByteArray("\x1b[31mred") << QStringLiteral("\\x1B[31mred");
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << QStringLiteral("a\\x00b");
        QTest::newRow("DEL and C1") << QByteArray("\x7f\xc2\x9b") << QStringLiteral("\\x7F\\x9B");
        QTest::newRow("right-to-left override") << QByteArray("\xe2\x80\xaegnp.exe") << QStringLiteral("\\u202Egnp.exe");
        QTest::newRow("isolate") << QByteArray("\xe2\x81\xa7x") << QStringLiteral("\\u2067x");
        QTest::newRow("zero width") << QByteArray("a\xe2\x80\x8b"
                                                  "b")
                                    << QStringLiteral("a\\u200Bb");
        QTest::newRow("line separator") << QByteArray("a\xe2\x80\xa8"
                                                      "b")
                                        << QStringLiteral("a\\u2028b");
        QTest::newRow("not UTF-8") << QByteArray("a\xff"
                                                 "b")
                                   << QStringLiteral("a\uFFFDb");
        QTest::newRow("letters of a right-to-left script stay") << QByteArray("\xd7\xa9\xd7\x9c") << QStringLiteral("של");
    }

    void showsWhatIsThere()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, shown);
        QCOMPARE(printable(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))), shown);
        QCOMPARE(printable(QString::fromUtf8(bytes)), shown);
    }

    void longTextKeepsItsEnds()
    {
        const std::string text = "begin" + std::string(1u << 20, 'x') + "end";
        const QString shown = printable(text);
        QCOMPARE(shown.size(), printableLimit);
        QVERIFY(shown.startsWith(QStringLiteral("beginxxx")));
        QVERIFY(shown.endsWith(QStringLiteral("xxxend")));
        QVERIFY(shown.contains(QChar(0x2026)));
        QCOMPARE(printable(QString::fromStdString(text)), shown);
        QCOMPARE(printable(std::string(static_cast<std::size_t>(printableLimit), 'y')).size(), printableLimit);
        QVERIFY(!printable(std::string(static_cast<std::size_t>(printableLimit), 'y')).contains(QChar(0x2026)));
    }

    void longControlCharactersStayShort()
    {
        QVERIFY(printable(std::string(1u << 20, '\x1b')).size() <= 4 * printableLimit);
        QVERIFY(printable(std::string(1u << 20, '\xff')).size() <= printableLimit);
    }

    void argumentsAreNotPatterns()
    {
        QCOMPARE(sentence("%1 and %2", {QStringLiteral("%2"), QStringLiteral("%1")}), QStringLiteral("%2 and %1"));
        QCOMPARE(sentence("%1, %2.", {QStringLiteral("x")}), QStringLiteral("x, ."));
        QCOMPARE(sentence("100 %", {}), QStringLiteral("100 %"));
        QCOMPARE(sentence("%0 %a %", {QStringLiteral("x")}), QStringLiteral("%0 %a %"));
    }
};

QTEST_APPLESS_MAIN(TestPrintable)
#include "tst_printable.moc"
