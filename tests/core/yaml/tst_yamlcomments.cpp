// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edittable.h"

using namespace pamphlet;
using namespace pamphlet::yaml;
using edittable::Edit;
using edittable::row;

/// commentOut(), uncomment(), and finding what comments hide.
class TestYamlComments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commentOut_data();
    void commentOut() { edittable::run(); }
    void uncomment_data();
    void uncomment() { edittable::run(); }
    void uncommentKey_data();
    void uncommentKey() { edittable::run(); }
    void uncommentItem_data();
    void uncommentItem() { edittable::run(); }
    void thereAndBack_data();
    void thereAndBack();
    void findsTheLines();
};

namespace {

Edit out(Path path, const char *marker = "# ")
{
    return [path, marker](const Document &document) { return commentOut(document, path, marker); };
}

Edit in(std::size_t first, std::size_t last)
{
    return [first, last](const Document &document) { return uncomment(document, {first, last}); };
}

Edit key(Path map, const char *name)
{
    return [map, name](const Document &document) { return uncommentKey(document, map, name); };
}

Edit item(Path sequence, const char *text)
{
    return [sequence, text](const Document &document) { return uncommentItem(document, sequence, text); };
}

} // namespace

void TestYamlComments::commentOut_data()
{
    edittable::columns();
    row("a key", "a: b # x\nc: d\n", out({"a"}), "# a: b # x\nc: d\n");
    row("a key with lines", "a:\n  b: |\n    c\n\n    d\n  # x\n  e: f\ng: h\n", out({"a"}),
        "# a:\n#   b: |\n#     c\n\n#     d\n#   # x\n#   e: f\ng: h\n");
    row("further in", "a:\n    b: c\n    d: e\n", out({"a", "b"}), "a:\n    # b: c\n    d: e\n");
    row("with another mark", "a:\n    - b \n    - c\n", out({"a", 0}, "#"), "a:\n    #- b \n    - c\n");
    row("the only one", "a:\n  b: c\nd: e\n", out({"a", "b"}), "a:\n  # b: c\nd: e\n");
    row("the only one of the file", "a: b\n", out({"a"}), "# a: b\n");
    row("no line end at the end", "a: b\nc: d", out({"c"}), "a: b\n# c: d");
    row("an item", "a:\n- b\n- c: d\n  e: f\n", out({"a", 1}), "a:\n- b\n# - c: d\n#   e: f\n");
    row("lines further left", "a:\n  b: [\n 1,\n ]\n  c: d\n", out({"a", "b"}), "a:\n  # b: [\n # 1,\n # ]\n  c: d\n");
    row("an alias", "a: &x b\nc: *x\n", out({"c"}), "a: &x b\n# c: *x\n");
    row("in braces", "a: {b: c}\n", out({"a", "b"}), "!EditRefused 1:8");
    row("first in an item", "- a: b\n  c: d\n", out({0, "a"}), "!EditRefused 1:3");
    row("the file", "a: b\n", out({}), "!InvalidArgument 0:0");
    row("no mark", "a: b\n", out({"a"}, "// "), "!InvalidArgument 0:0");
    row("an anchor in use", "a: &x b\nc: *x\n", out({"a"}), "!EditRefused 1:4");
    row("not there", "a: b\n", out({"c"}), "!NotFound 1:1");
    row("twice there", "a: b\na: b\n", out({"a"}), "!EditRefused 2:1");
    row("the only one of a literal's neighbour", "a:\n  b: |\n    x\n  c: d\n", out({"a", "c"}), "a:\n  b: |\n    x\n  # c: d\n");
}

