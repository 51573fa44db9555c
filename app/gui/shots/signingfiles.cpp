// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/signingfiles.h"

#include "core/token/certificate.h"

#include <QFile>

#include <ctime>

namespace pamphlet::app::gui {

namespace {

Result<void> write(const QString &path, std::string_view bytes, QFile::Permissions permissions)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size())
        || !file.setPermissions(permissions)) {
        return fail(ErrorCode::Io, "cannot be written", {path.toStdString(), 0, 0});
    }
    return {};
}

} // namespace

Result<void> writeSigningFiles(const QString &tree)
{
    const auto key = token::SigningKey::generate(token::KeyKind::Rsa2048);
    if (!key) {
        return fail(key.error());
    }
    const auto pem = key->toPem();
    const auto certificate = token::makeSelfSigned(*key, {"auth.example.com", std::time(nullptr), 12});
    if (!pem || !certificate) {
        return fail(pem ? certificate.error() : pem.error());
    }
    const QString directory = tree + QStringLiteral("/srv/docker-auth/");
    const QFile::Permissions mine = QFile::ReadOwner | QFile::WriteOwner;
    if (auto written = write(directory + QStringLiteral("privkey.pem"), pem->view(), mine); !written) {
        return written;
    }
    return write(directory + QStringLiteral("fullchain.pem"), *certificate, mine | QFile::ReadGroup | QFile::ReadOther);
}

} // namespace pamphlet::app::gui
