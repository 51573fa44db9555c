// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/findingrows.h"
#include "ui/text/printable.h"
#include "ui/text/sentence.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace pamphlet::ui::text {

namespace {

struct FixText {
    std::string_view id;
    const char *title;
};

constexpr FixText fixes[] = {
    {"PAM016", QT_TRANSLATE_NOOP("text", "Remove the backslash")},
    {"PAM017", QT_TRANSLATE_NOOP("text", "Split the comment")},
    {"PAM019", QT_TRANSLATE_NOOP("text", "Convert the line ends")},
    {"PAM031", QT_TRANSLATE_NOOP("text", "Remove %1")},
    {"PAM049", QT_TRANSLATE_NOOP("text", "Remove the gap")},
    {"PAM053", QT_TRANSLATE_NOOP("text", "Remove the byte order mark")},
    {"PAM066", QT_TRANSLATE_NOOP("text", "Remove what is not read")},
    {"PAM073", QT_TRANSLATE_NOOP("text", "Add .so")},
    {"PAM074", QT_TRANSLATE_NOOP("text", "Write the plain name")},
    {"PAM079", QT_TRANSLATE_NOOP("text", "Remove %1")},
    {"TEL003", QT_TRANSLATE_NOOP("text", "Move %1 to its place")},
    {"TEL005", QT_TRANSLATE_NOOP("text", "Write %2")},
    {"TEL011", QT_TRANSLATE_NOOP("text", "Write what is meant")},
    {"TEL013", QT_TRANSLATE_NOOP("text", "Write it without quotes")},
    {"TEL023", QT_TRANSLATE_NOOP("text", "Add pam_permit.so")},
    {"SRG020", QT_TRANSLATE_NOOP("text", "Install django-pam")},
    {"SRG030", QT_TRANSLATE_NOOP("text", "Mount the host's accounts")},
    {"SRG031", QT_TRANSLATE_NOOP("text", "Mount it read-only")},
};

QStringList printableArguments(const pam::Finding &finding)
{
    QStringList arguments;
    for (const std::string &argument : finding.arguments)
        arguments.append(printable(argument));
    return arguments;
}

} // namespace

QString findingMessage(const pam::Finding &finding)
{
    const auto fits = [&finding](const FindingText &text) {
        const bool holds
            = text.argument == anyArgument || (text.argument < finding.arguments.size() && finding.arguments[text.argument] == text.value);
        return text.id == finding.id && holds;
    };
    const FindingText *row = nullptr;
    for (const std::span<const FindingText> texts :
         {lineFindings(), writingFindings(), meaningFindings(), teleportFindings(), sregistryFindings()}) {
        const auto found = std::find_if(texts.begin(), texts.end(), fits);
        if (!row && found != texts.end())
            row = &*found;
    }
    if (!row) // a newer id than these tables, from a program that is not this one
        return sentence(QT_TRANSLATE_NOOP("text", "Something is wrong here (%1)."), {printable(finding.id)});
    return sentence(row->message, printableArguments(finding));
}

QString fixTitle(const pam::Finding &finding)
{
    if (!finding.fix)
        return {};
    const auto row = std::find_if(std::begin(fixes), std::end(fixes), [&finding](const FixText &text) { return text.id == finding.id; });
    return row == std::end(fixes) ? sentence(QT_TRANSLATE_NOOP("text", "Repair")) : sentence(row->title, printableArguments(finding));
}

} // namespace pamphlet::ui::text
