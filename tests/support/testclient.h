// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/changeset.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QMap>
#include <QObject>
#include <QStringList>

namespace pamphlet::test {

/// A client of the helper that tests logins and writes down what it hears, a line an event.
class TestClient : public QObject
{
    Q_OBJECT
public:
    /// service: the bus name; empty on a private connection.
    TestClient(const QDBusConnection &connection, const QString &service);

    struct Order {
        QString service;
        QString user;
        QString sequence = QStringLiteral("generic");
        bool session = false;
        bool trace = false;
        uint timeout = 60;
        change::ChangeSet changes = {};
        bool authenticate = false; ///< of StartTeleportTest
        QStringList environment = {}; ///< not empty: StartTeleportTest
    };

    /// The test's id; empty if the helper refused, then error() is the last component of its error's name.
    QString start(const Order &order, const QMap<QString, QByteArray> &answers = {});
    /// Starts, and waits for the end. False if it was refused or did not end.
    bool run(const Order &order, const QMap<QString, QByteArray> &answers = {});
    /// Empty, or the last component of the error's name.
    QString answer(const QString &test, uint prompt, const QByteArray &secret);
    QString cancel(const QString &test);
    /// Any arguments; empty, or the last component of the error's name.
    QString callVerb(const QString &method, const QVariantList &arguments);

    bool waitForEnd();

    QString error() const { return m_error; }
    int ends() const { return m_ends; }
    uint prompt() const { return m_prompt; } ///< number of the last one
    const QStringList &events() const { return m_events; } ///< of every test, in order
    const QStringList &messages() const { return m_messages; } ///< "echo-off Password: "
    const QStringList &steps() const { return m_steps; } ///< "authenticate /etc/pam.d/x:1 pam_x.so 0"
    const QStringList &primitives() const { return m_primitives; } ///< "authenticate 0"
    QString finished() const { return m_finished; } ///< the error of the end
    QString detail() const { return m_detail; }
    void forget();

private Q_SLOTS:
    void heardMessage(const QString &test, uint prompt, const QString &style, const QString &text);
    void heardStep(const QString &test, const QString &primitive, const QString &file, uint line, const QString &module, int returned,
                   qulonglong microseconds);
    void heardPrimitive(const QString &test, const QString &primitive, int code, qulonglong microseconds);
    void heardFinished(const QString &test, const QString &error, const QString &detail);

private:
    QDBusMessage call(const QString &method, const QVariantList &arguments);

    QDBusConnection m_connection;
    QString m_service;
    QMap<QString, QByteArray> m_answers;
    QString m_error, m_finished, m_detail;
    QStringList m_events, m_messages, m_steps, m_primitives;
    uint m_prompt = 0;
    int m_ends = 0;
};

} // namespace pamphlet::test
