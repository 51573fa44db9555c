// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/motdtext.h"

#include "ui/text/printable.h"
#include "ui/text/sentence.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace pamphlet::ui::text {

namespace {

QString path(const std::string &file)
{
    return printable(file);
}

QString placesOf(const motd::Composition &composition, const motd::Repetition &repetition)
{
    QStringList places;
    for (const std::size_t part : repetition.parts)
        places << partShowerText(composition.parts[part]);
    return places.join(sentence(QT_TRANSLATE_NOOP("text", " and ")));
}

class Remarks
{
public:
    explicit Remarks(const motd::Composition &composition)
        : m_composition(composition)
    { }

    void add(pam::Severity severity, const char *source, const QStringList &arguments, const Place &where = {})
    {
        m_remarks.push_back({severity, sentence(source, arguments), where});
    }

    void rules()
    {
        if (m_composition.crash)
            add(pam::Severity::Error,
                QT_TRANSLATE_NOOP(
                    "text",
                    "Every login dies here: a colon too many in motd_dir= makes pam_motd of Linux-PAM 1.5.2 crash. Remove the "
                    "colon."),
                {}, *m_composition.crash);
        if (m_composition.withoutPam && !m_composition.rules.empty())
            add(pam::Severity::Warning,
                QT_TRANSLATE_NOOP("text", "sshd does not use PAM, so nothing of pam_motd is seen. Set “UsePAM yes” if it should be."), {},
                *m_composition.withoutPam);
        for (const motd::MotdRule &rule : m_composition.rules) {
            if (rule.neverRuns)
                add(pam::Severity::Note, QT_TRANSLATE_NOOP("text", "No login comes to this rule, so it shows nothing."), {}, rule.where);
        }
    }

    void repetitions()
    {
        for (const motd::Repetition &repetition : m_composition.repetitions) {
            const bool certain = std::all_of(repetition.parts.begin(), repetition.parts.end(),
                                             [&](std::size_t part) { return m_composition.parts[part].certain; });
            const QStringList arguments{path(repetition.path), placesOf(m_composition, repetition)};
            const Place where = m_composition.parts[repetition.parts.back()].where;
            if (certain)
                add(pam::Severity::Warning, QT_TRANSLATE_NOOP("text", "%1 is shown more than once: by %2. Leave one of them out."),
                    arguments, where);
            else
                add(pam::Severity::Note,
                    QT_TRANSLATE_NOOP("text",
                                      "%1 may be shown more than once: by %2. The login of util-linux reads MOTD_FILE, that of shadow does "
                                      "not."),
                    arguments, where);
        }
    }

    void part(const motd::Part &part, const motd::Survey &survey)
    {
        const QStringList name{path(part.path)};
        switch (part.state) {
        case motd::PartState::TooLarge:
            add(pam::Severity::Warning, QT_TRANSLATE_NOOP("text", "%1 has more than 64 KiB: pam_motd passes it over. Make it shorter."),
                name);
            break;
        case motd::PartState::Private:
            add(pam::Severity::Warning,
                QT_TRANSLATE_NOOP("text", "Not everyone may read %1, so ordinary users do not see it. Let others read it (chmod o+r)."),
                name);
            break;
        case motd::PartState::NotAFile:
            add(pam::Severity::Warning, QT_TRANSLATE_NOOP("text", "%1 is no file: it shows nothing."), name);
            break;
        case motd::PartState::Unreadable:
            add(pam::Severity::Note, QT_TRANSLATE_NOOP("text", "%1 cannot be read here, so it is missing in the preview."), name);
            break;
        case motd::PartState::MadeAtLogin:
            add(pam::Severity::Note, QT_TRANSLATE_NOOP("text", "%1 is not there yet: the first login makes it, with the scripts of %2."),
                name + QStringList{QLatin1String(motd::scriptDirectory)});
            break;
        case motd::PartState::Shown:
            dynamic(part, survey);
            break;
        case motd::PartState::Missing:
        case motd::PartState::Empty:
            break;
        }
    }

    std::vector<MotdRemark> take()
    {
        std::stable_sort(m_remarks.begin(), m_remarks.end(),
                         [](const MotdRemark &one, const MotdRemark &other) { return one.severity < other.severity; });
        return std::move(m_remarks);
    }

private:
    void dynamic(const motd::Part &part, const motd::Survey &survey)
    {
        if (part.fresh)
            add(pam::Severity::Note,
                QT_TRANSLATE_NOOP("text", "%1 is made anew at each login, with the scripts of %2. The preview has what the last one left."),
                {path(part.path), QLatin1String(motd::scriptDirectory)});
        else if (part.path == motd::dynamicFile && !survey.scripts.empty())
            add(pam::Severity::Note,
                QT_TRANSLATE_NOOP("text", "%1 is shown as an earlier login left it: no rule before this one runs the scripts."),
                {path(part.path)}, part.where);
    }

