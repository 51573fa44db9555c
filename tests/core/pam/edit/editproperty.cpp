// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editproperty.h"

#include "core/pam/dispatch/equivalence.h"

#include <algorithm>

using namespace pamphlet::pam;

namespace pamphlet::test {

namespace {

bool comesFrom(const EffectiveStack &stack, const Entry &entry, const std::string &file, std::size_t line)
{
    if (entry.file == file && entry.line == line)
        return true;
    for (int frame = entry.frame; frame >= 0; frame = stack.frames[static_cast<std::size_t>(frame)].parent) {
        const Frame &reading = stack.frames[static_cast<std::size_t>(frame)];
        if (reading.directiveFile == file && reading.directiveLine == line)
            return true;
    }
    return false;
}

std::string words(const Entry &entry)
{
    std::string text = entry.file + ' ' + std::to_string(static_cast<int>(entry.kind)) + ' ' + entry.module;
    for (const std::string &argument : entry.arguments)
        text += ' ' + argument;
    return text;
}

/// Indexes of the entries beside the edited rule.
std::vector<std::size_t> others(const MarkedChain &chain)
{
    std::vector<std::size_t> indexes;
    for (std::size_t i = 0; i < chain.entries.size(); ++i) {
        if (!chain.edited[i])
            indexes.push_back(i);
    }
    return indexes;
}

/// Where a jump lands, counted in the entries beside the edited rule; -1: it does not land.
long landing(const MarkedChain &chain, std::size_t from, int number)
{
    const int level = chain.entries[from].level;
    std::size_t at = from;
    while (number > 0 && at + 1 < chain.entries.size() && chain.entries[at + 1].level >= level) {
        ++at;
        while (at + 1 < chain.entries.size() && chain.entries[at + 1].level > level)
            ++at;
        --number;
    }
    if (number > 0)
        return -1;
    return std::count(chain.edited.begin(), chain.edited.begin() + static_cast<long>(at) + 1, false);
}

std::string place(const Entry &entry)
{
    return entry.file + ':' + std::to_string(entry.line);
}

} // namespace

MarkedChain markedChain(const EffectiveStack &stack, Facility facility, const std::string &file, std::optional<std::size_t> line)
{
    MarkedChain chain;
    chain.entries = stack.chain(facility);
    for (const Entry &entry : chain.entries)
        chain.edited.push_back(line && comesFrom(stack, entry, file, *line));
    return chain;
}

MemoryTree treeAfter(const MemoryTree &tree, const EditOutcome &outcome)
{
    MemoryTree after = tree;
    for (const FileEdit &edit : outcome.files) {
        if (edit.after)
            after.setFile(edit.file, *edit.after);
        else
            after.remove(edit.file);
    }
    return after;
}

std::string landingDifference(const MarkedChain &before, const MarkedChain &after, const std::vector<Place> &excused)
{
    const std::vector<std::size_t> was = others(before);
    const std::vector<std::size_t> is = others(after);
    if (was.size() != is.size())
        return "other rules came or went";
    for (std::size_t i = 0; i < was.size(); ++i) {
        const Entry &old = before.entries[was[i]];
        const Entry &now = after.entries[is[i]];
        if (words(old) != words(now) || old.level != now.level)
            return "another order at " + place(now);
        const auto excuses = [&now](const Place &where) { return where.file == now.file && where.line == now.line; };
        if (old.kind == EntryKind::Marker || std::any_of(excused.begin(), excused.end(), excuses))
            continue;
        for (std::size_t code = 0; code < old.actions.size(); ++code) {
            const int a = old.actions[code].value;
            const int b = now.actions[code].value;
            if (a <= 0) {
                if (a != b)
                    return "another action at " + place(now);
                continue;
            }
            if (b < 0)
                return "a jump became another action at " + place(now);
            // A jump of 0 is what `ignore` does: on to the next entry.
            if (landing(before, was[i], a) != landing(after, is[i], b))
                return "a jump of " + std::to_string(a) + " lands elsewhere: " + place(now) + " with " + std::to_string(b);
        }
    }
    return {};
}

int Dispatcher::run(const std::vector<int> &results, bool frozen)
{
    enum { Undefined, Positive, Negative };
    struct Saved {
        int impression = Undefined;
        int status = rc::permDenied;
    };
    std::vector<Saved> saved(40);
    int impression = Undefined;
    int status = rc::permDenied;
    int previous = 0;
    for (std::size_t i = 0; i < m_chain.size(); ++i) {
        const Entry &entry = m_chain[i];
        const int level = entry.level;
        if (previous < level)
            saved[static_cast<std::size_t>(level)] = {impression, status};
        previous = level;
        if (entry.kind == EntryKind::Marker)
            continue;
        const int result = entry.kind == EntryKind::MustFail ? rc::permDenied : results[i];
        if (!frozen)
            m_cache[i] = result;
        const int cached = m_cache[i].value_or(result);
        const int action = entry.actions[static_cast<std::size_t>(cached)].value;
        const auto ok = [&] {
            if ((impression == Undefined || (impression == Positive && status == rc::success))
                && (result != rc::ignore || cached == result)) {
                impression = Positive;
                status = result;
            }
        };
        bool stop = false;
        if (action == Action::Reset) {
            impression = saved[static_cast<std::size_t>(level)].impression;
            status = saved[static_cast<std::size_t>(level)].status;
        } else if (action == Action::Ok || action == Action::Done) {
            ok();
            stop = action == Action::Done && impression == Positive;
        } else if (action == Action::Bad || action == Action::Die) {
            if (impression != Negative) {
                impression = Negative;
                status = result == rc::ignore ? rc::permDenied : result;
            }
            stop = action == Action::Die;
        } else if (action > 0) {
            if (m_jumpIsIgnore && frozen)
                ok();
            int left = action;
            while (left > 0 && i + 1 < m_chain.size() && m_chain[i + 1].level >= level) {
                ++i;
                while (i + 1 < m_chain.size() && m_chain[i + 1].level > level)
                    ++i;
                --left;
            }
            if (left != 0) {
                impression = Negative;
                status = rc::permDenied;
            }
        }
        while (stop && i + 1 < m_chain.size() && m_chain[i + 1].level >= level)
            ++i;
    }
    return status == rc::success && impression != Positive ? rc::permDenied : status;
}

std::optional<std::string> exactDifference(const MarkedChain &before, const MarkedChain &after)
{
    const std::vector<std::size_t> was = others(before);
    const std::vector<std::size_t> is = others(after);
    if (was.size() != is.size())
        return "other rules came or went";
    const auto outcomes = [](const MarkedChain &chain) {
        std::vector<Outcomes> possible(chain.entries.size(), anyOutcome);
        for (std::size_t i = 0; i < possible.size(); ++i)
            possible[i] = chain.edited[i] ? outcome(rc::ignore) : anyOutcome;
        return possible;
    };
    RuleMatch match(before.entries.size());
    for (std::size_t i = 0; i < was.size(); ++i)
        match[was[i]] = is[i];
    const ChainDifference found = difference(before.entries, outcomes(before), after.entries, outcomes(after), match);
    if (!found.complete)
        return std::nullopt;
    if (found.same())
        return std::string();
    std::string text = "some answers lead to other results:";
    for (const auto &[a, b] : found.results)
        text += a == b ? "" : ' ' + std::to_string(a) + "→" + std::to_string(b);
    return text;
}

std::string meaningDifference(const MarkedChain &before, const MarkedChain &after, bool jumpIsIgnore, bool frozen, int rounds,
                              std::mt19937 &random)
{
    constexpr std::array<int, 4> codes{rc::success, rc::authErr, 12, 10};
    const std::vector<std::size_t> was = others(before);
    const std::vector<std::size_t> is = others(after);
    if (was.size() != is.size())
        return "other rules came or went";
    for (int round = 0; round < rounds; ++round) {
        Dispatcher old(before.entries, jumpIsIgnore);
        Dispatcher now(after.entries, jumpIsIgnore);
        for (const bool second : {false, true}) {
            if (second && !frozen)
                break;
            std::vector<int> oldResults(before.entries.size(), rc::ignore);
            std::vector<int> newResults(after.entries.size(), rc::ignore);
            for (std::size_t i = 0; i < was.size(); ++i)
                oldResults[was[i]] = newResults[is[i]] = codes[random() % codes.size()];
            const int a = old.run(oldResults, second);
            const int b = now.run(newResults, second);
            if (a != b)
                return std::string(second ? "setcred or close_session: " : "") + std::to_string(a) + " became " + std::to_string(b);
        }
    }
    return {};
}

} // namespace pamphlet::test
