// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edittable.h"

using namespace pamphlet;
using namespace pamphlet::yaml;
using edittable::Edit;
using edittable::row;

/// setScalar() and renameKey().
class TestYamlScalar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void set_data();
    void set() { edittable::run(); }
    void spelling_data();
    void spelling();
    void refusals_data();
    void refusals() { edittable::run(); }
    void rename_data();
    void rename() { edittable::run(); }
};

namespace {

Edit setting(Path path, ScalarValue value)
{
    return [path, value](const Document &document) { return setScalar(document, path, value); };
}

/// Of the value of `k`.
Edit to(const char *text)
{
    return setting({"k"}, ScalarValue::string(text));
}

Edit renaming(Path path, const char *key)
{
    return [path, key](const Document &document) { return renameKey(document, path, key); };
}

} // namespace

void TestYamlScalar::set_data()
{
    edittable::columns();
    row("plain stays plain", "a: b\nk: old # c\nd: e\n", to("new"), "a: b\nk: new # c\nd: e\n");
    row("single quotes stay", "k: 'old'  # c\n", to("new"), "k: 'new'  # c\n");
    row("double quotes stay", "k: \"old\"\n", to("new"), "k: \"new\"\n");
    row("plain gets quotes where it needs them", "k: old\n", to("yes"), "k: \"yes\"\n");
    row("single quotes cannot hold a line break", "k: 'old'\n", to("a\nb"), "k: \"a\\nb\"\n");
    row("single quotes double a quote", "k: 'old'\n", to("it's"), "k: 'it''s'\n");
    row("no line end at the end", "k: old", to("new"), "k: new");
    row("behind a byte order mark", "\xEF\xBB\xBFk: old\n", to("new"), "\xEF\xBB\xBFk: new\n");
    row("trailing blanks stay", "k: old  \nd:  \n", to("new"), "k: new  \nd:  \n");
    row("gap behind the colon stays", "k:    old\n", to("new"), "k:    new\n");
    row("plain over lines", "k: a\n  b\n\n  c # d\ne: f\n", to("new"), "k: new # d\ne: f\n");
    row("double quoted over lines", "k: \"a\n  b\"\ne: f\n", to("new"), "k: \"new\"\ne: f\n");
    row("literal stays literal", "k: |\n    old\n    lines\n\nd: e\n", to("new\n\n more\n"), "k: |\n    new\n\n     more\n\nd: e\n");
    row("literal without the last line end", "k: | # c\n  old\nd: e\n", to("new"), "k: |- # c\n  new\nd: e\n");
    row("literal with more line ends", "k: |\n  old\nd: e\n", to("new\n\n"), "k: |+\n  new\n\nd: e\n");
    row("literal with an indicator", "k: |2\n   old\n", to(" new\n"), "k: |2\n   new\n");
    row("literal with an indicator and another end", "k: |2-\n   old\n", to(" new\n"), "k: |2\n   new\n");
    row("literal that cannot hold it", "k: | # c\n  old\nd: e\n", to("\x1b\n"), "k: \"\\x1b\\n\" # c\nd: e\n");
    row("literal emptied", "k: |\n  old\nd: e\n", to(""), "k: \"\"\nd: e\n");
    row("literal to a number", "k: |\n  old\nd: e\n", setting({"k"}, ScalarValue::integer(5)), "k: 5\nd: e\n");
    row("empty literal filled", "a:\n   k: |\nd: e\n", setting({"a", "k"}, ScalarValue::string("x\ny\n")),
        "a:\n   k: |\n      x\n      y\nd: e\n");
    row("literal in a list at its key's column", "a:\n- |\n  old\n", setting({"a", 0}, ScalarValue::string("x\ny\n")),
        "a:\n- |\n  x\n  y\n");
    row("folded stays folded", "k: >-\n  old\n  text\nd: e\n", to("new text\nmore"), "k: >-\n  new text\n\n  more\nd: e\n");
    row("folded that cannot hold it", "k: >\n  old\nd: e\n", to(" new\n"), "k: \" new\\n\"\nd: e\n");
    row("nothing gets a value", "k:\nd: e\n", to("new"), "k: new\nd: e\n");
    row("nothing with trailing blanks", "k:  \nd: e\n", to("new"), "k: new  \nd: e\n");
    row("nothing with a comment", "k: # c\nd: e\n", to("new"), "k: new # c\nd: e\n");
    row("nothing at the end", "d: e\nk:", to("new"), "d: e\nk: new");
    row("nothing in a list", "k:\n-\n- b\n", setting({"k", 0}, ScalarValue::string("a")), "k:\n- a\n- b\n");
    row("nothing behind an anchor", "k: &a\nd: e\n", to("new"), "k: &a new\nd: e\n");
    row("nothing in braces", "d: {k: , e: f}\n", setting({"d", "k"}, ScalarValue::string("x")), "d: {k: x , e: f}\n");
    row("nothing and no colon in braces", "d: {k, e: f}\n", setting({"d", "k"}, ScalarValue::string("x")), "d: {k: x, e: f}\n");
    row("nothing quoted like its neighbours", "a: 'b'\nk:\n", to("new"), "a: 'b'\nk: 'new'\n");
    row("the word null", "k: ~ # c\n", to("new"), "k: new # c\n");
    row("to nothing", "k:  old # c\nd: e\n", setting({"k"}, ScalarValue::nothing()), "k: # c\nd: e\n");
    row("to null", "k: old\n", setting({"k"}, ScalarValue::null()), "k: null\n");
    row("to a boolean", "k: \"yes\" # c\n", setting({"k"}, ScalarValue::boolean(false)), "k: false # c\n");
    row("to an integer", "k: old\n", setting({"k"}, ScalarValue::integer(-5)), "k: -5\n");
    row("to plain text", "k: 'old'\n", setting({"k"}, ScalarValue::plain("0755")), "k: 0755\n");
    row("a string that looks like the number there", "k: 5\n", to("5"), "k: \"5\"\n");
    row("the same value", "k: 'a'\n", to("a"), "k: 'a'\n");
    row("in brackets", "a: [x, old, \"y\"] # c\n", setting({"a", 1}, ScalarValue::string("new")), "a: [x, new, \"y\"] # c\n");
    row("a comma in brackets", "a: [x, old]\n", setting({"a", 1}, ScalarValue::string("b,c")), "a: [x, \"b,c\"]\n");
    row("a comma outside", "k: old\n", to("b, c]"), "k: b, c]\n");
    row("deep and odd", "a:\n      b:\n        - c\n        -   k: old # d\n", setting({"a", "b", 1, "k"}, ScalarValue::string("new")),
        "a:\n      b:\n        - c\n        -   k: new # d\n");
    row("the root", "old # c\n", setting({}, ScalarValue::string("new")), "new # c\n");
    row("first document only", "k: old\n---\nk: old\n", to("new"), "k: new\n---\nk: old\n");
    row("behind a marker", "%YAML 1.1\n--- # a\nk: old\n...\n", to("new"), "%YAML 1.1\n--- # a\nk: new\n...\n");
    row("with a string tag", "k: !!str old\n", to("yes"), "k: !!str yes\n");
    row("an anchor that nobody uses", "k: &a old\n", to("new"), "k: &a new\n");
    row("tab behind the colon", "k:\told\t# c\n", to("new"), "k:\tnew\t# c\n");
    row("value with a question mark", "? k\n: old\nd: e\n", to("new"), "? k\n: new\nd: e\n");
    row("pair in a list", "a: [k: old]\n", setting({"a", 0, "k"}, ScalarValue::string("new")), "a: [k: new]\n");
}

