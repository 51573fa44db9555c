// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/provision.h"

#include "core/pam/generate/mimic.h"
#include "core/pam/stack/servicelookup.h"
#include "core/teleport/check.h"
#include "core/teleport/plannedtree.h"
#include "core/teleport/settings.h"

#include <optional>

namespace pamphlet::teleport {

namespace {

/// Where this tree keeps a program; the default if it is nowhere.
std::string located(const FileSource &tree, const std::string &standard)
{
    const std::string name = standard.substr(standard.rfind('/') + 1);
    for (const std::string &directory :
         {std::string(), std::string("/usr/sbin/"), std::string("/usr/bin/"), std::string("/sbin/"), std::string("/bin/")}) {
        const std::string path = directory.empty() ? standard : directory + name;
        if (tree.status(path).kind == FileKind::Regular)
            return path;
    }
    return standard;
}

ScriptTools located(const FileSource &tree, ScriptTools tools)
{
    for (std::string *tool : {&tools.useradd, &tools.groupadd, &tools.getent, &tools.makeHome, &tools.logger})
        *tool = located(tree, *tool);
    return tools;
}

/// A rule that takes in what the system's own services do for a facility.
std::string systemRule(const pam::SystemStack &system, pam::Facility facility)
{
    const std::string &name = system.names[static_cast<std::size_t>(facility)];
    if (system.habit == pam::MimicStyle::AtInclude)
        return "@include " + name + '\n';
    return std::string(pam::facilityName(facility)) + "   include    " + name + '\n';
}

Result<std::string> serviceText(const FileSource &tree, const pam::LibpamProfile &profile, const ProvisionRequest &request)
{
    std::optional<pam::SystemStack> system;
    if (request.followSystem) {
        system = pam::findSystemStack(tree, profile);
        if (!system)
            return fail(ErrorCode::NotFound, "this tree has neither system-auth nor common-* nor base-*");
    }
    std::string text = "# PAM for the SSH service of Teleport, which calls account before session and shows what session prints.\n"
                       "# Written by Pamphlet.\n"
                       "\n"
                       "# Creates the local user if there is none.\n"
                       "account   required   pam_exec.so "
        + request.scriptFile + "\n";
    if (system)
        text += systemRule(*system, pam::Facility::Account);
    text += '\n';
    if (system)
        text += systemRule(*system, pam::Facility::Session);
    if (request.motd) {
        // Debian's pam_motd writes the dynamic part, and shows it only where it is asked to.
        if (profile.atInclude)
            text += "session   optional   pam_motd.so motd=/run/motd.dynamic\n"
                    "session   optional   pam_motd.so noupdate\n";
        else
            text += "session   optional   pam_motd.so\n";
    }
    text += "# pam_motd only ever ignores: without a rule that succeeds no session is opened.\n"
            "session   required   pam_permit.so\n";
    return text;
}

Result<void> checkRequest(const ProvisionRequest &request)
{
    if (!pam::isServiceName(request.service) || request.service == "other")
        return fail(ErrorCode::InvalidArgument, "not a name of a service: lower-case letters, digits and ._-+@");
    const std::string &file = request.scriptFile;
    const bool absolute = file.starts_with('/') && !file.ends_with('/') && file.find("/../") == file.npos && file.find("//") == file.npos;
    if (!absolute || file.find_first_of(std::string_view(" \t\r\n[]#\\\0", 9)) != file.npos)
        return fail(ErrorCode::InvalidArgument, "not an absolute path that a rule can name");
    for (const char *temporary : {"/tmp/", "/var/tmp/", "/dev/", "/proc/"}) {
        if (file.starts_with(temporary))
            return fail(ErrorCode::Unsafe, "a script of root does not belong there", Place{file, 0, 0});
    }
    return {};
}

} // namespace

bool refusesProvision(const pam::Finding &finding)
{
    return finding.severity == pam::Severity::Error && finding.id != "TEL005";
}

Result<ProvisionPlan> planProvision(const FileSource &tree, const pam::LibpamProfile &profile, const ProvisionRequest &request)
{
    if (const auto fine = checkRequest(request); !fine)
        return fail(fine.error());
    ScriptOptions options = request.script;
    options.tools = located(tree, options.tools);
    const auto script = provisioningScript(options);
    if (!script)
        return fail(script.error());
    const auto service = serviceText(tree, profile, request);
    if (!service)
        return fail(service.error());
    Settings settings;
    settings.enabled = true;
    settings.serviceName = request.service;
    settings.move = true; // a block that stands in the wrong place is not written a second time
    const auto config = withSettings(request.configBytes, request.configFile, settings);
    if (!config)
        return fail(config.error());

    const std::string directory = profile.directories.empty() ? "/etc/pam.d" : profile.directories.front();
    ProvisionPlan plan;
    for (ProvisionedFile file :
         {ProvisionedFile{directory + '/' + request.service, *service, 0644}, ProvisionedFile{request.scriptFile, *script, 0755}}) {
        const FileContent now = tree.read(file.path);
        if (now.status.kind == FileKind::Regular && now.bytes == file.bytes && now.status.mode == file.mode)
            continue;
        if (now.status.kind != FileKind::Missing && now.bytes != file.bytes && !request.replace)
            plan.conflicts.push_back(file.path);
        plan.files.push_back(std::move(file));
    }
    if (*config != request.configBytes) {
        // It holds secrets: a new one is for root alone.
        const bool isNew = tree.status(request.configFile).kind == FileKind::Missing;
        plan.files.push_back({request.configFile, *config, isNew ? std::optional<std::uint32_t>(0600) : std::nullopt});
    }
    plan.findings = check(*config, request.configFile, PlannedTree(tree, plan.files), profile);
    return plan;
}

Result<std::vector<ProvisionedFile>> provision(const FileSource &tree, const pam::LibpamProfile &profile, const ProvisionRequest &request)
{
    auto plan = planProvision(tree, profile, request);
    if (!plan)
        return fail(plan.error());
    if (!plan->conflicts.empty()) {
        std::string detail = "there is another file of this name already";
        for (std::size_t i = 1; i < plan->conflicts.size(); ++i)
            detail += ", and one of the name " + plan->conflicts[i];
        return fail(ErrorCode::Conflict, detail, Place{plan->conflicts.front(), 0, 0});
    }
    for (const pam::Finding &finding : plan->findings) {
        if (refusesProvision(finding))
            return fail(ErrorCode::EditRefused, "the result would still have an error: " + finding.id, finding.where);
    }
    return std::move(plan->files);
}

} // namespace pamphlet::teleport
