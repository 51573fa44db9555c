// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/check.h"
#include "tests/app/cli/cliprogram.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QUrl>

#include <unistd.h>

using namespace pamphlet;
using namespace pamphlet::test;

namespace {

/// Bytes of the tree's file that a region covers, columns counted in characters (`columnKind`).
struct Range {
    qsizetype begin = -1;
    qsizetype end = -1;
};

Range rangeOf(const QString &text, const QJsonObject &region)
{
    const auto offset = [&text](int line, int column) {
        qsizetype start = 0;
        for (int i = 1; i < line; ++i) {
            start = text.indexOf(u'\n', start);
            if (start < 0)
                return qsizetype(-1);
            ++start;
        }
        const qsizetype end = text.indexOf(u'\n', start);
        const qsizetype length = (end < 0 ? text.size() : end) - start;
        return column - 1 > length ? qsizetype(-1) : start + column - 1;
    };
    const int line = region.value(QStringLiteral("startLine")).toInt();
    return {offset(line, region.value(QStringLiteral("startColumn")).toInt(1)),
            offset(region.value(QStringLiteral("endLine")).toInt(line), region.value(QStringLiteral("endColumn")).toInt(1))};
}

/// What SARIF 2.1.0 allows for each object of ours, in the order of its sections; `!` marks what it requires.
const QHash<QString, QStringList> &grammar()
{
    const auto list = [](const char *text) { return words(text); };
    static const QHash<QString, QStringList> objects{
        {QStringLiteral("log"), list("$schema !version !runs inlineExternalProperties properties")},
        {QStringLiteral("run"),
         list("!tool invocations conversion versionControlProvenance originalUriBaseIds artifacts logicalLocations graphs results "
              "automationDetails runAggregates baselineGuid redactionTokens defaultEncoding defaultSourceLanguage newlineSequences "
              "columnKind "
              "externalPropertyFileReferences threadFlowLocations taxonomies addresses translations policies webRequests webResponses "
              "specialLocations properties")},
        {QStringLiteral("tool"), list("!driver extensions properties")},
        {QStringLiteral("driver"),
         list("guid !name organization product productSuite shortDescription fullDescription fullName version semanticVersion "
              "dottedQuadFileVersion releaseDateUtc downloadUri informationUri globalMessageStrings notifications rules taxa locations "
              "language contents isComprehensive localizedDataSemanticVersion minimumRequiredLocalizedDataSemanticVersion "
              "associatedComponent translationMetadata supportedTaxonomies properties")},
        {QStringLiteral("rule"),
         list("!id deprecatedIds guid deprecatedGuids name deprecatedNames shortDescription fullDescription messageStrings "
              "defaultConfiguration helpUri help relationships properties")},
        {QStringLiteral("invocation"),
         list("commandLine arguments responseFiles startTimeUtc endTimeUtc exitCode ruleConfigurationOverrides "
              "notificationConfigurationOverrides toolExecutionNotifications toolConfigurationNotifications exitCodeDescription "
              "exitSignalName exitSignalNumber processStartFailureMessage !executionSuccessful machine account processId "
              "executableLocation workingDirectory environmentVariables stdin stdout stderr stdoutStderr properties")},
        {QStringLiteral("result"),
         list("ruleId ruleIndex rule kind level !message analysisTarget locations guid correlationGuid occurrenceCount "
              "partialFingerprints fingerprints stacks codeFlows graphs graphTraversals relatedLocations suppressions baselineState rank "
              "attachments hostedViewerUri workItemUris provenance fixes taxa webRequest webResponse properties")},
        {QStringLiteral("physicalLocation"), list("address !artifactLocation region contextRegion properties")},
        {QStringLiteral("artifactLocation"), list("uri uriBaseId index description properties")},
        {QStringLiteral("region"),
         list("startLine startColumn endLine endColumn charOffset charLength byteOffset byteLength snippet message sourceLanguage "
              "properties")},
        {QStringLiteral("fix"), list("description !artifactChanges properties")},
        {QStringLiteral("artifactChange"), list("!artifactLocation !replacements properties")},
        {QStringLiteral("replacement"), list("!deletedRegion insertedContent properties")},
        {QStringLiteral("message"), list("text markdown id arguments properties")},
        {QStringLiteral("notification"), list("locations !message level threadId timeUtc exception descriptor associatedRule properties")}};
    return objects;
}

void checkObject(const QJsonObject &object, const char *type)
{
    const QStringList &allowed = grammar().value(QString::fromLatin1(type));
    for (const QString &key : object.keys())
        QVERIFY2(allowed.contains(key) || allowed.contains(u'!' + key), qPrintable(QLatin1String(type) + u'.' + key));
    for (const QString &key : allowed) {
        if (key.startsWith(u'!'))
            QVERIFY2(object.contains(key.mid(1)), qPrintable(QLatin1String(type) + u' ' + key));
    }
}

} // namespace

