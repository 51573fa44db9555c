// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/dpkgstatus.h"

#include <openssl/evp.h>

#include <array>
#include <memory>
#include <optional>

namespace pamphlet::pam {

namespace {

/// dpkg records nothing but MD5. It tells an edited file from a delivered one here; nothing is trusted because of it.
std::optional<std::string> md5(std::string_view bytes)
{
    const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm(EVP_MD_fetch(nullptr, "MD5", "-fips"), &EVP_MD_free);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (!algorithm || EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm.get(), nullptr) != 1)
        return std::nullopt;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        text += digits[digest[i] >> 4];
        text += digits[digest[i] & 15];
    }
    return text;
}

bool isPamPath(std::string_view path)
{
    return path.starts_with("/etc/pam.d/") || path == "/etc/pam.conf";
}

/// One paragraph of deb822(5); the view ends before the empty line.
struct Paragraph {
    std::string_view text;

    /// The field's lines as they stand, name and continuation lines included; empty if there is none.
    std::string_view field(std::string_view name) const
    {
        std::size_t begin = 0;
        while (begin < text.size()) {
            std::size_t end = begin;
            do { // a line that starts with a blank continues the field
                end = text.find('\n', end);
                end = end == std::string_view::npos ? text.size() : end + 1;
            } while (end < text.size() && (text[end] == ' ' || text[end] == '\t'));
            const std::string_view lines = text.substr(begin, end - begin);
            if (lines.starts_with(name) && lines.substr(name.size()).starts_with(':'))
                return lines;
            begin = end;
        }
        return {};
    }
};

/// The paragraphs that tell the libpam of a tree: dpkg's own says which architecture is the native one.
bool tellsLibpam(std::string_view paragraph)
{
    return paragraph.starts_with("Package: libpam0g\n") || paragraph.starts_with("Package: dpkg\n");
}

/// Calls `visit` for the paragraphs that may matter, in order. Others are passed over without a look at their fields.
template<class Visitor>
void visitPamParagraphs(std::string_view status, Visitor visit)
{
    std::size_t begin = 0;
    while (begin < status.size()) {
        std::size_t end = status.find("\n\n", begin);
        end = end == std::string_view::npos ? status.size() : end + 1;
        const Paragraph paragraph{status.substr(begin, end - begin)};
        if (tellsLibpam(paragraph.text) || paragraph.text.find("\n /etc/pam.") != std::string_view::npos)
            visit(paragraph);
        begin = end + 1;
    }
}

/// Calls `visit(line, path, digest)` for each PAM file of a "Conffiles:" field.
template<class Visitor>
void visitPamConffiles(std::string_view conffiles, Visitor visit)
{
    for (std::size_t begin = 0; begin < conffiles.size();) {
        std::size_t end = conffiles.find('\n', begin);
        end = end == std::string_view::npos ? conffiles.size() : end + 1;
        const std::string_view line = conffiles.substr(begin, end - begin);
        begin = end;
        const std::size_t blank = line.find(' ', 1);
        if (!line.starts_with(' ') || blank == std::string_view::npos)
            continue;
        const std::string_view path = line.substr(1, blank - 1);
        const std::string_view rest = line.substr(blank + 1);
        if (isPamPath(path))
            visit(line, path, rest.substr(0, rest.find_first_of(" \n"))); // " obsolete" may follow the digest
    }
}

} // namespace

DpkgConffiles DpkgConffiles::read(const FileSource &tree)
{
    DpkgConffiles result;
    const FileContent status = tree.read(dpkgStatusPath);
    if (status.status.kind != FileKind::Regular)
        return result;
    result.m_exists = true;
    visitPamParagraphs(status.bytes, [&result](const Paragraph &paragraph) {
        visitPamConffiles(paragraph.field("Conffiles"), [&result](std::string_view, std::string_view path, std::string_view digest) {
            result.m_digests.emplace(path, digest);
        });
    });
    return result;
}

bool DpkgConffiles::delivered(const std::string &path, std::string_view bytes) const
{
    const auto [begin, end] = m_digests.equal_range(path);
    if (begin == end)
        return false;
    const std::optional<std::string> digest = md5(bytes);
    for (auto it = begin; digest && it != end; ++it) {
        if (it->second == *digest)
            return true;
    }
    return false;
}

std::string reducedDpkgStatus(std::string_view status)
{
    std::string result;
    visitPamParagraphs(status, [&result](const Paragraph &paragraph) {
        std::string conffiles;
        visitPamConffiles(paragraph.field("Conffiles"),
                          [&conffiles](std::string_view line, std::string_view, std::string_view) { conffiles += line; });
        if (conffiles.empty() && !tellsLibpam(paragraph.text))
            return;
        for (const std::string_view name : {"Package", "Status", "Architecture", "Source", "Version"})
            result += paragraph.field(name);
        if (!conffiles.empty())
            result += "Conffiles:\n" + conffiles;
        result += '\n';
    });
    return result;
}

} // namespace pamphlet::pam