void TestYamlScalar::spelling_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("bytes"); // where plain stood
    const auto one = [](const char *name, const QByteArray &text, const char *bytes) { QTest::newRow(name) << text << QByteArray(bytes); };
    one("word", "abc", "abc");
    one("path", "/etc/pam.d", "/etc/pam.d");
    one("address", "https://a:5000/b?c#d", "https://a:5000/b?c#d");
    one("inner quote", "it's \"so\"", "it's \"so\"");
    one("letters beyond ASCII", "\xC3\xA9t\xC3\xA9", "\xC3\xA9t\xC3\xA9");
    one("dash before a word", "-a", "-a");
    one("colon before a word", ":5000", ":5000");
    one("empty", "", "\"\"");
    one("blank in front", " a", "\" a\"");
    one("blank behind", "a ", "\"a \"");
    one("dash", "-", "\"-\"");
    one("question mark and blank", "? a", "\"? a\"");
    one("colon and blank", "a: b", "\"a: b\"");
    one("colon at the end", "a:", "\"a:\"");
    one("comment", "a #b", "\"a #b\"");
    one("hash", "#a", "\"#a\"");
    one("anchor", "&a", "\"&a\"");
    one("alias", "*", "\"*\"");
    one("tag", "!a", "\"!a\"");
    one("percent", "%a", "\"%a\"");
    one("at", "@a", "\"@a\"");
    one("backtick", "`a", "\"`a\"");
    one("bracket", "[a", "\"[a\"");
    one("template", "{{external.email}}", "\"{{external.email}}\"");
    one("double quote in front", "\"a", "'\"a'");
    one("backslash and a reason for quotes", "\\ ", "'\\ '");
    one("document marker", "---", "\"---\"");
    one("end marker", "...a", "\"...a\"");
    one("word of YAML 1.1", "off", "\"off\"");
    one("letter of YAML 1.1", "y", "\"y\"");
    one("null", "Null", "\"Null\"");
    one("number", "0755", "\"0755\"");
    one("number of YAML 1.2", "0o7", "\"0o7\"");
    one("base 60", "12:30:45", "\"12:30:45\"");
    one("float", "1e3", "\"1e3\"");
    one("date", "2026-01-01", "\"2026-01-01\"");
    one("merge key", "<<", "\"<<\"");
    one("tab", "a\tb", "\"a\\tb\"");
    one("line end", "a\r\nb", "\"a\\r\\nb\"");
    one("NUL and escape", QByteArray("a\0\x1b", 3), "\"a\\x00\\x1b\"");
    one("line separator", "a\xE2\x80\xA8", "\"a\\u2028\"");
    one("byte order mark",
        "\xEF\xBB\xBF"
        "a",
        "\"\\ufeffa\"");
}

