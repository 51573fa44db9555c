// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/arguments.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace pamphlet;

/// The program as it is started: what it answers, and with which exit code.
class TestProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void arguments_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<QString>("root");
        QTest::addColumn<QString>("open");
        const auto row = [](const char *name, const char *line, bool valid, const char *root, const char *open) {
            QTest::newRow(name) << QString::fromLatin1(line) << valid << QString::fromLatin1(root) << QString::fromLatin1(open);
        };
        row("nothing", "", true, "/", "");
        row("a root", "--root /srv/image", true, "/srv/image", "");
        row("a service", "--root /srv/image sudo", true, "/srv/image", "sudo");
        row("the system", "--system sshd", true, "/", "sshd");
        row("a file of the system", "/etc/pam.d/sudo", true, "/", "/etc/pam.d/sudo");
        row("a file of a tree", "/srv/image/etc/pam.d/sudo", true, "/srv/image", "/etc/pam.d/sudo");
        row("the message of a tree", "/srv/image/etc/motd", true, "/srv/image", "/etc/motd");
        row("root and system", "--root /srv --system", false, "", "");
        row("two services", "sudo sshd", false, "", "");
        row("unknown option", "--frob", false, "", "");
        row("root without a directory", "--root", false, "", "");
    }

    void arguments()
    {
        QFETCH(QString, line);
        QFETCH(bool, valid);
        QFETCH(QString, root);
        QFETCH(QString, open);
        const auto parsed
            = app::gui::parseArguments(QStringList{QStringLiteral("pamphlet")} + line.split(QLatin1Char(' '), Qt::SkipEmptyParts));
        QCOMPARE(parsed.has_value(), valid);
        if (valid) {
            QCOMPARE(parsed->root, root);
            QCOMPARE(parsed->open, open);
        }
    }

    void exits_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("said"); // on standard error, or on standard output for exit 0
        const auto row = [](const char *name, const QStringList &arguments, int code, const char *said) {
            QTest::newRow(name) << arguments << code << QString::fromLatin1(said);
        };
        row("version", {QStringLiteral("--version")}, 0, "pamphlet " PAMPHLET_VERSION);
        row("help", {QStringLiteral("--help")}, 0, "--root");
        row("unknown option", {QStringLiteral("--frob")}, 2, "frob");
        row("no such root", {QStringLiteral("--root"), QStringLiteral("/nonexistent/tree")}, 3, "/nonexistent/tree");
        row("root is a file", {QStringLiteral("--root"), QStringLiteral(PAMPHLET_SOURCE_DIR "/CMakeLists.txt")}, 3, "CMakeLists.txt");
        row("picture that cannot be written",
            {QStringLiteral("--root"), QStringLiteral(PAMPHLET_TEST_DATA "/shots"), QStringLiteral("--grab"),
             QStringLiteral("/nonexistent/a.png")},
            5, "/nonexistent/a.png");
    }

    void exits()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, said);
        QProcess program;
        program.start(QStringLiteral(PAMPHLET_BIN_DIR "/pamphlet"), arguments);
        QVERIFY(program.waitForFinished(60000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), code);
        const QString output = QString::fromUtf8(code == 0 ? program.readAllStandardOutput() : program.readAllStandardError());
        QVERIFY2(output.contains(said), qPrintable(output));
    }

    void grab_data()
    {
        QTest::addColumn<QByteArray>("scale");
        QTest::addColumn<int>("width");
        QTest::newRow("as usual") << QByteArray("1") << 1280;
        QTest::newRow("twice as fine") << QByteArray("2") << 2560;
    }

    void grab()
    {
        QFETCH(QByteArray, scale);
        QFETCH(int, width);
        const QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("window.png"));
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QString::fromLatin1(scale));
        program.setProcessEnvironment(environment);
        program.start(QStringLiteral(PAMPHLET_BIN_DIR "/pamphlet"),
                      {QStringLiteral("--root"), QStringLiteral(PAMPHLET_TEST_DATA "/shots"), QStringLiteral("--grab"), file,
                       QStringLiteral("sshd")});
        QVERIFY(program.waitForFinished(60000));
        QCOMPARE(program.exitCode(), 0);
        const QImage image(file);
        QCOMPARE(image.width(), width);
        // Something is on it: a blank window has one colour, or a few.
        QSet<QRgb> colors;
        for (int y = 0; y < image.height(); y += 7) {
            for (int x = 0; x < image.width(); x += 7) {
                colors.insert(image.pixel(x, y));
            }
        }
        QVERIFY(colors.size() > 20);
    }

    void strangeTrees_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("empty") << QStringLiteral("empty");
        QTest::newRow("no services") << QStringLiteral("no services");
        QTest::newRow("a line of 10 MB") << QStringLiteral("long");
        QTest::newRow("NUL bytes") << QStringLiteral("nul");
        QTest::newRow("a file that includes itself") << QStringLiteral("cycle");
        QTest::newRow("a FIFO") << QStringLiteral("fifo");
    }

    // Whatever is there, the window comes up.
    void strangeTrees()
    {
        QFETCH(QString, kind);
        const QTemporaryDir directory;
        const QString services = directory.filePath(QStringLiteral("etc/pam.d"));
        QByteArray bytes;
        if (kind == QLatin1String("long")) {
            bytes = "auth required pam_unix.so " + QByteArray(10 << 20, 'x') + '\n';
        } else if (kind == QLatin1String("nul")) {
            bytes = QByteArray("auth \0 required pam_unix.so\n", 28);
        } else if (kind == QLatin1String("cycle")) {
            bytes = "auth include demo\nauth substack demo\n@include demo\n";
        }
        if (kind != QLatin1String("empty")) {
            QVERIFY(QDir().mkpath(services));
        }
        if (!bytes.isEmpty()) {
            QFile file(services + QStringLiteral("/demo"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        }
        if (kind == QLatin1String("fifo")) {
            QCOMPARE(QProcess::execute(QStringLiteral("mkfifo"), {services + QStringLiteral("/demo")}), 0);
        }
        QProcess program;
        const QString picture = directory.filePath(QStringLiteral("window.png"));
        program.start(QStringLiteral(PAMPHLET_BIN_DIR "/pamphlet"),
                      {QStringLiteral("--root"), directory.path(), QStringLiteral("--grab"), picture, QStringLiteral("demo")});
        QVERIFY(program.waitForFinished(60000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(QFile::exists(picture));
    }

    // "2 change(s)" is what a person sees if the plural forms are missing.
    void everyPluralHasItsForms()
    {
        const QString lupdate = QStringLiteral("/usr/lib/qt6/bin/lupdate");
        if (!QFile::exists(lupdate)) {
            QSKIP("lupdate is not here");
        }
        const QTemporaryDir directory;
        const QString copy = directory.filePath(QStringLiteral("pamphlet_en.ts"));
        QVERIFY(QFile::copy(QStringLiteral(PAMPHLET_SOURCE_DIR "/translations/pamphlet_en.ts"), copy));
        QProcess update;
        update.setWorkingDirectory(QStringLiteral(PAMPHLET_SOURCE_DIR));
        update.start(lupdate,
                     {QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("-pluralonly"), QStringLiteral("-locations"),
                      QStringLiteral("none"), QStringLiteral("ui"), QStringLiteral("app"), QStringLiteral("-ts"), copy});
        QVERIFY(update.waitForFinished(60000));
        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(!text.contains("unfinished"), text.constData());
        QVERIFY(text.contains("pamphlet::ui::PendingBar"));
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_gui_program.moc"
