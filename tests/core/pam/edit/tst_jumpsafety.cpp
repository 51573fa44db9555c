// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/edit/editplan.h"
#include "core/pam/stack/servicelookup.h"
#include "editproperty.h"
#include "tests/support/sanitized.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <array>
#include <random>
#include <set>

using namespace pamphlet;
using namespace pamphlet::pam;
using namespace pamphlet::test;

namespace {

/// Trees in which everything that jumps can cross occurs.
class Generator
{
public:
    explicit Generator(unsigned seed)
        : m_random(seed)
    { }

    MemoryTree tree()
    {
        MemoryTree tree;
        // A file includes only files behind it, so that there are no circles.
        for (std::size_t i = 0; i < names.size(); ++i)
            tree.setFile(std::string("/etc/pam.d/") + names[i], file(i));
        tree.setFile("/etc/pam.d/other", chance(50) ? file(names.size()) : std::string());
        return tree;
    }

    RuleFields fields(std::size_t rank)
    {
        const std::size_t left = names.size() - std::min(rank + 1, names.size());
        RuleFields fields;
        fields.type = m_oneType.empty() ? pick(types) : m_oneType;
        if (left > 0 && chance(25)) {
            fields.target = names[rank + 1 + m_random() % left];
            if (m_atInclude && chance(30)) {
                fields.type = "@include";
                return fields;
            }
            fields.control = chance(50) ? "include" : "substack";
            return fields;
        }
        fields.control = control();
        fields.target = "pam_x.so";
        fields.arguments = {"n" + std::to_string(++m_count)};
        return fields;
    }

    EditRequest request(const MemoryTree &tree, const LibpamProfile &profile)
    {
        EditRequest request;
        const std::size_t rank = m_random() % names.size();
        request.file = std::string("/etc/pam.d/") + names[rank];
        const Document document = Document::parse(tree.read(request.file).bytes, profile);
        std::vector<std::size_t> rules;
        for (std::size_t i = 0; i < document.nodes().size(); ++i) {
            if (document.nodes()[i].kind == NodeKind::Rule)
                rules.push_back(i);
        }
        request.kind = rules.empty() ? EditKind::Add : static_cast<EditKind>(m_random() % 4);
        request.node = rules.empty() ? 0 : rules[m_random() % rules.size()];
        if (!document.nodes().empty() && chance(85))
            request.before = m_random() % document.nodes().size();
        request.fields = fields(rank);
        return request;
    }

    bool chance(int percent) { return static_cast<int>(m_random() % 100) < percent; }
    std::mt19937 &random() { return m_random; }
    void useAtInclude(bool use) { m_atInclude = use; }

private:
    static constexpr std::array names{"one", "two", "three", "four", "five"};
    static constexpr std::array types{"auth", "account", "password", "session"};

    template<class T>
    std::string pick(const T &choices)
    {
        return choices[m_random() % choices.size()];
    }

    /// A module that has nothing to say must change nothing, so that an edited rule can be made to.
    std::string control()
    {
        if (chance(25))
            return pick(std::array{"required", "requisite", "optional", "sufficient"});
        const auto action = [this] {
            return chance(50) ? std::to_string(1 + m_random() % 4) : pick(std::array{"ok", "done", "bad", "die", "reset", "ignore"});
        };
        return "[success=" + action() + " ignore=ignore user_unknown=" + action() + " default=" + action() + ']';
    }

    std::string file(std::size_t rank)
    {
        m_oneType = chance(70) ? "auth" : ""; // chains long enough to jump in
        std::string text;
        const std::size_t lines = 1 + m_random() % 6;
        for (std::size_t i = 0; i < lines; ++i) {
            const RuleFields rule = fields(rank);
            text += rule.type + (rule.control.empty() ? "" : '\t' + rule.control) + ' ' + rule.target;
            for (const std::string &argument : rule.arguments)
                text += ' ' + argument;
            text += chance(10) ? " # note\n" : "\n";
            if (chance(10))
                text += "# a comment\n\n";
        }
        return text;
    }

