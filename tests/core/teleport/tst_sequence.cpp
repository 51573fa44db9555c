// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/sequence.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::teleport;

namespace {

constexpr const char *file = "/etc/teleport.yaml";

Config configOf(const std::string &lines)
{
    return *readConfig("ssh_service:\n  pam:\n    enabled: yes\n    service_name: tp\n" + lines, file);
}

Login login()
{
    return {"me@example.org",
            "me",
            {"dev", "ops"},
            {{"mail", {"me@example.org"}}, {"groups", {"a", "", "b"}}, {"empty", {""}}, {"with space", {"x"}}}};
}

QString text(const Sequence &sequence)
{
    QStringList lines;
    for (const Call &call : sequence.calls) {
        QString line = QString::fromStdString(std::string(callName(call.kind)));
        for (const std::string *part : {&call.name, &call.value}) {
            if (!part->empty())
                line += QLatin1Char(' ') + QString::fromStdString(*part);
        }
        lines << line;
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

class TestSequence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void order_data();
    void order();
    void templates_data();
    void templates();
    void refusals_data();
    void refusals();
    void notes();
};

void TestSequence::order_data()
{
    QTest::addColumn<std::string>("lines");
    QTest::addColumn<int>("request");
    QTest::addColumn<bool>("items");
    QTest::addColumn<QString>("expected");
    const QString variables
        = QStringLiteral("pam_putenv TELEPORT_LOGIN me\npam_putenv TELEPORT_ROLES dev ops\npam_putenv TELEPORT_USERNAME me@example.org\n");
    const QString items = QStringLiteral("pam_set_item PAM_RUSER me\npam_set_item PAM_RHOST 192.0.2.1\npam_set_item PAM_TTY pts/1\n");
    const QString end = QStringLiteral("pam_open_session\ngetpwnam me\npam_close_session\npam_end");
    QTest::newRow("account before session, no setcred")
        << std::string() << int(Request::Shell) << false
        << QStringLiteral("pam_start tp me\n") + variables + QStringLiteral("pam_acct_mgmt\n") + end;
    QTest::newRow("account before auth") << std::string("    use_pam_auth: yes\n") << int(Request::Shell) << true
                                         << QStringLiteral("pam_start tp me\n") + items + variables
            + QStringLiteral("pam_acct_mgmt\npam_authenticate\n") + end;
    QTest::newRow("a command authenticates too")
        << std::string("    use_pam_auth: yes\n") << int(Request::Command) << false
        << QStringLiteral("pam_start tp me\n") + variables + QStringLiteral("pam_acct_mgmt\npam_authenticate\n") + end;
    QTest::newRow("port forwarding does not") << std::string("    use_pam_auth: yes\n") << int(Request::PortForwarding) << false
                                              << QStringLiteral("pam_start tp me\n") + variables + QStringLiteral("pam_acct_mgmt\n") + end;
    QTest::newRow("a quoted use_pam_auth is not on")
        << std::string("    use_pam_auth: 'yes'\n") << int(Request::Shell) << false
        << QStringLiteral("pam_start tp me\n") + variables + QStringLiteral("pam_acct_mgmt\n") + end;
}

void TestSequence::order()
{
    QFETCH(std::string, lines);
    QFETCH(int, request);
    QFETCH(bool, items);
    SequenceOptions options;
    options.request = Request(request);
    options.setsItems = items;
    options.remoteHost = "192.0.2.1";
    options.tty = "pts/1";
    const auto sequence = loginSequence(configOf(lines), login(), options);
    QVERIFY(sequence);
    QTEST(text(*sequence), "expected");
}

void TestSequence::templates_data()
{
    QTest::addColumn<std::string>("value");
    QTest::addColumn<QString>("expected"); ///< null: unset
    const auto row
        = [](const char *value, const char *expected) { QTest::newRow(value) << std::string(value) << QString::fromUtf8(expected); };
    row("plain", "plain");
    row(" spaced ", " spaced ");
    row("one { brace }", "one { brace }");
    row("{{external.mail}}", "me@example.org");
    row("{{ external.mail }}", "me@example.org");
    row("{{external[\"mail\"]}}", "me@example.org");
    row("{{external[\"with space\"]}}", "x");
    row("<{{external.mail}}>", "<me@example.org>");
    row("{{external.groups}}", "a b");
    row("g-{{external.groups}}-x", "g-a-x g-b-x");
    row("{{email.local(external.mail)}}", "me");
    row("{{external.missing}}", nullptr);
    row("{{external.empty}}", nullptr);
    row("{{regexp.replace(external.mail, \"a\", \"b\")}}", nullptr);
    row("\xd7\xa9", "\xd7\xa9");
}

void TestSequence::templates()
{
    QFETCH(std::string, value);
    QFETCH(QString, expected);
    Config config = configOf("");
    config.environment.push_back({"X", value, Place{file, 9, 9}, true});
    const auto sequence = loginSequence(config, login());
    QVERIFY2(sequence, sequence ? "" : sequence.error().detail.c_str());
    const auto variable = sequence->environment.find("X");
    QCOMPARE(variable == sequence->environment.end(), expected.isNull());
    if (!expected.isNull())
        QCOMPARE(QString::fromStdString(variable->second), expected);
    QCOMPARE(sequence->notes.size(), expected.isNull() ? 1u : 0u);
}

void TestSequence::refusals_data()
{
    QTest::addColumn<std::string>("value");
    for (const char *value :
         {"{{internal.logins}}", "{{email.local(internal.mail)}}", "{{external.mail", "external.mail}}", "{{}}", "{{external}}",
          "{{external.}}", "{{external.mail}}{{external.mail}}", "{{{external.mail}}}", "{{external.a b}}", "{{external[mail]}}", "{{'x'}}",
          "}}{{", "{{external.mail}} {x}", "{{f(external.mail)}}", "{{email.local(external.mail}}"})
        QTest::newRow(value) << std::string(value);
}

void TestSequence::refusals()
{
    QFETCH(std::string, value);
    Config config = configOf("");
    config.environment.push_back({"X", value, Place{file, 9, 4}, true});
    const auto sequence = loginSequence(config, login());
    QVERIFY(!sequence);
    QCOMPARE(sequence.error().code, ErrorCode::InvalidInput);
    QCOMPARE(sequence.error().where, (Place{file, 9, 4}));
}

void TestSequence::notes()
{
    const auto sequence
        = loginSequence(configOf("    environment:\n      TELEPORT_LOGIN: root\n      A: '{{external.missing}}'\n"), login());
    QVERIFY(sequence);
    QCOMPARE(sequence->environment.at("TELEPORT_LOGIN"), "root");
    QCOMPARE(sequence->notes.size(), 2u);
    QCOMPARE(sequence->notes[0].kind, EnvironmentNote::Kind::Overwrites);
    QCOMPARE(sequence->notes[0].detail, "me");
    QCOMPARE(sequence->notes[1].kind, EnvironmentNote::Kind::Unset);
    QCOMPARE(sequence->notes[1].detail, "missing");
    QCOMPARE(sequence->notes[1].where, (Place{file, 7, 10}));
    // pam_start still gets the user who logs in.
    QCOMPARE(sequence->calls.front().value, "me");
}

QTEST_GUILESS_MAIN(TestSequence)
#include "tst_sequence.moc"
