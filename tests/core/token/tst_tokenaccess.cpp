// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/access.h"

#include <QTest>

using namespace pamphlet::token;

class TokenAccessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows_data()
    {
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<Answer>("authenticate");
        QTest::addColumn<Answer>("account");
        QTest::addColumn<Answer>("token");
        QTest::addColumn<QByteArray>("reasons");
        const auto row
            = [](const char *name, const QByteArray &user, Answer authenticate, Answer account, Answer token, const char *reasons) {
                  QTest::newRow(name) << user << authenticate << account << token << QByteArray(reasons);
              };
        using enum Answer;
        row("let in", "alice", Yes, Yes, Yes, "");
        row("a password decides", "alice", Unknown, Yes, Unknown, "authentication-unknown");
        row("expired account, right password", "alice", Yes, No, Yes, "account-ignored");
        row("account not known", "alice", Yes, Unknown, Yes, "account-unknown");
        row("nothing known", "alice", Unknown, Unknown, Unknown, "authentication-unknown account-unknown");
        row("no way to authenticate", "alice", No, Yes, No, "authentication-fails");
        row("blacklisted", "mallory", Yes, Yes, No, "blacklisted refresh-stays");
        row("blacklisted and refused", "mallory", No, No, No, "blacklisted refresh-stays authentication-fails");
        row("the blacklist is exact", "Mallory", Yes, Yes, Yes, "");
        row("the blacklist trims nothing", "mallory ", Yes, Yes, Yes, "");
        row("30 bytes", QByteArray(30, 'a'), Yes, Yes, Yes, "");
        row("31 bytes", QByteArray(31, 'a'), Yes, Yes, No, "name-too-long");
        row("empty", "", Yes, Yes, Yes, "");
    }
    void rows()
    {
        QFETCH(QByteArray, user);
        QFETCH(Answer, authenticate);
        QFETCH(Answer, account);
        QFETCH(Answer, token);
        QFETCH(QByteArray, reasons);
        const std::vector<EffectiveAccess> list
            = effectiveAccess({"other", user.toStdString()}, {"x", "mallory"}, [&](const std::string &asked) {
                  return asked == user.toStdString() ? PamAnswer{authenticate, account} : PamAnswer{Answer::No, Answer::No};
              });
        QCOMPARE(list.size(), std::size_t(2));
        QCOMPARE(list.front().getsToken, Answer::No);
        const EffectiveAccess &access = list.back();
        QCOMPARE(access.user, user.toStdString());
        QCOMPARE(access.getsToken, token);
        QCOMPARE(access.anyScope, token != Answer::No);
        QCOMPARE(access.blacklisted, user == "mallory");
        QByteArray text;
        for (const AccessReason reason : access.reasons)
            text += (text.isEmpty() ? "" : " ") + QByteArray::fromStdString(std::string(reasonName(reason)));
        QCOMPARE(text, reasons);
    }

    void nobodyToAsk()
    {
        const std::vector<EffectiveAccess> list = effectiveAccess({"alice"}, {}, {});
        QCOMPARE(list.front().getsToken, Answer::Unknown);
    }

    void blacklistReview()
    {
        const std::vector<BlacklistEntry> entries
            = reviewBlacklist({"alice", "Bob", " carol", "nobody-here", "alice", ""}, {"alice", "bob", "carol"});
        QCOMPARE(entries.size(), std::size_t(6));
        QVERIFY(entries[0].exists && !entries[0].repeated && entries[0].near.empty());
        QVERIFY(!entries[1].exists);
        QCOMPARE(entries[1].near, std::string("bob"));
        QCOMPARE(entries[2].near, std::string("carol"));
        QVERIFY(!entries[3].exists && entries[3].near.empty());
        QVERIFY(entries[4].exists && entries[4].repeated);
        QVERIFY(!entries[5].exists && entries[5].near.empty());
    }

    void names()
    {
        QCOMPARE(answerName(Answer::No), std::string_view("no"));
        QCOMPARE(answerName(Answer::Unknown), std::string_view("unknown"));
    }
};

QTEST_APPLESS_MAIN(TokenAccessTest)
#include "tst_tokenaccess.moc"