    const motd::Composition &m_composition;
    std::vector<MotdRemark> m_remarks;
};

} // namespace

QString partKindText(motd::PartKind kind)
{
    switch (kind) {
    case motd::PartKind::Static:
        return sentence(QT_TRANSLATE_NOOP("text", "static file"));
    case motd::PartKind::Directory:
        return sentence(QT_TRANSLATE_NOOP("text", "file of a directory"));
    case motd::PartKind::Dynamic:
        return sentence(QT_TRANSLATE_NOOP("text", "made by a program"));
    }
    return {};
}

QString partStateText(const motd::Part &part)
{
    switch (part.state) {
    case motd::PartState::Shown:
        return part.certain ? QString() : sentence(QT_TRANSLATE_NOOP("text", "perhaps"));
    case motd::PartState::MadeAtLogin:
        return sentence(QT_TRANSLATE_NOOP("text", "made at the login"));
    case motd::PartState::Missing:
        return sentence(QT_TRANSLATE_NOOP("text", "not there"));
    case motd::PartState::Empty:
        return sentence(QT_TRANSLATE_NOOP("text", "empty"));
    case motd::PartState::TooLarge:
        return sentence(QT_TRANSLATE_NOOP("text", "too large"));
    case motd::PartState::Private:
        return sentence(QT_TRANSLATE_NOOP("text", "not for everyone"));
    case motd::PartState::NotAFile:
        return sentence(QT_TRANSLATE_NOOP("text", "no file"));
    case motd::PartState::Unreadable:
        return sentence(QT_TRANSLATE_NOOP("text", "cannot be read"));
    }
    return {};
}

QString partShowerText(const motd::Part &part)
{
    const QString place = shortPlace(part.where.file, part.where.line);
    switch (part.by) {
    case motd::Shower::Pam:
        return sentence(QT_TRANSLATE_NOOP("text", "pam_motd (%1)"), {place});
    case motd::Shower::Sshd:
        return part.where.line == 0 ? sentence(QT_TRANSLATE_NOOP("text", "sshd itself (PrintMotd, by default)"))
                                    : sentence(QT_TRANSLATE_NOOP("text", "sshd itself (%1)"), {place});
    case motd::Shower::Login:
        return sentence(QT_TRANSLATE_NOOP("text", "login itself (%1)"), {place});
    }
    return {};
}

QString scriptStateText(const motd::UpdateScript &script)
{
    if (script.runs)
        return {};
    return script.badName ? sentence(QT_TRANSLATE_NOOP("text", "never runs: run-parts takes no such name"))
                          : sentence(QT_TRANSLATE_NOOP("text", "never runs: not executable"));
}

QString fileShownText(const motd::MotdFile &file)
{
    if (!file.services.empty()) {
        QStringList names;
        for (const std::string &service : file.services)
            names << printable(service);
        return sentence(QT_TRANSLATE_NOOP("text", "shown by %1"), {names.join(QStringLiteral(", "))});
    }
    return file.hiddenBy.empty() ? sentence(QT_TRANSLATE_NOOP("text", "nobody sees it"))
                                 : sentence(QT_TRANSLATE_NOOP("text", "%1 is shown in its place"), {path(file.hiddenBy)});
}

std::vector<MotdRemark> remarksOn(const motd::Composition &composition, const motd::Survey &survey)
{
    Remarks remarks(composition);
    remarks.rules();
    remarks.repetitions();
    for (const motd::Part &part : composition.parts)
        remarks.part(part, survey);
    return remarks.take();
}

std::vector<MotdRemark> remarksOn(const motd::Survey &survey)
{
    std::vector<MotdRemark> remarks;
    if (survey.services.empty())
        return remarks; // that nobody shows anything is said once, by who asks
    for (const motd::MotdFile &file : survey.files) {
        const bool known = std::any_of(survey.services.begin(), survey.services.end(), [&](const motd::Composition &composition) {
            return std::any_of(composition.parts.begin(), composition.parts.end(),
                               [&](const motd::Part &part) { return part.path == file.path; });
        });
        if (!known && file.services.empty() && file.hiddenBy.empty())
            remarks.push_back({pam::Severity::Warning,
                               sentence(QT_TRANSLATE_NOOP("text", "Nobody sees %1: no service shows it."), {path(file.path)}),
                               {}});
    }
    return remarks;
}

} // namespace pamphlet::ui::text
