// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/modulecatalogue.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <set>

using namespace pamphlet;
using namespace pamphlet::pam;

class TestModuleCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void embeddedDataIsTheFile();
    void dataFileIsSorted();
    void findsModules_data();
    void findsModules();
    void everyScenarioHasItsName();
    void everyEntryHoldsTogether_data();
    void everyEntryHoldsTogether();
    void likelyAnswers_data();
    void likelyAnswers();
    void credentials_data();
    void credentials();
    void removedModules_data();
    void removedModules();
    void reads();
    void refuses_data();
    void refuses();
};

namespace {

QByteArray dataFile()
{
    QFile file(QStringLiteral(PAMPHLET_SOURCE_DIR "/resources/modules.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::string catalogueOf(const std::string &members)
{
    return R"({"format": 1, "modules": [{"name": "pam_x.so", "summary": "X", "facilities": ["auth"], "credential": "none")" + members
        + "}]}";
}

} // namespace

void TestModuleCatalogue::embeddedDataIsTheFile()
{
    const QByteArray bytes = dataFile();
    const Result<ModuleCatalogue> parsed = ModuleCatalogue::parse(std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())));
    if (!parsed)
        qWarning("%zu:%zu: %s", parsed.error().where.line, parsed.error().where.column, parsed.error().detail.c_str());
    QVERIFY(parsed);
    const ModuleCatalogue &builtin = ModuleCatalogue::builtin();
    QVERIFY(builtin.modules().size() > 100);
    QCOMPARE(builtin.modules().size(), parsed->modules().size());
    for (std::size_t i = 0; i < builtin.modules().size(); ++i) {
        QCOMPARE(builtin.modules()[i].name, parsed->modules()[i].name);
        QCOMPARE(builtin.modules()[i].summary, parsed->modules()[i].summary);
        QCOMPARE(builtin.modules()[i].arguments.size(), parsed->modules()[i].arguments.size());
    }
}

void TestModuleCatalogue::dataFileIsSorted()
{
    const QByteArray bytes = dataFile();
    qsizetype last = -1;
    for (const ModuleInfo &info : ModuleCatalogue::builtin().modules()) {
        const qsizetype at = bytes.indexOf(QByteArray("      \"name\": \"") + info.name.c_str() + '"');
        QVERIFY2(at > last, info.name.c_str());
        last = at;
    }
}

void TestModuleCatalogue::findsModules_data()
{
    QTest::addColumn<QByteArray>("module");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("name") << QByteArray("pam_unix.so") << QByteArray("pam_unix.so");
    QTest::newRow("path") << QByteArray("/lib/x86_64-linux-gnu/security/pam_unix.so") << QByteArray("pam_unix.so");
    QTest::newRow("ISA path") << QByteArray("/lib/security/$ISA/pam_deny.so") << QByteArray("pam_deny.so");
    QTest::newRow("first") << QByteArray("pam_aad.so") << QByteArray("pam_aad.so");
    QTest::newRow("last") << QByteArray("pam_zfs_key.so") << QByteArray("pam_zfs_key.so");
    QTest::newRow("without suffix: libpam appends none") << QByteArray("pam_unix") << QByteArray();
    QTest::newRow("capitals") << QByteArray("PAM_UNIX.SO") << QByteArray();
    QTest::newRow("carriage return") << QByteArray("pam_unix.so\r") << QByteArray();
    QTest::newRow("directory") << QByteArray("pam_unix.so/") << QByteArray();
    QTest::newRow("NUL") << QByteArray("pam_unix.so\0x", 13) << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("before all") << QByteArray("!") << QByteArray();
    QTest::newRow("behind all") << QByteArray("\xff") << QByteArray();
    QTest::newRow("1 MiB") << QByteArray(1 << 20, 'a') << QByteArray();
}

void TestModuleCatalogue::findsModules()
{
    QFETCH(QByteArray, module);
    QFETCH(QByteArray, name);
    const ModuleInfo *info = ModuleCatalogue::builtin().find(std::string_view(module.data(), static_cast<std::size_t>(module.size())));
    QCOMPARE(info ? QByteArray::fromStdString(info->name) : QByteArray(), name);
}

void TestModuleCatalogue::everyScenarioHasItsName()
{
    std::set<std::string> names;
    for (const Scenario scenario : allScenarios) {
        const std::string name(scenarioName(scenario));
        QVERIFY(!name.empty());
        QVERIFY(names.insert(name).second);
        QVERIFY(scenarioFromName(name) == scenario);
    }
    QVERIFY(!scenarioFromName(""));
    QVERIFY(!scenarioFromName("always"));
    QVERIFY(!scenarioFromName("Root"));
}

void TestModuleCatalogue::everyEntryHoldsTogether_data()
{
    QTest::addColumn<QString>("name");
    for (const ModuleInfo &info : ModuleCatalogue::builtin().modules())
        QTest::newRow(info.name.c_str()) << QString::fromStdString(info.name);
}

void TestModuleCatalogue::everyEntryHoldsTogether()
{
    QFETCH(QString, name);
    const ModuleInfo *info = ModuleCatalogue::builtin().find(name.toStdString());
    QVERIFY(info);
    QVERIFY(info->name.starts_with("pam_"));
    QVERIFY(info->summary.size() < 100);
    QVERIFY(info->summary.back() != '.');
    // What is likely is possible, where the possible is listed.
    const auto possible = [info](const LikelyAnswers &likely) {
        return std::all_of(likely.begin(), likely.end(), [info](const auto &answers) {
            return std::all_of(answers.second.begin(), answers.second.end(), [info](const auto &answer) {
                const auto list = info->results.find(answer.first);
                return list == info->results.end() || std::count(list->second.begin(), list->second.end(), answer.second) == 1;
            });
        });
    };
    QVERIFY(possible(info->likely));
    for (const ConditionalAnswers &conditional : info->likelyWith)
        QVERIFY(possible(conditional.likely));
    // Who is unknown, or has nothing right to offer, is not let in by what checks a credential.
    if (info->credential == Credential::Checked && info->factor != "caller") {
        for (const Scenario scenario : {Scenario::WrongPassword, Scenario::UnknownUser})
            QVERIFY(info->likelyAnswer(scenario, Primitive::Authenticate).value_or(rc::authErr) != rc::success);
    }
    for (const ModuleArgument &argument : info->arguments) {
        QVERIFY(info->argument(argument.name) == &argument);
        QVERIFY2(argument.summary.back() != '.', argument.name.c_str());
    }
    QVERIFY(!info->argument("no-such-argument"));
    if (!info->replacement.empty() && info->replacement.ends_with(".so")) {
        const ModuleInfo *replacement = ModuleCatalogue::builtin().find(info->replacement);
        QVERIFY(replacement);
        QVERIFY(replacement->removedIn.empty() && replacement->replacement.empty());
    }
}

void TestModuleCatalogue::likelyAnswers_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("primitive");
    QTest::addColumn<int>("code"); // -1: nothing is said
    const auto row
        = [](const char *intent, const char *module, const char *arguments, const char *scenario, const char *primitive, int code) {
              QTest::newRow(intent) << QString::fromLatin1(module) << QString::fromLatin1(arguments).split(u' ', Qt::SkipEmptyParts)
                                    << QString::fromLatin1(scenario) << QString::fromLatin1(primitive) << code;
          };
    row("the right password", "pam_unix.so", "nullok", "right-password", "authenticate", 0);
    row("a wrong one", "pam_unix.so", "", "wrong-password", "authenticate", 7);
    row("a stranger", "pam_unix.so", "", "unknown-user", "authenticate", 10);
    row("expired, but the password is right", "pam_unix.so", "", "expired-account", "authenticate", 0);
    row("expired", "pam_unix.so", "", "expired-account", "acct_mgmt", 13);
    row("a local user while the directory is down", "pam_unix.so", "", "directory-server-down", "authenticate", 0);
    row("the directory itself", "pam_ldap.so", "", "directory-server-down", "acct_mgmt", 9);
    row("the directory, told to be ignored", "pam_ldap.so", "ignore_authinfo_unavail", "directory-server-down", "acct_mgmt", 25);
    row("SSSD does not serve root", "pam_sss.so", "", "root", "authenticate", 10);
    row("root by root", "pam_rootok.so", "", "root", "authenticate", 0);
    row("root by anyone else", "pam_rootok.so", "", "right-password", "authenticate", 7);
    row("faillock before the password", "pam_faillock.so", "preauth silent", "right-password", "authenticate", 0);
    row("faillock counts", "pam_faillock.so", "silent authfail deny=3", "wrong-password", "authenticate", 25);
    row("faillock does not know a stranger", "pam_faillock.so", "preauth", "unknown-user", "authenticate", 25);
    row("no nologin file", "pam_nologin.so", "", "right-password", "acct_mgmt", 25);
    row("no nologin file, successok", "pam_nologin.so", "successok", "right-password", "acct_mgmt", 0);
    row("condition, flag before", "pam_succeed_if.so", "quiet uid >= 1000", "right-password", "authenticate", 0);
    row("condition, flag behind", "pam_succeed_if.so", "uid >= 1000 quiet_success", "root", "authenticate", 7);
    row("condition that is not known", "pam_succeed_if.so", "tty = :0", "root", "authenticate", -1);
    row("words of a condition apart", "pam_succeed_if.so", "uid quiet >= 1000", "root", "authenticate", -1);
    row("a script can say anything", "pam_exec.so", "/bin/true", "right-password", "authenticate", -1);
    row("presentation mode", "pam_u2f.so", "alwaysok", "wrong-password", "authenticate", 0);
    row("facility that is not served", "pam_limits.so", "", "right-password", "authenticate", -1);
}

