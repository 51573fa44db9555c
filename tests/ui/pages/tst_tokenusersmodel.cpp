// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tokenusersfilter.h"
#include "ui/models/tokenusersmodel.h"
#include "ui/style/colors.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pamphlet;
using ui::TokenUsersFilter;
using ui::TokenUsersModel;
using Tester = QAbstractItemModelTester;

/// Rows of users and of what is blacklisted and no user.
class TestTokenUsersModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rows()
    {
        TokenUsersModel model;
        const Tester tester(&model, Tester::FailureReportingMode::Fatal);
        fill(model, {"mallory", "Alice", "bob"}, token::Answer::Unknown, token::Answer::No);
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(column(model, TokenUsersModel::UserColumn), QStringLiteral("root daemon alice bob mallory Alice"));
        QCOMPARE(column(model, TokenUsersModel::AccountColumn),
                 QStringLiteral("refused refused refused refused no such user no such user"));
        QCOMPARE(column(model, TokenUsersModel::TokenColumn), QStringLiteral("unknown unknown unknown no no no"));
        QCOMPARE(checks(model), QStringLiteral("---xxx"));
        QCOMPARE(model.index(0, TokenUsersModel::TokenColumn).data(TokenUsersModel::ToneRole).toInt(), int(ui::Tone::Warning)); // root
        QVERIFY(model.index(1, 0).data(TokenUsersModel::SystemRole).toBool());
        QVERIFY(!model.index(0, 0).data(TokenUsersModel::SystemRole).toBool());
        const QString near = model.index(5, 0).data(TokenUsersModel::ReasonRole).toString();
        QVERIFY2(near.contains(QStringLiteral("perhaps alice is meant")), qPrintable(near));
        const QString why = model.index(2, 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(why.contains(QStringLiteral("only a login can tell")) && why.contains(QStringLiteral("no access lists")), qPrintable(why));
        QVERIFY(model.index(3, 0).data(TokenUsersModel::ReasonRole).toString().startsWith(QStringLiteral("On the blacklist")));
        QCOMPARE(model.headerData(2, Qt::Horizontal).toString(), QStringLiteral("Blacklisted"));
        QVERIFY(model.accessOf("bob")->blacklisted);
        QVERIFY(!model.accessOf("nobody"));
    }

    void hostileNames()
    {
        TokenUsersModel model;
        fill(model, {"a\x1b[2J", "x\xe2\x80\xaey", std::string(500, 'l')}, token::Answer::Unknown, token::Answer::Yes);
        QCOMPARE(model.index(4, 0).data().toString(), QStringLiteral("a\\x1B[2J"));
        QCOMPARE(model.index(5, 0).data().toString(), QStringLiteral("x\\u202Ey"));
        QVERIFY(model.index(6, 0).data().toString().size() < 130);
        QCOMPARE(model.index(4, 0).data(TokenUsersModel::NameRole).toByteArray(), QByteArray("a\x1b[2J"));
    }

    void tokens_data()
    {
        QTest::addColumn<token::Answer>("authenticate");
        QTest::addColumn<QString>("word");
        QTest::addColumn<ui::Tone>("tone");
        QTest::newRow("whoever asks") << token::Answer::Yes << QStringLiteral("yes") << ui::Tone::Success;
        QTest::newRow("nobody") << token::Answer::No << QStringLiteral("no") << ui::Tone::Error;
        QTest::newRow("a password decides") << token::Answer::Unknown << QStringLiteral("unknown") << ui::Tone::Neutral;
    }
    void tokens()
    {
        QFETCH(token::Answer, authenticate);
        QFETCH(QString, word);
        QFETCH(ui::Tone, tone);
        TokenUsersModel model;
        fill(model, {}, authenticate, token::Answer::Yes);
        const QModelIndex alice = model.index(2, TokenUsersModel::TokenColumn);
        QCOMPARE(alice.data().toString(), word);
        QCOMPARE(alice.data(TokenUsersModel::ToneRole).toInt(), int(tone));
        QVERIFY(!alice.data(Qt::ToolTipRole).toString().isEmpty() || authenticate == token::Answer::Yes);
    }

    void aTickIsAWish()
    {
        TokenUsersModel model;
        fill(model, {"mallory"}, token::Answer::Unknown, token::Answer::Yes);
        QSignalSpy wishes(&model, &TokenUsersModel::blacklistWanted);
        const QModelIndex alice = model.index(2, TokenUsersModel::BlacklistColumn);
        QVERIFY(!alice.flags().testFlag(Qt::ItemIsUserCheckable));
        QVERIFY(!model.setData(alice, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(wishes.size(), 0); // it may not be changed
        model.setEditable(true);
        QVERIFY(alice.flags().testFlag(Qt::ItemIsUserCheckable));
        model.setData(alice, Qt::Unchecked, Qt::CheckStateRole);
        QCOMPARE(wishes.size(), 0); // it is so
        model.setData(alice, Qt::Checked, Qt::CheckStateRole);
        QCOMPARE(wishes.takeFirst(), (QVariantList{QByteArray("alice"), true}));
        QCOMPARE(alice.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked)); // as the file says
        model.setData(model.index(4, TokenUsersModel::BlacklistColumn), Qt::Unchecked, Qt::CheckStateRole);
        QCOMPARE(wishes.takeFirst(), (QVariantList{QByteArray("mallory"), false}));
    }

    void whoIsSelectedStays()
    {
        TokenUsersModel model;
        const Tester tester(&model, Tester::FailureReportingMode::Fatal);
        fill(model, {}, token::Answer::Unknown, token::Answer::Yes);
        const QPersistentModelIndex bob = model.index(3, 0);
        QSignalSpy resets(&model, &TokenUsersModel::modelReset);
        QSignalSpy changes(&model, &TokenUsersModel::dataChanged);
        fill(model, {"bob"}, token::Answer::Unknown, token::Answer::Yes);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(changes.size(), 1);
        QVERIFY(bob.isValid());
        QCOMPARE(bob.sibling(bob.row(), TokenUsersModel::TokenColumn).data().toString(), QStringLiteral("no"));
        fill(model, {"bob", "stranger"}, token::Answer::Unknown, token::Answer::Yes);
        QCOMPARE(resets.size(), 1);
        QCOMPARE(model.rowCount(), 5);
    }

    void filters()
    {
        TokenUsersModel model;
        TokenUsersFilter filter;
        filter.setSourceModel(&model);
        const Tester tester(&filter, Tester::FailureReportingMode::Fatal);
        fill(model, {"mallory"}, token::Answer::Unknown, token::Answer::Yes);
        QCOMPARE(column(filter, 0), QStringLiteral("root alice bob mallory"));
        filter.setNeedle(QStringLiteral(" AL "));
        QCOMPARE(column(filter, 0), QStringLiteral("alice mallory"));
        filter.setNeedle({});
        filter.setSystemUsers(true);
        QCOMPARE(column(filter, 0), QStringLiteral("root daemon alice bob mallory"));
        filter.setSystemUsers(false);
        fill(model, {"mallory", "daemon"}, token::Answer::Unknown, token::Answer::Yes);
        QCOMPARE(column(filter, 0), QStringLiteral("root daemon alice bob mallory")); // what the list says is never hidden
    }

private:
    static void fill(TokenUsersModel &model, const std::vector<std::string> &blacklist, token::Answer authenticate, token::Answer account)
    {
        const std::vector<token::MachineUser> users{{"root", 0, 0}, {"daemon", 1, 1}, {"alice", 1000, 1000}, {"bob", 1001, 1001}};
        const std::vector<std::string> names{"root", "daemon", "alice", "bob"};
        const auto access = token::effectiveAccess(names, blacklist, [&](const std::string &) {
            return token::PamAnswer{authenticate, account};
        });
        model.setAccess(users, access, token::reviewBlacklist(blacklist, names));
    }

    static QString column(const QAbstractItemModel &model, int column)
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row) {
            texts << model.index(row, column).data().toString();
        }
        return texts.join(QLatin1Char(' '));
    }

    static QString checks(const QAbstractItemModel &model)
    {
        QString signs;
        for (int row = 0; row < model.rowCount(); ++row) {
            const int state = model.index(row, TokenUsersModel::BlacklistColumn).data(Qt::CheckStateRole).toInt();
            signs += QLatin1Char(state == Qt::Checked ? 'x' : '-');
        }
        return signs;
    }
};

QTEST_GUILESS_MAIN(TestTokenUsersModel)
#include "tst_tokenusersmodel.moc"
