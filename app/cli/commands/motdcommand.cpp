// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/motdcommand.h"

#include "app/cli/changerun.h"
#include "app/cli/motdreport.h"
#include "app/cli/session.h"
#include "app/cli/terminalpreview.h"
#include "core/change/changeset.h"
#include "core/motd/composition.h"
#include "core/motd/terminaltext.h"
#include "core/pam/stack/servicelookup.h"

namespace pamphlet::app::cli {

namespace {

const std::string motdFile = "/etc/motd";
const std::string motdDirectory = "/etc/motd.d";

/// The files of the tree that make up the static message (pam_motd(8)), in the order they are shown.
std::vector<std::string> motdFiles(const FileSource &files)
{
    std::vector<std::string> paths;
    if (files.status(motdFile).kind != FileKind::Missing)
        paths.push_back(motdFile);
    for (const std::string &name : files.list(motdDirectory))
        paths.push_back(motdDirectory + "/" + name);
    return paths;
}

std::string_view noteName(motd::TerminalNote::Kind kind)
{
    switch (kind) {
    case motd::TerminalNote::Kind::CursorMovement:
        return "cursor-movement";
    case motd::TerminalNote::Kind::UnknownEscape:
        return "unknown-escape";
    case motd::TerminalNote::Kind::ControlCharacter:
        return "control-character";
    case motd::TerminalNote::Kind::InvalidUtf8:
        return "invalid-utf8";
    case motd::TerminalNote::Kind::OperatingSystemCommand:
        return "operating-system-command";
    }
    return "unknown-escape";
}

QString noteText(motd::TerminalNote::Kind kind)
{
    switch (kind) {
    case motd::TerminalNote::Kind::CursorMovement:
        return MotdCommand::tr("moves the cursor or clears the screen: left out here");
    case motd::TerminalNote::Kind::UnknownEscape:
        return MotdCommand::tr("an escape sequence that is not known: left out here");
    case motd::TerminalNote::Kind::ControlCharacter:
        return MotdCommand::tr("a control character: left out here");
    case motd::TerminalNote::Kind::InvalidUtf8:
        return MotdCommand::tr("bytes that are not UTF-8");
    case motd::TerminalNote::Kind::OperatingSystemCommand:
        return MotdCommand::tr("sends a command to the terminal (title, clipboard, link): left out here");
    }
    return {};
}

} // namespace

CLI::App *MotdCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("motd", tr("The message of the day").toStdString());
    app->require_subcommand(1);
    m_show = app->add_subcommand("show", tr("Show the text of the files").toStdString());
    m_parts = app->add_subcommand("parts", tr("Which files a login shows, in which order, and which nobody sees").toStdString());
    m_parts->add_option("SERVICE", m_partsService, tr("This service alone").toStdString())->type_name("");
    m_preview = app->add_subcommand("preview", tr("Show it as a terminal would").toStdString());
    m_preview->add_option("FILE", m_previewFile, tr("This file instead of the tree's; - reads standard input").toStdString())
        ->type_name("");
    m_preview->add_option("--service", m_previewService, tr("All that a login through this service shows").toStdString())
        ->type_name("SERVICE")
        ->excludes("FILE");
    m_set = app->add_subcommand("set", tr("Make a file the new /etc/motd").toStdString());
    m_set->add_option("FILE", m_setFile, tr("The new message; - reads standard input").toStdString())->type_name("")->required();
    m_set->add_option("--reason", m_reason, tr("One line for the history").toStdString())->type_name("TEXT");
    m_set->add_flag("--dry-run", m_dryRun, tr("Show what would change and whether it could; change nothing").toStdString());
    return app;
}

void MotdCommand::run(Session &session)
{
    if (m_show->parsed())
        show(session);
    else if (m_parts->parsed())
        parts(session);
    else if (m_preview->parsed())
        preview(session);
    else
        set(session);
}

