// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/answers.h"
#include "core/pam/dispatch/compiledstack.h"
#include "core/pam/dispatch/pass.h"
#include "core/pam/returncode.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

/**
 * libpam's dispatcher, nothing else: codes in, a code out, no allocation on the way. simulate() is the way in for who wants to
 * know why.
 *
 *     const CompiledStack compiled(stack, profile);
 *     const CompiledAnswers answers(stack, AnswerFinder({}, tree, profile));
 *     Run run(compiled);
 *     const int code = run.call(Primitive::Authenticate, answers);
 */
namespace pamphlet::pam {

/// The answer of every entry in every pass, looked up beforehand.
class CompiledAnswers
{
public:
    CompiledAnswers(const EffectiveStack &stack, const AnswerFinder &finder);

    int operator()(Pass pass, std::size_t source) const { return m_codes.data()[static_cast<std::size_t>(pass)].data()[source]; }

private:
    std::array<std::vector<int>, allPasses.size()> m_codes;
};

/// What the stack makes of the answers so far; `impression` as the enumeration in simulate.h.
struct RunState {
    std::int8_t impression = 0;
    int status = rc::permDenied;
};

/// Sees nothing. A recorder has the same functions; `next` is an index as CompiledEntry::source.
struct NoRecorder {
    void began(Pass /*pass*/) { }
    void entered(std::size_t /*level*/) { }
    void stepped(const CompiledEntry & /*entry*/, Pass /*pass*/, int /*returned*/, int /*applied*/, int /*action*/, std::size_t /*next*/,
                 int /*remainder*/, bool /*ended*/, const RunState & /*before*/, const RunState & /*after*/)
    { }
    void suspended(const CompiledEntry & /*entry*/, Pass /*pass*/, const RunState & /*state*/) { }
};

/**
 * One handle of libpam: what a transaction remembers between its calls. Refers to the stack.
 * `answer(pass, source)` is asked for each module that is called, in order.
 */
class Run
{
public:
    explicit Run(const CompiledStack &stack);

    /// As pam_end and pam_start.
    void restart();

    /// Any int: what a module returns out of range may come through.
    template<class AnswerSource>
    int call(Primitive primitive, AnswerSource &&answer)
    {
        NoRecorder none;
        return call(primitive, answer, none);
    }

    template<class AnswerSource, class Recorder>
    int call(Primitive primitive, AnswerSource &&answer, Recorder &recorder)
    {
        if (m_pending && m_pending->primitive != primitive)
            return rc::abort;
        switch (primitive) {
        case Primitive::Authenticate:
            return dispatch(primitive, Pass::Authenticate, answer, recorder);
        case Primitive::Setcred:
            return dispatch(primitive, Pass::Setcred, answer, recorder);
        case Primitive::AcctMgmt:
            return dispatch(primitive, Pass::AcctMgmt, answer, recorder);
        case Primitive::OpenSession:
            return dispatch(primitive, Pass::OpenSession, answer, recorder);
        case Primitive::CloseSession:
            return dispatch(primitive, Pass::CloseSession, answer, recorder);
        case Primitive::Chauthtok:
            break;
        }
        if (!m_pending || m_pending->pass == Pass::PreliminaryCheck) {
            const int code = dispatch(primitive, Pass::PreliminaryCheck, answer, recorder);
            if (code != rc::success)
                return code;
        }
        return dispatch(primitive, Pass::UpdateToken, answer, recorder);
    }

    /// The primitive that answered PAM_INCOMPLETE and has not been called again since.
    std::optional<Primitive> pending() const { return m_pending ? std::optional(m_pending->primitive) : std::nullopt; }

private:
    using Saved = std::array<RunState, maxLevels>;
    enum Impression : std::int8_t { Negative = -1, Undefined = 0, Positive = 1 };

    struct Pending {
        Primitive primitive = Primitive::Authenticate;
        Pass pass = Pass::Authenticate;
        std::size_t index = 0;
        RunState state;
        Saved saved;
    };

    static constexpr int notCached = -1; // a module that returns this leaves none either

    int *cacheOf(Pass pass)
    {
        switch (pass) {
        case Pass::Authenticate:
        case Pass::Setcred:
            return m_authCache.data();
        case Pass::OpenSession:
        case Pass::CloseSession:
            return m_sessionCache.data();
        default: // written by libpam too, but never read
            return nullptr;
        }
    }

