// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/knownfiles.h"

#include "core/teleport/config.h"
#include "core/token/registryconfig.h"
#include "core/token/serviceconfig.h"
#include "ui/workspace/workspace.h"

#include <QSettings>

#include <array>

namespace pamphlet::ui {

namespace {

constexpr std::array roles{FileRole::TokenServiceConfig, FileRole::RegistryConfig, FileRole::TeleportConfig, FileRole::SregistryDirectory};

QString keyOf(FileRole role)
{
    static constexpr std::array names{"tokenServiceConfig", "registryConfig", "teleportConfig", "sregistryDirectory"};
    return QLatin1String(names.at(std::size_t(role)));
}

/// Where the packages and the makers' own guides put it.
std::string usualPath(FileRole role)
{
    switch (role) {
    case FileRole::RegistryConfig:
        return "/etc/docker/registry/config.yml";
    case FileRole::TeleportConfig:
        return "/etc/teleport.yaml";
    case FileRole::TokenServiceConfig:
    case FileRole::SregistryDirectory:
        break;
    }
    return {};
}

bool looksLike(FileRole role, const std::string &bytes, const std::string &file)
{
    switch (role) {
    case FileRole::TokenServiceConfig: {
        const auto config = token::readServiceConfig(bytes, file);
        return config && config->issuer.good() && config->audience.good();
    }
    case FileRole::RegistryConfig: {
        const auto config = token::readRegistryConfig(bytes, file);
        return config && config->realm.good();
    }
    case FileRole::TeleportConfig: {
        const auto config = teleport::readConfig(bytes, file);
        return config && config->sshSection;
    }
    case FileRole::SregistryDirectory:
        break;
    }
    return false;
}

} // namespace

KnownFiles::KnownFiles(Workspace &workspace, std::unique_ptr<QSettings> memory, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_memory(std::move(memory))
{
    for (const FileRole role : roles) {
        const auto place = std::size_t(role);
        m_isChosen[place] = m_memory && m_memory->contains(keyOf(role));
        if (m_isChosen[place]) {
            m_chosen[place] = m_memory->value(keyOf(role)).toString();
        }
    }
}

KnownFiles::~KnownFiles() = default;

bool KnownFiles::isChosen(FileRole role) const
{
    return m_isChosen[std::size_t(role)];
}

std::string KnownFiles::path(FileRole role) const
{
    return isChosen(role) ? m_chosen[std::size_t(role)].toStdString() : usual(role);
}

QString KnownFiles::note(const QString &name) const
{
    const auto here = m_notes.find(name);
    if (here != m_notes.end() || !m_memory) {
        return here == m_notes.end() ? QString() : here->second;
    }
    return m_memory->value(QStringLiteral("notes/") + name).toString();
}

void KnownFiles::setNote(const QString &name, const QString &value)
{
    m_notes[name] = value;
    if (m_memory) {
        m_memory->setValue(QStringLiteral("notes/") + name, value);
    }
}

std::string KnownFiles::usual(FileRole role) const
{
    if (role == FileRole::SregistryDirectory) {
        return {}; // nothing tells one
    }
    const FileSource &tree = *m_workspace.effectiveTree();
    const std::string path = usualPath(role);
    if (!path.empty() && tree.status(path).kind != FileKind::Missing) {
        return path;
    }
    for (const auto &[listed, program] : m_workspace.policy().listed()) {
        if (!program && looksLike(role, tree.read(listed).bytes, listed)) {
            return listed;
        }
    }
    return {};
}

void KnownFiles::choose(FileRole role, const QString &path)
{
    const auto place = std::size_t(role);
    m_isChosen[place] = true;
    m_chosen[place] = path;
    if (m_memory) {
        m_memory->setValue(keyOf(role), path);
    }
    Q_EMIT changed(role);
}

} // namespace pamphlet::ui
