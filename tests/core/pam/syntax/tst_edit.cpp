// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/edit.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

Document documentOf(const QByteArray &input, const char *profile = "debian-12", Syntax syntax = Syntax::PamD)
{
    return Document::parse(input.toStdString(), libpamProfile(profile).value(), syntax);
}

/// Node index of the n-th rule; the number of nodes if there is none.
std::size_t ruleNumber(const Document &document, int n)
{
    std::size_t index = 0;
    for (; index < document.nodes().size(); ++index) {
        if (document.nodes()[index].kind == NodeKind::Rule && n-- == 0)
            break;
    }
    return index;
}

RuleFields fields(const char *type, const char *control, const char *target, std::vector<std::string> arguments = {})
{
    return {type, control, target, std::move(arguments)};
}

/// The bytes, or "!" and the name of the error.
QByteArray shown(const Result<std::string> &result)
{
    return result ? QByteArray::fromStdString(*result) : '!' + QByteArray(errorName(result.error().code).data());
}

const QByteArray refused = "!EditRefused";
const QByteArray invalid = "!InvalidArgument";

} // namespace

Q_DECLARE_METATYPE(pamphlet::pam::RuleFields)

class TestEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spelling_data();
    void spelling();
    void fieldsAreWhatAPersonWrites();
    void replace_data();
    void replace();
    void add_data();
    void add();
    void remove_data();
    void remove();
    void move_data();
    void move();
    void pamConf();
    void onlyRulesCanBeEdited();
    void refusalsTellThePlace();
    void lengthLimitOfTheOldReader();
    void overlongLines();
};

void TestEdit::spelling_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("spelled"); // null: impossible
    QTest::newRow("word") << QByteArray("pam_x.so") << QByteArray("pam_x.so");
    QTest::newRow("empty") << QByteArray("") << QByteArray("[]");
    QTest::newRow("blank") << QByteArray("a b") << QByteArray("[a b]");
    QTest::newRow("tab") << QByteArray("a\tb") << QByteArray("[a\tb]");
    QTest::newRow("bracket first") << QByteArray("[x") << QByteArray("[[x]");
    QTest::newRow("bracket inside") << QByteArray("a]b") << QByteArray("a]b");
    QTest::newRow("bracket and blank") << QByteArray("a] b") << QByteArray("[a\\] b]");
    QTest::newRow("backslash before bracket") << QByteArray("a\\] b") << QByteArray("[a\\\\] b]");
    QTest::newRow("backslash inside") << QByteArray("a\\b") << QByteArray("a\\b");
    QTest::newRow("carriage return") << QByteArray("a\r") << QByteArray("a\r");
    QTest::newRow("right to left") << QByteArray("\xD7\x90") << QByteArray("\xD7\x90");
    QTest::newRow("escape") << QByteArray("\x1B[0m") << QByteArray("\x1B[0m");
    QTest::newRow("newline") << QByteArray("a\nb") << QByteArray();
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray();
    QTest::newRow("comment") << QByteArray("a#b") << QByteArray();
    QTest::newRow("backslash last") << QByteArray("a\\") << QByteArray();
    QTest::newRow("one mebibyte") << QByteArray(1 << 20, 'a') << QByteArray(1 << 20, 'a');
}

void TestEdit::spelling()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, spelled);
    const std::optional<std::string> actual = spellToken(text.toStdString());
    QCOMPARE(actual.has_value(), !spelled.isNull());
    if (!actual)
        return;
    QCOMPARE(QByteArray::fromStdString(*actual), spelled);
    const Document document = documentOf("auth required x.so " + spelled + '\n', "debian-13");
    QCOMPARE(document.nodes().front().rule.arguments.size(), std::size_t(1));
    QCOMPARE(QByteArray::fromStdString(document.nodes().front().rule.arguments.front().text), text);
}

void TestEdit::fieldsAreWhatAPersonWrites()
{
    const Document document = documentOf("-auth [success=1 default=ignore] [pam x.so] a [b c] []\n[auth] [required]\n@include x\n");
    QCOMPARE(fieldsOf(document.nodes()[0]), fields("-auth", "[success=1 default=ignore]", "pam x.so", {"a", "b c", ""}));
    QCOMPARE(fieldsOf(document.nodes()[1]), fields("auth", "required", ""));
    QCOMPARE(fieldsOf(document.nodes()[2]), fields("@include", "", "x"));
}

