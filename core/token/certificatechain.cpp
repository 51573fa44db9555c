// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/certificatechain.h"

#include <algorithm>

namespace pamphlet::token {

namespace {

/// Go gives up after so many signatures.
constexpr int maximumChecks = 100;

class Search
{
public:
    Search(const std::vector<Certificate> &intermediates, const std::vector<Certificate> &roots, std::int64_t time)
        : m_intermediates(intermediates)
        , m_roots(roots)
        , m_time(time)
    { }

    std::optional<ChainFault> run(const Certificate &leaf)
    {
        if (const std::optional<ChainFault> fault = ownFault(leaf))
            return fault;
        if (std::find(m_roots.begin(), m_roots.end(), leaf) != m_roots.end())
            return std::nullopt;
        m_path.push_back(&leaf);
        if (climb(leaf))
            return std::nullopt;
        return m_fault;
    }

private:
    std::optional<ChainFault> ownFault(const Certificate &certificate) const
    {
        if (certificate.hasUnknownCriticalExtension())
            return ChainFault::UnknownExtension;
        if (m_time < certificate.notBefore())
            return ChainFault::NotYetValid;
        if (m_time > certificate.notAfter())
            return ChainFault::Expired;
        return std::nullopt;
    }

    /// True if a root is above. The fault of the last candidate by name is kept: Go reports it as the hint.
    bool climb(const Certificate &child) { return climbTo(child, m_roots, true) || climbTo(child, m_intermediates, false); }

    bool climbTo(const Certificate &child, const std::vector<Certificate> &candidates, bool root)
    {
        for (const Certificate &parent : candidates) {
            if (!parent.namedAsIssuerOf(child) || ++m_checks > maximumChecks)
                continue;
            const bool met = std::any_of(m_path.begin(), m_path.end(), [&parent](const Certificate *other) { return *other == parent; });
            if (met || !parent.signedTheSignatureOf(child))
                continue;
            if (!parent.mayIssue() || (!root && !parent.authority())) {
                m_fault = ChainFault::NotAuthority;
                continue;
            }
            // The path holds the leaf, which does not count.
            if (parent.pathLength() && m_path.size() - 1 > *parent.pathLength()) {
                m_fault = ChainFault::TooLong;
                continue;
            }
            if (const std::optional<ChainFault> fault = ownFault(parent)) {
                m_fault = *fault;
                continue;
            }
            if (root)
                return true;
            m_path.push_back(&parent);
            if (climb(parent))
                return true;
            m_path.pop_back();
        }
        return false;
    }

    const std::vector<Certificate> &m_intermediates;
    const std::vector<Certificate> &m_roots;
    const std::int64_t m_time;
    std::vector<const Certificate *> m_path;
    ChainFault m_fault = ChainFault::UnknownAuthority;
    int m_checks = 0;
};

} // namespace

std::optional<ChainFault> chainFault(const Certificate &leaf, const std::vector<Certificate> &intermediates,
                                     const std::vector<Certificate> &roots, std::int64_t time)
{
    return Search(intermediates, roots, time).run(leaf);
}

} // namespace pamphlet::token
