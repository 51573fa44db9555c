// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/argumentstext.h"
#include "ui/workspace/textcodec.h"

#include <QTest>

using namespace pamphlet;
using ui::TextObstacle;

class TestTextCodec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("obstacle");
        const auto row
            = [](const char *name, const QByteArray &bytes, TextObstacle obstacle) { QTest::newRow(name) << bytes << int(obstacle); };
        row("empty", "", TextObstacle::None);
        row("plain", "auth required pam_unix.so\n", TextObstacle::None);
        row("no newline at the end", "auth", TextObstacle::None);
        row("UTF-8", "caf\xc3\xa9 \xf0\x9f\x94\x91\n", TextObstacle::None);
        row("no-break space",
            "a\xc2\xa0"
            "b\n",
            TextObstacle::None);
        row("byte order mark",
            "\xef\xbb\xbf"
            "auth\n",
            TextObstacle::None);
        row("ESC", "\x1b[1mhi\x1b[0m\n", TextObstacle::None);
        row("right to left",
            "\xe2\x80\xae"
            "gnp.os\n",
            TextObstacle::None);
        row("other controls", "\x01\x7f\f\v\n", TextObstacle::None);
        row("Latin-1", "caf\xe9\n", TextObstacle::NotUtf8);
        row("overlong", "\xc0\xaf\n", TextObstacle::NotUtf8);
        row("surrogate", "\xed\xa0\x80\n", TextObstacle::NotUtf8);
        row("cut in a character", "caf\xc3", TextObstacle::NotUtf8);
        row("NUL", QByteArray("a\0b\n", 4), TextObstacle::Nul);
        row("CRLF", "auth\r\n", TextObstacle::CarriageReturn);
        row("paragraph separator",
            "a\xe2\x80\xa9"
            "b",
            TextObstacle::SpecialCharacter);
        row("line separator",
            "a\xe2\x80\xa8"
            "b",
            TextObstacle::SpecialCharacter);
        row("the sign for ESC itself", "\xe2\x8e\x8b", TextObstacle::SpecialCharacter);
        row("too large", QByteArray(int(ui::maxEditorBytes) + 1, 'x'), TextObstacle::TooLarge);
    }

    void bytes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, obstacle);
        const ui::EditorText text = ui::editorText(bytes.toStdString());
        QCOMPARE(int(text.obstacle), obstacle);
        QCOMPARE(ui::obstacleText(text.obstacle).isEmpty(), text.obstacle == TextObstacle::None);
        if (text.obstacle == TextObstacle::None) {
            QCOMPARE(QByteArray::fromStdString(ui::bytesFromEditor(text.text)), bytes);
        }
    }

    void arguments_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("none") << QString() << QStringList();
        QTest::newRow("blanks") << QStringLiteral(" \t ") << QStringList();
        QTest::newRow("two") << QStringLiteral("a  b=c") << QStringList{QStringLiteral("a"), QStringLiteral("b=c")};
        QTest::newRow("brackets") << QStringLiteral("[a b] c") << QStringList{QStringLiteral("a b"), QStringLiteral("c")};
        QTest::newRow("bracket inside a word") << QStringLiteral("a[b") << QStringList{QStringLiteral("a[b")};
        QTest::newRow("escaped bracket") << QStringLiteral("[a\\] b]") << QStringList{QStringLiteral("a] b")};
        QTest::newRow("empty argument") << QStringLiteral("[]") << QStringList{QString()};
        QTest::newRow("glued") << QStringLiteral("[a]b") << QStringList{QStringLiteral("a"), QStringLiteral("b")};
    }

    void arguments()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, words);
        const auto arguments = ui::argumentsFromText(text);
        QVERIFY(arguments);
        QStringList found;
        for (const std::string &argument : *arguments) {
            found << QString::fromStdString(argument);
        }
        QCOMPARE(found, words);
        const auto again = ui::argumentsFromText(ui::argumentsText(*arguments));
        QVERIFY(again);
        QCOMPARE(*again, *arguments);
    }

    void openBracket()
    {
        const auto arguments = ui::argumentsFromText(QStringLiteral("ok [never ends"));
        QVERIFY(!arguments);
        QCOMPARE(arguments.error().where.column, std::size_t(4));
    }
};

QTEST_GUILESS_MAIN(TestTextCodec)
#include "tst_textcodec.moc"
