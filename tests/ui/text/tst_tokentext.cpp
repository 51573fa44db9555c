// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/tokentext.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace pamphlet;
using namespace pamphlet::ui;

namespace {

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

/// A sentence that a person can act upon, with nothing left to fill in.
void checkSentence(const QString &message)
{
    static const QRegularExpression placeholder(QStringLiteral("%[0-9]"));
    QVERIFY2(!message.contains(placeholder) && !message.contains(QStringLiteral("  ")), qPrintable(message));
    QVERIFY2(!message.contains(QStringLiteral("()")) && !message.contains(QStringLiteral("“”")), qPrintable(message));
    QVERIFY2(message.size() > 10 && message.endsWith(u'.'), qPrintable(message));
    QVERIFY2(message.size() < 260, qPrintable(message));
}

constexpr int reasonCount = static_cast<int>(token::Reason::JwkKeyDiffers) + 1;

} // namespace

/// The words of what is found about token service and registry, of refusals, and of who gets a token.
class TestTokenText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIdHasASentence();
    void noSentenceWithoutAnId();
    void rows_data();
    void rows();
    void typesAreWords();
    void hostileArgumentsAreTame();
    void fixes_data();
    void fixes();
    void reasons();
    void timesAreDates();
    void accessReasons();
};

void TestTokenText::everyIdHasASentence()
{
    QSet<QString> sentences;
    for (const token::FindingInfo &info : token::findingCatalogue()) {
        token::Finding finding;
        finding.id = info.id;
        finding.arguments = {"AAA", "BBB", "CCC", "4"};
        const QString message = text::findingMessage(finding);
        QVERIFY2(!message.contains(latin(info.id)), qPrintable(message)); // what is said of ids that nobody knows
        QVERIFY2(!sentences.contains(message), qPrintable(message));
        sentences.insert(message);
    }
    token::Finding unknown;
    unknown.id = "TOK999";
    QCOMPARE(text::findingMessage(unknown), QStringLiteral("Something is wrong here (TOK999)."));
}

void TestTokenText::noSentenceWithoutAnId()
{
    const std::vector<token::FindingInfo> &catalogue = token::findingCatalogue();
    for (const text::FindingText &row : text::tokenFindings())
        QVERIFY2(std::any_of(catalogue.begin(), catalogue.end(), [&row](const token::FindingInfo &info) { return info.id == row.id; }),
                 row.id.data());
}

void TestTokenText::rows_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < text::tokenFindings().size(); ++i)
        QTest::addRow("%s %d", text::tokenFindings()[i].id.data(), static_cast<int>(text::tokenFindings()[i].argument))
            << static_cast<int>(i);
}

/// Each row is reached by the arguments that it is for.
void TestTokenText::rows()
{
    QFETCH(int, index);
    const text::FindingText &row = text::tokenFindings()[static_cast<std::size_t>(index)];
    token::Finding finding;
    finding.id = row.id;
    finding.arguments = {"AAA", "BBB", "CCC", "4"};
    const QString fallback = text::findingMessage(finding);
    if (row.argument != text::anyArgument)
        finding.arguments.at(row.argument) = row.value;
    const QString message = text::findingMessage(finding);
    checkSentence(message);
    QVERIFY(row.argument == text::anyArgument || message != fallback);
}

void TestTokenText::typesAreWords()
{
    token::Finding finding;
    finding.id = "TOK026";
    finding.arguments = {"integer", "integer", "string"};
    const QString message = text::findingMessage(finding);
    QVERIFY2(message.startsWith(QStringLiteral("“integer” is a number here, but has to be text")), qPrintable(message));
    finding.id = "TOK008";
    for (const char *type : {"null", "boolean", "integer", "float", "string", "map", "other"}) {
        finding.arguments = {type};
        QVERIFY2(!text::findingMessage(finding).contains(QStringLiteral(" is ") + QLatin1String(type)), type);
    }
}

void TestTokenText::hostileArgumentsAreTame()
{
    token::Finding finding;
    finding.id = "TOK040";
    finding.arguments = {"a\x1b[2J%2", "\xe2\x80\xae%1\n", "/x", "1"};
    const QString message = text::findingMessage(finding);
    QVERIFY(message.contains(QStringLiteral("a\\x1B[2J%2")) && message.contains(QStringLiteral("%1\\n")));
    QVERIFY(!message.contains(QChar(0x1b)) && !message.contains(QChar(0x202e)) && !message.contains(u'\n'));
    const QString reason = text::reasonMessage(token::Reason::IssuerDiffers, "a\x1b[2J\n");
    QVERIFY2(!reason.contains(QChar(0x1b)) && !reason.contains(u'\n'), qPrintable(reason));
}

