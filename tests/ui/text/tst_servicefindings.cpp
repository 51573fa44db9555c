// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/check.h"
#include "core/teleport/check.h"
#include "ui/text/findingrows.h"
#include "ui/text/sregistrytext.h"
#include "ui/text/teleporttext.h"
#include "ui/text/text.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace pamphlet;
using namespace pamphlet::ui;

namespace {

QString idOf(std::string_view id)
{
    return QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()));
}

bool hasPlaceholder(const QString &text)
{
    static const QRegularExpression placeholder(QStringLiteral("%[0-9]"));
    return text.contains(placeholder);
}

} // namespace

/// The words of what is found in Teleport's and Singularity Registry's files.
class TestServiceFindings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIdHasItsWords_data();
    void everyIdHasItsWords();
    void everyRowIsReached_data();
    void everyRowIsReached();
    void everyRowIsOfAnId();
    void hostileArgumentsAreTame();
    void fixesHaveTitles_data();
    void fixesHaveTitles();
    void everyEffectHasItsWords();
    void everyNoteHasItsWords();
    void erasHaveNames();
    void theReferenceHasEveryId();
};

void TestServiceFindings::everyIdHasItsWords_data()
{
    QTest::addColumn<QString>("id");
    for (const std::vector<pam::LintInfo> *catalogue : {&teleport::checkCatalogue(), &sregistry::checkCatalogue()}) {
        for (const pam::LintInfo &info : *catalogue)
            QTest::newRow(info.id.data()) << idOf(info.id);
    }
}

void TestServiceFindings::everyIdHasItsWords()
{
    QFETCH(QString, id);
    pam::Finding finding;
    finding.id = id.toStdString();
    for (const std::vector<std::string> &arguments : {std::vector<std::string>{"AAA", "BBB"}, std::vector<std::string>{}}) {
        finding.arguments = arguments;
        const QString message = text::findingMessage(finding);
        QVERIFY2(!message.contains(id), qPrintable(message)); // that is the text for unknown ids
        QVERIFY2(message.endsWith(u'.') || message.endsWith(u'?'), qPrintable(message));
        QVERIFY2(!hasPlaceholder(message), qPrintable(message));
        QVERIFY2(arguments.empty() || !message.contains(QStringLiteral("  ")), qPrintable(message));
    }
}

void TestServiceFindings::everyRowIsReached_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("argument");
    QTest::addColumn<QString>("value");
    for (const std::span<const text::FindingText> rows : {text::teleportFindings(), text::sregistryFindings()}) {
        for (const text::FindingText &row : rows)
            QTest::addRow("%s %d %s", row.id.data(), static_cast<int>(row.argument), row.value.data())
                << idOf(row.id) << static_cast<int>(row.argument) << idOf(row.value);
    }
}

/// By the arguments that it is for, and it says something that a person can act upon.
void TestServiceFindings::everyRowIsReached()
{
    QFETCH(QString, id);
    QFETCH(int, argument);
    QFETCH(QString, value);
    pam::Finding finding;
    finding.id = id.toStdString();
    finding.arguments = {"AAA", "BBB"};
    const QString fallback = text::findingMessage(finding);
    if (argument >= 0)
        finding.arguments.at(static_cast<std::size_t>(argument)) = value.toStdString();
    const QString message = text::findingMessage(finding);
    QVERIFY2(message.size() < 260, qPrintable(message));
    QVERIFY(argument < 0 || message != fallback);
    const bool name = message.startsWith(QStringLiteral("libpam")) || message.startsWith(QStringLiteral("pam_"));
    QVERIFY2(name || message.at(0) == message.at(0).toUpper(), qPrintable(message));
    QVERIFY2(message.count(QRegularExpression(QStringLiteral("[.?:] "))) >= 1, qPrintable(message)); // what is wrong, and what to do
}

void TestServiceFindings::everyRowIsOfAnId()
{
    QSet<QString> known, messages;
    for (const std::vector<pam::LintInfo> *catalogue : {&teleport::checkCatalogue(), &sregistry::checkCatalogue()}) {
        for (const pam::LintInfo &info : *catalogue)
            known << idOf(info.id);
    }
    qsizetype rows = 0;
    for (const std::span<const text::FindingText> texts : {text::teleportFindings(), text::sregistryFindings()}) {
        for (const text::FindingText &row : texts) {
            QVERIFY2(known.contains(idOf(row.id)), row.id.data());
            messages << QString::fromUtf8(row.message);
            ++rows;
        }
    }
    QCOMPARE(messages.size(), rows); // no two say the same
}

