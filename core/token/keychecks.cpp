// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/relations.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace pamphlet::token {

namespace {

constexpr std::uint32_t safeKeyMode = 0640; // the web server's group reads it

std::string octal(std::uint32_t mode)
{
    std::array<char, 16> text{};
    const int size = std::snprintf(text.data(), text.size(), "%04o", static_cast<unsigned>(mode & 07777));
    return {text.data(), static_cast<std::size_t>(size)};
}

std::string directoryOf(const std::string &path)
{
    return path.substr(0, path.rfind('/'));
}

bool isBelow(const std::string &path, const std::string &directory)
{
    return directory.empty() || directory == "/"
        || (path.starts_with(directory) && path.size() > directory.size() && path[directory.size()] == '/');
}

/// Apache is told not to give this file away.
bool isDenied(const FileSource &tree, const std::string &directory, const std::string &name)
{
    const FileContent content = tree.read(directory + "/.htaccess");
    const bool denies
        = content.bytes.find("Require all denied") != std::string::npos || content.bytes.find("Deny from all") != std::string::npos;
    return denies && content.bytes.find(name) != std::string::npos;
}

/// Directories that are served, as far as that can be seen: those told, the usual ones, and DockerAuthentication's own.
std::vector<std::string> servedDirectories(const FileSource &tree, const TokenSetup &setup)
{
    std::vector<std::string> directories = setup.paths.webRoots;
    directories.insert(directories.end(), {"/var/www", "/srv/www", "/srv/http", "/usr/share/nginx/html"});
    if (!setup.paths.serviceConfig.empty()) {
        const std::string own = directoryOf(setup.paths.serviceConfig);
        if (tree.status(own + "/index.php").kind == FileKind::Regular)
            directories.push_back(own);
    }
    return directories;
}

/// The directory through which a file can be downloaded; empty if none is seen.
std::string servedThrough(const FileSource &tree, const std::vector<std::string> &directories, const std::string &path)
{
    const std::string directory = directoryOf(path);
    if (isDenied(tree, directory, path.substr(directory.size() + 1)))
        return {};
    const auto found
        = std::find_if(directories.begin(), directories.end(), [&path](const std::string &root) { return isBelow(path, root); });
    return found == directories.end() ? std::string() : *found;
}

void checkServedFiles(const FileSource &tree, const TokenSetup &setup, FindingList &findings)
{
    const std::vector<std::string> directories = servedDirectories(tree, setup);
    if (!setup.keyPath.empty() && setup.keyStatus.kind == FileKind::Regular) {
        if (const std::string root = servedThrough(tree, directories, setup.keyPath); !root.empty())
            findings.add("TOK056", {setup.keyPath, 0, 0}, {setup.keyPath, root});
    }
    const std::string &config = setup.paths.serviceConfig;
    if (config.empty() || setup.serviceStatus.kind != FileKind::Regular)
        return;
    if (const std::string root = servedThrough(tree, directories, config); !root.empty())
        findings.add("TOK057", {config, 1, 1}, {config, root});
    const std::string log = directoryOf(config) + "/auth.log";
    if (tree.status(log).kind == FileKind::Regular) {
        if (const std::string root = servedThrough(tree, directories, log); !root.empty())
            findings.add("TOK058", {log, 0, 0}, {log, root});
    }
}

} // namespace

void checkKey(const FileSource &tree, const TokenSetup &setup, FindingList &findings)
{
    checkServedFiles(tree, setup, findings);
    if (setup.keyPath.empty())
        return;
    const Place named = setup.service && setup.service->privateKey.good() ? setup.service->privateKey.where : Place{setup.keyPath, 0, 0};
    const Place file{setup.keyPath, 0, 0};
    if (setup.keyStatus.kind == FileKind::Regular && (setup.keyStatus.mode & ~safeKeyMode & 0777) != 0) {
        // Through a link the mode would be another file's.
        std::vector<Rewrite> fix;
        if (!setup.keyStatus.symlink)
            fix.push_back({setup.keyPath, std::nullopt, setup.keyStatus.mode & safeKeyMode});
        findings.add("TOK055", file, {setup.keyPath, octal(setup.keyStatus.mode), octal(setup.keyStatus.mode & safeKeyMode)},
                     std::move(fix));
    }
    if (setup.keyError) {
        const char *id = "TOK052";
        // A key that others may not read is as it should be.
        if (setup.keyStatus.kind == FileKind::Unreadable && setup.keyStatus.mode != 0 && (setup.keyStatus.mode & 0004) == 0)
            id = "TOK085";
        else if (setup.keyStatus.kind != FileKind::Regular)
            id = "TOK050";
        else if (setup.keyError->code == ErrorCode::AccessDenied)
            id = "TOK051";
        else if (setup.keyError->code == ErrorCode::Unsupported)
            id = "TOK053";
        else if (setup.keyError->code == ErrorCode::Unsafe)
            id = "TOK054";
        findings.add(id, named, {setup.keyPath, setup.keyError->detail});
        return;
    }
    // What follows is DockerAuthentication's own: other services sign with EC keys.
    if (setup.service && setup.key && setup.key->publicKey().type() != KeyType::Rsa)
        findings.add("TOK053", named, {setup.keyPath, setup.key->publicKey().description()});
}

} // namespace pamphlet::token
