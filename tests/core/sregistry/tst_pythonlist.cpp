// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/pythonlist.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace pamphlet;
using namespace pamphlet::sregistry;

using Strings = std::vector<std::string>;

namespace {

constexpr const char *listName = "PLUGINS_ENABLED";
constexpr const char *file = "/r/config.py";

QStringList listed(const Strings &strings)
{
    QStringList result;
    for (const std::string &string : strings)
        result << QString::fromStdString(string);
    return result;
}

} // namespace

class TestPythonList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reading_data();
    void reading();
    void pythonReadsTheSame_data() { reading_data(); }
    void pythonReadsTheSame();
    void refusals_data();
    void refusals();
    void adding_data();
    void adding();
    void removing_data();
    void removing();
    void otherStatementsAreNoticed();
    void opaqueElementsStay();
};

void TestPythonList::reading_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<Strings>("values");
    const auto row
        = [](const char *name, std::string text, Strings values) { QTest::newRow(name) << std::move(text) << std::move(values); };
    row("empty", "PLUGINS_ENABLED = []\n", {});
    row("one line", "PLUGINS_ENABLED = ['a', \"b\"]\n", {"a", "b"});
    row("trailing comma", "PLUGINS_ENABLED = ['a',\n]\n", {"a"});
    row("no newline at the end", "PLUGINS_ENABLED=['a']", {"a"});
    row("commented entries", "PLUGINS_ENABLED = [\n#    'a',\n    # 'b'\n 'c'\n]\n", {"c"});
    row("a comma forgotten glues", "PLUGINS_ENABLED = [\n 'google_build'\n 'pam_auth',\n]\n", {"google_buildpam_auth"});
    row("glued over a comment", "PLUGINS_ENABLED = [ 'a' # , \n 'b' ]\n", {"ab"});
    row("hash and bracket in a string", "PLUGINS_ENABLED = ['a#]', 'b']\n", {"a#]", "b"});
    row("escapes", "PLUGINS_ENABLED = ['\\x41\\u00e9\\n\\q\\101', r'\\x41', u'u']\n", {"A\xc3\xa9\n\\qA", "\\x41", "u"});
    row("triple quotes", "PLUGINS_ENABLED = ['''a\n'b''', \"\"\"c\"\"\"]\n", {"a\n'b", "c"});
    row("the last assignment counts", "PLUGINS_ENABLED = ['a']\nPLUGINS_ENABLED = ['b']\n", {"b"});
    row("annotated", "PLUGINS_ENABLED: list = ['a']\n", {"a"});
    row("a continued line", "PLUGINS_ENABLED = \\\n ['a']\n", {"a"});
    row("a comment behind it", "PLUGINS_ENABLED = ['a']  # yes\n", {"a"});
    row("a statement behind it", "PLUGINS_ENABLED = ['a']; x = 1\n", {"a"});
    row("in the text of a string before", "x = '''\nPLUGINS_ENABLED = ['no']\n'''\nPLUGINS_ENABLED = ['a']\n", {"a"});
    row("in a comment before", "# PLUGINS_ENABLED = ['no']\nPLUGINS_ENABLED = ['a']\n", {"a"});
    row("a longer name before", "MY_PLUGINS_ENABLED = ['no']\nPLUGINS_ENABLED = ['a']\n", {"a"});
    row("CR LF", "PLUGINS_ENABLED = [\r\n    'a',\r\n]\r\n", {"a"});
    row("a byte order mark", "\xef\xbb\xbfPLUGINS_ENABLED = ['a']\n", {"a"});
    row("parentheses around an element", "PLUGINS_ENABLED = ['a',]\n", {"a"});
    row("right to left", "PLUGINS_ENABLED = ['\xd7\xa9\xd7\x9c']\n", {"\xd7\xa9\xd7\x9c"});
    row("an escaped newline in a string", "PLUGINS_ENABLED = ['a\\\nb']\n", {"ab"});
}

