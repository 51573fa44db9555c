// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edittable.h"

using namespace pamphlet;
using namespace pamphlet::yaml;
using edittable::Edit;
using edittable::row;

/// addItem(), removeItem() and replaceItems().
class TestYamlItems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void add_data();
    void add() { edittable::run(); }
    void remove_data();
    void remove() { edittable::run(); }
    void replace_data();
    void replace() { edittable::run(); }
};

namespace {

Edit adding(NewValue value, std::optional<std::size_t> index = std::nullopt, Path path = {"k"})
{
    return [=](const Document &document) { return addItem(document, path, value, index); };
}

/// To the list `k`.
Edit one(const char *text, std::optional<std::size_t> index = std::nullopt)
{
    return adding(ScalarValue::string(text), index);
}

Edit removing(std::size_t index)
{
    return [index](const Document &document) { return removeItem(document, {"k", index}); };
}

Edit removing(Path path)
{
    return [path](const Document &document) { return removeItem(document, path); };
}

Edit replacing(std::vector<std::string> texts)
{
    return [texts](const Document &document) {
        std::vector<ScalarValue> values;
        for (const std::string &text : texts)
            values.push_back(ScalarValue::string(text));
        return replaceItems(document, {"k"}, values);
    };
}

} // namespace

void TestYamlItems::add_data()
{
    edittable::columns();
    row("at the end", "k:\n  - a # x\nd: e\n", one("new"), "k:\n  - a # x\n  - new\nd: e\n");
    row("at its key's column", "k:\n- a\nd: e\n", one("new"), "k:\n- a\n- new\nd: e\n");
    row("odd column and gap", "k:\n      -   a\n", one("new"), "k:\n      -   a\n      -   new\n");
    row("no line end at the end", "k:\n- a", one("new"), "k:\n- a\n- new");
    row("before the first", "k:\n  # x\n  - a\n", one("new", 0), "k:\n  # x\n  - new\n  - a\n");
    row("in the middle", "k:\n  - a # x\n  - b\n", one("new", 1), "k:\n  - a # x\n  - new\n  - b\n");
    row("behind deeper comments", "k:\n  - a\n    # x\n# y\nd: e\n", one("new"), "k:\n  - a\n    # x\n  - new\n# y\nd: e\n");
    row("like quoted neighbours", "k:\n  - 'a'\n  - 'b'\n  - c\n", one("new"), "k:\n  - 'a'\n  - 'b'\n  - c\n  - 'new'\n");
    row("that needs quotes", "k:\n  - a\n", one("- x"), "k:\n  - a\n  - \"- x\"\n");
    row("a map", "k:\n  - a\n",
        adding(NewValue::map({{"b", ScalarValue::integer(1)}, {"c", NewValue::sequence({ScalarValue::string("d")})}})),
        "k:\n  - a\n  - b: 1\n    c:\n      - d\n");
    row("a list", "k:\n  - a\n", adding(NewValue::sequence({ScalarValue::string("b"), ScalarValue::string("c")})),
        "k:\n  - a\n  - - b\n    - c\n");
    row("nothing", "k:\n  - a\n", adding(ScalarValue::nothing()), "k:\n  - a\n  -\n");
    row("to nothing", "k:\nd: e\n", one("new"), "k:\n  - new\nd: e\n");
    row("to nothing, other lists at their key's column", "k:\nd:\n- e\n", one("new"), "k:\n- new\nd:\n- e\n");
    row("to nothing with commented items", "k:\n    # - a\nd: e\n", one("new"), "k:\n    # - a\n    - new\nd: e\n");
    row("to null", "k: ~ # x\nd: e\n", one("new"), "k: # x\n  - new\nd: e\n");
    row("to empty brackets", "k: []\nd: e\n", one("new"), "k:\n  - new\nd: e\n");
    row("to empty brackets with a blank", "k: [ ] # x\n", one("new"), "k: # x\n  - new\n");
    row("to empty brackets with a comment inside", "k: [ # x\n]\n", one("new"), "k: [new # x\n]\n");
    row("to empty brackets at the root", "[]\n", adding(ScalarValue::string("new"), std::nullopt, {}), "- new\n");
    row("to brackets", "k: [a, b] # x\n", one("new"), "k: [a, b, new] # x\n");
    row("to the front of brackets", "k: [a, b]\n", one("new", 0), "k: [new, a, b]\n");
    row("into brackets", "k: [ a, \"b\" ]\n", one("new", 1), "k: [ a, new, \"b\" ]\n");
    row("to brackets with a last comma", "k: [a,]\n", one("new"), "k: [a, new,]\n");
    row("to brackets over lines", "k: [\n    a, # x\n    b # y\n]\n", one("new"), "k: [\n    a, # x\n    b, # y\n    new\n]\n");
    row("to brackets over lines with a last comma", "k: [\n    a, # x\n]\n", one("new"), "k: [\n    a, # x\n    new,\n]\n");
    row("to brackets with quotes", "k: ['a', 'b']\n", one("new"), "k: ['a', 'b', 'new']\n");
    row("a colon in brackets", "k: [a]\n", one("b:5"), "k: [a, b:5]\n");
    row("a dash before a letter in brackets", "k: [a]\n", one("-b"), "k: [a, -b]\n");
    row("a question mark in brackets", "k: [a]\n", one("b?c"), "k: [a, \"b?c\"]\n");
    row("to empty brackets in braces", "x: {k: []}\n", adding(ScalarValue::string("new"), std::nullopt, {"x", "k"}), "x: {k: [new]}\n");
    row("to a list in a list", "- - a\n  - b\n- c\n", adding(ScalarValue::string("new"), std::nullopt, {0}),
        "- - a\n  - b\n  - new\n- c\n");
    row("before the first of a list in a list", "- - a\n  - b\n", adding(ScalarValue::string("new"), 0, {0}), "- - new\n  - a\n  - b\n");
    row("to an empty item", "-\n- b\n", adding(ScalarValue::string("new"), std::nullopt, {0}), "- - new\n- b\n");
    row("to an empty file", "# x\n", adding(ScalarValue::string("new"), std::nullopt, {}), "# x\n- new\n");

    row("no list", "k: a\n", one("new"), "!EditRefused 1:4");
    row("a map", "k: {a: b}\n", one("new"), "!EditRefused 1:4");
    row("an alias", "a: &x [b]\nk: *x\n", one("new"), "!EditRefused 2:4");
    row("an anchor in use", "k: &x [b]\na: *x\n", one("new"), "!EditRefused 1:4");
    row("too far behind", "k: [a]\n", one("new", 2), "!InvalidArgument 1:4");
    row("nothing in brackets", "k: [a]\n", adding(ScalarValue::nothing()), "!InvalidArgument 1:4");
    row("not there", "a: b\n", one("new"), "!NotFound 1:1");
}

