// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::bench {

/**
 * A tree of 1,000 services, in a folder that goes with the object. Their texts are those of real Debian-like systems
 * where the maintainers' corpus is beside the tree, else our own of like size, in turn, until there are enough.
 */
class ServiceTree
{
public:
    static constexpr int services = 1000;

    /// How the files are to be written: from a text to the text that goes to disk.
    using Rewrite = std::function<std::string(const std::string &text, const std::string &confdir)>;
    explicit ServiceTree(const Rewrite &rewrite = {});
    ~ServiceTree();
    ServiceTree(const ServiceTree &) = delete;
    ServiceTree &operator=(const ServiceTree &) = delete;

    std::string root() const { return m_root.string(); }
    std::string confdir() const { return (m_root / "etc/pam.d").string(); }
    /// Of all files: the services, what they include, and `other`.
    const std::vector<std::string> &names() const { return m_names; }
    /// "1,006 files, 848 bytes each, of 46 real ones".
    const std::string &description() const { return m_description; }

private:
    std::filesystem::path m_root;
    std::vector<std::string> m_names;
    std::string m_description;
};

/// The tree as it is, made once.
const ServiceTree &plainTree();

/// For libpam, which looks for relative targets in the machine's own /etc/pam.d: include targets made absolute.
std::string withAbsoluteTargets(const std::string &text, const std::string &confdir);
/// The same, and every module is pam_permit.so.
std::string withPermitOnly(const std::string &text, const std::string &confdir);

} // namespace pamphlet::bench
