// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ruleanswer.h"

#include "core/pam/modules/modulecatalogue.h"
#include "ui/text/answertext.h"

#include <QCoreApplication>

#include <algorithm>
#include <initializer_list>

namespace pamphlet::ui {

namespace {

Tone toneOfCode(int code)
{
    if (code == pam::rc::success) {
        return Tone::Success;
    }
    return code == pam::rc::ignore ? Tone::Neutral : code == pam::rc::newAuthtokReqd ? Tone::Warning : Tone::Error;
}

Tone toneOfStep(const pam::Step &step)
{
    if (!step.action) {
        return Tone::Warning;
    }
    if (step.action->isJump()) {
        return step.remainder > 0 ? Tone::Error : step.applied == pam::rc::success ? Tone::Success : Tone::Neutral;
    }
    switch (step.action->value) {
    case pam::Action::Ignore:
    case pam::Action::Reset:
        return Tone::Neutral;
    case pam::Action::Ok:
    case pam::Action::Done:
        return step.impression == pam::Impression::Negative ? Tone::Neutral : toneOfCode(step.applied);
    default:
        return Tone::Error;
    }
}

// Where nothing is known of the module: what the pass is about.
std::initializer_list<int> usualCodes(pam::Pass pass)
{
    static constexpr std::initializer_list<int> authenticate{0, 7, 10, 9, 11, 25};
    static constexpr std::initializer_list<int> setcred{0, 17, 15, 16, 10, 25};
    static constexpr std::initializer_list<int> account{0, 6, 7, 13, 12, 10, 25};
    static constexpr std::initializer_list<int> session{0, 14, 25};
    static constexpr std::initializer_list<int> token{0, 20, 6, 24, 22, 10, 25};
    switch (pass) {
    case pam::Pass::Authenticate:
        return authenticate;
    case pam::Pass::Setcred:
        return setcred;
    case pam::Pass::AcctMgmt:
        return account;
    case pam::Pass::OpenSession:
    case pam::Pass::CloseSession:
        return session;
    case pam::Pass::PreliminaryCheck:
    case pam::Pass::UpdateToken:
        break;
    }
    return token;
}

} // namespace

RuleAnswer ruleAnswer(const WhatIfRun &run, std::size_t entry)
{
    RuleAnswer answer;
    const auto tr = [](const char *text) { return QCoreApplication::translate("RuleAnswer", text); };
    if (entry >= run.steps.size() || !run.steps[entry]) {
        answer.word = QStringLiteral("—");
        answer.effect = tr(QT_TRANSLATE_NOOP("RuleAnswer", "not run"));
        answer.sentence = tr(QT_TRANSLATE_NOOP("RuleAnswer", "It does not run here."));
        return answer;
    }
    const pam::Step &step = *run.steps[entry];
    answer.ran = true;
    answer.code = step.returned;
    answer.word = QString::fromStdString(pam::returnCodeWord(step.returned));
    answer.codeTone = toneOfCode(step.returned);
    answer.decided = run.decider == entry && run.deciderPass == step.pass;
    answer.effect = answer.decided ? tr(QT_TRANSLATE_NOOP("RuleAnswer", "decides")) : text::stepWord(step);
    answer.effectTone = toneOfStep(step);
    answer.jumps = step.action && step.action->isJump() && step.remainder == 0;
    answer.certain = step.certainty == pam::Certainty::Certain;
    answer.chosen = step.certainty == pam::Certainty::Given;
    //: what a module answers, and how well that is known
    QStringList sentences{tr(QT_TRANSLATE_NOOP("RuleAnswer", "It answers: %1. %2"))
                              .arg(text::answerTitle(run.chain[entry], step.returned), text::certaintySentence(step.certainty))};
    if (step.applied != step.returned) {
        sentences << tr(QT_TRANSLATE_NOOP("RuleAnswer", "What it answered in the call before counts: %1."))
                         .arg(text::answerTitle(run.chain[entry], step.applied));
    }
    sentences << text::stepSentence(step);
    if (answer.decided) {
        sentences << tr(QT_TRANSLATE_NOOP("RuleAnswer", "This rule decides."));
    }
    answer.sentence = sentences.join(QLatin1Char(' '));
    return answer;
}

CodeChoice codeChoice(const pam::Entry &entry, pam::Pass pass)
{
    CodeChoice choice;
    const auto add = [&choice](int code) {
        if (code >= 0 && code < pam::returnCodeCount && std::find(choice.codes.begin(), choice.codes.end(), code) == choice.codes.end()) {
            choice.codes.push_back(code);
        }
    };
    add(pam::rc::success);
    if (const pam::ModuleInfo *module = pam::ModuleCatalogue::builtin().find(entry.module)) {
        if (const auto known = module->results.find(pam::primitiveOf(pass)); known != module->results.end()) {
            std::for_each(known->second.begin(), known->second.end(), add);
        }
    }
    for (const int code : usualCodes(pass)) {
        add(code);
    }
    choice.likely = choice.codes.size();
    for (int code = 0; code < pam::returnCodeCount; ++code) {
        add(code);
    }
    return choice;
}

} // namespace pamphlet::ui
