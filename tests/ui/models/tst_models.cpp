// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/smalltree.h"
#include "ui/models/findmodel.h"
#include "ui/models/loginsideeffects.h"
#include "ui/models/servicemodel.h"
#include "ui/models/tracemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pamphlet;
using ui::ServiceModel;

class TestModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void services()
    {
        ServiceModel model;
        QAbstractItemModelTester tester(&model);
        model.setAnalysis(analysis({}));
        QCOMPARE(names(model),
                 (QStringList{QStringLiteral("broken"), QStringLiteral("login"), QStringLiteral("other"), QStringLiteral("sudo"), QString(),
                              QStringLiteral("common-account"), QStringLiteral("common-auth")}));
        QCOMPARE(model.serviceCount(), 4);
        QCOMPARE(model.index(0).data(ServiceModel::ToneRole).toInt(), int(ui::Tone::Error));
        QCOMPARE(model.index(3).data(ServiceModel::ToneRole).toInt(), int(ui::Tone::Success));
        QVERIFY(!(model.index(4).flags() & Qt::ItemIsSelectable)); // the heading
    }

    void changesAreTold()
    {
        ServiceModel model;
        QAbstractItemModelTester tester(&model);
        model.setAnalysis(analysis({}));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setAnalysis(analysis({{"/etc/pam.d/common-auth", std::string("auth required pam_unix.so\n")}}));
        QCOMPARE(reset.size(), 0); // the same rows: selection and scroll position stay
        QCOMPARE(model.index(model.rowOf(QStringLiteral("common-auth"))).data(ServiceModel::TagRole).toString(), QStringLiteral("changed"));
        QCOMPARE(model.index(model.rowOf(QStringLiteral("sudo"))).data(ServiceModel::TagRole).toString(), QStringLiteral("affected"));
        model.setAnalysis(analysis({{"/etc/pam.d/new", std::string("auth required pam_unix.so\n")}}));
        QCOMPARE(reset.size(), 1);
    }

    void filter_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("by name") << QStringLiteral("SUD") << QStringList{QStringLiteral("sudo")};
        QTest::newRow("by module") << QStringLiteral("pam_limits") << QStringList{QStringLiteral("sudo")};
        QTest::newRow("by argument, in a shared file") << QStringLiteral("nullok") << QStringList{QString(), QStringLiteral("common-auth")};
        QTest::newRow("every word") << QStringLiteral("sudo pam_deny") << QStringList();
        QTest::newRow("no regular expression") << QStringLiteral(".*") << QStringList();
    }

    void filter()
    {
        QFETCH(QString, words);
        QFETCH(QStringList, found);
        ServiceModel model;
        ui::ServiceFilter filter;
        QAbstractItemModelTester tester(&filter);
        filter.setSourceModel(&model);
        model.setAnalysis(analysis({}));
        filter.setWords(words);
        QCOMPARE(names(filter), found);
    }

    void find()
    {
        ui::FindModel model;
        QAbstractItemModelTester tester(&model);
        model.setAnalysis(analysis({}));
        const QModelIndexList hits = model.match(model.index(0), Qt::DisplayRole, QStringLiteral("nullok"), 1, Qt::MatchContains);
        QCOMPARE(hits.size(), 1);
        QCOMPARE(hits[0].data(ui::FindModel::FileRole).toString(), QStringLiteral("/etc/pam.d/common-auth"));
        QCOMPARE(hits[0].data(ui::FindModel::LineRole).toInt(), 1);
        QCOMPARE(hits[0].data(ui::FindModel::ServiceRole).toString(), QStringLiteral("common-auth"));
    }

    void trace()
    {
        ui::TraceModel model;
        QAbstractItemModelTester tester(&model);
        model.append({QStringLiteral("authenticate"), QStringLiteral("/etc/pam.d/sudo"), 3, QStringLiteral("pam_unix.so"), 7, 48'260});
        model.append({QStringLiteral("authenticate"), QStringLiteral("/etc/pam.d/sudo"), 4, QStringLiteral("pam_permit.so"), 0, 24'130});
        QCOMPARE(model.index(0, ui::TraceModel::ResultColumn).data().toString(), QStringLiteral("auth_err"));
        QCOMPARE(model.index(0, ui::TraceModel::PlaceColumn).data().toString(), QStringLiteral("sudo:3"));
        QCOMPARE(model.index(0, 0).data(ui::TraceModel::ToneRole).toInt(), int(ui::Tone::Error));
        QCOMPARE(model.index(1, 0).data(ui::TraceModel::ToneRole).toInt(), int(ui::Tone::Success));
        QCOMPARE(model.index(1, 0).data(ui::TraceModel::ShareRole).toDouble(), 0.5);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void durations_data()
    {
        QTest::addColumn<quint64>("microseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << quint64(0) << QStringLiteral("0 µs");
        QTest::newRow("one") << quint64(1) << QStringLiteral("1 µs");
        QTest::newRow("a little") << quint64(1540) << QStringLiteral("1.5 ms");
        QTest::newRow("some") << quint64(48'260) << QStringLiteral("48 ms");
        QTest::newRow("long") << quint64(3'212'400) << QStringLiteral("3.2 s");
    }

    void durations()
    {
        QFETCH(quint64, microseconds);
        QFETCH(QString, text);
        QLocale::setDefault(QLocale::c());
        QCOMPARE(ui::durationText(microseconds), text);
    }

    void sideEffects()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/s",
                     "auth required pam_faillock.so preauth\nauth required pam_unix.so\nsession optional pam_mkhomedir.so\n"
                     "password required pam_exec.so never-in-a-login\n");
        const auto stack = pam::effectiveStack(tree, test::debian12(), "s");
        QCOMPARE(ui::loginSideEffects(stack, false).size(), 1);
        QVERIFY(ui::loginSideEffects(stack, false).constFirst().contains(QStringLiteral("pam_faillock")));
        QCOMPARE(ui::loginSideEffects(stack, true).size(), 2);
    }

private:
    static std::shared_ptr<const ui::Analysis> analysis(const OverlayTree::Changes &pending)
    {
        return std::make_shared<ui::Analysis>(ui::analyse(test::smallTree(), pending, test::debian12()));
    }

    static QStringList names(const QAbstractItemModel &model)
    {
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row) {
            names << model.index(row, 0).data(ServiceModel::NameRole).toString();
        }
        return names;
    }
};

QTEST_GUILESS_MAIN(TestModels)
#include "tst_models.moc"
