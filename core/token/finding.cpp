// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/finding.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace pamphlet::token {

const std::vector<FindingInfo> &findingCatalogue()
{
    static const std::vector<FindingInfo> catalogue{
        {"TOK001", Severity::Error, "service-config-unreadable"},
        {"TOK002", Severity::Error, "service-config-invalid"},
        {"TOK003", Severity::Error, "service-config-of-other-program"},
        {"TOK004", Severity::Error, "service-key-missing"},
        {"TOK005", Severity::Error, "service-wrong-type"},
        {"TOK006", Severity::Warning, "service-unknown-key"},
        {"TOK007", Severity::Error, "duplicate-key"},
        {"TOK008", Severity::Error, "blacklist-not-a-list"},
        {"TOK009", Severity::Warning, "blacklist-entry-not-text"},
        {"TOK010", Severity::Warning, "service-config-name"},
        {"TOK011", Severity::Warning, "value-empty"},
        {"TOK020", Severity::Error, "registry-config-unreadable"},
        {"TOK021", Severity::Error, "registry-config-invalid"},
        {"TOK022", Severity::Error, "auth-missing"},
        {"TOK023", Severity::Error, "auth-several-types"},
        {"TOK024", Severity::Error, "auth-not-token"},
        {"TOK025", Severity::Error, "registry-key-missing"},
        {"TOK026", Severity::Error, "registry-wrong-type"},
        {"TOK027", Severity::Warning, "registry-unknown-key"},
        {"TOK028", Severity::Warning, "registry-key-of-version-3"},
        {"TOK029", Severity::Error, "signing-algorithm-unknown"},
        {"TOK030", Severity::Error, "signing-algorithm-left-out"},
        {"TOK031", Severity::Warning, "autoredirect"},
        {"TOK040", Severity::Error, "issuer-differs"},
        {"TOK041", Severity::Error, "audience-differs"},
        {"TOK042", Severity::Error, "realm-path"},
        {"TOK043", Severity::Warning, "realm-in-the-clear"},
        {"TOK044", Severity::Error, "realm-not-an-address"},
        {"TOK050", Severity::Error, "key-unreadable"},
        {"TOK051", Severity::Error, "key-encrypted"},
        {"TOK052", Severity::Error, "key-not-a-private-key"},
        {"TOK053", Severity::Error, "key-not-rsa"},
        {"TOK054", Severity::Error, "key-too-small"},
        {"TOK055", Severity::Error, "key-open-to-others"},
        {"TOK056", Severity::Error, "key-served"},
        {"TOK057", Severity::Warning, "config-served"},
        {"TOK058", Severity::Warning, "log-served"},
        {"TOK059", Severity::Warning, "bundle-not-here"},
        {"TOK060", Severity::Error, "bundle-unreadable"},
        {"TOK061", Severity::Error, "bundle-without-certificate"},
        {"TOK062", Severity::Error, "bundle-broken-certificate"},
        {"TOK063", Severity::Error, "bundle-key-type"},
        {"TOK064", Severity::Error, "key-not-in-bundle"},
        {"TOK065", Severity::Warning, "certificate-expired"},
        {"TOK066", Severity::Warning, "certificate-not-yet-valid"},
        {"TOK067", Severity::Error, "authority-in-bundle"},
        {"TOK068", Severity::Warning, "certificate-of-an-authority"},
        {"TOK069", Severity::Warning, "private-key-in-bundle"},
        {"TOK070", Severity::Warning, "bundle-block-skipped"},
        {"TOK071", Severity::Note, "further-key-in-bundle"},
        {"TOK072", Severity::Warning, "root-in-bundle"},
        {"TOK080", Severity::Error, "key-id-not-known-to-version-3"},
        {"TOK081", Severity::Error, "jwks-unreadable"},
        {"TOK082", Severity::Error, "jwks-invalid"},
        {"TOK083", Severity::Warning, "ec-key-id-in-version-3-0"},
        {"TOK084", Severity::Note, "version-3-would-refuse"},
        {"TOK085", Severity::Note, "key-not-checked"},
    };
    return catalogue;
}

void FindingList::add(std::string_view id, Place where, std::vector<std::string> arguments, std::vector<Rewrite> fix)
{
    const std::vector<FindingInfo> &catalogue = findingCatalogue();
    const auto info = std::find_if(catalogue.begin(), catalogue.end(), [id](const FindingInfo &row) { return row.id == id; });
    const Severity severity = info == catalogue.end() ? Severity::Warning : info->severity;
    m_findings.push_back({std::string(id), severity, std::move(where), std::move(arguments), std::move(fix)});
}

std::vector<Finding> FindingList::take()
{
    std::stable_sort(m_findings.begin(), m_findings.end(), [](const Finding &a, const Finding &b) {
        return std::tie(a.where.file, a.where.line, a.where.column, a.id) < std::tie(b.where.file, b.where.line, b.where.column, b.id);
    });
    return std::exchange(m_findings, {});
}

} // namespace pamphlet::token
