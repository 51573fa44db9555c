// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"
#include "app/cli/exitcode.h"
#include "app/cli/json.h"
#include "app/cli/loginreport.h"
#include "app/cli/table.h"
#include "core/pam/libpamprofile.h"
#include "core/pam/stack/effectivestack.h"
#include "core/tree/memorytree.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pamphlet;
using namespace pamphlet::app::cli;

/// The small parts of pamphletctl that no run of it shows from every side.
class TestCliParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonIsTameAndLossless_data();
    void jsonIsTameAndLossless();
    void exitCodes();
    void displayWidth_data();
    void displayWidth();
    void loginNeedsACallToSucceed();
    void loginDocument();
    void loginThatWasNotPredicted();
};

void TestCliParts::jsonIsTameAndLossless_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << QByteArrayLiteral("sudo") << QStringLiteral("sudo");
    QTest::newRow("quotes and newlines") << QByteArrayLiteral("\"\\\n\t") << QStringLiteral("\"\\\n\t");
    QTest::newRow("NUL and escape") << QByteArray("\0\x1b[2J", 5) << QString::fromUtf8(QByteArray("\0\x1b[2J", 5));
    QTest::newRow("delete") << QByteArrayLiteral("\x7f") << QStringLiteral("\x7f");
    QTest::newRow("C1") << QByteArrayLiteral("\xc2\x9b") << QString(QChar(0x9b));
    QTest::newRow("right-to-left override") << QByteArrayLiteral("a\xe2\x80\xae"
                                                                 "b")
                                            << QString::fromUtf8("a\xe2\x80\xae"
                                                                 "b");
    QTest::newRow("beyond the plane") << QByteArrayLiteral("\xf0\x9f\x94\x91") << QString::fromUtf8("\xf0\x9f\x94\x91");
    QTest::newRow("not UTF-8") << QByteArrayLiteral("a\xff"
                                                    "b")
                               << QStringLiteral("a\uFFFDb");
    QTest::newRow("cut off") << QByteArrayLiteral("a\xe2\x80") << QStringLiteral("a\uFFFD");
}

void TestCliParts::jsonIsTameAndLossless()
{
    QFETCH(QByteArray, bytes);
    const QByteArray text = QByteArray::fromStdString(jsonText(Json{{"key", bytes.toStdString()}}));
    QVERIFY(text.endsWith('\n'));
    for (const uint c : QString::fromUtf8(text).toUcs4())
        QVERIFY(c == '\n' || (c >= 0x20 && !(c >= 0x7f && c <= 0x9f) && c != 0x202e));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
    QTEST(document.object()[QStringLiteral("key")].toString(), "expected");
}

void TestCliParts::exitCodes()
{
    for (const ErrorCode code : allErrorCodes()) {
        const int exit = int(exitCodeFor(code));
        QVERIFY(exit >= 1 && exit <= 5);
    }
    QCOMPARE(exitCodeFor(ErrorCode::AccessDenied), ExitCode::NotAuthorized);
    QCOMPARE(exitCodeFor(ErrorCode::HelperUnavailable), ExitCode::Failure);
    QCOMPARE(exitCodeFor(ErrorCode::TimedOut), ExitCode::Failure);
    QCOMPARE(exitCodeFor(ErrorCode::InvalidChangeSet), ExitCode::BadInput);
    QCOMPARE(exitCodeFor(ErrorCode::Changed), ExitCode::No);
}

void TestCliParts::displayWidth_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("width");
    QTest::newRow("empty") << QString() << 0;
    QTest::newRow("Latin") << QStringLiteral("sudo") << 4;
    QTest::newRow("combining") << QStringLiteral("e\u0301") << 1;
    QTest::newRow("Chinese") << QStringLiteral("\u4e2d\u6587") << 4;
    QTest::newRow("emoji") << QString::fromUtf8("\xf0\x9f\x94\x91") << 2;
}

void TestCliParts::displayWidth()
{
    QFETCH(QString, text);
    QTEST(app::cli::displayWidth(text), "width");
}

void TestCliParts::loginNeedsACallToSucceed()
{
    LoginReport report;
    QVERIFY(report.empty());
    QVERIFY(!report.ok());
    report.addPrimitive({QStringLiteral("start"), 0, 1});
    QVERIFY(!report.ok()); // pam_start alone lets nobody in
    report.addPrimitive({QStringLiteral("authenticate"), 0, 1});
    QVERIFY(report.ok());
    report.addPrimitive({QStringLiteral("acct_mgmt"), 13, 1});
    QVERIFY(!report.ok());
}

