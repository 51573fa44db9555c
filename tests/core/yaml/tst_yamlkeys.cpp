// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edittable.h"

using namespace pamphlet;
using namespace pamphlet::yaml;
using edittable::Edit;
using edittable::row;

/// addKey(), removeKey() and moveKey().
class TestYamlKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void add_data();
    void add() { edittable::run(); }
    void remove_data();
    void remove() { edittable::run(); }
    void move_data();
    void move() { edittable::run(); }
};

namespace {

Edit adding(Path map, const char *key, NewValue value, std::optional<std::string> after = std::nullopt)
{
    return [=](const Document &document) { return addKey(document, map, key, value, after); };
}

/// `new: v`.
Edit addTo(Path map)
{
    return adding(std::move(map), "new", ScalarValue::string("v"));
}

Edit removing(Path path)
{
    return [path](const Document &document) { return removeKey(document, path); };
}

Edit moving(Path from, Path to)
{
    return [from, to](const Document &document) { return moveKey(document, from, to); };
}

NewValue nested()
{
    return NewValue::map(
        {{"x", ScalarValue::boolean(true)},
         {"list",
          NewValue::sequence({ScalarValue::string("p"), NewValue::map({{"q", ScalarValue::integer(1)}, {"r", ScalarValue::nothing()}})})},
         {"none", NewValue::sequence({})}});
}

} // namespace

