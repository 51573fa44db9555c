// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/trustedpath.h"

#include "core/change/systemerror.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <deque>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace pamphlet::change {

namespace {

constexpr int maxLinks = 40; ///< as many as the kernel follows

class Walk
{
public:
    Walk(std::string path, std::uint32_t owner)
        : m_given(std::move(path))
        , m_owner(owner)
    { }

    Result<TrustedPath> run(int root)
    {
        if (m_given.find('\0') != std::string::npos)
            return fail(ErrorCode::NotFound, "a path with a NUL byte");
        Step first{Descriptor(::openat(root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC)), {}, {}};
        if (!first.descriptor.valid() || ::fstat(first.descriptor.get(), &first.status) != 0)
            return fail(systemError(errno, "open the directory", "/"));
        if (auto safe = check(first.status, "/"); !safe)
            return fail(safe.error());
        m_steps.push_back(std::move(first));
        prepend(m_given);
        while (!m_pending.empty()) {
            const std::string name = std::move(m_pending.front());
            m_pending.pop_front();
            if (name == "..") {
                if (m_steps.size() > 1)
                    m_steps.pop_back();
            } else if (auto stepped = step(name); !stepped) {
                return fail(stepped.error());
            }
        }
        std::string path = here();
        return TrustedPath{std::move(m_steps.back().descriptor), std::move(path), m_steps.back().status};
    }

private:
    struct Step {
        Descriptor descriptor;
        std::string name;
        struct stat status {
        };
    };

    /// Where the walk stands.
    std::string here() const
    {
        std::string path;
        for (std::size_t i = 1; i < m_steps.size(); ++i)
            path += "/" + m_steps[i].name;
        return path.empty() ? "/" : path;
    }

    void prepend(const std::string &path)
    {
        std::vector<std::string> names;
        for (std::size_t begin = 0; begin < path.size();) {
            const std::size_t end = std::min(path.find('/', begin), path.size());
            if (std::string name = path.substr(begin, end - begin); !name.empty() && name != ".")
                names.push_back(std::move(name));
            begin = end + 1;
        }
        m_pending.insert(m_pending.begin(), names.begin(), names.end());
    }

    static bool isShared(const struct stat &directory) { return (directory.st_mode & (S_IWGRP | S_IWOTH)) != 0; }

    Result<void> check(const struct stat &status, const std::string &path) const
    {
        if (status.st_uid != 0 && status.st_uid != m_owner)
            return fail(ErrorCode::Unsafe, path + " belongs to another user", {path, 0, 0});
        // The permission bits of a link mean nothing.
        if (!S_ISLNK(status.st_mode) && isShared(status) && !(S_ISDIR(status.st_mode) && (status.st_mode & S_ISVTX) != 0))
            return fail(ErrorCode::Unsafe, path + " can be written by others", {path, 0, 0});
        return {};
    }

    Result<void> step(const std::string &name)
    {
        const Step &above = m_steps.back();
        const std::string path = (m_steps.size() == 1 ? std::string() : here()) + "/" + name;
        if (!S_ISDIR(above.status.st_mode))
            return fail(ErrorCode::NotADirectory, here() + " is not a directory", {here(), 0, 0});
        Step next{Descriptor(::openat(above.descriptor.get(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC)), name, {}};
        if (!next.descriptor.valid()) {
            if (errno == ENOENT && isShared(above.status))
                return fail(ErrorCode::Unsafe, path + " is not there, and others can make it", {path, 0, 0});
            return fail(systemError(errno, "open", path));
        }
        if (::fstat(next.descriptor.get(), &next.status) != 0)
            return fail(systemError(errno, "examine", path));
        if (auto safe = check(next.status, path); !safe)
            return safe;
        if (S_ISLNK(next.status.st_mode))
            return follow(next.descriptor.get(), path);
        if (!S_ISDIR(next.status.st_mode) && !S_ISREG(next.status.st_mode))
            return fail(ErrorCode::Unsafe, path + " is neither a directory nor a file", {path, 0, 0});
        m_steps.push_back(std::move(next));
        return {};
    }

    Result<void> follow(int link, const std::string &path)
    {
        std::array<char, PATH_MAX> text{};
        const ssize_t size = ::readlinkat(link, "", text.data(), text.size());
        if (size < 0)
            return fail(systemError(errno, "read the link", path));
        if (++m_links > maxLinks || size == 0 || static_cast<std::size_t>(size) == text.size())
            return fail(ErrorCode::Unsafe, path + " is one link too many", {path, 0, 0});
        const std::string target(text.data(), static_cast<std::size_t>(size));
        if (target.front() == '/')
            m_steps.erase(m_steps.begin() + 1, m_steps.end());
        prepend(target);
        return {};
    }

    std::string m_given;
    std::uint32_t m_owner;
    std::vector<Step> m_steps; ///< from the root to where the walk stands
    std::deque<std::string> m_pending;
    int m_links = 0;
};

} // namespace

Result<TrustedPath> openTrusted(int root, const std::string &path, std::uint32_t owner)
{
    return Walk(path, owner).run(root);
}

Result<TrustedPath> openTrusted(const std::string &path, std::uint32_t owner)
{
    const Descriptor root(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!root.valid())
        return fail(systemError(errno, "open the directory", "/"));
    return openTrusted(root.get(), path, owner);
}

} // namespace pamphlet::change
