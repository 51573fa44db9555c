// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/workspace/analysis.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace pamphlet::ui {

/// What the find box finds: services, files and rules. Qt::DisplayRole is what is matched and shown.
class FindModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        ServiceRole = Qt::UserRole + 1, ///< the service to open
        FileRole,
        LineRole, ///< 0: no rule in particular
        FacilityRole, ///< int(pam::Facility); -1: no rule in particular
        DetailRole, ///< where it is
    };

    explicit FindModel(QObject *parent = nullptr);

    void setAnalysis(std::shared_ptr<const Analysis> analysis);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::shared_ptr<const Analysis> m_analysis;
};

} // namespace pamphlet::ui