void TestEdit::replace_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("rule");
    QTest::addColumn<RuleFields>("wanted");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &input, int rule, const RuleFields &wanted, const QByteArray &expected) {
        QTest::newRow(name) << input << rule << wanted << expected;
    };
    const char *plain = "# c\nauth\trequired   pam_x.so a  b # d\naccount required y.so\n";
    row("nothing", plain, 0, fields("auth", "required", "pam_x.so", {"a", "b"}), plain);
    row("control", plain, 0, fields("auth", "optional", "pam_x.so", {"a", "b"}),
        "# c\nauth\toptional   pam_x.so a  b # d\naccount required y.so\n");
    row("control, a list", plain, 0, fields("auth", "success=1 default=bad", "pam_x.so", {"a", "b"}),
        "# c\nauth\t[success=1 default=bad]   pam_x.so a  b # d\naccount required y.so\n");
    row("control, a list in brackets", plain, 1, fields("account", "[success=1]", "y.so"),
        "# c\nauth\trequired   pam_x.so a  b # d\naccount [success=1] y.so\n");
    row("control, a short list", plain, 1, fields("account", "success=1", "y.so"),
        "# c\nauth\trequired   pam_x.so a  b # d\naccount [success=1] y.so\n");
    row("module", plain, 1, fields("account", "required", "/lib/z.so"),
        "# c\nauth\trequired   pam_x.so a  b # d\naccount required /lib/z.so\n");
    row("type", plain, 1, fields("-session", "required", "y.so"), "# c\nauth\trequired   pam_x.so a  b # d\n-session required y.so\n");
    row("argument", plain, 0, fields("auth", "required", "pam_x.so", {"a", "c d"}),
        "# c\nauth\trequired   pam_x.so a  [c d] # d\naccount required y.so\n");
    row("argument added", plain, 0, fields("auth", "required", "pam_x.so", {"a", "b", "c"}),
        "# c\nauth\trequired   pam_x.so a  b c # d\naccount required y.so\n");
    row("argument added in front", plain, 0, fields("auth", "required", "pam_x.so", {"z", "a", "b"}),
        "# c\nauth\trequired   pam_x.so z a  b # d\naccount required y.so\n");
    row("first argument", plain, 1, fields("account", "required", "y.so", {"debug"}),
        "# c\nauth\trequired   pam_x.so a  b # d\naccount required y.so debug\n");
    row("argument removed", plain, 0, fields("auth", "required", "pam_x.so", {"b"}),
        "# c\nauth\trequired   pam_x.so  b # d\naccount required y.so\n");
    row("all arguments removed", plain, 0, fields("auth", "required", "pam_x.so"),
        "# c\nauth\trequired   pam_x.so # d\naccount required y.so\n");
    row("everything", plain, 0, fields("password", "requisite", "q.so", {"1", "2", "3"}),
        "# c\npassword\trequisite   q.so 1  2 3 # d\naccount required y.so\n");
    row("kept arguments keep their bytes", "auth required x.so a [b c]   d\n", 0,
        fields("auth", "required", "x.so", {"z", "b c", "e", "d"}), "auth required x.so z [b c] e   d\n");
    row("a rule becomes an @include", "auth required x.so # c\n", 0, fields("@include", "", "common-auth"), "@include common-auth # c\n");
    row("an @include becomes a rule", "@include  common-auth\n", 0, fields("auth", "substack", "common-auth"),
        "auth substack  common-auth\n");
    row("a missing module", "auth required # c\n", 0, fields("auth", "required", "x.so", {"a"}), "auth required x.so a # c\n");
    row("no newline at the end", "auth required x.so", 0, fields("auth", "required", "x.so", {"a"}), "auth required x.so a");
    row("continuation", "auth \\\n required \\\n # c\n x.so \\\n a\n", 0, fields("auth", "optional", "x.so", {"b"}),
        "auth \\\n optional \\\n # c\n x.so \\\n b\n");
    row("last argument on a line of its own", "auth required x.so \\\n  a\nauth\n", 0, fields("auth", "required", "x.so"),
        "auth required x.so\nauth\n");
    row("argument at the start of a continued line", "auth required x.so \\\n  a b\n", 0, fields("auth", "required", "x.so", {"b"}),
        "auth required x.so \\\n  b\n");
    row("list over two lines", "auth [success=1 \\\n default=bad] x.so\n", 0, fields("auth", "required", "x.so"), "auth required x.so\n");
    row("CR LF", "auth required x.so\r\n", 0, fields("auth", "optional", "x.so\r"), "auth optional x.so\r\n");
    row("glued tokens", "auth [success=1]x.so[a]\n", 0, fields("auth", "required", "x.so[a]"), "auth required x.so[a]\n");
    row("glued arguments", "auth required x.so [a][b]\n", 0, fields("auth", "required", "x.so", {"c", "b"}), "auth required x.so c [b]\n");
    row("before NUL", QByteArray("auth required x.so\0 z\n", 22), 0, fields("auth", "optional", "x.so"),
        QByteArray("auth optional x.so\0 z\n", 22));

    row("argument with a comment sign", plain, 0, fields("auth", "required", "pam_x.so", {"a#"}), refused);
    row("argument with a newline", plain, 0, fields("auth", "required", "pam_x.so", {"a\nauth sufficient pam_permit.so"}), refused);
    row("control with a newline", plain, 0, fields("auth", "[success=1\n]", "pam_x.so", {"a", "b"}), refused);
    row("control with two brackets", plain, 0, fields("auth", "[success=1] pam_permit.so", "pam_x.so", {"a", "b"}), refused);
    row("control that smuggles a module", plain, 0, fields("auth", "[a][b]", "pam_x.so", {"a", "b"}), refused);
    row("control with an open bracket", plain, 0, fields("auth", "[success=1", "pam_x.so", {"a", "b"}), refused);
    row("module with a trailing backslash", plain, 1, fields("account", "required", "y.so\\"), refused);
    row("arguments without a module", plain, 0, fields("auth", "required", "", {"a", "b"}), refused);
    row("no type", plain, 0, fields("", "required", "pam_x.so", {"a", "b"}), invalid);
    row("token over a comment", "auth [success=1 \\\n# c\n default=bad] x.so\n", 0, fields("auth", "required", "x.so"), refused);
    row("argument behind an open bracket", "auth required x.so [a\nauth\n", 0, fields("auth", "required", "x.so", {"[a\n", "b"}), refused);
    row("an open bracket is closed", "auth required x.so [a\nauth\n", 0, fields("auth", "required", "x.so", {"a"}),
        "auth required x.so a\nauth\n");
}

