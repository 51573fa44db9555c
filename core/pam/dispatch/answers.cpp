// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/answers.h"

#include "core/pam/dispatch/certain.h"
#include "core/pam/modules/modulelookup.h"

#include <algorithm>
#include <utility>

namespace pamphlet::pam {

namespace {

bool covers(const GivenAnswer &given, Pass pass)
{
    return given.passes.empty() || std::find(given.passes.begin(), given.passes.end(), pass) != given.passes.end();
}

std::size_t width(const GivenAnswer &given)
{
    return given.passes.empty() ? allPasses.size() : given.passes.size();
}

} // namespace

std::string_view certaintyName(Certainty certainty)
{
    constexpr std::array<std::string_view, 4> names{"certain", "given", "likely", "assumed"};
    return names.at(static_cast<std::size_t>(certainty));
}

std::vector<Pass> passesOf(Primitive primitive)
{
    std::vector<Pass> passes;
    std::copy_if(allPasses.begin(), allPasses.end(), std::back_inserter(passes),
                 [primitive](Pass pass) { return primitiveOf(pass) == primitive; });
    return passes;
}

AnswerFinder::AnswerFinder(Answers answers, const FileSource &tree, const LibpamProfile &profile, const ModuleCatalogue *catalogue)
    : m_scenario(answers.scenario)
    , m_otherwise(answers.otherwise)
    , m_tree(tree)
    , m_profile(profile)
    , m_catalogue(m_scenario && !catalogue ? &ModuleCatalogue::builtin() : catalogue)
    , m_modulesKnown(hasModuleDirectory(tree, profile))
{
    for (GivenAnswer &given : answers.given) {
        auto place = std::pair(given.file, given.line);
        m_given[std::move(place)].push_back(std::move(given));
    }
    // The first that covers a pass is to be the one that counts.
    for (auto &[place, given] : m_given) {
        std::reverse(given.begin(), given.end());
        std::stable_sort(given.begin(), given.end(), [](const GivenAnswer &a, const GivenAnswer &b) { return width(a) < width(b); });
    }
}

bool AnswerFinder::isMissing(const std::string &module) const
{
    if (!m_modulesKnown)
        return false;
    const auto known = m_missing.find(module);
    if (known != m_missing.end())
        return known->second;
    return m_missing.emplace(module, !findModule(m_tree, m_profile, module)).first->second;
}

Answer AnswerFinder::answer(const Entry &entry, Pass pass) const
{
    if (entry.kind != EntryKind::Module)
        return {rc::permDenied, Certainty::Certain};
    if (!m_given.empty()) {
        if (const auto place = m_given.find(std::pair(entry.file, entry.line)); place != m_given.end()) {
            for (const GivenAnswer &given : place->second) {
                if (covers(given, pass))
                    return {given.code, Certainty::Given};
            }
        }
    }
    if (isMissing(entry.module))
        return {rc::moduleUnknown, Certainty::Certain};
    if (const std::optional<int> code = answerIfLoaded(entry, pass, m_tree, m_profile))
        return {*code, Certainty::Certain};
    if (const ModuleInfo *info = m_scenario ? m_catalogue->find(entry.module) : nullptr) {
        const std::vector<Facility> &served = info->facilities;
        if (!served.empty() && std::find(served.begin(), served.end(), entry.facility) == served.end())
            return {rc::moduleUnknown, Certainty::Likely}; // it has no function for this primitive
        if (const std::optional<int> code = info->likelyAnswer(*m_scenario, primitiveOf(pass), entry.arguments))
            return {*code, Certainty::Likely};
    }
    return {m_otherwise, Certainty::Assumed};
}

} // namespace pamphlet::pam
