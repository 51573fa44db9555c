// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/motd/motdpartsmodel.h"

#include "ui/text/motdtext.h"
#include "ui/text/printable.h"

#include <algorithm>

namespace pamphlet::ui {

namespace {

constexpr const char *staticFile = "/etc/motd";

} // namespace

MotdPartsModel::Row MotdPartsModel::partRow(const motd::Composition &composition, std::size_t number, int place)
{
    const motd::Part &part = composition.parts[number];
    Row row;
    row.path = QString::fromStdString(part.path);
    row.number = part.shows() ? QString::number(place) : QStringLiteral("–");
    row.detail = tr("%1 · %2").arg(text::partKindText(part.kind), text::partShowerText(part));
    row.tag = text::partStateText(part);
    for (const motd::Repetition &repetition : composition.repetitions) {
        if (std::find(repetition.parts.begin(), repetition.parts.end(), number) != repetition.parts.end()) {
            row.tag = repetition.parts.size() == 2 ? tr("twice") : tr("%n times", nullptr, int(repetition.parts.size()));
            row.tone = Tone::Warning;
        }
    }
    if (part.state == motd::PartState::TooLarge || part.state == motd::PartState::Private || part.state == motd::PartState::NotAFile) {
        row.tone = Tone::Warning;
    }
    return row;
}

std::vector<MotdPartsModel::Row> MotdPartsModel::rowsOf(const motd::Survey &survey, const std::string &service)
{
    std::vector<Row> rows;
    const auto heading = [&rows](const QString &text) { rows.push_back({true, text, {}, {}, {}, Tone::Neutral}); };
    const auto has = [&rows](const QString &path) {
        return std::any_of(rows.begin(), rows.end(), [&path](const Row &row) { return !row.heading && row.path == path; });
    };
    if (const motd::Composition *composition = service.empty() ? nullptr : survey.find(service)) {
        heading(tr("Seen at a login through %1, in this order").arg(text::printable(service)));
        int place = 0;
        for (std::size_t part = 0; part < composition->parts.size(); ++part) {
            place += composition->parts[part].shows() ? 1 : 0;
            rows.push_back(partRow(*composition, part, place));
        }
    }
    std::vector<Row> others;
    for (const motd::MotdFile &file : survey.files) {
        if (!has(QString::fromStdString(file.path))) {
            Row row;
            row.path = QString::fromStdString(file.path);
            row.number = QStringLiteral("–");
            row.detail = tr("%1 · %2").arg(text::partKindText(file.kind), text::fileShownText(file));
            row.tag = file.services.empty() && file.hiddenBy.empty() ? tr("unseen") : QString();
            row.tone = Tone::Warning;
            others.push_back(row);
        }
    }
    const QString usual = QLatin1String(staticFile);
    if (!has(usual) && std::none_of(others.begin(), others.end(), [&usual](const Row &row) { return row.path == usual; })) {
        others.insert(others.begin(), Row{false, usual, QStringLiteral("–"), tr("static file"), tr("not there"), Tone::Neutral});
    }
    if (!others.empty()) {
        heading(rows.empty() ? tr("Files") : tr("Other files"));
        rows.insert(rows.end(), others.begin(), others.end());
    }
    if (survey.updates && !survey.scripts.empty()) {
        heading(tr("What makes %1, in this order").arg(QLatin1String(motd::dynamicFile)));
        for (const motd::UpdateScript &script : survey.scripts) {
            const QString state = text::scriptStateText(script);
            rows.push_back({false,
                            QString::fromStdString(script.path),
                            {},
                            state.isEmpty() ? tr("script, run at each login") : state,
                            script.runs ? QString() : tr("not run"),
                            Tone::Neutral});
        }
    }
    return rows;
}

void MotdPartsModel::setSurvey(const motd::Survey &survey, const std::string &service)
{
    std::vector<Row> rows = rowsOf(survey, service);
    if (rows == m_rows) {
        return; // whoever types in a file keeps the selection
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int MotdPartsModel::rowOf(const QString &path) const
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&path](const Row &r) { return !r.heading && r.path == path; });
    return row == m_rows.end() ? -1 : int(row - m_rows.begin());
}

int MotdPartsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant MotdPartsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index)) {
        return {};
    }
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.path;
    case Qt::ToolTipRole:
        return row.heading ? QVariant() : QStringLiteral("<qt>%1<br>%2</qt>").arg(row.path.toHtmlEscaped(), row.detail.toHtmlEscaped());
    case Qt::AccessibleTextRole:
        return row.heading ? row.path : QStringList({row.number, row.path, row.detail, row.tag}).join(QLatin1Char(' ')).simplified();
    case PathRole:
        return row.heading ? QString() : row.path;
    case NumberRole:
        return row.number;
    case DetailRole:
        return row.detail;
    case TagRole:
        return row.tag;
    case ToneRole:
        return int(row.tone);
    case HeadingRole:
        return row.heading;
    default:
        return {};
    }
}

Qt::ItemFlags MotdPartsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || !checkIndex(index) || m_rows[std::size_t(index.row())].heading) {
        return Qt::NoItemFlags;
    }
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace pamphlet::ui
