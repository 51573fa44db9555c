// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/change/testtree.h"

#include "core/change/digest.h"

#include <QFile>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include <sys/stat.h>
#include <sys/xattr.h>

namespace pamphlet::test {

namespace fs = std::filesystem;

namespace {

std::string extendedAttributes(const std::string &path)
{
    std::vector<char> names(64u << 10);
    const ssize_t length = ::llistxattr(path.c_str(), names.data(), names.size());
    std::map<std::string, std::string> sorted;
    for (ssize_t at = 0; at < length;) {
        const std::string name(names.data() + at);
        at += static_cast<ssize_t>(name.size()) + 1;
        std::vector<char> value(64u << 10);
        const ssize_t size = ::lgetxattr(path.c_str(), name.c_str(), value.data(), value.size());
        sorted[name] = std::string(value.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    }
    std::string text;
    for (const auto &[name, value] : sorted)
        text += ' ' + name + '=' + change::sha256(value).substr(0, 8);
    return text;
}

std::string fileBytes(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

} // namespace

TestTree::TestTree(const QString &directory)
    : m_path(QFile::encodeName(directory).toStdString())
{
    ::chmod(m_path.c_str(), 0755);
    mkdir("/etc");
    mkdir("/etc/pam.d");
}

void TestTree::mkdir(const std::string &path, unsigned mode) const
{
    fs::create_directories(at(path));
    ::chmod(at(path).c_str(), mode);
}

void TestTree::write(const std::string &path, const std::string &bytes, unsigned mode) const
{
    std::ofstream(at(path), std::ios::binary | std::ios::trunc) << bytes;
    ::chmod(at(path).c_str(), mode);
}

std::optional<std::string> TestTree::read(const std::string &path) const
{
    std::error_code error;
    if (!fs::exists(fs::symlink_status(at(path), error)))
        return std::nullopt;
    return fileBytes(at(path));
}

void TestTree::removeAll() const
{
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(m_path, error))
        fs::remove_all(entry.path(), error);
}

std::shared_ptr<const change::RootDirectory> TestTree::root() const
{
    auto root = change::RootDirectory::open(m_path);
    if (!root)
        qFatal("%s", qPrintable(describe(root.error())));
    return *root;
}

change::TransactionLog TestTree::log() const
{
    auto log = change::TransactionLog::open(root());
    if (!log)
        qFatal("%s", qPrintable(describe(log.error())));
    return std::move(*log);
}

std::map<std::string, std::string> TestTree::snapshot(const std::string &below) const
{
    std::map<std::string, std::string> result;
    const auto add = [&](const std::string &path) {
        struct stat info {
        };
        if (::lstat(path.c_str(), &info) != 0)
            return;
        std::ostringstream text;
        text << std::oct << info.st_mode << std::dec << ' ' << info.st_uid << ':' << info.st_gid << extendedAttributes(path);
        std::error_code error;
        if (S_ISLNK(info.st_mode))
            text << " -> " << fs::read_symlink(path, error).string();
        if (S_ISREG(info.st_mode))
            text << ' ' << fileBytes(path);
        result[path.substr(m_path.size())] = text.str();
    };
    add(at(below));
    std::error_code error;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(at(below), error))
        add(entry.path().string());
    return result;
}

std::string transactionId(unsigned number)
{
    const std::string digits = QString::number(number, 16).toStdString();
    return std::string(32 - digits.size(), '0') + digits;
}

std::vector<std::string> TestTree::temporaries() const
{
    std::vector<std::string> found;
    for (const auto &[path, what] : snapshot()) {
        if (path.find(".pamphlet-") != std::string::npos)
            found.push_back(path);
    }
    return found;
}

change::Origin origin(unsigned number)
{
    return {1000, "alice", 1'700'000'000 + static_cast<std::int64_t>(number), transactionId(number)};
}

change::FileChange replaceFile(const std::string &path, const std::string &before, const std::string &after,
                               std::optional<std::uint32_t> mode)
{
    return {path, change::sha256(before), after, mode};
}

change::FileChange createFile(const std::string &path, const std::string &content, std::optional<std::uint32_t> mode)
{
    return {path, std::nullopt, content, mode};
}

change::FileChange removeFile(const std::string &path, const std::string &before)
{
    return {path, change::sha256(before), std::nullopt, std::nullopt};
}

change::ChangeSet changeSet(std::vector<change::FileChange> changes, std::string reason)
{
    std::sort(changes.begin(), changes.end(), [](const auto &a, const auto &b) { return a.path < b.path; });
    return {std::move(changes), std::move(reason)};
}

QString describe(const Error &error)
{
    return QStringLiteral("%1: %2 (%3)")
        .arg(QString::fromUtf8(errorName(error.code).data(), static_cast<int>(errorName(error.code).size())),
             QString::fromStdString(error.detail), QString::fromStdString(error.where.file));
}

} // namespace pamphlet::test
