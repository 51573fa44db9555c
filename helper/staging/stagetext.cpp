// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/staging/stagetext.h"

#include "core/change/descriptor.h"
#include "core/pam/modules/modulelookup.h"
#include "core/pam/stack/servicelookup.h"
#include "core/pam/syntax/edit.h"

#include <algorithm>
#include <array>
#include <climits>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace pamphlet::helper {

namespace {

/// The old reader takes 1023 bytes of a logical line; some room is left for what is counted differently.
constexpr std::size_t maxOldLine = 1000;

bool isDelimiter(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n';
}

char lowered(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

} // namespace

StagedText::StagedText(const pam::Document &document, std::string_view service)
    : m_document(document)
    , m_service(service)
{
    m_texts.reserve(document.nodes().size());
    for (const pam::Node &node : document.nodes())
        m_texts.push_back(bytesOf(node));
}

bool StagedText::keeps(const pam::Node &node) const
{
    if (m_document.syntax() == pam::Syntax::PamD || node.kind != pam::NodeKind::Rule)
        return true;
    if (!node.rule.service)
        return false;
    const std::string &name = node.rule.service->text;
    return std::equal(name.begin(), name.end(), m_service.begin(), m_service.end(),
                      [](char a, char b) { return lowered(a) == lowered(b); });
}

std::string StagedText::bytesOf(const pam::Node &node) const
{
    std::string bytes(m_document.bytes(node.span));
    if (m_document.syntax() == pam::Syntax::PamD)
        return bytes;
    if (!keeps(node) || node.kind == pam::NodeKind::Blank || node.kind == pam::NodeKind::Comment)
        return {};
    if (node.kind != pam::NodeKind::Rule)
        return bytes; // an error wherever it stands
    if (!node.rule.type)
        return "auth\n"; // a line with a service alone is an entry that fails; so is one with a type alone
    bytes.erase(node.rule.service->span.begin - node.span.begin, node.rule.service->span.size());
    return bytes;
}

bool StagedText::fits(const pam::Node &node, std::size_t before, std::size_t after) const
{
    return m_document.profile().parser16 || node.span.size() - before + after <= maxOldLine;
}

bool StagedText::replaceModule(std::size_t index, const std::vector<std::string> &words)
{
    const pam::Node &node = m_document.nodes()[index];
    const pam::Span span = node.rule.target->span;
    std::string replacement;
    for (const std::string &word : words) {
        const auto spelled = pam::spellToken(word);
        if (!spelled)
            return false;
        if (!replacement.empty())
            replacement += ' ';
        replacement += *spelled;
    }
    // An argument may follow a bracket without a blank between them.
    if (span.end < node.span.end && !isDelimiter(m_document.text()[span.end]))
        replacement += ' ';
    if (!fits(node, span.size(), replacement.size()))
        return false;
    std::string &text = m_texts[index];
    // From the end: in a pam.conf the front of the text is shorter than the node.
    text.replace(text.size() - (node.span.end - span.begin), span.size(), replacement);
    return true;
}

bool StagedText::replaceInclude(std::size_t index, const std::string &target)
{
    if (replaceModule(index, {target}))
        return true;
    const pam::Node &node = m_document.nodes()[index];
    const auto spelled = pam::spellToken(target);
    if (!spelled || !node.rule.type)
        return false;
    std::string line(m_document.bytes(node.rule.type->span));
    if (node.rule.control)
        line.append(" ").append(m_document.bytes(node.rule.control->span));
    line.append(" ").append(*spelled);
    if (line.find('\n') != std::string::npos || (!m_document.profile().parser16 && line.size() > maxOldLine))
        return false;
    m_texts[index] = line + '\n';
    return true;
}

std::string StagedText::take()
{
    std::string text;
    for (std::string &node : m_texts) {
        // The old reader cuts long lines in pieces, each a line of its own. Where a piece was changed the cut would fall
        // elsewhere, so every piece gets a newline; behind a whole one it is an empty line.
        if (!text.empty() && !text.ends_with('\n') && !node.empty())
            text += '\n';
        text += node;
        node.clear();
    }
    return text;
}

bool hasBadModuleName(std::string_view name)
{
    name.remove_prefix(name.rfind('/') + 1); // npos + 1 is 0
    name = name.substr(0, name.rfind('.'));
    return name.empty() || name == "?";
}

std::vector<ModuleFile> moduleFiles(const FileSource &modules, const pam::LibpamProfile &profile, const std::string &module)
{
    std::vector<ModuleFile> files;
    const auto add = [&files](const std::optional<std::string> &path) {
        if (path && std::none_of(files.begin(), files.end(), [&path](const ModuleFile &file) { return file.path == *path; }))
            files.push_back({*path});
    };
    add(pam::findModule(modules, profile, module));
    if (!module.starts_with('/') && module.find("$ISA") == std::string::npos) {
        // A file that is there but cannot be loaded makes libpam try the next directory.
        pam::LibpamProfile rest = profile;
        while (!rest.moduleDirectories.empty()) {
            add(pam::findModule(modules, rest, module));
            rest.moduleDirectories.erase(rest.moduleDirectories.begin());
        }
    }
    if (files.empty()) {
        const bool relative = !module.starts_with('/') && !profile.moduleDirectories.empty();
        files.push_back({relative ? profile.moduleDirectories.front() + "/" + module : module, false});
    }
    return files;
}

std::string pathOnMachine(const change::RootDirectory &root, const std::string &path)
{
    const auto start = path.find_first_not_of('/');
    if (start == std::string::npos)
        return {};
    const auto pathOf = [](int descriptor) {
        std::array<char, PATH_MAX> text{};
        const ssize_t size = ::readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), text.data(), text.size());
        return size > 0 && static_cast<std::size_t>(size) < text.size() ? std::string(text.data(), static_cast<std::size_t>(size))
                                                                        : std::string();
    };
    const change::Descriptor file = change::openInside(root.descriptor(), path.substr(start), O_PATH, change::Resolve::InRoot);
    if (!file.valid())
        return {};
    const std::string resolved = pathOf(file.get());
    // What has been moved out of the root, or removed, since it was opened.
    return resolved.starts_with(pathOf(root.descriptor()) + "/") ? resolved : std::string();
}

} // namespace pamphlet::helper
