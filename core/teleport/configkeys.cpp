// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/configkeys.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace pamphlet::teleport {

namespace {

// Fields of FileConfig, SSH and PAM in lib/config/fileconf.go, of all versions together.
constexpr std::array<std::string_view, 17> topKeys{
    "version",         "teleport",          "auth_service",    "ssh_service",   "proxy_service", "kubernetes_service",
    "app_service",     "db_service",        "metrics_service", "debug_service", "okta_service",  "windows_desktop_service",
    "tracing_service", "discovery_service", "jamf_service",    "access_graph",  "relay_service",
};
constexpr std::array<std::string_view, 16> sshKeys{
    "enabled",
    "listen_addr",
    "labels",
    "commands",
    "permit_user_env",
    "pam",
    "public_addr",
    "enhanced_recording",
    "restricted_session",
    "port_forwarding",
    "x11",
    "ssh_file_copy",
    "force_listen",
    "disable_create_host_user",
    "aws",
    "namespace",
};
constexpr std::array<std::string_view, 4> pamKeys{"enabled", "service_name", "use_pam_auth", "environment"};

/// Letters only, in lower case: what is left of "use-pam-auth" and "usePamAuth" alike.
std::string letters(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if (low >= 'a' && low <= 'z')
            result += low;
    }
    return result;
}

std::size_t distance(std::string_view left, std::string_view right)
{
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

std::string suggestion(std::string_view key, std::span<const std::string_view> known)
{
    if (key.size() > 64)
        return {};
    const std::string plain = letters(key);
    std::string best;
    std::size_t least = 3;
    for (const std::string_view candidate : known) {
        const std::size_t far = distance(plain, letters(candidate));
        if (far < least && far * 3 < candidate.size()) {
            least = far;
            best = candidate;
        }
    }
    return best;
}

class Checker
{
public:
    Checker(const yaml::Document &document, const std::string &file)
        : m_document(document)
        , m_file(file)
    { }

    std::vector<KeyFinding> check();

private:
    Place place(const yaml::Value &value) const { return {m_file, value.line, value.column}; }
    void section(const yaml::Path &path, std::span<const std::string_view> known);
    void misplaced(const yaml::Path &path, const yaml::Path &belongs);
    bool isMisplaced(const yaml::Path &path) const
    {
        return std::any_of(m_findings.begin(), m_findings.end(),
                           [&](const KeyFinding &f) { return f.problem == KeyProblem::Misplaced && f.path == path; });
    }

    const yaml::Document &m_document;
    const std::string &m_file;
    std::vector<KeyFinding> m_findings;
};

const yaml::Entry *entryOf(const yaml::Value &map, const std::string &key)
{
    const auto found
        = std::find_if(map.entries.begin(), map.entries.end(), [&](const yaml::Entry &e) { return e.name() && *e.name() == key; });
    return found == map.entries.end() ? nullptr : &*found;
}

void Checker::misplaced(const yaml::Path &path, const yaml::Path &belongs)
{
    const yaml::Value *parent = m_document.find(yaml::Path(path.begin(), path.end() - 1));
    const yaml::Entry *entry = parent ? entryOf(*parent, *path.back().key()) : nullptr;
    if (entry)
        m_findings.push_back({KeyProblem::Misplaced, path, belongs, {}, place(entry->key), {}});
}

void Checker::section(const yaml::Path &path, std::span<const std::string_view> known)
{
    const yaml::Value *value = m_document.find(path);
    const yaml::Value *map = value ? m_document.resolved(*value) : nullptr;
    if (!map || map->isNull())
        return;
    if (!map->isMap()) {
        m_findings.push_back({KeyProblem::WrongKind, path, {}, {}, place(*value), {}});
        return;
    }
    for (const yaml::Entry &entry : map->entries) {
        const std::string *name = entry.name();
        if (!name || *name == "<<" || std::find(known.begin(), known.end(), *name) != known.end())
            continue;
        yaml::Path key = path;
        key.emplace_back(*name);
        if (!isMisplaced(key))
            m_findings.push_back({KeyProblem::Unknown, key, {}, suggestion(*name, known), place(entry.key), {}});
    }
}

std::vector<KeyFinding> Checker::check()
{
    misplaced({"teleport", "ssh_service"}, {});
    misplaced({"teleport", "pam"}, {"ssh_service"});
    misplaced({"pam"}, {"ssh_service"});
    for (const char *other : {"auth_service", "proxy_service"})
        misplaced({other, "pam"}, {"ssh_service"});
    for (const std::string_view key : pamKeys) {
        if (key != "enabled")
            misplaced({"ssh_service", key}, pamPath);
    }
    section({}, topKeys);
    section({"ssh_service"}, sshKeys);
    section(pamPath, pamKeys);
    const yaml::Value *environment = m_document.effective({"ssh_service", "pam", "environment"});
    if (environment && !environment->isMap() && !environment->isNull() && !environment->isAlias())
        m_findings.push_back({KeyProblem::WrongKind, {"ssh_service", "pam", "environment"}, {}, {}, place(*environment), {}});
    for (const yaml::Document::Duplicate &duplicate : m_document.duplicates()) {
        Place first = duplicate.first;
        Place again = duplicate.again;
        first.file = again.file = m_file;
        m_findings.push_back({KeyProblem::Duplicate, {duplicate.key}, {}, {}, again, first});
    }
    std::stable_sort(m_findings.begin(), m_findings.end(), [](const KeyFinding &left, const KeyFinding &right) {
        return std::pair(left.where.line, left.where.column) < std::pair(right.where.line, right.where.column);
    });
    return std::move(m_findings);
}

} // namespace

std::vector<KeyFinding> checkKeys(const yaml::Document &document, const std::string &file)
{
    return Checker(document, file).check();
}

} // namespace pamphlet::teleport
