// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/modulelookup.h"
#include "core/pam/modules/scripts.h"
#include "core/pam/ownership/authselectstate.h"
#include "core/pam/stack/dpkgstatus.h"
#include "core/pam/stack/servicelookup.h"
#include "core/pam/syntax/document.h"

#include <filesystem>
#include <set>

namespace pamphlet::pam {

namespace {

/// Without `//`, `.` and `..`: as the stack asks for a file.
std::string normalized(const std::string &path)
{
    std::string result = std::filesystem::path(path).lexically_normal().string();
    while (result.size() > 1 && result.ends_with('/'))
        result.pop_back();
    return result;
}

std::string inDirectory(std::string directory, const std::string &name)
{
    if (!directory.ends_with('/'))
        directory += '/';
    return directory + name;
}

/// Copies the part of a tree that matters, following what PAM files name.
class Snapshot
{
public:
    Snapshot(const FileSource &tree, const LibpamProfile &profile)
        : m_tree(tree)
        , m_profile(profile)
    { }

    MemoryTree take()
    {
        takeDirectories("/");
        takePamFiles();
        takeModuleDirectories();
        takeMessageOfTheDay();
        takeDirectory("/usr/share/pam-configs");
        takeDirectory("/var/lib/pam"); // what pam-auth-update remembers
        takeFile(authselectConfigFile);
        const auto authselect = parseAuthselect(m_copy.read(authselectConfigFile).bytes, m_tree);
        if (authselect && !authselect->directory.empty())
            takeDirectory(authselect->directory);
        takeFile("/etc/os-release");
        takeFile("/usr/lib/os-release");
        takeDpkgStatus();
        return std::move(m_copy);
    }

private:
    /// Copies what stands at a path. Returns true for a regular file whose bytes were copied now.
    bool takeFile(const std::string &path)
    {
        if (!m_taken.insert(path).second)
            return false;
        FileContent content = m_tree.read(path);
        const FileKind kind = content.status.kind;
        if (kind == FileKind::Directory) {
            takeDirectories(path);
        } else if (kind != FileKind::Missing || content.status.symlink) { // a link that leads nowhere is worth knowing
            takeDirectories(parentOf(path));
            m_copy.set(path, std::move(content));
        }
        return kind == FileKind::Regular;
    }

    static std::string parentOf(const std::string &path)
    {
        const std::size_t slash = path.rfind('/');
        return slash == std::string::npos || slash == 0 ? "/" : path.substr(0, slash);
    }

    /// A directory and those above it with their owners: who may replace a file is as much a matter of them.
    void takeDirectories(const std::string &path)
    {
        for (std::string directory = path; m_directories.insert(directory).second; directory = parentOf(directory)) {
            FileStatus status = m_tree.status(directory);
            if (status.kind == FileKind::Directory)
                m_copy.addDirectory(directory, std::move(status));
        }
    }

    /// A directory and the files in it, one level.
    void takeDirectory(const std::string &directory)
    {
        if (m_tree.status(directory).kind != FileKind::Directory)
            return;
        takeDirectories(directory);
        for (const std::string &name : m_tree.list(directory))
            takeFile(inDirectory(directory, name));
    }

    /// Status alone, for files whose bytes are nobody's business here.
    void takeStatus(const std::string &path)
    {
        if (!m_taken.insert(path).second)
            return;
        FileStatus status = m_tree.status(path);
        if (status.kind == FileKind::Directory) {
            takeDirectories(path);
        } else if (status.kind != FileKind::Missing) {
            takeDirectories(parentOf(path));
            m_copy.set(path, {std::move(status), {}});
        }
    }

    void takePamFile(const std::string &path, Syntax syntax = Syntax::PamD)
    {
        if (takeFile(path))
            m_todo.emplace_back(path, syntax);
    }