    std::mt19937 m_random;
    std::string m_oneType;
    int m_count = 0;
    bool m_atInclude = false;
};

/// The services that the test looks at: all that can be asked for, and one that has no file.
std::vector<std::string> askedServices(const MemoryTree &tree, const LibpamProfile &profile)
{
    std::vector<std::string> names{"no-such-service"};
    for (const ServiceFile &file : listServices(tree, profile)) {
        if (file.service != "other" && normalizedServiceName(file.service) == file.service)
            names.push_back(file.service);
    }
    return names;
}

bool losesLanding(EditWarningKind kind)
{
    switch (kind) {
    case EditWarningKind::JumpTargetBehind:
    case EditWarningKind::JumpOutOfReach:
    case EditWarningKind::JumpServicesDiffer:
    case EditWarningKind::JumpNotWritable:
    case EditWarningKind::JumpNotRewritable:
        return true;
    default:
        return false;
    }
}

bool namesService(const EditWarning &warning, const std::string &service)
{
    const std::string name = service == "no-such-service" ? "other" : service;
    return std::find(warning.services.begin(), warning.services.end(), name) != warning.services.end();
}

/// What the warnings say of one chain.
struct Said {
    std::vector<Place> landings; ///< rules whose landing is said to be another one
    bool other = false; ///< the chain is another one altogether
    bool becameIgnore = false;
};

Said saidOf(const EditOutcome &outcome, const std::string &service, Facility facility)
{
    Said said;
    for (const EditWarning &warning : outcome.warnings) {
        if (!namesService(warning, service) || (warning.facility && *warning.facility != facility))
            continue;
        if (losesLanding(warning.kind))
            said.landings.push_back(warning.where);
        else if (warning.kind == EditWarningKind::JumpBecameIgnore)
            said.becameIgnore = true;
        else if (warning.kind >= EditWarningKind::ServiceBroken)
            said.other = true;
    }
    return said;
}

QByteArray dump(const MemoryTree &tree)
{
    QByteArray text;
    for (const std::string &path : tree.paths())
        text += "\n--- " + QByteArray::fromStdString(path) + '\n' + QByteArray::fromStdString(tree.read(path).bytes);
    return text;
}

std::optional<std::size_t> lineOf(const MemoryTree &tree, const LibpamProfile &profile, const EditRequest &request)
{
    if (request.kind == EditKind::Add)
        return std::nullopt;
    return Document::parse(tree.read(request.file).bytes, profile).nodes()[request.node].ruleLine;
}

} // namespace

/**
 * After an edit every jump beside the edited rule lands where it landed, and a login in which the edited rule has nothing to say ends as
 * before: in thousands of random trees, and for every rule of every real file.
 */
class TestJumpSafety : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomTrees_data();
    void randomTrees();
    void corpus_data();
    void corpus();

private:
    /// Fails the test with what is wrong; true if all is well.
    bool holds(const MemoryTree &tree, const MemoryTree &after, const LibpamProfile &profile, const EditRequest &request,
               const EditOutcome &outcome, const std::vector<std::string> &services, int rounds);

    std::mt19937 m_random{7};
    int m_compared = 0;
    int m_excused = 0;
    int m_exact = 0;
};

bool TestJumpSafety::holds(const MemoryTree &tree, const MemoryTree &after, const LibpamProfile &profile, const EditRequest &request,
                           const EditOutcome &outcome, const std::vector<std::string> &services, int rounds)
{
    const std::optional<std::size_t> line = lineOf(tree, profile, request);
    for (const std::string &service : services) {
        const EffectiveStack was = effectiveStack(tree, profile, service);
        const EffectiveStack is = effectiveStack(after, profile, service);
        if (was.start != StartOutcome::Success || is.start != StartOutcome::Success)
            continue;
        for (const Facility facility : allFacilities) {
            const Said said = saidOf(outcome, service, facility);
            if (said.other) {
                ++m_excused;
                continue;
            }
            const MarkedChain before = markedChain(was, facility, request.file, line);
            const MarkedChain now = markedChain(is, facility, request.file, outcome.line);
            std::string difference = landingDifference(before, now, said.landings);
            ++m_compared;
            m_excused += said.landings.empty() ? 0 : 1;
            if (difference.empty() && said.landings.empty() && rounds > 0) {
                const bool frozen = !said.becameIgnore && (facility == Facility::Auth || facility == Facility::Session);
                difference = meaningDifference(before, now, profile.jumpIsIgnore, frozen, rounds, m_random);
                const std::optional<std::string> exact = exactDifference(before, now);
                m_exact += exact ? 1 : 0;
                if (difference.empty() && exact)
                    difference = *exact;
            }
            if (!difference.empty()) {
                qWarning("%s, %s: edit %d of %s line %zu (now %zu): %s%s\n======%s", service.c_str(), facilityName(facility).data(),
                         static_cast<int>(request.kind), request.file.c_str(), line.value_or(0), outcome.line.value_or(0),
                         difference.c_str(), dump(tree).constData(), dump(after).constData());
                return false;
            }
        }
    }
    return true;
}

void TestJumpSafety::randomTrees_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<unsigned>("seed");
    unsigned seed = 0;
    for (const char *profile : {"debian-12", "debian-13", "upstream-1.5.3", "upstream-1.7"}) {
        for (int i = 0; i < (sanitized ? 1 : 3); ++i)
            QTest::addRow("%s %u", profile, ++seed) << QByteArray(profile) << seed;
    }
}

