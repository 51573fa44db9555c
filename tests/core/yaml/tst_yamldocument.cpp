// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/document.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::yaml;

namespace {

/// A tree on one line: `_` nothing, `(null)` a word for it, quotes and `|` `>` for styles, `f` before brackets of the file.
std::string shown(const Value &value)
{
    std::string result;
    if (!value.anchor.empty())
        result += '&' + value.anchor + ' ';
    if (!value.tag.empty())
        result += '<' + value.tag + "> ";
    switch (value.kind) {
    case Kind::Null:
        return result + (value.span.empty() ? "_" : '(' + value.text + ')');
    case Kind::Alias:
        return result + '*' + value.text;
    case Kind::Scalar: {
        const char *const marks[] = {"", "'", "\"", "|", ">"};
        const char *const mark = marks[static_cast<int>(value.style)];
        return result + mark + value.text + mark;
    }
    default:
        break;
    }
    result += value.flow ? "f" : "";
    result += value.isMap() ? '{' : '[';
    bool first = true;
    const auto add = [&](const std::string &text) {
        result += (first ? "" : ", ") + text;
        first = false;
    };
    for (const Value &item : value.items)
        add(shown(item));
    for (const Entry &entry : value.entries)
        add(shown(entry.key) + ": " + shown(entry.value));
    return result + (value.isMap() ? '}' : ']');
}

QByteArray shown(const Result<Document> &document)
{
    if (!document)
        return QByteArray("!") + errorName(document.error().code).data() + ' ' + QByteArray::number(qulonglong(document.error().where.line))
            + ':' + QByteArray::number(qulonglong(document.error().where.column));
    QByteArray result;
    for (const Value &root : document->roots())
        result += (result.isEmpty() ? "" : " --- ") + QByteArray::fromStdString(shown(root));
    return result;
}

std::string repeated(const std::string &text, std::size_t count)
{
    std::string result;
    for (std::size_t i = 0; i < count; ++i)
        result += text;
    return result;
}

Document parsed(const char *bytes)
{
    return Document::parse(bytes).value_or(Document());
}

} // namespace

class TestYamlDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tree_data();
    void tree();
    void places_data();
    void places();
    void bounds_data();
    void bounds();
    void pathsAreFound();
    void aliasesAndMergeKeysAreFollowed();
    void mergeLoopsEnd();
    void duplicateKeysAreTold();
    void linesAreKnown();
    void pathTexts();
};