void TestYamlScalar::spelling()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, bytes);
    const Result<Document> document = Document::parse("k: old\n");
    QVERIFY(document);
    const Result<std::string> result = setScalar(*document, {"k"}, ScalarValue::string(text.toStdString()));
    QCOMPARE(edittable::shown(result), "k: " + bytes + "\n");
    const Result<Document> after = Document::parse(*result);
    QVERIFY(after);
    QCOMPARE(QByteArray::fromStdString(after->find({"k"})->text), text);
}

void TestYamlScalar::refusals_data()
{
    edittable::columns();
    row("no such key", "a:\n  b: c\n", setting({"a", "x"}, ScalarValue::string("new")), "!NotFound 2:3");
    row("no such item", "a:\n  - b\n", setting({"a", 1}, ScalarValue::string("new")), "!NotFound 2:3");
    row("through a scalar", "a: b\n", setting({"a", "x"}, ScalarValue::string("new")), "!NotFound 1:4");
    row("a map", "a:\n  b: c\n", setting({"a"}, ScalarValue::string("new")), "!EditRefused 2:3");
    row("an alias", "a: &x b\nk: *x\n", to("new"), "!EditRefused 2:4");
    row("through an alias", "a: &x\n  k: b\nc: *x\n", setting({"c", "k"}, ScalarValue::string("new")), "!EditRefused 3:4");
    row("an anchor in use", "k: &x b\nc: *x\n", to("new"), "!EditRefused 1:4");
    row("in what an alias repeats", "a: &x\n  k: b\nc: *x\n", setting({"a", "k"}, ScalarValue::string("new")), "!EditRefused 1:4");
    row("in what a merge key repeats", "a: &x\n  - k: b\nc:\n  <<: [*x]\n", setting({"a", 0, "k"}, ScalarValue::string("new")),
        "!EditRefused 1:4");
    row("a key that is there twice", "k: a\nk: b\n", to("new"), "!EditRefused 2:1");
    row("a tag that would be contradicted", "k: !!int 5\n", to("new"), "!EditRefused 1:4");
    row("a tag of its own", "k: !vault abc\n", to("new"), "!EditRefused 1:4");
    row("not UTF-8", "k: old\n", to("\xFF"), "!InvalidArgument 1:4");
    row("plain that would be a map", "k: old\n", setting({"k"}, ScalarValue::plain("a: b")), "!InvalidArgument 1:4");
    row("an empty file", "# nothing\n", setting({}, ScalarValue::string("new")), "!EditRefused 1:1");
    row("a key alone with a question mark", "? k\nb: c\n", to("new"), "!EditRefused 1:3");
    row("nothing in brackets", "a: [b]\n", setting({"a", 0}, ScalarValue::nothing()), "!EditRefused 1:5");
}

void TestYamlScalar::rename_data()
{
    edittable::columns();
    row("plain", "a: b # c\n", renaming({"a"}, "new"), "new: b # c\n");
    row("quoted", "x:\n  'a' : b\n", renaming({"x", "a"}, "new"), "x:\n  'new' : b\n");
    row("needs quotes", "a: b\n", renaming({"a"}, "on"), "\"on\": b\n");
    row("in braces", "x: {a: b, \"c\": d}\n", renaming({"x", "c"}, "e"), "x: {a: b, \"e\": d}\n");
    row("in a list item", "- a: b\n  c: d\n", renaming({0, "a"}, "new"), "- new: b\n  c: d\n");
    row("the same", "a: b\n", renaming({"a"}, "a"), "a: b\n");
    row("there already", "a: b\nc: d\n", renaming({"a"}, "c"), "!EditRefused 2:4");
    row("twice there", "a: b\na: d\n", renaming({"a"}, "c"), "!EditRefused 2:1");
    row("an item", "- a\n", renaming({0}, "c"), "!InvalidArgument 0:0");
    row("line break", "a: b\n", renaming({"a"}, "c\nd"), "!InvalidArgument 1:1");
    row("missing", "a: b\n", renaming({"x"}, "c"), "!NotFound 1:1");
}

QTEST_APPLESS_MAIN(TestYamlScalar)
#include "tst_yamlscalar.moc"