void TestJumpSafety::randomTrees()
{
    QFETCH(QByteArray, profile);
    QFETCH(unsigned, seed);
    const LibpamProfile own = libpamProfile(profile.toStdString()).value();
    const int count = qEnvironmentVariableIsSet("PAMPHLET_TEST_ROUNDS") ? qEnvironmentVariableIntValue("PAMPHLET_TEST_ROUNDS") : 150;
    m_compared = m_excused = m_exact = 0;
    int rewritten = 0;
    int inOtherFiles = 0;
    for (int i = 0; i < count; ++i) {
        Generator generator(seed * 1'000'003 + static_cast<unsigned>(i));
        generator.useAtInclude(own.atInclude);
        const MemoryTree tree = generator.tree();
        const EditRequest request = generator.request(tree, own);
        const Result<EditOutcome> outcome = planEdit(tree, own, request);
        if (!outcome)
            qWarning("%s %s:%zu%s", outcome.error().detail.c_str(), outcome.error().where.file.c_str(), outcome.error().where.line,
                     dump(tree).constData());
        QVERIFY(outcome);
        if (outcome->files.empty()) // one of two equal lines moved over the other: nothing happened
            continue;
        rewritten += outcome->rewrites.empty() ? 0 : 1;
        inOtherFiles += outcome->files.size() > 1 ? 1 : 0;
        const MemoryTree after = treeAfter(tree, *outcome);
        QVERIFY(holds(tree, after, own, request, *outcome, askedServices(tree, own), 12));
        // What takes it back is the old bytes.
        MemoryTree undone = after;
        for (const FileEdit &edit : outcome->files)
            undone.setFile(edit.file, edit.before.value());
        QVERIFY(undone == tree);
    }
    if (qEnvironmentVariableIsSet("PAMPHLET_TEST_ROUNDS"))
        qInfo("%d edits: %d with rewritten jumps, %d of them in other files; %d chains compared, %d exactly, %d excused", count, rewritten,
              inOtherFiles, m_compared, m_exact, m_excused);
    QVERIFY(rewritten * 8 > count && inOtherFiles * 40 > count); // the rounds were worth something
    QVERIFY(m_excused * 5 < m_compared && m_exact * 10 > m_compared * 9);
}

void TestJumpSafety::corpus_data()
{
    QTest::addColumn<QString>("directory");
    const QString root = QStringLiteral(PAMPHLET_SHARED "/corpus/pam.d");
    for (const QString &name : QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QTest::newRow(qPrintable(name)) << root + QLatin1Char('/') + name;
    for (const QString &name : QDir(QStringLiteral(PAMPHLET_TEST_DATA "/pam")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QTest::newRow(qPrintable(QStringLiteral("own ") + name)) << QStringLiteral(PAMPHLET_TEST_DATA "/pam/%1/etc/pam.d").arg(name);
}

void TestJumpSafety::corpus()
{
    QFETCH(QString, directory);
    const LibpamProfile own = libpamProfile(directory.contains(QStringLiteral("debian")) ? "debian-12" : "upstream-1.7").value();
    MemoryTree tree;
    for (const QString &name : QDir(directory).entryList(QDir::Files)) {
        QFile file(directory + QLatin1Char('/') + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        tree.setFile("/etc/pam.d/" + name.toStdString(), file.readAll().toStdString());
    }
    const EditPlanner planner(tree, own);
    int planned = 0;
    int refused = 0;
    for (const std::string &path : tree.paths()) {
        const Document document = Document::parse(tree.read(path).bytes, own);
        for (std::size_t i = 0; i < document.nodes().size(); i += sanitized ? 7 : 1) {
            if (document.nodes()[i].kind != NodeKind::Rule)
                continue;
            EditRequest remove;
            remove.kind = EditKind::Remove;
            remove.file = path;
            remove.node = i;
            EditRequest toEnd = remove;
            toEnd.kind = EditKind::Move;
            EditRequest toStart = toEnd;
            toStart.before = 0;
            for (const EditRequest &request : {remove, toEnd, toStart}) {
                const Result<EditOutcome> outcome = planner.plan(request);
                if (!outcome) { // overlong lines, a line that ends in a backslash at the end
                    QCOMPARE(outcome.error().code, ErrorCode::EditRefused);
                    ++refused;
                    continue;
                }
                ++planned;
                if (outcome->files.empty())
                    continue;
                const MemoryTree after = treeAfter(tree, *outcome);
                const std::vector<std::string> &services = outcome->services;
                QVERIFY(holds(tree, after, own, request, *outcome, services, 0));
            }
        }
    }
    QVERIFY(refused <= planned / 20 + (sanitized ? 3 : 0)); // of a sample a few may be all there are
}

QTEST_APPLESS_MAIN(TestJumpSafety)
#include "tst_jumpsafety.moc"
