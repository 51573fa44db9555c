// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include "core/pam/returncode.h"
#include "ui/text/printable.h"

#include <cstdio>

#include <unistd.h>

namespace pamphlet::app::cli {

namespace {

/// Longer lines lose their middle: nobody reads a megabyte, and --json has every byte.
constexpr qsizetype shownLimit = 4000;

void write(std::FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
}

QString paint(bool color, Style style, const QString &text)
{
    const char *code = nullptr;
    switch (style) {
    case Style::Plain:
        break;
    case Style::Heading:
        code = "1";
        break;
    case Style::Faint:
        code = "2";
        break;
    case Style::Good:
    case Style::Added:
        code = "32";
        break;
    case Style::Warning:
        code = "33";
        break;
    case Style::Bad:
    case Style::Removed:
        code = "31";
        break;
    }
    if (!color || !code || text.isEmpty())
        return text;
    return QStringLiteral("\x1b[") + QString::fromLatin1(code) + u'm' + text + QStringLiteral("\x1b[0m");
}

/// https://no-color.org: set and not empty.
bool colorsWanted(const Console::Settings &settings)
{
    return !settings.noColor && qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb";
}

} // namespace

Style styleOfCode(int code)
{
    return code == pam::rc::success ? Style::Good : Style::Bad;
}

Console::Console(Settings settings)
    : m_color(colorsWanted(settings) && ::isatty(STDOUT_FILENO) == 1)
    , m_noteColor(colorsWanted(settings) && ::isatty(STDERR_FILENO) == 1)
    , m_quiet(settings.quiet)
{ }

void Console::line(const QString &text)
{
    write(stdout, text.toUtf8() + '\n');
}

void Console::document(const Json &json)
{
    write(stdout, QByteArray::fromStdString(jsonText(json)));
}

void Console::note(const QString &text)
{
    if (m_quiet)
        return;
    // What a person reads together must also arrive together.
    std::fflush(stdout);
    write(stderr, text.toUtf8() + '\n');
}

void Console::complaint(const QString &text)
{
    std::fflush(stdout);
    write(stderr, QByteArrayLiteral("pamphletctl: ") + text.toUtf8() + '\n');
}

QString Console::styled(Style style, const QString &text) const
{
    return paint(m_color, style, text);
}

QString Console::styledNote(Style style, const QString &text) const
{
    return paint(m_noteColor, style, text);
}

bool Console::flush()
{
    const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    std::fflush(stderr);
    return written;
}

QString shown(std::string_view bytes)
{
    return ui::text::printable(bytes, shownLimit);
}

QString shown(QStringView text)
{
    return shown(text.toUtf8().toStdString());
}

QString placeText(const Place &where)
{
    QString text = shown(where.file);
    if (where.line > 0)
        text += u':' + QString::number(where.line);
    if (where.line > 0 && where.column > 0)
        text += u':' + QString::number(where.column);
    return text;
}

} // namespace pamphlet::app::cli