void TestYamlDocument::tree_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("tree");
    const auto row = [](const char *name, const QByteArray &bytes, const char *tree) { QTest::newRow(name) << bytes << QByteArray(tree); };
    row("empty file", "", "_");
    row("comments only", "# a\n\n# b", "_");
    row("byte order mark only", "\xEF\xBB\xBF", "_");
    row("start marker only", "---\n", "_");
    row("plain map", "a: b\nc: d", "{a: b, c: d}");
    row("CR LF", "a: b\r\nc: \"d\r\n  e\"\r\n", "{a: b, c: \"d e\"}");
    row("byte order mark",
        "\xEF\xBB\xBF"
        "a: b\n",
        "{a: b}");
    row("trailing blanks", "a: b  \nc:   \n", "{a: b, c: _}");
    row("comments behind values", "a: b # c\nd: # e\n  - f#g # h\n", "{a: b, d: [f#g]}");
    row("quoted keys", "\"a b\": 1\n'c': 2\n", "{\"a b\": 1, 'c': 2}");
    row("nulls, written and not", "a:\nb: ~\nc: null\nd: ''\n", "{a: _, b: (~), c: (null), d: ''}");
    row("a key that is the word null", "a:\nnull: x\n", "{a: _, (null): x}");
    row("null in brackets", "a: [~, null]\nb: {c: , d}\n", "{a: f[(~), (null)], b: f{c: _, d: _}}");
    row("plain over lines", "a: b\n c\n\n  d\n", "{a: b c\nd}");
    row("quoted over lines", "a: 'b\n\n  c'\nd: \"e \\\n   f\\ng\"\n", "{a: 'b\nc', d: \"e f\ng\"}");
    row("escapes", "a: \"\\x41\\u00e9\\U0001F600\\t\\\"\\\\\"\n", "{a: \"A\xC3\xA9\xF0\x9F\x98\x80\t\"\\\"}");
    row("doubled single quote", "a: 'it''s'\n", "{a: 'it's'}");
    row("literal", "a: |\n  b\n\n   c\nd: |-\n  e\nf: |+\n  g\n\n", "{a: |b\n\n c\n|, d: |e|, f: |g\n\n|}");
    row("folded", "a: >\n  b\n  c\n\n  d\n   e\n  f\n", "{a: >b c\nd\n e\nf\n>}");
    row("indentation indicator", "a: |2\n   b\n", "{a: | b\n|}");
    row("header with a comment", "a: | # b\n  c\n", "{a: |c\n|}");
    row("literal at the end without a line end", "a: |\n  b", "{a: |b|}");
    row("folded with blanks behind it", "a: >-\n  f\n  ", "{a: >f>}");
    row("empty literal", "a: |\nb: 1\n", "{a: ||, b: 1}");
    row("list at its key's column", "a:\n- b\n- c: d\n  e: f\ng:\n", "{a: [b, {c: d, e: f}], g: _}");
    row("odd indentation", "a:\n      b:\n         c: d\n", "{a: {b: {c: d}}}");
    row("lists in lists", "- - a\n  - b\n-\n- \n  - c\n", "[[a, b], _, [c]]");
    row("brackets", "a: [b, 'c', {d: e}, [f]]\ng: {h: i, \"j\":k}\n", "{a: f[b, 'c', f{d: e}, f[f]], g: f{h: i, \"j\": k}}");
    row("brackets over lines", "a: [\n  b, # c\n  d,\n]\n", "{a: f[b, d]}");
    row("pair in a list", "a: [b: c]\n", "{a: f[f{b: c}]}");
    row("anchor, alias, merge", "a: &x {b: c}\nd: *x\ne:\n  <<: *x\n", "{a: &x f{b: c}, d: *x, e: {<<: *x}}");
    row("tags", "a: !!str 5\nb: !own\nc: ! d\ne: !!map\n  f: g\n",
        "{a: <tag:yaml.org,2002:str> 5, b: <!own> , c: <!> d, e: <tag:yaml.org,2002:map> {f: g}}");
    row("tag and anchor, either order", "a: !!str &x b\nc: &y !!str d\n",
        "{a: &x <tag:yaml.org,2002:str> b, c: &y <tag:yaml.org,2002:str> d}");
    row("duplicate keys", "a: 1\na: 2\n", "{a: 1, a: 2}");
    row("keys with question marks", "? a\n: b\n? c\n", "{a: b, c: _}");
    row("key that is a list", "[a, b]: c\n", "{f[a, b]: c}");
    row("several documents", "%YAML 1.2\n---\na: 1\n...\n---\nb\n--- [c]\n", "{a: 1} --- b --- f[c]");
    row("colons and hashes inside words", "a: http://b:1/c#d\n", "{a: http://b:1/c#d}");

    row("tab as indentation", "a:\n\tb: c\n", "!InvalidInput 2:1");
    row("tab before a value on its own line", "a:\n\tb\n", "!InvalidInput 2:1");
    row("tab behind a dash", "-\ta: b\n", "!InvalidInput 1:4");
    row("lone carriage return", "a: b\rc: d\n", "!InvalidInput 1:5");
    row("carriage return at the end", "a: b\r", "!InvalidInput 1:5");
    row("line separator",
        "a: b\xE2\x80\xA8"
        "c\n",
        "!InvalidInput 1:5");
    row("next line", "# a\xC2\x85\n", "!InvalidInput 1:4");
    row("mark inside the file",
        "a: b\n\xEF\xBB\xBF"
        "c: d\n",
        "!InvalidInput 2:1");
    row("NUL", QByteArray("a: b\0c\n", 7), "!InvalidInput 1:5");
    row("control character", "a: \x1b[0m\n", "!InvalidInput 1:4");
    row("Latin-1", "a: b\nc: \xE9t\n", "!InvalidInput 2:4");
    row("surrogate", "a: \xED\xA0\x80\n", "!InvalidInput 1:4");
    row("overlong form", "a: \xC0\xAF\n", "!InvalidInput 1:4");
    row("UTF-16",
        QByteArray("\xFF\xFE"
                   "a\0:\0 \0b\0",
                   10),
        "!InvalidInput 1:1");
    row("two colons", "a: b: c\n", "!InvalidInput 1:5");
    row("wrong indentation", "a:\n    b: c\n  d: e\n", "!InvalidInput 3:3");
    row("unknown alias", "a: b\nc: *d\n", "!InvalidInput 2:4");
    row("quote not closed", "a: b\nc: \"d\n", "!InvalidInput 2:4");
    row("bracket not closed", "a: [b, c\nd: e\n", "!InvalidInput 2:2");
    row("text behind a quoted value", "a: \"b\" c\n", "!InvalidInput 1:8");
    row("text behind the document", "\"a\" \"b\"\n", "!InvalidInput 1:5");
    row("document behind text without a marker", "[a]\nb\n", "!InvalidInput 2:1");
    row("directive without a marker", "%YAML 1.2\na: b\n", "!InvalidInput 2:1");
    row("reserved character", "a: @b\n", "!InvalidInput 1:4");
    row("value at its key's column", "a:\nb\nc: d\n", "!InvalidInput 3:2");
    row("colon without a key", "a: b\n: c\n", "!InvalidInput 2:1");
    row("empty item in brackets", "a: [b, , c]\n", "!InvalidInput 1:7");
    row("comment mark without a blank", "a: 'b'#c\n", "!InvalidInput 1:7");
    row("empty documents without end", "&x -x:!!str %YAML 1.1\n? *x", "!InvalidInput 2:1");
}

