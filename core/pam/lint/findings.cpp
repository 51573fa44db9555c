// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/findings.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

Severity severityOf(std::string_view id)
{
    const std::vector<LintInfo> &catalogue = lintCatalogue();
    const auto row = std::find_if(catalogue.begin(), catalogue.end(), [id](const LintInfo &info) { return info.id == id; });
    return row == catalogue.end() ? Severity::Warning : row->severity;
}

} // namespace

void Findings::add(std::string_view id, const Place &where, std::vector<std::string> arguments, const std::string &service,
                   std::optional<Fix> fix)
{
    Body &body = m_found[Key(where.file, where.line, where.column, id, std::move(arguments))];
    body.services.insert(service);
    if (fix)
        body.fix = std::move(fix);
}

std::vector<Finding> Findings::take()
{
    std::vector<Finding> result;
    for (auto &[key, body] : m_found) {
        const auto &[file, line, column, id, arguments] = key;
        result.push_back({std::string(id),
                          severityOf(id),
                          {file, line, column},
                          arguments,
                          {body.services.begin(), body.services.end()},
                          std::move(body.fix)});
    }
    m_found.clear();
    return result;
}

} // namespace pamphlet::pam
