// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/lintguide.h"

#include "core/pam/lint/documentation.h"

#include <QRegularExpression>
#include <QStringList>

namespace pamphlet::ui::text {

namespace {

/// Without the marks of Markdown, which mean nothing where text is shown as it is.
QString plain(QString markdown)
{
    static const QRegularExpression link(QStringLiteral("\\[([^\\]]*)\\]\\([^)]*\\)"));
    markdown.replace(link, QStringLiteral("\\1"));
    markdown.remove(u'`').remove(QStringLiteral("**"));
    return markdown.simplified();
}

QString titleOf(QString slug)
{
    slug.replace(u'-', u' ');
    return slug.isEmpty() ? slug : slug.at(0).toUpper() + slug.mid(1);
}

} // namespace

LintGuide lintGuide(std::string_view id)
{
    static const QString documentation = QString::fromStdString(pam::lintDocumentation());
    const QString heading = QStringLiteral("\n## ") + QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size())) + u' ';
    const qsizetype start = documentation.indexOf(heading);
    if (id.empty() || start < 0)
        return {};
    const qsizetype line = documentation.indexOf(u'\n', start + 1);
    const qsizetype end = documentation.indexOf(QStringLiteral("\n## "), line);

    const QString head = documentation.mid(start + heading.size(), line - start - heading.size());
    if (!head.endsWith(u')')) // a chapter that is of no id
        return {};
    LintGuide guide;
    guide.markdown = documentation.mid(line, end < 0 ? -1 : end - line).trimmed();
    guide.title = titleOf(head.section(u' ', 0, 0));
    static const QRegularExpression block(QStringLiteral("```.*?```"), QRegularExpression::DotMatchesEverythingOption);
    QString prose = guide.markdown;
    prose.remove(block);
    const QStringList parts = prose.split(QStringLiteral("**What to do:**"));
    guide.why = plain(parts.value(0));
    guide.whatToDo = plain(parts.value(1).section(QStringLiteral("**Fix offered:**"), 0, 0));
    return guide;
}

} // namespace pamphlet::ui::text
