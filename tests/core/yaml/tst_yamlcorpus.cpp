// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/edit.h"
#include "core/yaml/scalartype.h"
#include "tests/support/sanitized.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <yaml-cpp/yaml.h>

#include <algorithm>

using namespace pamphlet;
using namespace pamphlet::yaml;

/// Every YAML file that is at hand: our own (tests/data/yaml), and real ones where they are.
class TestYamlCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneValueChanged_data() { valid(); }
    void oneValueChanged();
    void oneKeyRenamed_data() { valid(); }
    void oneKeyRenamed();
    void sameAsYamlCpp_data() { valid(); }
    void sameAsYamlCpp();
    void invalidHasAPlace_data();
    void invalidHasAPlace();

private:
    static void valid();
};

namespace {

/// Real files that no reader of YAML takes: masked or pasted wrongly upstream.
constexpr const char *broken[] = {"INVALID-khaledmassad-asterisks-2.yml",
                                  "token-INVALID-khaledmassad-asterisks.yml",
                                  "INVALID-all-settings-2015-head.yaml",
                                  "seed-teleport-ssh-service-09ff201-BROKEN-INDENT.yaml",
                                  "skyscrapers.yaml",
                                  "skyscrapers-v2.yaml"};

QStringList files()
{
    const QStringList names{QStringLiteral("*.yml"), QStringLiteral("*.yaml"), QStringLiteral("*.yml.dist")};
    QStringList result;
    const auto collect = [&](const QString &folder) {
        QDirIterator found(folder, names, QDir::Files, QDirIterator::Subdirectories);
        while (found.hasNext())
            result.append(found.next());
    };
    collect(QStringLiteral(PAMPHLET_TEST_DATA "/yaml"));
    for (const char *const system : {"registry", "tokenservice", "teleport", "sregistry"})
        collect(QStringLiteral(PAMPHLET_SHARED "/corpus/") + QLatin1String(system));
    result.sort();
    return result;
}

bool isBroken(const QString &file)
{
    return std::any_of(std::begin(broken), std::end(broken),
                       [&](const char *name) { return file.endsWith(QLatin1Char('/') + QLatin1String(name)); });
}

std::string read(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

QByteArray label(const QString &file)
{
    return file.section(QLatin1Char('/'), -3).toUtf8();
}

struct Node {
    Path path;
    const Value *value = nullptr;
    const Value *key = nullptr; ///< of a map's value
    bool changeable = true; ///< no duplicate key on the way, and nothing that an alias may repeat
};

void collect(const Value &value, const Node &self, std::vector<Node> &nodes)
{
    nodes.push_back(self);
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        Node item{self.path, &value.items[i], nullptr, self.changeable && value.anchor.empty()};
        item.path.emplace_back(i);
        collect(value.items[i], item, nodes);
    }
    for (const Entry &entry : value.entries) {
        Node inner{self.path, &entry.value, &entry.key,
                   self.changeable && value.anchor.empty() && entry.name() && value.count(*entry.name()) == 1};
        inner.path.emplace_back(entry.name() ? *entry.name() : std::string());
        collect(entry.value, inner, nodes);
    }
}

std::vector<Node> nodesOf(const Document &document)
{
    std::vector<Node> nodes;
    collect(document.root(), {{}, &document.root(), nullptr, true}, nodes);
    return nodes;
}

/// The nodes of both are the same in all but number `except`, and there in all but kind, text and style.
bool sameBut(const std::vector<Node> &left, const std::vector<Node> &right, std::size_t except)
{
    const auto sameNode = [](const Value &a, const Value &b) {
        return a.kind == b.kind && a.text == b.text && a.style == b.style && a.flow == b.flow && a.items.size() == b.items.size()
            && a.entries.size() == b.entries.size();
    };
    if (left.size() != right.size())
        return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (left[i].path != right[i].path || left[i].value->tag != right[i].value->tag || left[i].value->anchor != right[i].value->anchor
            || (i != except && !sameNode(*left[i].value, *right[i].value)))
            return false;
    }
    return true;
}