void TestYamlDocument::tree()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, tree);
    const Result<Document> document = Document::parse(bytes.toStdString());
    if (!document)
        QVERIFY(!document.error().detail.empty());
    else
        QCOMPARE(document->bytes(), bytes.toStdString());
    QCOMPARE(shown(document), tree);
}

void TestYamlDocument::places_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("span");
    QTest::addColumn<QByteArray>("properties");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    const auto row = [](const char *name, const char *bytes, const char *span, int line, int column, const char *properties = "") {
        QTest::newRow(name) << QByteArray(bytes) << QByteArray(span) << QByteArray(properties) << line << column;
    };
    // The value of `k`, in each.
    row("plain", "k: v # c\n", "v", 1, 4);
    row("behind a byte order mark", "\xEF\xBB\xBFk: v\n", "v", 1, 4);
    row("behind letters of two bytes", "\xC3\xA9: \xC3\xA9\nk: \xC3\xA9 v\n", "\xC3\xA9 v", 2, 4);
    row("plain over lines", "k: a\r\n   b # c\r\n", "a\r\n   b", 1, 4);
    row("quoted", "x: y\nk: \"a \\\" b\" # c\n", "\"a \\\" b\"", 2, 4);
    row("literal to its last line", "k: | # c\n  a\n\n  b\n\n\nx: y\n", "| # c\n  a\n\n  b", 1, 4);
    row("literal that keeps its blank lines", "k: |+\n  a\n\n\nx: y\n", "|+\n  a\n\n", 1, 4);
    row("nothing", "k:   # c\nx: y\n", "", 1, 3);
    row("tag and anchor", "k: !!str &a v\n", "v", 1, 4, "!!str &a");
    row("tag alone", "k: !own # c\n", "", 1, 4, "!own");
    row("block list", "k:\n- a\n- b # c\nx: y\n", "- a\n- b", 2, 1);
    row("block map", "k:\n  a: b\n  c:\n# d\nx: y\n", "a: b\n  c:", 2, 3);
    row("brackets", "k: [a,\n b ] # c\n", "[a,\n b ]", 1, 4);
    row("with a question mark", "? k\n: v\n", "v", 2, 3);
}

void TestYamlDocument::places()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, span);
    QFETCH(QByteArray, properties);
    QFETCH(int, line);
    QFETCH(int, column);
    const Result<Document> document = Document::parse(bytes.toStdString());
    QVERIFY(document);
    const Value *value = document->find({"k"});
    QVERIFY(value);
    const auto text = [&](Span where) { return QByteArray::fromStdString(std::string(document->bytes(where))); };
    QCOMPARE(text(value->span), span);
    QCOMPARE(text(value->properties), properties);
    QCOMPARE(static_cast<int>(value->line), line);
    QCOMPARE(static_cast<int>(value->column), column);
    QCOMPARE(document->place(beginOf(*value)), document->place(*value));
}

