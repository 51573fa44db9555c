// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person reads before consenting: nothing that matters may be left out or look like something else.
#include "helper/verbs/transactions.h"

#include <QTest>

using namespace pamphlet::helper;

class TestPrompt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesFiles_data()
    {
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<QString>("files");
        const auto row = [](const char *title, const QStringList &paths, const char *files) {
            QTest::newRow(title) << paths << QString::fromLatin1(files);
        };
        const QString services = QStringLiteral("/etc/pam.d/");
        row("a service by its name", {services + QStringLiteral("sudo")}, "sudo");
        row("the message of the day", {QStringLiteral("/etc/motd")}, "motd");
        row("a service called motd", {QStringLiteral("/etc/motd"), services + QStringLiteral("motd")}, "pam.d/motd, motd");
        row("a service called pam.conf", {services + QStringLiteral("pam.conf")}, "pam.d/pam.conf");
        row("services first", {QStringLiteral("/etc/motd.d/00-tip"), services + QStringLiteral("sshd")}, "sshd, motd.d/00-tip");
        row("a listed file by its whole path", {QStringLiteral("/etc/motd"), QStringLiteral("/etc/teleport.yaml")},
            "/etc/teleport.yaml, motd");
        row("a listed file with a service's name", {QStringLiteral("/etc/sudo"), services + QStringLiteral("su")}, "su, /etc/sudo");
    }
    void namesFiles()
    {
        QFETCH(QStringList, paths);
        std::vector<std::string> list;
        for (const QString &path : paths)
            list.push_back(path.toStdString());
        QTEST(filesObject(list).details.value(QStringLiteral("files")), "files");
    }

    void manyFilesAreCountedAndHideNoService()
    {
        std::vector<std::string> paths;
        for (int i = 0; i < 40; ++i)
            paths.push_back("/etc/motd.d/" + std::to_string(10 + i));
        paths.push_back("/etc/pam.d/sudo");
        const QString files = filesObject(paths).details.value(QStringLiteral("files"));
        QVERIFY2(files.startsWith(QStringLiteral("41 files: sudo, motd.d/10,")), qPrintable(files));
        QVERIFY2(files.endsWith(QStringLiteral(" and 17 more")), qPrintable(files));
    }
};

QTEST_APPLESS_MAIN(TestPrompt)
#include "tst_prompt.moc"
