// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/motd/terminaltext.h"
#include "tests/support/sanitized.h"

#include <QDir>
#include <QFile>
#include <QString>
#include <QTest>

#include <algorithm>

using namespace pamphlet::motd;

namespace {

std::string colorText(const TerminalColor &color)
{
    switch (color.kind) {
    case TerminalColor::Kind::Default:
        return {};
    case TerminalColor::Kind::Indexed:
        return std::to_string(color.index);
    case TerminalColor::Kind::Rgb:
        break;
    }
    return std::to_string(color.red) + ',' + std::to_string(color.green) + ',' + std::to_string(color.blue);
}

/// "[b fg=1]text[]": compact, so that tables can say what they expect. No mark for the plain style.
std::string describe(const TerminalText &text)
{
    std::string result;
    for (std::size_t i = 0; i < text.lines.size(); ++i) {
        if (i > 0)
            result += '|';
        for (const TerminalRun &run : text.lines[i]) {
            const TerminalStyle &s = run.style;
            std::string mark;
            for (const auto &[on, letter] : {std::pair(s.bold, 'b'),
                                             {s.faint, 'f'},
                                             {s.italic, 'i'},
                                             {s.underline, 'u'},
                                             {s.blink, 'l'},
                                             {s.inverse, 'v'},
                                             {s.concealed, 'c'},
                                             {s.strikeOut, 's'}})
                mark += on ? std::string(1, letter) : std::string();
            if (const std::string color = colorText(s.foreground); !color.empty())
                mark += " fg=" + color;
            if (const std::string color = colorText(s.background); !color.empty())
                mark += " bg=" + color;
            result += (mark.empty() ? std::string() : '[' + mark + ']') + run.text + (mark.empty() ? "" : "[]");
        }
    }
    return result;
}

/// One letter a note: M moves, E escape, C control, U UTF-8, O operating system command.
std::string noteLetters(const TerminalText &text)
{
    std::string letters;
    for (const TerminalNote &note : text.notes)
        letters += std::string_view("MECUO")[static_cast<std::size_t>(note.kind)];
    return letters;
}

bool isClean(const TerminalText &text)
{
    for (const TerminalLine &line : text.lines) {
        for (const TerminalRun &run : line) {
            if (run.text.empty())
                return false;
            const QString decoded = QString::fromUtf8(run.text.data(), static_cast<qsizetype>(run.text.size()));
            if (decoded.toUtf8() != QByteArray::fromStdString(run.text))
                return false;
            if (std::any_of(decoded.begin(), decoded.end(), [](QChar c) { return c.category() == QChar::Other_Control; }))
                return false;
        }
    }
    return std::is_sorted(text.notes.begin(), text.notes.end(), [](const auto &a, const auto &b) { return a.offset < b.offset; })
        && text.notes.size() <= maxTerminalNotes;
}

} // namespace

class TerminalTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void renders_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<QByteArray>("notes");
        const auto row = [](const char *name, const QByteArray &bytes, const char *expected, const char *notes = "") {
            QTest::newRow(name) << bytes << QByteArray(expected) << QByteArray(notes);
        };
        row("nothing", "", "");
        row("text", "hello", "hello");
        row("a newline ends a line", "a\n", "a");
        row("two lines", "a\nb\n", "a|b");
        row("empty lines", "\n\na\n\n", "||a|");
        row("CRLF", "a\r\nb\r\n", "a|b");

        row("red", "\x1b[31mred\x1b[0m", "[ fg=1]red[]");
        row("reset without a number", "\x1b[1mx\x1b[my", "[b]x[]y");
        row("all attributes", "\x1b[1;2;3;4;5;7;8;9mx", "[bfiulvcs]x[]");
        row("attributes off", "\x1b[1;2;3;4;5;7;8;9m\x1b[22;23;24;25;27;28;29mx", "x");
        row("22 ends bold and faint", "\x1b[1;2;4mx\x1b[22my", "[bfu]x[][u]y[]");
        row("double underline", "\x1b[21mx", "[u]x[]");
        row("fast blink", "\x1b[6mx", "[l]x[]");
        row("nested resets", "\x1b[31m\x1b[1mA\x1b[39mB\x1b[0m\x1b[0mC", "[b fg=1]A[][b]B[]C");
        row("bright", "\x1b[91;104mx", "[ fg=9 bg=12]x[]");
        row("default colours", "\x1b[31;41m\x1b[39;49mx", "x");
        row("256", "\x1b[38;5;208;48;5;16mx", "[ fg=208 bg=16]x[]");
        row("256 and more after it", "\x1b[38;5;208;1mx", "[b fg=208]x[]");
        row("truecolour", "\x1b[38;2;1;2;3;48;2;255;0;255mx", "[ fg=1,2,3 bg=255,0,255]x[]");
        row("truecolour, left out is 0", "\x1b[38;2;;7;mx", "[ fg=0,7,0]x[]");
        row("truecolour with colons", "\x1b[38:2:1:2:3mx", "[ fg=1,2,3]x[]");
        row("truecolour with a colour space", "\x1b[38:2::1:2:3mx", "[ fg=1,2,3]x[]");
        row("256 with colons", "\x1b[48:5:9;1mx", "[b bg=9]x[]");
        row("curly underline", "\x1b[4:3mx\x1b[4:0my", "[u]x[]y");
        row("bold in front of truecolour", "\x1b[1;38;2;204;0;204mx", "[b fg=204,0,204]x[]");
        row("colour beyond 255", "\x1b[38;5;256mx", "x", "E");
        row("huge number", "\x1b[99999999999999999999mx", "x", "E");
        row("colour cut short", "\x1b[38;5mx", "x", "E");
        row("colour without a kind", "\x1b[38mx", "x", "E");
        row("unknown kind of colour", "\x1b[38;7;1mx", "[b]x[]", "E");
        row("colour of the underline", "\x1b[58;5;1;1mx", "[b]x[]", "E");
        row("unknown attribute keeps the others", "\x1b[1;77;3mx", "[bi]x[]", "E");
        row("style goes on over lines", "\x1b[32ma\nb\x1b[0m\nc", "[ fg=2]a[]|[ fg=2]b[]|c");
        row("equal styles join", "\x1b[1ma\x1b[1mb\x1b[0;1mc", "[b]abc[]");
        row("no text no run", "\x1b[1m\x1b[0m", "");

        row("cursor moves", "a\x1b[2Ab\x1b[10;10Hc\x1b[sd\x1b[u", "abcd", "MMMM");
        row("clears", "\x1b[2J\x1b[K\x1b[Hx", "x", "MMM");
        row("save and restore",
            "\x1b"
            "7x\x1b"
            "8\x1b"
            "c",
            "x", "MMM");
        row("private modes", "\x1b[?25h\x1b[?1049hx", "x", "EE");
        row("private m", "\x1b[>4;2mx\x1b[?1mx", "xx", "EE");
        row("m with an intermediate", "\x1b[1 mx", "x", "E");
        row("character sets", "\x1b(0x\x1b)Bx", "xx", "EE");
        row("keypad", "\x1b=x\x1b>x", "xx", "EE");
        row("title with BEL", "\x1b]0;title\x07x", "x", "O");
        row("title with ST", "\x1b]0;title\x1b\\x", "x", "O");
        row("clipboard", "\x1b]52;c;aGk=\x07x", "x", "O");
        row("link keeps its text", "\x1b]8;;https://example.org\x1b\\text\x1b]8;;\x1b\\.", "text.", "OO");
        row("title never ended", "a\x1b]0;title\nb", "a", "O");
        row("title ended by another escape", "\x1b]0;title\x1b[1mx", "[b]x[]", "O");
        row("title cancelled", "\x1b]0;title\x18x", "x", "O");
        row("device control string", "\x1bPq#0\x07...\x1b\\x", "x", "E");
        row("application command", "\x1b_x\x1b\\\x1b^y\x1b\\\x1bXz\x1b\\x", "x", "EEE");

        row("escape at the end", "x\x1b", "x", "E");
        row("CSI at the end", "x\x1b[", "x", "E");
        row("CSI with numbers at the end", "x\x1b[38;5;", "x", "E");
        row("CSI cut by a newline", "x\x1b[3\nmy", "x|my", "E");
        row("CSI cut by an escape", "\x1b[3\x1b[1mx", "[b]x[]", "E");
        row("CSI cut by a letter outside ASCII", "\x1b[3\xc3\xa9", "\xc3\xa9", "E");
        row("CSI with parameters behind intermediates", "\x1b[ 1mx", "1mx", "E");
        row("escape and newline", "a\x1b\nb", "a|b", "E");
        row("escapes in a row", "\x1b\x1b\x1b[1mx", "[b]x[]", "EE");

        row("CR overwrites", "hello\rHE", "HEllo");
        row("CR and style", "hello\r\x1b[1mHE", "[b]HE[]llo");
        row("BS overwrites", "ab\b\bXY", "XY");
        row("underline by overstrike", "_\ba", "a");
        row("BS at the margin", "\b\b\bx", "x");
        row("tab", "a\tb\t\tc", "a       b               c");
        row("tab after eight", "12345678\tx", "12345678        x");
        row("tab over text", "abc\r\tx", "abc     x");
        row("tab moves, it does not erase", "0123456789\r\tX", "01234567X9");
        row("tab does not carry colour", "\x1b[41m\tx", "        [ bg=1]x[]");
        row("wide characters are two columns", "\xe6\xbc\xa2\tx", "\xe6\xbc\xa2      x");
        row("half of a wide one overwritten", "\xe6\xbc\xa2\rx", "x ");
        row("the other half overwritten", "\xe6\xbc\xa2\bx", " x");
        row("wide over narrow", "ab\r\xe6\xbc\xa2", "\xe6\xbc\xa2");
        row("combining", "e\xcc\x81x", "e\xcc\x81x");
        row("combining goes with what it is on", "e\xcc\x81\rx", "x");
        row("combining at the margin", "\xcc\x81x", "\xcc\x81x");
        row("emoji", "\xf0\x9f\x90\xb3!", "\xf0\x9f\x90\xb3!");
        row("no-break space",
            "a\xc2\xa0"
            "b",
            "a\xc2\xa0"
            "b");

        row("NUL and others",
            QByteArray("a\0b\x07"
                       "c\x0c"
                       "d\x7f"
                       "e",
                       9),
            "abcde", "CCCC");
        row("C1 in UTF-8",
            "a\xc2\x9b"
            "31mb",
            "a31mb", "C");
        row("lone continuation",
            "a\x80"
            "b",
            "a\xef\xbf\xbd"
            "b",
            "U");
        row("C1 as a byte",
            "a\x9b"
            "b",
            "a\xef\xbf\xbd"
            "b",
            "U");
        row("overlong", "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd", "UU");
        row("overlong of three", "\xe0\x80\xaf", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", "UUU");
        row("surrogate", "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", "UUU");
        row("beyond Unicode", "\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", "UUUU");
        row("cut short", "\xe6\xbc", "\xef\xbf\xbd", "U");
        row("cut short by text", "\xf0\x9f\x90x", "\xef\xbf\xbdx", "U");
        row("cut short by an escape", "\xe6\x1b[1mx", "\xef\xbf\xbd[b]x[]", "U");
        row("right-to-left", "\xd7\xa9\xd7\x9c", "\xd7\xa9\xd7\x9c");
    }

    void renders()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, expected);
        QFETCH(QByteArray, notes);
        const TerminalText text = renderTerminalText(bytes.toStdString());
        QCOMPARE(describe(text), expected.toStdString());
        QCOMPARE(noteLetters(text), notes.toStdString());
        QVERIFY(isClean(text));
    }

    void notesSayWhere()
    {
        const TerminalText text = renderTerminalText("ab\n\x1b[31mc\x1b[2J\n\x07");
        QCOMPARE(text.notes.size(), std::size_t(2));
        QCOMPARE(text.notes[0], (TerminalNote{TerminalNote::Kind::CursorMovement, 9, 2}));
        QCOMPARE(text.notes[1], (TerminalNote{TerminalNote::Kind::ControlCharacter, 14, 3}));
    }

    void plain()
    {
        QCOMPARE(plainText(renderTerminalText("\x1b[1ma\tb\x1b[0m\x07\n\nc\n")), "a       b\n\nc");
        QCOMPARE(plainText({}), "");
    }

    void large_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        constexpr int size = (pamphlet::test::sanitized ? 1 : 10) << 20;
        const auto row
            = [](const char *name, const QByteArray &unit) { QTest::newRow(name) << unit.repeated(size / static_cast<int>(unit.size())); };
        row("escapes", "\x1b");
        row("CSI", "\x1b[");
        row("parameters", "\x1b[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1");
        QTest::newRow("one sequence of parameters") << "\x1b[" + QByteArray("1;").repeated(size / 2) + 'm';
        QTest::newRow("one number") << "\x1b[" + QByteArray(size, '9') + 'm';
        QTest::newRow("colons") << "\x1b[" + QByteArray(size, ':') + 'm';
        row("OSC", "\x1b]");
        row("styles", "\x1b[1mx\x1b[0m");
        row("a line", "x");
        row("newlines", "\n");
        row("tabs", "\t");
        row("tab and letter", "\tx");
        row("back and forth", "x\b");
        row("returns", "x\r");
        row("marks", "\xcc\x81");
        row("wide and back", "\xe6\xbc\xa2\b\b");
        row("not UTF-8", "\xff");
        row("NUL", QByteArray(1, '\0'));
    }

    /// Each of these is done in a moment, or the test runs into its time limit.
    void large()
    {
        QFETCH(QByteArray, bytes);
        const TerminalText text = renderTerminalText({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        QVERIFY(text.notes.size() <= maxTerminalNotes);
        std::size_t size = 0;
        for (const TerminalLine &line : text.lines) {
            for (const TerminalRun &run : line)
                size += run.text.size();
        }
        QVERIFY(size <= 10 * static_cast<std::size_t>(bytes.size()));
    }

    void everyByteAfterEveryByte()
    {
        for (int first = 0; first < 256; ++first) {
            for (int second = 0; second < 256; second += pamphlet::test::sanitized ? 5 : 1) {
                for (const char *front : {"", "\x1b", "\x1b[", "\x1b]"}) {
                    const std::string bytes = front + std::string{static_cast<char>(first), static_cast<char>(second)};
                    QVERIFY(isClean(renderTerminalText(bytes)));
                }
            }
        }
    }

    void corpus_data()
    {
        QTest::addColumn<QString>("path");
        const QDir directory(QStringLiteral(PAMPHLET_SHARED "/corpus/motd"));
        for (const QString &name : directory.entryList(QDir::Files))
            QTest::newRow(qPrintable(name)) << directory.filePath(name);
        if (directory.isEmpty())
            QTest::newRow("none") << QString();
    }

    void corpus()
    {
        QFETCH(QString, path);
        if (path.isEmpty())
            QSKIP("the maintainers' corpus is not here");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const TerminalText text = renderTerminalText(bytes.toStdString());
        QVERIFY(isClean(text));
        QCOMPARE(static_cast<int>(text.lines.size()),
                 static_cast<int>(bytes.count('\n')) + (bytes.isEmpty() || bytes.endsWith('\n') ? 0 : 1));

        // Without anything but text in it, it is shown as it is.
        const bool pure = std::none_of(bytes.begin(), bytes.end(),
                                       [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; });
        if (pure && text.notes.empty())
            QCOMPARE(plainText(text), (bytes.endsWith('\n') ? bytes.chopped(1) : bytes).toStdString());
    }

    void corpusColours()
    {
        QFile file(QStringLiteral(PAMPHLET_SHARED "/corpus/motd/HefnaValravn-truecolor-long"));
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("the maintainers' corpus is not here");
        const TerminalText text = renderTerminalText(file.readAll().toStdString());
        const auto isRgb = [](const TerminalRun &run) { return run.style.foreground.kind == TerminalColor::Kind::Rgb; };
        QVERIFY(std::any_of(text.lines.begin(), text.lines.end(),
                            [&](const TerminalLine &line) { return std::any_of(line.begin(), line.end(), isRgb); }));
        QVERIFY(text.notes.empty());
    }
};

QTEST_APPLESS_MAIN(TerminalTextTest)
#include "tst_terminaltext.moc"