void TestTokenText::fixes_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArrayList>("arguments");
    QTest::addColumn<QString>("title");
    const auto row = [](const char *id, const QByteArrayList &arguments, const char *title) {
        QTest::addRow("%s %s", id, title) << QByteArray(id) << arguments << QString::fromUtf8(title);
    };
    row("TOK005", {"issuer", "integer", "string"}, "Write it in quotes");
    row("TOK006", {"isuer", "issuer"}, "Rename it to “issuer”");
    row("TOK008", {"null"}, "Remove it");
    row("TOK008", {"string"}, "Make it a list");
    row("TOK009", {"123", "integer"}, "Write it in quotes");
    row("TOK026", {"autoredirect", "string", "boolean"}, "Write it without quotes");
    row("TOK026", {"issuer", "integer", "string"}, "Write it in quotes");
    row("TOK027", {"Realm", "realm"}, "Rename it to “realm”");
    row("TOK040", {"ours", "theirs", "/c", "1"}, "Write “ours” here");
    row("TOK041", {"ours", "theirs", "/c", "1"}, "Write “ours” here");
    row("TOK042", {"https://x", "/docker/v2/token"}, "Add /docker/v2/token");
    row("TOK055", {"/k", "0644", "0640"}, "Change its mode to 0640");
    row("TOK999", {}, "Repair");
}

void TestTokenText::fixes()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArrayList, arguments);
    QFETCH(QString, title);
    token::Finding finding;
    finding.id = id.toStdString();
    for (const QByteArray &argument : arguments)
        finding.arguments.push_back(argument.toStdString());
    QVERIFY(text::fixTitle(finding).isEmpty());
    finding.fix = {{"/c", "", std::nullopt}};
    QCOMPARE(text::fixTitle(finding), title);
}

void TestTokenText::reasons()
{
    QSet<QString> sentences;
    for (int i = 0; i < reasonCount; ++i) {
        const auto reason = static_cast<token::Reason>(i);
        for (const char *detail : {"", "AAA"}) {
            const QString message = text::reasonMessage(reason, detail);
            QVERIFY2(message.endsWith(u'.') && message.size() < 260, qPrintable(message));
            // The registry gives no such reason without saying what it is about.
            if (*detail || !message.contains(QStringLiteral("(")))
                QVERIFY2(!message.contains(QStringLiteral("()")), qPrintable(message));
        }
        checkSentence(text::reasonMessage(reason, "AAA"));
        sentences.insert(text::reasonMessage(reason, "AAA"));
    }
    QCOMPARE(sentences.size(), reasonCount);
    // These come without a detail, too.
    for (const token::Reason reason : {token::Reason::IssuerDiffers, token::Reason::AudienceDiffers, token::Reason::AlgorithmNotAllowed,
                                       token::Reason::AlgorithmDoesNotFitKey, token::Reason::JwkBroken})
        checkSentence(text::reasonMessage(reason, {}));
}

void TestTokenText::timesAreDates()
{
    QVERIFY(text::reasonMessage(token::Reason::Expired, "1700000000").contains(QStringLiteral("(2023-11-14 22:13:20 +0000 UTC)")));
    QVERIFY(text::reasonMessage(token::Reason::NotYetValid, "0").contains(QStringLiteral("(1970-01-01 00:00:00 +0000 UTC)")));
    for (const char *odd : {"", "-5", "9223372036854775807", "x", "12 "})
        checkSentence(text::reasonMessage(token::Reason::Expired, *odd ? odd : "0"));
    QVERIFY(text::reasonMessage(token::Reason::Expired, "9223372036854775807").contains(QStringLiteral("(9223372036854775807)")));
}

void TestTokenText::accessReasons()
{
    QSet<QString> sentences;
    for (int i = 0; i <= static_cast<int>(token::AccessReason::RefreshStays); ++i) {
        const QString message = text::accessReasonMessage(static_cast<token::AccessReason>(i));
        checkSentence(message);
        sentences.insert(message);
    }
    QCOMPARE(sentences.size(), static_cast<int>(token::AccessReason::RefreshStays) + 1);
}

QTEST_APPLESS_MAIN(TestTokenText)
#include "tst_tokentext.moc"