void TestPythonList::reading()
{
    QFETCH(std::string, text);
    QFETCH(Strings, values);
    const auto list = parsePythonList(text, listName, file);
    QVERIFY2(list, list ? "" : list.error().detail.c_str());
    QCOMPARE(listed(list->values()), listed(values));
}

/// Python itself is asked, where it is installed.
void TestPythonList::pythonReadsTheSame()
{
    QFETCH(std::string, text);
    QFETCH(Strings, values);
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty())
        QSKIP("python3 is not installed");
    QProcess process;
    process.start(python,
                  {QStringLiteral("-IS"), QStringLiteral("-W"), QStringLiteral("ignore"), QStringLiteral("-c"),
                   QStringLiteral("import sys\n"
                                  "scope = {}\n"
                                  "exec(compile(sys.stdin.buffer.read(), 'x', 'exec'), scope)\n"
                                  "for v in scope['PLUGINS_ENABLED']:\n"
                                  "    sys.stdout.buffer.write(v.encode() + b'\\0')\n")});
    QVERIFY(process.waitForStarted());
    process.write(text.data(), static_cast<qint64>(text.size()));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.readAllStandardError(), QByteArray());
    QByteArray expected;
    for (const std::string &value : values)
        expected += QByteArray::fromStdString(value) + '\0';
    QCOMPARE(process.readAllStandardOutput(), expected);
}

void TestPythonList::refusals_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<std::size_t>("line");
    QTest::addColumn<std::size_t>("column");
    const auto row = [](const char *name, std::string text, ErrorCode code, std::size_t line, std::size_t column) {
        QTest::newRow(name) << std::move(text) << code << line << column;
    };
    row("no such name", "OTHER = []\n", ErrorCode::NotFound, 0, 0);
    row("empty file", "", ErrorCode::NotFound, 0, 0);
    row("only in a block", "if x:\n    PLUGINS_ENABLED = []\n", ErrorCode::NotFound, 0, 0);
    row("only a call", "PLUGINS_ENABLED = load()\n", ErrorCode::NotFound, 0, 0);
    row("a string without its end", "x = 1\nPLUGINS_ENABLED = ['a]\n", ErrorCode::InvalidInput, 2, 20);
    row("a bracket without its end", "PLUGINS_ENABLED = [\n'a'\n", ErrorCode::InvalidInput, 1, 19);
    row("the wrong bracket", "PLUGINS_ENABLED = ['a')\n", ErrorCode::InvalidInput, 1, 23);
    row("two commas", "PLUGINS_ENABLED = ['a',,'b']\n", ErrorCode::InvalidInput, 1, 24);
    row("a comprehension", "PLUGINS_ENABLED = [x for x in y]\n", ErrorCode::Unsupported, 1, 22);
    row("a sum", "PLUGINS_ENABLED = ['a'] + other\n", ErrorCode::Unsupported, 1, 25);
    row("a tuple", "PLUGINS_ENABLED = ('a',)\n", ErrorCode::Unsupported, 1, 19);
    row("a NUL", std::string("PLUGINS_ENABLED = [\0]\n", 22), ErrorCode::InvalidInput, 1, 20);
    row("a mebibyte of brackets", std::string(1 << 20, '['), ErrorCode::InvalidInput, 1, 1 << 20);
}

void TestPythonList::refusals()
{
    QFETCH(std::string, text);
    QFETCH(ErrorCode, code);
    const auto list = parsePythonList(text, listName, file);
    QVERIFY(!list);
    QCOMPARE(list.error().code, code);
    QTEST(list.error().where.line, "line");
    QTEST(list.error().where.column, "column");
    QVERIFY(!addToPythonList(text, listName, "pam_auth", file));
    QVERIFY(!removeFromPythonList(text, listName, "pam_auth", file));
}

