// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/check.h"
#include "ui/text/findingrows.h"
#include "ui/text/lintguide.h"
#include "ui/text/text.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace pamphlet;
using namespace pamphlet::ui;

namespace {

QString idOf(std::string_view id)
{
    return QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()));
}

} // namespace

/// The words of each finding, and what the reference says of it.
class TestFindingText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("argument");
        QTest::addColumn<QString>("value");
        for (const std::span<const text::FindingText> rows : {text::lineFindings(), text::writingFindings(), text::meaningFindings()}) {
            for (const text::FindingText &row : rows)
                QTest::addRow("%s %d %s", row.id.data(), static_cast<int>(row.argument), row.value.data())
                    << idOf(row.id) << static_cast<int>(row.argument) << idOf(row.value);
        }
    }

    /// Each row is reached by the arguments that it is for, and says something that a person can act upon.
    void rows()
    {
        QFETCH(QString, id);
        QFETCH(int, argument);
        QFETCH(QString, value);
        pam::Finding finding;
        finding.id = id.toStdString();
        finding.arguments = {"AAA", "BBB", "CCC", "DDD"};
        const QString fallback = text::findingMessage(finding);
        if (argument >= 0)
            finding.arguments.at(static_cast<std::size_t>(argument)) = value.toStdString();
        const QString message = text::findingMessage(finding);
        static const QRegularExpression placeholder(QStringLiteral("%[0-9]"));
        QVERIFY2(!message.contains(placeholder) && !message.contains(QStringLiteral("  ")), qPrintable(message));
        QVERIFY2(message.endsWith(u'.'), qPrintable(message));
        QVERIFY2(message.size() < 260, qPrintable(message));
        QVERIFY(argument < 0 || message != fallback);
        const bool name = message.startsWith(QStringLiteral("libpam")) || message.startsWith(QStringLiteral("pam_"));
        QVERIFY2(name || message.at(0) == message.at(0).toUpper(), qPrintable(message));
    }

    void everyIdIsInTheReference()
    {
        QSet<QString> titles;
        for (const pam::LintInfo &info : pam::lintCatalogue()) {
            const text::LintGuide guide = text::lintGuide(info.id);
            QVERIFY2(guide.title.size() > 3 && guide.title.at(0).isUpper() && !guide.title.contains(u'-'), info.id.data());
            QVERIFY2(guide.why.endsWith(u'.') || guide.why.endsWith(u')'), qPrintable(idOf(info.id) + u' ' + guide.why));
            QVERIFY2(!guide.whatToDo.isEmpty(), info.id.data());
            for (const QString &plain : {guide.why, guide.whatToDo})
                QVERIFY2(!plain.contains(u'`') && !plain.contains(QStringLiteral("**")) && !plain.contains(u'\n'), qPrintable(plain));
            QVERIFY(guide.markdown.contains(QStringLiteral("**What to do:**")) && !guide.markdown.contains(QStringLiteral("## ")));
            titles.insert(guide.title);
        }
        QCOMPARE(static_cast<std::size_t>(titles.size()), pam::lintCatalogue().size());
    }

    void anUnknownIdHasNoGuide()
    {
        for (const char *id : {"", "PAM999", "PAM", "From"})
            QVERIFY(text::lintGuide(id).title.isEmpty() && text::lintGuide(id).markdown.isEmpty());
    }

    void aFixNamesWhatItTakesAway()
    {
        pam::Finding finding;
        finding.id = "PAM031";
        finding.arguments = {"nullok", "pam_unix.so", "reason"};
        QVERIFY(text::fixTitle(finding).isEmpty());
        finding.fix = pam::Fix{"/etc/pam.d/x", ""};
        QCOMPARE(text::fixTitle(finding), QStringLiteral("Remove nullok"));
    }
};

QTEST_APPLESS_MAIN(TestFindingText)
#include "tst_findingtext.moc"
