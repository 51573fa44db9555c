// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The judge of a diff is patch(1): applied to the old file it must give the new one, byte for byte.
#include "core/change/unifieddiff.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace pamphlet::change;

namespace {

using Content = std::optional<std::string>;

std::string lines(int first, int last)
{
    std::string text;
    for (int i = first; i <= last; ++i)
        text += "line " + std::to_string(i) + '\n';
    return text;
}

void writeFile(const QString &path, const std::string &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes.data(), static_cast<qint64>(bytes.size())), static_cast<qint64>(bytes.size()));
}

/// What patch(1) makes of `before`; the outer optional: whether it succeeded.
std::optional<Content> patched(const std::string &path, const Content &before, const std::string &diff, QByteArray &output)
{
    QTemporaryDir directory;
    const QString file = directory.filePath(QString::fromStdString(path.substr(1)));
    QDir().mkpath(QFileInfo(file).path());
    if (before)
        writeFile(file, *before);
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(directory.path());
    // No fuzz, no guessing of line ends, no questions.
    process.start(QStringLiteral("patch"),
                  {QStringLiteral("-p1"), QStringLiteral("--binary"), QStringLiteral("--batch"), QStringLiteral("--fuzz=0")});
    process.write(diff.data(), static_cast<qint64>(diff.size()));
    process.closeWriteChannel();
    process.waitForFinished();
    output = process.readAll();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return std::nullopt;
    QFile result(file);
    if (!result.exists())
        return Content();
    if (!result.open(QIODevice::ReadOnly))
        return std::nullopt;
    return Content(result.readAll().toStdString());
}

/// What diff(1) prints after its two header lines.
std::string referenceHunks(const std::string &before, const std::string &after, int context)
{
    QTemporaryDir directory;
    writeFile(directory.filePath(QStringLiteral("a")), before);
    writeFile(directory.filePath(QStringLiteral("b")), after);
    QProcess process;
    process.setWorkingDirectory(directory.path());
    process.start(QStringLiteral("diff"),
                  {QStringLiteral("-a"), QStringLiteral("-U%1").arg(context), QStringLiteral("a"), QStringLiteral("b")});
    process.waitForFinished();
    const QByteArray text = process.readAllStandardOutput();
    return text.mid(text.indexOf("@@")).toStdString();
}

int changedLines(const std::vector<DiffHunk> &hunks)
{
    int count = 0;
    for (const DiffHunk &hunk : hunks) {
        for (const DiffLine &line : hunk.lines)
            count += line.kind == DiffLine::Kind::Context ? 0 : 1;
    }
    return count;
}

bool have(const char *program)
{
    return !QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty();
}

} // namespace

class UnifiedDiffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void patchTakesIt_data()
    {
        QTest::addColumn<Content>("before");
        QTest::addColumn<Content>("after");
        const auto row = [](const char *name, Content before, Content after) { QTest::newRow(name) << before << after; };
        row("equal", "a\n", "a\n");
        row("one line changed", lines(1, 9), lines(1, 4) + "new\n" + lines(6, 9));
        row("first line", "a\nb\nc\n", "x\nb\nc\n");
        row("last line", "a\nb\nc\n", "a\nb\nx\n");
        row("added at the start", lines(2, 9), lines(1, 9));
        row("added at the end", lines(1, 8), lines(1, 9));
        row("removed at the start", lines(1, 9), lines(2, 9));
        row("removed at the end", lines(1, 9), lines(1, 8));
        row("contexts that touch", lines(1, 20), "x\n" + lines(2, 7) + "y\n" + lines(9, 20));
        row("contexts that just do not touch", lines(1, 20), "x\n" + lines(2, 8) + "y\n" + lines(10, 20));
        row("everything", lines(1, 9), lines(11, 19));
        row("to nothing", lines(1, 3), "");
        row("from nothing", "", lines(1, 3));
        row("new file", std::nullopt, lines(1, 3));
        row("removed file", lines(1, 3), std::nullopt);
        row("new empty file", std::nullopt, "");
        row("removed empty file", "", std::nullopt);
        row("neither there", std::nullopt, std::nullopt);
        row("newline at the end lost", "a\nb\n", "a\nb");
        row("newline at the end gained", "a\nb", "a\nb\n");
        row("never a newline at the end", "a\nb", "c\nb");
        row("no newline, other last line", "a\nb", "a\nc");
        row("no newline, one line", "a", "b");
        row("new file without newline", std::nullopt, "a");
        row("removed file without newline", "a", std::nullopt);
        row("newlines only", "\n\n\n", "\n\n\n\n");
        row("blanks and tabs", "a \n\tb\n", "a\n b\n");
        row("CRLF to LF", "a\r\nb\r\n", "a\nb\n");
        row("CRLF stays", "a\r\nb\r\nc\r\n", "a\r\nx\r\nc\r\n");
        row("lone CR", "a\rb\n", "a\rc\n");
        row("NUL bytes", std::string("a\0b\nc\n", 6), std::string("a\0x\nc\n", 6));
        row("bytes that are not UTF-8", "\xff\xfe\n\x80\n", "\xff\xfe\n\x81\n");
        row("escape sequences", "\x1b[31mred\n", "\x1b[32mgreen\n");
        row("lines that look like a header", "--- a\n+++ b\n@@ -1 +1 @@\n", "-- a\n++ b\n@@ -1 +1 @@\n--- c\n");
        row("lines that look like a remark", "\\ No newline at end of file\n", "\\ No newline at end of file");
        row("the same line many times", "x\n" + lines(1, 3) + "x\nx\nx\n", "x\nx\nx\n" + lines(1, 3) + "x\n");
    }

    void patchTakesIt()
    {
        QFETCH(Content, before);
        QFETCH(Content, after);
        const std::string path = "/etc/pam.d/su do";
        const std::string diff = unifiedDiff(path, before, after);
        QCOMPARE(diff.empty(), before == after);
        if (diff.empty())
            return;
        if (!have("patch"))
            QSKIP("patch(1) is not installed");
        QByteArray output;
        const auto result = patched(path, before, diff, output);
        QVERIFY2(result.has_value(), output + diff.c_str());
        // patch(1) cannot tell an emptied file from a removed one, and removes it only where the header says /dev/null.
        QVERIFY2(*result == after, output + diff.c_str());
    }

    void namesSurviveTheHeader_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("plain") << QByteArray("/etc/pam.d/sudo");
        QTest::newRow("blank") << QByteArray("/etc/pam.d/a b");
        QTest::newRow("quote and backslash") << QByteArray("/etc/pam.d/a\"b\\c");
        QTest::newRow("tab") << QByteArray("/etc/pam.d/a\tb");
        QTest::newRow("UTF-8") << QByteArray("/etc/pam.d/\xc3\xa9");
        QTest::newRow("looks like a date") << QByteArray("/etc/pam.d/x 1970-01-01 00:00:00");
    }

    void namesSurviveTheHeader()
    {
        QFETCH(QByteArray, path);
        if (!have("patch"))
            QSKIP("patch(1) is not installed");
        for (const auto &[before, after] : {std::pair<Content, Content>{"a\n", "b\n"}, {std::nullopt, "b\n"}, {std::nullopt, ""}}) {
            const std::string diff = unifiedDiff(path.toStdString(), before, after);
            QByteArray output;
            const auto result = patched(path.toStdString(), before, diff, output);
            QVERIFY2(result && *result == after, output + diff.c_str());
        }
    }

    void randomEdits_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<int>("context");
        for (quint32 seed = 1; seed <= 12; ++seed)
            QTest::addRow("seed %u", seed) << seed << static_cast<int>(seed % 5);
    }

    /// Small alphabets make many equal lines, which is where diffs go wrong.
    void randomEdits()
    {
        QFETCH(quint32, seed);
        QFETCH(int, context);
        if (!have("patch") || !have("diff"))
            QSKIP("patch(1) and diff(1) are not installed");
        QRandomGenerator random(seed);
        for (int round = 0; round < 25; ++round) {
            const auto text = [&] {
                std::string result;
                const int count = random.bounded(25);
                for (int i = 0; i < count; ++i) {
                    result += static_cast<char>('a' + random.bounded(4));
                    if (random.bounded(20) != 0)
                        result += '\n';
                }
                return result;
            };
            const std::string before = text();
            const std::string after = text();
            const std::string diff = unifiedDiff("/etc/motd", before, after, static_cast<std::size_t>(context));
            QCOMPARE(diff.empty(), before == after);
            if (diff.empty())
                continue;
            QByteArray output;
            const auto result = patched("/etc/motd", before, diff, output);
            // With no context at all patch(1) is told where by the line numbers alone, which it takes.
            QVERIFY2(result && result->value_or("") == after, output + diff.c_str());

            // As short as diff(1)'s; it may choose other lines of equal length.
            const std::string reference = referenceHunks(before, after, context);
            int changed = 0;
            for (const QByteArray &line : QByteArray::fromStdString(reference).split('\n'))
                changed += line.startsWith('+') || line.startsWith('-') ? 1 : 0;
            QVERIFY2(changedLines(diffHunks(before, after, static_cast<std::size_t>(context))) <= changed, reference.c_str());
        }
    }

    void asDiffPrintsIt_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<int>("context");
        const QByteArray twenty = QByteArray::fromStdString(lines(1, 20));
        for (const int context : {0, 1, 3, 10}) {
            QTest::addRow("two changes, context %d", context)
                << twenty << QByteArray(twenty).replace("line 5\n", "five\n").replace("line 12\n", "twelve\n") << context;
            QTest::addRow("insert and delete, context %d", context)
                << twenty << QByteArray(twenty).replace("line 1\n", "").replace("line 18\n", "line 18\nmore\n") << context;
            QTest::addRow("no newline, context %d", context) << twenty << twenty.chopped(1) << context;
        }
    }

    void asDiffPrintsIt()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(int, context);
        if (!have("diff"))
            QSKIP("diff(1) is not installed");
        const std::string ours = unifiedDiff("/x", before.toStdString(), after.toStdString(), static_cast<std::size_t>(context));
        QVERIFY(ours.starts_with("--- a/x\n+++ b/x\n"));
        QCOMPARE(ours.substr(16), referenceHunks(before.toStdString(), after.toStdString(), context));
    }

    void hunksNumberTheirLines()
    {
        const auto hunks = diffHunks(lines(1, 9), lines(1, 4) + "new\n" + lines(6, 9), 1);
        QCOMPARE(hunks.size(), std::size_t(1));
        const DiffHunk &hunk = hunks.front();
        QCOMPARE(hunk.oldStart, std::size_t(4));
        QCOMPARE(hunk.oldCount, std::size_t(3));
        QCOMPARE(hunk.lines.size(), std::size_t(4));
        QCOMPARE(hunk.lines[1].text, "line 5");
        QCOMPARE(hunk.lines[1].kind, DiffLine::Kind::Removed);
        QCOMPARE(hunk.lines[1].oldLine, std::size_t(5));
        QCOMPARE(hunk.lines[1].newLine, std::size_t(0));
        QCOMPARE(hunk.lines[2].text, "new");
        QCOMPARE(hunk.lines[2].oldLine, std::size_t(0));
        QCOMPARE(hunk.lines[2].newLine, std::size_t(5));
        QCOMPARE(hunk.lines[3].oldLine, std::size_t(6));
        QCOMPARE(hunk.lines[3].newLine, std::size_t(6));
        QVERIFY(diffHunks("a", "a").empty());
        QVERIFY(diffHunks("a", "a\n").front().lines.front().noNewline);
        QVERIFY(!diffHunks("a", "a\n").front().lines.back().noNewline);
        QCOMPARE(diffHunks("a\nb\n", "a\nc\n", static_cast<std::size_t>(-1)).front().lines.size(), std::size_t(3));
    }

    void largeInputs_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QRandomGenerator random(7);
        const auto shuffled = [&random](int count) {
            std::vector<int> numbers(static_cast<std::size_t>(count));
            for (int i = 0; i < count; ++i)
                numbers[static_cast<std::size_t>(i)] = i;
            std::shuffle(numbers.begin(), numbers.end(), random);
            QByteArray text;
            for (const int number : numbers)
                text += QByteArray::number(number) + '\n';
            return text;
        };
        const QByteArray line(10 << 20, 'x');
        QTest::newRow("a line of 10 MiB") << line << line + 'y';
        QTest::newRow("10 MiB of newlines, one less") << QByteArray(10 << 20, '\n') << QByteArray((10 << 20) - 1, '\n');
        QTest::newRow("no line in common") << QByteArray("a\n").repeated(300000) << QByteArray("b\n").repeated(300000);
        QTest::newRow("shuffled") << shuffled(100000) << shuffled(100000);
        QTest::newRow("two lines in turn, from either end")
            << QByteArray("a\nb\n").repeated(100000) << QByteArray("b\na\n").repeated(100000);
        QTest::newRow("random of two") << [&] {
            QByteArray text;
            for (int i = 0; i < 100000; ++i)
                text += random.bounded(2) ? "a\n" : "b\n";
            return text;
        }() << QByteArray("a\nb\nb\n").repeated(40000);
    }

    /// Any of these takes minutes or all memory if the search is left to itself.
    void largeInputs()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        if (!have("patch"))
            QSKIP("patch(1) is not installed");
        const std::string diff = unifiedDiff("/etc/motd", before.toStdString(), after.toStdString());
        QByteArray output;
        const auto result = patched("/etc/motd", before.toStdString(), diff, output);
        QVERIFY2(result.has_value(), output);
        QVERIFY(result->value_or("") == after.toStdString());
    }

    void scatteredEditsOfALargeFileStaySmall()
    {
        std::string before = lines(1, 100000);
        std::string after = before;
        for (const int number : {1, 500, 50000, 99999})
            after.replace(after.find("line " + std::to_string(number) + '\n'), 4, "LINE");
        const auto hunks = diffHunks(before, after);
        QCOMPARE(hunks.size(), std::size_t(4));
        QCOMPARE(changedLines(hunks), 8);
    }
};

QTEST_GUILESS_MAIN(UnifiedDiffTest)
#include "tst_unifieddiff.moc"
