// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/modulelookup.h"
#include "core/pam/stack/effectivestack.h"
#include "core/tree/memorytree.h"
#include "libpamrunner.h"
#include "tests/support/sanitized.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <map>
#include <random>

using namespace pamphlet;
using namespace pamphlet::pam;
using namespace pamphlet::test;

namespace {

using Files = std::map<std::string, std::string>; // by name

constexpr int abortCode = 26;

/// Configurations that are right often enough to get far and wrong often enough to be interesting.
class Generator
{
public:
    Generator(unsigned seed, std::string directory)
        : m_random(seed)
        , m_directory(std::move(directory))
    { }

    Files files()
    {
        Files files;
        files["svc"] = file();
        if (chance(80))
            files["other"] = file();
        for (const char *name : {"inc1", "inc2", "inc3"}) {
            if (chance(85))
                files[name] = file();
        }
        return files;
    }

private:
    bool chance(int percent) { return int(m_random() % 100) < percent; }
    template<std::size_t N>
    std::string pick(const char *const (&choices)[N])
    {
        return choices[m_random() % N];
    }

    std::string gap()
    {
        static constexpr const char *gaps[]
            = {" ", "  ", "\t", " \t ", " \\\n", "\\\n  ", " \\ \t\n\t", " \\\n# note\n", " \\\n\n ", " \\\n  # x \\\n"};
        return chance(88) ? pick({" ", "\t", "   "}) : pick(gaps);
    }

    std::string type()
    {
        if (chance(12))
            return pick({"frob", "-", "--auth", "auth\r", "[account]", "[]", "AUTH", "-SESSION", "auth,", "[pass word]", "other"});
        return pick({"auth", "account", "password", "session", "-auth", "-session"});
    }

    std::string control()
    {
        if (chance(15))
            return pick({"frob", "[frob=ok]", "[success=ok", "[]", "[default=bad]", "success=ok", "[required]",
                         "[success=okdefault=ignore]", "[success=0]", "REQUIRED", "[ success = ok\\] ]", "[success=4294967296]",
                         "[success=ok\r]"});
        return pick({"optional", "required", "[default=ok]", "[default=ignore]", "[success=ok default=ignore]"});
    }

    std::string module()
    {
        if (chance(3))
            return pick({".so", "[]", "dir/", "?.so", "?", "/.hidden"});
        if (chance(8))
            return "pam_permit.so";
        if (chance(6))
            return pick({"pam_nothere.so", "pam_echo.so\r", "[pam_echo.so]", "/nowhere/x.so", "[pam_echo.so ]"});
        return "pam_echo.so";
    }

    std::string argument()
    {
        if (chance(20))
            return pick({"[a b]", "[]", "[a\\]b]", "x[y", "[open", "\\", "a\\b", "[a]b", "c\r", "\v", "[d \\\n e]", "]"});
        return "i" + std::to_string(++m_count);
    }

    std::string target()
    {
        if (chance(5))
            return pick({"/nowhere/file", "no-such-file-anywhere", "/nowhere/.x"});
        if (chance(3))
            return m_directory; // a directory reads as an empty file
        if (chance(2))
            return {};
        if (chance(15))
            return pick({"inc1", "inc2", "inc3", "../svc", "inc1/", "."});
        return m_directory + '/' + pick({"inc1", "inc2", "inc3"});
    }

    std::string rule()
    {
        if (chance(18)) {
            if (chance(30))
                return pick({"@include", "@INCLUDE", "-@include"}) + gap() + target();
            return type() + gap() + pick({"include", "substack", "include", "[include]"}) + gap() + target();
        }
        if (chance(3))
            return type();
        if (chance(3))
            return type() + gap() + control();
        if (chance(8))
            return "password" + gap() + "optional" + gap() + "pam_permit.so";
        std::string text = type() + gap() + control() + gap() + module();
        const int arguments = int(m_random() % 4);
        for (int i = 0; i < arguments; ++i)
            text += gap() + argument();
        return text;
    }

    std::string line()
    {
        if (chance(8))
            return pick({"", "# comment", "  ", "\t# x", "# y \\", "\r", "\v", "\\", "#"});
        std::string text = rule();
        if (chance(5))
            text = std::string(1 + m_random() % 1100, ' ') + text;
        if (chance(4))
            text = '#' + std::string(900 + m_random() % 250, 'c') + ' ' + text;
        if (chance(4))
            text += gap() + std::string(400 + m_random() % 700, 'l') + ' ' + rule();
        if (chance(2))
            text += std::string(1 + m_random() % 1100, ' ') + '\\';
        if (chance(6))
            text += pick({" # c", "#c", " \\ # c", "\r", " \\\r", "  "});
        if (chance(2))
            text.insert(m_random() % (text.size() + 1), 1, '\0');
        return text;
    }