void TestEdit::replace()
{
    QFETCH(QByteArray, input);
    QFETCH(int, rule);
    QFETCH(RuleFields, wanted);
    QFETCH(QByteArray, expected);
    const Document document = documentOf(input);
    QCOMPARE(shown(replaceRule(document, ruleNumber(document, rule), wanted)), expected);
}

void TestEdit::add_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("before"); // node; -1: at the end
    QTest::addColumn<RuleFields>("wanted");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &input, int before, const RuleFields &wanted, const QByteArray &expected) {
        QTest::newRow(name) << input << before << wanted << expected;
    };
    row("empty file", "", -1, fields("auth", "required", "x.so", {"a b"}), "auth required x.so [a b]\n");
    row("only a comment", "# c\n", -1, fields("auth", "required", "x.so"), "# c\nauth required x.so\n");
    row("single blanks", "auth required x.so\n", -1, fields("account", "required", "y.so"), "auth required x.so\naccount required y.so\n");
    row("tabs", "auth\trequired\tx.so\n", 0, fields("account", "required", "y.so"), "account\trequired\ty.so\nauth\trequired\tx.so\n");
    row("columns of blanks", "auth       required     x.so\n", -1, fields("session", "optional", "y.so"),
        "auth       required     x.so\nsession    optional     y.so\n");
    row("columns of tabs", "auth\t\trequired\t\tx.so\n", -1, fields("password", "[success=1 default=ignore]", "y.so"),
        "auth\t\trequired\t\tx.so\npassword\t[success=1 default=ignore]\ty.so\n");
    row("columns seen only below", "auth required x.so\naccount    required   y.so\n", 1, fields("auth", "optional", "z.so"),
        "auth required x.so\nauth       optional   z.so\naccount    required   y.so\n");
    row("indentation", "  auth required x.so\n", -1, fields("auth", "required", "y.so"), "  auth required x.so\n  auth required y.so\n");
    row("a list", "auth required x.so\n", -1, fields("auth", "success=ok default=bad", "y.so"),
        "auth required x.so\nauth [success=ok default=bad] y.so\n");
    row("@include", "auth\trequired\tx.so\n", -1, fields("@include", "", "common-auth"), "auth\trequired\tx.so\n@include common-auth\n");
    row("no newline at the end", "auth required x.so", -1, fields("auth", "required", "y.so"), "auth required x.so\nauth required y.so");
    row("no newline at the end, in front", "auth required x.so", 0, fields("auth", "required", "y.so"),
        "auth required y.so\nauth required x.so");
    row("CR LF", "# c\r\nauth required x.so\r\n", -1, fields("auth", "required", "y.so"),
        "# c\r\nauth required x.so\r\nauth required y.so #\r\n");
    row("CR LF, in front", "# c\r\n", 0, fields("auth", "required", "y.so"), "auth required y.so #\r\n# c\r\n");
    row("CR LF, no newline at the end", "# c\r\nauth required x.so", -1, fields("auth", "required", "y.so"),
        "# c\r\nauth required x.so\nauth required y.so");
    row("before a comment", "auth required x.so\n# c\n", 1, fields("auth", "required", "y.so"),
        "auth required x.so\nauth required y.so\n# c\n");

    row("behind a continuation that never ends", "auth required x.so \\\n", -1, fields("auth", "required", "y.so"), refused);
    row("before a continuation that never ends", "auth \\\n", 0, fields("auth", "required", "y.so"), "auth required y.so\nauth \\\n");
    row("into what libpam never reads", QByteArray(1022, 'a') + "\\\n", -1, fields("auth", "required", "y.so"), refused);
    row("comment sign", "", -1, fields("auth", "required", "y.so", {"#"}), refused);
    row("newline in the type", "", -1, fields("auth\n", "required", "y.so"), refused);
    row("no control", "", -1, fields("auth", "", "y.so"), invalid);
    row("no module", "", -1, fields("auth", "required", ""), invalid);
    row("@include with a control", "", -1, fields("@include", "required", "x"), invalid);
    row("no such node", "", 3, fields("auth", "required", "x.so"), invalid);
    row("behind the last node", "auth\n", 1, fields("auth", "required", "x.so"), invalid);
}

