// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "differential.h"

#include "generator.h"
#include "shrinker.h"

#include <algorithm>
#include <utility>

namespace pamphlet::test {

using pam::StartOutcome;

namespace {

constexpr std::size_t batchSize = 200;

/// Where libpam is expected to hang little time is spent on waiting for it. Milliseconds.
constexpr int shortPatience = 100;
constexpr int singlePatience = 1000;

bool survives(const Prediction &prediction)
{
    return prediction.start == StartOutcome::Success || prediction.start == StartOutcome::Abort;
}

} // namespace

Differential::Differential(Predictor predictor, std::string directory, std::string askModule)
    : m_predictor(std::move(predictor))
    , m_directory(std::move(directory))
    , m_askModule(std::move(askModule))
{ }

std::optional<Counterexample> Differential::compare(std::uint32_t first, std::size_t count, const std::function<bool()> &enough)
{
    // While libpam is busy with one batch the next is made.
    Batch waiting;
    BatchRunner runner;
    for (std::size_t done = 0; done <= count; done += batchSize) {
        const bool last = done >= count || (enough && enough());
        Batch next;
        if (!last)
            next = batch(first + std::uint32_t(done), std::min(batchSize, count - done), done / batchSize % 2);
        if (done > 0) {
            if (std::optional<Counterexample> found = check(waiting, runner.finish()))
                return found;
        }
        if (last)
            break;
        runner.start(next.configurations);
        waiting = std::move(next);
    }
    return std::nullopt;
}

Differential::Batch Differential::batch(std::uint32_t first, std::size_t count, std::size_t slot)
{
    Batch result;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string place = std::to_string((slot + 1) * 1000 + i); // of one length: the path counts in a line's length
        Configuration configuration = Generator(first + std::uint32_t(i), m_directory + '/' + place, m_askModule).configuration();
        Prediction prediction = m_predictor.predict(configuration);
        this->count(prediction);
        if (Predictor::isLeftOut(prediction))
            continue;
        if (prediction.start == StartOutcome::Hang)
            configuration.patience = shortPatience;
        if (!write(configuration)) { // what cannot be written must not be taken for an agreement
            prediction.record.start = -1;
            prediction.start = StartOutcome::Abort;
        }
        result.configurations.push_back(std::move(configuration));
        result.predictions.push_back(std::move(prediction));
    }
    return result;
}

std::optional<Counterexample> Differential::check(const Batch &batch, const std::vector<TransactionRecord> &records)
{
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (!Predictor::agrees(batch.predictions[i], records[i]))
            return Counterexample{batch.configurations[i], records[i], batch.predictions[i]};
        for (const CallRecord &call : records[i].calls)
            m_tally.codes |= call.code >= 0 && call.code < 32 ? 1U << unsigned(call.code) : 0U;
    }
    return std::nullopt;
}

void Differential::count(const Prediction &prediction)
{
    if (Predictor::isLeftOut(prediction)) {
        ++m_tally.leftOut;
        return;
    }
    ++m_tally.compared;
    m_tally.aborted += prediction.start == StartOutcome::Abort ? 1 : 0;
    m_tally.hung += prediction.start == StartOutcome::Hang ? 1 : 0;
    m_tally.crashed += prediction.start == StartOutcome::Crash ? 1 : 0;
    m_tally.calls += prediction.record.calls.size();
    m_tally.steps += prediction.steps;
    m_tally.unforeseen += prediction.assumed;
    for (const CallRecord &call : prediction.record.calls)
        m_tally.suspended += call.code == 31 ? 1 : 0;
}

std::optional<Counterexample> Differential::single(const Configuration &configuration) const
{
    Prediction prediction = m_predictor.predict(configuration);
    if (Predictor::isLeftOut(prediction) || !write(configuration))
        return std::nullopt;
    Configuration asked = configuration;
    asked.patience = survives(prediction) ? singlePatience : shortPatience;
    TransactionRecord record = BatchRunner().run({asked}).front();
    if (Predictor::agrees(prediction, record))
        return std::nullopt;
    return Counterexample{configuration, std::move(record), std::move(prediction)};
}

Counterexample Differential::shrunk(const Counterexample &found) const
{
    const Configuration smallest
        = test::shrunk(found.configuration, [this](const Configuration &candidate) { return single(candidate).has_value(); });
    return single(smallest).value_or(found);
}

std::string printable(const Counterexample &counterexample)
{
    return printable(counterexample.configuration) + "libpam:\n" + printable(counterexample.libpam) + "simulator:\n"
        + (survives(counterexample.simulator) ? printable(counterexample.simulator.record)
                                              : "start " + pam::startCodeName(counterexample.simulator.start) + '\n');
}

} // namespace pamphlet::test