    std::string file()
    {
        std::string text;
        const int lines = int(m_random() % 9);
        for (int i = 0; i < lines; ++i)
            text += line() + '\n';
        if (chance(5))
            text += rule();
        if (chance(2))
            text += "\\\n";
        return text;
    }

    std::mt19937 m_random;
    std::string m_directory;
    int m_count = 0;
};

/// The text that pam_echo makes of its arguments.
QByteArray saidBy(const Entry &entry)
{
    constexpr std::size_t longest = 511;
    std::string text;
    for (std::size_t i = 0; i < entry.arguments.size(); ++i)
        text += (i > 0 ? " " : "") + entry.arguments[i];
    return QByteArray::fromStdString(text.substr(0, longest));
}

QByteArrayList expectedTexts(const std::vector<Entry> &chain)
{
    QByteArrayList texts;
    for (const Entry &entry : chain) {
        if (entry.kind == EntryKind::Module && entry.module == "pam_echo.so")
            texts << saidBy(entry);
    }
    return texts;
}

/// The files for a person to read: runs of one byte shortened, bytes that cannot be seen as %XX.
QByteArray dump(const Files &files)
{
    QByteArray text;
    for (const auto &[name, bytes] : files) {
        text += "\n--- " + QByteArray::fromStdString(name) + '\n';
        for (std::size_t i = 0; i < bytes.size();) {
            const std::size_t end = std::min(bytes.find_first_not_of(bytes[i], i), bytes.size());
            const QByteArray shown = QByteArray(1, bytes[i]).toPercentEncoding(" \n/[]=#@\\,?");
            text += end - i > 20 ? shown + '{' + QByteArray::number(qulonglong(end - i)) + '}' : shown.repeated(qsizetype(end - i));
            i = end;
        }
    }
    return text;
}

} // namespace

/**
 * Random configurations, byte for byte the same for libpam and for effectiveStack(): the same answer of pam_start,
 * and the same modules with the same arguments in the same order. No module here ends a chain early, so that all of it is seen.
 */
class TestLibpamFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sameAsLibpam_data();
    void sameAsLibpam();
    void handMade_data();
    void handMade();

private:
    EffectiveStack predicted(const QString &directory, const Files &files) const;
    void write(const QString &directory, const Files &files) const;
    void compare(const EffectiveStack &stack, const QString &directory, const Files &files) const;

    LibpamProfile m_profile;
};

void TestLibpamFuzz::initTestCase()
{
    const std::optional<LibpamProfile> profile = profileOfThisLibpam();
    if (!profile)
        QSKIP("it is not known which libpam this machine has");
    m_profile = *profile;
    if (!hasModule("pam_echo.so"))
        QSKIP("this machine has no pam_echo.so");
}

EffectiveStack TestLibpamFuzz::predicted(const QString &directory, const Files &files) const
{
    MemoryTree tree;
    tree.addDirectory(directory.toStdString());
    if (QDir(QStringLiteral("/etc/pam.d")).exists())
        tree.addDirectory("/etc/pam.d"); // where some libpams look for relative targets; the names used here are not there
    for (const auto &[name, bytes] : files)
        tree.setFile(directory.toStdString() + '/' + name, bytes);
    LibpamProfile profile = m_profile;
    profile.directories = {directory.toStdString()};
    return effectiveStack(tree, profile, "svc");
}

void TestLibpamFuzz::write(const QString &directory, const Files &files) const
{
    for (const auto &[name, bytes] : files) {
        QFile file(directory + QLatin1Char('/') + QString::fromStdString(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes.data(), qint64(bytes.size())), qint64(bytes.size()));
    }
}