void TestYamlComments::uncomment_data()
{
    edittable::columns();
    row("a key", "a: b\n# c: d # x\n", in(2, 2), "a: b\nc: d # x\n");
    row("without a blank", "a: b\n#c: d\n", in(2, 2), "a: b\nc: d\n");
    row("lines of one", "# a:\n#   b: c\n\n#   d: e\nf: g\n", in(1, 4), "a:\n  b: c\n\n  d: e\nf: g\n");
    row("two keys", "a:\n  b: c\n  # d: e\n  # f: g\n", in(3, 4), "a:\n  b: c\n  d: e\n  f: g\n");
    row("mark that took a blank's place", "a:\n  b: c\n# d: e\n", in(3, 3), "a:\n  b: c\nd: e\n");
    row("mark that took a blank's place, told by what is below", "a:\n  b: c\n# d: e\n  f: g\n", in(3, 3), "a:\n  b: c\n  d: e\n  f: g\n");
    row("mark at the margin", "a:\n    b: c\n#    d: e\n", in(3, 3), "a:\n    b: c\n    d: e\n");
    row("items", "a:\n    #- b\n    #- c\n", in(2, 3), "a:\n    - b\n    - c\n");
    row("no line end at the end", "a: b\n# c: d", in(2, 2), "a: b\nc: d");
    row("prose", "a: b\n# not a key at all\n", in(2, 2), "!EditRefused 2:1");
    row("prose that would go on a value", "a: b\n#   and more\n", in(2, 2), "!EditRefused 2:1");
    row("a key that is there already", "a: b\n# a: c\n", in(2, 2), "!EditRefused 2:1");
    row("not only comments", "a: b\n# c: d\n", in(1, 2), "!EditRefused 1:1");
    row("in a literal", "a: |\n  # b: c\n", in(2, 2), "!EditRefused 2:1");
    row("lines that are not there", "a: b\n", in(2, 2), "!InvalidArgument 2:1");
    row("lines backwards", "# a: b\n# c: d\n", in(2, 1), "!InvalidArgument 2:1");
    row("an anchor that is there already", "a: &x b\n# c: &x d\ne: *x\n", in(2, 2), "!EditRefused 2:1");
    row("in what an alias repeats", "a: &x\n  b: c\n  # d: e\nf: *x\n", in(3, 3), "!EditRefused 3:3");
    row("a scalar", "a:\n  # b\n", in(2, 2), "!EditRefused 2:3");
}

void TestYamlComments::uncommentKey_data()
{
    edittable::columns();
    row("at the root", "a: b\n# about c\n# c: d\n", key({}, "c"), "a: b\n# about c\nc: d\n");
    row("with its children", "a: b\n#c:\n#  d: e\n#  f:\n#  - g\n# and prose\n", key({}, "c"),
        "a: b\nc:\n  d: e\n  f:\n  - g\n# and prose\n");
    row("with a list at its column", "# c:\n# - a\n# - b\nd: e\n", key({}, "c"), "c:\n- a\n- b\nd: e\n");
    row("in a map", "c: a\nx:\n  y: z\n  # c: d\nw:\n  # c: e\n", key({"x"}, "c"), "c: a\nx:\n  y: z\n  c: d\nw:\n  # c: e\n");
    row("in an empty key", "x:\n  # c: d\ny: z\n", key({"x"}, "c"), "x:\n  c: d\ny: z\n");
    row("before the first of a map", "x:\n  # c: d\n  y: z\n", key({"x"}, "c"), "x:\n  c: d\n  y: z\n");
    row("mark at the margin", "x:\n    y: z\n#    c: d\n", key({"x"}, "c"), "x:\n    y: z\n    c: d\n");
    row("mark that took a blank's place", "x:\n  y: z\n# c: d\n", key({"x"}, "c"), "x:\n  y: z\n  c: d\n");
    row("quoted", "a: b\n# \"c\": d\n", key({}, "c"), "a: b\n\"c\": d\n");
    row("in a file of comments", "# a: b\n# c: d\n", key({}, "c"), "# a: b\nc: d\n");
    row("the first that fits", "x: y\n# c: is prose: so no key\n# c: d\n# c: e\n", key({}, "c"),
        "x: y\n# c: is prose: so no key\nc: d\n# c: e\n");
    row("of another map only", "x:\n  y: z\nw:\n  # c: d\n", key({"x"}, "c"), "!NotFound 2:3");
    row("a longer name", "a: b\n# cc: d\n", key({}, "c"), "!NotFound 1:1");
    row("in a literal", "a: |\n  # c: d\n", key({}, "c"), "!NotFound 1:1");
    row("no such map", "a: b\n", key({"x"}, "c"), "!NotFound 1:1");
}

