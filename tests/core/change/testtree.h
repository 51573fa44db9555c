// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/changeset.h"
#include "core/change/rootdirectory.h"
#include "core/change/transaction.h"

#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::test {

/// A tree on disk with etc/pam.d, for changing.
class TestTree
{
public:
    /// `directory` is empty and stays the caller's.
    explicit TestTree(const QString &directory);

    const std::string &path() const { return m_path; }
    std::string at(const std::string &path) const { return m_path + path; }

    void mkdir(const std::string &path, unsigned mode = 0755) const;
    void write(const std::string &path, const std::string &bytes, unsigned mode = 0644) const;
    std::optional<std::string> read(const std::string &path) const;
    void removeAll() const;

    std::shared_ptr<const change::RootDirectory> root() const;
    change::TransactionLog log() const;

    /// Everything below etc: kind, owner, mode, extended attributes, link target and bytes of each name. Times are left out.
    std::map<std::string, std::string> snapshot(const std::string &below = "/etc") const;

    /// What a transaction left of its temporary files.
    std::vector<std::string> temporaries() const;

private:
    std::string m_path;
};

/// An origin with the number as its id.
change::Origin origin(unsigned number);
/// Thirty-two hexadecimal digits.
std::string transactionId(unsigned number);

/// A change of a file that has `before`.
change::FileChange replaceFile(const std::string &path, const std::string &before, const std::string &after,
                               std::optional<std::uint32_t> mode = std::nullopt);
change::FileChange createFile(const std::string &path, const std::string &content, std::optional<std::uint32_t> mode = std::nullopt);
change::FileChange removeFile(const std::string &path, const std::string &before);
/// Sorted.
change::ChangeSet changeSet(std::vector<change::FileChange> changes, std::string reason = {});

/// "Unsafe: … (/etc/motd)", for messages of failed tests.
QString describe(const Error &error);

} // namespace pamphlet::test
