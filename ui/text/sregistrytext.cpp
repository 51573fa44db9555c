// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/sregistrytext.h"

#include "ui/text/printable.h"
#include "ui/text/sentence.h"

#include <QCoreApplication>

#include <algorithm>

namespace pamphlet::ui::text {

QString registryTitle(sregistry::Era era)
{
    switch (era) {
    case sregistry::Era::Commented:
        return sentence(QT_TRANSLATE_NOOP("text", "Singularity Registry before July 2019"));
    case sregistry::Era::BuildArgument:
        return sentence(QT_TRANSLATE_NOOP("text", "Singularity Registry 1.1"));
    case sregistry::Era::SettingsFile:
        return sentence(QT_TRANSLATE_NOOP("text", "Singularity Registry 2"));
    }
    return {};
}

QString eraReason(const sregistry::Layout &layout)
{
    const auto inside = [&layout](const std::string &file) {
        const std::size_t prefix = layout.directory == "/" ? 1 : layout.directory.size() + 1;
        return printable(std::string_view(file).substr(std::min(prefix, file.size())));
    };
    switch (layout.era) {
    case sregistry::Era::Commented:
        return sentence(QT_TRANSLATE_NOOP("text", "%1 lists the plugins, and the Dockerfile has no ENABLE_PAM."), {inside(layout.plugins)});
    case sregistry::Era::BuildArgument:
        return sentence(QT_TRANSLATE_NOOP("text", "%1 lists the plugins, and the Dockerfile has ENABLE_PAM."), {inside(layout.plugins)});
    case sregistry::Era::SettingsFile:
        break;
    }
    if (layout.source == sregistry::PluginSource::SettingsModule)
        return sentence(QT_TRANSLATE_NOOP("text", "%1 lists the plugins; settings.yaml is not asked for them."), {inside(layout.plugins)});
    return sentence(QT_TRANSLATE_NOOP("text", "settings.yaml lists the plugins; without a list there the environment does."));
}

QString pamSwitchMessage(sregistry::PamSwitch value)
{
    switch (value) {
    case sregistry::PamSwitch::Off:
        return sentence(QT_TRANSLATE_NOOP("text", "PAM is off: nobody logs in with an account of this host."));
    case sregistry::PamSwitch::On:
        return sentence(QT_TRANSLATE_NOOP("text", "PAM is on: users of this host log in with their password."));
    case sregistry::PamSwitch::Half:
        return sentence(QT_TRANSLATE_NOOP("text", "PAM is half on: plugin, image and account files do not go together."));
    case sregistry::PamSwitch::Unknown:
        return sentence(QT_TRANSLATE_NOOP("text", "Whether PAM is on cannot be told: a file that decides is not usable."));
    }
    return {};
}

QString pluginsText(const sregistry::State &state)
{
    if (state.pluginsError)
        return sentence(QT_TRANSLATE_NOOP("text", "not known"));
    QStringList names;
    for (const std::string &plugin : state.plugins)
        names << printable(plugin);
    return names.isEmpty() ? sentence(QT_TRANSLATE_NOOP("text", "none")) : names.join(QStringLiteral(", "));
}

QString imageText(const sregistry::State &state)
{
    if (state.hasBuildArgument) {
        return QStringLiteral("ENABLE_PAM=%1").arg(printable(state.buildArgument));
    }
    return state.imageInstalls ? sentence(QT_TRANSLATE_NOOP("text", "installs django-pam"))
                               : sentence(QT_TRANSLATE_NOOP("text", "without django-pam"));
}

QString bindsText(const sregistry::ComposeState &compose)
{
    if (compose.error)
        return sentence(QT_TRANSLATE_NOOP("text", "not known"));
    QStringList lines;
    for (const sregistry::Bind &bind : compose.binds)
        lines << printable(bind.source + ':' + bind.target + (bind.readOnly ? ":ro" : ""));
    if (lines.isEmpty())
        return sentence(QT_TRANSLATE_NOOP("text", "none of the host's"));
    if (!compose.complete())
        lines << sentence(QT_TRANSLATE_NOOP("text", "the other one is missing"));
    return lines.join(QLatin1Char('\n'));
}

} // namespace pamphlet::ui::text
