// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sregistry/state.h"

#include <QWidget>

class QGridLayout;

namespace pamphlet::ui {

/// What a registry's files say of PAM, a line each: plugins, image, account files; with the way to the place.
class SregistryStateView final : public QWidget
{
    Q_OBJECT
public:
    /// Object names begin with `name`.
    /// `links`: places can be gone to.
    explicit SregistryStateView(const QString &name, bool links, QWidget *parent = nullptr);

    /// `directory`: what paths are shown without.
    void setState(const sregistry::State &state, const std::string &directory);

Q_SIGNALS:
    void placeRequested(const QString &file, int line);

private:
    void addRow(const QString &caption, const QString &value, bool done, const Place &where, const std::string &directory,
                const QString &name);

    QString m_name;
    bool m_links;
    QWidget *m_content = nullptr;
    QGridLayout *m_grid = nullptr;
};

} // namespace pamphlet::ui
