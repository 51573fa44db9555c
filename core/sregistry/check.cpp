// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/check.h"

#include "core/sregistry/checkrun.h"

#include <algorithm>
#include <tuple>

namespace pamphlet::sregistry {

const std::vector<pam::LintInfo> &checkCatalogue()
{
    using pam::Severity;
    static const std::vector<pam::LintInfo> catalogue{
        {"SRG001", Severity::Error, "file-missing"},
        {"SRG002", Severity::Warning, "eras-mixed"},
        {"SRG003", Severity::Error, "file-unusable"},
        {"SRG010", Severity::Note, "plugin-off"},
        {"SRG011", Severity::Error, "names-glued"},
        {"SRG012", Severity::Error, "plugin-unknown"},
        {"SRG013", Severity::Warning, "list-without-effect"},
        {"SRG014", Severity::Warning, "secrets-without-effect"},
        {"SRG015", Severity::Error, "list-replaced-later"},
        {"SRG016", Severity::Warning, "environment-overruled"},
        {"SRG017", Severity::Warning, "comma-trap"},
        {"SRG020", Severity::Error, "image-without-django-pam"},
        {"SRG021", Severity::Error, "build-argument-not-a-command"},
        {"SRG022", Severity::Error, "build-argument-before-from"},
        {"SRG023", Severity::Warning, "image-comes-ready-made"},
        {"SRG030", Severity::Error, "bind-missing"},
        {"SRG031", Severity::Warning, "bind-writable"},
        {"SRG032", Severity::Warning, "bind-without-plugin"},
        {"SRG033", Severity::Error, "bind-crossed"},
        {"SRG034", Severity::Warning, "volumes-handed-on"},
        {"SRG035", Severity::Note, "bind-pins-inode"},
        {"SRG036", Severity::Note, "service-is-login"},
        {"SRG040", Severity::Error, "nginx-user-missing"},
        {"SRG041", Severity::Error, "nginx-group-missing"},
        {"SRG042", Severity::Note, "host-accounts-unseen"},
    };
    return catalogue;
}

std::vector<pam::Finding> check(const FileSource &tree, const std::string &directory, const FileSource &host)
{
    std::vector<pam::Finding> findings = CheckRun(tree, directory, host).run();
    std::stable_sort(findings.begin(), findings.end(), [](const pam::Finding &left, const pam::Finding &right) {
        return std::tie(left.where.file, left.where.line, left.where.column, left.id)
            < std::tie(right.where.file, right.where.line, right.where.column, right.id);
    });
    return findings;
}

} // namespace pamphlet::sregistry
