// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/explanationreport.h"

#include "ui/text/answertext.h"
#include "ui/text/explanationtext.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace pamphlet::app::cli {

namespace {

/// A person stops reading before; --json has all of them.
constexpr std::size_t maxLines = 12;

std::string_view vouchingName(pam::Vouching vouching)
{
    switch (vouching) {
    case pam::Vouching::Nobody:
        return "nobody";
    case pam::Vouching::UnknownModule:
        return "unknown-module";
    case pam::Vouching::UndocumentedAnswer:
        return "undocumented-answer";
    case pam::Vouching::Checked:
        return "checked";
    }
    return "nobody";
}

Json codesJson(pam::Outcomes codes)
{
    Json result = Json::array();
    for (int code = 0; code < pam::returnCodeCount; ++code) {
        if ((codes & pam::outcome(code)) != 0)
            result.push_back(pam::returnCodeWord(code));
    }
    return result;
}

Json rulesJson(const std::vector<pam::RuleRef> &rules)
{
    Json result = Json::array();
    for (const pam::RuleRef &rule : rules)
        result.push_back(
            Json{{"file", rule.file}, {"line", rule.line}, {"module", rule.module.empty() ? Json(nullptr) : Json(rule.module)}});
    return result;
}

Json conditionsJson(const std::vector<pam::Condition> &conditions)
{
    Json result = Json::array();
    for (const pam::Condition &condition : conditions)
        result.push_back(conditionJson(condition));
    return result;
}

Json spoilersJson(const std::vector<pam::Condition> &conditions)
{
    Json result = Json::array();
    for (const pam::Condition &condition : conditions) {
        Json one = conditionJson(condition);
        one.erase("returned");
        result.push_back(std::move(one));
    }
    return result;
}

/// true, false, or null: the question does not apply, or the answer depends on modules that nobody knows.
Json withoutCredentials(const pam::Explanation &explanation)
{
    if (explanation.facility != pam::Facility::Auth || !explanation.complete)
        return nullptr;
    if (!explanation.leastVouching)
        return false;
    return *explanation.leastVouching == pam::Vouching::UnknownModule ? Json(nullptr) : Json(explanation.openDoor());
}

Json facilityJson(const pam::Explanation &explanation)
{
    Json sets = Json::array();
    for (const std::vector<pam::Condition> &set : explanation.sufficientSets())
        sets.push_back(conditionsJson(set));
    Json ways = Json::array();
    for (const pam::Way &way : explanation.ways)
        ways.push_back(Json{{"needs", conditionsJson(way.needs)},
                            {"unless", spoilersJson(way.unless)},
                            {"factors", way.factors},
                            {"vouching", vouchingName(way.vouching)},
                            {"likely", way.likely},
                            {"message", jsonString(ui::text::waySentence(way, explanation.facility))}});
    Json skippable = Json::array();
    for (const pam::SkippableFactor &factor : explanation.skippable)
        skippable.push_back(Json{{"demanded", factor.demanded},
                                 {"left", factor.left},
                                 {"through", conditionJson(factor.through)},
                                 {"message", jsonString(ui::text::skippableSentence(factor))}});
    return Json{{"from_other", explanation.fromOther},
                {"can_succeed", explanation.canSucceed},
                {"can_succeed_without_credentials", withoutCredentials(explanation)},
                {"sufficient_sets", sets},
                {"never_runs", rulesJson(explanation.neverRuns)},
                {"never_matters", rulesJson(explanation.neverMatters)},
                {"vouching", explanation.leastVouching ? Json(vouchingName(*explanation.leastVouching)) : Json(nullptr)},
                {"can_ask_for_new_token", explanation.canAskForToken},
                {"ways", ways},
                {"skippable_factors", skippable},
                {"message", jsonString(ui::text::verdictSentence(explanation))},
                {"complete", explanation.complete && explanation.waysComplete}};
}

Style styleOf(const pam::Explanation &explanation)
{
    if (explanation.lockout() || explanation.openDoor())
        return Style::Bad;
    return explanation.complete && explanation.leastVouching != pam::Vouching::UnknownModule ? Style::Good : Style::Warning;
}

QStringList places(const std::vector<pam::Condition> &conditions)
{
    QStringList result;
    for (const pam::Condition &condition : conditions)
        result.append(ui::text::shortPlace(condition.rule.file, condition.rule.line));
    result.removeDuplicates();
    return result;
}

void printRules(Console &console, const QString &title, const std::vector<pam::RuleRef> &rules)
{
    if (rules.empty())
        return;
    QStringList names;
    for (std::size_t i = 0; i < std::min(rules.size(), maxLines); ++i)
        names.append(QStringLiteral("%1 (%2)").arg(rules[i].module.empty() ? QStringLiteral("–") : ui::text::moduleTitle(rules[i].module),
                                                   ui::text::shortPlace(rules[i].file, rules[i].line)));
    if (rules.size() > maxLines)
        names.append(QCoreApplication::translate("explain", "and %1 more").arg(rules.size() - maxLines));
    console.line(QStringLiteral("  ") + console.styled(Style::Faint, title + u' ' + names.join(QStringLiteral(", "))));
}

void printFacility(Console &console, const pam::Explanation &explanation)
{
    console.line();
    console.line(console.styled(Style::Heading, shown(pam::facilityName(explanation.facility))) + QStringLiteral("  ")
                 + console.styled(styleOf(explanation), ui::text::verdictSentence(explanation)));
    if (explanation.fromOther)
        console.line(QStringLiteral("  ")
                     + console.styled(Style::Faint,
                                      QCoreApplication::translate("explain", "The rules of “other”: the service has none of its own.")));
    const auto likely = static_cast<std::size_t>(
        std::count_if(explanation.ways.begin(), explanation.ways.end(), [](const pam::Way &way) { return way.likely; }));
    const std::size_t count = std::min(likely, maxLines); // they come first
    if (count > 0 && explanation.facility == pam::Facility::Auth)
        console.line(QStringLiteral("  ") + QCoreApplication::translate("explain", "Who gets in:"));
    for (std::size_t i = 0; i < count; ++i) {
        const pam::Way &way = explanation.ways[i];
        const QString line = QStringLiteral("  · ") + ui::text::waySentence(way, explanation.facility);
        const QString where = places(way.needs).join(QStringLiteral(", "));
        const bool open = explanation.facility == pam::Facility::Auth && way.vouching == pam::Vouching::Nobody;
        console.line((open ? console.styled(Style::Bad, line) : line) + QStringLiteral("  ") + console.styled(Style::Faint, where));
    }
    if (!explanation.waysComplete)
        console.line(QStringLiteral("  ") + QCoreApplication::translate("explain", "… and more, more than are worth listing"));
    else if (count < likely)
        console.line(QStringLiteral("  ") + QCoreApplication::translate("explain", "… and %1 more").arg(likely - count));
    if (likely < explanation.ways.size())
        console.line(
            QStringLiteral("  ")
            + console.styled(Style::Faint,
                             QCoreApplication::translate("explain", "In theory also by answers that a module is not known to give.")));
    for (const pam::SkippableFactor &factor : explanation.skippable)
        console.line(QStringLiteral("  ") + console.styled(Style::Warning, ui::text::skippableSentence(factor)) + QStringLiteral("  ")
                     + console.styled(Style::Faint, ui::text::shortPlace(factor.through.rule.file, factor.through.rule.line)));
    printRules(console, QCoreApplication::translate("explain", "Never runs:"), explanation.neverRuns);
    if (explanation.canSucceed) // where nothing helps nothing matters
        printRules(console, QCoreApplication::translate("explain", "Never changes the result:"), explanation.neverMatters);
}

} // namespace

