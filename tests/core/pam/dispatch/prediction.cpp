// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "prediction.h"

#include "core/pam/dispatch/answers.h"

#include <QDir>

#include <algorithm>
#include <csignal>
#include <map>

namespace pamphlet::test {

using namespace pamphlet::pam;

namespace {

std::string asked(const Entry &entry, Pass pass)
{
    constexpr std::size_t longest = 511; // pam_test_ask's buffer
    std::string question(eventName(pass));
    for (const std::string &argument : entry.arguments)
        question = (question + ' ' + argument).substr(0, longest);
    return question;
}

bool ends(const std::string &module, std::string_view name)
{
    return module == name || (module.starts_with('/') && module.ends_with('/' + std::string(name)));
}

/// pam_debug speaks only if it knows the value of the argument that counts.
std::optional<std::string> debugSays(const Entry &entry, Pass pass)
{
    const std::string event = std::string(eventName(pass)) + '=';
    const auto argument = std::find_if(entry.arguments.begin(), entry.arguments.end(),
                                       [&event](const std::string &text) { return text.starts_with(event); });
    if (argument == entry.arguments.end())
        return std::nullopt;
    for (int code = 0; code < returnCodeCount; ++code) {
        if (*argument == event + returnCodeWord(code))
            return "> " + *argument;
    }
    return std::nullopt;
}

/// What pam_echo makes of its arguments, or of the file that they name.
std::string echoSays(const Entry &entry, const FileSource &tree)
{
    constexpr std::size_t longest = 511;
    std::string file;
    std::string text;
    for (std::size_t i = 0; i < entry.arguments.size(); ++i) {
        if (entry.arguments[i].starts_with("file="))
            file = entry.arguments[i].substr(5);
        text += (i > 0 ? " " : "") + entry.arguments[i];
    }
    if (file.empty())
        return "> " + text.substr(0, longest);
    text = tree.read(file).bytes;
    if (text.ends_with('\n'))
        text.pop_back();
    return "> " + text.substr(0, text.find('\0'));
}

} // namespace

Predictor::Predictor(LibpamProfile profile, std::string askModule)
    : m_profile(std::move(profile))
    , m_askModule(std::move(askModule))
{
    m_machine.setFile(m_askModule, {});
    for (const std::string &directory : m_profile.moduleDirectories) {
        for (const QString &name : QDir(QString::fromStdString(directory)).entryList({QStringLiteral("*.so")}, QDir::Files))
            m_machine.setFile(directory + '/' + name.toStdString(), {});
    }
    if (QDir(QStringLiteral("/etc/pam.d")).exists())
        m_machine.addDirectory("/etc/pam.d"); // where some libpams look for relative targets; the names used here are not there
}

Prediction Predictor::predict(const Configuration &configuration) const
{
    MemoryTree tree = m_machine;
    tree.addDirectory(configuration.directory);
    for (const auto &[name, bytes] : configuration.files)
        tree.setFile(configuration.directory + '/' + name, bytes);
    LibpamProfile profile = m_profile;
    profile.directories = {configuration.directory};
    const EffectiveStack stack = effectiveStack(tree, profile, configuration.service);

    Prediction prediction;
    prediction.entries = stack.serviceEntries.size() + stack.otherEntries.size();
    const AnswerFinder finder({}, tree, profile);
    std::map<std::string, std::size_t> repetitions;
    // In the order of the calls, as the record is filled afterwards.
    std::vector<std::string> questions;
    const auto answer = [&](const Entry &entry, Pass pass, std::size_t /*index*/) -> Answer {
        if (entry.module == m_askModule) {
            std::string question = asked(entry, pass);
            const int code = scriptedAnswer(configuration.script, question, repetitions[question]++);
            questions.push_back(std::move(question));
            return {code, Certainty::Given};
        }
        const bool hasNoAuth = entry.module == "pam_limits.so" && entry.facility != Facility::Session;
        const Answer found = finder.answer(entry, pass);
        if (found.certainty == Certainty::Assumed && !hasNoAuth)
            ++prediction.assumed;
        return hasNoAuth ? Answer{rc::moduleUnknown, Certainty::Given} : found;
    };
    const Simulation simulation = simulate(stack, profile, configuration.primitives, answer);
    prediction.start = simulation.start;
    prediction.record.start = startCode(simulation.start).value_or(-1);
    std::size_t question = 0;
    for (const PrimitiveResult &result : simulation.results) {
        CallRecord call{result.code, {}};
        prediction.steps += result.steps.size();
        for (const Step &step : result.steps) {
            const Entry &entry = simulation.entryOf(step);
            if (entry.kind != EntryKind::Module)
                continue;
            if (entry.module == m_askModule) {
                call.said.push_back("? " + questions.at(question++));
            } else if (ends(entry.module, "pam_debug.so")) {
                if (const std::optional<std::string> text = debugSays(entry, step.pass))
                    call.said.push_back(*text);
            } else if (ends(entry.module, "pam_echo.so") && step.returned == rc::success) {
                call.said.push_back(echoSays(entry, tree));
            }
        }
        prediction.record.calls.push_back(std::move(call));
    }
    return prediction;
}

bool Predictor::isLeftOut(const Prediction &prediction)
{
    constexpr std::size_t quick = 1000;
    return prediction.start == StartOutcome::Undefined || prediction.entries > quick;
}

bool Predictor::agrees(const Prediction &prediction, const TransactionRecord &record)
{
    switch (prediction.start) {
    case StartOutcome::Success:
    case StartOutcome::Abort:
        return record == prediction.record;
    case StartOutcome::Hang:
        return record.signal == SIGPROF;
    case StartOutcome::Crash:
        return record.signal == SIGSEGV;
    case StartOutcome::Undefined:
        break;
    }
    return true;
}

} // namespace pamphlet::test
