// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/edit.h"
#include "tests/support/sanitized.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

/// Everything but these bytes is the same in both texts, and in their place stand `bytes`.
bool onlyThisChanged(const std::string &before, Span span, const std::string &bytes, const std::string &after)
{
    return after == before.substr(0, span.begin) + bytes + before.substr(span.end);
}

bool spansComment(const Document &document, const Token &token)
{
    return document.bytes(token.span).find('#') != std::string_view::npos;
}

std::ptrdiff_t ruleCount(const Document &document)
{
    const auto isRule = [](const Node &node) { return node.kind == NodeKind::Rule; };
    return std::count_if(document.nodes().begin(), document.nodes().end(), isRule);
}

struct Tally {
    int done = 0;
    int refused = 0;
};

} // namespace

/**
 * Every rule of every real file: a changed control, module or argument changes exactly that token's bytes;
 * what is added and removed again, or moved there and back, leaves no trace.
 */
class TestEditCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRule_data();
    void everyRule();

private:
    void changeToken(const Document &document, std::size_t index, const Token &token, const RuleFields &wanted, const std::string &bytes);
    void addAndRemove(const Document &document, std::size_t index);
    void moveThereAndBack(const Document &document, std::size_t index);

    Tally m_tally;
};

void TestEditCorpus::everyRule_data()
{
    QTest::addColumn<QByteArray>("profile");
    for (const char *profile : {"debian-12", "debian-13", "upstream-1.5.3", "upstream-1.7"})
        QTest::newRow(profile) << QByteArray(profile);
}

void TestEditCorpus::everyRule()
{
    QFETCH(QByteArray, profile);
    const LibpamProfile own = libpamProfile(profile.toStdString()).value();
    QStringList roots{QStringLiteral(PAMPHLET_TEST_DATA "/pam")};
    const QString corpus = QStringLiteral(PAMPHLET_SHARED "/corpus/pam.d");
    if (QFile::exists(corpus))
        roots << corpus;
    m_tally = {};
    int files = 0;
    for (const QString &root : roots) {
        QDirIterator it(root, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (test::sanitized && ++files % 16 != 1)
                continue;
            QVERIFY(file.open(QIODevice::ReadOnly));
            const Document document = Document::parse(file.readAll().toStdString(), own);
            for (std::size_t i = 0; i < document.nodes().size(); ++i) {
                const Node &node = document.nodes()[i];
                if (node.kind != NodeKind::Rule || node.overlong)
                    continue;
                const RuleFields fields = fieldsOf(node);
                if (node.rule.control) {
                    RuleFields wanted = fields;
                    wanted.control = fields.control == "optional" ? "sufficient" : "optional";
                    changeToken(document, i, *node.rule.control, wanted, wanted.control);
                }
                if (node.rule.target) {
                    RuleFields wanted = fields;
                    wanted.target = "pam_other.so";
                    changeToken(document, i, *node.rule.target, wanted, wanted.target);
                }
                for (std::size_t a = 0; a < node.rule.arguments.size(); ++a) {
                    RuleFields wanted = fields;
                    wanted.arguments[a] = "other value";
                    changeToken(document, i, node.rule.arguments[a], wanted, "[other value]");
                }
                addAndRemove(document, i);
                moveThereAndBack(document, i);
                if (QTest::currentTestFailed()) {
                    qWarning("%s:%zu", qPrintable(file.fileName()), node.line);
                    return;
                }
            }
        }
    }
    QVERIFY(m_tally.done > 50);
    // Real files hardly ever have what cannot be edited; our own are made to have it.
    const int refusedPercent = QFileInfo::exists(QStringLiteral(PAMPHLET_SHARED "/corpus/pam.d")) ? 1 : 5;
    QVERIFY2(m_tally.refused * 100 < m_tally.done * refusedPercent,
             qPrintable(QStringLiteral("%1 of %2 refused").arg(m_tally.refused).arg(m_tally.done)));
}

void TestEditCorpus::changeToken(const Document &document, std::size_t index, const Token &token, const RuleFields &wanted,
                                 const std::string &bytes)
{
    const Result<std::string> result = replaceRule(document, index, wanted);
    if (!result) {
        QCOMPARE(result.error().code, ErrorCode::EditRefused);
        QVERIFY(result.error().where.line > 0);
        ++m_tally.refused;
        return;
    }
    QVERIFY(!spansComment(document, token));
    QVERIFY(onlyThisChanged(document.text(), token.span, bytes, *result));
    const Document after = Document::parse(*result, document.profile());
    QCOMPARE(ruleCount(after), ruleCount(document));
    ++m_tally.done;
}

void TestEditCorpus::addAndRemove(const Document &document, std::size_t index)
{
    const RuleFields fields{"session", "optional", "pam_new.so", {"a", "b c"}};
    for (const std::optional<std::size_t> before : {std::optional(index), std::optional<std::size_t>()}) {
        const Result<std::string> added = addRule(document, before, fields);
        if (!added) {
            QCOMPARE(added.error().code, ErrorCode::EditRefused);
            ++m_tally.refused;
            continue;
        }
        const Document with = Document::parse(*added, document.profile());
        std::size_t found = with.nodes().size();
        for (std::size_t i = 0; i < with.nodes().size(); ++i) {
            if (with.nodes()[i].kind == NodeKind::Rule && with.nodes()[i].rule.target && with.nodes()[i].rule.target->text == "pam_new.so")
                found = i;
        }
        QVERIFY(found < with.nodes().size());
        QCOMPARE(fieldsOf(with.nodes()[found]), fields);
        const Result<std::string> removed = removeRule(with, found);
        QVERIFY(removed.has_value());
        QCOMPARE(*removed, document.text());
        ++m_tally.done;
    }
}

void TestEditCorpus::moveThereAndBack(const Document &document, std::size_t index)
{
    const bool last = index + 1 == document.nodes().size();
    const Result<std::string> moved = last ? moveRule(document, index, 0) : moveRule(document, index, std::nullopt);
    if (!moved) {
        QCOMPARE(moved.error().code, ErrorCode::EditRefused);
        ++m_tally.refused;
        return;
    }
    const Document there = Document::parse(*moved, document.profile());
    // The nodes behind it have all moved up by one, so that the one it stood before has its index now.
    const std::size_t now = last ? 0 : there.nodes().size() - 1;
    QCOMPARE(fieldsOf(there.nodes()[now]), fieldsOf(document.nodes()[index]));
    if (there.nodes().size() != document.nodes().size())
        return; // blank lines on both sides have become one node: there is no "back" by index
    const Result<std::string> back = last ? moveRule(there, now, std::nullopt) : moveRule(there, now, index);
    QVERIFY(back.has_value());
    QCOMPARE(*back, document.text());
    ++m_tally.done;
}

QTEST_APPLESS_MAIN(TestEditCorpus)
#include "tst_editcorpus.moc"
