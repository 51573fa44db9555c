// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/stackmodel.h"

#include "core/pam/dispatch/explain.h"
#include "core/pam/dispatch/landing.h"
#include "ui/models/stackrows.h"
#include "ui/text/text.h"
#include "ui/workspace/argumentstext.h"

#include <algorithm>
#include <map>

namespace pamphlet::ui {

struct StackModel::Item {
    Item *parent = nullptr;
    int row = 0;
    int depth = 0;
    std::optional<std::size_t> entry;
    int frame = -1;
    std::vector<std::unique_ptr<Item>> children;
};

StackModel::StackModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_analysis(std::make_shared<Analysis>())
    , m_root(std::make_unique<Item>())
{ }

StackModel::~StackModel() = default;

void StackModel::setStack(std::shared_ptr<const pam::EffectiveStack> stack, pam::Facility facility)
{
    beginResetModel();
    m_stack = std::move(stack);
    m_facility = facility;
    m_run.reset();
    m_neverRuns.clear();
    m_neverMatters.clear();
    build();
    endResetModel();
}

void StackModel::setRun(std::shared_ptr<const WhatIfRun> run)
{
    const bool ours = run && run->stack == m_stack && pam::facilityOf(run->pass) == m_facility && run->steps.size() == m_chain.size();
    m_run = ours ? std::move(run) : nullptr;
    tellAll();
}

void StackModel::setExplanation(const std::shared_ptr<const pam::ServiceExplanation> &explanation)
{
    m_neverRuns.clear();
    m_neverMatters.clear();
    const pam::Explanation none;
    const bool known = explanation && explanation->facilities.contains(m_facility) && explanation->facilities.at(m_facility).complete;
    const pam::Explanation &shown = known ? explanation->facilities.at(m_facility) : none;
    for (const pam::RuleRef &rule : shown.neverRuns) {
        m_neverRuns.insert(rule.entry);
    }
    for (const pam::RuleRef &rule : shown.neverMatters) {
        m_neverMatters.insert(rule.entry);
    }
    tellAll();
}

void StackModel::setAnalysis(std::shared_ptr<const Analysis> analysis)
{
    m_analysis = std::move(analysis);
    tellAll();
}

void StackModel::tellAll()
{
    const auto tell = [this](auto &self, const QModelIndex &parent) -> void {
        const int rows = rowCount(parent);
        if (rows == 0) {
            return;
        }
        Q_EMIT dataChanged(index(0, 0, parent), index(rows - 1, 0, parent));
        for (int row = 0; row < rows; ++row) {
            self(self, index(row, 0, parent));
        }
    };
    tell(tell, {});
}

void StackModel::build()
{
    m_root = std::make_unique<Item>();
    m_chain.clear();
    m_ruleCount = 0;
    m_items.clear();
    if (!m_stack) {
        return;
    }
    m_chain = m_stack->chain(m_facility);
    m_items.resize(m_chain.size(), nullptr);
    std::map<std::pair<int, std::size_t>, std::size_t> markers;
    for (std::size_t entry = 0; entry < m_chain.size(); ++entry) {
        if (m_chain[entry].kind == pam::EntryKind::Marker) {
            markers.emplace(std::pair(m_chain[entry].frame, m_chain[entry].line), entry);
        }
    }
    const auto fill = [&](auto &self, Item &into, const std::vector<StackRow> &rows) -> void {
        for (const StackRow &row : rows) {
            auto item = std::make_unique<Item>();
            item->parent = &into;
            item->row = int(into.children.size());
            item->depth = into.depth + (&into == m_root.get() ? 0 : 1);
            item->entry = row.entry;
            item->frame = row.frame;
            if (row.entry) {
                m_items[*row.entry] = item.get();
                ++m_ruleCount;
            } else if (const pam::Frame &frame = m_stack->frames[std::size_t(row.frame)]; frame.via == pam::Via::Substack) {
                // A jump may land on the marker of a substack: that is its group.
                if (const auto marker = markers.find({frame.parent, frame.directiveLine}); marker != markers.end()) {
                    m_items[marker->second] = item.get();
                }
            }
            self(self, *item, row.rows);
            into.children.push_back(std::move(item));
        }
    };
    fill(fill, *m_root, stackRows(*m_stack, m_chain, m_facility));
}

StackModel::Item *StackModel::itemOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Item *>(index.internalPointer()) : m_root.get();
}

