// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real pam_motd, in mounts of its own, against what we say it shows.
#include "core/change/rootdirectory.h"
#include "core/motd/composition.h"
#include "tests/support/privatemounts.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <functional>
#include <optional>

#include <security/pam_appl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace pamphlet;

using Setup = std::function<void()>;
Q_DECLARE_METATYPE(Setup)

namespace {

QString noPrivateMounts;

const QString etcMotd = QStringLiteral("/etc/motd");
const QString runMotd = QStringLiteral("/run/motd");
const QString usrMotd = QStringLiteral("/usr/lib/motd");
const QString dynamic = QStringLiteral("/run/motd.dynamic");
const QString etcDirectory = QStringLiteral("/etc/motd.d");
const QString runDirectory = QStringLiteral("/run/motd.d");
const QString usrDirectory = QStringLiteral("/usr/lib/motd.d");
const QString scripts = QStringLiteral("/etc/update-motd.d");

void write(const QString &path, const QByteArray &bytes, int mode = 0644)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
    QCOMPARE(fchmod(file.handle(), mode_t(mode)), 0);
}

void link(const QString &target, const QString &path)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile::remove(path);
    QCOMPARE(symlink(QFile::encodeName(target).constData(), QFile::encodeName(path).constData()), 0);
}

/// Files of every default place, each with a text of its own.
void usual()
{
    write(etcMotd, "etc\n");
    write(runMotd, "run\n");
    write(etcDirectory + QStringLiteral("/b"), "etc b\n");
    write(etcDirectory + QStringLiteral("/a"), "etc a");
    write(runDirectory + QStringLiteral("/a"), "run a\n");
    write(usrDirectory + QStringLiteral("/c"), "usr c\n");
    write(usrDirectory + QStringLiteral("/B"), "usr B\n");
}

void clear()
{
    for (const QString &file : {etcMotd, runMotd, usrMotd, dynamic, dynamic + QStringLiteral(".new")}) {
        QFile::remove(file);
        QDir().rmdir(file);
    }
    for (const QString &directory : {etcDirectory, runDirectory, usrDirectory, scripts}) {
        chmod(QFile::encodeName(directory).constData(), 0755);
        QDir(directory).removeRecursively();
    }
}

/// Hands every message on to the pipe, as programs print it: with a newline behind it.
int converse(int count, const pam_message **messages, pam_response **responses, void *data)
{
    const int pipe = *static_cast<const int *>(data);
    for (int i = 0; i < count; ++i) {
        const QByteArray line = QByteArray(messages[i]->msg) + '\n';
        if (::write(pipe, line.constData(), std::size_t(line.size())) != line.size())
            return PAM_CONV_ERR;
    }
    *responses = static_cast<pam_response *>(calloc(std::size_t(count), sizeof(pam_response)));
    return PAM_SUCCESS;
}

struct Login {
    QByteArray shown;
    bool died = false;
};

/// Opens a session in a process of its own, since the module may end it.
Login login(const char *user)
{
    int ends[2];
    if (pipe(ends) != 0)
        qFatal("no pipe");
    const pid_t child = fork();
    if (child == 0) {
        ::close(ends[0]);
        std::signal(SIGSEGV, SIG_DFL); // the module's end is what is looked at: no report of it
        const rlimit none{0, 0};
        setrlimit(RLIMIT_CORE, &none);
        pam_conv conversation{converse, &ends[1]};
        pam_handle_t *handle = nullptr;
        if (pam_start("motd-test", user, &conversation, &handle) != PAM_SUCCESS)
            _exit(1);
        const int code = pam_open_session(handle, 0);
        pam_end(handle, code);
        _exit(code == PAM_SUCCESS ? 0 : 2);
    }
    ::close(ends[1]);
    Login result;
    char buffer[4096];
    for (ssize_t got = 0; (got = read(ends[0], buffer, sizeof buffer)) > 0;)
        result.shown.append(buffer, got);
    ::close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    result.died = WIFSIGNALED(status);
    if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
        result.shown = "<failed>";
    return result;
}

} // namespace

