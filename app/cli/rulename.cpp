// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rulename.h"

#include "app/cli/tree.h"
#include "core/pam/stack/servicelookup.h"

#include <charconv>
#include <filesystem>
#include <utility>

namespace pamphlet::app::cli {

Result<RuleName> fileName(const Tree &tree, std::string_view text)
{
    if (text.starts_with('/')) {
        std::string path = std::filesystem::path(text).lexically_normal().string();
        if (tree.files->status(path).kind == FileKind::Missing)
            return fail(ErrorCode::NotFound, "no such file", {std::move(path), 0, 0});
        return RuleName{std::move(path), 0};
    }
    const std::string name(text);
    if (name.empty() || name.find('/') != std::string::npos)
        return fail(ErrorCode::InvalidArgument, "the name of a service or an absolute path is needed: " + name);
    if (!pam::usesPamD(*tree.files, tree.profile))
        return fail(ErrorCode::NotFound, "this tree has no directory of service files; /etc/pam.conf is named by its path",
                    {"/etc/pam.d/" + name, 0, 0});
    std::optional<std::string> file = pam::findServiceFile(*tree.files, tree.profile, name);
    if (!file)
        return fail(ErrorCode::NotFound, "no such service file", {"/etc/pam.d/" + name, 0, 0});
    return RuleName{*std::move(file), 0};
}

Result<RuleName> ruleName(const Tree &tree, std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    std::size_t line = 0;
    if (colon != std::string_view::npos) {
        const char *const end = text.data() + text.size();
        const auto [rest, code] = std::from_chars(text.data() + colon + 1, end, line);
        if (code != std::errc() || rest != end)
            line = 0;
    }
    if (line == 0)
        return fail(ErrorCode::InvalidArgument, "a rule is named by its file and its line, as in sudo:3: " + std::string(text));
    Result<RuleName> name = fileName(tree, text.substr(0, colon));
    if (name)
        name->line = line;
    return name;
}

Result<pam::Document> documentOf(const Tree &tree, const std::string &file)
{
    FileContent content = tree.files->read(file);
    if (content.status.kind == FileKind::Missing)
        return fail(ErrorCode::NotFound, "no such file", {file, 0, 0});
    if (content.status.kind != FileKind::Regular)
        return fail(ErrorCode::Unreadable, content.status.detail.empty() ? "not a regular file" : content.status.detail, {file, 0, 0});
    const bool pamConf = file == "/etc/pam.conf" && !pam::usesPamD(*tree.files, tree.profile);
    return pam::Document::parse(std::move(content.bytes), tree.profile, pamConf ? pam::Syntax::PamConf : pam::Syntax::PamD);
}

Result<std::size_t> ruleAt(const pam::Document &document, const std::string &file, std::size_t line)
{
    if (const std::optional<std::size_t> node = document.ruleAtLine(line))
        return *node;
    return fail(ErrorCode::InvalidArgument, "no rule stands on this line", {file, line, 0});
}

} // namespace pamphlet::app::cli