void TestYamlDocument::bounds_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QByteArray>("error");
    const std::size_t large = maximumBytes;
    QTest::newRow("just as deep as allowed") << repeated("[", 64) + repeated("]", 64) << QByteArray();
    QTest::newRow("one deeper") << repeated("[", 65) + repeated("]", 65) << QByteArray("InvalidInput");
    QTest::newRow("brackets only") << repeated("[", large) << QByteArray("InvalidInput");
    QTest::newRow("braces only") << repeated("{", 200'000) << QByteArray("InvalidInput");
    QTest::newRow("dashes only") << repeated("- ", large / 2) << QByteArray("InvalidInput");
    QTest::newRow("question marks only") << repeated("? ", large / 2) << QByteArray("InvalidInput");
    QTest::newRow("too many values") << '[' + repeated("a,", 300'000) + ']' << QByteArray("InvalidInput");
    QTest::newRow("too many lines of values") << repeated("- a\n", 600'000) << QByteArray("InvalidInput");
    QTest::newRow("too large") << repeated("#\n", large / 2) + '#' << QByteArray("TooLarge");
    QTest::newRow("as large as allowed") << repeated("#\n", large / 2) << QByteArray();
    QTest::newRow("one long line") << repeated("x", large) << QByteArray();
    std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n";
    for (char c = 'b'; c <= 'z'; ++c)
        bomb += std::string(1, c) + ": &" + c + " [" + repeated("*" + std::string(1, static_cast<char>(c - 1)) + ", ", 8) + "x]\n";
    QTest::newRow("aliases of aliases") << bomb << QByteArray();
}

void TestYamlDocument::bounds()
{
    QFETCH(std::string, bytes);
    QFETCH(QByteArray, error);
    const Result<Document> document = Document::parse(bytes);
    QCOMPARE(document ? QByteArray() : QByteArray(errorName(document.error().code).data()), error);
}

void TestYamlDocument::pathsAreFound()
{
    const Document document = parsed("a:\n  b:\n  - c\n  - d: e\n\"0\": f\n");
    QCOMPARE(document.find({"a", "b", 0})->text, std::string("c"));
    QCOMPARE(document.find({"a", "b", 1, "d"})->text, std::string("e"));
    QCOMPARE(document.find({"0"})->text, std::string("f"));
    QCOMPARE(document.find({}), &document.root());
    QVERIFY(!document.find({"a", "x"}));
    QVERIFY(!document.find({"a", "b", 2}));
    QVERIFY(!document.find({0}));
    QVERIFY(!document.find({"a", "b", 0, "x"}));
}

void TestYamlDocument::aliasesAndMergeKeysAreFollowed()
{
    const Document document
        = parsed("base: &b {x: 1, y: 2}\nmore: &m\n  z: 3\nuse:\n  <<: [*b, *m]\n  y: own\nalso: *b\nagain: &b {x: 9}\nlate: *b\n");
    QCOMPARE(document.effective({"use", "x"})->text, std::string("1"));
    QCOMPARE(document.effective({"use", "y"})->text, std::string("own"));
    QCOMPARE(document.effective({"use", "z"})->text, std::string("3"));
    QCOMPARE(document.effective({"also", "y"})->text, std::string("2"));
    QCOMPARE(document.effective({"late", "x"})->text, std::string("9"));
    QVERIFY(!document.effective({"use", "w"}));
    QVERIFY(!document.find({"use", "x"}));
    QVERIFY(document.find({"also"})->isAlias());
}

void TestYamlDocument::mergeLoopsEnd()
{
    // A node may hold an alias to itself.
    const Document document = parsed("a: &a\n  <<: *a\n  b: &b [*b]\n");
    QVERIFY(document.root().isMap());
    QVERIFY(!document.effective({"a", "x"}));
    QVERIFY(document.effective({"a", "b", 0, 0, 0})->isSequence());
}

void TestYamlDocument::duplicateKeysAreTold()
{
    const Document document = parsed("a: 1\nb:\n  c: 1\n  'c': 2\na: 3\n---\nd: 1\nd: 2\n");
    const std::vector<Document::Duplicate> duplicates = document.duplicates();
    QCOMPARE(duplicates.size(), std::size_t(3));
    QCOMPARE(duplicates[0], (Document::Duplicate{"c", {{}, 3, 3}, {{}, 4, 3}}));
    QCOMPARE(duplicates[1], (Document::Duplicate{"a", {{}, 1, 1}, {{}, 5, 1}}));
    QCOMPARE(duplicates[2], (Document::Duplicate{"d", {{}, 7, 1}, {{}, 8, 1}}));
}

void TestYamlDocument::linesAreKnown()
{
    const Document document = parsed("\xEF\xBB\xBF"
                                     "a: b\r\nc: d\r\n");
    QCOMPARE(document.lineEnd(), std::string_view("\r\n"));
    QCOMPARE(document.lineCount(), std::size_t(2));
    QCOMPARE(document.lineStart(1), std::size_t(3));
    QCOMPARE(document.lineStart(2), std::size_t(9));
    QCOMPARE(document.lineStart(3), document.bytes().size());
    QCOMPARE(document.place(3), (Place{{}, 1, 1}));
    QCOMPARE(document.place(12), (Place{{}, 2, 4}));
    QCOMPARE(Document().lineEnd(), std::string_view("\n"));
}

void TestYamlDocument::pathTexts()
{
    QCOMPARE(pathText({"auth", "token", "issuer"}), std::string("auth.token.issuer"));
    QCOMPARE(pathText({"ssh_service", "pam", "environment", 2, "a"}), std::string("ssh_service.pam.environment[2].a"));
    QCOMPARE(pathText({"a.b", "c\"d", ""}), std::string("\"a.b\".\"c\\\"d\".\"\""));
    QCOMPARE(pathText({}), std::string("."));
}

QTEST_APPLESS_MAIN(TestYamlDocument)
#include "tst_yamldocument.moc"