void TestYamlComments::uncommentItem_data()
{
    edittable::columns();
    row("behind others", "v:\n    - a\n    #- /etc/passwd:/etc/passwd \n    #- /etc/shadow:/etc/shadow \n",
        item({"v"}, "/etc/passwd:/etc/passwd"), "v:\n    - a\n    - /etc/passwd:/etc/passwd \n    #- /etc/shadow:/etc/shadow \n");
    row("quoted", "v:\n  - a\n  # - 'b'\n", item({"v"}, "b"), "v:\n  - a\n  - 'b'\n");
    row("between", "v:\n- a\n# - b\n- c\n", item({"v"}, "b"), "v:\n- a\n- b\n- c\n");
    row("into nothing", "v:\n  # - b\n  # - c\nx: y\n", item({"v"}, "c"), "v:\n  # - b\n  - c\nx: y\n");
    row("a map", "v:\n- a\n# - b: c\n#   d: e\n", item({"v"}, "b"), "v:\n- a\n- b: c\n  d: e\n");
    row("of another list", "v:\n- a\nw:\n- b\n# - c\n", item({"v"}, "c"), "!NotFound 2:1");
    row("other text", "v:\n- a\n# - bc\n", item({"v"}, "b"), "!NotFound 2:1");
}

void TestYamlComments::thereAndBack_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("marker");
    const QByteArray files[] = {"a: b\nc:\n  d: e # x\n\n  f:\n  - g\n  - h: i\n    j: |\n      k\n\n       l\nm: n\n",
                                "a:\n      b: c\n      d:\n         - e\n         # x\n         - f\n",
                                "- a\n- - b\n  - c\n-\n  d: \"e\n    f\"\n", "a:\r\n  b: c\r\n  d: e", "a: [b,\n  c]\nd: {\n  e: f }\n"};
    int number = 0;
    for (const QByteArray &file : files) {
        ++number;
        for (const char *const marker : {"# ", "#"})
            QTest::addRow("file %d, %s", number, marker) << file << QByteArray(marker);
    }
}

void TestYamlComments::thereAndBack()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, marker);
    const Document document = Document::parse(bytes.toStdString()).value_or(Document());
    std::vector<std::pair<Path, const Value *>> nodes{{{}, &document.root()}};
    int changed = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto [path, value] = nodes[i];
        for (std::size_t j = 0; j < value->items.size(); ++j) {
            nodes.emplace_back(path, &value->items[j]);
            nodes.back().first.emplace_back(j);
        }
        for (const Entry &entry : value->entries) {
            nodes.emplace_back(path, &entry.value);
            nodes.back().first.emplace_back(entry.key.text);
        }
        const Result<std::string> without = yaml::commentOut(document, path, marker.toStdString());
        if (!without)
            continue;
        ++changed;
        const Document after = Document::parse(*without).value_or(Document());
        LineRange lines;
        for (std::size_t line = 1; line <= after.lineCount(); ++line) {
            const auto text = [line](const Document &d) { return d.bytes({d.lineStart(line), d.lineStart(line + 1)}); };
            if (text(after) != text(document)) {
                lines.first = lines.first == 0 ? line : lines.first;
                lines.last = line;
            }
        }
        const Result<std::string> back = yaml::uncomment(after, lines);
        QVERIFY2(back, (pathText(path) + ": " + *without).c_str());
        QCOMPARE(*back, document.bytes());
    }
    QVERIFY(changed >= 2);
}

void TestYamlComments::findsTheLines()
{
    const Document document = Document::parse("a: b\n# c:\n#   d: e\n\n#   f: g\n# h\nx:\n  # - y\n").value_or(Document());
    QCOMPARE(findCommentedKey(document, {}, "c").value_or(LineRange()), (LineRange{2, 5}));
    QCOMPARE(findCommentedItem(document, {"x"}, "y").value_or(LineRange()), (LineRange{8, 8}));
    QVERIFY(!findCommentedKey(document, {}, "d"));
}

QTEST_APPLESS_MAIN(TestYamlComments)
#include "tst_yamlcomments.moc"