Json conditionJson(const pam::Condition &condition)
{
    Json result{{"file", condition.rule.file},
                {"line", condition.rule.line},
                {"module", condition.rule.module.empty() ? Json(nullptr) : Json(condition.rule.module)},
                {"returned", pam::returnCodeWord(condition.returned)},
                {"codes", codesJson(condition.codes)}};
    if (condition.updatePass)
        result["pass"] = "update";
    return result;
}

Json explanationJson(const pam::ServiceExplanation &explanation, const std::vector<pam::Facility> &facilities)
{
    Json result = Json::object();
    for (const pam::Facility facility : facilities)
        result[std::string(pam::facilityName(facility))] = facilityJson(explanation.facilities.at(facility));
    return Json{{"service", explanation.service}, {"start", pam::startName(explanation.start)}, {"facilities", result}};
}

void printExplanation(Console &console, const pam::ServiceExplanation &explanation, const std::vector<pam::Facility> &facilities)
{
    console.line(console.styled(Style::Heading, shown(explanation.service)));
    if (explanation.start != pam::StartOutcome::Success) {
        console.line(console.styled(Style::Bad, ui::text::startSentence(explanation.start)));
    } else {
        for (const pam::Facility facility : facilities)
            printFacility(console, explanation.facilities.at(facility));
    }
    console.line();
}

} // namespace pamphlet::app::cli