QModelIndex StackModel::indexOf(const Item *item) const
{
    return item && item != m_root.get() ? createIndex(item->row, 0, item) : QModelIndex();
}

QModelIndex StackModel::index(int row, int column, const QModelIndex &parent) const
{
    const Item *item = itemOf(parent);
    if (column != 0 || row < 0 || row >= int(item->children.size())) {
        return {};
    }
    return createIndex(row, 0, item->children[std::size_t(row)].get());
}

QModelIndex StackModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(itemOf(child)->parent) : QModelIndex();
}

int StackModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(itemOf(parent)->children.size());
}

int StackModel::columnCount(const QModelIndex &) const
{
    return 1;
}

std::optional<RulePlace> StackModel::placeOf(const QModelIndex &index) const
{
    if (!index.isValid() || !m_stack) {
        return std::nullopt;
    }
    const Item *item = itemOf(index);
    if (item->entry) {
        return RulePlace{m_chain[*item->entry].file, m_chain[*item->entry].node};
    }
    const pam::Frame &frame = m_stack->frames[std::size_t(item->frame)];
    const auto document = m_stack->documents.find(frame.directiveFile);
    if (document == m_stack->documents.end()) {
        return std::nullopt;
    }
    const auto node = document->second.ruleAtLine(frame.directiveLine);
    return node ? std::optional(RulePlace{frame.directiveFile, *node}) : std::nullopt;
}

const pam::Entry *StackModel::entryOf(const QModelIndex &index) const
{
    const Item *item = itemOf(index);
    return index.isValid() && item->entry ? &m_chain[*item->entry] : nullptr;
}

std::optional<std::size_t> StackModel::entryNumber(const QModelIndex &index) const
{
    return index.isValid() ? itemOf(index)->entry : std::nullopt;
}

QModelIndex StackModel::indexOfEntry(std::size_t entry) const
{
    return entry < m_items.size() ? indexOf(m_items[entry]) : QModelIndex();
}

std::string StackModel::fileBelow(const QModelIndex &parent) const
{
    if (!m_stack) {
        return {};
    }
    const Item *item = itemOf(parent);
    if (parent.isValid() && item->frame >= 0) {
        return m_stack->frames[std::size_t(item->frame)].file;
    }
    return m_stack->serviceFile;
}

QModelIndex StackModel::indexOf(const std::string &file, std::size_t line) const
{
    for (std::size_t entry = 0; entry < m_chain.size(); ++entry) {
        if (m_items[entry] && m_chain[entry].file == file && m_chain[entry].line == line) {
            return indexOf(m_items[entry]);
        }
    }
    const auto find = [&](auto &self, const Item &item) -> const Item * {
        for (const auto &child : item.children) {
            if (!child->entry) {
                const pam::Frame &frame = m_stack->frames[std::size_t(child->frame)];
                if (frame.directiveFile == file && frame.directiveLine == line) {
                    return child.get();
                }
                if (const Item *found = self(self, *child)) {
                    return found;
                }
            }
        }
        return nullptr;
    };
    return indexOf(find(find, *m_root));
}

Tone StackModel::toneAt(const std::string &file, std::size_t line) const
{
    Tone worst = Tone::Neutral;
    for (const pam::Finding &finding : m_analysis->findings) {
        if (finding.where.file == file && finding.where.line == line) {
            if (finding.severity == pam::Severity::Error) {
                return Tone::Error;
            }
            worst = finding.severity == pam::Severity::Warning || worst == Tone::Warning ? Tone::Warning : Tone::Accent;
        }
    }
    return worst;
}

QString StackModel::findingsAt(const std::string &file, std::size_t line) const
{
    QStringList messages;
    for (const pam::Finding &finding : m_analysis->findings) {
        if (finding.where.file == file && finding.where.line == line) {
            messages << QStringLiteral("%1: %2").arg(QString::fromStdString(finding.id), text::findingMessage(finding));
        }
    }
    return messages.join(QLatin1Char('\n'));
}

