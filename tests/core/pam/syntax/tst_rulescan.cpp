// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The quick ways through a file give what the long ones give.
#include "core/pam/syntax/linereader.h"
#include "core/pam/syntax/rulescan.h"
#include "tests/core/pam/syntax/randomtext.h"
#include "tests/support/sanitized.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

QByteArray shown(const std::string &text)
{
    return QByteArray::fromStdString(text).toPercentEncoding(" []#=@/");
}

/// Empty if both readers give the same units, else what is wrong.
std::string readersDiffer(const std::string &text, bool parser16)
{
    LineReader quick(text, parser16);
    LineReader plain(text, parser16, false);
    for (std::size_t unit = 0;; ++unit) {
        if (quick.index() != unit || quick.index() != plain.index() || quick.line() != plain.line())
            return "numbers of unit " + std::to_string(unit);
        const LogicalLine *const a = quick.next();
        const LogicalLine *const b = plain.next();
        if (!a || !b)
            return a == b ? std::string() : "number of units";
        const bool same = a->kind == b->kind && a->span == b->span && a->line == b->line && a->text == b->text && a->hidden == b->hidden
            && a->overlong == b->overlong;
        if (!same)
            return "unit " + std::to_string(unit);
        if (a->kind != NodeKind::Rule)
            continue;
        if (a->ruleLine(text) != b->ruleLine(text))
            return "line of unit " + std::to_string(unit);
        for (std::size_t i = 0; i < a->text.size(); ++i) {
            if (a->source(i, i + 1) != b->source(i, i + 1))
                return "place of byte " + std::to_string(i) + " of unit " + std::to_string(unit);
        }
    }
}

/// Empty if the scan tells of each node what the document tells.
std::string scanDiffers(RuleScanner &scanner, const std::string &text, const LibpamProfile &profile, Syntax syntax)
{
    const Document document = Document::parse(text, profile, syntax);
    const std::span<const ScannedRule> rules = scanner.scan(text, syntax);
    std::size_t next = 0;
    for (std::size_t i = 0; i < document.nodes().size(); ++i) {
        const Node &node = document.nodes()[i];
        if (!node.hidden && (node.kind == NodeKind::Blank || node.kind == NodeKind::Comment))
            continue;
        if (next == rules.size())
            return "too few";
        const ScannedRule &scanned = rules[next];
        const Rule &rule = node.rule;
        if (scanned.node != i || scanned.nodeKind() != node.kind || scanned.hidden != node.hidden || scanned.overlong != node.overlong)
            return "node " + std::to_string(i);
        if (syntax == Syntax::PamConf && scanner.services()[next] != (rule.service ? rule.service->text : std::string()))
            return "service of node " + std::to_string(i);
        ++next;
        if (node.kind != NodeKind::Rule)
            continue;
        if (scanned.line != node.ruleLine || scanned.kind() != rule.kind || scanned.facility() != rule.facility
            || scanned.silent != rule.silent || scanned.hasType != rule.type.has_value() || scanned.hasControl != rule.control.has_value()
            || scanned.hasTarget != rule.target.has_value() || scanned.target() != (rule.target ? rule.target->text : std::string()))
            return "rule of node " + std::to_string(i);
        if (rule.control) {
            const Control control = parseControl(rule.control->text, profile);
            const Control &known = scanner.control(scanned.control);
            if (known.kind != control.kind || known.actions != control.actions || scanned.badControl != control.errorOffset.has_value())
                return "control of node " + std::to_string(i);
        }
        const bool plain = rule.kind == RuleKind::Module && rule.facility && !scanned.badControl && !scanned.badName && !node.hidden
            && !node.overlong && syntax == Syntax::PamD;
        if (scanned.plain != plain)
            return "what is plain about node " + std::to_string(i);
    }
    return next == rules.size() ? std::string() : "too many";
}

} // namespace