void TestEdit::add()
{
    QFETCH(QByteArray, input);
    QFETCH(int, before);
    QFETCH(RuleFields, wanted);
    QFETCH(QByteArray, expected);
    const auto place = before < 0 ? std::nullopt : std::optional(std::size_t(before));
    QCOMPARE(shown(addRule(documentOf(input), place, wanted)), expected);
}

void TestEdit::remove_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("rule");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &input, int rule, const QByteArray &expected) {
        QTest::newRow(name) << input << rule << expected;
    };
    row("the only one", "auth required x.so\n", 0, "");
    row("in the middle", "a b c\n\nd e f # g\n# h\ni j k\n", 1, "a b c\n\n# h\ni j k\n");
    row("with its continuations", "a b c\nd \\\n# g\n e f\ni j k\n", 1, "a b c\ni j k\n");
    row("last, no newline", "a b c\nd e f", 1, "a b c");
    row("only one, no newline", "a b c", 0, "");
    row("CR LF", "a b c\r\nd e f\r\n", 0, "d e f\r\n");
    row("last, no newline, CR LF before", "a b c\r\nd e f", 1, "a b c\r");
}

void TestEdit::remove()
{
    QFETCH(QByteArray, input);
    QFETCH(int, rule);
    QFETCH(QByteArray, expected);
    const Document document = documentOf(input);
    QCOMPARE(shown(removeRule(document, ruleNumber(document, rule))), expected);
}

void TestEdit::move_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("node");
    QTest::addColumn<int>("before"); // -1: to the end
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &input, int node, int before, const QByteArray &expected) {
        QTest::newRow(name) << input << node << before << expected;
    };
    const QByteArray three = "a b c\n# x\nd  e f # g\nh \\\n i j\n";
    row("down", three, 0, 3, "# x\nd  e f # g\na b c\nh \\\n i j\n");
    row("up", three, 3, 0, "h \\\n i j\na b c\n# x\nd  e f # g\n");
    row("to the end", three, 0, -1, "# x\nd  e f # g\nh \\\n i j\na b c\n");
    row("to where it stands", three, 2, 2, three);
    row("before the next", three, 2, 3, three);
    row("last to the end", three, 3, -1, three);
    row("up, no newline at the end", "a b c\nd e f", 1, 0, "d e f\na b c");
    row("to the end, no newline", "a b c\nd e f", 0, -1, "d e f\na b c");
    row("to the end behind an unfinished line", "a b c\nd \\\n", 0, -1, refused);
    row("no such place", three, 0, 9, invalid);
}

