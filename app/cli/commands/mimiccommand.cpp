// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/mimiccommand.h"

#include "app/cli/session.h"
#include "core/pam/generate/mimic.h"
#include "ui/text/edittext.h"

namespace pamphlet::app::cli {

namespace {

std::string_view styleName(pam::MimicStyle style)
{
    switch (style) {
    case pam::MimicStyle::Include:
        return "include";
    case pam::MimicStyle::Substack:
        return "substack";
    case pam::MimicStyle::AtInclude:
        return "@include";
    }
    return "include";
}

} // namespace

CLI::App *MimicCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("mimic", tr("Print a service file that follows the system's own stack").toStdString());
    app->add_option("NAME", m_name, tr("The name of the service").toStdString())->type_name("")->required();
    app->add_option("FACILITY", m_facilities, tr("auth, account, password, session: a line for each, in this order").toStdString())
        ->type_name("")
        ->required();
    app->add_option("--style", m_style, tr("include or substack (default: as the tree's own services do it)").toStdString())
        ->type_name("STYLE")
        ->check(CLI::IsMember({"include", "substack"}));
    app->add_option("--target", m_target, tr("The file to follow (default: the tree's system-auth or common-*)").toStdString())
        ->type_name("NAME");
    app->add_flag("--portable", m_portable, tr("Check that OpenPAM would read it, too").toStdString());
    return app;
}

void MimicCommand::run(Session &session)
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    pam::MimicRequest request;
    request.name = m_name;
    request.target = m_target;
    request.portable = m_portable;
    for (const std::string &name : m_facilities) {
        const auto facility = pam::facilityFromName(name);
        if (!facility)
            return session.fail(Error{ErrorCode::InvalidArgument, "not a facility: " + name, {}});
        request.facilities.push_back(*facility);
    }
    if (!m_style.empty())
        request.style = m_style == "substack" ? pam::MimicStyle::Substack : pam::MimicStyle::Include;
    const auto stub = pam::mimic(*tree->files, tree->profile, request);
    if (!stub)
        return session.fail(stub.error());

    Console &console = session.console();
    if (session.options().json) {
        Json problems = Json::array();
        for (const pam::PortabilityProblem &problem : stub->problems) {
            problems.push_back(Json{{"code", pam::portabilityName(problem.kind)},
                                    {"line", problem.where.line == 0 ? Json(nullptr) : Json(problem.where.line)},
                                    {"column", problem.where.column == 0 ? Json(nullptr) : Json(problem.where.column)},
                                    {"message", jsonString(ui::text::portabilityMessage(problem))}});
        }
        console.document(Json{{"service", m_name},
                              {"text", stub->text},
                              {"style", styleName(stub->style)},
                              {"targets", stub->targets},
                              {"missing", stub->missing},
                              {"problems", problems}});
    } else {
        // The bytes themselves: they are made of what was checked, and are meant to be redirected into a file.
        QStringList lines = QString::fromStdString(stub->text).split(u'\n');
        lines.removeLast();
        for (const QString &line : lines)
            console.line(line);
    }
    for (const std::string &missing : stub->missing)
        console.note(tr("%1 is not in this tree.").arg(shown(missing)));
    for (const pam::PortabilityProblem &problem : stub->problems)
        console.note((problem.where.line == 0 ? shown(m_name) : tr("line %1").arg(problem.where.line)) + QStringLiteral(": ")
                     + ui::text::portabilityMessage(problem));
    session.finish(stub->problems.empty() ? ExitCode::Yes : ExitCode::No);
}

} // namespace pamphlet::app::cli
