// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/placelink.h"

#include "ui/text/text.h"

namespace pamphlet::ui {

namespace {

const QLatin1String scheme("place:");

}

QString placeLink(const std::string &file, std::size_t line, const QString &text)
{
    if (file.empty() || line == 0) {
        return text.toHtmlEscaped();
    }
    return QStringLiteral("<a href=\"place:%1:%2\">%3</a>")
        .arg(QString::number(line), QString::fromStdString(file).toHtmlEscaped(), text.toHtmlEscaped());
}

QString placeLink(const std::string &file, std::size_t line)
{
    return placeLink(file, line, text::shortPlace(file, line));
}

std::optional<LinkedPlace> linkedPlace(const QString &link)
{
    const qsizetype colon = link.indexOf(QLatin1Char(':'), scheme.size());
    bool ok = false;
    const int line = link.mid(scheme.size(), colon - scheme.size()).toInt(&ok);
    if (!link.startsWith(scheme) || colon < 0 || !ok || line <= 0) {
        return std::nullopt;
    }
    return LinkedPlace{link.mid(colon + 1), line};
}

} // namespace pamphlet::ui