void TestYamlItems::remove_data()
{
    edittable::columns();
    row("first", "k:\n  - a # x\n  - b\n", removing(0), "k:\n  - b\n");
    row("last", "k:\n  - a\n  # x\n  - b\nd: e\n", removing(1), "k:\n  - a\n  # x\nd: e\n");
    row("last without a line end", "k:\n- a\n- b", removing(1), "k:\n- a");
    row("with lines", "k:\n- a: |\n    b\n\n  c: d\n  # x\n- e\n", removing(0), "k:\n- e\n");
    row("the only one", "k:\n  - a # x\nd: e\n", removing(0), "k: []\nd: e\n");
    row("the only one without a line end", "k:\n- a", removing(0), "k: []");
    row("the only one at the root", "- a # x\n", removing(Path{0}), "[] # x\n");
    row("the only one in an item", "- - a\n- b\n", removing(Path{0, 0}), "- []\n- b\n");
    row("first of a list in a list", "- - a\n  - b\n", removing(Path{0, 0}), "- - b\n");
    row("empty one", "k:\n-\n- b\n", removing(0), "k:\n- b\n");
    row("first in brackets", "k: [a, b, c]\n", removing(0), "k: [b, c]\n");
    row("middle in brackets", "k: [ a, b, c ]\n", removing(1), "k: [ a, c ]\n");
    row("last in brackets", "k: [ a, b ]\n", removing(1), "k: [ a ]\n");
    row("last in brackets with a comma", "k: [a, b, ]\n", removing(1), "k: [a, ]\n");
    row("only one in brackets", "k: [ 'a' ] # x\n", removing(0), "k: [] # x\n");
    row("a line in brackets", "k: [\n  a, # x\n  b, # y\n]\n", removing(0), "k: [\n  b, # y\n]\n");
    row("last line in brackets", "k: [\n  a, # x\n  b # y\n]\n", removing(1), "k: [\n  a # x\n]\n");
    row("comma in quotes", "k: ['a,b', c]\n", removing(1), "k: ['a,b']\n");
    row("an anchor in use", "k: [&x a, *x]\n", removing(0), "!EditRefused 1:5");
    row("not there", "k: [a]\n", removing(1), "!NotFound 1:4");
    row("a key", "k: a\n", removing(Path{"k"}), "!InvalidArgument 0:0");
}

void TestYamlItems::replace_data()
{
    edittable::columns();
    row("one more", "k:\n  - a # x\n  - \"b\"\n", replacing({"a", "b", "c"}), "k:\n  - a # x\n  - \"b\"\n  - c\n");
    row("one more in the middle", "k: [a, b]\n", replacing({"a", "c", "b"}), "k: [a, c, b]\n");
    row("one less", "k:\n  - a\n  # y\n  - b # x\n  - c\n", replacing({"a", "c"}), "k:\n  - a\n  # y\n  - c\n");
    row("all others", "k:\n- 'a'\n- 'b'\n", replacing({"c"}), "k:\n- 'c'\n");
    row("other order", "k: [a, b, c]\n", replacing({"c", "a", "b"}), "k: [c, a, b]\n");
    row("none", "k:\n- a\n- b\nd: e\n", replacing({}), "k: []\nd: e\n");
    row("from none", "k: []\n", replacing({"a", "b"}), "k:\n  - a\n  - b\n");
    row("from nothing", "k:\n", replacing({"a", "b"}), "k:\n  - a\n  - b\n");
    row("nothing stays nothing", "k:\n", replacing({}), "k:\n");
    row("the same", "k: [ a,b ]\n", replacing({"a", "b"}), "k: [ a,b ]\n");
    row("twice the same", "k: [a]\n", replacing({"a", "a"}), "k: [a, a]\n");
    row("a number is no name", "k:\n  - 5\n", replacing({"5"}), "k:\n  - \"5\"\n");
    row("collections go", "k:\n  - a\n  - b: c\n    d: e\n", replacing({"a"}), "k:\n  - a\n");
    row("no list", "k: a\n", replacing({"b"}), "!EditRefused 1:4");
    row("an alias in it that goes", "a: &x b\nk: [*x, c]\n", replacing({"c"}), "a: &x b\nk: [c]\n");
    row("more than a person lists", "k: [a]\n", replacing(std::vector<std::string>(5000, "b")), "!TooLarge 1:4");
}

QTEST_APPLESS_MAIN(TestYamlItems)
#include "tst_yamlitems.moc"
