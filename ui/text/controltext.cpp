// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/facility.h"
#include "ui/text/printable.h"
#include "ui/text/sentence.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace pamphlet::ui::text {

namespace {

QString actionWords(pam::Action action)
{
    if (action.isJump())
        return sentence(QT_TRANSLATE_NOOP("text", "skip %1"), {QString::number(action.value)});
    if (action.value < pam::Action::Reset) // only numbers that an old parser lets overflow
        return sentence(QT_TRANSLATE_NOOP("text", "fail"));
    return QString::fromStdString(pam::actionText(action));
}

/// What most codes lead to.
pam::Action commonAction(const pam::Actions &actions)
{
    std::map<int, int> counts;
    for (const pam::Action action : actions)
        ++counts[action.value];
    const auto most = std::max_element(counts.begin(), counts.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    return {most->first};
}

/// "required" … if the field is that keyword in any case; empty for a list.
QString keyword(const std::string &control)
{
    const QString word = QString::fromStdString(control).toLower();
    constexpr std::array words{"required", "requisite", "sufficient", "optional", "include", "substack"};
    for (const char *known : words) {
        const QLatin1String name(known);
        if (word == name || word == QLatin1Char('[') + name + QLatin1Char(']'))
            return name;
    }
    return {};
}

} // namespace

QString controlWords(const pam::Entry &entry)
{
    if (entry.kind == pam::EntryKind::Marker)
        return QStringLiteral("substack");
    if (const QString word = keyword(entry.control); !word.isEmpty())
        return word;
    const pam::Action common = commonAction(entry.actions);
    const bool same = std::all_of(entry.actions.begin(), entry.actions.end(), [common](pam::Action action) { return action == common; });
    if (same && common.value == pam::Action::Bad) // a list that libpam rejects looks like this too: show what is written
        return printable(entry.control);
    if (same)
        return sentence(QT_TRANSLATE_NOOP("text", "always %1"), {actionWords(common)});

    std::vector<std::pair<int, QStringList>> groups; // by action, in the order of their first code
    for (int code = 0; code < pam::returnCodeCount; ++code) {
        const pam::Action action = entry.actions[static_cast<std::size_t>(code)];
        if (action == common)
            continue;
        auto group = std::find_if(groups.begin(), groups.end(), [action](const auto &known) { return known.first == action.value; });
        if (group == groups.end())
            group = groups.insert(groups.end(), {action.value, {}});
        group->second.append(QString::fromStdString(pam::returnCodeWord(code)));
    }
    QStringList parts;
    for (const auto &[value, codes] : groups)
        parts.append(codes.join(QStringLiteral(", ")) + QStringLiteral(" → ") + actionWords({value}));
    if (common.value != pam::Action::Ignore)
        parts.append(sentence(QT_TRANSLATE_NOOP("text", "else %1"), {actionWords(common)}));
    return parts.join(QStringLiteral("; "));
}

} // namespace pamphlet::ui::text