const pam::Step *StackModel::stepOf(std::size_t entry) const
{
    return m_run && m_run->steps[entry] ? &*m_run->steps[entry] : nullptr;
}

RuleAnswer StackModel::answerOf(const Item &item) const
{
    if (!m_run) {
        return {};
    }
    RuleAnswer answer = ruleAnswer(*m_run, *item.entry);
    if (!answer.ran && m_neverRuns.contains(*item.entry)) {
        answer.effect = tr("never runs");
        answer.sentence = tr("It never runs, whatever the modules answer.");
    }
    return answer;
}

Qt::ItemFlags StackModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    const auto entry = entryNumber(index);
    return entry && m_run && m_run->isChoosable(*entry) ? flags | Qt::ItemIsEditable : flags;
}

bool StackModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    bool ok = false;
    const int code = value.toInt(&ok);
    if (role != AnswerRole || !ok || !(flags(index) & Qt::ItemIsEditable)) {
        return false;
    }
    Q_EMIT answerRequested(*itemOf(index)->entry, code);
    return true;
}

QVariant StackModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_stack) {
        return {};
    }
    const Item *item = itemOf(index);
    if (role == RowKindRole) {
        return int(item->entry ? RowKind::Rule : RowKind::Group);
    }
    if (role == DepthRole) {
        return item->depth;
    }
    return item->entry ? ruleData(*item, role) : groupData(*item, role);
}

QVariant StackModel::ruleData(const Item &item, int role) const
{
    const pam::Entry &entry = m_chain[*item.entry];
    switch (role) {
    case LineRole:
        return QString::number(entry.line);
    case LineNumberRole:
        return int(entry.line);
    case ControlRole:
        return text::controlWords(entry);
    case ModuleRole:
        return entry.module.empty() ? tr("(no module)") : QString::fromStdString(entry.module);
    case ArgumentsRole:
        return argumentsText(entry.arguments);
    case SentenceRole:
        return text::ruleSentence(entry);
    case PlaceRole:
        return text::shortPlace(entry.file, entry.line);
    case FileRole:
        return QString::fromStdString(entry.file);
    case ToneRole:
        return int(toneAt(entry.file, entry.line));
    case FindingsRole:
        return findingsAt(entry.file, entry.line);
    case JumpRole:
    case JumpToEndRole:
    case JumpToneRole:
        return jumpData(item, role);
    case AnswerRole:
        return m_run ? QVariant::fromValue(answerOf(item)) : QVariant();
    case DimmedRole:
        return (m_run && m_run->result && !stepOf(*item.entry)) || m_neverRuns.contains(*item.entry);
    case WeightlessRole:
        return m_neverMatters.contains(*item.entry);
    case Qt::DisplayRole:
        //: line, control, module, arguments: what the rule does
        return tr("%1: %2 %3 %4: %5")
            .arg(text::shortPlace(entry.file, entry.line), text::controlWords(entry), QString::fromStdString(entry.module),
                 argumentsText(entry.arguments), text::ruleSentence(entry));
    case Qt::AccessibleTextRole: {
        QStringList parts{ruleData(item, Qt::DisplayRole).toString(), findingsAt(entry.file, entry.line)};
        if (m_run && m_run->result) {
            parts << answerOf(item).sentence;
        }
        parts.removeAll(QString());
        return parts.join(QLatin1Char(' '));
    }
    case Qt::ToolTipRole:
        return ruleToolTip(item);
    default:
        return {};
    }
}

QVariant StackModel::jumpData(const Item &item, int role) const
{
    const pam::Step *step = stepOf(*item.entry);
    const bool taken = step && step->action && step->action->isJump();
    if (role == JumpToneRole) {
        return int(!taken                                  ? Tone::Neutral
                       : step->remainder > 0               ? Tone::Error
                       : step->applied == pam::rc::success ? Tone::Success
                                                           : Tone::Accent);
    }
    const int jump = shownJump(m_chain[*item.entry]);
    const bool jumps = taken || jump > 0;
    const std::size_t target = taken ? step->next : jump > 0 ? pam::landingOf(m_chain, *item.entry, jump).next : 0;
    if (role == JumpToEndRole) {
        return jumps && target >= m_chain.size();
    }
    return QVariant::fromValue(jumps ? indexOfEntry(target) : QModelIndex());
}

