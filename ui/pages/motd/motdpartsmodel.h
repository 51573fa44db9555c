// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/motd/composition.h"
#include "ui/style/colors.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace pamphlet::ui {

/// What a login through one service shows, in order; then the other files of the message; then the scripts that make its dynamic part.
class MotdPartsModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        PathRole = Qt::UserRole + 1,
        NumberRole, ///< "1", "2"; "–" for what is not shown; empty for scripts
        DetailRole, ///< kind, and who shows it
        TagRole, ///< "twice", "empty"
        ToneRole, ///< int(Tone) of the tag
        HeadingRole, ///< bool
    };

    using QAbstractListModel::QAbstractListModel;

    /// `service`: one of the survey, or empty for none. /etc/motd is a row even where it is not there.
    void setSurvey(const motd::Survey &survey, const std::string &service);

    /// The first row of a path; -1 without one.
    int rowOf(const QString &path) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        bool heading = false;
        QString path; ///< of a heading: its text
        QString number;
        QString detail;
        QString tag;
        Tone tone = Tone::Neutral;

        bool operator==(const Row &) const = default;
    };

    static Row partRow(const motd::Composition &composition, std::size_t part, int number);
    static std::vector<Row> rowsOf(const motd::Survey &survey, const std::string &service);

    std::vector<Row> m_rows;
};

} // namespace pamphlet::ui
