// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/verbs/testnames.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::helper;

class tst_testnames : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void services_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        const auto row = [](const char *title, const QString &name, bool good) { QTest::newRow(title) << name << good; };
        row("plain", QStringLiteral("sshd"), true);
        row("everything allowed", QStringLiteral("Su-l_2.0+x@y"), true);
        row("the longest", QString(255, QLatin1Char('a')), true);
        row("one too long", QString(256, QLatin1Char('a')), false);
        row("1 MiB", QString(1 << 20, QLatin1Char('a')), false);
        row("empty", QString(), false);
        row("dot", QStringLiteral("."), false);
        row("dots", QStringLiteral(".."), false);
        row("a path", QStringLiteral("../shadow"), false);
        row("an absolute path", QStringLiteral("/etc/passwd"), false);
        row("a blank", QStringLiteral("su do"), false);
        row("a newline", QStringLiteral("sudo\n"), false);
        row("NUL", QString(QLatin1String("su\0do", 5)), false);
        row("ESC", QStringLiteral("su\x1b[31m"), false);
        row("not ASCII", QStringLiteral("sudö"), false);
        row("right to left", QString(QChar(0x202e)) + QStringLiteral("odus"), false);
    }
    void services()
    {
        QFETCH(QString, name);
        QFETCH(bool, good);
        const auto checked = checkedService(name);
        QCOMPARE(checked.has_value(), good);
        if (good)
            QCOMPARE(QString::fromStdString(*checked), name);
        else
            QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
    }

    void users_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        const auto row = [](const char *title, const QString &name, bool good) { QTest::newRow(title) << name << good; };
        row("plain", QStringLiteral("alice"), true);
        row("a domain", QStringLiteral("EXAMPLE\\alice"), true);
        row("a realm", QStringLiteral("alice@example.com"), true);
        row("a machine", QStringLiteral("web srv$"), true);
        row("not ASCII", QStringLiteral("józef"), true);
        row("beyond the first plane", QStringLiteral("a\U00010400"), true);
        row("a picture", QStringLiteral("a\U0001F600"), false);
        row("a name that reads like a prompt", QStringLiteral("alice (configuration as it is installed)"), false);
        row("a quote", QStringLiteral("alice” and “root"), false);
        row("markup", QStringLiteral("<b>alice"), false);
        row("digits", QStringLiteral("1000"), true);
        row("the longest", QString(256, QLatin1Char('a')), true);
        row("one too long", QString(257, QLatin1Char('a')), false);
        row("too long as UTF-8", QString(129, QChar(0xf3)), false);
        row("1 MiB", QString(1 << 20, QLatin1Char('a')), false);
        row("empty", QString(), false);
        row("a field of passwd", QStringLiteral("a:b"), false);
        row("a path", QStringLiteral("../root"), false);
        row("dot", QStringLiteral("."), false);
        row("dots", QStringLiteral(".."), false);
        row("an option", QStringLiteral("-f"), false);
        row("a blank in front", QStringLiteral(" root"), false);
        row("a blank behind", QStringLiteral("root "), false);
        row("a blank alone", QStringLiteral(" "), false);
        row("a newline", QStringLiteral("alice\nroot"), false);
        row("NUL", QString(QLatin1String("al\0ice", 6)), false);
        row("ESC", QStringLiteral("al\x1b[31mice"), false);
        row("right to left", QStringLiteral("al") + QChar(0x202e) + QStringLiteral("eci"), false);
        row("a line separator", QStringLiteral("al") + QChar(0x2028), false);
        row("half a character", QString(QChar(0xd83d)), false);
        row("the replacement character", QString(QChar(0xfffd)), false);
    }
    void users()
    {
        QFETCH(QString, name);
        QFETCH(bool, good);
        const auto checked = checkedUser(name);
        QCOMPARE(checked.has_value(), good);
        if (good)
            QCOMPARE(QString::fromStdString(*checked), name);
        else
            QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
    }

    void testIds_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("good");
        QTest::newRow("32 digits") << QStringLiteral("0123456789abcdef0123456789abcdef") << true;
        QTest::newRow("31 digits") << QString(31, QLatin1Char('a')) << false;
        QTest::newRow("33 digits") << QString(33, QLatin1Char('a')) << false;
        QTest::newRow("upper case") << QString(32, QLatin1Char('A')) << false;
        QTest::newRow("a letter") << QString(32, QLatin1Char('g')) << false;
        QTest::newRow("empty") << QString() << false;
    }
    void testIds()
    {
        QFETCH(QString, id);
        QFETCH(bool, good);
        QCOMPARE(checkedTestId(id).has_value(), good);
    }
};

QTEST_GUILESS_MAIN(tst_testnames)
#include "tst_testnames.moc"
