// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/simulationreport.h"

#include "app/cli/problemreport.h"
#include "app/cli/table.h"
#include "core/pam/returncode.h"
#include "ui/text/answertext.h"
#include "ui/text/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pamphlet::app::cli {

namespace {

QString codeWord(int code)
{
    return shown(pam::returnCodeWord(code));
}

Json stepJson(const pam::Simulation &simulation, const pam::Step &step)
{
    const pam::Entry &entry = simulation.entryOf(step);
    return Json{{"file", entry.file},
                {"line", entry.line},
                {"module", entry.module.empty() ? Json(nullptr) : Json(entry.module)},
                {"returned", step.returned},
                {"action", step.action ? Json(pam::actionText(*step.action)) : Json(nullptr)},
                {"decided", step.decided},
                {"name", pam::returnCodeConstant(step.returned)},
                {"certainty", pam::certaintyName(step.certainty)},
                {"pass", pam::eventName(step.pass)},
                {"applied", step.applied},
                {"status", step.status},
                {"impression", static_cast<int>(step.impression)}};
}

} // namespace

SimulationReport::SimulationReport(std::string service, const pam::EffectiveStack &stack, pam::Simulation simulation)
    : m_service(std::move(service))
    , m_file(stack.serviceFile.empty() ? stack.otherFile : stack.serviceFile)
    , m_problems(stack.problems)
    , m_simulation(std::move(simulation))
{ }

bool SimulationReport::ok() const
{
    return m_simulation.start == pam::StartOutcome::Success
        && std::all_of(m_simulation.results.begin(), m_simulation.results.end(),
                       [](const pam::PrimitiveResult &result) { return result.code == pam::rc::success; });
}

Json SimulationReport::document() const
{
    const std::optional<int> start = pam::startCode(m_simulation.start);
    Json results = Json::array();
    for (const pam::PrimitiveResult &result : m_simulation.results) {
        Json steps = Json::array();
        for (const pam::Step &step : result.steps)
            steps.push_back(stepJson(m_simulation, step));
        results.push_back(Json{{"primitive", pam::primitiveName(result.primitive)},
                               {"code", result.code},
                               {"name", pam::returnCodeConstant(result.code)},
                               {"steps", steps}});
    }
    return Json{{"service", m_service},
                {"start", Json{{"code", start ? Json(*start) : Json(nullptr)}, {"name", pam::startCodeName(m_simulation.start)}}},
                {"results", results},
                {"problems", problemsJson(m_problems)}};
}

QString SimulationReport::answerText(const pam::Step &step) const
{
    QString text = codeWord(step.returned);
    if (step.applied != step.returned)
        text = tr("%1, as after %2").arg(text, codeWord(step.applied));
    switch (step.certainty) {
    case pam::Certainty::Certain:
        return text;
    case pam::Certainty::Given:
        return tr("%1 (given)").arg(text);
    case pam::Certainty::Likely:
        return tr("%1 (likely)").arg(text);
    case pam::Certainty::Assumed:
        return tr("%1 (assumed)").arg(text);
    }
    return text;
}

void SimulationReport::printResult(Console &console, const pam::PrimitiveResult &result) const
{
    console.line();
    console.line(console.styled(Style::Heading, shown(pam::primitiveName(result.primitive))) + QStringLiteral("  ")
                 + console.styled(styleOfCode(result.code), codeWord(result.code)));
    if (result.refused) {
        console.line(QStringLiteral("    ") + console.styled(Style::Faint, tr("not run: another call is not finished yet")));
        return;
    }
    if (result.steps.empty())
        console.line(QStringLiteral("    ") + console.styled(Style::Faint, tr("no rules: always refused")));
    std::optional<pam::Pass> pass;
    Table table({}, 2);
    const auto flush = [&] {
        table.print(console);
        table = Table({}, 2);
    };
    for (const pam::Step &step : result.steps) {
        if (pass && *pass != step.pass) { // the second pass of chauthtok
            flush();
            console.line(QStringLiteral("    ") + console.styled(Style::Faint, ui::text::passTitle(step.pass)));
        }
        pass = step.pass;
        const pam::Entry &entry = m_simulation.entryOf(step);
        const bool ignored = step.action && step.action->value == pam::Action::Ignore;
        table.addRow({step.decided ? QStringLiteral("→") : QStringLiteral(" "),
                      QString(entry.depth * 2, u' ') + ui::text::shortPlace(entry.file, entry.line),
                      entry.kind == pam::EntryKind::MustFail ? tr("(always fails)") : shown(entry.module), answerText(step),
                      ui::text::stepWord(step)},
                     step.decided  ? styleOfCode(result.code)
                         : ignored ? Style::Faint
                                   : Style::Plain);
    }
    flush();
}

void SimulationReport::print(Console &console) const
{
    console.line(console.styled(Style::Heading, shown(m_service)) + QStringLiteral("  ") + shown(m_file));
    if (m_simulation.start != pam::StartOutcome::Success) {
        console.line(console.styled(Style::Bad, shown(ui::text::startSentence(m_simulation.start))));
        printProblems(console, m_problems);
        return;
    }
    std::array<int, 4> counts{};
    for (const pam::PrimitiveResult &result : m_simulation.results) {
        printResult(console, result);
        for (const pam::Step &step : result.steps)
            ++counts.at(static_cast<std::size_t>(step.certainty));
    }
    const int likely = counts.at(static_cast<std::size_t>(pam::Certainty::Likely));
    const int assumed = counts.at(static_cast<std::size_t>(pam::Certainty::Assumed));
    QString remark;
    if (likely > 0 && assumed > 0)
        remark = tr("Not certain: %1 answers are likely, %2 assumed.").arg(likely).arg(assumed);
    else if (likely > 0)
        remark = tr("Not certain: %1 answers are likely.").arg(likely);
    else if (assumed > 0)
        remark = tr("Not certain: %1 answers are assumed.").arg(assumed);
    if (remark.isEmpty())
        return;
    console.line();
    console.line(console.styled(Style::Faint, remark + u' ' + tr("Others: --scenario, --outcome, --otherwise.")));
}

void SimulationReport::printTable(Console &console, const std::vector<SimulationReport> &reports,
                                  const std::vector<pam::Primitive> &primitives)
{
    QStringList titles{tr("SERVICE")};
    for (const pam::Primitive primitive : primitives)
        titles.append(shown(pam::primitiveName(primitive)).toUpper());
    Table table(titles);
    bool guessed = false;
    for (const SimulationReport &report : reports) {
        QStringList cells{shown(report.m_service)};
        if (report.m_simulation.start != pam::StartOutcome::Success)
            cells.append(tr("start: %1").arg(shown(pam::startCodeName(report.m_simulation.start))));
        for (const pam::PrimitiveResult &result : report.m_simulation.results) {
            const bool certain = std::all_of(result.steps.begin(), result.steps.end(), [](const pam::Step &step) {
                return step.certainty == pam::Certainty::Certain || step.certainty == pam::Certainty::Given;
            });
            guessed = guessed || !certain;
            cells.append(codeWord(result.code) + (certain ? QString() : QStringLiteral(" *")));
        }
        table.addRow(cells, report.ok() ? Style::Plain : Style::Bad);
    }
    table.print(console);
    if (guessed)
        console.line(
            console.styled(Style::Faint, tr("* not certain, by likely or assumed answers. Others: --scenario, --outcome, --otherwise.")));
}

} // namespace pamphlet::app::cli
