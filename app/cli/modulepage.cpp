// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/modulepage.h"

#include "app/cli/table.h"

#include <algorithm>

namespace pamphlet::app::cli {

namespace {

const char *typeName(pam::ArgumentType type)
{
    switch (type) {
    case pam::ArgumentType::Flag:
        return "flag";
    case pam::ArgumentType::Text:
        return "text";
    case pam::ArgumentType::Number:
        return "number";
    case pam::ArgumentType::Path:
        return "path";
    case pam::ArgumentType::Choice:
        return "choice";
    case pam::ArgumentType::Octal:
        return "octal";
    case pam::ArgumentType::Duration:
        return "duration";
    case pam::ArgumentType::User:
        return "user";
    case pam::ArgumentType::Group:
        return "group";
    }
    return "text";
}

Json names(const std::vector<pam::Facility> &facilities)
{
    Json array = Json::array();
    for (const pam::Facility facility : facilities)
        array.push_back(pam::facilityName(facility));
    return array;
}

QString joined(const std::vector<pam::Facility> &facilities)
{
    QStringList list;
    for (const pam::Facility facility : facilities)
        list.append(shown(pam::facilityName(facility)));
    return list.join(QStringLiteral(", "));
}

QString joined(const std::vector<std::string> &texts, const QString &separator)
{
    QStringList list;
    for (const std::string &text : texts)
        list.append(shown(text));
    return list.join(separator);
}

/// As it is written in a rule: "nullok", "minlen=number", "item=tty|user".
QString written(const pam::ModuleArgument &argument)
{
    const QString name = shown(argument.name);
    if (argument.type == pam::ArgumentType::Flag)
        return name;
    const QString value = argument.type == pam::ArgumentType::Choice ? joined(argument.choices, QStringLiteral("|"))
                                                                     : QString::fromLatin1(typeName(argument.type));
    return (argument.bare ? QStringLiteral("%1[=%2]") : QStringLiteral("%1=%2")).arg(name, value);
}

QString explanation(const pam::ModuleArgument &argument)
{
    QString text = shown(argument.summary);
    if (!argument.facilities.empty())
        text += QStringLiteral(" (%1)").arg(joined(argument.facilities));
    if (argument.obsolete)
        text += ModulePage::tr(" (obsolete)");
    return text;
}

QString credentialText(const pam::ModuleInfo &info)
{
    switch (info.credential) {
    case pam::Credential::None:
        return ModulePage::tr("no");
    case pam::Credential::Checked:
        return shown(info.factor);
    case pam::Credential::Unknown:
        return ModulePage::tr("not known");
    }
    return {};
}

QString resultsText(const std::vector<int> &codes)
{
    QStringList words;
    for (const int code : codes)
        words.append(shown(pam::returnCodeWord(code)));
    return words.join(QStringLiteral(", "));
}

void printArguments(Console &console, const pam::ModuleInfo &info)
{
    if (info.arguments.empty() && !info.argumentsComplete && !info.freeArguments)
        return;
    console.line();
    console.line(console.styled(Style::Heading, ModulePage::tr("Arguments")));
    Table table({}, 2);
    for (const pam::ModuleArgument &argument : info.arguments) {
        table.addRow({written(argument), explanation(argument)});
        if (!argument.warning.empty())
            table.addRow({QString(), ModulePage::tr("Careful: %1").arg(shown(argument.warning))}, Style::Warning);
    }
    table.print(console);
    if (info.freeArguments)
        console.line(QStringLiteral("  ") + ModulePage::tr("And words of its own: a command, conditions, a text."));
    else if (info.argumentsComplete && info.arguments.empty())
        console.line(QStringLiteral("  ") + ModulePage::tr("It takes none."));
    else if (!info.argumentsComplete)
        console.line(QStringLiteral("  ") + ModulePage::tr("There may be more."));
}

} // namespace

Json ModulePage::json(const pam::ModuleRecord &module)
{
    const pam::ModuleInfo &info = module.info;
    Json arguments = Json::array();
    for (const pam::ModuleArgument &argument : info.arguments) {
        arguments.push_back(Json{{"name", argument.name},
                                 {"type", typeName(argument.type)},
                                 {"value_optional", argument.bare},
                                 {"choices", argument.choices},
                                 {"facilities", names(argument.facilities)},
                                 {"summary", argument.summary},
                                 {"warning", argument.warning.empty() ? Json() : Json(argument.warning)},
                                 {"obsolete", argument.obsolete}});
    }
    Json results = Json::object();
    for (const auto &[primitive, codes] : info.results) {
        Json words = Json::array();
        for (const int code : codes)
            words.push_back(pam::returnCodeWord(code));
        results[std::string(pam::primitiveName(primitive))] = std::move(words);
    }
    const auto text = [](const std::string &value) { return value.empty() ? Json() : Json(value); };
    return Json{{"name", info.name},
                {"path", text(module.path)},
                {"facilities", names(info.facilities)},
                {"summary", info.summary},
                {"arguments", std::move(arguments)},
                {"arguments_complete", info.argumentsComplete},
                {"credential", info.credential == pam::Credential::Unknown ? Json() : Json(info.credential == pam::Credential::Checked)},
                {"factor", text(info.factor)},
                {"installed", module.installed()},
                {"known", module.known},
                {"results", std::move(results)},
                {"side_effects", info.sideEffects},
                {"configuration", info.configuration},
                {"manual_page", text(module.manPage)},
                {"package", text(info.package)},
                {"removed_in", text(info.removedIn)},
                {"replacement", text(info.replacement)}};
}

QStringList ModulePage::titles()
{
    return {tr("MODULE"), tr("FACILITIES"), tr("CHECKS"), tr("SUMMARY")};
}

QStringList ModulePage::row(const pam::ModuleRecord &module)
{
    return {shown(module.info.name), joined(module.info.facilities), credentialText(module.info), shown(module.info.summary)};
}

void ModulePage::print(Console &console, const pam::ModuleRecord &module)
{
    const pam::ModuleInfo &info = module.info;
    console.line(console.styled(Style::Heading, shown(info.name)));
    if (!info.summary.empty())
        console.line(shown(info.summary));
    console.line();

    Table facts;
    facts.addRow({tr("Installed"), module.installed() ? shown(module.path) : tr("no")}, module.installed() ? Style::Plain : Style::Warning);
    if (!info.removedIn.empty())
        facts.addRow({tr("Removed"), tr("not in Linux-PAM since %1, or not built by default").arg(shown(info.removedIn))}, Style::Warning);
    if (!info.replacement.empty())
        facts.addRow({tr("Use instead"), shown(info.replacement)});
    if (!info.facilities.empty())
        facts.addRow({tr("Facilities"), joined(info.facilities)});
    facts.addRow({tr("Checks"), credentialText(info)});
    if (!info.package.empty())
        facts.addRow({tr("Package"), tr("%1 (Debian)").arg(shown(info.package))});
    if (!info.configuration.empty())
        facts.addRow({tr("Reads"), joined(info.configuration, QStringLiteral(", "))});
    if (!info.sideEffects.empty())
        facts.addRow({tr("Effects"), joined(info.sideEffects, QStringLiteral("; "))});
    if (!module.manPage.empty())
        facts.addRow({tr("Manual page"), shown(module.manPage)});
    if (!module.known)
        facts.addRow({tr("Catalogue"), tr("not in it; what is said here comes from the file and its manual page")});
    facts.print(console);

    printArguments(console, info);
    if (!info.results.empty()) {
        console.line();
        console.line(console.styled(Style::Heading, tr("Results")));
        Table results({}, 2);
        for (const auto &[primitive, codes] : info.results)
            results.addRow({shown(pam::primitiveName(primitive)), resultsText(codes)});
        results.print(console);
    }
}

} // namespace pamphlet::app::cli
