// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/ownership/pamconfigs.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace pamphlet::pam {

namespace {

constexpr std::array<std::pair<const char *, const char *>, 5> blockNames{{{"auth", "Auth"},
                                                                           {"account", "Account"},
                                                                           {"password", "Password"},
                                                                           {"session", "Session"},
                                                                           {"session-noninteractive", "Session-noninteractive"}}};

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n\v\f");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n\v\f") - begin + 1);
}

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (const std::string_view line = trimmed(text.substr(0, end)); !line.empty())
            lines.emplace_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

/// A field begins with its name at the start of a line, a colon and a blank (or the line's end).
std::map<std::string, std::string> fieldsOfProfile(std::string_view text)
{
    std::map<std::string, std::string> fields;
    std::string name;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const std::size_t blank = line.find_first_of(" \t");
        const std::string_view word = line.substr(0, blank);
        if (!word.empty() && word.ends_with(':') && word.size() > 1) {
            name = word.substr(0, word.size() - 1);
            if (name.ends_with("-Final")) // what the field was called at first
                name.resize(name.size() - std::string_view("-Final").size());
            fields[name] = trimmed(line.substr(word.size()));
        } else if (!name.empty()) {
            fields[name].append("\n").append(trimmed(line));
        }
    }
    return fields;
}

/// Control and module of a profile's line.
std::pair<std::string, std::string> controlAndModule(std::string_view line)
{
    std::size_t end = 0;
    if (line.starts_with('[')) {
        end = line.find(']');
        end = end == std::string_view::npos ? line.size() : end + 1;
    } else {
        end = std::min(line.find_first_of(" \t"), line.size());
    }
    const std::string_view rest = trimmed(line.substr(end));
    return {std::string(line.substr(0, end)), std::string(rest.substr(0, rest.find_first_of(" \t")))};
}

/// Without brackets, jumps (`end`, numbers) and blanks: what pam-auth-update goes by when it looks for its rules.
std::string comparable(std::string_view control)
{
    std::string result;
    for (std::size_t i = 0; i < control.size(); ++i) {
        const char c = control[i];
        if (c == '=' && control.substr(i + 1).starts_with("end")) {
            result += '=';
            i += 3;
        } else if (std::string_view(" \t[]0123456789").find(c) == std::string_view::npos) {
            result += c;
        }
    }
    return result;
}

} // namespace

PamConfig parsePamConfig(const std::string &id, std::string_view text)
{
    std::map<std::string, std::string> fields = fieldsOfProfile(text);
    PamConfig config;
    config.id = id;
    config.name = fields["Name"];
    config.byDefault = fields["Default"] == "yes";
    const std::string &priority = fields["Priority"];
    std::from_chars(priority.data(), priority.data() + priority.size(), config.priority);
    for (std::string_view conflicts = fields["Conflicts"]; !conflicts.empty();) {
        const std::size_t end = conflicts.find(',');
        config.conflicts.emplace(trimmed(conflicts.substr(0, end)));
        conflicts.remove_prefix(end == std::string_view::npos ? conflicts.size() : end + 1);
    }
    if (!fields.contains("Session-Interactive-Only")) {
        for (const char *suffix : {"-Type", "", "-Initial"})
            fields[std::string("Session-noninteractive") + suffix] = fields[std::string("Session") + suffix];
    }
    for (const auto &[block, field] : blockNames) {
        const std::string type = fields[std::string(field) + "-Type"];
        if (type.empty())
            continue;
        config.blocks[block] = {type == "Additional", linesOf(fields[field]), linesOf(fields[std::string(field) + "-Initial"])};
    }
    return config;
}

std::vector<PamConfig> readPamConfigs(const FileSource &tree)
{
    std::vector<PamConfig> configs;
    for (const std::string &id : tree.list(pamConfigsDirectory)) {
        if (id.ends_with('~') || (id.starts_with('#') && id.ends_with('#')))
            continue;
        const FileContent file = tree.read(std::string(pamConfigsDirectory) + '/' + id);
        if (file.status.kind == FileKind::Regular)
            configs.push_back(parsePamConfig(id, file.bytes));
    }
    std::stable_sort(configs.begin(), configs.end(), [](const PamConfig &a, const PamConfig &b) {
        return a.priority != b.priority ? a.priority > b.priority : a.id > b.id;
    });
    return configs;
}

std::set<std::string> enabledPamConfigs(const FileSource &tree)
{
    constexpr std::string_view prefix = "Module: ";
    std::set<std::string> enabled;
    for (const auto &[block, field] : blockNames) {
        const FileContent record = tree.read(std::string("/var/lib/pam/") + block);
        for (const std::string &line : linesOf(record.bytes)) {
            if (line.starts_with(prefix))
                enabled.insert(line.substr(prefix.size()));
        }
    }
    return enabled;
}

bool bringsRule(const PamConfig &config, const std::string &block, const Rule &rule)
{
    const auto found = config.blocks.find(block);
    if (found == config.blocks.end() || !rule.control || !rule.target)
        return false;
    const auto isRule = [&rule](const std::string &line) {
        const auto [control, module] = controlAndModule(line);
        return module == rule.target->text && comparable(control) == comparable(rule.control->text);
    };
    return std::any_of(found->second.lines.begin(), found->second.lines.end(), isRule)
        || std::any_of(found->second.initial.begin(), found->second.initial.end(), isRule);
}

bool bringsModule(const PamConfig &config, const std::string &block, std::string_view module)
{
    const auto found = config.blocks.find(block);
    return found != config.blocks.end()
        && std::any_of(found->second.lines.begin(), found->second.lines.end(),
                       [module](const std::string &line) { return controlAndModule(line).second == module; });
}

} // namespace pamphlet::pam