/// pamphletctl check --sarif: the log says what the findings say, and is what other programs expect.
class TestSarif : public QObject
{
    Q_OBJECT

private:
    /// Faults of many kinds, names and characters that are hard to write, and fixes.
    static void fill(const Tree &tree)
    {
        tree.write(QStringLiteral("lib/x86_64-linux-gnu/security/pam_unix.so"), "");
        tree.write(QStringLiteral("etc/pam.d/sudo"),
                   "# \xC3\xBC\n"
                   "auth required pam_unix.so nullok # f\xC3\xBCr alle\n"
                   "auth optional pam_unix.so [\xC3\xBC \xE2\x82\xAC] nulok\n"
                   "account include nowhere\nauth \\\n\n optional pam_unix.so debug\n");
        tree.write(QStringLiteral("etc/pam.d/odd name"), "\xEF\xBB\xBF# c\nauth required pam_unix\naccount include sudo x\n");
        tree.write(QStringLiteral("etc/pam.d/crlf"), "auth required pam_unix.so\r\naccount required pam_unix.so\r\n");
        tree.write(QStringLiteral("etc/pam.d/latin1"), "# f\xFCr\nauth required pam_unix.so nullok\n");
    }

    static QJsonObject runOf(const CliRun &run) { return run.object().value(QStringLiteral("runs")).toArray().at(0).toObject(); }

private Q_SLOTS:
    void theLogIsWellFormed()
    {
        Tree tree;
        fill(tree);
        const CliRun run = tree.run(words("check --sarif"));
        QCOMPARE(run.code, 1);
        QVERIFY(isTame(run.out));
        const QJsonObject log = run.object();
        checkObject(log, "log");
        QCOMPARE(log.value(QStringLiteral("version")).toString(), QStringLiteral("2.1.0"));
        QCOMPARE(log.value(QStringLiteral("runs")).toArray().size(), 1);
        const QJsonObject one = runOf(run);
        checkObject(one, "run");
        QCOMPARE(one.value(QStringLiteral("columnKind")).toString(), QStringLiteral("unicodeCodePoints"));
        const QJsonObject tool = one.value(QStringLiteral("tool")).toObject();
        checkObject(tool, "tool");
        checkObject(tool.value(QStringLiteral("driver")).toObject(), "driver");
        const QJsonArray invocations = one.value(QStringLiteral("invocations")).toArray();
        QCOMPARE(invocations.size(), 1);
        const QJsonObject invocation = invocations.at(0).toObject();
        checkObject(invocation, "invocation");
        QCOMPARE(invocation.value(QStringLiteral("exitCode")).toInt(), run.code);
        QCOMPARE(invocation.value(QStringLiteral("executionSuccessful")), QJsonValue(true));
        QCOMPARE(one.value(QStringLiteral("originalUriBaseIds"))[QStringLiteral("ROOT")][QStringLiteral("uri")].toString(),
                 QString::fromUtf8(QUrl::fromLocalFile(tree.path() + u'/').toEncoded()));
    }

    void rulesAreTheCatalogue()
    {
        Tree tree;
        fill(tree);
        const QJsonArray rules
            = runOf(tree.run(words("check --sarif")))[QStringLiteral("tool")][QStringLiteral("driver")][QStringLiteral("rules")].toArray();
        QCOMPARE(static_cast<std::size_t>(rules.size()), pam::lintCatalogue().size());
        static const QRegularExpression pascal(QStringLiteral("^([A-Z][a-z0-9]*)+$"));
        for (qsizetype i = 0; i < rules.size(); ++i) {
            const QJsonObject rule = rules.at(i).toObject();
            const pam::LintInfo &info = pam::lintCatalogue().at(static_cast<std::size_t>(i));
            checkObject(rule, "rule");
            QCOMPARE(rule.value(QStringLiteral("id")).toString().toStdString(), std::string(info.id));
            QVERIFY(pascal.match(rule.value(QStringLiteral("name")).toString()).hasMatch());
            QCOMPARE(rule[QStringLiteral("defaultConfiguration")][QStringLiteral("level")].toString().toStdString(),
                     std::string(pam::severityName(info.severity)));
            for (const char *key : {"shortDescription", "fullDescription", "help"}) {
                const QJsonObject text = rule.value(QString::fromLatin1(key)).toObject();
                checkObject(text, "message");
                QVERIFY2(text.value(QStringLiteral("text")).toString().size() > 8, key);
            }
            QVERIFY(rule[QStringLiteral("help")][QStringLiteral("markdown")].toString().contains(QStringLiteral("**What to do:**")));
            QVERIFY(!rule[QStringLiteral("help")][QStringLiteral("text")].toString().contains(QStringLiteral("**")));
        }
    }

