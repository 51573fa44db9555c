// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/scriptlint.h"
#include "core/teleport/shellscan.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace pamphlet;
using namespace pamphlet::teleport;

namespace {

QString lines(const std::vector<pam::Finding> &findings)
{
    QStringList result;
    for (const pam::Finding &finding : findings) {
        result << QStringLiteral("%1 %2:%3").arg(QString::fromStdString(finding.id)).arg(finding.where.line).arg(finding.where.column);
        for (const std::string &argument : finding.arguments)
            result.last() += QLatin1Char(' ') + QString::fromStdString(argument);
    }
    return result.join(QLatin1Char('\n'));
}

/// A script that is well but for the lines given.
std::string script(const std::string &body, const std::string &shebang = "#!/bin/sh\n")
{
    return shebang + body;
}

} // namespace

class TestScriptLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void traps_data();
    void traps();
    void thePublishedScripts();
    void scanning();
    void everyCutIsSafe();
};

void TestScriptLint::traps_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, std::string text, const char *expected) {
        QTest::newRow(name) << std::move(text) << QString::fromLatin1(expected);
    };
    const std::string fine = "id -- \"$PAM_USER\" >/dev/null 2>&1 || /usr/sbin/useradd -m -- \"$PAM_USER\"\n";
    row("nothing wrong", script(fine), "");
    row("nothing wrong, an if",
        script("if ! getent passwd \"$PAM_USER\" >/dev/null; then\n  /usr/sbin/useradd -m \"$PAM_USER\" || exit 1\nfi\nexit 0\n"), "");
    row("nothing wrong, set -e", script("set -e\nid \"$PAM_USER\" || /usr/sbin/useradd -m \"$PAM_USER\"\nexit 0\n"), "");
    row("nothing wrong, the status is looked at", script("id \"$PAM_USER\" && exit\n/usr/sbin/useradd -m \"$PAM_USER\"\nrc=$?\nexit $rc\n"),
        "");
    row("empty", "", "TEL050 1:1 ");
    row("no interpreter", fine, "TEL050 1:1 ");
    row("a relative interpreter", script(fine, "#!sh\n"), "TEL050 1:1 sh");
    row("Windows line ends", script(fine, "#!/bin/sh\r\n"), "TEL050 1:1 /bin/sh\\r");
    row("&> under sh", script("id \"$PAM_USER\" &>/dev/null || /usr/sbin/useradd -m \"$PAM_USER\"\n"), "TEL051 2:16 /bin/sh &>");
    row("&>> under dash", script("id \"$PAM_USER\" &>>/dev/null || /usr/sbin/useradd -m \"$PAM_USER\"\n", "#!/usr/bin/dash\n"),
        "TEL051 2:16 /usr/bin/dash &>>");
    row("&> under bash", script("id \"$PAM_USER\" &>/dev/null || /usr/sbin/useradd -m \"$PAM_USER\"\n", "#!/bin/bash\n"), "");
    row("&> by env", script("id \"$PAM_USER\" &>/dev/null || /usr/sbin/useradd -m \"$PAM_USER\"\n", "#!/usr/bin/env bash\n"), "");
    row("&> in quotes and comments", script("echo '&>' \"&>\" \\&\\> # &>\n" + fine), "");
    row("an empty name", script("id -u \"\" >/dev/null 2>&1 || /usr/sbin/useradd -m \"\"\n"), "TEL052 2:7 id\nTEL052 2:50 useradd");
    row("expanded too early", script("cat > /etc/x <<EOF\nuseradd \"${PAM_USER}\"\nEOF\n"), "TEL053 3:10 PAM_USER");
    row("expanded too early, tabs", script("cat > /etc/x <<-EOF\n\techo $TELEPORT_LOGIN\n\tEOF\n"), "TEL053 3:7 TELEPORT_LOGIN");
    row("a quoted here-document", script("cat > /etc/x <<'EOF'\nuseradd \"${PAM_USER}\"\nEOF\n"), "");
    row("an escaped one", script("cat > /etc/x <<EOF\nuseradd \"\\${PAM_USER}\"\nEOF\n"), "");
    row("a file in /tmp", script("echo x 2> /tmp/pam.error\n"), "TEL054 2:11 /tmp/pam.error");
    row("appended, /var/tmp", script("echo x >>/var/tmp/log\n"), "TEL054 2:10 /var/tmp/log");
    row("by tee", script("echo x | tee -a /tmp/log\n"), "TEL054 2:17 /tmp/log");
    row("reading is no harm", script("cat < /tmp/x\n"), "");
    row("a process id is predictable", script("echo x > /tmp/log.$$\n"), "TEL054 2:10 /tmp/log.$$");
    row("mktemp", script("echo x > \"$(mktemp)\"\n"), "");
    row("exit 0 hides it", script("id \"$PAM_USER\" || /usr/sbin/useradd -m \"$PAM_USER\"\nexit 0\n"), "TEL055 2:19 /usr/sbin/useradd");
    row("|| true hides it", script("id \"$PAM_USER\" || /usr/sbin/useradd -m \"$PAM_USER\" || true\n"), "TEL055 2:19 /usr/sbin/useradd");
    row("|| : too", script("id \"$PAM_USER\" || /usr/sbin/useradd -m \"$PAM_USER\" || :\n"), "TEL055 2:19 /usr/sbin/useradd");
    row("no home", script("id \"$PAM_USER\" || /usr/sbin/useradd \"$PAM_USER\"\n"), "TEL056 2:19 /usr/sbin/useradd");
    row("-s takes a word that is no -m", script("id \"$PAM_USER\" || /usr/sbin/useradd -s /bin/mksh \"$PAM_USER\"\n"),
        "TEL056 2:19 /usr/sbin/useradd");
    row("-m among others", script("id \"$PAM_USER\" || /usr/sbin/useradd -rm \"$PAM_USER\"\n"), "");
    row("not idempotent", script("/usr/sbin/useradd -m \"$PAM_USER\"\n"), "TEL057 2:1 /usr/sbin/useradd");
    row("unquoted", script("id $PAM_USER || /usr/sbin/useradd -m \"$PAM_USER\"\n"), "TEL058 2:4 PAM_USER");
    row("unquoted in braces", script("id \"$PAM_USER\" || /usr/sbin/useradd -m ${TELEPORT_LOGIN}\n"), "TEL058 2:40 TELEPORT_LOGIN");
    row("assignments are not split", script("x=$PAM_USER\nid \"$x\"\n"), "");
    row("looked up", script("id \"$PAM_USER\" || useradd -m \"$PAM_USER\"\n"), "TEL059 2:19 useradd");
    row("looked up in a path that is set", script("PATH=/usr/sbin:/usr/bin\nid \"$PAM_USER\" || useradd -m \"$PAM_USER\"\n"), "");
    row("[[ under sh", script("if [[ -n $X ]]; then :; fi\n"), "TEL060 2:4 /bin/sh [[");
    row("source", script("source /etc/x\n"), "TEL060 2:1 /bin/sh source");
    row("a here-string", script("cat <<< x\n"), "TEL060 2:5 /bin/sh <<<");
    row("[[ under bash", script("if [[ -n $X ]]; then :; fi\n", "#!/bin/bash\n"), "");
    row("by a variable", script("add='/usr/sbin/useradd'\nid \"$PAM_USER\" || \"$add\" \"$PAM_USER\"\n"), "TEL056 3:19 /usr/sbin/useradd");
    row("a continued line", script("id \"$PAM_USER\" || \\\n  /usr/sbin/useradd -m \\\n  \"$PAM_USER\"\nexit 0\n"),
        "TEL055 3:3 /usr/sbin/useradd");
}