void TestYamlKeys::add_data()
{
    edittable::columns();
    row("at the root", "a: b\nc: d # e\n", addTo({}), "a: b\nc: d # e\nnew: v\n");
    row("no line end at the end", "a: b", addTo({}), "a: b\nnew: v");
    row("no line end, several lines", "a:\n  b: c\nd:\n  e: f", addTo({"d"}), "a:\n  b: c\nd:\n  e: f\n  new: v");
    row("in the middle of the file", "a:\n  b: c\n\n# about d\nd: e\n", addTo({"a"}), "a:\n  b: c\n  new: v\n\n# about d\nd: e\n");
    row("behind deeper comments", "a:\n  b:\n    # c: d\ne: f\n", addTo({"a"}), "a:\n  b:\n    # c: d\n  new: v\ne: f\n");
    row("odd indentation", "a:\n      b: c\n", addTo({"a"}), "a:\n      b: c\n      new: v\n");
    row("behind a literal", "a: |\n  b\n\nc: d\n", adding({}, "new", ScalarValue::string("v"), "a"), "a: |\n  b\n\nnew: v\n\nc: d\n");
    row("behind a key with lines", "a:\n  - b\n  # c\nd: e\n", adding({}, "new", ScalarValue::string("v"), "a"),
        "a:\n  - b\n  # c\nnew: v\nd: e\n");
    row("in an empty key", "a:\n  b: c\nd:\ne: f\n", addTo({"d"}), "a:\n  b: c\nd:\n  new: v\ne: f\n");
    row("in an empty key, wide steps", "a:\n      b: c\nd: # x\ne: f\n", addTo({"d"}), "a:\n      b: c\nd: # x\n      new: v\ne: f\n");
    row("in an empty key with commented children", "a:\n   # b: c\nd: e\n", addTo({"a"}), "a:\n   # b: c\n   new: v\nd: e\n");
    row("in a key that is null", "a: ~ # x\nd: e\n", addTo({"a"}), "a: # x\n  new: v\nd: e\n");
    row("in empty braces", "a: {} # x\nd: e\n", addTo({"a"}), "a: # x\n  new: v\nd: e\n");
    row("in an anchored key", "a: &x\nd: e\n", addTo({"a"}), "a: &x\n  new: v\nd: e\n");
    row("in braces", "a: {b: c, d: e} # f\n", addTo({"a"}), "a: {b: c, d: e, new: v} # f\n");
    row("in braces with a last comma", "a: {b: c,}\n", addTo({"a"}), "a: {b: c, new: v,}\n");
    row("in braces over lines", "a: {\n  b: c, # x\n  d: e # y\n}\n", addTo({"a"}), "a: {\n  b: c, # x\n  d: e, # y\n  new: v\n}\n");
    row("empty braces in braces", "a: {b: {}}\n", addTo({"a", "b"}), "a: {b: {new: v}}\n");
    row("nothing in braces", "a: {b: , c}\n", addTo({"a", "b"}), "a: {b: {new: v} , c}\n");
    row("in braces behind a key", "a: {b: c, d: e}\n", adding({"a"}, "new", ScalarValue::string("v"), "b"), "a: {b: c, new: v, d: e}\n");
    row("to a map in a list", "- a: b\n  c: d\n- e\n", addTo({0}), "- a: b\n  c: d\n  new: v\n- e\n");
    row("to an empty item", "-\n- e\n", addTo({0}), "- new: v\n- e\n");
    row("to an empty item with a comment", "-   # x\n- e\n", addTo({0}), "- new: v   # x\n- e\n");
    row("to an empty file", "", addTo({}), "new: v\n");
    row("to comments only", "# a\n", addTo({}), "# a\nnew: v\n");
    row("to comments without a line end", "# a", addTo({}), "# a\nnew: v");
    row("behind a byte order mark alone", "\xEF\xBB\xBF", addTo({}), "\xEF\xBB\xBFnew: v\n");
    row("to an empty document", "---\n...\n", addTo({}), "---\nnew: v\n...\n");
    row("to empty braces at the root", "{}\n", addTo({}), "new: v\n");
    row("before the next document", "a: b\n---\nc: d\n", addTo({}), "a: b\nnew: v\n---\nc: d\n");
    row("neighbours with single quotes", "a: 'b'\nc: 'd'\n", addTo({}), "a: 'b'\nc: 'd'\nnew: 'v'\n");
    row("neighbours with quoted keys", "\"a\": \"b\"\n", addTo({}), "\"a\": \"b\"\n\"new\": \"v\"\n");
    row("quotes that were needed are no style", "a: \"yes\"\n", addTo({}), "a: \"yes\"\nnew: v\n");
    row("a blank line between all", "a: b\n\nc: d\n", addTo({}), "a: b\n\nc: d\n\nnew: v\n");
    row("a blank line between some", "a: b\n\nc: d\ne: f\n", addTo({}), "a: b\n\nc: d\ne: f\nnew: v\n");
    row("map in a map", "a:\n    b: c\n    d:\n    - e\n", adding({}, "new", nested()),
        "a:\n    b: c\n    d:\n    - e\nnew:\n    x: true\n    list:\n    - p\n    - q: 1\n      r:\n    none: []\n");
    row("map in a map, usual steps", "a: b\n", adding({}, "new", nested()),
        "a: b\nnew:\n  x: true\n  list:\n    - p\n    - q: 1\n      r:\n  none: []\n");
    row("map in braces", "a: {b: c}\n", adding({"a"}, "new", nested()), "a: {b: c, new: {x: true, list: [p, {q: 1, r:}], none: []}}\n");
    row("key that needs quotes", "a: b\n", adding({}, "yes", ScalarValue::string("a: b")), "a: b\n\"yes\": \"a: b\"\n");
    row("value with lines", "a: b\n", adding({}, "new", ScalarValue::string("x\ny")), "a: b\nnew: \"x\\ny\"\n");

    row("there already", "a:\n  new: b\n", addTo({"a"}), "!EditRefused 2:8");
    row("no map", "a: b\n", addTo({"a"}), "!EditRefused 1:4");
    row("a list", "a: [b]\n", addTo({"a"}), "!EditRefused 1:4");
    row("an alias", "a: &x {b: c}\nd: *x\n", addTo({"d"}), "!EditRefused 2:4");
    row("an anchor in use", "a: &x {b: c}\nd: *x\n", addTo({"a"}), "!EditRefused 1:4");
    row("behind a key that is not there", "a: b\n", adding({}, "new", ScalarValue::string("v"), "x"), "!NotFound 1:1");
    row("pair without braces", "a: [b: c]\n", addTo({"a", 0}), "!EditRefused 1:5");
    row("value that cannot be written", "a: b\n", adding({}, "new", ScalarValue::string("\xFF")), "!InvalidArgument 1:1");
    row("key with a line break", "a: b\n", adding({}, "new\nm", ScalarValue::string("v")), "!InvalidArgument 1:1");
    row(
        "deeper than can be read", "a: b\n",
        [](const Document &document) {
            NewValue value = ScalarValue::string("v");
            for (std::size_t i = 0; i < maximumDepth; ++i)
                value = NewValue::map({{"new", value}});
            return addKey(document, {}, "new", value);
        },
        "!EditRefused 1:1");
}

