// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/dbus/helperchannel.h"
#include "core/change/privatedirectory.h"

#include <QList>
#include <QTimer>

#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QProcess;
QT_END_NAMESPACE

namespace pamphlet::app {

/**
 * A helper of one's own for a tree of one's own: the same binary, started as a child with this user's rights, over a
 * socket in a directory that only this user can enter, and nobody else can put another one in the place of. It ends when its standard input
 * closes, so it cannot outlive us whatever way we end. Started again if it died.
 */
class PrivateHelper final : public HelperChannel
{
    Q_OBJECT
public:
    /// `program` is an absolute path; helperProgram() by default.
    explicit PrivateHelper(QString root, QString program = helperProgram(), QObject *parent = nullptr);
    ~PrivateHelper() override;

    void withConnection(Ready ready) override;
    QString service() const override;

    /// pamphlet-helper beside our own binary, else in the installed place; never from PATH or the environment.
    /// Empty if it is in neither.
    static QString helperProgram();

private Q_SLOTS:
    void disconnected();

private:
    void start();
    QString address() const;
    void readOutput();
    void connectToHelper();
    void becomeReady();
    void answerWaiting();
    void fail(const std::string &detail);
    void drop();

    QString m_root;
    QString m_program;
    std::optional<change::TemporaryDirectory> m_directory; ///< of the socket
    std::unique_ptr<QProcess> m_process;
    QByteArray m_output;
    QByteArray m_complaints; ///< the beginning of what the helper said on standard error
    QString m_name; ///< of the connection; empty: none yet
    bool m_ready = false; ///< the connection can be used
    QTimer m_patience; ///< a helper that never says that it is ready
    QList<Ready> m_waiting;
};

} // namespace pamphlet::app
