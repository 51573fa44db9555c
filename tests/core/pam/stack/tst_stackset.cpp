// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A set of stacks gives what each service alone gives.
#include "core/pam/stack/stackset.h"
#include "core/tree/memorytree.h"
#include "tests/core/pam/syntax/randomtext.h"
#include "tests/support/sanitized.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

const LibpamProfile &debian()
{
    static const LibpamProfile profile = *libpamProfile("debian-12");
    return profile;
}

/// Everything that an effective stack says, as text.
std::string told(const EffectiveStack &stack)
{
    std::string text = stack.service + ' ' + std::to_string(int(stack.start)) + ' ' + stack.serviceFile + ' ' + stack.otherFile + '\n';
    const auto add = [&text](std::initializer_list<std::string> fields) {
        for (const std::string &field : fields)
            text += field + '|';
        text += '\n';
    };
    const auto number = [](auto value) { return std::to_string(static_cast<long>(value)); };
    for (const Frame &f : stack.frames)
        add({number(f.parent), number(f.via), f.file, f.target, f.directiveFile, number(f.directiveLine), number(f.depth),
             number(f.failed)});
    for (const std::vector<Entry> *entries : {&stack.serviceEntries, &stack.otherEntries}) {
        add({"entries"});
        for (const Entry &e : *entries) {
            add({number(e.kind), number(e.facility), number(e.frame), number(e.node), e.file, number(e.line), number(e.depth),
                 number(e.level), number(e.silent), number(e.fallback), number(e.firstChainOnly), e.control, e.module, number(e.via)});
            for (const Action action : e.actions)
                text += number(action.value) + ' ';
            for (const std::string &argument : e.arguments)
                text += '<' + argument + '>';
        }
    }
    for (const Problem &p : stack.problems)
        add({number(p.kind), p.where.file, number(p.where.line), number(p.where.column), p.detail});
    for (const auto &[path, document] : stack.documents)
        add({path, document.text(), number(document.syntax()), number(document.nodes().size())});
    return text;
}

MemoryTree randomTree(test::RandomText &random)
{
    MemoryTree tree;
    if (random.once(6)) {
        tree.setFile("/etc/pam.conf", random.file() + random.file());
        return tree;
    }
    tree.addDirectory("/etc/pam.d");
    for (const char *name : {"svc", "other", "inc1", "inc2", "inc3"}) {
        if (!random.once(8))
            tree.setFile((random.once(10) ? "/usr/lib/pam.d/" : "/etc/pam.d/") + std::string(name), random.file());
    }
    if (random.once(9))
        tree.setFile("/abs", random.file());
    if (random.once(9))
        tree.setFile("/etc/pam.d/sub/x", random.file());
    for (const char *path : {"/etc/pam.d/inc1", "/etc/pam.d/other"}) {
        FileContent unreadable;
        unreadable.status.kind = FileKind::Unreadable;
        unreadable.status.detail = "not for you";
        if (random.once(20))
            tree.set(path, unreadable);
    }
    return tree;
}

std::string lines(const std::string &line, std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += line;
    return text;
}

} // namespace

class TestStackSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asEachAlone()
    {
        test::RandomText random(20260302);
        const std::vector<std::string> services{"svc", "other", "inc1", "SVC", "a/svc", "none", "", ".", "..", "x/"};
        for (int i = 0; i < (test::sanitized ? 150 : 1500); ++i) {
            const MemoryTree tree = randomTree(random);
            const LibpamProfile &profile = libpamProfiles()[random.below(libpamProfiles().size())];
            StackSet set(tree, profile);
            if (random.once(2))
                set.readDirectories();
            std::vector<ResolvedStack> resolved;
            for (const std::string &service : services)
                resolved.push_back(set.resolve(service));
            for (std::size_t s = 0; s < services.size(); ++s) {
                // Last things first: a result must not depend on what was asked before or is asked later.
                const std::string alone = told(effectiveStack(tree, profile, services[services.size() - 1 - s]));
                QCOMPARE(told(set.effectiveStack(resolved[services.size() - 1 - s])), alone);
            }
        }
    }

    void limitsAreOnBothParts_data()
    {
        QTest::addColumn<std::size_t>("own");
        QTest::addColumn<bool>("fits");
        QTest::newRow("few") << std::size_t(10) << true;
        QTest::newRow("just enough room for other") << maxEntries - 100 << true;
        QTest::newRow("one too many") << maxEntries - 99 << false;
        QTest::newRow("full") << maxEntries << false;
    }

    void limitsAreOnBothParts()
    {
        QFETCH(std::size_t, own);
        QFETCH(bool, fits);
        MemoryTree tree;
        tree.setFile("/etc/pam.d/small", "auth required pam_unix.so\n");
        tree.setFile("/etc/pam.d/big", lines("auth required pam_unix.so\n", own));
        tree.setFile("/etc/pam.d/other", lines("account required pam_deny.so\n", 100));
        StackSet set(tree, debian());
        QCOMPARE(set.effectiveStack("small").otherEntries.size(), 100U);
        const EffectiveStack big = set.effectiveStack("big");
        QCOMPARE(big.start, fits ? StartOutcome::Success : StartOutcome::Undefined);
        QCOMPARE(big.serviceEntries.size() + big.otherEntries.size(), std::min(own + 100, maxEntries));
        QCOMPARE(big.problems.empty(), fits);
        QCOMPARE(set.effectiveStack("small").otherEntries.size(), 100U); // and the next service is not the worse for it
    }

    void commonProblemsAreToldOnce()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/svc", "@include common\n");
        tree.setFile("/etc/pam.d/other", "@include common\naccount frob pam_unix.so\n");
        tree.setFile("/etc/pam.d/common", "auth frob pam_unix.so\n");
        const EffectiveStack stack = StackSet(tree, debian()).effectiveStack("svc");
        QCOMPARE(stack.problems.size(), 2U);
        QCOMPARE(stack.problems[0].where.file, std::string("/etc/pam.d/common"));
        QCOMPARE(stack.problems[1].where.file, std::string("/etc/pam.d/other"));
    }

    void eachFileIsReadOnce()
    {
        /// Counts who asks for what.
        class Counting final : public FileSource
        {
        public:
            explicit Counting(const MemoryTree &tree)
                : m_tree(tree)
            { }
            FileStatus status(const std::string &path) const override { return m_tree.status(path); }
            FileContent read(const std::string &path) const override
            {
                ++reads[path];
                return m_tree.read(path);
            }
            std::vector<std::string> list(const std::string &directory) const override { return m_tree.list(directory); }
            mutable std::map<std::string, int> reads;

        private:
            const MemoryTree &m_tree;
        };
        MemoryTree tree;
        for (const char *service : {"a", "b", "c"})
            tree.setFile(std::string("/etc/pam.d/") + service,
                         "@include common\nauth include ./common\nauth include /etc/pam.d/common\nauth include no\n");
        tree.setFile("/etc/pam.d/common", "auth required pam_unix.so\n");
        for (const bool atOnce : {false, true}) {
            const Counting counting(tree);
            StackSet set(counting, debian());
            if (atOnce)
                set.readDirectories();
            for (const char *service : {"a", "b", "c", "a"})
                QCOMPARE(set.effectiveStack(service).serviceEntries.size(), 4U);
            for (const auto &[path, reads] : counting.reads)
                QVERIFY2(reads == 1, path.c_str());
        }
    }

    void clearLooksAgain()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/svc", "auth required pam_unix.so\n");
        StackSet set(tree, debian());
        QCOMPARE(set.effectiveStack("svc").serviceEntries.size(), 1U);
        tree.setFile("/etc/pam.d/svc", "auth required pam_unix.so\nauth required pam_deny.so\n");
        tree.setFile("/etc/pam.d/other", "account required pam_deny.so\n");
        QCOMPARE(set.effectiveStack("svc").serviceEntries.size(), 1U);
        set.clear();
        const EffectiveStack stack = set.effectiveStack("svc");
        QCOMPARE(stack.serviceEntries.size(), 2U);
        QCOMPARE(stack.otherEntries.size(), 1U);
    }

    void entriesWithoutTexts()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/svc", "auth substack inner\nsession [default=bad] pam_env.so\n");
        tree.setFile("/etc/pam.d/inner", "-auth requisite pam_unix.so\n");
        StackSet set(tree, debian());
        const ResolvedStack stack = set.resolve("svc");
        QCOMPARE(stack.own.serviceEntries.size(), 3U);
        const ResolvedEntry &inner = stack.own.serviceEntries[1];
        QCOMPARE(inner.level, 1);
        QCOMPARE(inner.facility(), Facility::Auth);
        QCOMPARE(stack.own.serviceEntries[0].kind(), EntryKind::Marker);
        const ScannedRule &rule = StackSet::rule(stack.own, inner);
        QCOMPARE(std::string(rule.target()), std::string("pam_unix.so"));
        QVERIFY(rule.silent);
        QCOMPARE(set.actions(rule)[0].value, int(Action::Ok));
        QCOMPARE(set.actions(rule)[1].value, int(Action::Die));
        QCOMPARE(stack.own.serviceEntries[2].facility(), Facility::Session);
    }
};

QTEST_APPLESS_MAIN(TestStackSet)
#include "tst_stackset.moc"