/// What makes the value again what it was.
ScalarValue valueOf(const Value &value)
{
    if (value.isNull())
        return value.span.empty() ? ScalarValue::nothing() : ScalarValue::plain(value.text);
    return value.style == Style::Plain && !isStringForAll(value.text) && value.tag.empty() ? ScalarValue::plain(value.text)
                                                                                           : ScalarValue::string(value.text);
}

/// Written in the one way in which an edit would write it; else the way back may end in another spelling.
bool isUsualSpelling(const Document &document, const Value &value)
{
    const std::string_view bytes = document.bytes(value.span);
    const bool lines = bytes.find('\n') != std::string_view::npos;
    const bool block = value.style == Style::Literal || value.style == Style::Folded;
    const bool escapes = value.style == Style::DoubleQuoted && bytes.find('\\') != std::string_view::npos;
    return !escapes && (block ? lines && value.style == Style::Literal : !lines);
}

/// What is wrong with a change of one value and with the way back; empty if nothing is.
std::string changeFailure(const Document &document, const std::vector<Node> &nodes, std::size_t number, const std::string &text, bool easy)
{
    const std::string &bytes = document.bytes();
    const Node &node = nodes[number];
    const Value &value = *node.value;
    const Result<std::string> result = setScalar(document, node.path, ScalarValue::string(text));
    if (!result) {
        // Only where a refusal is what has to be: doubt about which is meant, or a meaning that would change elsewhere.
        const bool due = !node.changeable || !value.anchor.empty() || !value.tag.empty();
        const bool placed
            = result.error().code == ErrorCode::EditRefused && result.error().where.line > 0 && result.error().where.column > 0;
        return due && placed ? "" : "refused: " + result.error().detail;
    }
    const std::size_t behind = bytes.size() - value.span.end;
    if (result->size() < value.span.begin + behind || result->compare(0, value.span.begin, bytes, 0, value.span.begin) != 0
        || result->compare(result->size() - behind, behind, bytes, value.span.end, behind) != 0)
        return "other bytes changed";
    const Result<Document> after = Document::parse(*result);
    if (!after)
        return after.error().detail;
    const std::vector<Node> now = nodesOf(*after);
    if (!sameBut(nodes, now, number) || after->roots().size() != document.roots().size())
        return "other values changed";
    if (!now[number].value->isScalar() || now[number].value->text != text)
        return "the value is not what it should be";

    const Result<std::string> back = setScalar(*after, node.path, valueOf(value));
    if (!back)
        return "the way back: " + back.error().detail;
    if (easy && isUsualSpelling(document, value))
        return *back == bytes ? "" : "the way back ends in other bytes";
    const Result<Document> again = Document::parse(*back);
    if (!again)
        return again.error().detail;
    const std::vector<Node> last = nodesOf(*again);
    return sameBut(nodes, last, number) && last[number].value->text == value.text ? "" : "the way back ends in another value";
}

} // namespace

void TestYamlCorpus::valid()
{
    QTest::addColumn<QString>("file");
    for (const QString &file : files()) {
        if (!isBroken(file))
            QTest::newRow(label(file).constData()) << file;
    }
}

void TestYamlCorpus::oneValueChanged()
{
    QFETCH(QString, file);
    const std::string bytes = read(file);
    const Result<Document> document = Document::parse(bytes);
    QVERIFY2(document, document ? "" : document.error().detail.c_str());
    const std::vector<Node> nodes = nodesOf(*document);
    int changed = 0;
    const std::size_t step = test::sanitized && nodes.size() > 100 ? 7 : 1;
    // One text that any style can hold, and one that has to be quoted.
    for (std::size_t i = 0; i < 2 * nodes.size(); i += step) {
        const Node &node = nodes[i / 2];
        const Value &value = *node.value;
        if (!value.isScalar() && !value.isNull())
            continue;
        const bool easy = i % 2 == 0;
        const std::string text = std::string(easy ? "changed" : "yes: # \"") + (value.text.ends_with('\n') ? "\n" : "");
        const std::string failure = changeFailure(*document, nodes, i / 2, text, easy);
        QVERIFY2(failure.empty(), (pathText(node.path) + ": " + failure).c_str());
        ++changed;
    }
    QVERIFY(changed > 0);
}