    void takePamFiles()
    {
        std::set<std::string> directories(m_profile.directories.begin(), m_profile.directories.end());
        directories.insert("/etc/pam.d"); // where relative targets may lead, whatever the search path is
        for (const std::string &directory : directories) {
            if (m_tree.status(directory).kind != FileKind::Directory)
                continue;
            takeDirectories(directory);
            for (const std::string &name : m_tree.list(directory))
                takePamFile(inDirectory(directory, name));
        }
        takePamFile("/etc/pam.conf", Syntax::PamConf);
        while (!m_todo.empty()) {
            const auto [path, syntax] = m_todo.back();
            m_todo.pop_back();
            const Document document = Document::parse(m_copy.read(path).bytes, m_profile, syntax);
            for (const Node &node : document.nodes()) {
                if (node.kind == NodeKind::Rule)
                    takeWhatIsNamed(node.rule, directories);
            }
        }
    }

    void takeWhatIsNamed(const Rule &rule, const std::set<std::string> &directories)
    {
        if (!rule.target || rule.target->text.empty())
            return;
        const std::string &target = rule.target->text;
        if (rule.kind == RuleKind::Module) {
            if (const std::optional<std::string> module = findModule(m_tree, m_profile, target))
                takeStatus(*module);
            takeFilesOfMotdRule(rule);
            takeScripts(rule);
        } else if (target.starts_with('/')) {
            takePamFile(normalized(target));
        } else {
            for (const std::string &directory : directories)
                takePamFile(normalized(inDirectory(directory, target)));
        }
    }

    /// Status alone: what a script does is nobody's business here, who may change it is.
    void takeScripts(const Rule &rule)
    {
        std::vector<std::string> arguments;
        for (const Token &argument : rule.arguments)
            arguments.push_back(argument.text);
        for (const std::string &script : scriptsOf(rule.target->text, arguments)) {
            if (script.starts_with('/'))
                takeStatus(normalized(script));
        }
    }

    /// pam_motd(8): motd= and motd_dir= name files of their own, colon-separated.
    void takeFilesOfMotdRule(const Rule &rule)
    {
        if (!rule.target->text.ends_with("pam_motd.so"))
            return;
        for (const Token &argument : rule.arguments) {
            const std::string &text = argument.text;
            const bool isDirectory = text.starts_with("motd_dir=");
            if (!isDirectory && !text.starts_with("motd="))
                continue;
            for (std::size_t begin = text.find('=') + 1; begin <= text.size();) {
                const std::size_t end = std::min(text.find(':', begin), text.size());
                const std::string path = text.substr(begin, end - begin);
                begin = end + 1;
                if (!path.starts_with('/'))
                    continue;
                if (isDirectory)
                    takeDirectory(path);
                else
                    takeFile(path);
            }
        }
    }

    void takeModuleDirectories()
    {
        for (std::string directory : m_profile.moduleDirectories) {
            if (directory.size() > 1 && directory.ends_with('/'))
                directory.pop_back();
            if (m_tree.status(directory).kind != FileKind::Directory)
                continue;
            takeDirectories(directory);
            for (const std::string &name : m_tree.list(directory)) {
                if (name.ends_with(".so"))
                    takeStatus(inDirectory(directory, name));
            }
        }
    }

    void takeMessageOfTheDay()
    {
        for (const char *path : {"/etc/motd", "/run/motd", "/usr/lib/motd", "/run/motd.dynamic"})
            takeFile(path);
        for (const char *directory : {"/etc/motd.d", "/run/motd.d", "/usr/lib/motd.d"})
            takeDirectory(directory);
    }

    void takeDpkgStatus()
    {
        FileContent content = m_tree.read(dpkgStatusPath);
        if (content.status.kind == FileKind::Regular)
            content.bytes = reducedDpkgStatus(content.bytes);
        if (content.status.kind != FileKind::Missing)
            m_copy.set(dpkgStatusPath, std::move(content));
    }

    const FileSource &m_tree;
    const LibpamProfile &m_profile;
    MemoryTree m_copy;
    std::set<std::string> m_taken;
    std::set<std::string> m_directories;
    std::vector<std::pair<std::string, Syntax>> m_todo;
};

} // namespace

MemoryTree snapshot(const FileSource &tree, const LibpamProfile &profile)
{
    return Snapshot(tree, profile).take();
}

} // namespace pamphlet::pam
