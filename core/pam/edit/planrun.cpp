// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/edit/planrun.h"

#include "core/pam/stack/servicelookup.h"
#include "core/pam/syntax/editcheck.h"
#include "core/tree/overlaytree.h"

#include <algorithm>
#include <memory>

namespace pamphlet::pam {

namespace {

constexpr const char *pamConfPath = "/etc/pam.conf";

/// Where the administrator's own files are; the others belong to packages and generators.
bool isWritable(const std::string &file)
{
    constexpr std::string_view directory = "/etc/pam.d/";
    return file == pamConfPath || (file.starts_with(directory) && file.find('/', directory.size()) == std::string::npos);
}

std::set<int> jumpsOf(const ChainEntry &entry)
{
    std::set<int> numbers;
    if (entry.kind == EntryKind::Marker)
        return numbers;
    for (const Action &action : entry.actions) {
        if (action.isJump())
            numbers.insert(action.value);
    }
    return numbers;
}

std::vector<std::size_t> meaningNodes(const Document &document)
{
    std::vector<std::size_t> nodes;
    for (const Node *node : meaningOf(document))
        nodes.push_back(static_cast<std::size_t>(node - document.nodes().data()));
    return nodes;
}

} // namespace

PlanRun::PlanRun(const FileSource &tree, const LibpamProfile &profile, Identities identities, const std::vector<ServiceView> &services,
                 const EditRequest &request)
    : m_tree(tree)
    , m_profile(profile)
    , m_identities(std::move(identities))
    , m_before(services)
    , m_request(request)
    , m_file(m_identities.canonical(request.file))
{
    for (std::size_t i = 0; i < services.size(); ++i) {
        if (services[i].files.contains(m_file))
            m_concerned.insert(i);
    }
}

Result<EditOutcome> PlanRun::run(const std::string &bytes)
{
    const bool pamConf = m_file == pamConfPath && !usesPamD(m_tree, m_profile);
    const Document before = Document::parse(bytes, m_profile, pamConf ? Syntax::PamConf : Syntax::PamD);
    const Result<std::string> text = editedText(before);
    if (!text) {
        Error error = text.error();
        if (error.where.file.empty())
            error.where.file = m_request.file;
        return fail(std::move(error));
    }
    const Document after = Document::parse(*text, m_profile, before.syntax());
    if (const Result<void> numbered = number(before, after); !numbered)
        return fail(numbered.error());
    for (const std::size_t service : m_concerned)
        m_outcome.services.push_back(m_before[service].service);
    std::sort(m_outcome.services.begin(), m_outcome.services.end());
    if (*text == bytes)
        return std::move(m_outcome);

    m_texts[m_file] = *text;
    m_after = m_before;
    std::vector<ServiceView> edited = viewsWith(m_texts, m_concerned);
    for (const std::size_t service : m_concerned)
        m_after[service] = edited[service];
    surveyJumps();
    decide();
    rewrite();
    if (const Result<void> verified = verify(); !verified)
        return fail(verified.error());

    warnOfJumps();
    for (const std::size_t service : m_concerned)
        warnOfService(service);
    m_outcome.files.push_back({m_request.file, bytes, m_texts.at(m_file)});
    for (const auto &[file, newText] : m_texts) {
        if (file != m_file)
            m_outcome.files.push_back({file, m_tree.read(file).bytes, newText});
    }
    return std::move(m_outcome);
}

Result<std::string> PlanRun::editedText(const Document &document) const
{
    switch (m_request.kind) {
    case EditKind::Add:
        return addRule(document, m_request.before, m_request.fields);
    case EditKind::Remove:
        return removeRule(document, m_request.node);
    case EditKind::Replace:
        return replaceRule(document, m_request.node, m_request.fields);
    case EditKind::Move:
        return moveRule(document, m_request.node, m_request.before);
    }
    return fail(ErrorCode::InvalidArgument, "no such edit");
}

/// Which rule is which: an edit keeps the order of all rules but the one that it is about (checkedEdit() has made sure).
Result<void> PlanRun::number(const Document &before, const Document &after)
{
    std::vector<std::size_t> old = meaningNodes(before);
    const std::vector<std::size_t> now = meaningNodes(after);
    const std::size_t target = m_request.before.value_or(before.nodes().size());
    const auto place = std::lower_bound(old.begin(), old.end(), target);
    if (m_request.kind == EditKind::Add) {
        old.insert(place, newNode);
    } else if (m_request.kind == EditKind::Remove) {
        std::erase(old, m_request.node);
    } else if (m_request.kind == EditKind::Move) {
        const auto from = std::lower_bound(old.begin(), old.end(), m_request.node);
        if (from < place)
            std::rotate(from, from + 1, place);
        else
            std::rotate(place, from, from + 1);
    }
    if (old.size() != now.size())
        return fail(ErrorCode::Internal, "rules were lost on the way");
    m_numbering.file = m_file;
    m_numbering.before.assign(after.nodes().size(), newNode);
    const std::size_t edited = m_request.kind == EditKind::Add ? newNode : m_request.node;
    for (std::size_t i = 0; i < now.size(); ++i) {
        m_numbering.before[now[i]] = old[i];
        m_nodeNow[old[i]] = now[i];
        if (old[i] == edited)
            m_outcome.line = after.nodes()[now[i]].ruleLine;
    }
    if (m_request.kind == EditKind::Replace)
        m_literal = fieldsOf(before.nodes()[m_request.node]).control != m_request.fields.control;
    return {};
}

std::vector<ServiceView> PlanRun::viewsWith(const std::map<std::string, std::string> &texts, const std::set<std::size_t> &indexes)
{
    OverlayTree::Changes changes;
    for (const auto &[file, text] : texts) {
        changes[file] = text;
        for (const std::string &path : m_identities.pathsOf(file)) // what is read through a link changes with it
            changes[path] = text;
    }
    const OverlayTree tree(std::shared_ptr<const FileSource>(std::shared_ptr<void>(), &m_tree), std::move(changes));
    std::vector<ServiceView> views(m_before.size());
    for (const std::size_t i : indexes) {
        const ServiceView &before = m_before[i];
        views[i] = m_identities.viewOf({before.service, before.asked}, effectiveStack(tree, m_profile, before.asked), &m_numbering);
    }
    return views;
}

bool PlanRun::isLiteral(const ChainEntry &entry) const
{
    return m_literal && entry.file == m_file && entry.node == m_request.node;
}

/// What is not loaded runs nothing.
bool PlanRun::comparable(std::size_t service) const
{
    return m_before[service].start == StartOutcome::Success && m_after[service].start == StartOutcome::Success;
}

ChainPair PlanRun::pairOf(std::size_t service, std::size_t chain, bool frozen) const
{
    const std::size_t edited = m_request.kind == EditKind::Add ? newNode : m_request.node;
    const auto isEdited = [this, edited](int identity) { return m_identities.comesFrom(identity, m_file, edited); };
    return {m_before[service].chains[chain].list(frozen), m_after[service].chains[chain].list(frozen), isEdited};
}

void PlanRun::survey(std::size_t service, const std::set<RuleKey> *only)
{
    if (!comparable(service))
        return;
    for (std::size_t chain = 0; chain < m_before[service].chains.size(); ++chain) {
        const ChainView &before = m_before[service].chains[chain];
        const bool hasFrozen = before.frozen || m_after[service].chains[chain].frozen;
        for (const bool frozen : {false, true}) {
            if (frozen && !hasFrozen)
                continue;
            const ChainPair pair = pairOf(service, chain, frozen);
            for (std::size_t i = 0; i < pair.before().size(); ++i) {
                const ChainEntry &entry = pair.before()[i];
                if (!pair.after(i) || isLiteral(entry) || (only && !only->contains({entry.file, entry.node})))
                    continue;
                for (const int number : jumpsOf(entry)) {
                    const JumpNeed need = pair.need(i, number, m_request.catchJumps);
                    m_jumps[{entry.file, entry.node}][number].occurrences.push_back({service, chain, frozen, *pair.after(i), need});
                }
            }
        }
    }
}

void PlanRun::surveyJumps()
{
    for (const std::size_t service : m_concerned)
        survey(service, nullptr);
    // A rule that gets another number gets it in every service that reads it, also in those that the edit itself does not touch.
    std::set<RuleKey> changing;
    for (const auto &[rule, jumps] : m_jumps) {
        for (const auto &[number, jump] : jumps) {
            const auto wants = [n = number](const Occurrence &occurrence) { return !occurrence.need.satisfiedBy(n); };
            if (std::any_of(jump.occurrences.begin(), jump.occurrences.end(), wants))
                changing.insert(rule);
        }
    }
    for (std::size_t service = 0; service < m_before.size(); ++service) {
        const auto reads = [this, service](const RuleKey &rule) { return m_before[service].files.contains(rule.first); };
        if (!m_concerned.contains(service) && std::any_of(changing.begin(), changing.end(), reads))
            survey(service, &changing);
    }
}

void PlanRun::decide()
{
    for (auto &[rule, jumps] : m_jumps) {
        for (auto &[number, jump] : jumps) {
            std::vector<JumpNeed> needs;
            for (const Occurrence &occurrence : jump.occurrences)
                needs.push_back(occurrence.need);
            jump.after = bestNumber(needs, number);
            jump.writable = rule.first == m_file || isWritable(rule.first) || jump.after == number;
            if (!jump.writable)
                jump.after = number;
        }
    }
}

std::size_t PlanRun::nodeNow(const RuleKey &rule) const
{
    return rule.first == m_file ? m_nodeNow.at(rule.second) : rule.second;
}

Document PlanRun::documentNow(const std::string &file) const
{
    const auto text = m_texts.find(file);
    const bool pamConf = file == pamConfPath && !usesPamD(m_tree, m_profile);
    return Document::parse(text == m_texts.end() ? m_tree.read(file).bytes : text->second, m_profile,
                           pamConf ? Syntax::PamConf : Syntax::PamD);
}

void PlanRun::rewrite()
{
    for (auto &[rule, jumps] : m_jumps) {
        JumpNumbers numbers;
        for (const auto &[number, jump] : jumps) {
            if (jump.after != number)
                numbers[number] = jump.after;
        }
        if (numbers.empty())
            continue;
        const Document document = documentNow(rule.first);
        Result<std::string> text = renumberJumps(document, nodeNow(rule), numbers);
        if (!text) {
            for (const auto &[number, after] : numbers) {
                jumps[number].after = number;
                jumps[number].rewritable = false;
            }
            continue;
        }
        m_texts[rule.first] = *std::move(text);
        for (const auto &[number, after] : numbers)
            m_outcome.rewrites.push_back({{rule.first, document.nodes()[nodeNow(rule)].ruleLine, 0}, number, after});
    }
}

/// The same entries, and of their actions only the numbers that were decided on are others.
bool PlanRun::isPlanned(const ChainEntries &planned, const ChainEntries &actual) const
{
    return std::equal(planned.begin(), planned.end(), actual.begin(), actual.end(), [this](const ChainEntry &a, const ChainEntry &b) {
        Actions actions = a.actions;
        const auto jumps = m_jumps.find({a.file, a.node});
        for (Action &action : actions) {
            if (!action.isJump() || a.kind == EntryKind::Marker || jumps == m_jumps.end() || !jumps->second.contains(action.value))
                continue;
            action.value = jumps->second.at(action.value).after;
        }
        return a.identity == b.identity && a.kind == b.kind && a.level == b.level && actions == b.actions;
    });
}

/// Rules beside the edited one keep their order, their level and what they do with each code.
Result<void> PlanRun::verifyOthersStay(const ChainPair &pair) const
{
    std::size_t last = 0;
    for (std::size_t i = 0; i < pair.before().size(); ++i) {
        const std::optional<std::size_t> place = pair.after(i);
        if (!place || pair.editedBefore(i))
            continue;
        const ChainEntry &was = pair.before()[i];
        const ChainEntry &is = pair.after()[*place];
        if (*place < last || was.kind != is.kind || was.level != is.level || was.actions != is.actions)
            return fail(ErrorCode::EditRefused, "a rule beside the edited one would change", {is.file, is.line, 0});
        last = *place;
    }
    return {};
}

Result<void> PlanRun::verify()
{
    std::set<std::size_t> touched;
    for (std::size_t i = 0; i < m_before.size(); ++i) {
        const auto reads = [this, i](const auto &text) { return m_before[i].files.contains(text.first); };
        if (m_concerned.contains(i) || std::any_of(m_texts.begin(), m_texts.end(), reads))
            touched.insert(i);
    }
    const std::vector<ServiceView> views = viewsWith(m_texts, touched);
    for (const std::size_t i : touched) {
        bool planned = views[i].start == m_after[i].start;
        for (std::size_t chain = 0; planned && chain < views[i].chains.size(); ++chain) {
            planned = isPlanned(m_after[i].chains[chain].entries, views[i].chains[chain].entries)
                && isPlanned(m_after[i].chains[chain].list(true), views[i].chains[chain].list(true));
        }
        if (!planned)
            return fail(ErrorCode::EditRefused, "the service " + m_after[i].service + " would come out other than planned",
                        {m_request.file, 0, 0});
        for (std::size_t chain = 0; comparable(i) && chain < views[i].chains.size(); ++chain) {
            if (const Result<void> stay = verifyOthersStay(pairOf(i, chain, false)); !stay)
                return stay;
        }
    }
    return {};
}

} // namespace pamphlet::pam