    void resultsSayWhatJsonSays()
    {
        Tree tree;
        fill(tree);
        const QJsonArray findings = tree.run(words("check --json")).array();
        const QJsonObject one = runOf(tree.run(words("check --sarif")));
        const QJsonArray results = one.value(QStringLiteral("results")).toArray();
        const QJsonArray rules = one[QStringLiteral("tool")][QStringLiteral("driver")][QStringLiteral("rules")].toArray();
        QVERIFY(findings.size() > 8);
        QCOMPARE(results.size(), findings.size());
        QSet<QString> fingerprints;
        for (qsizetype i = 0; i < results.size(); ++i) {
            const QJsonObject result = results.at(i).toObject();
            const QJsonValue finding = findings.at(i);
            checkObject(result, "result");
            checkObject(result.value(QStringLiteral("message")).toObject(), "message");
            QCOMPARE(result.value(QStringLiteral("ruleId")), finding[QStringLiteral("id")]);
            QCOMPARE(rules.at(result.value(QStringLiteral("ruleIndex")).toInt())[QStringLiteral("id")], finding[QStringLiteral("id")]);
            QCOMPARE(result.value(QStringLiteral("level")), finding[QStringLiteral("severity")]);
            QCOMPARE(result[QStringLiteral("message")][QStringLiteral("text")], finding[QStringLiteral("message")]);
            QCOMPARE(result[QStringLiteral("properties")][QStringLiteral("services")], finding[QStringLiteral("services")]);
            QCOMPARE(result.contains(QStringLiteral("fixes")), !finding[QStringLiteral("fix")].isNull());
            const QString fingerprint = result[QStringLiteral("partialFingerprints")][QStringLiteral("pamphletFinding/v1")].toString();
            QVERIFY(!fingerprint.isEmpty() && !fingerprints.contains(fingerprint));
            fingerprints.insert(fingerprint);

            const QJsonObject place = result[QStringLiteral("locations")].toArray().at(0)[QStringLiteral("physicalLocation")].toObject();
            checkObject(place, "physicalLocation");
            const QJsonObject artifact = place.value(QStringLiteral("artifactLocation")).toObject();
            checkObject(artifact, "artifactLocation");
            QCOMPARE(artifact.value(QStringLiteral("uriBaseId")).toString(), QStringLiteral("ROOT"));
            const QString uri = artifact.value(QStringLiteral("uri")).toString();
            QCOMPARE(u'/' + QUrl::fromPercentEncoding(uri.toLatin1()), finding[QStringLiteral("file")].toString());
            QVERIFY(!uri.contains(u' '));
            const QJsonObject region = place.value(QStringLiteral("region")).toObject();
            checkObject(region, "region");
            QCOMPARE(region.value(QStringLiteral("startLine")).toInt(), finding[QStringLiteral("line")].toInt());
        }
    }

    void columnsCountCharacters()
    {
        Tree tree;
        fill(tree);
        const QString text = QString::fromUtf8(tree.read(QStringLiteral("etc/pam.d/sudo")));
        bool found = false;
        for (const QJsonValue &result : runOf(tree.run(words("check --sarif")))[QStringLiteral("results")].toArray()) {
            if (!result[QStringLiteral("message")][QStringLiteral("text")].toString().contains(QStringLiteral("“nulok”")))
                continue;
            const Range range = rangeOf(text,
                                        result[QStringLiteral("locations")]
                                            .toArray()
                                            .at(0)[QStringLiteral("physicalLocation")][QStringLiteral("region")]
                                            .toObject());
            QVERIFY(text.mid(range.begin).startsWith(QStringLiteral("nulok\n")));
            found = true;
        }
        QVERIFY(found);
    }