void TestCliParts::loginDocument()
{
    LoginReport report;
    report.addPrimitive({QStringLiteral("start"), 0, 10});
    report.addMessage(ui::MessageStyle::EchoOff, QStringLiteral("Password: "));
    report.addStep({QStringLiteral("authenticate"), QStringLiteral("/etc/pam.d/sudo"), 3, QStringLiteral("pam_unix.so"), 7, 1500});
    report.addPrimitive({QStringLiteral("authenticate"), 7, 2500});
    const auto parsed = [](const Json &json) { return QJsonDocument::fromJson(QByteArray::fromStdString(jsonText(json))).object(); };
    const QJsonObject document = parsed(report.document(QStringLiteral("sudo"), QStringLiteral("ann"), {}));
    QCOMPARE(document[QStringLiteral("service")].toString(), QStringLiteral("sudo"));
    QCOMPARE(document[QStringLiteral("user")].toString(), QStringLiteral("ann"));
    QCOMPARE(document[QStringLiteral("ok")], QJsonValue(false));
    const QJsonArray sequence = document[QStringLiteral("sequence")].toArray();
    QCOMPARE(sequence.size(), 1); // the start is not a call of the login
    QCOMPARE(sequence[0].toObject(),
             (QJsonObject{{QStringLiteral("primitive"), QStringLiteral("authenticate")},
                          {QStringLiteral("code"), 7},
                          {QStringLiteral("name"), QStringLiteral("PAM_AUTH_ERR")},
                          {QStringLiteral("milliseconds"), 2.5},
                          {QStringLiteral("predicted"), QJsonValue()}}));
    QCOMPARE(document[QStringLiteral("conversation")][0].toObject(),
             (QJsonObject{{QStringLiteral("style"), QStringLiteral("echo-off")}, {QStringLiteral("text"), QStringLiteral("Password: ")}}));
    const QJsonObject step = document[QStringLiteral("trace")][0].toObject();
    QCOMPARE(step[QStringLiteral("file")].toString(), QStringLiteral("/etc/pam.d/sudo"));
    QCOMPARE(step[QStringLiteral("line")].toInt(), 3);
    QCOMPARE(step[QStringLiteral("module")].toString(), QStringLiteral("pam_unix.so"));
    QCOMPARE(step[QStringLiteral("returned")].toInt(), 7);
    QCOMPARE(step[QStringLiteral("microseconds")].toInt(), 1500);
    QVERIFY(step.contains(QStringLiteral("predicted")) && step[QStringLiteral("predicted")].isNull());
    // A login that was cut off is not ok, whatever had succeeded before.
    LoginReport cut;
    cut.addPrimitive({QStringLiteral("authenticate"), 0, 1});
    const QJsonObject cutOff = parsed(cut.document(QStringLiteral("sudo"), QStringLiteral("ann"), QStringLiteral("TimedOut")));
    QCOMPARE(cutOff[QStringLiteral("ok")], QJsonValue(false));
    QCOMPARE(cutOff[QStringLiteral("error")].toString(), QStringLiteral("TimedOut"));
}

/// Where libpam does what the simulator does not, the report says so: one of the two is wrong.
void TestCliParts::loginThatWasNotPredicted()
{
    MemoryTree tree;
    tree.setFile("/etc/pam.d/sudo", "auth sufficient pam_unix.so\nauth required pam_deny.so\n");
    const pam::LibpamProfile profile = pam::libpamProfile("debian-12").value();
    LoginReport report;
    report.predictFrom(pam::effectiveStack(tree, profile, "sudo"), profile);
    const QString file = QStringLiteral("/etc/pam.d/sudo");
    report.addPrimitive({QStringLiteral("start"), 0, 1});
    report.addStep({QStringLiteral("authenticate"), file, 1, QStringLiteral("pam_unix.so"), 7, 1});
    report.addStep({QStringLiteral("authenticate"), file, 2, QStringLiteral("pam_deny.so"), 7, 1});
    report.addPrimitive({QStringLiteral("authenticate"), 6, 1}); // where it must be 7
    report.addStep({QStringLiteral("setcred"), file, 2, QStringLiteral("pam_deny.so"), 17, 1}); // the first rule is left out
    report.addPrimitive({QStringLiteral("setcred"), 17, 1});
    const QJsonObject document
        = QJsonDocument::fromJson(QByteArray::fromStdString(jsonText(report.document(QStringLiteral("sudo"), QStringLiteral("ann"), {}))))
              .object();
    const QJsonArray trace = document[QStringLiteral("trace")].toArray();
    QCOMPARE(trace[0][QStringLiteral("predicted")], QJsonValue(true));
    QCOMPARE(trace[1][QStringLiteral("predicted")], QJsonValue(true));
    QCOMPARE(trace[2][QStringLiteral("predicted")], QJsonValue(false));
    QCOMPARE(trace[2][QStringLiteral("expected")][QStringLiteral("line")].toInt(), 1);
    const QJsonArray sequence = document[QStringLiteral("sequence")].toArray();
    QCOMPARE(sequence[0][QStringLiteral("predicted")].toInt(), 7);
    QVERIFY(sequence[1][QStringLiteral("predicted")].isNull());
    QCOMPARE(document[QStringLiteral("start")][QStringLiteral("predicted")].toInt(-1), 0);
}

QTEST_GUILESS_MAIN(TestCliParts)
#include "tst_cliparts.moc"