void TestYamlCorpus::oneKeyRenamed()
{
    QFETCH(QString, file);
    const std::string bytes = read(file);
    const Result<Document> document = Document::parse(bytes);
    QVERIFY(document);
    const std::vector<Node> nodes = nodesOf(*document);
    for (std::size_t i = 0; i < nodes.size(); i += test::sanitized ? 7 : 1) {
        const Value *key = nodes[i].key;
        if (!key || !nodes[i].changeable)
            continue;
        const Result<std::string> result = renameKey(*document, nodes[i].path, "renamed");
        const std::string path = pathText(nodes[i].path);
        QVERIFY2(result, path.c_str());
        const std::string expected = bytes.substr(0, key->span.begin)
            + (key->style == Style::DoubleQuoted       ? "\"renamed\""
                   : key->style == Style::SingleQuoted ? "'renamed'"
                                                       : "renamed")
            + bytes.substr(key->span.end);
        QCOMPARE(QByteArray::fromStdString(*result), QByteArray::fromStdString(expected));
        const Result<Document> after = Document::parse(*result);
        QVERIFY(after);
        Path renamed = nodes[i].path;
        renamed.back() = "renamed";
        const Value *now = after->find(renamed);
        QVERIFY2(now && sameTree(*now, *nodes[i].value), path.c_str());
    }
}

namespace {

/// Where the two differ; empty if they do not. An alias is compared with what it stands for, once.
std::string difference(const Document &document, const Value &value, const YAML::Node &node, bool follow)
{
    const Value *real = document.resolved(value);
    const std::string where = "line " + std::to_string(value.line) + ": ";
    if (!real)
        return where + "unknown alias";
    if (real != &value && !follow)
        return {};
    follow = follow && real == &value;
    if (real->isNull())
        return node.IsNull() ? "" : where + "no null";
    if (real->isScalar())
        return node.IsScalar() && node.Scalar() == real->text ? "" : where + "another text";
    if (real->isSequence() != node.IsSequence() || real->isMap() != node.IsMap())
        return where + "another kind";
    const std::size_t count = real->isMap() ? real->entries.size() : real->items.size();
    if (node.size() != count)
        return where + "another size";
    std::size_t i = 0;
    for (const auto &child : node) {
        const Value &own = real->isMap() ? real->entries[i].value : real->items[i];
        std::string found = difference(document, own, real->isMap() ? child.second : child, follow);
        if (found.empty() && real->isMap())
            found = difference(document, real->entries[i].key, child.first, follow);
        if (!found.empty())
            return found;
        ++i;
    }
    return {};
}

} // namespace

void TestYamlCorpus::sameAsYamlCpp()
{
    QFETCH(QString, file);
    const std::string bytes = read(file);
    const Result<Document> document = Document::parse(bytes);
    QVERIFY(document);
    const std::vector<YAML::Node> nodes = YAML::LoadAll(bytes);
    QCOMPARE(document->roots().size(), std::max<std::size_t>(nodes.size(), 1));
    for (std::size_t i = 0; i < nodes.size(); ++i)
        QCOMPARE(QByteArray::fromStdString(difference(*document, document->roots()[i], nodes[i], true)), QByteArray());
}

void TestYamlCorpus::invalidHasAPlace_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<Place>("where");
    const Place places[] = {{{}, 4, 16}, {{}, 7, 16}, {{}, 30, 9}, {{}, 6, 3}, {{}, 13, 3}, {{}, 13, 3}};
    for (const QString &file : files()) {
        for (std::size_t i = 0; i < std::size(broken); ++i) {
            if (file.endsWith(QLatin1Char('/') + QLatin1String(broken[i])))
                QTest::newRow(label(file).constData()) << file << places[i];
        }
    }
    QTest::newRow("our own") << QString() << Place{{}, 2, 5};
}

void TestYamlCorpus::invalidHasAPlace()
{
    QFETCH(QString, file);
    QFETCH(Place, where);
    const Result<Document> document = Document::parse(file.isEmpty() ? "a: b\nc: d: e\n" : read(file));
    QVERIFY(!document);
    QCOMPARE(document.error().code, ErrorCode::InvalidInput);
    QVERIFY(document.error().where == where);
    QVERIFY(!document.error().detail.empty());
}

QTEST_APPLESS_MAIN(TestYamlCorpus)
#include "tst_yamlcorpus.moc"