    /// Each fix, done as SARIF tells it, leaves the file that the diff of --json promises.
    void fixesCanBeApplied()
    {
        Tree tree;
        fill(tree);
        const QJsonArray findings = tree.run(words("check --json")).array();
        const QJsonArray results = runOf(tree.run(words("check --sarif")))[QStringLiteral("results")].toArray();
        int text = 0, binary = 0;
        for (qsizetype i = 0; i < results.size(); ++i) {
            const QJsonArray fixes = results.at(i)[QStringLiteral("fixes")].toArray();
            if (fixes.isEmpty())
                continue;
            const QJsonObject fix = fixes.at(0).toObject();
            checkObject(fix, "fix");
            const QJsonObject change = fix.value(QStringLiteral("artifactChanges")).toArray().at(0).toObject();
            checkObject(change, "artifactChange");
            const QString path
                = QUrl::fromPercentEncoding(change[QStringLiteral("artifactLocation")][QStringLiteral("uri")].toString().toLatin1());
            const QByteArray before = tree.read(path);
            QByteArray after = before;
            for (const QJsonValue &value : change.value(QStringLiteral("replacements")).toArray()) {
                const QJsonObject replacement = value.toObject();
                checkObject(replacement, "replacement");
                const QJsonObject region = replacement.value(QStringLiteral("deletedRegion")).toObject();
                checkObject(region, "region");
                const QJsonValue content = replacement.value(QStringLiteral("insertedContent"));
                if (region.contains(QStringLiteral("byteOffset"))) {
                    after.replace(region.value(QStringLiteral("byteOffset")).toInt(), region.value(QStringLiteral("byteLength")).toInt(),
                                  QByteArray::fromBase64(content[QStringLiteral("binary")].toString().toLatin1()));
                    ++binary;
                } else {
                    QString all = QString::fromUtf8(before.constData(), before.size());
                    // fromUtf8() drops a byte order mark, which is a character like any other here.
                    if (before.startsWith("\xEF\xBB\xBF") && !all.startsWith(QChar(0xfeff)))
                        all.prepend(QChar(0xfeff));
                    const Range range = rangeOf(all, region);
                    QVERIFY(range.begin >= 0 && range.end >= range.begin);
                    all.replace(range.begin, range.end - range.begin, content[QStringLiteral("text")].toString());
                    after = all.toUtf8();
                    ++text;
                }
            }
            QVERIFY(after != before);
            Tree fixed;
            fill(fixed);
            fixed.write(path, after);
            // The same place says nothing of that kind any more.
            const QJsonValue was = findings.at(i);
            for (const QJsonValue &now : fixed.run(words("check --json")).array())
                QVERIFY2(now[QStringLiteral("id")] != was[QStringLiteral("id")]
                             || now[QStringLiteral("file")] != was[QStringLiteral("file")]
                             || now[QStringLiteral("line")] != was[QStringLiteral("line")],
                         qPrintable(was[QStringLiteral("message")].toString()));
        }
        QVERIFY(text >= 5 && binary >= 1);
    }

    void fingerprintsSurviveOtherLines()
    {
        Tree tree;
        fill(tree);
        const auto prints = [&tree] {
            QSet<QString> all;
            for (const QJsonValue &result : runOf(tree.run(words("check --sarif")))[QStringLiteral("results")].toArray()) {
                if (result[QStringLiteral("locations")]
                        .toArray()
                        .at(0)[QStringLiteral("physicalLocation")][QStringLiteral("region")]
                        .isObject())
                    all.insert(result[QStringLiteral("partialFingerprints")][QStringLiteral("pamphletFinding/v1")].toString());
            }
            return all;
        };
        const QSet<QString> before = prints();
        tree.write(QStringLiteral("etc/pam.d/sudo"), "# a new line\n\n" + tree.read(QStringLiteral("etc/pam.d/sudo")));
        QCOMPARE(prints(), before);
        tree.write(QStringLiteral("etc/pam.d/sudo"), tree.read(QStringLiteral("etc/pam.d/sudo")).replace("nulok", "nulook"));
        QVERIFY(prints() != before);
    }

    void nothingFoundIsALogToo()
    {
        Tree tree;
        tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_unix.so\naccount required pam_unix.so\n");
        const CliRun run = tree.run(words("check --sarif --json"));
        QCOMPARE(run.code, 0);
        QVERIFY(runOf(run).value(QStringLiteral("results")).toArray().isEmpty());
        QVERIFY(runOf(run).contains(QStringLiteral("results")));
        QCOMPARE(runOf(run)[QStringLiteral("invocations")].toArray().at(0)[QStringLiteral("exitCode")].toInt(-1), 0);
    }

    void whatCannotBeReadIsANotification()
    {
        Tree tree;
        tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_unix.so\n");
        QVERIFY(QFile::setPermissions(tree.file(QStringLiteral("etc/pam.d/sudo")), QFileDevice::Permissions()));
        const CliRun run = tree.run(words("check --sarif"), {}, Rights::NoOverride);
        QCOMPARE(run.code, 3);
        const QJsonValue invocation = runOf(run)[QStringLiteral("invocations")].toArray().at(0);
        QCOMPARE(invocation[QStringLiteral("executionSuccessful")], QJsonValue(false));
        const QJsonObject notification = invocation[QStringLiteral("toolExecutionNotifications")].toArray().at(0).toObject();
        checkObject(notification, "notification");
        QCOMPARE(notification[QStringLiteral("locations")]
                     .toArray()
                     .at(0)[QStringLiteral("physicalLocation")][QStringLiteral("artifactLocation")][QStringLiteral("uri")]
                     .toString(),
                 QStringLiteral("etc/pam.d/sudo"));
    }
};

QTEST_GUILESS_MAIN(TestSarif)
#include "tst_sarif.moc"
