// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/token/filescard.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/card.h"
#include "ui/widgets/pathfield.h"
#include "ui/workspace/knownfiles.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

namespace {

const QString keyNote = QStringLiteral("tokenKeyFile");
const QString bundleNote = QStringLiteral("tokenBundleFile");
const QString versionNote = QStringLiteral("registryVersion");

struct VersionName {
    token::RegistryVersion version;
    const char *name;
};
constexpr VersionName versions[]
    = {{token::RegistryVersion::V2, "2.8"}, {token::RegistryVersion::V30, "3.0"}, {token::RegistryVersion::V31, "3.1"}};

} // namespace

FilesCard::FilesCard(KnownFiles &files, const QString &root, QWidget *parent)
    : QWidget(parent)
    , m_files(files)
{
    setObjectName(QStringLiteral("tokenFiles"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card(QStringLiteral("tokenFiles"), tr("Files"), this);
    outer->addWidget(card);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(7);
    grid->setColumnStretch(1, 1);
    const auto add = [&](const QString &text, const QString &name, QWidget *field) {
        const int row = grid->rowCount();
        auto *caption = new QLabel(text, card);
        caption->setObjectName(name + QStringLiteral("Caption"));
        caption->setForegroundRole(QPalette::PlaceholderText);
        caption->setBuddy(field);
        grid->addWidget(caption, row, 0);
        grid->addWidget(field, row, 1);
    };
    const auto path = [&](const QString &text, const QString &title, const QString &name) {
        auto *field = new PathField(name, title, PathField::Kind::File, card);
        field->setRoot(root);
        add(text, name, field);
        return field;
    };
    m_service = path(tr("Token ser&vice"), tr("The token service's config.yml"), QStringLiteral("tokenServiceFile"));
    m_registry = path(tr("R&egistry"), tr("The registry's config.yml"), QStringLiteral("tokenRegistryFile"));
    m_version = new QComboBox(card);
    m_version->setObjectName(QStringLiteral("tokenVersionComboBox"));
    m_version->setAccessibleName(tr("Version of the registry"));
    m_version->addItem(tr("not known: all are spoken of"), QString());
    for (const VersionName &version : versions) {
        m_version->addItem(QLatin1String(version.name), QLatin1String(version.name));
    }
    m_version->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    add(tr("Registr&y version"), QStringLiteral("tokenVersion"), m_version);
    m_key = path(tr("Key, if elsewhere"), tr("The private key, if it is not where private_key says"), QStringLiteral("tokenKeyPlace"));
    m_bundle = path(tr("Bundle, if elsewhere"), tr("The certificates, if they are not where rootcertbundle says"),
                    QStringLiteral("tokenBundlePlace"));
    card->content()->addLayout(grid);
    card->content()->addWidget(mutedLabel(tr("A registry in a container has paths of its own: name the file on this machine."),
                                          QStringLiteral("tokenElsewhereLabel"), card));

    connect(m_service, &PathField::chosen, this, [this](const QString &file) { m_files.choose(FileRole::TokenServiceConfig, file); });
    connect(m_registry, &PathField::chosen, this, [this](const QString &file) { m_files.choose(FileRole::RegistryConfig, file); });
    const auto keep = [this](const QString &name, const QString &value) {
        m_files.setNote(name, value);
        Q_EMIT changed();
    };
    connect(m_key, &PathField::chosen, this, [keep](const QString &file) { keep(keyNote, file); });
    connect(m_bundle, &PathField::chosen, this, [keep](const QString &file) { keep(bundleNote, file); });
    connect(m_version, &QComboBox::activated, this, [this, keep] { keep(versionNote, m_version->currentData().toString()); });
    refresh();
}

void FilesCard::refresh()
{
    m_service->setPath(QString::fromStdString(m_files.path(FileRole::TokenServiceConfig)));
    m_registry->setPath(QString::fromStdString(m_files.path(FileRole::RegistryConfig)));
    m_key->setPath(m_files.note(keyNote));
    m_bundle->setPath(m_files.note(bundleNote));
    m_version->setCurrentIndex(std::max(0, m_version->findData(m_files.note(versionNote))));
}

token::SetupPaths FilesCard::paths() const
{
    token::SetupPaths paths;
    paths.serviceConfig = m_files.path(FileRole::TokenServiceConfig);
    paths.registryConfig = m_files.path(FileRole::RegistryConfig);
    paths.keyFile = m_files.note(keyNote).toStdString();
    paths.bundleFile = m_files.note(bundleNote).toStdString();
    const QString noted = m_files.note(versionNote);
    for (const VersionName &version : versions) {
        if (noted == QLatin1String(version.name)) {
            paths.version = version.version;
        }
    }
    return paths;
}

void FilesCard::forgetPlaces(bool key, bool bundle)
{
    if (key) {
        m_files.setNote(keyNote, {});
    }
    if (bundle) {
        m_files.setNote(bundleNote, {});
    }
    if (key || bundle) {
        refresh();
        Q_EMIT changed();
    }
}

} // namespace pamphlet::ui