void TestModuleCatalogue::likelyAnswers()
{
    QFETCH(QString, module);
    QFETCH(QStringList, arguments);
    QFETCH(QString, scenario);
    QFETCH(QString, primitive);
    QFETCH(int, code);
    const ModuleInfo *info = ModuleCatalogue::builtin().find(module.toStdString());
    QVERIFY(info);
    std::vector<std::string> words;
    for (const QString &argument : std::as_const(arguments))
        words.push_back(argument.toStdString());
    QCOMPARE(info->likelyAnswer(scenarioFromName(scenario.toStdString()).value(), primitiveFromName(primitive.toStdString()).value(), words)
                 .value_or(-1),
             code);
}

void TestModuleCatalogue::credentials_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<int>("credential");
    QTest::addColumn<QString>("factor");
    const auto row = [](const char *module, Credential credential, const char *factor) {
        QTest::newRow(module) << QString::fromLatin1(module) << static_cast<int>(credential) << QString::fromLatin1(factor);
    };
    row("pam_unix.so", Credential::Checked, "password");
    row("pam_sss.so", Credential::Checked, "password");
    row("pam_google_authenticator.so", Credential::Checked, "one-time code");
    row("pam_u2f.so", Credential::Checked, "security key");
    row("pam_fprintd.so", Credential::Checked, "fingerprint");
    row("pam_pkcs11.so", Credential::Checked, "smart card");
    row("pam_rootok.so", Credential::Checked, "caller");
    row("pam_permit.so", Credential::None, "");
    row("pam_succeed_if.so", Credential::None, "");
    row("pam_wheel.so", Credential::None, "");
    row("pam_localuser.so", Credential::None, "");
    row("pam_listfile.so", Credential::None, "");
    row("pam_rhosts.so", Credential::None, "");
    row("pam_gnome_keyring.so", Credential::None, "");
    row("pam_exec.so", Credential::Unknown, "");
    row("pam_script.so", Credential::Unknown, "");
    row("pam_python.so", Credential::Unknown, "");
}

