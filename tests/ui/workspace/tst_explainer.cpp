// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/smalltree.h"
#include "ui/workspace/explainer.h"
#include "ui/workspace/stackloader.h"
#include "ui/workspace/workspace.h"

#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace pamphlet;
using pam::Facility;

class TestExplainer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_workspace = std::make_unique<ui::Workspace>();
        m_loader = std::make_unique<ui::StackLoader>(*m_workspace);
        m_explainer = std::make_unique<ui::Explainer>(*m_workspace, *m_loader);
        m_workspace->load(test::smallTree(), test::debian12());
    }

    void cleanup()
    {
        m_explainer.reset();
        m_loader.reset();
        m_workspace.reset();
    }

    void aSmallStackAtOnce()
    {
        QVERIFY(!m_explainer->explanation());
        m_loader->setService("sudo");
        QVERIFY(m_explainer->explanation());
        QCOMPARE(m_explainer->explanation()->service.service, std::string("sudo"));
        QVERIFY(m_explainer->explanation()->culprits.empty());
        m_workspace->setContent("/etc/pam.d/sudo", "auth required pam_deny.so\n", QStringLiteral("edit"));
        QVERIFY(m_explainer->explanation()->service.facilities.at(Facility::Auth).lockout());
    }

    void aLargeStackInTheBackgroundAndLateAnswersNever()
    {
        std::string many;
        for (int rule = 0; rule < 300; ++rule) {
            many += "auth required pam_unix.so\n";
        }
        m_workspace->setContent("/etc/pam.d/many", many, QStringLiteral("edit"));
        QSignalSpy changed(m_explainer.get(), &ui::Explainer::changed);
        m_loader->setService("many");
        QVERIFY(!m_explainer->explanation());
        QTRY_VERIFY(m_explainer->explanation());
        QCOMPARE(m_explainer->explanation()->service.service, std::string("many"));
        m_workspace->setContent("/etc/pam.d/many", many + many, QStringLiteral("edit")); // under way when another service is shown
        m_loader->setService("sudo");
        QCOMPARE(m_explainer->explanation()->service.service, std::string("sudo"));
        changed.clear();
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(changed.size(), 0);
        QCOMPARE(m_explainer->explanation()->service.service, std::string("sudo"));
    }

    void culprits_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line"); // 0: none
        QTest::newRow("nothing wrong") << QByteArray("auth required pam_unix.so\n") << 0;
        QTest::newRow("nobody passes") << QByteArray("auth required pam_unix.so\nauth requisite pam_deny.so\n") << 2;
        QTest::newRow("the module is missing") << QByteArray("auth required pam_permit.so\nauth required pam_gone.so\n") << 2;
        QTest::newRow("anybody passes") << QByteArray("auth sufficient pam_unix.so\nauth required pam_permit.so\n") << 2;
        QTest::newRow("anybody for whom another rule stands aside")
            << QByteArray("auth requisite pam_env.so\nauth sufficient pam_permit.so\nauth required pam_unix.so\n") << 2;
        QTest::newRow("no rule at all") << QByteArray("session required pam_limits.so\n") << 1; // `other` refuses
    }

    void culprits()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        m_workspace->setContent("/etc/pam.d/own", text.toStdString(), QStringLiteral("edit"));
        m_loader->setService("own");
        const auto &culprits = m_explainer->explanation()->culprits;
        QCOMPARE(culprits.contains(Facility::Auth) ? int(culprits.at(Facility::Auth).line) : 0, line);
    }

    void whatKeepsItFromStarting_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("line");
        QTest::newRow("it starts") << QByteArray("auth frob pam_unix.so\n") << QString() << 0;
        QTest::newRow("a directive without its file, after a harmless mistake")
            << QByteArray("auth frob pam_unix.so\n@include nowhere\n") << QStringLiteral("/etc/pam.d/own") << 2;
        QTest::newRow("inside an included file") << QByteArray("@include torn\n") << QStringLiteral("/etc/pam.d/torn") << 2;
    }

    void whatKeepsItFromStarting()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, file);
        QFETCH(int, line);
        m_workspace->setContent("/etc/pam.d/torn", "auth required pam_unix.so\nauth required \\\n", QStringLiteral("edit"));
        m_workspace->setContent("/etc/pam.d/own", text.toStdString(), QStringLiteral("edit"));
        m_loader->setService("own");
        const auto &place = m_explainer->explanation()->notStarted;
        QCOMPARE(place.has_value(), line > 0);
        if (place) {
            QCOMPARE(QString::fromStdString(place->file), file);
            QCOMPARE(int(place->line), line);
        }
    }

private:
    std::unique_ptr<ui::Workspace> m_workspace;
    std::unique_ptr<ui::StackLoader> m_loader;
    std::unique_ptr<ui::Explainer> m_explainer;
};

QTEST_GUILESS_MAIN(TestExplainer)
#include "tst_explainer.moc"
