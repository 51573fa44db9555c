// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dbus/privatehelper.h"

#include <QCoreApplication>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QFileInfo>
#include <QPointer>
#include <QProcess>

#include <atomic>
#include <chrono>

#include <unistd.h>

namespace pamphlet::app {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype maxComplaintBytes = 4096;
constexpr std::size_t maxPlacePath = 70; ///< sun_path holds 107 bytes and a NUL, of which 28 are ours

QString nextName()
{
    static std::atomic<int> count = 0;
    return QStringLiteral("pamphlet-private-%1").arg(++count);
}

Result<change::TemporaryDirectory> socketDirectory()
{
    constexpr std::string_view prefix = "socket-";
    std::vector<std::string> places = change::privatePlaces(::geteuid(), qgetenv("XDG_RUNTIME_DIR").constData());
    std::erase_if(places, [](const std::string &place) { return place.size() > maxPlacePath; });
    const auto parent = change::makePrivateDirectory(places);
    if (!parent)
        return pamphlet::fail(parent.error());
    return change::TemporaryDirectory::create(*parent, prefix);
}

} // namespace

QString PrivateHelper::helperProgram()
{
    const QString name = QStringLiteral("pamphlet-helper");
    const QString own = QCoreApplication::applicationDirPath();
    for (const QString &directory : {own, own + u'/' + QStringLiteral(PAMPHLET_LIBEXEC_FROM_BIN), QStringLiteral(PAMPHLET_LIBEXEC_DIR)}) {
        const QFileInfo file(directory + u'/' + name);
        if (file.isFile() && file.isExecutable())
            return file.absoluteFilePath();
    }
    return {};
}

PrivateHelper::PrivateHelper(QString root, QString program, QObject *parent)
    : HelperChannel(parent)
    , m_root(std::move(root))
    , m_program(std::move(program))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(30s);
    connect(&m_patience, &QTimer::timeout, this, [this] { fail("it did not become ready in 30 seconds"); });
}

PrivateHelper::~PrivateHelper()
{
    drop();
}

QString PrivateHelper::service() const
{
    return {};
}

void PrivateHelper::withConnection(Ready ready)
{
    m_waiting.append(std::move(ready));
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_process)
                start();
            else if (m_ready)
                answerWaiting();
        },
        Qt::QueuedConnection);
}

void PrivateHelper::start()
{
    if (m_program.isEmpty()) {
        fail("pamphlet-helper is not installed");
        return;
    }
    auto directory = socketDirectory();
    if (!directory) {
        fail("no directory for its socket: " + directory.error().detail);
        return;
    }
    m_directory.emplace(std::move(*directory));
    m_output.clear();
    m_complaints.clear();
    m_process = std::make_unique<QProcess>();
    // A session of its own: Ctrl+C on our terminal is ours to handle, and no PAM module under test reaches the terminal.
    m_process->setChildProcessModifier([] { ::setsid(); });
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &PrivateHelper::readOutput);
    connect(m_process.get(), &QProcess::readyReadStandardError, this, [this] {
        const QByteArray more = m_process->readAllStandardError();
        m_complaints.append(more.left(maxComplaintBytes - m_complaints.size()));
    });
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(m_process->errorString().toStdString());
    });
    connect(m_process.get(), &QProcess::finished, this, [this] {
        // With a connection the end is told by the connection, behind the last message that came through it.
        if (m_name.isEmpty())
            fail("it ended before it was ready");
    });
    m_patience.start();
    m_process->start(m_program, {QStringLiteral("--root"), m_root, QStringLiteral("--listen"), address()});
}

QString PrivateHelper::address() const
{
    // D-Bus specification, "Server Addresses": bytes outside this set are written %XX.
    const QByteArray path = QByteArray::fromStdString(m_directory->path() + "/bus");
    return QStringLiteral("unix:path=") + QString::fromLatin1(path.toPercentEncoding("/", "~"));
}

