// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/teleport/teleportsurvey.h"

#include "core/change/pathpolicy.h"
#include "core/pam/modules/scripts.h"
#include "core/pam/stack/servicelookup.h"
#include "core/teleport/check.h"
#include "core/teleport/settings.h"

#include <algorithm>

namespace pamphlet::ui {

namespace {

std::vector<TeleportVariable> variablesOf(const teleport::Config &config, const teleport::Login &who)
{
    std::vector<TeleportVariable> variables;
    teleport::Config one = config; // one variable at a time: one that ends the session says nothing of the others
    for (const teleport::EnvironmentEntry &entry : config.environment) {
        TeleportVariable variable{entry.name, entry.value, entry.scalar, std::nullopt, {}, std::nullopt, {}};
        one.environment = {entry};
        const auto sequence = teleport::loginSequence(one, who);
        if (!sequence) {
            variable.trouble = sequence.error().detail;
        } else {
            for (const teleport::EnvironmentNote &note : sequence->notes) {
                variable.note = note.kind;
                variable.noteDetail = note.detail;
            }
            const auto value = sequence->environment.find(entry.name);
            const bool isSet = !variable.note || *variable.note == teleport::EnvironmentNote::Kind::Overwrites;
            if (isSet && value != sequence->environment.end()) {
                variable.becomes = value->second;
            }
        }
        variables.push_back(std::move(variable));
    }
    return variables;
}

TeleportService serviceOf(const FileSource &tree, const pam::LibpamProfile &profile, const std::string &name)
{
    TeleportService service;
    service.name = pam::normalizedServiceName(name);
    service.stack = pam::effectiveStack(tree, profile, name);
    service.explained = explained(service.stack, tree, profile);
    return service;
}

/// Only those that somebody can look at, and that a list of paths can name.
std::vector<std::string> scriptsOf(const FileSource &tree, const pam::EffectiveStack &stack)
{
    std::vector<std::string> scripts;
    if (stack.serviceFile.empty()) {
        return scripts;
    }
    for (const pam::Entry &entry : stack.serviceEntries) {
        for (const std::string &script : pam::scriptsOf(entry.module, entry.arguments)) {
            const bool isNew = std::find(scripts.begin(), scripts.end(), script) == scripts.end();
            if (!isNew || !change::PathPolicy::anywhere().check(script)) {
                continue;
            }
            const FileContent content = tree.read(script);
            if (content.status.kind == FileKind::Regular && content.bytes.find('\0') == std::string::npos) {
                scripts.push_back(script);
            }
        }
    }
    return scripts;
}

/// What the service is once misplaced sections are where they belong.
std::string serviceName(TeleportSurvey &survey)
{
    if (!survey.isMisplaced()) {
        return survey.config->serviceName;
    }
    teleport::Settings settings;
    settings.move = true;
    const auto moved = teleport::withSettings(survey.config->document.bytes(), survey.file, settings);
    if (!moved) {
        survey.unmovable = moved.error();
        return survey.config->serviceName;
    }
    survey.moveTo = *moved;
    const auto then = teleport::readConfig(*moved, survey.file);
    return then ? then->serviceName : survey.config->serviceName;
}

} // namespace

TeleportSurvey surveyTeleport(std::shared_ptr<const FileSource> tree, const pam::LibpamProfile &profile, const std::string &file,
                              const TeleportLogin &login)
{
    TeleportSurvey survey;
    survey.tree = tree;
    survey.file = file;
    for (const pam::ServiceFile &service : pam::listServices(*tree, profile)) {
        survey.services.push_back(service.service);
    }
    if (file.empty()) {
        return survey;
    }
    FileContent content = tree->read(file);
    survey.status = content.status;
    if (content.status.kind == FileKind::Unreadable) {
        survey.error = Error{ErrorCode::Unreadable, content.status.detail, {file, 0, 0}};
    } else if (content.status.kind == FileKind::Missing) {
        survey.error = Error{ErrorCode::NotFound, {}, {file, 0, 0}};
    } else if (content.status.kind != FileKind::Regular) {
        survey.error = Error{ErrorCode::InvalidInput, "not a regular file", {file, 0, 0}};
    }
    if (survey.error) {
        return survey;
    }
    survey.findings = teleport::check(content.bytes, file, *tree, profile);
    auto config = teleport::readConfig(content.bytes, file);
    if (!config) {
        survey.error = config.error();
        return survey;
    }
    survey.config = *std::move(config);
    survey.service = serviceOf(*tree, profile, serviceName(survey));
    survey.scripts = scriptsOf(*tree, survey.service.stack);
    survey.variables = variablesOf(*survey.config, login.who);
    if (survey.config->enabled.on()) {
        teleport::SequenceOptions options;
        options.request = login.request;
        survey.sequence = teleport::loginSequence(*survey.config, login.who, options);
    }
    return survey;
}

} // namespace pamphlet::ui
