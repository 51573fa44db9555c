// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/servicemodel.h"

#include "ui/text/text.h"

#include <algorithm>
#include <map>

namespace pamphlet::ui {

ServiceModel::ServiceModel(QObject *parent)
    : QAbstractListModel(parent)
    , m_analysis(std::make_shared<Analysis>())
{ }

void ServiceModel::setAnalysis(std::shared_ptr<const Analysis> analysis)
{
    std::map<std::string, QString> rules;
    for (const RuleSummary &rule : analysis->rules) {
        rules[rule.file] += QLatin1Char('\n') + QString::fromStdString(rule.text);
    }
    std::vector<Row> services;
    std::vector<Row> shared;
    for (std::size_t index = 0; index < analysis->services.size(); ++index) {
        const pam::ServiceFile &file = analysis->services[index].file;
        Row row{int(index), QString::fromStdString(file.service) + rules[file.path]};
        (analysis->services[index].shared ? shared : services).push_back(std::move(row));
    }
    const int serviceCount = int(services.size());
    if (!shared.empty()) {
        services.push_back({});
        std::move(shared.begin(), shared.end(), std::back_inserter(services));
    }

    const auto nameAt = [](const Analysis &of, const Row &row) {
        return row.service < 0 ? std::string() : of.services[std::size_t(row.service)].file.service;
    };
    const bool sameRows = std::equal(services.begin(), services.end(), m_rows.begin(), m_rows.end(), [&](const Row &one, const Row &other) {
        return nameAt(*analysis, one) == nameAt(*m_analysis, other);
    });
    if (sameRows) {
        m_analysis = std::move(analysis);
        m_rows = std::move(services);
        if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
        }
        return;
    }
    beginResetModel();
    m_analysis = std::move(analysis);
    m_rows = std::move(services);
    m_serviceCount = serviceCount;
    endResetModel();
}

int ServiceModel::rowOf(const QString &name) const
{
    const std::string wanted = name.toStdString();
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].service >= 0 && m_analysis->services[std::size_t(m_rows[row].service)].file.service == wanted) {
            return int(row);
        }
    }
    return -1;
}

int ServiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

Qt::ItemFlags ServiceModel::flags(const QModelIndex &index) const
{
    const bool heading = index.isValid() && m_rows[std::size_t(index.row())].service < 0;
    return heading ? Qt::NoItemFlags : QAbstractListModel::flags(index);
}

Tone ServiceModel::toneOf(const ServiceSummary &summary)
{
    if (summary.errors > 0) {
        return Tone::Error;
    }
    return summary.warnings > 0 ? Tone::Warning : Tone::Success;
}

QString ServiceModel::statusWords(const ServiceSummary &summary) const
{
    if (summary.errors > 0) {
        return tr("%n error(s)", nullptr, summary.errors);
    }
    if (summary.warnings > 0) {
        return tr("%n warning(s)", nullptr, summary.warnings);
    }
    return {};
}

QString ServiceModel::tagOf(const ServiceSummary &summary) const
{
    const QString status = statusWords(summary);
    if (summary.changed) {
        return status.isEmpty() ? tr("changed") : tr("%1 · %2").arg(tr("changed"), status);
    }
    // There is room for a word or two: what is wrong weighs more than what a shared file brings along.
    return status.isEmpty() && summary.affected ? tr("affected") : status;
}

QVariant ServiceModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Row &row = m_rows[std::size_t(index.row())];
    if (row.service < 0) {
        switch (role) {
        case HeadingRole:
            return true;
        case Qt::DisplayRole:
            return tr("Shared files");
        case Qt::ToolTipRole:
            return tr("Files that services include. A change of one changes all of them.");
        default:
            return {};
        }
    }
    const ServiceSummary &summary = m_analysis->services[std::size_t(row.service)];
    const QString name = QString::fromStdString(summary.file.service);
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return name;
    case PathRole:
        return QString::fromStdString(summary.file.path);
    case ToneRole:
        return int(toneOf(summary));
    case TagRole:
        return tagOf(summary);
    case HeadingRole:
        return false;
    case SharedRole:
        return summary.shared;
    case SearchRole:
        return row.search;
    case Qt::ToolTipRole:
        return tr("%1 · %2").arg(QString::fromStdString(summary.file.path), text::ownerText(summary.file.owner));
    case Qt::AccessibleTextRole: {
        const QString status = statusWords(summary);
        const QString change = summary.changed ? tr("changed") : summary.affected ? tr("affected") : QString();
        return QStringList{name, status.isEmpty() ? tr("no findings") : status, change}.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

void ServiceFilter::setWords(const QString &text)
{
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool ServiceFilter::matches(int row) const
{
    const QModelIndex index = sourceModel()->index(row, 0);
    const QString search = index.data(ServiceModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) { return search.contains(word, Qt::CaseInsensitive); });
}

bool ServiceFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    if (!sourceModel()->index(row, 0).data(ServiceModel::HeadingRole).toBool()) {
        return matches(row);
    }
    for (int below = row + 1; below < sourceModel()->rowCount(); ++below) {
        if (matches(below)) {
            return true;
        }
    }
    return false;
}

} // namespace pamphlet::ui
