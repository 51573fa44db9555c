// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The systemd unit's sandbox must leave the helper what it stands on. Where systemd runs, its own tools say more; this holds
// everywhere.
#include <QFile>
#include <QTest>

class TestUnit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(PAMPHLET_SOURCE_DIR "/resources/systemd/pamphlet-helper.service.in"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QByteArray &line : file.readAll().split('\n')) {
            if (!line.startsWith('#') && line.contains('='))
                m_settings[line.left(line.indexOf('='))] << line.mid(line.indexOf('=') + 1);
        }
        QVERIFY(!m_settings.isEmpty());
    }

    void letsPathsBeWalked()
    {
        // systemd's seccomp filter for it answers ENOSYS to every openat2(2).
        QVERIFY(!m_settings.contains("RestrictSUIDSGID"));
        QVERIFY(m_settings.value("SystemCallFilter").join().contains("@system-service"));
    }

    void keepsSecretsOffDisks()
    {
        QCOMPARE(m_settings.value("LimitCORE"), QList<QByteArray>{"0"});
        QCOMPARE(m_settings.value("UMask"), QList<QByteArray>{"0077"});
    }

    void reachesWhatIsWritten()
    {
        const QByteArray paths = m_settings.value("ReadWritePaths").join(' ');
        for (const char *path : {"/etc", "/var", "/run"})
            QVERIFY2(paths.split(' ').contains(path), path);
    }

    void isTheOneThatTheBusActivates()
    {
        QFile file(QStringLiteral(PAMPHLET_SOURCE_DIR "/resources/dbus/org.pamphlet.Helper1.service.in"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray activation = file.readAll();
        QVERIFY(activation.contains("SystemdService=pamphlet-helper.service"));
        QVERIFY(activation.contains("User=root"));
        QCOMPARE(m_settings.value("BusName"), QList<QByteArray>{"org.pamphlet.Helper1"});
        QCOMPARE(m_settings.value("Type"), QList<QByteArray>{"dbus"});
    }

private:
    QMap<QByteArray, QList<QByteArray>> m_settings;
};

QTEST_APPLESS_MAIN(TestUnit)
#include "tst_unit.moc"
