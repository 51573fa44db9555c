// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/auditlog.h"
#include "helper/dbuserror.h"
#include "helper/printable.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::helper;

class TestAuditLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hostileTextStaysOneField_data();
    void hostileTextStaysOneField();
    void aLineNamesEverything();
    void longTextIsCut();
    void errorMessages_data();
    void errorMessages();
};

void TestAuditLog::hostileTextStaysOneField_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("field");
    const QString r(QChar::ReplacementCharacter);
    QTest::newRow("plain") << QStringLiteral("sudo, motd") << QStringLiteral("sudo, motd");
    QTest::newRow("letters of any script") << QStringLiteral("früh 日本 😀") << QStringLiteral("früh 日本 😀");
    QTest::newRow("newline") << QStringLiteral("a\nuid=0 verb=Apply") << QStringLiteral("a") + r + QStringLiteral("uid=0 verb=Apply");
    QTest::newRow("carriage return") << QStringLiteral("a\rb") << QStringLiteral("a") + r + QStringLiteral("b");
    QTest::newRow("escape sequence") << QStringLiteral("\x1b[2J") << r + QStringLiteral("[2J");
    QTest::newRow("C1 control") << QString(QChar(0x9b)) << r;
    QTest::newRow("NUL") << QString(QChar(0)) << r;
    QTest::newRow("line separator") << QString(QChar(0x2028)) << r;
    QTest::newRow("right-to-left override") << QString(QChar(0x202e)) << r;
    QTest::newRow("zero width") << QString(QChar(0x200b)) << r;
    QTest::newRow("lone surrogate") << QString(QChar(0xd800)) << r;
    QTest::newRow("quote") << QStringLiteral("\" outcome=done") << QStringLiteral("\\\" outcome=done");
    QTest::newRow("backslash at the end") << QStringLiteral("a\\") << QStringLiteral("a\\\\");
}

void TestAuditLog::hostileTextStaysOneField()
{
    QFETCH(QString, text);
    QFETCH(QString, field);
    AuditEntry entry;
    entry.uid = 1000;
    entry.verb = QStringLiteral("Apply");
    entry.object = text;
    entry.outcome = QStringLiteral("done");
    QCOMPARE(auditLine(entry), QStringLiteral("uid=1000 verb=Apply object=\"") + field + QStringLiteral("\" outcome=done"));
}

void TestAuditLog::aLineNamesEverything()
{
    QCOMPARE(auditLine({{}, QStringLiteral("Apply"), QString(), QStringLiteral("LimitExceeded"), QStringLiteral("too many")}),
             QStringLiteral("uid=? verb=Apply object=\"\" outcome=LimitExceeded detail=\"too many\""));
}

void TestAuditLog::longTextIsCut()
{
    const QString megabyte(1 << 20, QLatin1Char('x'));
    QVERIFY(auditLine({0, megabyte, megabyte, megabyte, megabyte}).size() < 1024);
    // Never in the middle of a character.
    const QString emoji = QStringLiteral("😀");
    QCOMPARE(printable(emoji + emoji, 3), emoji);
}

void TestAuditLog::errorMessages_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("message");
    QTest::newRow("no place") << QString() << 0 << QStringLiteral("it went wrong");
    QTest::newRow("a place") << QStringLiteral("/etc/pam.d/sudo") << 3 << QStringLiteral("/etc/pam.d/sudo:3:0: it went wrong");
    QTest::newRow("a file only") << QStringLiteral("/etc/motd") << 0 << QStringLiteral("/etc/motd:0:0: it went wrong");
    QTest::newRow("a hostile name") << QStringLiteral("/etc/pam.d/a\nb") << 1
                                    << QStringLiteral("/etc/pam.d/a%1b:1:0: it went wrong").arg(QChar(QChar::ReplacementCharacter));
}

void TestAuditLog::errorMessages()
{
    QFETCH(QString, file);
    QFETCH(int, line);
    QFETCH(QString, message);
    QCOMPARE(dbusErrorMessage({ErrorCode::Io, "it went wrong", {file.toStdString(), std::size_t(line), 0}}), message);
    for (const ErrorCode code : allErrorCodes()) {
        const QString name = dbusErrorName(code);
        QVERIFY(name.startsWith(QLatin1String("org.pamphlet.Error.")));
        QCOMPARE(errorFromName(name.section(QLatin1Char('.'), -1).toStdString()), code);
    }
}

QTEST_GUILESS_MAIN(TestAuditLog)
#include "tst_auditlog.moc"