    static void setOk(RunState &state, int returned, int applied)
    {
        const bool open = state.impression == Undefined || (state.impression == Positive && state.status == rc::success);
        if (open && (returned != rc::ignore || applied == returned))
            state = {Positive, returned};
    }

    static void setBad(RunState &state, int returned)
    {
        if (state.impression != Negative)
            state = {Negative, returned == rc::ignore ? rc::permDenied : returned};
    }

    struct Landing {
        std::size_t index = 0; ///< of the last entry that is skipped
        int remainder = 0;
    };
    static Landing jump(const CompiledEntry *entries, std::size_t size, std::size_t index, int count)
    {
        const std::uint8_t level = entries[index].level;
        while (count > 0 && index + 1 < size && entries[index + 1].level >= level) {
            index = entries[index + 1].groupEnd; // a substack begins with its marker, at this level
            --count;
        }
        return {index, count};
    }

    template<class AnswerSource, class Recorder>
    int dispatch(Primitive primitive, Pass pass, AnswerSource &answer, Recorder &recorder)
    {
        // Plain pointers: in this loop checked indices cost more than the work.
        const CompiledEntry *const entries = m_stack->chain(primitive).data();
        const std::size_t size = m_stack->chain(primitive).size();
        int *const cache = cacheOf(pass);
        const bool frozen = isFrozen(pass);
        RunState state;
        std::array<RunState, maxLevels> saved; // of each level only what was saved at its entry is read
        std::size_t index = 0;
        std::uint8_t previousLevel = 0;
        if (m_pending) {
            index = m_pending->index;
            state = m_pending->state;
            saved = m_pending->saved;
            previousLevel = index > 0 ? entries[index - 1].level : std::uint8_t(0);
            m_pending.reset();
        } else {
            saved[0] = state;
            recorder.began(pass);
        }
        while (index < size) {
            const CompiledEntry &entry = entries[index];
            if (previousLevel < entry.level) {
                saved.data()[entry.level] = state;
                recorder.entered(entry.level);
            }
            previousLevel = entry.level;
            if (entry.kind == EntryKind::Marker) {
                ++index;
                continue;
            }
            int returned = entry.kind == EntryKind::MustFail ? rc::permDenied : answer(pass, std::size_t(entry.source));
            if (returned == rc::incomplete) {
                m_pending.emplace(Pending{primitive, pass, index, state, saved});
                recorder.suspended(entry, pass, state);
                return returned;
            }
            int applied = returned;
            if (frozen) {
                if (const int earlier = cache[entry.source]; earlier != notCached)
                    applied = earlier;
            } else if (cache) {
                cache[entry.source] = returned;
            }
            const int answered = returned;
            int action = Action::Bad;
            if (applied >= 0 && applied < returnCodeCount)
                action = entry.actions.data()[applied];
            else
                returned = rc::permDenied;

            const RunState before = state;
            std::size_t last = index;
            int remainder = 0;
            bool ended = false;
            switch (action) {
            case Action::Ignore:
                break;
            case Action::Ok:
            case Action::Done:
                setOk(state, returned, applied);
                ended = action == Action::Done && state.impression == Positive;
                break;
            case Action::Bad:
            case Action::Die:
                setBad(state, returned);
                ended = action == Action::Die;
                break;
            case Action::Reset:
                state = saved.data()[entry.level];
                break;
            default:
                remainder = action; // below 0: what only the overflowing numbers of old parsers make
                if (action > 0) {
                    if (frozen && !m_stack->jumpIsIgnore())
                        setOk(state, returned, applied);
                    const Landing landing = jump(entries, size, index, action);
                    last = landing.index;
                    remainder = landing.remainder;
                }
                if (remainder != 0)
                    state = {Negative, rc::permDenied};
            }
            if (ended)
                last = entry.levelEnd;
            index = last + 1;
            const std::size_t next = index < size ? entries[index].source : m_stack->size(facilityOf(pass));
            recorder.stepped(entry, pass, answered, applied, action, next, remainder, ended, before, state);
        }
        return state.status == rc::success && state.impression != Positive ? rc::permDenied : state.status;
    }

    const CompiledStack *m_stack;
    std::vector<int> m_authCache; ///< by source
    std::vector<int> m_sessionCache;
    std::optional<Pending> m_pending;
};

} // namespace pamphlet::pam
