// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/answertext.h"

#include "ui/text/sentence.h"

#include <QCoreApplication>

#include <array>

namespace pamphlet::ui::text {

namespace {

// By number; nullptr: it depends on the rule.
constexpr std::array<const char *, pam::returnCodeCount> meanings{
    QT_TRANSLATE_NOOP("text", "success"),
    QT_TRANSLATE_NOOP("text", "module cannot be loaded"),
    QT_TRANSLATE_NOOP("text", "module lacks the function"),
    QT_TRANSLATE_NOOP("text", "error inside the module"),
    QT_TRANSLATE_NOOP("text", "system error"),
    QT_TRANSLATE_NOOP("text", "out of memory"),
    QT_TRANSLATE_NOOP("text", "not permitted"),
    nullptr,
    QT_TRANSLATE_NOOP("text", "no access to the data it needs"),
    QT_TRANSLATE_NOOP("text", "server or data not reachable"),
    QT_TRANSLATE_NOOP("text", "unknown user"),
    QT_TRANSLATE_NOOP("text", "too many attempts"),
    QT_TRANSLATE_NOOP("text", "new password is due"),
    QT_TRANSLATE_NOOP("text", "account expired"),
    QT_TRANSLATE_NOOP("text", "session failed"),
    QT_TRANSLATE_NOOP("text", "credentials not available"),
    QT_TRANSLATE_NOOP("text", "credentials expired"),
    QT_TRANSLATE_NOOP("text", "credentials not set"),
    QT_TRANSLATE_NOOP("text", "module kept no data"),
    QT_TRANSLATE_NOOP("text", "prompt failed"),
    QT_TRANSLATE_NOOP("text", "password not changed"),
    QT_TRANSLATE_NOOP("text", "old password not available"),
    QT_TRANSLATE_NOOP("text", "password file is locked"),
    QT_TRANSLATE_NOOP("text", "password aging is off"),
    QT_TRANSLATE_NOOP("text", "not now"),
    QT_TRANSLATE_NOOP("text", "nothing to say"),
    QT_TRANSLATE_NOOP("text", "critical error"),
    QT_TRANSLATE_NOOP("text", "password expired"),
    QT_TRANSLATE_NOOP("text", "module not known"),
    QT_TRANSLATE_NOOP("text", "bad item"),
    QT_TRANSLATE_NOOP("text", "prompt not answered yet"),
    QT_TRANSLATE_NOOP("text", "not finished yet"),
};

QString refusal(const pam::Entry &entry)
{
    if (entry.facility != pam::Facility::Auth)
        return sentence(QT_TRANSLATE_NOOP("text", "refused"));
    const pam::ModuleInfo *info = pam::ModuleCatalogue::builtin().find(entry.module);
    return info && info->factor == "password" ? sentence(QT_TRANSLATE_NOOP("text", "wrong password"))
                                              : sentence(QT_TRANSLATE_NOOP("text", "authentication failed"));
}

bool tooLate(const pam::Step &step)
{
    return step.impression == pam::Impression::Negative;
}

} // namespace

QString answerMeaning(const pam::Entry &entry, int code)
{
    if (code < 0 || code >= pam::returnCodeCount)
        return sentence(QT_TRANSLATE_NOOP("text", "a number without a name"));
    const char *meaning = meanings[static_cast<std::size_t>(code)];
    return meaning ? sentence(meaning) : refusal(entry);
}

QString answerTitle(const pam::Entry &entry, int code)
{
    const QString meaning = answerMeaning(entry, code);
    const QString word = QString::fromStdString(pam::returnCodeWord(code));
    return meaning == word ? meaning : sentence(QT_TRANSLATE_NOOP("text", "%1 (%2)"), {meaning, word});
}

QString scenarioTitle(std::optional<pam::Scenario> scenario)
{
    if (!scenario)
        return sentence(QT_TRANSLATE_NOOP("text", "chosen by hand"));
    switch (*scenario) {
    case pam::Scenario::RightPassword:
        return sentence(QT_TRANSLATE_NOOP("text", "right password"));
    case pam::Scenario::WrongPassword:
        return sentence(QT_TRANSLATE_NOOP("text", "wrong password"));
    case pam::Scenario::UnknownUser:
        return sentence(QT_TRANSLATE_NOOP("text", "unknown user"));
    case pam::Scenario::ExpiredAccount:
        return sentence(QT_TRANSLATE_NOOP("text", "expired account"));
    case pam::Scenario::Root:
        return sentence(QT_TRANSLATE_NOOP("text", "root"));
    case pam::Scenario::DirectoryServerDown:
        return sentence(QT_TRANSLATE_NOOP("text", "directory server down"));
    }
    return {};
}

QString passTitle(pam::Pass pass)
{
    switch (pass) {
    case pam::Pass::Authenticate:
        return QStringLiteral("authenticate");
    case pam::Pass::Setcred:
        return QStringLiteral("setcred");
    case pam::Pass::AcctMgmt:
        return QStringLiteral("acct_mgmt");
    case pam::Pass::OpenSession:
        return QStringLiteral("open_session");
    case pam::Pass::CloseSession:
        return QStringLiteral("close_session");
    case pam::Pass::PreliminaryCheck:
        return sentence(QT_TRANSLATE_NOOP("text", "chauthtok: check"));
    case pam::Pass::UpdateToken:
        return sentence(QT_TRANSLATE_NOOP("text", "chauthtok: update"));
    }
    return {};
}

QString passSentence(pam::Pass pass)
{
    switch (pass) {
    case pam::Pass::Authenticate:
        return sentence(QT_TRANSLATE_NOOP("text", "The application asks whether this is the user."));
    case pam::Pass::Setcred:
        return sentence(
            QT_TRANSLATE_NOOP("text",
                              "After authentication the application asks for the user's credentials; libpam goes the way it went "
                              "before."));
    case pam::Pass::AcctMgmt:
        return sentence(QT_TRANSLATE_NOOP("text", "The application asks whether the user may use the service now."));
    case pam::Pass::OpenSession:
        return sentence(QT_TRANSLATE_NOOP("text", "The application opens the session."));
    case pam::Pass::CloseSession:
        return sentence(QT_TRANSLATE_NOOP("text", "The application closes the session; libpam goes the way it went when it was opened."));
    case pam::Pass::PreliminaryCheck:
        return sentence(QT_TRANSLATE_NOOP("text", "The password is to be changed: first every rule says whether it could."));
    case pam::Pass::UpdateToken:
        return sentence(QT_TRANSLATE_NOOP("text", "The password is changed, if the first pass succeeded."));
    }
    return {};
}

QString stepWord(const pam::Step &step)
{
    if (!step.action)
        return sentence(QT_TRANSLATE_NOOP("text", "waits"));
    if (step.action->isJump())
        return step.remainder > 0 ? sentence(QT_TRANSLATE_NOOP("text", "skips too far"))
                                  : sentence(QT_TRANSLATE_NOOP("text", "skips %1"), {QString::number(step.action->value)});
    switch (step.action->value) {
    case pam::Action::Ignore:
        return sentence(QT_TRANSLATE_NOOP("text", "ignored"));
    case pam::Action::Ok:
        return tooLate(step) ? sentence(QT_TRANSLATE_NOOP("text", "too late")) : sentence(QT_TRANSLATE_NOOP("text", "counts"));
    case pam::Action::Done:
        return tooLate(step) ? sentence(QT_TRANSLATE_NOOP("text", "too late"))
            : step.ended     ? sentence(QT_TRANSLATE_NOOP("text", "is enough"))
                             : sentence(QT_TRANSLATE_NOOP("text", "counts"));
    case pam::Action::Die:
        return sentence(QT_TRANSLATE_NOOP("text", "fails, ends"));
    case pam::Action::Reset:
        return sentence(QT_TRANSLATE_NOOP("text", "starts over"));
    default:
        return sentence(QT_TRANSLATE_NOOP("text", "fails"));
    }
}

QString stepSentence(const pam::Step &step)
{
    if (!step.action)
        return sentence(QT_TRANSLATE_NOOP("text", "The call stops here until the application calls again."));
    if (step.action->isJump()) {
        if (step.remainder > 0)
            return sentence(QT_TRANSLATE_NOOP("text", "The jump wants to skip more rules than there are: that counts as a failure."));
        return step.action->value == 1
            ? sentence(QT_TRANSLATE_NOOP("text", "The next rule is skipped."))
            : sentence(QT_TRANSLATE_NOOP("text", "The next %1 rules are skipped."), {QString::number(step.action->value)});
    }
    switch (step.action->value) {
    case pam::Action::Ignore:
        return sentence(QT_TRANSLATE_NOOP("text", "The answer is ignored."));
    case pam::Action::Ok:
    case pam::Action::Done:
        if (tooLate(step))
            return sentence(QT_TRANSLATE_NOOP("text", "It comes too late: something failed before."));
        if (step.action->value == pam::Action::Done && step.ended)
            return sentence(QT_TRANSLATE_NOOP("text", "That is enough: nothing more runs here."));
        return step.applied == pam::rc::success ? sentence(QT_TRANSLATE_NOOP("text", "It counts as a success."))
                                                : sentence(QT_TRANSLATE_NOOP("text", "The answer becomes the result."));
    case pam::Action::Die:
        return sentence(QT_TRANSLATE_NOOP("text", "It counts as a failure, and nothing more runs here."));
    case pam::Action::Reset:
        return sentence(QT_TRANSLATE_NOOP("text", "What came before it in this stack is forgotten."));
    default:
        return sentence(QT_TRANSLATE_NOOP("text", "It counts as a failure."));
    }
}

QString certaintySentence(pam::Certainty certainty)
{
    switch (certainty) {
    case pam::Certainty::Certain:
        return sentence(QT_TRANSLATE_NOOP("text", "Certain: there is no other answer here."));
    case pam::Certainty::Given:
        return sentence(QT_TRANSLATE_NOOP("text", "Chosen by hand."));
    case pam::Certainty::Likely:
        return sentence(QT_TRANSLATE_NOOP("text", "Likely, not certain."));
    case pam::Certainty::Assumed:
        return sentence(QT_TRANSLATE_NOOP("text", "Nothing is known of this module here: success is assumed."));
    }
    return {};
}

QString startSentence(pam::StartOutcome start)
{
    switch (start) {
    case pam::StartOutcome::Success:
        return {};
    case pam::StartOutcome::Abort:
        return sentence(QT_TRANSLATE_NOOP("text", "libpam cannot read the configuration."));
    case pam::StartOutcome::Hang:
        return sentence(QT_TRANSLATE_NOOP("text", "libpam never comes back from reading the configuration."));
    case pam::StartOutcome::Crash:
        return sentence(QT_TRANSLATE_NOOP("text", "libpam crashes while it reads the configuration."));
    case pam::StartOutcome::Undefined:
        return sentence(QT_TRANSLATE_NOOP("text", "What this libpam does with it is not defined."));
    }
    return {};
}

} // namespace pamphlet::ui::text