void MotdCommand::show(Session &session) const
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    Json document = Json::array();
    const std::vector<std::string> paths = motdFiles(*tree->files);
    for (const std::string &path : paths) {
        const FileContent content = tree->files->read(path);
        if (content.status.kind == FileKind::Unreadable)
            return session.fail(Error{ErrorCode::Unreadable, content.status.detail, Place{path, 0, 0}});
        if (content.status.kind != FileKind::Regular)
            continue;
        document.push_back(Json{{"path", path}, {"text", content.bytes}});
        if (session.options().json)
            continue;
        if (paths.size() > 1)
            session.console().line(session.console().styled(Style::Heading, shown(path)));
        std::string_view rest = content.bytes;
        while (!rest.empty()) {
            const std::size_t end = rest.find('\n');
            session.console().line(shown(rest.substr(0, end)));
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        }
    }
    if (session.options().json)
        session.console().document(document);
    else if (document.empty())
        session.console().note(tr("There is no message of the day."));
    session.finish(ExitCode::Yes);
}

void MotdCommand::parts(Session &session) const
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    motd::Survey survey = motd::survey(*tree->files, tree->profile);
    const bool all = m_partsService.empty();
    if (!all) {
        const std::string service = pam::normalizedServiceName(m_partsService);
        if (!pam::findServiceFile(*tree->files, tree->profile, service))
            return session.fail(Error{ErrorCode::NotFound, "no such service", Place{service, 0, 0}});
        survey.services = {motd::compose(*tree->files, tree->profile, service)};
    }
    if (session.options().json)
        session.console().document(motdPartsJson(survey, all));
    else
        printMotdParts(session.console(), survey, all);
    session.finish(ExitCode::Yes);
}

Result<std::string> MotdCommand::previewedBytes(Session &session) const
{
    if (!m_previewFile.empty())
        return readArgumentFile(m_previewFile, change::maxFileBytes);
    const auto tree = session.tree();
    if (!tree)
        return fail(tree.error());
    if (!m_previewService.empty()) {
        const std::string service = pam::normalizedServiceName(m_previewService);
        if (!pam::findServiceFile(*tree->files, tree->profile, service))
            return fail(ErrorCode::NotFound, "no such service", Place{service, 0, 0});
        return motd::compose(*tree->files, tree->profile, service).bytes();
    }
    std::string bytes;
    for (const std::string &path : motdFiles(*tree->files)) {
        FileContent content = tree->files->read(path);
        if (content.status.kind == FileKind::Unreadable)
            return fail(ErrorCode::Unreadable, content.status.detail, Place{path, 0, 0});
        bytes += content.bytes;
    }
    return bytes;
}

void MotdCommand::preview(Session &session) const
{
    const Result<std::string> bytes = previewedBytes(session);
    if (!bytes)
        return session.fail(bytes.error());
    const motd::TerminalText text = motd::renderTerminalText(*bytes);
    if (session.options().json) {
        Json notes = Json::array();
        for (const motd::TerminalNote &note : text.notes)
            notes.push_back(Json{{"kind", noteName(note.kind)}, {"line", note.line}, {"offset", note.offset}});
        session.console().document(Json{{"text", motd::plainText(text)}, {"notes", notes}});
    } else {
        printPreview(session.console(), text);
        for (const motd::TerminalNote &note : text.notes)
            session.console().note(tr("line %1: %2").arg(note.line).arg(noteText(note.kind)));
    }
    session.finish(ExitCode::Yes);
}

void MotdCommand::set(Session &session)
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    auto bytes = readArgumentFile(m_setFile, change::maxFileBytes);
    if (!bytes)
        return session.fail(bytes.error());
    const auto changeSet = change::changeSetBetween(*tree->files, {{motdFile, std::move(*bytes)}}, m_reason);
    if (!changeSet)
        return session.fail(changeSet.error());
    (new ChangeRun(this))->start(session, *tree, *changeSet, m_dryRun);
}

} // namespace pamphlet::app::cli