void TestServiceFindings::hostileArgumentsAreTame()
{
    const std::string hostile = "\x1b[2J\n\xe2\x80\xae%1" + std::string(5000, 'x');
    for (const std::vector<pam::LintInfo> *catalogue : {&teleport::checkCatalogue(), &sregistry::checkCatalogue()}) {
        for (const pam::LintInfo &info : *catalogue) {
            pam::Finding finding;
            finding.id = info.id;
            finding.arguments = {hostile, hostile};
            finding.fix = pam::Fix{"/etc/teleport.yaml", ""};
            for (const QString &message : {text::findingMessage(finding), text::fixTitle(finding)}) {
                QVERIFY2(message.size() < 600, info.id.data());
                for (const QChar c : message)
                    QVERIFY2(c.category() != QChar::Other_Control && c != QChar(0x202e), info.id.data());
            }
        }
    }
}

void TestServiceFindings::fixesHaveTitles_data()
{
    QTest::addColumn<QString>("title");
    QTest::newRow("TEL003") << QStringLiteral("Move AAA to its place");
    QTest::newRow("TEL005") << QStringLiteral("Write BBB");
    QTest::newRow("TEL011") << QStringLiteral("Write what is meant");
    QTest::newRow("TEL013") << QStringLiteral("Write it without quotes");
    QTest::newRow("TEL023") << QStringLiteral("Add pam_permit.so");
    QTest::newRow("SRG020") << QStringLiteral("Install django-pam");
    QTest::newRow("SRG030") << QStringLiteral("Mount the host's accounts");
    QTest::newRow("SRG031") << QStringLiteral("Mount it read-only");
}

void TestServiceFindings::fixesHaveTitles()
{
    pam::Finding finding;
    finding.id = QTest::currentDataTag();
    finding.arguments = {"AAA", "BBB"};
    QVERIFY(text::fixTitle(finding).isEmpty());
    finding.fix = pam::Fix{"/etc/teleport.yaml", ""};
    QTEST(text::fixTitle(finding), "title");
}

void TestServiceFindings::everyEffectHasItsWords()
{
    QSet<QString> effects;
    for (const pam::LintInfo &info : teleport::checkCatalogue()) {
        for (const teleport::VersionEffect &effect : teleport::versionEffects(info.id)) {
            const QString message = text::effectMessage(effect);
            QVERIFY2(message.endsWith(u'.') && !hasPlaceholder(message), qPrintable(message));
            effects << message.section(QStringLiteral(": "), 1);
        }
    }
    QCOMPARE(effects.size(), 5); // each of teleport::Effect
    QCOMPARE(text::effectMessage({"before 6", teleport::Effect::Ignored}), QStringLiteral("Teleport before 6: as if it were not there."));
    QCOMPARE(text::effectMessage({"6", teleport::Effect::RefusesToStart}), QStringLiteral("Teleport 6: does not start."));
    QCOMPARE(text::effectMessage({"from 7", teleport::Effect::RefusesToStart}), QStringLiteral("Teleport from 7 on: does not start."));
    QCOMPARE(text::effectMessage({"all", teleport::Effect::RefusesToStart}), QStringLiteral("Every Teleport: does not start."));
}

void TestServiceFindings::everyNoteHasItsWords()
{
    using Kind = teleport::EnvironmentNote::Kind;
    QSet<QString> messages;
    for (const Kind kind : {Kind::Unset, Kind::Overwrites, Kind::NotEvaluated}) {
        const QString message = text::environmentNoteMessage({kind, "NAME", "de\x1btail", {}});
        QVERIFY2(message.contains(QStringLiteral("NAME")) && message.contains(QStringLiteral("de\\x1Btail")), qPrintable(message));
        messages << message;
    }
    QCOMPARE(messages.size(), 3);
}

void TestServiceFindings::erasHaveNames()
{
    QSet<QString> names;
    for (const sregistry::Era era : {sregistry::Era::Commented, sregistry::Era::BuildArgument, sregistry::Era::SettingsFile})
        names << text::registryTitle(era);
    QCOMPARE(names.size(), 3);
    QVERIFY(names.contains(QStringLiteral("Singularity Registry 1.1")));
}

/// Id, short name and severity of the tables in the documentation are those of the program.
void TestServiceFindings::theReferenceHasEveryId()
{
    const auto check = [](const char *file, const std::vector<pam::LintInfo> &catalogue) {
        QFile reference(QStringLiteral(PAMPHLET_SOURCE_DIR "/docs/") + QLatin1String(file));
        QVERIFY(reference.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(reference.readAll());
        for (const pam::LintInfo &info : catalogue) {
            const QString row
                = QStringLiteral("\n| %1 | %2 | %3 |").arg(idOf(info.id), idOf(info.name), idOf(pam::severityName(info.severity)));
            QVERIFY2(text.contains(row), qPrintable(row));
        }
    };
    check("teleport.md", teleport::checkCatalogue());
    check("sregistry.md", sregistry::checkCatalogue());
}

QTEST_APPLESS_MAIN(TestServiceFindings)
#include "tst_servicefindings.moc"