void TestModuleCatalogue::credentials()
{
    QFETCH(QString, module);
    QFETCH(int, credential);
    QFETCH(QString, factor);
    const ModuleInfo *info = ModuleCatalogue::builtin().find(module.toStdString());
    QVERIFY(info);
    QCOMPARE(static_cast<int>(info->credential), credential);
    QCOMPARE(QString::fromStdString(info->factor), factor);
}

void TestModuleCatalogue::removedModules_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("removedIn");
    QTest::addColumn<QString>("replacement");
    QTest::newRow("tally") << "pam_tally.so"
                           << "1.5.0"
                           << "pam_faillock.so";
    QTest::newRow("tally2") << "pam_tally2.so"
                            << "1.5.0"
                            << "pam_faillock.so";
    QTest::newRow("cracklib") << "pam_cracklib.so"
                              << "1.5.0"
                              << "pam_pwquality.so";
    QTest::newRow("lastlog") << "pam_lastlog.so"
                             << "1.5.3"
                             << "pam_lastlog2.so";
    QTest::newRow("never upstream") << "pam_stack.so"
                                    << ""
                                    << "include";
    QTest::newRow("there") << "pam_unix.so"
                           << ""
                           << "";
}

void TestModuleCatalogue::removedModules()
{
    QFETCH(QString, module);
    QFETCH(QString, removedIn);
    QFETCH(QString, replacement);
    const ModuleInfo *info = ModuleCatalogue::builtin().find(module.toStdString());
    QVERIFY(info);
    QCOMPARE(QString::fromStdString(info->removedIn), removedIn);
    QCOMPARE(QString::fromStdString(info->replacement), replacement);
}