void TestPythonList::adding_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<std::string>("after");
    QTest::addColumn<Strings>("values");
    const auto row = [](const char *name, std::string before, std::string after, Strings values) {
        QTest::newRow(name) << std::move(before) << std::move(after) << std::move(values);
    };
    const std::string mark = "  # added by Pamphlet\n";
    row("uncommented, mark in the first column", "PLUGINS_ENABLED = [\n#    'ldap_auth',\n#    'pam_auth',\n]\n",
        "PLUGINS_ENABLED = [\n#    'ldap_auth',\n    'pam_auth',\n]\n", {"pam_auth"});
    row("uncommented, mark indented", "PLUGINS_ENABLED = [\n    #    'pam_auth',\n    #    'saml_auth'\n]\n",
        "PLUGINS_ENABLED = [\n    'pam_auth',\n    #    'saml_auth'\n]\n", {"pam_auth"});
    row("trap: the entry before has no comma", "PLUGINS_ENABLED = [\n    'google_build'\n#    'pam_auth',\n]\n",
        "PLUGINS_ENABLED = [\n    'pam_auth'," + mark + "    'google_build'\n#    'pam_auth',\n]\n", {"pam_auth", "google_build"});
    row("trap: the commented entry has none", "PLUGINS_ENABLED = [\n#    'pam_auth'\n    'globus',\n]\n",
        "PLUGINS_ENABLED = [\n    'pam_auth'," + mark + "#    'pam_auth'\n    'globus',\n]\n", {"pam_auth", "globus"});
    row("a neighbour commented without comma does not matter", "PLUGINS_ENABLED = [\n#    'google_build'\n#    'pam_auth',\n]\n",
        "PLUGINS_ENABLED = [\n#    'google_build'\n    'pam_auth',\n]\n", {"pam_auth"});
    row("no commented entry", "PLUGINS_ENABLED = [\n    \"globus\",\n]\n",
        "PLUGINS_ENABLED = [\n    \"pam_auth\"," + mark + "    \"globus\",\n]\n", {"pam_auth", "globus"});
    row("one line, empty", "PLUGINS_ENABLED = []\n", "PLUGINS_ENABLED = ['pam_auth']\n", {"pam_auth"});
    row("one line", "PLUGINS_ENABLED = ['a']\n", "PLUGINS_ENABLED = ['a', 'pam_auth']\n", {"a", "pam_auth"});
    row("one line, comma at the end", "PLUGINS_ENABLED = ['a',]\n", "PLUGINS_ENABLED = ['a', 'pam_auth',]\n", {"a", "pam_auth"});
    row("elements from the first line on", "PLUGINS_ENABLED = ['a',\n                   'b']\n",
        "PLUGINS_ENABLED = ['a',\n                   'b', 'pam_auth']\n", {"a", "b", "pam_auth"});
    row("in a dict", "X = {\n    \"PLUGINS_ENABLED\": [\n        #    'pam_auth',\n        #    'globus',\n    ]\n}\n",
        "X = {\n    \"PLUGINS_ENABLED\": [\n        'pam_auth',\n        #    'globus',\n    ]\n}\n", {"pam_auth"});
    row("CR LF", "PLUGINS_ENABLED = [\r\n    'a'\r\n]\r\n",
        "PLUGINS_ENABLED = [\r\n    'pam_auth',  # added by Pamphlet\r\n    'a'\r\n]\r\n", {"pam_auth", "a"});
    row("prose in a comment is no entry", "PLUGINS_ENABLED = [\n    # 'pam_auth', or what you like\n]\n",
        "PLUGINS_ENABLED = [\n    'pam_auth'," + mark + "    # 'pam_auth', or what you like\n]\n", {"pam_auth"});
    row("there already", "PLUGINS_ENABLED = ['pam_auth']\n", "PLUGINS_ENABLED = ['pam_auth']\n", {"pam_auth"});
    row("two commented: the first", "PLUGINS_ENABLED = [\n#  'pam_auth',\n#  'pam_auth',\n]\n",
        "PLUGINS_ENABLED = [\n  'pam_auth',\n#  'pam_auth',\n]\n", {"pam_auth"});
    row("an odd indentation is not guessed at", "PLUGINS_ENABLED = [\n  #   'pam_auth',\n]\n",
        "PLUGINS_ENABLED = [\n    'pam_auth'," + mark + "  #   'pam_auth',\n]\n", {"pam_auth"});
}

