// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <string>

class QSettings;

namespace pamphlet::ui {

class Workspace;

/// Files and directories whose place nothing fixes.
enum class FileRole { TokenServiceConfig, RegistryConfig, TeleportConfig, SregistryDirectory };

/**
 * Where a tree keeps the configuration of the services that stand on PAM: what somebody chose, also in an earlier session; else where
 * programs usually have it, or what the tree's administrator listed for changes (change::PathPolicy) and looks like it.
 */
class KnownFiles final : public QObject
{
    Q_OBJECT
public:
    /// `memory`: where choices are kept, for this tree alone; null: only until the program ends.
    KnownFiles(Workspace &workspace, std::unique_ptr<QSettings> memory, QObject *parent = nullptr);
    ~KnownFiles() override;

    /// Absolute inside the tree; empty: nobody knows.
    std::string path(FileRole role) const;
    void choose(FileRole role, const QString &path);
    /// Somebody chose, if only that there is none.
    bool isChosen(FileRole role) const;

    /// What a page keeps beside: "registryVersion". Empty if nothing is.
    QString note(const QString &name) const;
    void setNote(const QString &name, const QString &value);

Q_SIGNALS:
    void changed(pamphlet::ui::FileRole role);

private:
    std::string usual(FileRole role) const;

    Workspace &m_workspace;
    std::unique_ptr<QSettings> m_memory;
    QString m_chosen[4];
    bool m_isChosen[4] = {};
    std::map<QString, QString> m_notes; ///< of this session
};

} // namespace pamphlet::ui