void TestModuleCatalogue::reads()
{
    const Result<ModuleCatalogue> parsed = ModuleCatalogue::parse(R"({"modules": [
        {"name": "pam_z.so", "summary": "Z \"\u00e9\"", "facilities": ["session", "auth"], "credential": "checked", "factor": "face",
         "package": "libpam-z", "arguments": [
            {"name": "mode", "type": "choice", "choices": ["a", "b"], "facilities": ["auth"], "summary": "Mode", "warning": "Bad", "bare": true},
            {"name": "old", "type": "flag", "summary": "Old", "obsolete": true}],
         "arguments_complete": true, "results": {"authenticate": ["success", "authtok_recover_err"]},
         "likely": {"always": {"authenticate": "success", "open_session": "ignore"}, "root": {"authenticate": "auth_err"}},
         "likely_with": [{"arguments": ["a", "b"], "likely": {"root": {"authenticate": "success"}}}],
         "side_effects": ["writes"], "configuration": ["/etc/z"], "removed_in": "9.9", "replacement": "pam_a.so"},
        {"name": "pam_a.so", "summary": "A", "facilities": ["password"], "credential": "unknown", "free_arguments": true}], "format": 1})");
    QVERIFY(parsed);
    QCOMPARE(parsed->modules().size(), 2U);
    QCOMPARE(parsed->modules()[0].name, std::string("pam_a.so"));
    QVERIFY(parsed->modules()[0].freeArguments && !parsed->modules()[0].argumentsComplete);
    QVERIFY(parsed->modules()[0].credential == Credential::Unknown);
    const ModuleInfo &z = parsed->modules()[1];
    QCOMPARE(z.summary, std::string("Z \"\xc3\xa9\""));
    QVERIFY((z.facilities == std::vector{Facility::Session, Facility::Auth}));
    QCOMPARE(z.factor, std::string("face"));
    QCOMPARE(z.package, std::string("libpam-z"));
    QVERIFY(z.argumentsComplete && !z.freeArguments);
    const ModuleArgument *mode = z.argument("mode");
    QVERIFY(mode && mode->type == ArgumentType::Choice && mode->choices.size() == 2 && mode->bare && !mode->obsolete);
    QCOMPARE(mode->warning, std::string("Bad"));
    QVERIFY(mode->facilities == std::vector{Facility::Auth});
    QVERIFY(z.argument("old") && z.argument("old")->obsolete);
    QVERIFY((z.results.at(Primitive::Authenticate) == std::vector{0, 21}));
    QCOMPARE(z.likelyAnswer(Scenario::RightPassword, Primitive::Authenticate).value_or(-1), 0);
    QCOMPARE(z.likelyAnswer(Scenario::Root, Primitive::Authenticate).value_or(-1), 7);
    QCOMPARE(z.likelyAnswer(Scenario::Root, Primitive::OpenSession).value_or(-1), 25);
    QCOMPARE(z.likelyAnswer(Scenario::Root, Primitive::Authenticate, {"x", "a", "b"}).value_or(-1), 0);
    QCOMPARE(z.likelyAnswer(Scenario::Root, Primitive::Authenticate, {"b", "a"}).value_or(-1), 7);
    QVERIFY(z.sideEffects == std::vector<std::string>{"writes"});
    QVERIFY(z.configuration == std::vector<std::string>{"/etc/z"});
    QCOMPARE(z.removedIn, std::string("9.9"));
    QCOMPARE(z.replacement, std::string("pam_a.so"));
}

