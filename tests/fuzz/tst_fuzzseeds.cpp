// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzztargets.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#define X(name) extern "C" int name(const std::uint8_t *data, std::size_t size);
PAMPHLET_FUZZ_TARGETS
#undef X

/// Every fuzz_*.cpp on the seeds of tests/data, without libFuzzer: a target aborts where something does not hold.
class TestFuzzSeeds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holds_data();
    void holds();
};

namespace {

using Target = int (*)(const std::uint8_t *, std::size_t);
struct NamedTarget {
    const char *name;
    Target run;
};
#define X(name) {#name, name},
constexpr NamedTarget targets[] = {PAMPHLET_FUZZ_TARGETS};
#undef X

/// The folders of seeds that run.sh takes for a target.
QStringList seedFolders(const QString &target)
{
    const QString data = QStringLiteral(PAMPHLET_TEST_DATA);
    QStringList folders{data + QStringLiteral("/fuzz/") + target.mid(5)};
    if (target == QStringLiteral("fuzz_document") || target == QStringLiteral("fuzz_edit"))
        folders.append(data + QStringLiteral("/pam"));
    return folders;
}

} // namespace

void TestFuzzSeeds::holds_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("seed"); // empty: the target has none
    int number = 0;
    for (const NamedTarget &target : targets) {
        bool any = false;
        for (const QString &folder : seedFolders(QString::fromLatin1(target.name))) {
            QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString file = files.next();
                QTest::addRow("%s %s", target.name, qPrintable(file.mid(static_cast<int>(qstrlen(PAMPHLET_TEST_DATA)) + 1)))
                    << number << file;
                any = true;
            }
        }
        if (!any)
            QTest::addRow("%s without seeds", target.name) << number << QString();
        ++number;
    }
}

void TestFuzzSeeds::holds()
{
    QFETCH(int, target);
    QFETCH(QString, seed);
    QVERIFY2(!seed.isEmpty(), "every target has seeds in tests/data/fuzz");
    QFile file(seed);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QCOMPARE(targets[target].run(reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())), 0);
}

QTEST_APPLESS_MAIN(TestFuzzSeeds)
#include "tst_fuzzseeds.moc"
