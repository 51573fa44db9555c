// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A polkitd for tests of the authorizer: answers each question as its detail "mock" says, on the bus of DBUS_SYSTEM_BUS_ADDRESS.
//   allow, deny, challenge, error: at once · hang: never · deny-on-release: when Release is called
// Cancelled() returns how many questions were taken back. A program of its own, since libpolkit blocks while it looks for polkitd.
#include <QCoreApplication>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusVirtualObject>

#include <cstdio>

namespace {

struct Answer {
    bool authorized = false;
    bool challenge = false;
    QMap<QString, QString> details;
};

QDBusArgument &operator<<(QDBusArgument &argument, const Answer &answer)
{
    argument.beginStructure();
    argument << answer.authorized << answer.challenge << answer.details;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, Answer &answer)
{
    argument.beginStructure();
    argument >> answer.authorized >> answer.challenge >> answer.details;
    argument.endStructure();
    return argument;
}

class MockAuthority final : public QDBusVirtualObject
{
public:
    QString introspect(const QString &) const override { return QString(); }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        const QString member = message.member();
        if (member == QLatin1String("GetAll")) {
            connection.send(message.createReply(QVariantMap{{QStringLiteral("BackendName"), QStringLiteral("mock")},
                                                            {QStringLiteral("BackendVersion"), QStringLiteral("1")},
                                                            {QStringLiteral("BackendFeatures"), 0u}}));
        } else if (member == QLatin1String("CheckAuthorization")) {
            check(message, connection);
        } else if (member == QLatin1String("CancelCheckAuthorization")) {
            ++m_cancelled;
            connection.send(message.createReply());
        } else if (member == QLatin1String("Cancelled")) {
            connection.send(message.createReply(m_cancelled));
        } else if (member == QLatin1String("Release")) {
            for (const QDBusMessage &waiting : std::exchange(m_waiting, {}))
                connection.send(waiting.createReply(QVariant::fromValue(Answer{})));
            connection.send(message.createReply());
        } else {
            return false;
        }
        return true;
    }

private:
    void check(const QDBusMessage &message, const QDBusConnection &connection)
    {
        const auto details = qdbus_cast<QMap<QString, QString>>(message.arguments().at(2));
        const QString how = details.value(QStringLiteral("mock"));
        if (how == QLatin1String("error"))
            connection.send(message.createErrorReply(QStringLiteral("org.freedesktop.PolicyKit1.Error.Failed"), QStringLiteral("broken")));
        else if (how == QLatin1String("deny-on-release"))
            m_waiting << message;
        else if (how != QLatin1String("hang"))
            connection.send(message.createReply(
                QVariant::fromValue(Answer{how == QLatin1String("allow"), how == QLatin1String("challenge"), details})));
    }

    QList<QDBusMessage> m_waiting;
    int m_cancelled = 0;
};

} // namespace

Q_DECLARE_METATYPE(Answer)

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    qDBusRegisterMetaType<Answer>();
    qDBusRegisterMetaType<QMap<QString, QString>>();
    MockAuthority authority;
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.registerVirtualObject(QStringLiteral("/org/freedesktop/PolicyKit1/Authority"), &authority)
        || !bus.registerService(QStringLiteral("org.freedesktop.PolicyKit1")))
        return 1;
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}