void TestYamlKeys::remove_data()
{
    edittable::columns();
    row("first", "a: b # c\nd: e\n", removing({"a"}), "d: e\n");
    row("last", "a: b\nd: e # f\n", removing({"d"}), "a: b\n");
    row("last without a line end", "a: b\nd: e", removing({"d"}), "a: b");
    row("with its lines", "a:\n  b: |\n    c\n\n    d\n  # e\nf: g\n", removing({"a"}), "f: g\n");
    row("comments above stay", "# a\na: b\n# c\nc: d\n", removing({"c"}), "# a\na: b\n# c\n");
    row("the only one", "a:\n  b: c # d\ne: f\n", removing({"a", "b"}), "a: {}\ne: f\n");
    row("the only one, comments around", "a: # x\n  # y\n  b: c\n  # z\ne: f\n", removing({"a", "b"}), "a: {} # x\n  # y\n  # z\ne: f\n");
    row("the only one without a line end", "a:\n  b: c", removing({"a", "b"}), "a: {}");
    row("the only one behind a tag", "a: !t\n  b: c\n", removing({"a", "b"}), "a: !t {}\n");
    row("the only one at the root", "# x\na: b # y\n", removing({"a"}), "# x\n{} # y\n");
    row("the only one in an item", "- a: b # c\n- d\n", removing({0, "a"}), "- {} # c\n- d\n");
    row("first in an item", "- a: b # c\n  d: e\n", removing({0, "a"}), "- d: e\n");
    row("first in an item, comment between", "- a: b\n  # c\n  d: e\n", removing({0, "a"}), "- # c\n  d: e\n");
    row("last in an item", "- a: b\n  d: e\n- f\n", removing({0, "d"}), "- a: b\n- f\n");
    row("list at its key's column", "a:\n- b\n- c\nd: e\n", removing({"a"}), "d: e\n");
    row("first in braces", "x: {a: b, c: d}\n", removing({"x", "a"}), "x: {c: d}\n");
    row("last in braces", "x: {a: b, c: d }\n", removing({"x", "c"}), "x: {a: b }\n");
    row("last in braces with a comma", "x: {a: b, c: d,}\n", removing({"x", "c"}), "x: {a: b,}\n");
    row("only one in braces", "x: { a: b, }\n", removing({"x", "a"}), "x: {}\n");
    row("only one in braces with a comment", "x: {\n  a: b, # c\n}\n", removing({"x", "a"}), "x: {\n   # c\n}\n");
    row("a line in braces", "x: {\n  a: b, # 1\n  c: d, # 2\n  e: f # 3\n}\n", removing({"x", "c"}), "x: {\n  a: b, # 1\n  e: f # 3\n}\n");
    row("last line in braces", "x: {\n  a: b, # 1\n  e: f # 3\n}\n", removing({"x", "e"}), "x: {\n  a: b # 1\n}\n");
    row("with a question mark", "? a\n: b\nc: d\n", removing({"a"}), "c: d\n");
    row("an alias", "a: &x b\nc: *x\n", removing({"c"}), "a: &x b\n");

    row("an anchor in use", "a: &x b\nc: *x\n", removing({"a"}), "!EditRefused 1:4");
    row("an anchor in use further in", "a:\n  - &x b\nc: *x\n", removing({"a"}), "!EditRefused 2:3");
    row("twice there", "a: b\na: c\n", removing({"a"}), "!EditRefused 2:1");
    row("not there", "a: b\n", removing({"x"}), "!NotFound 1:1");
    row("an item", "- a\n", removing({0}), "!InvalidArgument 0:0");
    row("the root", "a: b\n", removing({}), "!InvalidArgument 0:0");
    row("pair without braces", "a: [b: c]\n", removing({"a", 0, "b"}), "!EditRefused 1:8");
}