void TestEdit::move()
{
    QFETCH(QByteArray, input);
    QFETCH(int, node);
    QFETCH(int, before);
    QFETCH(QByteArray, expected);
    const auto place = before < 0 ? std::nullopt : std::optional(std::size_t(before));
    QCOMPARE(shown(moveRule(documentOf(input), std::size_t(node), place)), expected);
}

void TestEdit::pamConf()
{
    const Document document = documentOf("login  auth  required  x.so\nother  auth  required  x.so\n", "debian-12", Syntax::PamConf);
    QCOMPARE(shown(replaceRule(document, 1, fields("auth", "requisite", "x.so"))),
             "login  auth  required  x.so\nother  auth  requisite  x.so\n");
    QCOMPARE(shown(addRule(document, std::nullopt, fields("account", "required", "y.so"))),
             QByteArray::fromStdString(document.text()) + "other  account required y.so\n");
    QCOMPARE(shown(addRule(documentOf("", "debian-12", Syntax::PamConf), std::nullopt, fields("auth", "required", "x.so"))),
             "!Unsupported");
}

void TestEdit::onlyRulesCanBeEdited()
{
    const Document document = documentOf("# c\n\nauth required x.so\n");
    for (const std::size_t node : {std::size_t(0), std::size_t(1), std::size_t(3), std::size_t(-1)}) {
        QCOMPARE(shown(replaceRule(document, node, fields("auth", "required", "x.so"))), invalid);
        QCOMPARE(shown(removeRule(document, node)), invalid);
        QCOMPARE(shown(moveRule(document, node, std::nullopt)), invalid);
    }
}

void TestEdit::refusalsTellThePlace()
{
    const Document document = documentOf("# c\nauth [success=1 \\\n# d\n default=bad] x.so\n");
    const Result<std::string> result = replaceRule(document, 1, fields("auth", "required", "x.so"));
    QVERIFY(!result);
    QCOMPARE(result.error().where, (Place{{}, 3, 1}));
    const Result<std::string> argument = replaceRule(document, 1, fields("auth", "[success=1   default=bad]", "x.so", {"#"}));
    QVERIFY(!argument);
    QCOMPARE(argument.error().where.line, std::size_t(2));
}

void TestEdit::lengthLimitOfTheOldReader()
{
    const QByteArray start = "auth required x.so ";
    const auto withArgument = [](const char *profile, const QByteArray &input, qsizetype length) {
        const Document document = documentOf(input, profile);
        return shown(replaceRule(document, 0, fields("auth", "required", "x.so", {std::string(std::size_t(length), 'y')})));
    };
    const qsizetype most = 1022 - start.size();
    QCOMPARE(withArgument("debian-12", start + "a\nauth\n", most), start + QByteArray(most, 'y') + "\nauth\n");
    QCOMPARE(withArgument("debian-12", start + "a\nauth\n", most + 1), refused);
    QCOMPARE(withArgument("debian-13", start + "a\nauth\n", most + 1), start + QByteArray(most + 1, 'y') + "\nauth\n");
    QCOMPARE(shown(addRule(documentOf("auth\n"), 0, fields("auth", "required", "x.so", {std::string(1023, 'y')}))), refused);
}

void TestEdit::overlongLines()
{
    const QByteArray input = '#' + QByteArray(1100, 'y') + " required x.so\nauth required x.so\n";
    const Document document = documentOf(input);
    QVERIFY(document.nodes()[1].overlong);
    QCOMPARE(shown(replaceRule(document, 1, fields("auth", "required", "x.so"))), refused);
    QCOMPARE(shown(removeRule(document, 1)), refused);
    QCOMPARE(shown(moveRule(document, 2, 1)), refused);
    QCOMPARE(shown(addRule(document, 1, fields("auth", "required", "x.so"))), refused);
    const Document twoRules = documentOf("auth required x.so " + QByteArray(1100, 'y') + " z\n");
    QCOMPARE(shown(removeRule(twoRules, 0)), refused);
    QCOMPARE(shown(replaceRule(twoRules, 0, fields("auth", "optional", "x.so", {fieldsOf(twoRules.nodes()[0]).arguments}))).size(),
             qsizetype(twoRules.text().size()));
    QCOMPARE(shown(replaceRule(twoRules, 0, fields("auth", "requisite", "x.so", {fieldsOf(twoRules.nodes()[0]).arguments}))), refused);
}

QTEST_APPLESS_MAIN(TestEdit)
#include "tst_edit.moc"
