// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/landing.h"
#include "tests/ui/support/smalltree.h"
#include "ui/models/stackmodel.h"
#include "ui/models/stackrows.h"
#include "ui/workspace/workspace.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace pamphlet;
using ui::StackModel;

namespace {

std::shared_ptr<const pam::EffectiveStack> stackOf(const FileSource &tree, const std::string &service)
{
    return std::make_shared<pam::EffectiveStack>(pam::effectiveStack(tree, test::debian12(), service));
}

// The rows as text: groups as "name(…)", rules as their module.
QString shape(const StackModel &model, const QModelIndex &parent = {})
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const bool group = index.data(StackModel::RowKindRole).toInt() == int(StackModel::RowKind::Group);
        rows << (group ? index.data(StackModel::GroupNameRole).toString() + QLatin1Char('(') + shape(model, index) + QLatin1Char(')')
                       : index.data(StackModel::ModuleRole).toString());
    }
    return rows.join(QLatin1Char(' '));
}

} // namespace

class TestStackModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rows_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("rows");
        const auto row = [](const char *name, const char *text, const char *rows) {
            QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(rows);
        };
        row("rules in the order of the file", "auth required a.so\nauth optional b.so\n", "a.so b.so");
        row("other facilities are elsewhere", "auth required a.so\nsession required s.so\n", "a.so");
        row("an include between rules", "auth required a.so\n@include inner\nauth required b.so\n", "a.so inner(x.so y.so) b.so");
        row("typed include", "auth include inner\nauth required b.so\n", "inner(x.so y.so) b.so");
        row("substack: its marker is the group", "auth substack inner\nauth required b.so\n", "inner(x.so y.so) b.so");
        row("nested", "@include outer\n", "outer(a.so inner(x.so y.so))");
        row("@include of something else", "auth required a.so\n@include sessions\n", "a.so");
        row("empty substack stays to be seen", "auth substack sessions\nauth required a.so\n", "sessions() a.so");
        row("typed include of nothing", "auth include sessions\nauth required a.so\n", "sessions() a.so");
        row("twice the same", "auth include inner\nauth include inner\n", "inner(x.so y.so) inner(x.so y.so)");
        row("falls back to other", "session required s.so\n", "/etc/pam.d/other(deny.so)");
        row("other is read twice", nullptr, "deny.so /etc/pam.d/other(deny.so)");
        row("missing target", "auth include nowhere\nauth required a.so\n", "nowhere() nowhere a.so");
    }

    void rows()
    {
        QFETCH(QString, text);
        QFETCH(QString, rows);
        MemoryTree tree;
        if (!text.isEmpty()) {
            tree.setFile("/etc/pam.d/s", text.toStdString());
        }
        tree.setFile("/etc/pam.d/inner", "auth required x.so\nsession required z.so\nauth required y.so\n");
        tree.setFile("/etc/pam.d/outer", "auth required a.so\n@include inner\n");
        tree.setFile("/etc/pam.d/sessions", "session required z.so\n");
        tree.setFile("/etc/pam.d/other", "auth required deny.so\n");
        StackModel model;
        QAbstractItemModelTester tester(&model);
        model.setStack(stackOf(tree, text.isEmpty() ? "other" : "s"), pam::Facility::Auth);
        QCOMPARE(shape(model), rows);
    }

    void resetsAndNull()
    {
        const auto tree = test::smallTree();
        StackModel model;
        QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 0);
        model.setStack(stackOf(*tree, "sudo"), pam::Facility::Auth);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.ruleCount(), 4);
        model.setAnalysis(std::make_shared<ui::Analysis>(ui::analyse(tree, {}, test::debian12())));
        model.setStack(stackOf(*tree, "broken"), pam::Facility::Auth);
        QCOMPARE(model.index(0, 0).data(StackModel::ToneRole).toInt(), int(ui::Tone::Error));
        model.setStack(nullptr, pam::Facility::Auth);
        QCOMPARE(model.rowCount(), 0);
    }

    void places()
    {
        const auto tree = test::smallTree();
        StackModel model;
        const auto stack = stackOf(*tree, "sudo");
        model.setStack(stack, pam::Facility::Auth);
        const QModelIndex group = model.index(1, 0);
        const QModelIndex unix_ = model.index(0, 0, group);
        QCOMPARE(model.placeOf(unix_)->file, std::string("/etc/pam.d/common-auth"));
        QCOMPARE(model.placeOf(group)->file, std::string("/etc/pam.d/sudo"));
        const pam::Document &document = stack->documents.at("/etc/pam.d/sudo");
        QCOMPARE(document.nodes()[model.placeOf(group)->node].rule.kind, pam::RuleKind::AtInclude);
        QCOMPARE(model.indexOf("/etc/pam.d/common-auth", 1), unix_);
        QCOMPARE(model.indexOf("/etc/pam.d/sudo", 4), group);
        QVERIFY(!model.indexOf("/etc/pam.d/sudo", 99).isValid());
        QCOMPARE(unix_.data(StackModel::PlaceRole).toString(), QStringLiteral("common-auth:1"));
    }

    void jumps()
    {
        const auto tree = test::smallTree();
        StackModel model;
        model.setStack(stackOf(*tree, "sudo"), pam::Facility::Auth);
        const QModelIndex group = model.index(1, 0);
        const QModelIndex from = model.index(0, 0, group);
        QCOMPARE(from.data(StackModel::JumpRole).toModelIndex(), model.index(2, 0, group));
        QVERIFY(!from.data(StackModel::JumpToEndRole).toBool());
        QVERIFY(!model.index(1, 0, group).data(StackModel::JumpRole).toModelIndex().isValid());
    }

    // What the modules answer is laid over the rows; the run of another stack is not.
    void answers()
    {
        auto tree = test::smallTree();
        ui::Workspace workspace;
        workspace.load(tree, test::debian12());
        ui::WhatIf whatIf(workspace);
        StackModel model;
        QAbstractItemModelTester tester(&model);
        const auto stack = stackOf(*tree, "sudo");
        model.setStack(stack, pam::Facility::Auth);
        const QModelIndex group = model.index(1, 0);
        const QModelIndex unix_ = model.index(0, 0, group);
        const QModelIndex deny = model.index(1, 0, group);
        QVERIFY(!unix_.data(StackModel::AnswerRole).isValid());
        QVERIFY(!(unix_.flags() & Qt::ItemIsEditable));

        QSignalSpy told(&model, &QAbstractItemModel::dataChanged);
        whatIf.show(stack, pam::Facility::Auth);
        model.setRun(whatIf.run());
        QVERIFY(!told.isEmpty());
        const auto answer = unix_.data(StackModel::AnswerRole).value<ui::RuleAnswer>();
        QCOMPARE(answer.word, QStringLiteral("success"));
        QCOMPARE(answer.effect, QStringLiteral("decides"));
        QVERIFY(answer.jumps && answer.isChoosable());
        QCOMPARE(unix_.data(StackModel::JumpToneRole).toInt(), int(ui::Tone::Success));
        QCOMPARE(deny.data(StackModel::AnswerRole).value<ui::RuleAnswer>().word, QStringLiteral("—"));
        QVERIFY(deny.data(StackModel::DimmedRole).toBool());

        QSignalSpy requested(&model, &StackModel::answerRequested);
        QVERIFY(model.setData(unix_, 7, StackModel::AnswerRole));
        QVERIFY(!model.setData(unix_, QStringLiteral("seven"), StackModel::AnswerRole));
        QVERIFY(!model.setData(deny, 7, StackModel::AnswerRole));
        QVERIFY(!model.setData(group, 7, StackModel::AnswerRole));
        QVERIFY(!model.setData(unix_, 7, Qt::EditRole));
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested[0][1].toInt(), 7);

        whatIf.choose(1, 7);
        model.setRun(whatIf.run());
        QCOMPARE(unix_.data(StackModel::JumpToneRole).toInt(), int(ui::Tone::Neutral));
        QVERIFY(unix_.data(StackModel::AnswerRole).value<ui::RuleAnswer>().decided);
        QCOMPARE(deny.data(StackModel::AnswerRole).value<ui::RuleAnswer>().effect, QStringLiteral("fails, ends"));
        QVERIFY(!deny.data(StackModel::DimmedRole).toBool());

        model.setStack(stackOf(*tree, "login"), pam::Facility::Auth);
        model.setRun(whatIf.run());
        QVERIFY(!model.index(0, 0, model.index(0, 0)).data(StackModel::AnswerRole).isValid());
    }

    void theLikelyCodesComeFirst_data()
    {
        QTest::addColumn<QString>("module");
        QTest::addColumn<int>("pass");
        QTest::addColumn<int>("code"); // among the likely ones
        QTest::newRow("password") << QStringLiteral("pam_unix.so") << int(pam::Pass::Authenticate) << 7;
        QTest::newRow("account") << QStringLiteral("pam_unix.so") << int(pam::Pass::AcctMgmt) << 13;
        QTest::newRow("a module that nobody knows") << QStringLiteral("pam_x.so") << int(pam::Pass::OpenSession) << 14;
    }

    void theLikelyCodesComeFirst()
    {
        QFETCH(QString, module);
        QFETCH(int, pass);
        QFETCH(int, code);
        pam::Entry entry;
        entry.module = module.toStdString();
        const ui::CodeChoice choice = ui::codeChoice(entry, pam::Pass(pass));
        QCOMPARE(choice.codes.size(), std::size_t(pam::returnCodeCount)); // every one, once
        QCOMPARE(std::set<int>(choice.codes.begin(), choice.codes.end()).size(), choice.codes.size());
        QCOMPARE(choice.codes.front(), 0);
        const auto likely = choice.codes.begin() + std::ptrdiff_t(choice.likely);
        QVERIFY(std::find(choice.codes.begin(), likely, code) != likely);
        QVERIFY(choice.likely < choice.codes.size() / 2);
    }

    void findingsAtTheirRows()
    {
        const auto tree = test::smallTree();
        StackModel model;
        QAbstractItemModelTester tester(&model);
        model.setStack(stackOf(*tree, "broken"), pam::Facility::Auth);
        QVERIFY(model.index(0, 0).data(StackModel::FindingsRole).toString().isEmpty());
        model.setAnalysis(std::make_shared<ui::Analysis>(ui::analyse(tree, {}, test::debian12())));
        const QString message = model.index(0, 0).data(StackModel::FindingsRole).toString();
        QVERIFY(message.contains(QStringLiteral("frob")));
        QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(message));
        QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(message));
    }

    void jumpTargets_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("target"); // index in the chain
        QTest::newRow("over one") << QStringLiteral("auth [success=1 default=bad] a\nauth required b\nauth required c\n") << 2;
        QTest::newRow("to the end") << QStringLiteral("auth [success=2 default=bad] a\nauth required b\nauth required c\n") << 3;
        QTest::newRow("past the end") << QStringLiteral("auth [success=9 default=bad] a\nauth required b\n") << 2;
        QTest::newRow("a substack is one") << QStringLiteral("auth [success=1 default=bad] a\nauth substack inner\nauth required c\n") << 4;
        QTest::newRow("an include is as many as it has")
            << QStringLiteral("auth [success=1 default=bad] a\nauth include inner\nauth required c\n") << 2;
    }

    void jumpTargets()
    {
        QFETCH(QString, text);
        QFETCH(int, target);
        MemoryTree tree;
        tree.setFile("/etc/pam.d/s", text.toStdString());
        tree.setFile("/etc/pam.d/inner", "auth required x\nauth required y\n");
        const auto chain = stackOf(tree, "s")->chain(pam::Facility::Auth);
        QCOMPARE(pam::landingOf(chain, 0, ui::shownJump(chain[0])).next, std::size_t(target));
    }

    // Any tree that anybody ever wrote: the rows are consistent, and no rule is lost.
    void corpus()
    {
        const QDir corpus(QStringLiteral(PAMPHLET_SHARED "/corpus/pam.d"));
        if (!corpus.exists()) {
            QSKIP("the corpus is not here");
        }
        int rules = 0;
        for (const QFileInfo &each : corpus.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            MemoryTree tree;
            for (const QFileInfo &file : QDir(each.filePath()).entryInfoList(QDir::Files)) {
                QFile in(file.filePath());
                QVERIFY(in.open(QIODevice::ReadOnly));
                tree.setFile("/etc/pam.d/" + file.fileName().toStdString(), in.readAll().toStdString());
            }
            ui::Workspace workspace;
            workspace.load(std::make_shared<MemoryTree>(tree), test::debian12());
            ui::WhatIf whatIf(workspace);
            for (const pam::ServiceFile &service : pam::listServices(tree, test::debian12())) {
                const auto stack = stackOf(tree, service.service);
                StackModel model;
                QAbstractItemModelTester tester(&model);
                for (const pam::Facility facility : pam::allFacilities) {
                    model.setStack(stack, facility);
                    whatIf.show(stack, facility);
                    model.setRun(whatIf.run());
                    const auto chain = stack->chain(facility);
                    QCOMPARE(model.ruleCount(), int(std::count_if(chain.begin(), chain.end(), [](const pam::Entry &entry) {
                                 return entry.kind != pam::EntryKind::Marker;
                             })));
                    rules += model.ruleCount();
                }
            }
        }
        QVERIFY(rules > 1000);
    }
};

QTEST_GUILESS_MAIN(TestStackModel)
#include "tst_stackmodel.moc"