void TestLibpamFuzz::compare(const EffectiveStack &stack, const QString &directory, const Files &files) const
{
    const QList<Primitive> primitives{Primitive::Authenticate, Primitive::AcctMgmt, Primitive::OpenSession, Primitive::Chauthtok};
    const LibpamAnswer answer = askLibpam(directory, "svc", primitives);
    const int start = stack.start == StartOutcome::Success ? rc::success : abortCode;
    if (answer.signal != 0 || answer.start != start)
        qWarning("%zu entries%s", stack.serviceEntries.size() + stack.otherEntries.size(), dump(files).constData());
    QCOMPARE(answer.signal, 0);
    QCOMPARE(answer.start, start);
    if (stack.start != StartOutcome::Success)
        return;
    QCOMPARE(answer.calls.size(), primitives.size());
    for (qsizetype i = 0; i < primitives.size(); ++i) {
        const std::vector<Entry> chain = stack.chain(facilityOf(primitives[i]));
        const QByteArrayList expected = expectedTexts(chain); // pam_echo speaks in the first pass of chauthtok only
        if (answer.calls[i].said != expected)
            qWarning("%s%s", primitiveName(primitives[i]).data(), dump(files).constData());
        QCOMPARE(answer.calls[i].said, expected);
    }
}

void TestLibpamFuzz::sameAsLibpam_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= (test::sanitized ? 2U : 10U); ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestLibpamFuzz::sameAsLibpam()
{
    QFETCH(unsigned, seed);
    const unsigned count = qEnvironmentVariableIsSet("PAMPHLET_TEST_ROUNDS") ? qEnvironmentVariableIntValue("PAMPHLET_TEST_ROUNDS") : 100;
    int leftOut = 0;
    for (unsigned i = 0; i < count; ++i) {
        const QTemporaryDir directory;
        QVERIFY(directory.isValid());
        const Files files = Generator(seed * 1'000'003 + i, directory.path().toStdString()).files();
        const EffectiveStack stack = predicted(directory.path(), files);
        // libpam takes time quadratic in the entries: what includes itself again and again would only be slow.
        constexpr std::size_t quick = 2000;
        const bool known = stack.start == StartOutcome::Success || stack.start == StartOutcome::Abort;
        if (!known || stack.serviceEntries.size() + stack.otherEntries.size() > quick) {
            ++leftOut;
            continue;
        }
        write(directory.path(), files);
        compare(stack, directory.path(), files);
        if (QTest::currentTestFailed()) {
            qWarning("seed %u, configuration %u", seed, i);
            return;
        }
    }
    QVERIFY2(leftOut * 2 < int(count), qPrintable(QStringLiteral("%1 of %2 left out").arg(leftOut).arg(count)));
}

void TestLibpamFuzz::handMade_data()
{
    QTest::addColumn<QByteArray>("svc");
    QTest::addColumn<int>("outcome");
    const QByteArray full(1022, 'a');
    QTest::newRow("plain") << QByteArray("auth required pam_echo.so a\n") << int(StartOutcome::Success);
    QTest::newRow("continuation at the end") << QByteArray("auth required pam_echo.so a \\\n") << int(StartOutcome::Abort);
    if (!m_profile.parser16) {
        QTest::newRow("buffer filled at once") << full + "\\\n" << int(StartOutcome::Hang);
        QTest::newRow("buffer filled in steps") << QByteArray("auth required pam_echo.so a\n") + full.left(500) + "\\\n" + full.left(521)
                + "\\\n" << int(StartOutcome::Hang);
        QTest::newRow("one byte short of it") << full.left(500) + "\\\n" + full.left(520) + "\\\nx\n" << int(StartOutcome::Success);
    }
    if (m_profile.etcInclude) {
        QTest::newRow("include without a file") << QByteArray("auth include\n") << int(StartOutcome::Crash);
        QTest::newRow("@include without a file") << QByteArray("@include # x\n") << int(StartOutcome::Crash);
        QTest::newRow("include without a file, filtered")
            << QByteArray("auth required pam_echo.so a\n@frob include\n") << int(StartOutcome::Crash);
    }
}

void TestLibpamFuzz::handMade()
{
    QFETCH(QByteArray, svc);
    QFETCH(int, outcome);
    const QTemporaryDir directory;
    const Files files{{"svc", svc.toStdString()}};
    const EffectiveStack stack = predicted(directory.path(), files);
    QCOMPARE(int(stack.start), outcome);
    write(directory.path(), files);
    if (stack.start != StartOutcome::Hang && stack.start != StartOutcome::Crash) {
        compare(stack, directory.path(), files);
        return;
    }
    const LibpamAnswer answer = askLibpam(directory.path(), "svc", {}, 1);
    QCOMPARE(answer.signal, stack.start == StartOutcome::Hang ? SIGALRM : SIGSEGV);
}

QTEST_APPLESS_MAIN(TestLibpamFuzz)
#include "tst_libpamfuzz.moc"
