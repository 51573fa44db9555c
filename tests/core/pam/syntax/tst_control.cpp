// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/control.h"

#include <QTest>

using namespace pamphlet::pam;

class TestControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actions_data();
    void actions();
    void keywords_data();
    void keywords();
    void everyNameIsKnown();
    void actionTexts();
};

void TestControl::actions_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("action");
    QTest::addColumn<int>("errorOffset"); // -1: none

    const auto row = [](const char *profile, const char *text, int code, int action, int errorOffset = -1) {
        QTest::addRow("%s: %s [%d]", profile, text, code) << QByteArray(profile) << QByteArray(text) << code << action << errorOffset;
    };
    for (const char *profile : {"debian-12", "debian-13"}) {
        row(profile, "success=1 default=ignore", 0, 1);
        row(profile, "success=1 default=ignore", 7, Action::Ignore);
        row(profile, "auth_err=okdefault=done", 7, Action::Ok);
        row(profile, "auth_err=okdefault=done", 0, Action::Done);
        row(profile, "default=die success=ok", 0, Action::Ok);
        row(profile, "default=die success=ok", 31, Action::Die);
        row(profile, "default=die default=ok", 3, Action::Die);
        row(profile, "success=ok success=reset", 0, Action::Reset);
        row(profile, "success=ok", 9, Action::Bad);
        row(profile, "", 0, Action::Bad);
        row(profile, "  ", 0, Action::Bad);
        row(profile, "\r\fsuccess\v=\n ok\t", 0, Action::Ok);
        row(profile, "authtok_recover_err=ok", 21, Action::Ok);
        row(profile, "authtok_recovery_err=ok", 21, Action::Bad, 0);
        row(profile, "success=ok frob=bad", 0, Action::Bad, 11);
        row(profile, "success=okay", 0, Action::Bad, 10);
        row(profile, "success=ok,auth_err=ok", 0, Action::Bad, 10);
        row(profile, "SUCCESS=ok", 0, Action::Bad, 0);
        row(profile, "success=OK", 0, Action::Bad, 8);
        row(profile, "success", 0, Action::Bad, 7);
        row(profile, "success=", 0, Action::Bad, 8);
        row(profile, "success = ", 0, Action::Bad, 10);
        row(profile, "success ok", 0, Action::Bad, 8);
        row(profile, "success=0", 0, Action::Bad, 8);
        row(profile, "success=00", 0, Action::Bad, 8);
        row(profile, "success=-1", 0, Action::Bad, 8);
        row(profile, "success=007", 0, 7);
        row(profile, "success=2147483647", 0, 2147483647);
        row(profile, "frob", 0, Action::Bad, 0);
        row(profile, "requiredx", 0, Action::Bad, 0);
    }
    row("debian-12", "success=4294967296", 0, Action::Bad, 8);
    row("debian-12", "success=4294967295", 0, Action::Ok);
    row("debian-12", "success=4294967294", 0, Action::Done);
    row("debian-12", "success=4294967290 default=ok", 0, Action::Ok);
    row("debian-12", "success=4294967200", 0, -96);
    row("debian-12", "success=4294967299", 0, 3);
    row("debian-13", "success=4294967295", 0, Action::Bad, 8);
    row("debian-13", "success=2147483648", 0, Action::Bad, 8);
    row("debian-13", "success=99999999999999999999999999999", 0, Action::Bad, 8);
}

void TestControl::actions()
{
    QFETCH(QByteArray, profile);
    QFETCH(QByteArray, text);
    QFETCH(int, code);
    QFETCH(int, action);
    QFETCH(int, errorOffset);
    const Control control = parseControl(text.toStdString(), libpamProfile(profile.toStdString()).value());
    QCOMPARE(control.kind, ControlKind::List);
    QCOMPARE(control.actions.at(std::size_t(code)).value, action);
    QCOMPARE(control.errorOffset ? int(*control.errorOffset) : -1, errorOffset);
    QCOMPARE(control.errorDetail.empty(), errorOffset < 0);
    if (errorOffset >= 0) {
        for (const Action other : control.actions)
            QCOMPARE(other.value, int(Action::Bad));
    }
}

void TestControl::keywords_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("success");
    QTest::addColumn<int>("ignore");
    QTest::addColumn<int>("others");
    QTest::newRow("required") << QByteArray("required") << int(ControlKind::Required) << int(Action::Ok) << int(Action::Ignore)
                              << int(Action::Bad);
    QTest::newRow("REQUISITE") << QByteArray("REQUISITE") << int(ControlKind::Requisite) << int(Action::Ok) << int(Action::Ignore)
                               << int(Action::Die);
    QTest::newRow("optional") << QByteArray("optional") << int(ControlKind::Optional) << int(Action::Ok) << int(Action::Ignore)
                              << int(Action::Ignore);
    QTest::newRow("sufficient") << QByteArray("sufficient") << int(ControlKind::Sufficient) << int(Action::Done) << int(Action::Ignore)
                                << int(Action::Ignore);
    QTest::newRow("include") << QByteArray("Include") << int(ControlKind::Include) << int(Action::Bad) << int(Action::Bad)
                             << int(Action::Bad);
    QTest::newRow("substack") << QByteArray("substack") << int(ControlKind::Substack) << int(Action::Bad) << int(Action::Bad)
                              << int(Action::Bad);
}

void TestControl::keywords()
{
    QFETCH(QByteArray, text);
    QFETCH(int, kind);
    QFETCH(int, success);
    QFETCH(int, ignore);
    QFETCH(int, others);
    const Control control = parseControl(text.toStdString(), libpamProfiles().front());
    QCOMPARE(int(control.kind), kind);
    QVERIFY(!control.errorOffset);
    for (std::size_t code = 0; code < control.actions.size(); ++code) {
        const int expected = code == 0 || code == 12 ? success : code == 25 ? ignore : others;
        QCOMPARE(control.actions[code].value, expected);
    }
}

void TestControl::everyNameIsKnown()
{
    for (int code = 0; code < returnCodeCount; ++code) {
        const Control control = parseControl(returnCodeWord(code) + "=reset", libpamProfiles().front());
        QVERIFY(!control.errorOffset);
        for (int other = 0; other < returnCodeCount; ++other)
            QCOMPARE(control.actions.at(std::size_t(other)).value, int(other == code ? Action::Reset : Action::Bad));
    }
}

void TestControl::actionTexts()
{
    QCOMPARE(actionText({Action::Ignore}), std::string("ignore"));
    QCOMPARE(actionText({Action::Reset}), std::string("reset"));
    QCOMPARE(actionText({3}), std::string("3"));
    QCOMPARE(actionText({-96}), std::string("-96"));
}

QTEST_APPLESS_MAIN(TestControl)
#include "tst_control.moc"
