// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/sealedfile.h"
#include "tests/support/memfd.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>

using namespace pamphlet;
using namespace pamphlet::helper;

namespace {

constexpr std::size_t limit = 1000;

/// Any descriptor, closed at the end.
struct Descriptor {
    explicit Descriptor(int number)
        : fd(number)
    { }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor()
    {
        if (fd >= 0)
            close(fd);
    }
    int fd;
};

} // namespace

class TestSealedFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void seals_data();
    void seals();
    void otherDescriptors();
    void sizes_data();
    void sizes();
    void theOffsetDoesNotMatter();
    void aSecretIsRead();
    void aSecretThatIsTooLong();
};

void TestSealedFile::seals_data()
{
    QTest::addColumn<int>("seals");
    QTest::addColumn<bool>("good");
    QTest::newRow("none") << 0 << false;
    QTest::newRow("all three") << (F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK) << true;
    QTest::newRow("and against more seals") << (F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) << true;
    QTest::newRow("can grow") << (F_SEAL_WRITE | F_SEAL_SHRINK) << false;
    QTest::newRow("can shrink") << (F_SEAL_WRITE | F_SEAL_GROW) << false;
    QTest::newRow("can be written") << (F_SEAL_GROW | F_SEAL_SHRINK) << false;
    QTest::newRow("future writes only") << (F_SEAL_FUTURE_WRITE | F_SEAL_GROW | F_SEAL_SHRINK) << false;
}

void TestSealedFile::seals()
{
    QFETCH(int, seals);
    QFETCH(bool, good);
    const QDBusUnixFileDescriptor file = test::memfd("content", seals);
    const auto read = readSealed(file.fileDescriptor(), limit);
    QCOMPARE(read.has_value(), good);
    if (good)
        QCOMPARE(*read, std::string("content"));
    else
        QCOMPARE(read.error().code, ErrorCode::InvalidArgument);
}

void TestSealedFile::otherDescriptors()
{
    QTemporaryDir directory;
    const QByteArray path = directory.filePath(QStringLiteral("x")).toLocal8Bit();
    const QByteArray fifo = directory.filePath(QStringLiteral("fifo")).toLocal8Bit();
    QCOMPARE(mkfifo(fifo.constData(), 0600), 0);
    int pipeEnds[2];
    QCOMPARE(pipe(pipeEnds), 0);
    int sockets[2];
    QCOMPARE(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
    const QDBusUnixFileDescriptor sealed = test::memfd("content");
    const QByteArray sealedPath = QByteArray("/proc/self/fd/") + QByteArray::number(sealed.fileDescriptor());

    const std::vector<std::pair<const char *, int>> rows = {
        {"not open", -1},
        {"a file on disk", open(path.constData(), O_RDWR | O_CREAT, 0600)},
        {"O_PATH of a file on disk", open(path.constData(), O_PATH)},
        {"O_PATH of a sealed memfd", open(sealedPath.constData(), O_PATH)},
        {"a FIFO", open(fifo.constData(), O_RDWR)},
        {"a pipe", pipeEnds[0]},
        {"its other end", pipeEnds[1]},
        {"a socket", sockets[0]},
        {"its other end", sockets[1]},
        {"a directory", open("/", O_RDONLY | O_DIRECTORY)},
        {"a device", open("/dev/zero", O_RDONLY)},
        {"/proc", open("/proc/self/mem", O_RDONLY)},
    };
    for (const auto &[name, fd] : rows) {
        const Descriptor descriptor(fd);
        const auto read = readSealed(fd, limit);
        QVERIFY2(!read.has_value(), name);
        QVERIFY2(read.error().code == ErrorCode::InvalidArgument, name);
        QVERIFY2(!readSealedSecret(fd).has_value(), name);
    }
}

void TestSealedFile::sizes_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<bool>("good");
    QTest::newRow("empty") << qint64(0) << true;
    QTest::newRow("at the limit") << qint64(limit) << true;
    QTest::newRow("one more") << qint64(limit + 1) << false;
    QTest::newRow("a hole of 8 GiB") << (qint64(8) << 30) << false;
}

void TestSealedFile::sizes()
{
    QFETCH(qint64, size);
    QFETCH(bool, good);
    const auto read = readSealed(test::memfd({}, test::allSeals, size).fileDescriptor(), limit);
    QCOMPARE(read.has_value(), good);
    if (good)
        QCOMPARE(qint64(read->size()), size);
    else
        QCOMPARE(read.error().code, ErrorCode::TooLarge);
}

void TestSealedFile::theOffsetDoesNotMatter()
{
    const QDBusUnixFileDescriptor file = test::memfd("content");
    QCOMPARE(lseek(file.fileDescriptor(), 5, SEEK_SET), off_t(5));
    QCOMPARE(readSealed(file.fileDescriptor(), limit).value_or(std::string()), std::string("content"));
    QCOMPARE(lseek(file.fileDescriptor(), 0, SEEK_CUR), off_t(5));
}

void TestSealedFile::aSecretIsRead()
{
    const QByteArray longest(qsizetype(Secret::capacity), 'p');
    for (const QByteArray &bytes : {QByteArray(), QByteArray("correct horse"), QByteArray("a\0b", 3), longest}) {
        const auto secret = readSealedSecret(test::memfd(bytes).fileDescriptor());
        QVERIFY(secret.has_value());
        QCOMPARE(secret->view(), std::string_view(bytes.constData(), std::size_t(bytes.size())));
    }
}

void TestSealedFile::aSecretThatIsTooLong()
{
    const auto secret = readSealedSecret(test::memfd(QByteArray(qsizetype(Secret::capacity) + 1, 'p')).fileDescriptor());
    QVERIFY(!secret.has_value());
    QCOMPARE(secret.error().code, ErrorCode::TooLarge);
}

QTEST_GUILESS_MAIN(TestSealedFile)
#include "tst_sealedfile.moc"
