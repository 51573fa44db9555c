// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/effectivestack.h"
#include "core/pam/syntax/edit.h"
#include "core/tree/memorytree.h"
#include "libpamrunner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace pamphlet;
using namespace pamphlet::pam;
using namespace pamphlet::test;

namespace {

using Files = std::map<std::string, std::string>; // by name

constexpr int abortCode = 26;

std::string spelled(const Token &token)
{
    return spellToken(token.text).value_or("[]");
}

std::string fileName(std::string_view path)
{
    return std::string(path.substr(path.rfind('/') + 1));
}

QByteArray idOf(const std::string &file, std::size_t line, std::size_t node)
{
    return QByteArray::fromStdString(file + ':' + std::to_string(line) + '/' + std::to_string(node));
}

/// A path that makes libpam give up on the file.
bool isBadName(const std::string &target)
{
    const std::string name = fileName(target);
    const std::string stem = name.substr(0, name.rfind('.'));
    return stem.empty() || stem == "?";
}

/// The same file, one clean line for each rule: every module is a pam_echo that says where the rule stood, includes lead into `directory`.
std::string instrumented(const Document &document, const std::string &name, const std::string &directory)
{
    std::string text;
    for (std::size_t i = 0; i < document.nodes().size(); ++i) {
        const Node &node = document.nodes()[i];
        const Rule &rule = node.rule;
        if (node.kind == NodeKind::Unfinished)
            text += "auth \\\n";
        if (node.kind != NodeKind::Rule)
            continue;
        text += spelled(*rule.type);
        const bool isInclude = rule.kind == RuleKind::Include || rule.kind == RuleKind::Substack;
        if (rule.control)
            text += ' ' + (isInclude ? spelled(*rule.control) : std::string("optional"));
        if (rule.target && (isInclude || rule.kind == RuleKind::AtInclude)) {
            const std::string &target = rule.target->text;
            const bool own = !target.starts_with('/') || target.starts_with("/etc/pam.d/");
            text += ' ' + (own ? directory + '/' + fileName(target) : target);
        } else if (rule.target && isBadName(rule.target->text)) {
            text += ' ' + spelled(*rule.target);
        } else if (rule.target) {
            text += " pam_echo.so " + idOf(name, node.ruleLine, i).toStdString();
        }
        text += '\n';
    }
    return text;
}

QByteArrayList idsOf(const std::vector<Entry> &chain)
{
    QByteArrayList ids;
    for (const Entry &entry : chain) {
        if (entry.kind == EntryKind::Module)
            ids << idOf(fileName(entry.file), entry.line, entry.node);
    }
    return ids;
}

} // namespace

/**
 * The effective stack of real and of nasty trees is what the real libpam runs: all of its modules replaced by ones that only speak,
 * they must speak in the order of chain().
 */
class TestLibpamOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sameOrder_data();
    void sameOrder();
    void cleanupTestCase();

private:
    void compare(const EffectiveStack &stack, const QString &directory);

    LibpamProfile m_profile;
    int m_started = 0;
    int m_aborted = 0;
    int m_skipped = 0;
    int m_modules = 0;
};

void TestLibpamOrder::initTestCase()
{
    const std::optional<LibpamProfile> profile = profileOfThisLibpam();
    if (!profile)
        QSKIP("it is not known which libpam this machine has");
    m_profile = *profile;
    if (!hasModule("pam_echo.so"))
        QSKIP("this machine has no pam_echo.so");
}

void TestLibpamOrder::sameOrder_data()
{
    QTest::addColumn<QString>("directory");
    const QDir own(QStringLiteral(PAMPHLET_TEST_DATA "/pam"));
    for (const QString &tree : own.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QTest::newRow(qPrintable(tree)) << own.filePath(tree + QStringLiteral("/etc/pam.d"));
    const QDir corpus(QStringLiteral(PAMPHLET_SHARED "/corpus/pam.d"));
    for (const QString &tree : corpus.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QTest::newRow(qPrintable(QStringLiteral("corpus ") + tree)) << corpus.filePath(tree);
}

void TestLibpamOrder::sameOrder()
{
    QFETCH(QString, directory);
    const QTemporaryDir copy;
    QVERIFY(copy.isValid());
    MemoryTree tree;
    tree.addDirectory("/etc/pam.d");
    QByteArrayList services{"there-is-no-such-service"};
    const QStringList names = QDir(directory).entryList(QDir::Files | QDir::Hidden);
    QVERIFY(!names.isEmpty());
    for (const QString &name : names) {
        QFile original(directory + QLatin1Char('/') + name);
        QVERIFY(original.open(QIODevice::ReadOnly));
        const std::string bytes = original.readAll().toStdString();
        tree.setFile("/etc/pam.d/" + name.toStdString(), bytes);
        QFile file(copy.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const Document document = Document::parse(bytes, m_profile);
        const std::string text = instrumented(document, name.toStdString(), copy.path().toStdString());
        QCOMPARE(file.write(text.data(), qint64(text.size())), qint64(text.size()));
        services << name.toUtf8();
    }
    for (const QByteArray &service : services) {
        compare(effectiveStack(tree, m_profile, service.toStdString()), copy.path());
        if (QTest::currentTestFailed()) {
            qWarning("service %s", service.constData());
            return;
        }
    }
}

void TestLibpamOrder::compare(const EffectiveStack &stack, const QString &directory)
{
    if (stack.start != StartOutcome::Success && stack.start != StartOutcome::Abort) {
        ++m_skipped;
        return;
    }
    const QList<Primitive> primitives{Primitive::Authenticate, Primitive::AcctMgmt, Primitive::OpenSession, Primitive::Chauthtok};
    const LibpamAnswer answer = askLibpam(directory, QByteArray::fromStdString(stack.service), primitives);
    QCOMPARE(answer.signal, 0);
    if (stack.start == StartOutcome::Abort) {
        QCOMPARE(answer.start, abortCode);
        ++m_aborted;
        return;
    }
    QCOMPARE(answer.start, 0);
    QCOMPARE(answer.calls.size(), primitives.size());
    for (qsizetype i = 0; i < primitives.size(); ++i) {
        const QByteArrayList ids = idsOf(stack.chain(facilityOf(primitives[i])));
        if (answer.calls[i].said != ids)
            qWarning("%s\nlibpam: %s\nours:   %s", primitiveName(primitives[i]).data(), answer.calls[i].said.join(' ').constData(),
                     ids.join(' ').constData());
        QCOMPARE(answer.calls[i].said, ids);
        m_modules += int(ids.size());
    }
    ++m_started;
}

void TestLibpamOrder::cleanupTestCase()
{
    qInfo("%d services started, %d refused, %d left out, %d modules in order", m_started, m_aborted, m_skipped, m_modules);
    QVERIFY(m_profile.name.empty() || m_started > 20);
    QVERIFY(m_skipped * 20 <= m_started);
}

QTEST_APPLESS_MAIN(TestLibpamOrder)
#include "tst_libpamorder.moc"