void TestModuleCatalogue::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("detail");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    const auto row = [](const char *intent, const std::string &json, const char *detail, int line, int column) {
        QTest::newRow(intent) << QByteArray::fromStdString(json) << QByteArray(detail) << line << column;
    };
    const auto module = [&row](const char *intent, const std::string &members, const char *detail, int column) {
        row(intent, catalogueOf(",\n" + members), detail, 2, column);
    };
    row("empty", "", "not JSON", 1, 1);
    row("an array", "[]", "something else where an object belongs", 1, 1);
    row("cut off", R"({"format": 1, "modules": [)", "not JSON", 1, 27);
    row("trailing comma", "{\"format\": 1,\n \"modules\": [],}", "not JSON", 2, 16);
    row("more behind", R"({"format": 1, "modules": []} x)", "not JSON", 1, 30);
    row("NUL behind", std::string("{\"format\": 1, \"modules\": []}\n\0x", 31), "not JSON: a NUL byte", 2, 1);
    row("byte order mark", "\xef\xbb\xbf{}", "not JSON: begins with a byte order mark", 1, 1);
    row("not UTF-8", "{\"format\": \"\xff\"}", "not JSON", 1, 13);
    row("deep", std::string(1 << 20, '['), "values nested too deep", 1, 17);
    row("deep behind a long line", std::string(1 << 20, ' ') + std::string(20, '['), "values nested too deep", 1, (1 << 20) + 17);
    row("no modules", "{\"format\": 1}", "no \"modules\"", 1, 1);
    row("another format", "{\"modules\": [],\n  \"format\": 2}", "a format that this version does not know", 2, 13);
    row("format as text", R"({"modules": [], "format": "1"})", "a format that this version does not know", 1, 27);
    row("unknown key at the top", R"({"format": 1, "x": 1, "modules": []})", "an unknown key", 1, 15);
    row("key twice", R"({"format": 1, "format": 1, "modules": []})", "a key that comes twice", 1, 15);
    row("module that is a word", R"({"format": 1, "modules": ["pam_x.so"]})", "something else where an object belongs", 1, 27);
    row("module twice", R"({"format": 1, "modules": [
{"name": "pam_x.so", "summary": "X", "facilities": ["auth"], "credential": "none"},
{"name": "pam_x.so", "summary": "X", "facilities": ["auth"], "credential": "none"}]})",
        "a module that comes twice", 3, 1);
    row("path as a name",
        R"({"format": 1, "modules": [{"name": "/lib/pam_x.so", "summary": "X", "facilities": ["auth"], "credential": "none"}]})",
        "not the name of a module", 1, 36);
    row("no facility", R"({"format": 1, "modules": [{"name": "pam_x.so", "summary": "X", "facilities": [], "credential": "none"}]})",
        "no facility", 1, 78);
    module("unknown key", R"("sumary": "x")", "an unknown key", 1);
    module("unknown key behind an escape", R"("package": "a\"b\\", "sumary": "x")", "an unknown key", 22);
    module("unknown credential", R"("arguments": [{"name": "a", "type": "flags", "summary": "A"}])", "an unknown type", 37);
    module("factor without a check", R"("factor": "password")", "a factor belongs to what is checked, and to nothing else", -1);
    module("unknown facility of an argument", R"("arguments": [{"name": "a", "type": "flag", "summary": "A", "facilities": ["Auth"]}])",
           "an unknown facility", 76);
    module("facility that is not served", R"("arguments": [{"name": "a", "type": "flag", "summary": "A", "facilities": ["session"]}])",
           "a facility that the module does not serve", 75);
    module("argument twice",
           R"("arguments": [{"name": "a", "type": "flag", "summary": "A"}, {"name": "a", "type": "text", "summary": "A"}])",
           "an argument that comes twice", 62);
    module("argument with its value", R"("arguments": [{"name": "a=1", "type": "text", "summary": "A"}])", "not the name of an argument",
           24);
    module("choice without choices", R"("arguments": [{"name": "a", "type": "choice", "summary": "A"}])",
           "choices belong to a choice, and to nothing else", 15);
    module("flag with choices", R"("arguments": [{"name": "a", "type": "flag", "choices": ["b"], "summary": "A"}])",
           "choices belong to a choice, and to nothing else", 15);
    module("flag with a value that may be missing", R"("arguments": [{"name": "a", "type": "flag", "bare": true, "summary": "A"}])",
           "a flag never has a value", 15);
    module("newline in a text", R"("package": "a\nb")", "a control character", 12);
    module("ESC in a text", "\"package\": \"a\\u001b[2J\"", "a control character", 12);
    module("empty text", R"("package": "")", "an empty text", 12);
    module("number for text", R"("package": 12 )", "something else where a string belongs", 12);
    module("null for text", R"("package": null)", "something else where a string belongs", 12);
    module("text for a flag", R"("free_arguments": "yes")", "something else where true or false belongs", 19);
    module("complete and free", R"("free_arguments": true, "arguments_complete": true)", "free arguments are never complete", -1);
    module("unknown primitive", R"("results": {"auth": ["success"]})", "an unknown primitive", 13);
    module("primitive that is not served", R"("results": {"open_session": ["success"]})",
           "a primitive of a facility that the module does not serve", 13);
    module("unknown result", R"("results": {"authenticate": ["succes"]})", "an unknown result", 30);
    module("constant as a result", R"("results": {"authenticate": ["PAM_SUCCESS"]})", "an unknown result", 30);
    module("number as a result", R"("results": {"authenticate": [0]})", "something else where a string belongs", 30);
    module("result twice", R"("results": {"authenticate": ["success", "success"]})", "a result that comes twice", 41);
    module("unknown scenario", R"("likely": {"monday": {"authenticate": "success"}})", "an unknown scenario", 12);
    module("likely as a list", R"("likely": [])", "something else where an object belongs", 11);
    module("condition without arguments", R"("likely_with": [{"arguments": [], "likely": {}}])", "no argument", 17);
    module("condition without answers", R"("likely_with": [{"arguments": ["a"]}])", "no \"likely\"", 17);
}

void TestModuleCatalogue::refuses()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, detail);
    QFETCH(int, line);
    QFETCH(int, column);
    const Result<ModuleCatalogue> parsed = ModuleCatalogue::parse(std::string_view(json.data(), static_cast<std::size_t>(json.size())));
    QVERIFY(!parsed);
    QVERIFY(parsed.error().code == ErrorCode::InvalidInput);
    QCOMPARE(QByteArray::fromStdString(parsed.error().detail), detail);
    if (column == -1) { // of the module
        line = 1;
        column = 27;
    }
    QCOMPARE(static_cast<int>(parsed.error().where.line), line);
    QCOMPARE(static_cast<int>(parsed.error().where.column), column);
}

QTEST_APPLESS_MAIN(TestModuleCatalogue)
#include "tst_modulecatalogue.moc"