class TestRuleScan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agrees_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const std::string &text) { QTest::newRow(name) << QByteArray::fromStdString(text); };
        row("nothing", "");
        row("one byte", "a");
        row("blanks alone", " \t ");
        row("blank lines", "\n \n\t\n\n");
        row("no newline at the end", "auth required pam_unix.so");
        row("as files have it",
            "# c\n\nauth\trequired\tpam_unix.so nullok # c\n@include common-auth\nsession [success=1 default=ignore] pam_x.so\n");
        row("comment in the target", "auth required pam_x.so#y\n");
        row("comment in a list", "auth [success=1 #default=ignore] pam_x.so\n");
        row("comment before the target", "auth required #pam_x.so\n");
        row("comment that ends in a backslash", "auth required pam_x.so # \\\nauth required pam_y.so\n");
        row("continued", "auth required pam_x.so a \\\n b\nauth required pam_y.so\n");
        row("target that ends in a backslash", "auth required pam_x.so\\\n b\n");
        row("list with a bracket", "auth [default=\\]] pam_x.so\n");
        row("list that is a keyword", "auth [required] pam_x.so\n");
        row("empty list", "auth [] pam_x.so\n");
        row("list without an end", "auth [default=ok pam_x.so\nauth required x]\n");
        row("target in brackets", "auth required [pam x.so]\n");
        row("target right behind a list", "auth [default=ok]pam_x.so\n");
        row("keyword and more", "auth requiredx pam_x.so\nauths required pam_x.so\n");
        row("capitals", "AUTH required pam_x.so\nauth Required pam_x.so\n@INCLUDE x\n");
        row("carriage return", "auth required pam_x.so\r\n\r\n");
        row("no target", "auth required\nauth\n@include\n@include \n");
        row("NUL", std::string("auth required pam_x.so\n# c\0c\nauth requi\0red x\n", 46));
        for (const std::size_t size : {1021U, 1022U, 1023U, 1024U, 2050U}) {
            const std::string number = std::to_string(size);
            row(("comment of " + number).c_str(), '#' + std::string(size, 'c') + "\nauth required pam_x.so\n");
            row(("blanks of " + number).c_str(), std::string(size, ' ') + "\nauth required pam_x.so\n");
            row(("rule of " + number).c_str(), "auth required pam_x.so " + std::string(size - 23, 'a') + "\nauth required pam_y.so\n");
            row(("rule behind blanks of " + number).c_str(), std::string(size, ' ') + "auth required pam_x.so\n\n");
        }
    }

    void agrees()
    {
        QFETCH(QByteArray, text);
        compareAll(text.toStdString());
    }

    void agreesOnGarbage()
    {
        test::RandomText random(20260301);
        for (int i = 0; i < (test::sanitized ? 600 : 6000) && !QTest::currentTestFailed(); ++i)
            compareAll(random.file());
    }

    void forgetsTexts()
    {
        RuleScanner scanner(std::make_shared<const LibpamProfile>(*libpamProfile("debian-12")));
        const std::string text = "auth required [a\\]b]\n";
        QCOMPARE(std::string(scanner.scan(text, Syntax::PamD).front().target()), std::string("a]b"));
        scanner.clear();
        QCOMPARE(std::string(scanner.scan(text, Syntax::PamD).front().target()), std::string("a]b"));
    }

private:
    static void compareAll(const std::string &text)
    {
        for (const bool parser16 : {false, true}) {
            if (const std::string why = readersDiffer(text, parser16); !why.empty())
                QFAIL((QByteArray::fromStdString(why + ": ") + shown(text)).constData());
        }
        for (const LibpamProfile &profile : libpamProfiles()) {
            const auto shared = std::make_shared<const LibpamProfile>(profile);
            RuleScanner quick(shared);
            RuleScanner plain(shared, false);
            for (const Syntax syntax : {Syntax::PamD, Syntax::PamConf}) {
                for (RuleScanner *const scanner : {&quick, &plain}) {
                    if (const std::string why = scanDiffers(*scanner, text, profile, syntax); !why.empty())
                        QFAIL((QByteArray::fromStdString(profile.name + ": " + why + ": ") + shown(text)).constData());
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestRuleScan)
#include "tst_rulescan.moc"
