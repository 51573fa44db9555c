// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/explanationtext.h"

#include "ui/text/printable.h"
#include "ui/text/sentence.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace pamphlet::ui::text {

namespace {

struct FactorPhrase {
    std::string_view factor;
    const char *phrase;
};

constexpr FactorPhrase factorPhrases[] = {
    {"password", QT_TRANSLATE_NOOP("text", "the right password")},
    {"one-time code", QT_TRANSLATE_NOOP("text", "a one-time code")},
    {"security key", QT_TRANSLATE_NOOP("text", "a security key")},
    {"fingerprint", QT_TRANSLATE_NOOP("text", "a fingerprint")},
    {"face", QT_TRANSLATE_NOOP("text", "a face that is recognized")},
    {"smart card", QT_TRANSLATE_NOOP("text", "a smart card")},
    {"ticket", QT_TRANSLATE_NOOP("text", "a Kerberos ticket")},
    {"SSH key", QT_TRANSLATE_NOOP("text", "an SSH key")},
    {"USB device", QT_TRANSLATE_NOOP("text", "a known USB device")},
    {"push approval", QT_TRANSLATE_NOOP("text", "an approval on the phone")},
    {"recent login", QT_TRANSLATE_NOOP("text", "a login of a moment ago")},
    {"caller", QT_TRANSLATE_NOOP("text", "being root already")},
};

QString capitalized(QString text)
{
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

QString codeWords(pam::Outcomes codes)
{
    QStringList words;
    for (int code = 0; code < pam::returnCodeCount; ++code) {
        if ((codes & pam::outcome(code)) != 0)
            words.append(printable(pam::returnCodeWord(code)));
    }
    return words.join(QLatin1Char('/'));
}

bool vouches(const pam::Condition &need)
{
    return need.returned == pam::rc::success && need.credential == pam::Credential::Checked;
}

QString ruleTitle(const pam::Condition &condition)
{
    return condition.rule.module.empty() ? sentence(QT_TRANSLATE_NOOP("text", "a broken line")) : moduleTitle(condition.rule.module);
}

/// "pam_nologin and pam_access agree", "pam_sss returns user_unknown"
QString agreements(const std::vector<pam::Condition> &needs)
{
    QStringList agreeing, parts;
    for (const pam::Condition &need : needs) {
        if (need.returned == pam::rc::success)
            agreeing.append(ruleTitle(need));
    }
    agreeing.removeDuplicates();
    if (agreeing.size() == 1)
        parts.append(sentence(QT_TRANSLATE_NOOP("text", "%1 agrees"), agreeing));
    else if (!agreeing.isEmpty())
        parts.append(sentence(QT_TRANSLATE_NOOP("text", "%1 agree"), {enumeration(agreeing)}));
    for (const pam::Condition &need : needs) {
        if (need.returned == pam::rc::success)
            continue;
        const bool anyRefusal = (pam::refusals & pam::outcome(need.returned)) != 0 && (pam::refusals & ~need.codes) == 0;
        parts.append(anyRefusal ? sentence(QT_TRANSLATE_NOOP("text", "%1 refuses"), {ruleTitle(need)})
                                : sentence(QT_TRANSLATE_NOOP("text", "%1 returns %2"),
                                           {ruleTitle(need), printable(pam::returnCodeWord(need.returned))}));
    }
    parts.removeDuplicates();
    return enumeration(parts);
}

/// Who comes in by it: what vouches for the user first, then who else has to agree.
QString loginPhrase(const pam::Way &way)
{
    QStringList proofs;
    std::vector<pam::Condition> others;
    for (const pam::Condition &need : way.needs) {
        if (vouches(need))
            proofs.append(sentence(QT_TRANSLATE_NOOP("text", "%1 (%2)"), {factorPhrase(need.factor), moduleTitle(need.rule.module)}));
        else
            others.push_back(need);
    }
    const bool caller = way.factors == std::vector<std::string>{"caller"};
    QString who = enumeration(proofs);
    if (caller && proofs.size() == 1) {
        const auto need = std::find_if(way.needs.begin(), way.needs.end(), &vouches);
        who = sentence(QT_TRANSLATE_NOOP("text", "whoever is root already (%1)"), {moduleTitle(need->rule.module)});
    } else if (!proofs.isEmpty()) {
        who = sentence(QT_TRANSLATE_NOOP("text", "with %1"), {who});
    } else {
        who = way.vouching == pam::Vouching::Nobody ? sentence(QT_TRANSLATE_NOOP("text", "anyone"))
                                                    : sentence(QT_TRANSLATE_NOOP("text", "anyone whom an unknown module lets in"));
    }
    if (others.empty())
        return who;
    return sentence(QT_TRANSLATE_NOOP("text", "%1, if %2"), {who, agreements(others)});
}

} // namespace

QString moduleTitle(const std::string &module)
{
    QString title = printable(std::string_view(module).substr(module.rfind('/') + 1));
    if (title.endsWith(QLatin1String(".so")))
        title.chop(3);
    return title;
}

QString factorPhrase(const std::string &factor)
{
    const auto row = std::find_if(std::begin(factorPhrases), std::end(factorPhrases),
                                  [&factor](const FactorPhrase &entry) { return entry.factor == factor; });
    return row == std::end(factorPhrases) ? printable(factor) : sentence(row->phrase);
}

QString enumeration(const QStringList &parts)
{
    if (parts.size() < 2)
        return parts.value(0);
    return sentence(QT_TRANSLATE_NOOP("text", "%1 and %2"), {parts.mid(0, parts.size() - 1).join(QStringLiteral(", ")), parts.last()});
}

QString verdictSentence(const pam::Explanation &explanation)
{
    if (!explanation.complete)
        return sentence(QT_TRANSLATE_NOOP("text", "This stack is too tangled to be seen through."));
    const bool auth = explanation.facility == pam::Facility::Auth;
    if (!explanation.canSucceed && explanation.canAskForToken)
        return sentence(QT_TRANSLATE_NOOP("text", "Nobody can pass without choosing a new password first."));
    if (!explanation.canSucceed) {
        switch (explanation.facility) {
        case pam::Facility::Auth:
            return sentence(QT_TRANSLATE_NOOP("text", "Nobody can pass: whatever the modules answer, the result is a refusal."));
        case pam::Facility::Account:
            return sentence(QT_TRANSLATE_NOOP("text", "Nobody can pass: every account is refused."));
        case pam::Facility::Password:
            return sentence(QT_TRANSLATE_NOOP("text", "No password can be changed."));
        case pam::Facility::Session:
            return sentence(QT_TRANSLATE_NOOP("text", "No session can be opened."));
        }
    }
    if (auth && explanation.leastVouching) {
        switch (*explanation.leastVouching) {
        case pam::Vouching::Nobody:
            // A rule may still have to agree; but none that looks at who asks.
            return std::any_of(explanation.ways.begin(), explanation.ways.end(), [](const pam::Way &way) { return way.needs.empty(); })
                ? sentence(QT_TRANSLATE_NOOP("text", "Open door: anyone passes, no rule checks a credential."))
                : sentence(QT_TRANSLATE_NOOP("text", "Open door: there is a way in on which no rule checks a credential."));
        case pam::Vouching::UnknownModule:
            return sentence(
                QT_TRANSLATE_NOOP("text", "Whether every way in checks a credential depends on modules that are not known here."));
        case pam::Vouching::UndocumentedAnswer:
        case pam::Vouching::Checked:
            return sentence(QT_TRANSLATE_NOOP("text", "Every way in checks a credential."));
        }
    }
    if (std::any_of(explanation.ways.begin(), explanation.ways.end(), [](const pam::Way &way) { return way.needs.empty(); }))
        return sentence(QT_TRANSLATE_NOOP("text", "Always passes."));
    return sentence(QT_TRANSLATE_NOOP("text", "Passes if its rules agree."));
}

QString wayPhrase(const pam::Way &way, pam::Facility facility)
{
    if (facility == pam::Facility::Auth)
        return loginPhrase(way);
    return way.needs.empty() ? sentence(QT_TRANSLATE_NOOP("text", "always"))
                             : sentence(QT_TRANSLATE_NOOP("text", "if %1"), {agreements(way.needs)});
}

QString waySentence(const pam::Way &way, pam::Facility facility)
{
    return sentence(QT_TRANSLATE_NOOP("text", "%1."), {capitalized(wayPhrase(way, facility))});
}

QString spoilingSentence(const pam::Way &way)
{
    QStringList parts;
    for (const pam::Condition &condition : way.unless)
        parts.append(
            sentence(QT_TRANSLATE_NOOP("text", "%1 returns %2"), {moduleTitle(condition.rule.module), codeWords(condition.codes)}));
    parts.removeDuplicates();
    if (parts.isEmpty())
        return {};
    return sentence(QT_TRANSLATE_NOOP("text", "Not if %1."), {parts.join(sentence(QT_TRANSLATE_NOOP("text", " or ")))});
}

QString skippableSentence(const pam::SkippableFactor &factor)
{
    QStringList missing, left;
    for (const std::string &one : factor.demanded) {
        if (std::find(factor.left.begin(), factor.left.end(), one) == factor.left.end())
            missing.append(factorPhrase(one));
        else
            left.append(factorPhrase(one));
    }
    const QString module = moduleTitle(factor.through.rule.module);
    const QString answer = factor.through.returned == pam::rc::success
        ? sentence(QT_TRANSLATE_NOOP("text", "%1 succeeds"), {module})
        : sentence(QT_TRANSLATE_NOOP("text", "%1 returns %2"), {module, printable(pam::returnCodeWord(factor.through.returned))});
    return sentence(QT_TRANSLATE_NOOP("text", "%1 can be left out: where %2, %3 is enough."),
                    {capitalized(enumeration(missing)), answer, enumeration(left)});
}

} // namespace pamphlet::ui::text