void TestScriptLint::traps()
{
    QFETCH(std::string, text);
    QTEST(lines(lintScript(text, "/s")), "expected");
}

/// The scripts that the guides of Teleport showed, taken out of them as their readers did: as they stand, and as the shell wrote them.
void TestScriptLint::thePublishedScripts()
{
    int found = 0;
    const QDir directory(QStringLiteral(PAMPHLET_SHARED "/seeds"));
    for (const QString &name : directory.entryList(QDir::Files)) {
        QFile file(directory.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        const QRegularExpression snippet(QStringLiteral("^cat > (\\S+) <<EOF\\n(#!/bin/sh\\n.*?)^EOF$"),
                                         QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
        for (auto it = snippet.globalMatch(text); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            ++found;
            const QString setup = lines(lintScript("#!/bin/sh\n" + match.captured(0).toStdString() + "\n", "/setup"));
            QVERIFY2(setup.contains(QStringLiteral("TEL053")), qPrintable(setup));
            const QString escaped = lines(lintScript(match.captured(2).toStdString(), "/s"));
            for (const char *id : {"TEL051", "TEL054", "TEL055"})
                QVERIFY2(escaped.contains(QLatin1String(id)), qPrintable(escaped));
            QString expanded = match.captured(2);
            expanded.remove(QRegularExpression(QStringLiteral("\\$\\{(PAM|TELEPORT)_[A-Z]+\\}")));
            const QString written = lines(lintScript(expanded.toStdString(), "/s"));
            QVERIFY2(written.contains(QStringLiteral("TEL052")), qPrintable(written));
        }
    }
    if (found == 0)
        QSKIP("the published guides are not beside the tree");
    QVERIFY(found >= 3);
}

void TestScriptLint::scanning()
{
    const ShellScript scanned = scanShell("#!/bin/sh -e\n"
                                          "A=1 b=\"$c\" cmd 'x y'\"z $v\"w 2>&1 >\"$out\" && ! other | third &\n"
                                          "if test -n \"${x:-$(a \"b)\" | c)}\"; then :; fi # no\n"
                                          "cat <<A <<'B'\nbody $x\nA\n$y\nB\n"
                                          "last\n");
    QCOMPARE(scanned.interpreter, "/bin/sh");
    const ShellCommand &first = scanned.commands.front();
    QCOMPARE(first.assignments.size(), 2u);
    QCOMPARE(first.words.size(), 2u);
    QCOMPARE(first.words[1].text, "x yz $vw");
    QCOMPARE(first.redirections.size(), 2u);
    QCOMPARE(first.redirections[0].op, "2>&");
    QCOMPARE(first.end, ShellEnd::And);
    QCOMPARE(scanned.commands[1].keywords, std::vector<std::string>{"!"});
    QCOMPARE(scanned.commands[1].end, ShellEnd::Pipe);
    QCOMPARE(scanned.commands[2].end, ShellEnd::Background);
    QCOMPARE(scanned.commands[3].keywords, std::vector<std::string>{"if"});
    QCOMPARE(scanned.commands[3].words.size(), 3u);
    QCOMPARE(scanned.hereDocuments.size(), 2u);
    QVERIFY(!scanned.hereDocuments[0].quoted);
    QVERIFY(scanned.hereDocuments[1].quoted);
    QCOMPARE(scanned.commands.back().words.front().text, "last");
}

void TestScriptLint::everyCutIsSafe()
{
    const std::string text = script("x=${y:-'a'} `b` \"c $(d 'e)' \\) f)\" &>/tmp/g <<H && [[ i ]] \\\n$J ${K\nH\n{ l; } | case $m in n) o "
                                    ";; esac\nuseradd \"\" $PAM_USER\n");
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        for (std::size_t size = 0; begin + size <= text.size(); size += 3) {
            for (const pam::Finding &finding : lintScript(std::string_view(text).substr(begin, size), "/s"))
                QVERIFY(finding.where.line >= 1 && finding.where.column >= 1);
        }
    }
    for (const char *nasty : {"((((((", "$", "${", "$(", "`", "'", "\"", "<<", "<<E", "\\", "&>", "2>", "a\0b"})
        lintScript(nasty, "/s");
    lintScript(std::string(1 << 20, '('), "/s");
    lintScript(std::string(1 << 20, '$'), "/s");
}

QTEST_GUILESS_MAIN(TestScriptLint)
#include "tst_scriptlint.moc"
