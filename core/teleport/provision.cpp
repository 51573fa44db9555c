// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/provision.h"

#include "core/pam/generate/mimic.h"
#include "core/pam/stack/servicelookup.h"
#include "core/teleport/check.h"
#include "core/teleport/plannedtree.h"
#include "core/teleport/scriptlint.h"
#include "core/yaml/edit.h"

#include <algorithm>
#include <functional>
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

/// The bytes after each of these edits, one upon the other.
class ConfigEditor
{
public:
    explicit ConfigEditor(const ProvisionRequest &request)
        : m_request(request)
        , m_bytes(request.configBytes)
    { }

    Result<std::string> edited();

private:
    Result<void> step(const std::function<Result<std::string>(const Config &)> &edit);
    Result<void> set(const char *key, const yaml::ScalarValue &value);

    const ProvisionRequest &m_request;
    std::string m_bytes;
};

Result<void> ConfigEditor::step(const std::function<Result<std::string>(const Config &)> &edit)
{
    const auto config = readConfig(m_bytes, m_request.configFile);
    if (!config)
        return fail(config.error());
    auto bytes = edit(*config);
    if (!bytes) {
        Error error = bytes.error();
        error.where.file = m_request.configFile;
        return fail(std::move(error));
    }
    m_bytes = std::move(*bytes);
    return {};
}

Result<void> ConfigEditor::set(const char *key, const yaml::ScalarValue &value)
{
    return step([&](const Config &config) -> Result<std::string> {
        yaml::Path path = pamPath;
        path.emplace_back(key);
        if (config.document.find(path))
            return yaml::setScalar(config.document, path, value);
        return yaml::addKey(config.document, pamPath, key, value);
    });
}

Result<std::string> ConfigEditor::edited()
{
    // A block that stands in the wrong place is moved, not written a second time.
    for (int moves = 0; moves < 8; ++moves) {
        const auto config = readConfig(m_bytes, m_request.configFile);
        if (!config)
            return fail(config.error());
        const auto misplaced = std::find_if(config->keys.begin(), config->keys.end(),
                                            [](const KeyFinding &f) { return f.problem == KeyProblem::Misplaced; });
        if (misplaced == config->keys.end())
            break;
        const auto moved = step([&](const Config &now) { return yaml::moveKey(now.document, misplaced->path, misplaced->belongs); });
        if (!moved)
            return fail(moved.error());
    }
    const auto config = readConfig(m_bytes, m_request.configFile);
    if (!config)
        return fail(config.error());
    const yaml::ScalarValue name = yaml::ScalarValue::string(m_request.service);
    const yaml::NewValue section = yaml::NewValue::map({{"enabled", yaml::ScalarValue::boolean(true)}, {"service_name", name}});
    Result<void> done;
    if (!config->sshSection) {
        done = step([&](const Config &now) {
            return yaml::addKey(now.document, {}, "ssh_service", yaml::NewValue::map({{"pam", section}}));
        });
        if (!done && config->document.find({"ssh_service"}))
            done = step([&](const Config &now) { return yaml::addKey(now.document, {"ssh_service"}, "pam", section); });
    } else if (!config->pamSection) {
        if (config->document.find(pamPath)) {
            done = set("enabled", yaml::ScalarValue::boolean(true));
            if (done)
                done = set("service_name", name);
        } else {
            done = step([&](const Config &now) { return yaml::addKey(now.document, {"ssh_service"}, "pam", section); });
        }
    } else {
        if (!config->enabled.on())
            done = set("enabled", yaml::ScalarValue::boolean(true));
        if (done && config->serviceName != m_request.service)
            done = set("service_name", name);
    }
    if (!done)
        return fail(done.error());
    return m_bytes;
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

Result<std::vector<ProvisionedFile>> provision(const FileSource &tree, const pam::LibpamProfile &profile, const ProvisionRequest &request)
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
    const auto config = ConfigEditor(request).edited();
    if (!config)
        return fail(config.error());

    const std::string directory = profile.directories.empty() ? "/etc/pam.d" : profile.directories.front();
    std::vector<ProvisionedFile> files;
    for (ProvisionedFile file :
         {ProvisionedFile{directory + '/' + request.service, *service, 0644}, ProvisionedFile{request.scriptFile, *script, 0755}}) {
        const FileContent now = tree.read(file.path);
        if (now.status.kind == FileKind::Regular && now.bytes == file.bytes && now.status.mode == file.mode)
            continue;
        if (now.status.kind != FileKind::Missing && now.bytes != file.bytes && !request.replace)
            return fail(ErrorCode::Conflict, "there is another file of this name already", Place{file.path, 0, 0});
        files.push_back(std::move(file));
    }
    if (*config != request.configBytes)
        files.push_back({request.configFile, *config, std::nullopt});

    const PlannedTree planned(tree, files);
    for (const pam::Finding &finding : check(*config, request.configFile, planned, profile)) {
        if (finding.severity == pam::Severity::Error && finding.id != "TEL005")
            return fail(ErrorCode::EditRefused, "the result would still have an error: " + finding.id, finding.where);
    }
    return files;
}

} // namespace pamphlet::teleport