void TestYamlKeys::move_data()
{
    edittable::columns();
    row("a misplaced block to the root",
        "teleport:\n    nodename: x\n    # how users come in\n    # through PAM\n    ssh_service:\n        enabled: yes # on\n        "
        "pam:\n"
        "              enabled: true\n\n              service_name: \"sshd\"\n    log: y\nauth_service:\n    enabled: no\n",
        moving({"teleport", "ssh_service"}, {}),
        "teleport:\n    nodename: x\n    log: y\nauth_service:\n    enabled: no\n# how users come in\n# through PAM\nssh_service:\n    "
        "enabled: yes # on\n"
        "    pam:\n          enabled: true\n\n          service_name: \"sshd\"\n");
    row("the only one in its map", "a:\n  b:\n    c: d\n", moving({"a", "b"}, {}), "a: {}\nb:\n  c: d\n");
    row("the only one, no line end", "a:\n  b:\n    c: d", moving({"a", "b"}, {}), "a: {}\nb:\n  c: d");
    row("the last of several, no line end", "a:\n  b: c\n  d: e", moving({"a", "d"}, {}), "a:\n  b: c\nd: e");
    row("deeper", "a: |\n  x\n   y\nb:\n    c: d\n", moving({"a"}, {"b"}), "b:\n    c: d\n    a: |\n      x\n       y\n");
    row("into an empty key", "a: b\nc:\nd: e\n", moving({"a"}, {"c"}), "c:\n  a: b\nd: e\n");
    row("into empty braces", "a: b\nc: {} # x\nd: e\n", moving({"a"}, {"c"}), "c: # x\n  a: b\nd: e\n");
    row("to the end of its own map", "a: b\nc: d\n", moving({"a"}, {}), "!EditRefused 1:4");
    row("a list at its key's column", "x:\n  a:\n  - b\n  - c\n", moving({"x", "a"}, {}), "x: {}\na:\n- b\n- c\n");
    row("with a literal that has an indicator", "x:\n  a: |1\n     b\n", moving({"x", "a"}, {}), "x: {}\na: |1\n   b\n");

    row("there already", "a:\n  b: c\nb: d\n", moving({"a", "b"}, {}), "!EditRefused 3:4");
    row("into itself", "a:\n  b:\n    c: d\n", moving({"a"}, {"a", "b"}), "!InvalidArgument 2:3");
    row("out of braces", "a: {b: c}\n", moving({"a", "b"}, {}), "!EditRefused 1:8");
    row("into braces", "a: b\nc: {d: e}\n", moving({"a"}, {"c"}), "!EditRefused 2:4");
    row("first in an item", "a:\n  - b: c\n    d: e\n", moving({"a", 0, "b"}, {}), "!EditRefused 2:5");
    row("an anchor in use", "a:\n  b: &x c\n  d: *x\n", moving({"a", "b"}, {}), "!EditRefused 2:6");
    row("no map", "a:\n  b: c\nd: e\n", moving({"a", "b"}, {"d"}), "!EditRefused 3:4");
    row("not there", "a:\n  b: c\n", moving({"a", "x"}, {}), "!NotFound 2:3");
    row("lines further left", "a:\n    b: \"c\n  d\"\n    e: f\n", moving({"a", "b"}, {}), "!EditRefused 2:5");
}

QTEST_APPLESS_MAIN(TestYamlKeys)
#include "tst_yamlkeys.moc"