void TestPythonList::adding()
{
    QFETCH(std::string, before);
    const auto after = addToPythonList(before, listName, "pam_auth", file);
    QVERIFY2(after, after ? "" : after.error().detail.c_str());
    QTEST(*after, "after");
    QFETCH(Strings, values);
    QCOMPARE(listed(parsePythonList(*after, listName, file)->values()), listed(values));
    const auto back = removeFromPythonList(*after, listName, "pam_auth", file);
    QVERIFY(back);
    if (!parsePythonList(before, listName, file)->contains("pam_auth"))
        QCOMPARE(*back, before);
}

void TestPythonList::removing_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<std::string>("after");
    const auto row
        = [](const char *name, std::string before, std::string after) { QTest::newRow(name) << std::move(before) << std::move(after); };
    row("written by hand: commented out", "PLUGINS_ENABLED = [\n    'pam_auth',\n]\n", "PLUGINS_ENABLED = [\n    # 'pam_auth',\n]\n");
    row("as its neighbours are", "PLUGINS_ENABLED = [\n    'pam_auth',\n#    'globus',\n]\n",
        "PLUGINS_ENABLED = [\n#    'pam_auth',\n#    'globus',\n]\n");
    row("twice", "PLUGINS_ENABLED = ['pam_auth', 'a', 'pam_auth']\n", "PLUGINS_ENABLED = ['a']\n");
    row("not there", "PLUGINS_ENABLED = ['a']\n", "PLUGINS_ENABLED = ['a']\n");
    row("the last, and the one before keeps its comma", "PLUGINS_ENABLED = [\n 'a',\n 'pam_auth'\n]\n",
        "PLUGINS_ENABLED = [\n 'a',\n # 'pam_auth'\n]\n");
}

void TestPythonList::removing()
{
    QFETCH(std::string, before);
    const auto after = removeFromPythonList(before, listName, "pam_auth", file);
    QVERIFY2(after, after ? "" : after.error().detail.c_str());
    QTEST(*after, "after");
    QVERIFY(!parsePythonList(*after, listName, file)->contains("pam_auth"));
}

void TestPythonList::otherStatementsAreNoticed()
{
    const auto list = parsePythonList("PLUGINS_ENABLED = ['a']\n"
                                      "PLUGINS_ENABLED += extra\n"
                                      "PLUGINS_ENABLED = list(set(PLUGINS_ENABLED))\n"
                                      "if x:\n"
                                      "    PLUGINS_ENABLED = []\n",
                                      listName, file);
    QVERIFY(list);
    QCOMPARE(list->others.size(), 3u);
    QVERIFY(std::all_of(list->others.begin(), list->others.end(), [](const OtherUse &other) { return other.later; }));
    QVERIFY(!list->others[0].replaces);
    QVERIFY(!list->others[1].replaces);
    QVERIFY(list->others[2].replaces);
    QCOMPARE(list->others[2].where, (Place{file, 5, 5}));
}

void TestPythonList::opaqueElementsStay()
{
    const std::string before = "PLUGINS_ENABLED = [\n    MINE,\n    b'x',\n    f(['pam_auth']),\n]\n";
    const auto list = parsePythonList(before, listName, file);
    QVERIFY(list);
    QCOMPARE(list->elements.size(), 3u);
    QVERIFY(list->values().empty());
    const auto after = addToPythonList(before, listName, "pam_auth", file);
    QVERIFY(after);
    QCOMPARE(parsePythonList(*after, listName, file)->elements.size(), 4u);
    QCOMPARE(*removeFromPythonList(*after, listName, "pam_auth", file), before);
    // Put together of two strings, it is nobody's to take apart.
    const auto refused = removeFromPythonList("PLUGINS_ENABLED = [\n  'pam_' 'auth',\n]\n", listName, "pam_auth", file);
    QVERIFY(!refused);
    QCOMPARE(refused.error().where, (Place{file, 2, 3}));
}

QTEST_GUILESS_MAIN(TestPythonList)
#include "tst_pythonlist.moc"
