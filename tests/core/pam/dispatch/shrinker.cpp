// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shrinker.h"

#include <algorithm>
#include <utility>

namespace pamphlet::test {

namespace {

class Shrinker
{
public:
    Shrinker(Configuration configuration, const StillShows &shows, int tries)
        : m_best(std::move(configuration))
        , m_shows(shows)
        , m_tries(tries)
    { }

    Configuration shrink()
    {
        Configuration before;
        do {
            before = m_best;
            dropFiles();
            dropCalls();
            renameService();
            spliceIncludes();
            const auto files = m_best.files;
            for (const auto &[name, bytes] : files) {
                dropPieces(name, "\n");
                dropPieces(name, " \t\n");
                dropPieces(name, " \t\n=[]");
                shortenRuns(name);
                constexpr std::size_t small = 300;
                if (m_best.files[name].size() <= small)
                    dropBytes(name);
            }
        } while (m_best != before && m_tries > 0);
        return m_best;
    }

private:
    bool accept(Configuration candidate)
    {
        if (m_tries-- <= 0 || candidate == m_best || !m_shows(candidate))
            return false;
        m_best = std::move(candidate);
        return true;
    }

    bool acceptBytes(const std::string &name, std::string bytes)
    {
        Configuration candidate = m_best;
        candidate.files[name] = std::move(bytes);
        return accept(std::move(candidate));
    }

    void dropFiles()
    {
        const auto files = m_best.files;
        for (const auto &[name, bytes] : files) {
            Configuration candidate = m_best;
            candidate.files.erase(name);
            if (!accept(std::move(candidate)))
                acceptBytes(name, {});
        }
    }

    void dropCalls()
    {
        for (std::size_t i = m_best.primitives.size(); i-- > 0;) {
            Configuration candidate = m_best;
            candidate.primitives.erase(candidate.primitives.begin() + std::ptrdiff_t(i));
            accept(std::move(candidate));
        }
    }

    void renameService()
    {
        Configuration candidate = m_best;
        candidate.service = "svc";
        accept(std::move(candidate));
    }

    /// What an include line brings in, in its place.
    void spliceIncludes()
    {
        const auto files = m_best.files;
        for (const auto &[name, bytes] : files) {
            for (const auto &[included, content] : files) {
                const std::size_t at = m_best.files[name].find(m_best.directory + '/' + included);
                if (at == std::string::npos)
                    continue;
                std::string spliced = m_best.files[name];
                const std::size_t begin = spliced.rfind('\n', at) + 1; // 0 on the first line
                const std::size_t end = std::min(spliced.find('\n', at), spliced.size());
                acceptBytes(name, spliced.replace(begin, end - begin, content));
            }
        }
    }

    /// The pieces between separators, each with the separator behind it.
    static std::vector<std::string> pieces(const std::string &bytes, std::string_view separators)
    {
        std::vector<std::string> result;
        for (std::size_t begin = 0; begin < bytes.size();) {
            const std::size_t end = std::min(bytes.find_first_of(separators, begin), bytes.size() - 1) + 1;
            result.push_back(bytes.substr(begin, end - begin));
            begin = end;
        }
        return result;
    }

    static std::string joined(const std::vector<std::string> &pieces, std::size_t leftOut, std::size_t count)
    {
        std::string bytes;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            if (i < leftOut || i >= leftOut + count)
                bytes += pieces[i];
        }
        return bytes;
    }

    /// First many at a time, then each.
    void dropPieces(const std::string &name, std::string_view separators)
    {
        std::size_t count = std::max<std::size_t>(pieces(m_best.files[name], separators).size() / 2, 1);
        for (;; count /= 2) {
            for (std::size_t i = 0;;) {
                const std::vector<std::string> all = pieces(m_best.files[name], separators);
                if (i >= all.size() || m_tries <= 0)
                    break;
                if (!acceptBytes(name, joined(all, i, count)))
                    i += count;
            }
            if (count <= 1)
                break;
        }
    }

    void shortenRuns(const std::string &name)
    {
        for (std::size_t i = 0; i < m_best.files[name].size();) {
            const std::string &bytes = m_best.files[name];
            const std::size_t length = std::min(bytes.find_first_not_of(bytes[i], i), bytes.size()) - i;
            constexpr std::size_t noticeable = 4;
            bool shorter = false;
            for (std::size_t kept = 1; length >= noticeable && kept < length && !shorter; kept = (kept + length + 1) / 2)
                shorter = acceptBytes(name, std::string(bytes).erase(i, length - kept));
            if (!shorter)
                i += length;
        }
    }

    void dropBytes(const std::string &name)
    {
        for (std::size_t i = 0; i < m_best.files[name].size() && m_tries > 0;) {
            if (!acceptBytes(name, std::string(m_best.files[name]).erase(i, 1)))
                ++i;
        }
    }

    Configuration m_best;
    const StillShows &m_shows;
    int m_tries;
};

} // namespace

Configuration shrunk(Configuration configuration, const StillShows &shows, int tries)
{
    return Shrinker(std::move(configuration), shows, tries).shrink();
}

} // namespace pamphlet::test
