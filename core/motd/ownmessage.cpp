// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/motd/composer.h"

#include <algorithm>
#include <cctype>
#include <fnmatch.h>
#include <map>

namespace pamphlet::motd {

namespace {

constexpr const char *sshdConfig = "/etc/ssh/sshd_config";
constexpr const char *loginConfig = "/etc/login.defs";

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return result;
}

struct Setting {
    std::string value;
    Place where;
};

/// A line of words: the first is the keyword. Comments and empty lines give none.
std::vector<std::string> wordsOf(std::string_view line, std::string_view separators)
{
    std::vector<std::string> words;
    while (true) {
        line.remove_prefix(std::min(line.find_first_not_of(separators), line.size()));
        if (line.empty() || line.front() == '#')
            return words;
        const bool quoted = line.front() == '"';
        const std::size_t end = quoted ? std::min(line.find('"', 1), line.size()) : std::min(line.find_first_of(separators), line.size());
        words.emplace_back(line.substr(quoted ? 1 : 0, end - (quoted ? 1 : 0)));
        line.remove_prefix(std::min(end + (quoted ? 1 : 0), line.size()));
    }
}

template<class Visitor>
void visitLines(std::string_view bytes, Visitor visit)
{
    for (std::size_t number = 1; !bytes.empty(); ++number) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        if (!visit(number, bytes.substr(0, end)))
            return;
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
}

/// sshd_config(5): the first value of a keyword counts; what follows Match is not for everyone; Include is read in its place.
class SshdSettings
{
public:
    explicit SshdSettings(const FileSource &tree)
        : m_tree(tree)
    { }

    void read(const std::string &file, int depth = 0)
    {
        visitLines(m_tree.read(file).bytes, [&](std::size_t number, std::string_view line) {
            const std::vector<std::string> words = wordsOf(line, " \t\r=");
            if (words.empty())
                return true;
            const std::string keyword = lower(words.front());
            if (keyword == "match")
                return false;
            if (keyword == "include" && depth < 16 && m_includes < maxIncludes) {
                for (std::size_t word = 1; word < words.size(); ++word)
                    include(words[word], depth + 1);
            } else if (words.size() > 1) {
                m_settings.try_emplace(keyword, Setting{lower(words[1]), Place{file, number, 1}});
            }
            return true;
        });
    }

    Setting get(const std::string &keyword, const std::string &otherwise) const
    {
        const auto setting = m_settings.find(keyword);
        return setting == m_settings.end() ? Setting{otherwise, Place{sshdConfig, 0, 0}} : setting->second;
    }

private:
    void include(std::string pattern, int depth)
    {
        if (!pattern.starts_with('/'))
            pattern = "/etc/ssh/" + pattern;
        const std::size_t slash = pattern.rfind('/');
        const std::string directory = pattern.substr(0, slash);
        for (const std::string &name : m_tree.list(directory)) {
            if (fnmatch(pattern.c_str() + slash + 1, name.c_str(), FNM_PERIOD) == 0)
                readIncluded(directory + '/' + name, depth);
        }
    }

    /// Files may include each other: no configuration that sshd takes has so many.
    void readIncluded(const std::string &file, int depth)
    {
        if (++m_includes <= maxIncludes)
            read(file, depth);
    }

    static constexpr int maxIncludes = 1000;

    const FileSource &m_tree;
    std::map<std::string, Setting> m_settings;
    int m_includes = 0;
};

OwnMessage sshdMessage(const FileSource &tree)
{
    OwnMessage message;
    if (tree.status(sshdConfig).kind != FileKind::Regular)
        return message;
    SshdSettings settings(tree);
    settings.read(sshdConfig);
    if (const Setting pam = settings.get("usepam", "no"); pam.value != "yes")
        message.withoutPam = pam.where;
    if (const Setting print = settings.get("printmotd", "yes"); print.value == "yes") {
        Part part;
        part.by = Shower::Sshd;
        part.where = print.where;
        part.path = "/etc/motd";
        message.parts.push_back(std::move(part));
    }
    return message;
}

/// login.defs(5). The login of util-linux shows the files of MOTD_FILE; that of shadow, built with PAM, leaves it to pam_motd.
OwnMessage loginMessage(const FileSource &tree)
{
    OwnMessage message;
    std::map<std::string, Setting> settings;
    visitLines(tree.read(loginConfig).bytes, [&](std::size_t number, std::string_view line) {
        const std::vector<std::string> words = wordsOf(line, " \t\r");
        if (words.size() > 1)
            settings.insert_or_assign(words.front(), Setting{words[1], Place{loginConfig, number, 1}});
        return true;
    });
    const auto list = settings.find("MOTD_FILE");
    if (list == settings.end())
        return message;
    const auto first = settings.find("MOTD_FIRSTONLY");
    message.firstOnly = first != settings.end() && lower(first->second.value) == "yes";
    message.directories = true;
    std::string_view rest = list->second.value;
    while (!rest.empty()) {
        const std::size_t colon = std::min(rest.find(':'), rest.size());
        if (colon != 0) {
            Part part;
            part.by = Shower::Login;
            part.certain = false;
            part.where = list->second.where;
            part.path = std::string(rest.substr(0, colon));
            message.parts.push_back(std::move(part));
        }
        rest.remove_prefix(std::min(colon + 1, rest.size()));
    }
    return message;
}

} // namespace

OwnMessage ownMessageOf(const FileSource &tree, std::string_view service)
{
    if (service == "sshd")
        return sshdMessage(tree);
    if (service == "login")
        return loginMessage(tree);
    return {};
}

} // namespace pamphlet::motd
