// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "linttree.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace pamphlet::pam;

namespace {

struct Section {
    QString id, name, severity, text;
};

QList<Section> sections()
{
    QFile file(QStringLiteral(PAMPHLET_SOURCE_DIR "/docs/lints.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Section> result;
    static const QRegularExpression heading(QStringLiteral("^## (\\S+) (\\S+) \\((\\S+)\\)$"));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        const QRegularExpressionMatch match = heading.match(line);
        if (match.hasMatch())
            result.append({match.captured(1), match.captured(2), match.captured(3), {}});
        else if (!result.isEmpty())
            result.last().text += line + QLatin1Char('\n');
    }
    return result;
}

/// The files of a section's examples: ```pam blocks whose first line is a comment with the path.
test::Files examples(const Section &section)
{
    static const QRegularExpression block(QStringLiteral("```pam\\n# (/\\S+)\\n(.*?)```"), QRegularExpression::DotMatchesEverythingOption);
    test::Files files;
    for (auto match = block.globalMatch(section.text); match.hasNext();) {
        const QRegularExpressionMatch one = match.next();
        files[one.captured(1).toStdString()] = one.captured(2).toStdString();
    }
    return files;
}

} // namespace

class TestLintDocs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIdIsDocumentedOnce()
    {
        QStringList documented, known;
        for (const Section &section : sections())
            documented.append(section.id + QLatin1Char(' ') + section.name + QLatin1Char(' ') + section.severity);
        for (const LintInfo &info : lintCatalogue())
            known.append(QString::fromStdString(std::string(info.id) + ' ' + std::string(info.name) + ' '
                                                + std::string(severityName(info.severity))));
        QCOMPARE(documented, known);
    }

    void everySectionSaysWhatToDo()
    {
        for (const Section &section : sections())
            QVERIFY2(section.text.contains(QStringLiteral("**What to do:** ")), qPrintable(section.id));
    }

    void examplesShowWhatTheySay_data()
    {
        QTest::addColumn<QString>("id");
        for (const Section &section : sections()) {
            if (!examples(section).empty())
                QTest::newRow(qPrintable(section.id)) << section.id;
        }
    }

    void examplesShowWhatTheySay()
    {
        QFETCH(QString, id);
        for (const Section &section : sections()) {
            if (section.id != id)
                continue;
            const auto findings = check(test::treeWithModules(examples(section)), libpamProfile("debian-12").value());
            QVERIFY2(!test::described(findings).filter(id).isEmpty(), qPrintable(test::described(findings).join(QLatin1Char('\n'))));
        }
    }
};

QTEST_APPLESS_MAIN(TestLintDocs)
#include "tst_lintdocs.moc"
