// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/servicetree.h"

#include "core/pam/syntax/document.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

namespace fs = std::filesystem;

namespace pamphlet::bench {

namespace {

struct Source {
    std::string name;
    std::string text;
};

std::string textOf(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Source> filesIn(const fs::path &directory)
{
    std::vector<Source> sources;
    for (const fs::directory_entry &entry : fs::directory_iterator(directory)) {
        if (entry.is_regular_file())
            sources.push_back({entry.path().filename().string(), textOf(entry.path())});
    }
    std::sort(sources.begin(), sources.end(), [](const Source &a, const Source &b) { return a.name < b.name; });
    return sources;
}

bool isShared(const std::string &name)
{
    return name.starts_with("common-") || name == "other";
}

pam::Document parsed(const std::string &text)
{
    return pam::Document::parse(text, *pam::libpamProfile("debian-12"));
}

bool includes(const pam::Rule &rule)
{
    return rule.kind == pam::RuleKind::Include || rule.kind == pam::RuleKind::Substack || rule.kind == pam::RuleKind::AtInclude;
}

/// True if the tree has what the file includes.
bool isClosed(const std::string &text, const std::vector<Source> &shared)
{
    const pam::Document document = parsed(text);
    return std::all_of(document.nodes().begin(), document.nodes().end(), [&shared](const pam::Node &node) {
        return node.kind != pam::NodeKind::Rule || !includes(node.rule)
            || (node.rule.target
                && std::any_of(shared.begin(), shared.end(), [&node](const Source &file) { return file.name == node.rule.target->text; }));
    });
}

/// Service files that are neither a line or two nor a handbook.
constexpr std::size_t leastSize = 150;
constexpr std::size_t mostSize = 2500;

struct Texts {
    std::vector<Source> shared;
    std::vector<Source> services;
    bool real = false;
};

Texts texts()
{
    Texts result;
    const fs::path corpus = PAMPHLET_SHARED "/corpus/pam.d";
    result.real = fs::is_directory(corpus / "debian-12");
    std::vector<Source> all;
    if (result.real) {
        for (const char *origin : {"debian-12", "debian-hashbang-shell-etc", "debian-ldap-matthijskooijman-Tika", "parrot-ashang-etcfiles",
                                   "ubuntu-AnrDaemon-samba4-ads", "ubuntu-catb0t-etckeeper"}) {
            const std::vector<Source> files = filesIn(corpus / origin);
            all.insert(all.end(), files.begin(), files.end());
            if (result.shared.empty())
                std::copy_if(files.begin(), files.end(), std::back_inserter(result.shared),
                             [](const Source &f) { return isShared(f.name); });
        }
    } else {
        all = filesIn(PAMPHLET_TEST_DATA "/pam/sized/etc/pam.d");
        std::copy_if(all.begin(), all.end(), std::back_inserter(result.shared), [](const Source &f) { return isShared(f.name); });
    }
    std::copy_if(all.begin(), all.end(), std::back_inserter(result.services), [&result](const Source &file) {
        return !isShared(file.name) && file.text.size() >= leastSize && file.text.size() <= mostSize && isClosed(file.text, result.shared);
    });
    return result;
}

std::string thousands(std::size_t number)
{
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3)
        text.insert(at - 3, ",");
    return text;
}

/// The file with one token of each chosen rule replaced.
template<class Choose>
std::string replaced(const std::string &text, Choose choose)
{
    const pam::Document document = parsed(text);
    std::string result = text;
    for (auto node = document.nodes().rbegin(); node != document.nodes().rend(); ++node) {
        if (node->kind != pam::NodeKind::Rule || !node->rule.target)
            continue;
        const pam::Token &target = *node->rule.target;
        result.replace(target.span.begin, target.span.size(), choose(node->rule, target.text));
    }
    return result;
}

} // namespace

ServiceTree::ServiceTree(const Rewrite &rewrite)
{
    std::string pattern = (fs::temp_directory_path() / "pamphlet-bench-XXXXXX").string();
    m_root = ::mkdtemp(pattern.data()) ? pattern : std::string();
    fs::create_directories(m_root / "etc/pam.d");
    std::size_t bytes = 0;
    const auto write = [&](const std::string &name, const std::string &text) {
        const std::string own = rewrite ? rewrite(text, confdir()) : text;
        std::ofstream(m_root / "etc/pam.d" / name, std::ios::binary) << own;
        m_names.push_back(name);
        bytes += text.size();
    };
    const Texts from = texts();
    for (const Source &file : from.shared)
        write(file.name, file.text);
    for (std::size_t i = 0; i < services; ++i) {
        const Source &file = from.services[i % from.services.size()];
        write(file.name + '-' + std::to_string(i), file.text);
    }
    m_description = thousands(m_names.size()) + " files of " + std::to_string(bytes / m_names.size()) + " bytes on average, made of "
        + std::to_string(from.services.size()) + (from.real ? " real ones" : " of our own");
}

ServiceTree::~ServiceTree()
{
    if (!m_root.empty())
        fs::remove_all(m_root);
}

const ServiceTree &plainTree()
{
    static const ServiceTree tree;
    return tree;
}

std::string withAbsoluteTargets(const std::string &text, const std::string &confdir)
{
    return replaced(
        text, [&confdir](const pam::Rule &rule, const std::string &target) { return includes(rule) ? confdir + '/' + target : target; });
}

std::string withPermitOnly(const std::string &text, const std::string &confdir)
{
    return replaced(text, [&confdir](const pam::Rule &rule, const std::string &target) {
        return includes(rule) ? confdir + '/' + target : std::string("pam_permit.so");
    });
}

} // namespace pamphlet::bench
