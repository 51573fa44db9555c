// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/controlpairs.h"
#include "core/pam/lint/facts.h"

#include <algorithm>
#include <set>

namespace pamphlet::pam {

namespace {

/// A number that a signed int of 32 bits cannot hold.
bool overflows(const std::string &action)
{
    constexpr std::string_view most = "2147483647";
    const std::size_t digit = action.find_first_not_of('0');
    if (digit == std::string::npos || action.find_first_not_of("0123456789") != std::string::npos)
        return false;
    const std::string_view digits = std::string_view(action).substr(digit);
    return digits.size() > most.size() || (digits.size() == most.size() && digits > most);
}

bool counts(const std::string &action)
{
    return action == "ok" || action == "done";
}

/// PAM057…PAM065: control lists that libpam accepts and that do not say what they seem to.
class ControlLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        for (const Entry *entry : subject.ownEntries()) {
            const Node *node = nodeOf(subject.stack, *entry);
            if (entry->kind == EntryKind::Marker || !node || node->overlong || !node->rule.control
                || (node->rule.kind != RuleKind::Module && node->rule.kind != RuleKind::MustFail) || endsInCarriageReturn(entry->module))
                continue;
            const Token &token = *node->rule.control;
            const Control control = parseControl(token.text, context.profile);
            if (control.kind == ControlKind::List)
                visitList(subject, *entry, token, control, context, findings);
        }
    }

private:
    static void visitList(const Subject &subject, const Entry &entry, const Token &token, const Control &control,
                          const LintContext &context, Findings &findings)
    {
        const std::vector<ControlPair> pairs = controlPairs(token.text);
        const Place where = placeOf(subject.stack, entry.file, token);
        // Behind an escape or a continuation a column inside the token would be a guess.
        const bool plain = token.span.size() == token.text.size() + (token.bracketed ? 2 : 0);
        const auto add = [&](std::string_view id, const ControlPair *pair, std::vector<std::string> arguments) {
            Place place = where;
            if (pair && plain)
                place.column += pair->begin + (token.bracketed ? 1 : 0);
            findings.add(id, place, std::move(arguments), subject.service);
        };
        if (!token.bracketed && !pairs.empty() && isControlPair(entry.module)) {
            findings.add("PAM057", where, {token.text, entry.module}, subject.service);
            return;
        }
        for (const ControlPair &pair : pairs) {
            if (!context.profile.parser16 && overflows(pair.action))
                add("PAM065", &pair, {pair.action});
        }
        if (control.errorOffset)
            return; // it is no list at all
        if (pairs.empty()) {
            add("PAM061", nullptr, {});
            return;
        }
        visitPairs(pairs, add);
        const auto named = [&pairs](std::string_view name) {
            return std::find_if(pairs.begin(), pairs.end(), [name](const ControlPair &pair) { return pair.name == name; });
        };
        if (named("default") == pairs.end())
            add("PAM062", nullptr, {token.text});
        const auto ignore = named("ignore");
        const bool mayIgnore = (possibleOutcomes(entry, entry.facility, context) & outcome(rc::ignore)) != 0;
        if (ignore != pairs.end() && counts(ignore->action) && mayIgnore)
            add("PAM064", &*ignore, {token.text});
    }

    template<class Add>
    static void visitPairs(const std::vector<ControlPair> &pairs, const Add &add)
    {
        std::set<std::string> names;
        for (const ControlPair &pair : pairs) {
            if (pair.glued)
                add("PAM058", &pair, {pair.name});
            if (!names.insert(pair.name).second) // of two defaults the first counts, of two of a code the last
                add(pair.name == "default" ? "PAM059" : "PAM060", &pair, {pair.name});
            if (counts(pair.action) && pair.name != "success" && pair.name != "new_authtok_reqd" && pair.name != "ignore")
                add("PAM063", &pair, {pair.name, pair.action});
        }
    }
};

} // namespace

std::unique_ptr<LintFamily> makeControlLints()
{
    return std::make_unique<ControlLints>();
}

} // namespace pamphlet::pam
