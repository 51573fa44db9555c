// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/outcomeoption.h"

#include "core/pam/returncode.h"

#include <algorithm>
#include <charconv>

namespace pamphlet::app::cli {

std::optional<OutcomeOption> OutcomeOption::parse(std::string_view text)
{
    // From the back: a file's name may have anything in it.
    const std::size_t equal = text.rfind('=');
    const std::size_t colon = equal == std::string_view::npos ? equal : text.substr(0, equal).rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return std::nullopt;
    OutcomeOption option;
    option.file = text.substr(0, colon);
    const std::string_view line = text.substr(colon + 1, equal - colon - 1);
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), option.line);
    if (error != std::errc() || end != line.data() + line.size() || option.line == 0)
        return std::nullopt;
    std::string_view answer = text.substr(equal + 1);
    if (const std::size_t event = answer.find(':'); event != std::string_view::npos) {
        const auto passes = passesFromName(answer.substr(0, event));
        if (!passes)
            return std::nullopt;
        option.passes = *passes;
        answer.remove_prefix(event + 1);
    }
    const std::optional<int> code = pam::returnCodeFromText(answer);
    if (!code)
        return std::nullopt;
    option.code = *code;
    return option;
}

bool OutcomeOption::standsAt(const pam::Entry &entry) const
{
    return entry.line == line && (entry.file == file || (!file.starts_with('/') && entry.file.ends_with('/' + file)));
}

std::vector<pam::GivenAnswer> givenAnswers(const OutcomeOption &option, const pam::EffectiveStack &stack)
{
    std::vector<pam::GivenAnswer> given;
    for (const pam::Facility facility : pam::allFacilities) {
        for (const pam::Entry &entry : stack.chain(facility)) {
            if (entry.kind != pam::EntryKind::Module || !option.standsAt(entry))
                continue;
            pam::GivenAnswer answer{entry.file, entry.line, option.passes, option.code};
            if (std::find(given.begin(), given.end(), answer) == given.end())
                given.push_back(std::move(answer));
        }
    }
    return given;
}

std::optional<std::vector<pam::Pass>> passesFromName(std::string_view name)
{
    if (const std::optional<pam::Primitive> primitive = pam::primitiveFromName(name))
        return pam::passesOf(*primitive);
    for (const pam::Pass pass : pam::allPasses) {
        if (name == pam::eventName(pass))
            return std::vector{pass};
    }
    return std::nullopt;
}

std::optional<std::vector<pam::Primitive>> primitivesFromList(std::string_view list)
{
    std::vector<pam::Primitive> primitives;
    for (;;) {
        const std::size_t comma = list.find(',');
        const std::optional<pam::Primitive> primitive = pam::primitiveFromName(list.substr(0, comma));
        if (!primitive)
            return std::nullopt;
        primitives.push_back(*primitive);
        if (comma == std::string_view::npos)
            return primitives;
        list.remove_prefix(comma + 1);
    }
}

} // namespace pamphlet::app::cli
