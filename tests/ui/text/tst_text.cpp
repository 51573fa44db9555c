// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/error.h"
#include "core/pam/lint/check.h"
#include "ui/text/text.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace pamphlet;
using namespace pamphlet::ui;

namespace {

constexpr int problemKinds = static_cast<int>(pam::ProblemKind::WorkLimit) + 1;

const std::vector<std::string> &hostileTexts()
{
    static const std::vector<std::string> texts{"",
                                                "pam_unix.so",
                                                "%1 %2 %n",
                                                "\x1b]0;title\x07\x1b[2J",
                                                std::string("a\0b\r\n", 5),
                                                "\xe2\x80\xae"
                                                "gnp.exe\xe2\x81\xa6",
                                                "\xff\xfe\x80",
                                                std::string(1u << 20, 'x'),
                                                std::string(1u << 20, '\n'),
                                                "../../../etc/shadow",
                                                "<b>bold</b>&amp;"};
    return texts;
}

void checkHarmless(const QString &text)
{
    QVERIFY(!text.isEmpty());
    QVERIFY2(text.size() < 4000, qPrintable(QString::number(text.size())));
    for (const char32_t character : text.toUcs4()) {
        const QChar::Category category = QChar::category(character);
        QVERIFY2(category != QChar::Other_Control && category != QChar::Other_Format && category != QChar::Separator_Line
                     && category != QChar::Separator_Paragraph && category != QChar::Other_Surrogate,
                 qPrintable(QString::number(static_cast<uint>(character), 16)));
    }
}

bool hasPlaceholder(const QString &text)
{
    static const QRegularExpression placeholder(QStringLiteral("%[0-9n]"));
    return text.contains(placeholder);
}

pam::Finding finding(std::string_view id, std::vector<std::string> arguments)
{
    pam::Finding result;
    result.id = std::string(id);
    result.arguments = std::move(arguments);
    return result;
}

} // namespace

class TestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyErrorHasItsWords()
    {
        QSet<QString> titles, messages;
        for (const ErrorCode code : allErrorCodes()) {
            const Error error{code, {}, {}};
            const QString title = text::errorTitle(error);
            const QString message = text::errorMessage(error);
            QVERIFY(!title.isEmpty() && title.size() < 40 && !title.endsWith(QLatin1Char('.')));
            QVERIFY(message.endsWith(QLatin1Char('.')));
            QVERIFY(!hasPlaceholder(title + message));
            titles.insert(title);
            messages.insert(message);
        }
        QCOMPARE(static_cast<std::size_t>(titles.size()), allErrorCodes().size());
        QCOMPARE(static_cast<std::size_t>(messages.size()), allErrorCodes().size());
    }

    void errorsNameTheirPlaceFirst_data()
    {
        QTest::addColumn<Place>("where");
        QTest::addColumn<QString>("prefix");
        QTest::newRow("file, line, column") << Place{"/etc/pam.d/sudo", 3, 9} << QStringLiteral("/etc/pam.d/sudo:3:9: ");
        QTest::newRow("file, line") << Place{"/etc/pam.d/sudo", 3, 0} << QStringLiteral("/etc/pam.d/sudo:3: ");
        QTest::newRow("file") << Place{"/etc/pam.d/sudo", 0, 0} << QStringLiteral("/etc/pam.d/sudo: ");
        QTest::newRow("a column without a line says nothing") << Place{"/etc/pam.d/sudo", 0, 4} << QStringLiteral("/etc/pam.d/sudo: ");
        QTest::newRow("hostile name") << Place{"/etc/pam.d/\x1b[2J\n", 1, 1} << QStringLiteral("/etc/pam.d/\\x1B[2J\\n:1:1: ");
    }

    void errorsNameTheirPlaceFirst()
    {
        QFETCH(Place, where);
        QFETCH(QString, prefix);
        const QString plain = text::errorMessage({ErrorCode::InvalidInput, {}, {}});
        QCOMPARE(text::errorMessage({ErrorCode::InvalidInput, {}, where}), prefix + plain);
        QCOMPARE(text::errorMessage({ErrorCode::InvalidInput, "no such key", where}), prefix + plain + QStringLiteral(" (no such key)"));
    }

    void everyFindingHasItsWords()
    {
        QSet<QString> messages;
        for (const pam::LintInfo &info : pam::lintCatalogue()) {
            const QString message = text::findingMessage(finding(info.id, {"AAA", "BBB", "CCC"}));
            QVERIFY2(message.endsWith(QLatin1Char('.')) || message.endsWith(QLatin1Char(')')), info.id.data());
            QVERIFY2(!message.contains(QString::fromLatin1(info.id.data(), static_cast<qsizetype>(info.id.size()))),
                     info.id.data()); // not the text for unknown ids
            QVERIFY2(!hasPlaceholder(message), info.id.data());
            messages.insert(message);
        }
        QCOMPARE(static_cast<std::size_t>(messages.size()), pam::lintCatalogue().size());
    }

    void findingsSpeakOfTheirArguments_data()
    {
        QTest::addColumn<std::string>("id");
        QTest::addColumn<std::vector<std::string>>("arguments");
        QTest::addColumn<QStringList>("words");
        using Arguments = std::vector<std::string>;
        QTest::newRow("module") << std::string("PAM001") << Arguments{"pam_x.so", "auth", ""}
                                << QStringList{QStringLiteral("pam_x.so"), QStringLiteral("auth")};
        QTest::newRow("dash") << std::string("PAM001") << Arguments{"pam_x.so", "auth", "silent"} << QStringList{QStringLiteral("“-”")};
        QTest::newRow("control") << std::string("PAM011") << Arguments{"frob"} << QStringList{QStringLiteral("frob")};
        QTest::newRow("@include elsewhere") << std::string("PAM010") << Arguments{"@include"} << QStringList{QStringLiteral("Debian")};
        QTest::newRow("comment") << std::string("PAM017") << Arguments{"comment"} << QStringList{QStringLiteral("comment")};
        QTest::newRow("crash") << std::string("PAM020") << Arguments{"@include", "crash"} << QStringList{QStringLiteral("crash")};
        QTest::newRow("abort") << std::string("PAM021") << Arguments{"common-x", "@include", "abort"}
                               << QStringList{QStringLiteral("cannot be used")};
        QTest::newRow("include never runs") << std::string("PAM030") << Arguments{"common-x", "auth", "include"}
                                            << QStringList{QStringLiteral("common-x")};
        QTest::newRow("jump") << std::string("PAM032") << Arguments{"3", "1", "auth"}
                              << QStringList{QStringLiteral("skips 3"), QStringLiteral("only 1")};
        QTest::newRow("lockout by a missing module")
            << std::string("PAM033") << Arguments{"auth", "pam_radius_auth.so", "missing"}
            << QStringList{QStringLiteral("No one"), QStringLiteral("pam_radius_auth.so"), QStringLiteral("not installed")};
        for (const char *reason : {"denies", "certain", "line", "control", ""})
            QTest::newRow(qPrintable(QStringLiteral("lockout: ") + QLatin1String(reason)))
                << std::string("PAM033") << Arguments{"auth, account", "pam_x.so", reason}
                << QStringList{QStringLiteral("No one can pass the auth, account rules")};
        QTest::newRow("capitals") << std::string("PAM046") << Arguments{"Login", "login"}
                                  << QStringList{QStringLiteral("“Login”"), QStringLiteral("“login”")};
    }

    void findingsSpeakOfTheirArguments()
    {
        QFETCH(std::string, id);
        QFETCH(std::vector<std::string>, arguments);
        QFETCH(QStringList, words);
        const QString message = text::findingMessage(finding(id, arguments));
        for (const QString &word : words)
            QVERIFY2(message.contains(word), qPrintable(message));
    }

    void anUnknownIdIsNotSilent()
    {
        QVERIFY(text::findingMessage(finding("PAM999", {})).contains(QStringLiteral("PAM999")));
        checkHarmless(text::findingMessage(finding("\x1b[2J", {})));
    }

    void fixesHaveTitles()
    {
        pam::Finding found = finding("PAM019", {});
        QVERIFY(text::fixTitle(found).isEmpty());
        found.fix = pam::Fix{"/etc/pam.d/x", ""};
        const QString lineEnds = text::fixTitle(found);
        QVERIFY(!lineEnds.isEmpty());
        found.id = "PAM017";
        QVERIFY(!text::fixTitle(found).isEmpty() && text::fixTitle(found) != lineEnds);
        found.id = "PAM999";
        QVERIFY(!text::fixTitle(found).isEmpty());
    }

    void everyProblemHasItsWords()
    {
        QSet<QString> messages;
        for (int kind = 0; kind < problemKinds; ++kind) {
            const QString message = text::problemMessage({static_cast<pam::ProblemKind>(kind), {}, "AAA"});
            QVERIFY(message.endsWith(QLatin1Char('.')));
            QVERIFY(!hasPlaceholder(message));
            messages.insert(message);
        }
        QCOMPARE(messages.size(), problemKinds);
    }

    void labelsAreDistinct()
    {
        QSet<QString> words;
        for (const pam::Owner owner : {pam::Owner::Hand, pam::Owner::PamAuthUpdate, pam::Owner::Authselect, pam::Owner::PamConfig,
                                       pam::Owner::Package, pam::Owner::Unknown})
            words.insert(text::ownerText(owner));
        for (const pam::Facility facility : pam::allFacilities)
            words.insert(text::facilityTitle(facility));
        QCOMPARE(words.size(), 10);
        QVERIFY(!words.contains(QString()));
    }

    void shortPlaces()
    {
        QCOMPARE(text::shortPlace("/etc/pam.d/sudo", 3), QStringLiteral("sudo:3"));
        QCOMPARE(text::shortPlace("sudo", 3), QStringLiteral("sudo:3"));
        QCOMPARE(text::shortPlace("/etc/pam.d/sudo", 0), QStringLiteral("sudo"));
        QCOMPARE(text::shortPlace("", 0), QString());
        checkHarmless(text::shortPlace("/etc/pam.d/\x1b[2J", 1));
    }

    void nothingHostileGetsThrough()
    {
        for (const std::string &hostile : hostileTexts()) {
            for (const ErrorCode code : allErrorCodes())
                checkHarmless(text::errorMessage({code, hostile, {hostile, 1, 1}}));
            for (const pam::LintInfo &info : pam::lintCatalogue())
                checkHarmless(text::findingMessage(finding(info.id, {hostile, hostile, hostile})));
            for (int kind = 0; kind < problemKinds; ++kind)
                checkHarmless(text::problemMessage({static_cast<pam::ProblemKind>(kind), {hostile, 1, 1}, hostile}));
        }
    }
};

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