class TestPamMotd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!noPrivateMounts.isEmpty())
            QSKIP(qPrintable(noPrivateMounts));
        m_run.emplace(test::Mount::tmpfs(QStringLiteral("/run"), QStringLiteral("mode=0755,size=64m")));
        QVERIFY(m_run->mounted());
        for (const char *tree : {"etc", "usr"}) {
            const QString upper = QStringLiteral("/run/upper/") + QLatin1String(tree);
            const QString work = QStringLiteral("/run/overlaid/") + QLatin1String(tree);
            QVERIFY(QDir().mkpath(upper) && QDir().mkpath(work));
            m_overlays.push_back(test::Mount::overlay(u'/' + QLatin1String(tree), u'/' + QLatin1String(tree), upper, work));
            if (!m_overlays.back().mounted())
                QSKIP("overlays are not permitted here");
        }
        auto root = change::RootDirectory::open("/");
        QVERIFY(root);
        m_root = *root;
        m_profile = pam::detectLibpam(*m_root, pam::libpamProfiles().back());
        qInfo("libpam: %s", m_profile.name.c_str());
    }

    void cleanupTestCase()
    {
        m_root.reset();
        m_overlays.clear();
        m_run.reset();
    }

    void shows_data()
    {
        QTest::addColumn<Setup>("setup");
        QTest::addColumn<QStringList>("rules");
        QTest::addColumn<QByteArray>("expected");

        const auto row = [](const char *name, const Setup &setup, const QStringList &rules, const QByteArray &expected) {
            QTest::newRow(name) << setup << rules << expected;
        };
        const auto one = [](const char *rule) { return QStringList{QLatin1String(rule)}; };
        const QByteArray all = "etc\nusr B\netc a\netc b\nusr c\n";
        const Setup none = [] {};

        row("nothing is there", none, one(""), "");
        row("the defaults", usual, one(""), all);
        row("noupdate keeps the defaults", usual, one("noupdate"), all);
        row("a word that is no option too", usual, one("frob"), all);
        row("a file alone", usual, one("motd=/run/motd"), "run\n");
        row("the first that is there", usual, one("motd=/nowhere:/run/motd:/etc/motd"), "run\n");
        row("the last motd= counts", usual, one("motd=/run/motd motd=/etc/motd"), "etc\n");
        row("an empty motd= takes it back", usual, one("motd=/run/motd motd="), all);
        row("motd= empty and a directory", usual, one("motd= motd_dir=/etc/motd.d"), "etc a\netc b\n");
        row("a directory alone", usual, one("motd_dir=/usr/lib/motd.d"), "usr B\nusr c\n");
        row("both", usual, one("motd_dir=/run/motd.d motd=/run/motd"), "run\nrun a\n");
        row("a directory twice", usual, one("motd_dir=/etc/motd.d:/etc/motd.d"), "etc a\netc b\n");
        row("a missing directory", usual, one("motd_dir=/nowhere:/run/motd.d"), "run a\n");
        row("the other order of directories", usual, one("motd_dir=/run/motd.d:/etc/motd.d"), "run a\netc b\n");
        row("empty items of files", usual, one("motd=::/run/motd::/etc/motd:"), "run\n");
        row("nothing but colons", usual, one("motd=:::"), "");
        row("a colon before the directory", usual, one("motd_dir=:/etc/motd.d"), "etc a\netc b\n");
        row("two rules", usual, {QStringLiteral("motd=/run/motd"), QStringLiteral("noupdate")}, "run\n" + all);
        row("the same twice", usual, {QString(), QString()}, all + all);

        const auto changed = [](const Setup &more) {
            return Setup([more] {
                usual();
                more();
            });
        };
        const QString a = etcDirectory + QStringLiteral("/a");
        const QByteArray withoutA = "etc\nusr B\netc b\nusr c\n";
        const QByteArray otherA = "etc\nusr B\nrun a\netc b\nusr c\n";
        row("an empty file silences its name", changed([a] { write(a, ""); }), one(""), withoutA);
        row("a link to /dev/null silences", changed([a] { link(QStringLiteral("/dev/null"), a); }), one(""), withoutA);
        row("a dangling link does not", changed([a] { link(QStringLiteral("/nowhere"), a); }), one(""), otherA);
        row("a directory of that name silences", changed([a] {
                QFile::remove(a);
                QDir().mkpath(a);
            }),
            one(""), withoutA);
        row("a link to a directory", changed([a] { link(QStringLiteral("/etc/pam.d"), a); }), one(""), withoutA);
        row("a link to a file", changed([a] { link(QStringLiteral("../../run/motd.d/a"), a); }), one(""), otherA);
        row("hidden files and leftovers", changed([] {
                write(etcDirectory + QStringLiteral("/.h"), "hidden\n");
                write(etcDirectory + QStringLiteral("/b.dpkg-old"), "old\n");
                write(etcDirectory + QStringLiteral("/b~"), "backup\n");
            }),
            one(""), "etc\nhidden\nusr B\netc a\netc b\nold\nbackup\nusr c\n");
        row("an empty file hides the others of its list", changed([] { write(etcMotd, ""); }), one(""), "usr B\netc a\netc b\nusr c\n");
        row("a directory in place of the file", changed([] {
                QFile::remove(etcMotd);
                QDir().mkpath(etcMotd);
            }),
            one("motd=/etc/motd:/run/motd"), "");
        row("not for everyone: the file", changed([] { write(etcMotd, "secret\n", 0600); }), one(""), "run\nusr B\netc a\netc b\nusr c\n");
        row("not for everyone: a part", changed([a] { write(a, "secret\n", 0600); }), one(""), otherA);
        row("not for everyone: both of a name", changed([a] {
                write(a, "secret\n", 0600);
                write(runDirectory + QStringLiteral("/a"), "secret\n", 0640);
            }),
            one(""), withoutA);
        row("not for everyone: the directory", changed([] { chmod("/etc/motd.d", 0700); }), one(""), "etc\nusr B\nrun a\nusr c\n");
        row("a directory to pass through", changed([] { chmod("/etc/motd.d", 0711); }), one(""), "etc\nusr B\netc a\nusr c\n");

        const auto file = [](const QByteArray &bytes) { return Setup([bytes] { write(etcMotd, bytes); }); };
        row("no newline at the end", file("x"), one(""), "x\n");
        row("nothing but a newline", file("\n"), one(""), "\n");
        row("two newlines", file("x\n\n"), one(""), "x\n\n");
        row("a NUL ends it", file(QByteArray("x\0y\n", 4)), one(""), "x\n");
        row("a NUL comes first", file(QByteArray("\0y\n", 3)), one(""), "\n");
        row("as large as may be", file(QByteArray(65536, 'x')), one(""), QByteArray(65536, 'x') + '\n');
        row("a byte larger", file(QByteArray(65537, 'x')), one(""), "");
        row("escapes and bytes of any kind", file("\x1b[31mred\x1b[0m\r\xff\xfe\n"), one(""), "\x1b[31mred\x1b[0m\r\xff\xfe\n");

        if (!m_profile.atInclude)
            return; // the scripts are Debian's and Ubuntu's
        const auto script = [](const char *name, const QByteArray &body, int mode = 0755) {
            write(scripts + u'/' + QLatin1String(name), "#!/bin/sh\n" + body, mode);
        };
        const QString stale = QStringLiteral("motd=/run/motd.dynamic noupdate");
        row(
            "made at the login", [script] { script("10-a", "echo now\n"); }, one("motd=/run/motd.dynamic"), "now\n");
        row(
            "noupdate makes none", [script] { script("10-a", "echo now\n"); }, {stale}, "");
        row(
            "noupdate shows the old one",
            [script] {
                script("10-a", "echo now\n");
                write(dynamic, "old\n");
            },
            {stale}, "old\n");
        row(
            "another rule makes it", [script] { script("10-a", "echo now\n"); }, {stale, QStringLiteral("motd=/nowhere"), stale}, "now\n");
        row(
            "no scripts, no directory", [] { write(dynamic, "old\n"); }, one("motd=/run/motd.dynamic"), "old\n");
        row(
            "a directory without scripts",
            [script] {
                script("10-a", "echo now\n", 0644);
                write(dynamic, "old\n");
            },
            one("motd=/run/motd.dynamic"), "");
        row(
            "a link to it",
            [script] {
                script("10-a", "echo now\n");
                link(dynamic, etcMotd);
            },
            one(""), "now\n");
        row(
            "names of scripts",
            [script] {
                for (const char *name : {"10-a", "B", "x.sh", "a.b-c", "_x-y", "a.dpkg-old", "10-a.dpkg-dist", "z-a.b", "z-a.b-d",
                                         "Z-a.b-d", "a_b.c-d", "-a", "a--b", "plain", "09", "a-", "a_b", "b.c-"})
                    script(name, QByteArray("echo ") + name + '\n');
            },
            one("motd=/run/motd.dynamic"), "09\n10-a\n_x-y\na-\na--b\na.b-c\na_b.c-d\nplain\nz-a.b-d\n");
        row(
            "a script fails: the old one stays",
            [script] {
                script("10-a", "exit 3\n");
                write(dynamic, "old\n");
            },
            one("motd=/run/motd.dynamic"), "old\n");
    }

    void shows()
    {
        QFETCH(Setup, setup);
        QFETCH(QStringList, rules);
        QFETCH(QByteArray, expected);
        prepare(setup, rules);
        const motd::Composition before = motd::compose(*m_root, m_profile, "motd-test");
        const Login real = login("nobody");
        QVERIFY(!real.died);
        QCOMPARE(real.shown, expected);
        QVERIFY(!before.crash);
        QCOMPARE(int(before.rules.size()), int(rules.size()));
        // What the scripts of this login wrote is known now; everything else was known before.
        const motd::Composition after = motd::compose(*m_root, m_profile, "motd-test");
        std::string foretold;
        for (const motd::Part &part : before.parts) {
            const auto written = std::find_if(after.parts.begin(), after.parts.end(),
                                              [&](const motd::Part &later) { return later.fresh && later.path == part.path; });
            foretold += part.fresh && written != after.parts.end() ? written->bytes : part.bytes;
        }
        QCOMPARE(QByteArray::fromStdString(foretold), expected);
    }

    void scriptsAreForetold()
    {
        if (!m_profile.atInclude)
            QSKIP("the scripts are Debian's and Ubuntu's");
        prepare(
            [] {
                for (const char *name : {"10-a", "B", "x.sh", "a.b-c", "_x-y", "a.dpkg-old", "z-a.b", "z-a.b-d", "-a", "plain", "a-"})
                    write(scripts + u'/' + QLatin1String(name), QByteArray("#!/bin/sh\necho ") + name + '\n', 0755);
                write(scripts + QStringLiteral("/20-off"), "#!/bin/sh\necho off\n", 0644);
            },
            {QStringLiteral("motd=/run/motd.dynamic")});
        QByteArray foretold;
        for (const motd::UpdateScript &script : motd::updateScripts(*m_root)) {
            if (script.runs)
                foretold += QByteArray::fromStdString(script.path.substr(script.path.rfind('/') + 1)) + '\n';
        }
        QCOMPARE(login("nobody").shown, foretold);
        QVERIFY(!foretold.isEmpty());
    }

    // Linux-PAM 1.5.2: the list of directories holds a null pointer for an empty item that is not the first.
    void anEmptyDirectoryEndsTheProcess_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<bool>("dies");
        QTest::newRow("behind") << QStringLiteral("motd=/run/motd motd_dir=/etc/motd.d:") << true;
        QTest::newRow("between") << QStringLiteral("motd_dir=/etc/motd.d::/run/motd.d motd=/run/motd") << true;
        QTest::newRow("twice before") << QStringLiteral("motd_dir=::/etc/motd.d motd=/run/motd") << true;
        QTest::newRow("before") << QStringLiteral("motd_dir=:/etc/motd.d motd=/run/motd") << false;
        QTest::newRow("taken back") << QStringLiteral("motd_dir=/etc/motd.d: motd_dir= motd=/run/motd") << false;
    }
    void anEmptyDirectoryEndsTheProcess()
    {
        if (m_profile.name != "debian-12")
            QSKIP("known of Linux-PAM 1.5.2 alone");
        QFETCH(QString, rule);
        QFETCH(bool, dies);
        prepare(usual, {QStringLiteral("motd=/etc/motd"), rule, QStringLiteral("motd=/etc/motd")});
        const Login real = login("nobody");
        const motd::Composition said = motd::compose(*m_root, m_profile, "motd-test");
        QCOMPARE(real.died, dies);
        QCOMPARE(said.crash.has_value(), dies);
        QCOMPARE(QByteArray::fromStdString(said.bytes()), real.shown);
        if (dies)
            QCOMPARE(said.crash->line, std::size_t(2));
    }

private:
    static void prepare(const Setup &setup, const QStringList &rules)
    {
        clear();
        setup();
        QByteArray service;
        for (const QString &rule : rules)
            service += "session optional pam_motd.so " + rule.toUtf8() + '\n';
        write(QStringLiteral("/etc/pam.d/motd-test"), service + "session required pam_permit.so\n");
    }

    std::optional<test::Mount> m_run;
    std::vector<test::Mount> m_overlays;
    std::shared_ptr<const change::RootDirectory> m_root;
    pam::LibpamProfile m_profile;
};

int main(int argc, char *argv[])
{
    noPrivateMounts = test::enterPrivateMounts();
    QCoreApplication application(argc, argv);
    TestPamMotd test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pammotd.moc"