void PrivateHelper::readOutput()
{
    m_output.append(m_process->readAllStandardOutput().left(256));
    if (!m_name.isEmpty() || !m_output.contains('\n'))
        return;
    if (m_output.startsWith("ready\n"))
        connectToHelper();
    else
        fail("it said something else than that it is ready");
}

void PrivateHelper::connectToHelper()
{
    // Passwords go through this connection, and QtDBus does not tell who is at its other end. The place does: the directory is ours
    // alone, and so is every step of the way to it, so nobody but us (and root) can have put a socket there.
    const auto place = change::openPrivateDirectory(m_directory->path());
    if (!place || place->path != m_directory->path()) {
        fail(place ? "the directory of its socket was moved" : place.error().detail);
        return;
    }
    m_name = nextName();
    QDBusConnection fresh = QDBusConnection::connectToPeer(address(), m_name);
    if (!fresh.isConnected()) {
        fail(fresh.lastError().message().toStdString());
        return;
    }
    fresh.connect(QString(), QStringLiteral("/org/freedesktop/DBus/Local"), QStringLiteral("org.freedesktop.DBus.Local"),
                  QStringLiteral("Disconnected"), this, SLOT(disconnected()));
    // Whether descriptors can be sent is only known once both sides have introduced themselves, and a message that is put together
    // before loses them without a word. So the first message carries none.
    const QDBusMessage ping = QDBusMessage::createMethodCall(QString(), QStringLiteral("/"), QStringLiteral("org.freedesktop.DBus.Peer"),
                                                             QStringLiteral("Ping"));
    auto *watcher = new QDBusPendingCallWatcher(fresh.asyncCall(ping), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, name = m_name] {
        watcher->deleteLater();
        if (name != m_name)
            return;
        if (watcher->isError())
            fail(watcher->error().message().toStdString());
        else
            becomeReady();
    });
}

void PrivateHelper::becomeReady()
{
    m_ready = true;
    m_patience.stop();
    // Nobody needs the path any more, and so nothing is left behind if we are killed.
    m_directory.reset();
    const QPointer<PrivateHelper> alive(this); // an answer may be the reason to let us go
    Q_EMIT connected(QDBusConnection(m_name));
    if (alive)
        answerWaiting();
}

void PrivateHelper::answerWaiting()
{
    const QList<Ready> waiting = std::exchange(m_waiting, {});
    const QPointer<PrivateHelper> alive(this);
    for (const Ready &ready : waiting) {
        if (alive)
            ready(QDBusConnection(m_name));
    }
}

void PrivateHelper::disconnected()
{
    if (!m_ready) {
        fail("it closed the connection");
        return;
    }
    drop();
    Q_EMIT lost();
}

void PrivateHelper::fail(const std::string &detail)
{
    std::string text = "the private helper cannot be used: " + detail;
    if (m_process && m_process->state() != QProcess::NotRunning)
        m_process->waitForReadyRead(0);
    if (!m_complaints.isEmpty())
        text += ": " + m_complaints.trimmed().toStdString();
    drop();
    const QList<Ready> waiting = std::exchange(m_waiting, {});
    const QPointer<PrivateHelper> alive(this);
    for (const Ready &ready : waiting) {
        if (alive)
            ready(pamphlet::fail(ErrorCode::HelperUnavailable, text));
    }
}

void PrivateHelper::drop()
{
    m_ready = false;
    m_patience.stop();
    if (!m_name.isEmpty())
        QDBusConnection::disconnectFromPeer(std::exchange(m_name, QString()));
    if (m_process) {
        QProcess *process = m_process.release();
        process->disconnect(this);
        process->closeWriteChannel();
        // It ends by itself, and ends its probes first; a helper that does not is ended.
        if (process->state() != QProcess::NotRunning && !process->waitForFinished(5000)) {
            process->kill();
            process->waitForFinished(1000);
        }
        process->deleteLater(); // it may be the sender of what brought us here
    }
    m_directory.reset();
}

} // namespace pamphlet::app