QString StackModel::ruleToolTip(const Item &item) const
{
    const pam::Entry &entry = m_chain[*item.entry];
    QStringList parts{
        tr("%1, line %2\n%3").arg(QString::fromStdString(entry.file)).arg(entry.line).arg(QString::fromStdString(entry.control)).trimmed()};
    if (m_neverRuns.contains(*item.entry)) {
        parts << tr("It never runs, whatever the modules answer.");
    } else if (m_neverMatters.contains(*item.entry)) {
        parts << tr("Nothing that it answers changes the result; what it does besides still happens.");
    }
    parts << findingsAt(entry.file, entry.line);
    parts.removeAll(QString());
    return parts.join(QStringLiteral("\n\n"));
}

QString StackModel::groupNote(const Item &item) const
{
    const pam::Frame &frame = m_stack->frames[std::size_t(item.frame)];
    QStringList notes;
    if (frame.failed) {
        notes << tr("cannot be read");
    } else {
        const std::size_t users = m_analysis->usersOf(frame.file).size();
        if (users > 1) {
            notes << tr("shared by %n service(s)", nullptr, int(users));
        }
        if (const auto owner = m_analysis->owners.find(frame.file); owner != m_analysis->owners.end() && owner->second != pam::Owner::Hand
            && owner->second != pam::Owner::Unknown && owner->second != pam::Owner::Package) {
            notes << text::ownerText(owner->second);
        }
        if (item.children.empty()) {
            notes << tr("nothing for this facility");
        }
    }
    return notes.join(QStringLiteral(" · "));
}

QVariant StackModel::groupData(const Item &item, int role) const
{
    const pam::Frame &frame = m_stack->frames[std::size_t(item.frame)];
    const bool other = frame.via == pam::Via::Other;
    switch (role) {
    case GroupKindRole:
        return other ? (m_stack->service == "other" ? tr("read a second time:") : tr("falls back to"))
                     : QString::fromUtf8(pam::viaName(frame.via).data(), qsizetype(pam::viaName(frame.via).size()));
    case GroupNameRole:
        return other ? QString::fromStdString(frame.file) : QString::fromStdString(frame.target.empty() ? frame.file : frame.target);
    case GroupNoteRole:
        return groupNote(item);
    case FailedRole:
        return frame.failed;
    case ToneRole:
        return int(frame.failed ? Tone::Error : toneAt(frame.directiveFile, frame.directiveLine));
    case PlaceRole:
        return other ? QString() : text::shortPlace(frame.directiveFile, frame.directiveLine);
    case LineRole:
        return other ? QString() : QString::number(frame.directiveLine);
    case LineNumberRole:
        return int(frame.directiveLine);
    case FileRole:
        return QString::fromStdString(frame.directiveFile);
    case FindingsRole:
        return findingsAt(frame.directiveFile, frame.directiveLine);
    case Qt::AccessibleTextRole:
        return (groupData(item, Qt::DisplayRole).toString() + QLatin1Char(' ') + findingsAt(frame.directiveFile, frame.directiveLine))
            .trimmed();
    case Qt::DisplayRole:
        return QStringList{groupData(item, GroupKindRole).toString(), groupData(item, GroupNameRole).toString(), groupNote(item)}
            .join(QLatin1Char(' '))
            .trimmed();
    case Qt::ToolTipRole: {
        if (frame.directiveFile.empty()) {
            return QString::fromStdString(frame.file);
        }
        const QString place = tr("%1, line %2\nreads %3")
                                  .arg(QString::fromStdString(frame.directiveFile))
                                  .arg(frame.directiveLine)
                                  .arg(QString::fromStdString(frame.file));
        return (place + QStringLiteral("\n\n") + findingsAt(frame.directiveFile, frame.directiveLine)).trimmed();
    }
    default:
        return {};
    }
}

} // namespace pamphlet::ui
