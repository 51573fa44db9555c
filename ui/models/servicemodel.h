// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/colors.h"
#include "ui/workspace/analysis.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>

#include <memory>
#include <vector>

namespace pamphlet::ui {

/// Services, then a heading, then the files that services share.
class ServiceModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        PathRole,
        ToneRole, ///< int(Tone): Success, Warning, Error; Accent for a changed one without findings
        TagRole, ///< a word or two: "changed", "1 error", "2 warnings"
        HeadingRole, ///< bool
        SharedRole, ///< bool
        SearchRole, ///< what a filter looks at: the name, and the modules and arguments of its rules
    };

    explicit ServiceModel(QObject *parent = nullptr);

    void setAnalysis(std::shared_ptr<const Analysis> analysis);

    /// Services without the shared files.
    int serviceCount() const { return m_serviceCount; }
    int rowOf(const QString &name) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        int service = -1; ///< index in the analysis; -1: the heading
        QString search;
    };

    QString tagOf(const ServiceSummary &summary) const;
    static Tone toneOf(const ServiceSummary &summary);
    QString statusWords(const ServiceSummary &summary) const;

    std::shared_ptr<const Analysis> m_analysis;
    std::vector<Row> m_rows;
    int m_serviceCount = 0;
};

/// Search as you type: every word must be found. A heading stays while anything below it does.
class ServiceFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setWords(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    bool matches(int row) const;

    QStringList m_words;
};

} // namespace pamphlet::ui
