// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said of shadow(5) (core/pam/modules/shadow.h), compared with what the real pam_unix makes of it.
#include "core/change/rootdirectory.h"
#include "core/pam/modules/shadow.h"
#include "tests/support/innamespace.h"
#include "tests/support/testclient.h"
#include "tests/system/fixture.h"

#include <QTest>

#include <ctime>

using namespace pamphlet;
using namespace pamphlet::test;

namespace {

const QString shadowFile = QStringLiteral("/etc/shadow");
const QByteArray password = "correct horse";

} // namespace

class TestShadowLive : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestClient> m_alice;
    QByteArray m_original;
    QByteArray m_hash; ///< of the password

    /// bob's line with these fields; the others as they were.
    bool write(const QByteArray &hash, const QByteArray &fields)
    {
        QByteArray changed;
        for (const QByteArray &line : m_original.split('\n'))
            changed += (line.startsWith("bob:") ? "bob:" + hash + ':' + fields : line) + '\n';
        return test::write(shadowFile, changed, 0640);
    }

    static pam::LibpamProfile profile()
    {
        const auto root = change::RootDirectory::open("/");
        return pam::detectLibpam(**root, *pam::libpamProfile("debian-12"));
    }

    static pam::ShadowEntry entry()
    {
        const auto root = change::RootDirectory::open("/");
        const auto shadow = pam::readShadow(**root);
        return shadow ? shadow->at("bob") : pam::ShadowEntry{};
    }

    /// Code of a call of the login; -1 if it was not made.
    int codeOf(const QString &primitive) const
    {
        for (const QString &call : m_alice->primitives()) {
            if (call.startsWith(primitive + QLatin1Char(' ')))
                return call.section(QLatin1Char(' '), 1).toInt();
        }
        return -1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(test::write(QStringLiteral("/etc/pam.d/shadow-test"), "auth required pam_unix.so nodelay\naccount required pam_unix.so\n"));
        m_original = contentOf(shadowFile);
        for (const QByteArray &line : m_original.split('\n')) {
            if (line.startsWith("bob:"))
                m_hash = line.split(':').at(1);
        }
        QVERIFY(!m_hash.isEmpty());
        m_alice = std::make_unique<TestClient>(connectAs("alice"), QStringLiteral("org.pamphlet.Helper1"));
    }

    void cleanup() { QVERIFY(test::write(shadowFile, m_original, 0640)); }

    void accounts_data()
    {
        QTest::addColumn<QByteArray>("fields");
        const auto today = qlonglong(std::time(nullptr) / 86400);
        const auto row = [](const char *name, const QByteArray &fields) { QTest::newRow(name) << fields; };
        const auto day = [today](int days) { return QByteArray::number(today + days); };
        row("nothing said", "::::::");
        row("usual", day(-100) + ":0:99999:7:::");
        row("expires tomorrow", day(-100) + ":0:99999:7::" + day(1) + ':');
        row("expires today", day(-100) + ":0:99999:7::" + day(0) + ':');
        row("expired long ago", day(-100) + ":0:99999:7::1:");
        row("expired in 1970", day(-100) + ":0:99999:7::0:");
        row("to be changed at once", "0:0:99999:7:::");
        row("expired and to be changed", "0:0:99999:7::1:");
        row("changed in the future", day(5) + ":0:1:7:::");
        row("the last day of a password", day(-30) + ":0:30:7:::");
        row("one day too old", day(-31) + ":0:30:7:::");
        row("too old, but not yet inactive", day(-35) + ":0:30:7:5::");
        row("too old, and inactive", day(-36) + ":0:30:7:5::");
        row("inactive at once", day(-31) + ":0:30:7:0::");
        row("inactive counts longer than the password", day(-15) + ":0:10:7:20::");
        row("a minimum that is not over", day(-1) + ":10:30:7:::");
        row("no date of change", ":0:30:7:::");
    }
    void accounts()
    {
        QFETCH(QByteArray, fields);
        QVERIFY(write(m_hash, fields));
        QVERIFY2(m_alice->run({QStringLiteral("shadow-test"), QStringLiteral("bob")}, {{QStringLiteral("Password: "), password}}),
                 qPrintable(m_alice->error()));
        QCOMPARE(codeOf(QStringLiteral("authenticate")), 0);
        QCOMPARE(codeOf(QStringLiteral("acct_mgmt")), pam::unixAccountCode(entry(), std::time(nullptr) / 86400, profile()));
    }

    void passwords_data()
    {
        QTest::addColumn<QByteArray>("prefix");
        QTest::addColumn<bool>("keepsHash");
        QTest::newRow("as it is") << QByteArray() << true;
        QTest::newRow("locked") << QByteArray("!") << true;
        QTest::newRow("locked twice") << QByteArray("!!") << true;
        QTest::newRow("a star") << QByteArray("*") << false;
        QTest::newRow("an exclamation mark") << QByteArray("!") << false;
        QTest::newRow("a word") << QByteArray("x") << false;
        QTest::newRow("NP") << QByteArray("*NP*") << false;
        QTest::newRow("thirteen characters that are no hash") << QByteArray("!aaaaaaaaaaaa") << false;
    }
    void passwords()
    {
        QFETCH(QByteArray, prefix);
        QFETCH(bool, keepsHash);
        QVERIFY(write(prefix + (keepsHash ? m_hash : QByteArray()), "19000:0:99999:7:::"));
        QVERIFY(m_alice->run({QStringLiteral("shadow-test"), QStringLiteral("bob")}, {{QStringLiteral("Password: "), password}}));
        QCOMPARE(codeOf(QStringLiteral("authenticate")), pam::unixRightPasswordCode(entry()).value_or(-1));
    }

    void linesThatGlibcDoesNotRead_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::newRow("a minus one") << QByteArray("19000:0:-1:7:::");
        QTest::newRow("a word for the minimum") << QByteArray("19000:abc:99999:7:::");
        QTest::newRow("a word for the warning") << QByteArray("19000:0:99999:abc:::");
    }
    void linesThatGlibcDoesNotRead()
    {
        QFETCH(QByteArray, fields);
        QVERIFY(write(m_hash, fields));
        const auto root = change::RootDirectory::open("/");
        QVERIFY(!pam::readShadow(**root)->contains("bob"));
        QVERIFY(m_alice->run({QStringLiteral("shadow-test"), QStringLiteral("bob")}, {{QStringLiteral("Password: "), password}}));
        QVERIFY(codeOf(QStringLiteral("authenticate")) > 0);
    }

    void anEmptyPasswordIsLeftOpen()
    {
        QVERIFY(write({}, "19000:0:99999:7:::"));
        QCOMPARE(entry().password, pam::ShadowEntry::Password::Empty);
        QVERIFY(!pam::unixRightPasswordCode(entry()));
    }
};

PAMPHLET_NAMESPACE_MAIN(TestShadowLive)
#include "tst_shadowlive.moc"
